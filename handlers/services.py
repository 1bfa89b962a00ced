"""What every door of Surge is given: the services of the bot, the people, and the work under way."""

from dataclasses import dataclass, field

from bot.surge import Surge
from handlers.latencies import Latencies
from handlers.people import People
from handlers.recent import Recent
from handlers.tasks import Tasks


@dataclass(frozen=True, slots=True)
class Services:
    """Shared by the slash command, the mentions, the buttons and the modals."""

    surge: Surge
    people: People
    tasks: Tasks
    recent: Recent = field(default_factory=Recent)
    latencies: Latencies = field(default_factory=Latencies)
