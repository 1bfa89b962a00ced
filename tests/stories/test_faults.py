"""Whatever Slack does to a post or to an edit: nothing is lost, and nothing stands there twice that need not."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.alerts.book import Event, State
from bot.settings import Reconcile
from handlers.sandbox.calls import Call
from handlers.sandbox.faults import Fault
from handlers.sandbox.message import Message
from handlers.sandbox.sandbox import Sandbox
from handlers.sandbox.server import serving
from tests.backends import BACKENDS
from tests.bot.day import CHANNEL, WALL, line
from tests.mailroom import LIVE, Mailroom, mailroom, rising

POST, EDIT, LOOK = "chat.postMessage", "chat.update", "conversations.history"
MOMENTS = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512]  # seconds between two looks into the outbox, 17 min in all
DM = "D01TRADER"
TWO_DAYS = 2 * 86400.0  # after which no pace, pause or dead place of one case touches the next
HASTE, HANGS = 0.15, "0.4"  # seconds of a client that gives up, and of an answer that comes later


Came = tuple[tuple[int, ...], str, State]


@dataclass(frozen=True, slots=True)
class Case:
    """What goes wrong, and what comes of it: when posts are tried, in seconds, what stands there, and how it ends.

    What stands there has a letter for each message: "o" as usual, "m" marked as a possible repeat, "p" in plain words,
    "t" a person told that nothing can be posted there.
    `blind` is what comes of it without a reconciler, where that differs.
    """

    faults: tuple[Fault, ...]
    came: Came
    blind: Came | None = None

    def __str__(self) -> str:
        """Name it by its faults."""
        words = (
            f"{each.method} {each.kind} {each.value}{' done' * each.accept} x {each.times}" for each in self.faults
        )
        return " + ".join(words)

    def outcome(self, reconcile: Reconcile) -> Came:
        """Return what comes of it."""
        return (self.blind if reconcile is Reconcile.NONE else None) or self.came


def post(kind: str, value: str = "", times: int = 1, *, accept: bool = False) -> Fault:
    """Return a fault of posts."""
    return Fault(POST, kind, value, times, accept)


def cases() -> Iterator[Case]:
    """Yield every case of a post."""
    sent, waits = State.SENT, {"2": 3, "1.5": 3, "0": 1, "-3": 1, "100": 127, "nan": 1, "soon": 1, "absent": 1}
    for value, at in [*waits.items(), ("Wed, 21 Oct 2026 07:28:00 GMT", 1)]:
        yield Case((post("429", value),), ((0, at), "o", sent))
    yield Case((post("429", "2", 3),), ((0, 3, 7, 15), "o", sent))
    yield Case((post("429", "999999999"),), ((0,), "", State.EXPIRED))
    wrong = [("500", ""), ("html", ""), ("truncated", ""), ("error", "internal_error"), ("error", "something_new")]
    for kind, value in [*wrong, ("error", "fatal_error"), ("timeout", "0"), ("timeout", HANGS)]:
        yield Case((post(kind, value),), ((0, 15), "o", sent), ((0, 15), "m", sent))
    for kind, value in [*wrong, ("drop-after-accept", ""), ("timeout", HANGS), ("slow", HANGS)]:
        yield Case((post(kind, value, accept=True),), ((0,), "o", sent), ((0, 15), "om", sent))
    yield Case((post("500", times=2),), ((0, 15, 31), "o", sent), ((0, 15), "", State.DEAD))
    yield Case((post("500", times=2, accept=True),), ((0,), "o", sent), ((0, 15), "om", State.DEAD))
    limited = post("429", "2")
    yield Case((limited, limited, post("500")), ((0, 3, 7, 31), "o", sent), ((0, 3, 7, 31), "m", sent))
    yield Case((post("500"), limited), ((0, 15, 31), "o", sent), ((0, 15, 31), "m", sent))
    yield Case((post("500"), Fault("auth.test", "500", times=2)), ((0, 15), "o", sent), ((0, 63), "m", sent))
    for kind, value in [*wrong, ("429", "1"), ("timeout", "0")]:
        blinded = Fault(LOOK, kind, value)
        yield Case((post("drop-after-accept"), blinded), ((0,), "o", sent))
    yield Case((post("drop-after-accept"), Fault(LOOK, "error", "missing_scope")), ((0, 15), "om", sent))
    # Whoever made the rule is told by the first of them, and not again while the place is gone.
    yield Case((post("error", "channel_not_found"),), ((0, 0), "t", State.DEAD))
    for name in ("is_archived", "not_in_channel", "restricted_action"):
        yield Case((post("error", name),), ((0,), "", State.DEAD))
    for name in ("invalid_auth", "token_revoked", "account_inactive", "missing_scope"):
        yield Case((post("error", name),), ((0, 63), "o", sent))
    for name in ("invalid_blocks", "msg_blocks_too_long", "metadata_too_large"):
        yield Case((post("error", name),), ((0, 0), "p", sent))
    yield Case((post("error", "invalid_blocks", 2),), ((0, 0), "", State.DEAD))


CASES = tuple(cases())


@pytest.fixture(params=BACKENDS)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return where there is an empty database of each kind."""
    return BACKENDS[request.param](tmp_path)


@dataclass(frozen=True, slots=True)
class Ground:
    """A mailroom, the Slack that it posts to, and a client of that which does not wait for an answer."""

    room: Mailroom
    sandbox: Sandbox
    hasty: AsyncWebClient

    def calls(self, method: str) -> list[Call]:
        """Return the calls of a method so far."""
        return [call for call in self.sandbox.workspace.calls.kept if call.method == method]

    async def answered(self, method: str, count: int) -> None:
        """Wait until Slack is done with so many calls of a method, whoever waits for the answers."""
        async with asyncio.timeout(10):
            while len(self.calls(method)) < count:  # noqa: ASYNC110 - what is waited for lies behind a socket
                await asyncio.sleep(0.01)


