"""Words that were kept, or that a source sent, have no power in any card either."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.alert import Alert, Audience, Reason
from bot.alerts.book import Delivery, Event, State
from bot.alerts.condition import Direction, Threshold
from bot.alerts.outlook import Outlook
from bot.alerts.rules import Listed, Made
from bot.market.provider import Source
from bot.words.language import same
from handlers.cards.alert_post import post
from handlers.cards.alerts import of_channel, of_person
from handlers.cards.card import Card
from handlers.cards.limits import problems, text_problems
from handlers.cards.made import made, removed, silenced
from handlers.cards.why import why
from tests.bot.day import OPEN, TRADER, UP_5, WALL, alert, percent
from tests.handlers.asking import hall
from tests.hostile import PIECES, powers
from tests.stage import OPEN as FIRST
from tests.stage import quote

# A source may send any letters; what has no power may show as nothing.
LINES = [piece for piece in PIECES if piece.isprintable() and len(piece) < 400]
TEXTS = st.lists(st.sampled_from(LINES), min_size=1, max_size=3).map(" ".join)


def crossing(of: Alert, error: str) -> tuple[Event, Delivery]:
    """Return an event of an alert, and a delivery that went wrong."""
    event = Event(
        alert=of,
        threshold=Threshold(Direction.UP, Decimal(5), None),
        sample=percent(6, 5),
        before=None,
        reason=Reason.CROSSED,
        generation=0,
        detected_at=OPEN + timedelta(minutes=20),
    )
    delivery = Delivery(
        id=1,
        token="t",
        team="T01",
        destination=TRADER,
        audience=of.audience,
        events=(event,),
        state=State.DOUBTFUL,
        epoch=1,
        attempts=1,
        made_at=WALL,
        expires_at=WALL + timedelta(minutes=5),
        error=error,
    )
    return event, delivery


def cards(name: str) -> Iterator[Card]:
    """Yield every card that tells of an alert with this name, from a source with this label."""
    kept = alert(UP_5, Audience.PERSON, name=name)
    outlook = Outlook(percent(1), present=True, distances=(), waiting=same(name))
    event, delivery = crossing(kept, name)
    yield from (of_channel([Listed(kept, outlook)]), of_person([Listed(kept, outlook)]))
    yield from (made(Made(kept, outlook)), removed([kept]), silenced(kept, "for an hour"), why(event, delivery))
    source = Source(name, notes=name)
    yield from (post(delivery, source), post(replace(delivery, events=(event, event)), source))


@given(TEXTS)
def test_whatever_an_alert_is_called(name: str) -> None:
    """Lists, posts, read-backs and stories of an alert show its name, and no more."""
    for card in cards(name[:200]):
        assert powers(card) == []
        assert problems(card.blocks) == []
        assert text_problems(card.text) == []


async def test_whatever_a_tape_says(tmp_path: Path) -> None:
    """Names, sectors and notes of a tape are shown as the words that they are."""
    evil = "<!channel> <@UEVIL> <http://evil.example|EVIL> *EVIL* `EVIL`"
    names = {"name": evil, "sector": evil}
    quotes = [quote(symbol, 101, FIRST, **names) for symbol in ("^HSI", "0700.HK", "9988.HK", "EVIL.HK", "3690.HK")]
    async with hall(tmp_path, [{"at": FIRST.isoformat(), "quotes": quotes}]) as here:
        await here.play(0)
        for words in ("", "hsi", "EVIL.HK", "leaders", "turnover", "status", "watch EVIL.HK", "watch", "alerts"):
            card = await here.card(words)
            assert powers(card) == []
