"""Show the headlines of the last 24 hours that name an instrument.

Each comes with its publisher and its time. What moved the price they do not say, and neither do I.
"""

from bot.errors import UnknownInstrument
from bot.surge import Surge
from handlers.cards.card import Card
from handlers.cards.news import news
from handlers.command import Command, Request
from handlers.sights.news import newspaper


async def answer(request: Request, surge: Surge) -> Card:
    """Look the name up and show what is written of it."""
    if not request.words:
        raise UnknownInstrument("Say of what: `/surge news tencent`.", ("news tencent", "news hsi", "news nvda"))
    return news(await newspaper(await surge.desk.find(request.words), surge))


COMMAND = Command(
    name="news", answer=answer, usage=("news tencent", "news hsi"), help=__doc__, aliases=("headlines", "新聞", "新闻")
)