@asynccontextmanager
async def ground(folder: Path, place: str, lines: Sequence[str], reconcile: Reconcile) -> AsyncIterator[Ground]:
    """Open a mailroom and its Slack, which go by one clock; each of the lines' shares has a rule in the channel."""
    now = [WALL]

    def clock() -> float:
        return now[0].timestamp()

    sandbox = Sandbox(folder / "slack", now=clock)
    async with (
        serving(sandbox) as address,
        mailroom(place, lines, address.base_url, reconcile) as room,
        aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=HASTE)) as http,
    ):
        room.day.now = now
        yield Ground(
            room, sandbox, AsyncWebClient("xoxb-hasty", base_url=address.base_url, session=http, retry_handlers=[])
        )


def share(number: int) -> str:
    """Return the symbol of a share that no list knows."""
    return f"{8101 + number}.HK"


async def rung(here: Ground, number: int, *faults: Fault) -> Event:
    """Let a share's alert ring, with nothing left of what came before, and these faults to come."""
    here.sandbox.workspace.forget()
    for fault in faults:
        await here.sandbox.fault(replace(fault))
    day = here.room.day
    await day.book.add(rising(share(number), 3))
    day.provider.move_to(2 * number)
    (event,) = await day.watch.sweep()
    return event


async def attempted(here: Ground, number: int, case: Case) -> Came:
    """Let an alert ring into a case's faults; return when posts were tried, what stands there, and how it ended."""
    room, began = here.room, here.room.day.wall()
    event = await rung(here, number, *case.faults)
    courier = replace(room.courier, client=here.hasty) if case.faults[0].value == HANGS else room.courier
    await courier.deliver()
    for seconds in MOMENTS:
        await here.answered(POST, 1)
        if not LIVE & (await room.day.outbox.counts()).keys():
            break
        room.later(seconds)
        await room.courier.deliver()
    found = await room.day.outbox.of_event(event.id)
    assert found
    tries = tuple(int(call.at - began.timestamp()) for call in here.calls(POST))
    room.later(TWO_DAYS)
    return tries, "".join(letter(each) for place in (CHANNEL, DM) for each in here.sandbox.messages(place)), found.state


async def edited(here: Ground, number: int, wrong: tuple[str, str, bool]) -> tuple[int, bool]:
    """Let a message's first edit go wrong; return how many were tried, and whether it tells the newest figure."""
    room, (kind, value, accept) = here.room, wrong
    await rung(here, number, Fault(EDIT, kind, value, accept=accept))
    await room.courier.deliver()
    room.day.provider.move_to(2 * number + 1)
    await room.day.watch.sweep()
    editor = replace(room.editor, client=here.hasty) if value == HANGS else room.editor
    for seconds in MOMENTS:
        room.later(seconds)
        await editor.edit()
        await here.answered(EDIT, 1)
        editor = room.editor
    room.later(TWO_DAYS)
    (message,) = here.sandbox.messages(CHANNEL)
    return len(here.calls(EDIT)), "Now: +4.50%" in message.text


def letter(message: Message) -> str:
    """Return what a message is, in a letter."""
    if message.channel == DM:
        return "t" if CHANNEL in message.text else "?"
    return "m" if "may repeat" in message.text.lower() else "o" if message.blocks else "p"


def day(shares: int) -> list[str]:
    """Return the lines of a day: each share passes 3%, and goes on from there."""
    moves = [(number, move) for number in range(shares) for move in (4, 4.5)]
    return [line(2 * minute, **{share(number): move}) for minute, (number, move) in enumerate(moves)]


@pytest.mark.parametrize("reconcile", Reconcile)
async def test_whatever_slack_does_to_a_post(tmp_path: Path, place: str, reconcile: Reconcile) -> None:
    """A refusal is tried again when it may be, a doubtful post is looked for first, and what cannot be is given up."""
    # Without a reconciler only what is doubtful comes to something else, and nobody looks.
    cases = [case for case in CASES if reconcile is Reconcile.HISTORY or case.blind]
    async with ground(tmp_path, place, day(len(cases)), reconcile) as here:
        came = {str(case): await attempted(here, number, case) for number, case in enumerate(cases)}
    assert came == {str(case): case.outcome(reconcile) for case in cases}


# What goes wrong with an edit (kind, value, whether it was done), how many are tried, and whether the newest figure
# stands there in the end.
EDITS = {
    **{("429", value, False): (2, True) for value in ("2", "1.5", "0", "soon", "absent")},
    **{(kind, "", False): (2, True) for kind in ("500", "html", "truncated", "drop-after-accept", "timeout")},
    **{(kind, "", True): (2, True) for kind in ("500", "html", "truncated")},
    **{(kind, HANGS, False): (2, True) for kind in ("timeout", "slow")},
    **{("error", name, False): (2, True) for name in ("internal_error", "something_new", "token_revoked")},
    **{("error", name, False): (1, False) for name in ("message_not_found", "edit_window_closed", "is_archived")},
    ("error", "invalid_blocks", False): (1, False),
}


async def test_whatever_slack_does_to_an_edit(tmp_path: Path, place: str) -> None:
    """An edit that fails is made good, one that never can be is left alone, and no message comes of it."""
    async with ground(tmp_path, place, day(len(EDITS)), Reconcile.NONE) as here:
        came = {each: await edited(here, number, each) for number, each in enumerate(EDITS)}
    assert came == EDITS
