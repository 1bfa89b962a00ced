"""Show how the market's stories move: compute, CPO, data centres, China internet.

Alone it ranks all themes, the best first; with a name, in any language, it shows that theme's members.
"""

from bot.errors import NoData
from bot.market.themes import theme as find
from bot.surge import Surge
from handlers.cards.card import Card
from handlers.cards.themes import overview, theme
from handlers.command import Command, Request
from handlers.sights import themes as sights


async def answer(request: Request, surge: Surge) -> Card:
    """Show all themes, or one."""
    if request.words:
        return theme(await sights.themed(find(request.words), surge))
    seen = await sights.overview(surge)
    if not any(each.counted for each in seen.baskets):
        raise NoData("No member of any theme has figures yet.")
    return overview(seen)


COMMAND = Command(
    name="themes",
    answer=answer,
    usage=("themes", "themes cpo", "themes 中概"),
    help=__doc__,
    aliases=("theme",),
    shared=True,
)
