"""What every database keeps to that alerts and deliveries are kept in. `tests/backends.py` names them."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from bot.alerts.alert import Alert, Audience, Reason, Standing
from bot.alerts.audit import Deed, entry
from bot.alerts.book import (
    LEASE,
    PACE,
    SETTLE,
    AlertBook,
    Change,
    Delivery,
    Event,
    Hold,
    Obstacle,
    Outbox,
    Posted,
    State,
    Sweep,
)
from bot.alerts.condition import Direction, Threshold
from bot.alerts.hush import Held
from bot.alerts.living import EVERY, Effect, Living, Note
from bot.alerts.modifiers import Frequency, Modifiers
from bot.audience.choices import Choices
from bot.market.admission import Admitted
from bot.receipts import Receipts
from bot.replay import Cursor, ReplayLog
from bot.storage.alert_book import StoredAlertBook
from bot.storage.choices import StoredChoices
from bot.storage.database import open_database
from bot.storage.living import StoredLiving
from bot.storage.outbox import StoredOutbox
from bot.storage.receipts import StoredReceipts
from bot.storage.replay_log import StoredReplayLog
from tests.backends import BACKENDS
from tests.bot.day import ABOVE_250, CHANNEL, OPEN, SESSION, TEAM, TRADER, UP_5, WALL, alert, percent

SECOND = timedelta(seconds=1)
MINUTES = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Store:
    """The books over one database; `other` ones are another process's."""

    book: AlertBook
    outbox: Outbox
    living: Living
    choices: Choices
    log: ReplayLog
    other_book: AlertBook
    other_outbox: Outbox
    other_living: Living
    receipts: Receipts
    other_receipts: Receipts


@pytest.fixture(params=BACKENDS)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return where there is an empty database of each kind."""
    return BACKENDS[request.param](tmp_path)


@pytest.fixture
async def store(place: str) -> AsyncIterator[Store]:
    """Open the books over an empty database."""
    mine, yours = open_database(place), open_database(place)
    yield Store(
        StoredAlertBook(mine),
        StoredOutbox(mine),
        StoredLiving(mine),
        StoredChoices(mine),
        StoredReplayLog(mine),
        StoredAlertBook(yours),
        StoredOutbox(yours),
        StoredLiving(yours),
        StoredReceipts(mine),
        StoredReceipts(yours),
    )
    await mine.close()
    await yours.close()


def stands(value: object = 1, minute: int = 0, *, armed: bool = True, generation: int = 0) -> Standing:
    """Return a standing after a sample of so many per cent."""
    sample = percent(value, minute)
    return Standing(SESSION, sample.value, sample.time, beyond=sample.value >= 5, armed=armed, generation=generation)


def change(of: Alert, was: Standing | None, now: Standing, direction: Direction = Direction.UP) -> Change:
    """Return the change of an alert's standing."""
    return Change(of.id, of.team, of.edition, direction, was, now)


def crossing(of: Alert, value: object = 6, **changes: object) -> Event:
    """Return a crossing of an alert's first threshold."""
    event = Event(
        alert=of,
        threshold=UP_5.thresholds(None)[0],  # type: ignore[arg-type]  # it has no baseline
        sample=percent(value, 2),
        before=stands(),
        reason=Reason.CROSSED,
        generation=0,
        detected_at=OPEN + 17 * MINUTES,
        facts={"^HSI": Decimal("1.598"), "price": Decimal("114.655")},
        source="Tencent",
    )
    return replace(event, **changes)  # type: ignore[arg-type]  # a table of fields


def sweep(*events: Event) -> Sweep:
    """Return the sweep that finds these events, each alert never judged before."""
    changes = (change(event.alert, None, stands(event.sample.value, 2, armed=False)) for event in events)
    return Sweep(tuple(changes), events)


async def posted(store: Store, audience: Audience = Audience.CHANNEL) -> Delivery:
    """Record a crossing, and claim the delivery it causes."""
    kept = await store.book.add(alert(audience=audience))
    await store.book.record(sweep(crossing(kept)), WALL)
    return (await store.outbox.claim("me", WALL))[0]


# The alert book


async def test_numbers_are_never_reused(store: Store) -> None:
    """Alerts are numbered from 1 in each team, and a removed one's number is not given again."""
    first, second = [await store.book.add(alert()) for _ in range(2)]
    elsewhere = await store.book.add(alert(team="T02"))
    await store.book.remove(TEAM, second.id)
    third = await store.book.add(alert())
    assert [first.id, second.id, third.id, elsewhere.id] == [1, 2, 3, 1]


async def test_numbers_in_a_crowd(store: Store) -> None:
    """Alerts made at the same moment get different numbers."""
    made = await asyncio.gather(*(book.add(alert()) for book in (store.book, store.other_book) * 5))
    assert sorted(each.id for each in made) == list(range(1, 11))


async def test_only_the_fastest_is_kept(store: Store) -> None:
    """Of alerts that were all made after the same one, or after none, one is kept."""
    for last in range(2):
        assert await store.other_book.last(TEAM) == last
        racing = (book.add_after(alert(), last) for book in (store.book, store.other_book) * 3)
        assert [kept.id for kept in await asyncio.gather(*racing) if kept] == [last + 1]
    assert len(await store.book.alerts(TEAM)) == 2


@pytest.mark.parametrize("condition", [UP_5, ABOVE_250])
async def test_alerts_come_back_whole(store: Store, condition: object) -> None:
    """An alert is given back as it was kept, to the last field."""
    kept = await store.book.add(
        alert(
            condition,  # type: ignore[arg-type]  # one of each kind
            Audience.PERSON,
            frequency=Frequency.ALWAYS,
            edition=3,
            quiet_until=OPEN + MINUTES,
            muted_in=f"{SESSION}/2",
            name="阿里巴巴 & <Co>",
        )
    )
    assert await store.book.alert(TEAM, kept.id) == kept
    assert await store.book.alert(TEAM, 99) is None
    assert await store.book.alert("T02", kept.id) is None


async def test_alerts_are_found(store: Store) -> None:
    """Alerts are listed oldest first, by team, destination and creator."""
    alerts = [alert(), alert(destination="C02"), alert(creator="U02"), alert(team="T02")]
    for each in alerts:
        await store.book.add(each)

    async def found(**fields: str) -> list[tuple[str, int]]:
        return [(each.team, each.id) for each in await store.book.alerts(**fields)]

    assert await found() == [(TEAM, 1), (TEAM, 2), (TEAM, 3), ("T02", 1)]
    assert await found(team=TEAM, destination=CHANNEL) == [(TEAM, 1), (TEAM, 3)]
    assert await found(team=TEAM, creator="U02") == [(TEAM, 3)]


async def test_seeds_are_planted_once(store: Store) -> None:
    """A seed of one name is planted once, also when two processes plant it, and also after its alert was removed."""
    planted = await asyncio.gather(*(book.plant("tech", alert()) for book in (store.book, store.other_book)))
    assert sorted(each.id for each in planted if each) == [1]
    await store.book.remove(TEAM, 1)
    assert await store.book.plant("tech", alert()) is None


async def test_a_change_keeps_the_side(store: Store) -> None:
    """A snoozed alert keeps its standing; an edited one forgets it."""
    kept = await store.book.add(alert())
    await store.book.learn([change(kept, None, stands())])
    snoozed = replace(kept, quiet_until=OPEN)
    await store.book.change(snoozed)
    assert await store.book.alert(TEAM, kept.id) == snoozed
    assert list((await store.book.standings([snoozed])).values()) == [stands()]
    await store.book.change(replace(snoozed, edition=2))
    assert await store.book.standings([snoozed]) == {}


async def test_a_removed_alert_is_gone(store: Store) -> None:
    """A removed alert leaves no standing, and none can be left for it; its events stay."""
    kept = await store.book.add(alert())
    await store.book.record(sweep(crossing(kept)), WALL)
    await store.book.remove(TEAM, kept.id)
    await store.book.learn([change(kept, None, stands())])
    assert (await store.book.alerts(), await store.book.standings([kept])) == ([], {})
    assert len(await store.book.events(TEAM, kept.id)) == 1


async def test_changes_of_what_is_gone(store: Store) -> None:
    """Changing an alert that was removed meanwhile does not bring it back."""
    kept = await store.book.add(alert())
    await store.book.remove(TEAM, kept.id)
    await store.book.change(kept)
    assert await store.book.alerts() == []


async def test_standings_by_direction(store: Store) -> None:
    """Each direction stands for itself, exactly, and to the microsecond."""
    kept = await store.book.add(alert())
    up, down = stands("1.0000000000000000000000000001"), replace(stands(-3), time=OPEN + timedelta(microseconds=1))
    await store.book.learn([change(kept, None, up), change(kept, None, down, Direction.DOWN)])
    key = (TEAM, kept.id)
    assert await store.book.standings([kept]) == {(*key, "", Direction.UP): up, (*key, "", Direction.DOWN): down}


async def test_many_standings(store: Store) -> None:
    """A thousand alerts are recorded and read at once."""
    alerts = [alert(id=number) for number in range(1, 1001)]
    kept = await store.book.add(alert())
    changes = [change(each, None, stands()) for each in alerts]
    await store.book.record(Sweep(tuple(changes)), WALL)
    assert list(await store.book.standings(alerts)) == [(TEAM, kept.id, "", Direction.UP)]


# Recording


async def test_events_come_back_whole(store: Store) -> None:
    """An event is given back as it was recorded, with its alert as it was then."""
    kept = await store.book.add(alert())
    gap = crossing(kept, before=None, reason=Reason.GAPPED)
    (event,) = await store.book.record(sweep(gap), WALL)
    await store.book.change(replace(kept, edition=2, name="Another"))
    assert event == replace(gap, id=event.id)
    assert await store.book.event(event.id) == event
    assert await store.book.event(99) is None


async def test_newest_events_first(store: Store) -> None:
    """An alert's events are listed newest first, with the sample on the other side."""
    kept = await store.book.add(alert())
    before: Standing | None = None
    for number in range(4):
        now = stands(number, number)
        event = crossing(kept, number, generation=number, before=before)
        await store.book.record(Sweep((change(kept, before, now),), (event,)), WALL)
        before = now
    listed = await store.book.events(TEAM, kept.id, limit=2)
    assert [(event.generation, event.before) for event in listed] == [(3, stands(2, 2)), (2, stands(1, 1))]


async def test_compare_and_set(store: Store) -> None:
    """A change that finds another standing than it expects is dropped, and its event with it."""
    kept = await store.book.add(alert())
    await store.book.learn([change(kept, None, stands(1))])
    stale = Sweep((change(kept, stands(2), stands(6, 2, armed=False)),), (crossing(kept),))
    assert await store.book.record(stale, WALL) == []
    assert await store.book.record(sweep(crossing(kept)), WALL) == []
    assert list((await store.book.standings([kept])).values()) == [stands(1)]
    assert await store.outbox.counts() == {}


async def test_an_edit_meanwhile(store: Store) -> None:
    """What was judged in an earlier edition is dropped."""
    kept = await store.book.add(alert())
    await store.book.change(replace(kept, edition=2))
    assert await store.book.record(sweep(crossing(kept)), WALL) == []
    assert await store.outbox.counts() == {}


async def test_two_processes_find_the_same(store: Store) -> None:
    """Of two processes that record the same crossing at the same moment one has it."""
    kept = await store.book.add(alert())
    found = sweep(crossing(kept))
    both = await asyncio.gather(store.book.record(found, WALL), store.other_book.record(found, WALL))
    assert sorted(len(events) for events in both) == [0, 1]
    assert await store.outbox.counts() == {State.WAITING: 1}


async def test_dedupe_key(store: Store) -> None:
    """A crossing whose key was recorded before is no event again, even if its standing was lost."""
    kept = await store.book.add(alert())
    await store.book.record(sweep(crossing(kept)), WALL)
    now = (await store.book.standings([kept]))[TEAM, kept.id, "", Direction.UP]
    again = Sweep((change(kept, now, stands(7, 3)),), (crossing(kept, 7),))
    assert await store.book.record(again, WALL) == []
    assert list((await store.book.standings([kept])).values()) == [stands(7, 3)]
    assert await store.outbox.counts() == {State.WAITING: 1}


async def test_one_message_for_a_person(store: Store) -> None:
    """All that one sweep finds for a person is one message; a channel has one for each move of a subject."""
    people = [Audience.PERSON, Audience.CHANNEL, Audience.PERSON, Audience.CHANNEL, Audience.CHANNEL]
    alerts = [await store.book.add(alert(audience=audience)) for audience in people]
    alerts.append(await store.book.add(alert(audience=Audience.PERSON, destination="U02")))
    events = [crossing(each) for each in alerts]
    events[4] = crossing(alerts[4], sample=replace(percent(6, 2), target="0700.HK"))
    assert len(await store.book.record(sweep(*events), WALL)) == 6
    claimed = [*await store.outbox.claim("me", WALL), *await store.outbox.claim("me", WALL + PACE)]
    bundles = {(each.destination, *(event.alert.id for event in each.events)) for each in claimed}
    assert bundles == {(TRADER, 1, 3), (CHANNEL, 2, 4), (CHANNEL, 5), ("U02", 6)}


async def test_once_is_once(store: Store) -> None:
    """A rule that speaks once is done with its first event, whichever process records it, until it is edited."""
    kept = await store.book.add(alert(frequency=Frequency.ONCE))
    before = (await store.book.rewired(0)).version
    found = sweep(crossing(kept))
    results = await asyncio.gather(*(book.record(found, WALL) for book in (store.book, store.other_book)))
    assert sorted(len(events) for events in results) == [0, 1]
    done = await store.other_book.alert(TEAM, kept.id)
    assert done is not None
    assert done.done_at == crossing(kept).detected_at
    gone = await store.book.rewired(before)
    assert [(each.was, each.now) for each in gone.rules] == [(UP_5, None)]
    assert (await store.book.rewired(0)).rules == ()
    later = Sweep((change(kept, (await only(store, kept)), stands(7, 4)),), (crossing(kept, generation=1),))
    assert await store.book.record(later, WALL) == []
    await store.book.change(replace(done, done_at=None, edition=2))
    back = await store.book.rewired(gone.version)
    assert [(each.was, each.now) for each in back.rules] == [(None, UP_5)]
    await store.book.remove(TEAM, kept.id)
    assert [each.what for each in await store.book.story(TEAM, kept.id)] == ["fired", "finished", "made"]


async def only(store: Store, of: Alert) -> Standing | None:
    """Return the one standing of an alert, None where there is none."""
    return next(iter((await store.book.standings([of])).values()), None)


async def test_crossings_close_together(store: Store) -> None:
    """Within a cooldown crossings are recorded and not sent; the fifth in an hour mutes the rule, and says so."""
    kept = await store.book.add(alert(frequency=Frequency.ALWAYS))
    for generation, minute in enumerate((0, 5, 20, 40, 50)):
        event = crossing(kept, sample=percent(6, minute), generation=generation)
        found = Sweep((change(kept, await only(store, kept), stands(6, minute, generation=generation)),), (event,))
        assert len(await store.book.record(found, WALL)) == 1
    events = (await store.other_book.events(TEAM, kept.id))[::-1]
    told = [(str(each.held), each.more) for each in events]
    assert told == [("", 0), ("cooldown", 0), ("", 1), ("", 0), ("flapping", 0)]
    assert await store.outbox.counts() == {State.WAITING: 4}
    assert await store.outbox.of_event(events[1].id) is None
    muted = await store.book.alert(TEAM, kept.id)
    assert muted is not None
    assert muted.muted_in == SESSION
    story = await store.book.story(TEAM, kept.id)
    assert [each.what for each in story] == ["muted", *["fired"] * 5, "made"]
    assert [each.details.get("held") for each in story[1:6]] == ["flapping", "", "", "cooldown", ""]


async def test_who_is_forgotten(store: Store) -> None:
    """A person's own rules go with all they led to, in every process; a channel's name a pseudonym."""
    own, shared = [await store.book.add(alert(audience=audience)) for audience in reversed(Audience)]
    other = await store.book.add(alert(audience=Audience.PERSON, destination="U02", creator="U02"))
    version = (await store.other_book.rewired(0)).version
    await store.book.record(sweep(*map(crossing, (own, shared, other))), WALL)
    for _ in range(2):
        for delivery in await store.outbox.claim("me", WALL + PACE):
            await store.outbox.intend(delivery, WALL)
            await store.outbox.sent(delivery, "C", str(delivery.id), WALL)
    gone = await store.book.forget(TEAM, TRADER)
    assert (gone.watches, gone.crossings, gone.messages, gone.renamed) == (1, 1, 1, 2)
    assert [each.creator for each in await store.book.alerts(TEAM)] == [gone.pseudonym, "U02"]
    assert [each.alert.creator for each in await store.book.events(TEAM, shared.id)] == [gone.pseudonym]
    assert (await store.book.events(TEAM, own.id), await store.book.story(TEAM, own.id)) == ([], [])
    assert [each.who for each in await store.book.story(TEAM, shared.id)] == ["", gone.pseudonym]
    assert [(each.key, each.now) for each in (await store.other_book.rewired(version)).rules] == [(own.key, None)]
    assert await store.outbox.counts() == {State.SENT: 2}


async def test_a_member_that_flaps(store: Store) -> None:
    """Of a rule about several one that flaps is told no more in its session, and the others go on."""
    kept = await store.book.add(alert())
    held = []
    for number, symbol in enumerate(["9988.HK"] * 6 + ["0700.HK"]):
        one = replace(kept, among="each:theme:cloud", condition=replace(UP_5, symbol=symbol))
        event = crossing(one, sample=replace(percent(6, number), target=symbol), generation=number)
        before = (await store.book.standings([kept])).get(event.place)
        move = replace(change(kept, before, stands(6, number)), member=symbol)
        held += [each.held for each in await store.book.record(Sweep((move,), (event,)), WALL)]
    assert held == [Held.TOLD, *[Held.COOLDOWN] * 3, Held.FLAPPING, Held.COOLDOWN, Held.TOLD]
    now = await store.book.alert(TEAM, kept.id)
    assert now is not None
    assert now.muted_in == kept.muted_in


async def test_what_has_to_last_is_known_again(store: Store) -> None:
    """A crossing that still has to last is given back with its beginning, and its rule is found."""
    lasting = replace(alert(), modifiers=Modifiers(lasting=10 * MINUTES, rearm=Decimal("0.5"), note="<!channel> *x*"))
    kept = await store.book.add(lasting)
    await store.book.add(alert())
    pending = replace(stands(6, 2), since=OPEN + 2 * MINUTES)
    before = (await store.book.rewired(0)).turn
    hold = Hold((TEAM, kept.id, "", Direction.UP), entry(kept, Deed.HELD, OPEN, why="snoozed"))
    await store.book.record(Sweep((change(kept, None, pending),), readings=(percent(6, 2),), holds=(hold,)), WALL)
    assert (await only(store, kept), await store.other_book.pending()) == (pending, [kept])
    assert (await store.other_book.rewired(0)).turn == before + 1
    assert [each.what for each in await store.book.story(TEAM, kept.id, 1)] == ["held"]
    moved = Hold((TEAM, kept.id, "", Direction.UP), entry(kept, Deed.HELD, OPEN))
    await store.book.record(Sweep((change(kept, None, pending),), holds=(moved,)), WALL)
    assert len(await store.book.story(TEAM, kept.id)) == 2


async def test_lifetimes(store: Store) -> None:
    """A channel's message lives 15 minutes from its commit, and a person's 5, whatever the data's time."""
    for audience in Audience:
        kept = await store.book.add(alert(audience=audience))
        await store.book.record(sweep(crossing(kept)), WALL)
    lives = {each.audience: each.expires_at - WALL for each in await store.outbox.claim("me", WALL)}
    assert lives == {"channel": 15 * MINUTES, "person": 5 * MINUTES}


async def test_the_gates_memory(store: Store) -> None:
    """The admission gate's memory is kept with the sweep, each target's newest."""
    whole = Admitted("^HSI", OPEN, Decimal("24590.12"), OPEN + MINUTES, Decimal(9))
    await store.book.record(Sweep(admitted=(whole, Admitted("BABA"))), WALL)
    newer = replace(whole, value=Decimal(3), suspect=None, suspect_time=None)
    await store.book.record(Sweep(admitted=(newer,)), WALL)
    assert {each.target: each for each in await store.book.admitted()} == {"^HSI": newer, "BABA": Admitted("BABA")}


async def test_two_processes_remember_the_same(store: Store) -> None:
    """Two that keep the gate's memory at the same moment, each in an order of its own, do not stop each other."""
    memory = [Admitted(f"S{number}", OPEN, Decimal(number + 1)) for number in range(100)]
    for _ in range(5):
        sweeps = (Sweep(admitted=tuple(memory)), Sweep(admitted=tuple(reversed(memory))))
        await asyncio.gather(store.book.record(sweeps[0], WALL), store.other_book.record(sweeps[1], WALL))
    assert sorted(each.target for each in await store.book.admitted()) == sorted(each.target for each in memory)


# The outbox


async def test_a_crowd_of_claims(store: Store) -> None:
    """Many that claim at once share what is due: each message is taken once, and one a place at a time."""
    for number in range(24):
        kept = await store.book.add(alert(destination=f"C{number % 12}"))
        await store.book.record(sweep(crossing(kept)), WALL)
    taken: list[int] = []
    for round_ in range(3):
        now = WALL + round_ * PACE
        boxes = (store.outbox, store.other_outbox) * 3
        claims = await asyncio.gather(*(box.claim(f"p{index}", now, limit=4) for index, box in enumerate(boxes)))
        places = [each.destination for claim in claims for each in claim]
        assert len(places) == len(set(places))
        taken += [each.id for claim in claims for each in claim]
    assert len(taken) == len(set(taken)) == 24


async def test_claim(store: Store) -> None:
    """A claim takes a message with all it tells, once; its token is nothing but a long secret."""
    delivery = await posted(store)
    assert (delivery.state, delivery.epoch, delivery.attempts) == (State.WAITING, 1, 0)
    assert (delivery.team, delivery.destination, delivery.audience) == (TEAM, CHANNEL, "channel")
    assert [event.sample for event in delivery.events] == [percent(6, 2)]
    assert len(delivery.token) == 32
    assert await store.other_outbox.claim("you", WALL + PACE) == ()


async def test_two_claim_at_once(store: Store) -> None:
    """Of two processes that claim at the same moment one has the message."""
    kept = await store.book.add(alert())
    await store.book.record(sweep(crossing(kept)), WALL)
    claims = await asyncio.gather(store.outbox.claim("me", WALL), store.other_outbox.claim("you", WALL))
    assert sorted(len(claim) for claim in claims) == [0, 1]


async def test_the_way_of_a_message(store: Store) -> None:
    """Claimed, intended, sent: then it is found by its event and by its place, and never claimed again."""
    delivery = await posted(store)
    assert await store.outbox.intend(delivery, WALL)
    assert await store.outbox.counts() == {State.SENDING: 1}
    assert await store.outbox.sent(delivery, "C9", "1700000000.000100", WALL)
    found = await store.outbox.by_message("C9", "1700000000.000100")
    assert found is not None
    assert found == await store.outbox.of_event(delivery.events[0].id)
    assert (found.state, found.attempts, found.attempted_at) == (State.SENT, 1, WALL)
    assert (found.channel, found.ts, found.token) == ("C9", "1700000000.000100", delivery.token)
    assert await store.outbox.by_message("C9", "0") is None
    assert await store.outbox.claim("me", WALL + LEASE) == ()
    assert await store.outbox.next_due(WALL) is None


async def test_a_dead_holder(store: Store) -> None:
    """What a dead process has claimed is due again when its lease is over; what it was sending comes as doubtful."""
    delivery = await posted(store)
    assert await store.other_outbox.claim("you", WALL + LEASE - SECOND) == ()
    (taken,) = await store.other_outbox.claim("you", WALL + LEASE)
    assert (taken.state, taken.epoch) == (State.WAITING, 2)
    assert await store.other_outbox.intend(taken, WALL + LEASE)
    (again,) = await store.outbox.claim("me", WALL + 2 * LEASE)
    assert (again.state, again.epoch, again.attempts, again.attempted_at) == (State.DOUBTFUL, 3, 1, WALL + LEASE)
    assert again.token == delivery.token


async def test_a_lost_claim_writes_nothing(store: Store) -> None:
    """Who has lost a claim to another can neither begin to post nor record anything."""
    mine = await posted(store)
    (yours,) = await store.other_outbox.claim("you", WALL + LEASE)
    assert not await store.outbox.intend(mine, WALL + LEASE)
    assert not await store.outbox.sent(mine, "C", "1", WALL + LEASE)
    await store.outbox.give_up(mine, "no")
    await store.outbox.doubt(mine, WALL, "no")
    await store.outbox.wait(mine, WALL, "no")
    assert await store.other_outbox.intend(yours, WALL + LEASE)


async def test_wait(store: Store) -> None:
    """What was surely not sent is tried again at its time, and nothing else goes to that place before."""
    delivery = await posted(store)
    other = await store.book.add(alert())
    await store.book.record(sweep(crossing(other)), WALL)
    await store.outbox.intend(delivery, WALL)
    until = WALL + 20 * SECOND
    await store.outbox.wait(delivery, until, "ratelimited")
    assert await store.outbox.claim("me", until - SECOND) == ()
    assert await store.outbox.next_due(WALL) == until
    (again,) = await store.outbox.claim("me", until)
    assert (again.id, again.state, again.error) == (delivery.id, State.WAITING, "ratelimited")


async def test_doubt(store: Store) -> None:
    """What nobody knows the fate of comes back as doubtful, once it has settled."""
    delivery = await posted(store)
    await store.outbox.intend(delivery, WALL)
    await store.outbox.doubt(delivery, WALL + SETTLE, "timeout")
    assert await store.outbox.claim("me", WALL + SETTLE - SECOND) == ()
    (again,) = await store.outbox.claim("me", WALL + SETTLE)
    assert (again.state, again.error) == (State.DOUBTFUL, "timeout")
    assert await store.outbox.sent(again, "C", "1", WALL)
    assert await store.outbox.counts() == {State.SENT: 1}


async def test_how_often_in_doubt(store: Store) -> None:
    """An attempt counts as doubtful until it surely was not sent; who has found out that it was not counts anew."""
    delivery, counted = await posted(store), []
    for number in range(4):
        later = WALL + number * (LEASE + SETTLE)
        await store.outbox.intend(delivery if number < 3 else replace(delivery, doubts=0), later)
        if number == 1:
            await store.outbox.wait(delivery, later, "ratelimited")
        (delivery,) = await store.outbox.claim("me", later + LEASE)
        counted.append((delivery.state, delivery.doubts))
    assert counted == [
        (State.DOUBTFUL, 1),
        (State.WAITING, 1),
        (State.DOUBTFUL, 2),
        (State.DOUBTFUL, 1),
    ]


async def test_give_up(store: Store) -> None:
    """A place that cannot be posted to is not tried again."""
    delivery = await posted(store)
    await store.outbox.give_up(delivery, "is_archived")
    assert await store.outbox.claim("me", WALL + LEASE) == ()
    found = await store.outbox.of_event(delivery.events[0].id)
    assert found is not None
    assert (found.state, found.error) == (State.DEAD, "is_archived")


async def test_reclaim(store: Store) -> None:
    """At a start all leases end: what was claimed is due at once, what was being sent when it has settled."""
    first = await posted(store)
    second = await posted(store, Audience.PERSON)
    await store.outbox.intend(second, WALL)
    assert await store.other_outbox.reclaim(WALL + 2 * SECOND) == 2
    (taken,) = await store.other_outbox.claim("you", WALL + 2 * SECOND)
    assert (taken.id, taken.state) == (first.id, State.WAITING)
    assert await store.other_outbox.claim("you", WALL + SETTLE - SECOND) == ()
    (doubted,) = await store.other_outbox.claim("you", WALL + SETTLE)
    assert (doubted.id, doubted.state) == (second.id, State.DOUBTFUL)
    assert not await store.outbox.sent(second, "C", "1", WALL)


async def test_reclaim_leaves_what_waits(store: Store) -> None:
    """What nobody holds keeps its time across a start."""
    delivery = await posted(store)
    await store.outbox.wait(delivery, WALL + MINUTES, "ratelimited")
    assert await store.outbox.reclaim(WALL) == 0
    assert await store.outbox.claim("me", WALL + MINUTES - SECOND) == ()


async def test_too_late(store: Store) -> None:
    """What is past its lifetime is visibly expired, not sent; what is being sent this moment is left alone."""
    delivery = await posted(store, Audience.PERSON)
    late = delivery.expires_at
    await store.outbox.intend(delivery, late - SECOND)
    assert await store.outbox.claim("me", late) == ()
    assert await store.outbox.counts() == {State.SENDING: 1}
    assert await store.outbox.claim("me", late + LEASE) == ()
    assert await store.outbox.counts() == {State.EXPIRED: 1}
    assert not await store.outbox.sent(delivery, "C", "1", late)


async def test_a_claim_that_outlives_its_message(store: Store) -> None:
    """Who holds a message that expires meanwhile cannot begin to post it."""
    delivery = await posted(store, Audience.PERSON)
    await store.other_outbox.claim("you", delivery.expires_at)
    assert not await store.outbox.intend(delivery, delivery.expires_at)


async def test_pace(store: Store) -> None:
    """To one place goes one message a second, oldest first, whoever claims; other places do not wait for it."""
    for _ in range(3):
        kept = await store.book.add(alert())
        await store.book.record(sweep(crossing(kept)), WALL)
    elsewhere = await store.book.add(alert(destination="C02"))
    await store.book.record(sweep(crossing(elsewhere)), WALL)
    taken: list[list[int]] = []
    for number, box in enumerate((store.outbox, store.other_outbox, store.outbox, store.other_outbox)):
        now = WALL + number * PACE / 2
        taken.append([each.events[0].alert.id for each in await box.claim("me", now)])
    assert taken == [[1, 4], [], [2], []]
    assert await store.outbox.next_due(WALL) == WALL + 2 * PACE


async def test_limit(store: Store) -> None:
    """A claim takes no more than it asks for, the oldest first."""
    for number in range(4):
        kept = await store.book.add(alert(destination=f"C{number}"))
        await store.book.record(sweep(crossing(kept)), WALL - (4 - number) * SECOND)
    assert [each.destination for each in await store.outbox.claim("me", WALL, limit=3)] == ["C0", "C1", "C2"]
    assert [each.destination for each in await store.outbox.claim("me", WALL, limit=3)] == ["C3"]


async def test_cancel(store: Store) -> None:
    """A new run of a replay cancels what is not sent, also what is held; what was sent stays sent."""
    sent, held = await posted(store), await posted(store, Audience.PERSON)
    await store.outbox.intend(sent, WALL)
    await store.outbox.sent(sent, "C", "1", WALL)
    await store.outbox.intend(held, WALL)
    assert await store.outbox.cancel("another run") == 1
    assert not await store.outbox.sent(held, "C", "2", WALL)
    assert await store.outbox.counts() == {State.SENT: 1, State.EXPIRED: 1}


# Places and workspaces that take nothing


async def waiting(store: Store, *places: tuple[str, str], now: datetime = WALL, **changes: object) -> None:
    """Record a crossing for each (team, destination)."""
    for team, destination in places:
        kept = await store.book.add(alert(team=team, destination=destination, **changes))  # type: ignore[arg-type]  # a table of fields
        await store.book.record(sweep(crossing(kept)), now)


async def test_workspaces_take_turns(store: Store) -> None:
    """However much waits in one workspace, the others have their share of each claim."""
    await waiting(store, *(("T01", f"C{number}") for number in range(6)), ("T02", "C0"), ("T03", "C0"))
    claimed = [each.team for each in await store.outbox.claim("me", WALL, limit=4)]
    assert sorted(claimed) == ["T01", "T01", "T02", "T03"]


async def test_a_workspace_has_a_bucket(store: Store) -> None:
    """More workers are not faster: together they post what one may, then five a second."""
    await waiting(store, *(("T01", f"C{number}") for number in range(32)), ("T02", "C0"))
    taken = []
    for seconds in (0, 0, 1):
        boxes = (store.outbox, store.other_outbox)
        claims = [await box.claim("me", WALL + seconds * SECOND, limit=40) for box in boxes]
        taken.append([each.team for claim in claims for each in claim])
    assert [len(teams) for teams in taken] == [21, 0, 5]
    assert taken[0].count("T02") == 1


async def test_a_place_that_is_gone(store: Store) -> None:
    """It is off for a day with all that comes for it, and who made its rules is told once; then it is tried again."""
    delivery = await posted(store)
    await store.outbox.bury(delivery, "is_archived", WALL)
    await waiting(store, (TEAM, CHANNEL), creator="U02")
    (notice,) = await store.other_outbox.claim("you", WALL + PACE)
    assert (notice.destination, notice.audience, notice.events) == (TRADER, "person", ())
    assert notice.gone == Obstacle(CHANNEL, "is_archived")
    assert await store.outbox.obstacles(TEAM) == [Obstacle(CHANNEL, "is_archived")]
    assert await store.outbox.obstacles("T02") == []
    assert await store.outbox.intend(notice, WALL)
    assert await store.outbox.sent(notice, "D1", "1", WALL)
    assert await store.outbox.counts() == {State.DEAD: 2, State.SENT: 1}
    tomorrow = WALL + timedelta(days=1)
    await waiting(store, (TEAM, CHANNEL), now=tomorrow)
    (again,) = await store.outbox.claim("me", tomorrow)
    await store.outbox.bury(again, "is_archived", tomorrow)
    assert await store.outbox.claim("me", tomorrow + PACE) == ()
    later = tomorrow + timedelta(days=1)
    await waiting(store, (TEAM, CHANNEL), now=later)
    (last,) = await store.outbox.claim("me", later)
    await store.outbox.intend(last, later)
    await store.outbox.sent(last, CHANNEL, "2", later)
    assert await store.outbox.obstacles() == []


async def test_a_workspace_that_refuses(store: Store) -> None:
    """All of it waits, nothing elsewhere does; once it takes Surge again, all that waits is due."""
    await waiting(store, ("T01", "C0"), ("T01", "C1"), ("T02", "C0"))
    await store.outbox.refuse("T01", "token_revoked", WALL + MINUTES)
    assert [each.team for each in await store.outbox.claim("me", WALL)] == ["T02"]
    assert await store.other_outbox.obstacles("T01") == [Obstacle("", "token_revoked")]
    await store.other_outbox.resume("T01")
    assert await store.outbox.obstacles() == []
    assert len(await store.outbox.claim("me", WALL)) == 2


async def test_two_places_that_must_wait(store: Store) -> None:
    """Where two places of a workspace are told to wait it is the workspace that has enough; one alone is that place."""
    await waiting(store, *(("T01", f"C{number}") for number in range(4)), ("T02", "C0"))
    first, second = (each for each in await store.outbox.claim("me", WALL, limit=3) if each.team == "T01")
    await store.outbox.wait(first, WALL + 9 * SECOND, "ratelimited")
    (third,) = await store.outbox.claim("me", WALL + SECOND, limit=1)
    await store.outbox.wait(second, WALL + 9 * SECOND, "ratelimited")
    assert (third.team, await store.outbox.claim("me", WALL + 8 * SECOND)) == ("T01", ())
    assert len(await store.outbox.claim("me", WALL + 9 * SECOND)) == 3


# Threads


async def level(store: Store, value: int, beyond: int, **changes: object) -> Delivery:
    """Record that a rule's level was passed, and post what that causes."""
    kept = await store.book.add(alert(**changes))  # type: ignore[arg-type]  # a table of fields
    event = crossing(kept, value, threshold=Threshold(Direction.UP, Decimal(beyond), None))
    await store.book.record(sweep(event), WALL)
    (delivery,) = await store.outbox.claim("me", WALL + value * PACE)
    await store.outbox.intend(delivery, WALL)
    await store.outbox.sent(delivery, delivery.destination, f"17.{kept.id}", WALL)
    return delivery


async def test_further_levels_go_under_the_first(store: Store) -> None:
    """Three of a session are shown in the channel too; a nearer level, or one elsewhere, stands by itself."""
    found = [await level(store, 5 + tier, 5 + tier) for tier in range(5)]
    places = [("", False), *(("17.1", True) for _ in range(3)), ("17.1", False)]
    assert [(each.thread, each.broadcast) for each in found] == places
    assert (await level(store, 11, 4)).thread == ""
    assert (await level(store, 12, 9, destination="C02")).thread == ""
    assert (await level(store, 13, 9, audience=Audience.PERSON)).thread == ""


async def test_a_channel_may_want_them_in_the_thread_only(store: Store) -> None:
    """What it has chosen holds for all that comes, until it chooses otherwise."""
    await level(store, 5, 5)
    for tier, choice in enumerate(("off", "on"), 6):
        await store.choices.choose(TEAM, CHANNEL, {"tiers": choice})
        assert await store.choices.chosen(TEAM, CHANNEL, "tiers") == choice
        assert (await level(store, tier, tier)).broadcast is (choice == "on")
    assert await store.choices.chosen(TEAM, "C02", "tiers") == ""


# Messages that live


async def standing_message(store: Store, value: object = 6, **changes: object) -> Delivery:
    """Record a crossing, and post what it causes at once."""
    kept = await store.book.add(alert(**changes))  # type: ignore[arg-type]  # a table of fields
    await store.book.record(sweep(crossing(kept, value)), WALL)
    (delivery,) = await store.outbox.claim("me", WALL)
    await store.outbox.intend(delivery, WALL)
    assert await store.outbox.sent(delivery, delivery.destination, f"17.{kept.id}", WALL, Posted(shown="as posted"))
    return delivery


async def seen(store: Store, value: object, minute: int, now: datetime) -> None:
    """Record a sweep that saw so many per cent, and rang nothing."""
    await store.book.record(Sweep(readings=(percent(value, minute),)), now)


async def test_a_message_comes_up_when_its_figure_moves(store: Store) -> None:
    """Once a minute at most, whoever asks, with the last figure and how far it went."""
    delivery = await standing_message(store)
    assert [int(course.value) for course in delivery.courses] == [6]
    late = WALL + EVERY + MINUTES
    for minute, value in enumerate((7, 9, 8), 3):
        await seen(store, value, minute, WALL + MINUTES)
    assert await store.living.claim(WALL + EVERY - SECOND) == ()
    (message,) = await store.living.claim(late)
    (course,) = message.delivery.courses
    assert [int(each) for each in (course.value, course.high, course.low)] == [8, 9, 6]
    assert course.time == percent(8, 5).time
    assert (course.high_at, course.over) == (percent(9, 4).time, False)
    assert (message.delivery.channel, message.delivery.ts) == (CHANNEL, "17.1")
    assert (message.posted_at, message.shown, message.repeated, message.plain) == (WALL, "as posted", False, False)
    await store.living.edited(message, "8")
    await seen(store, 10, 6, late)
    assert await store.other_living.claim(late + EVERY - SECOND) == ()
    (again,) = await store.other_living.claim(late + EVERY)
    assert (again.shown, int(again.delivery.courses[0].value)) == ("8", 10)


async def test_two_that_edit_at_once(store: Store) -> None:
    """Of two processes that look at the same moment one has the message."""
    await standing_message(store)
    await seen(store, 7, 3, WALL + MINUTES)
    claims = await asyncio.gather(store.living.claim(WALL + EVERY), store.other_living.claim(WALL + EVERY))
    assert sorted(len(claim) for claim in claims) == [0, 1]


async def test_a_dead_editor(store: Store) -> None:
    """What a dead process wanted to edit comes again, with what is true by then."""
    await standing_message(store)
    await seen(store, 7, 3, WALL + MINUTES)
    assert await store.living.claim(WALL + EVERY)
    (message,) = await store.other_living.claim(WALL + 2 * EVERY)
    assert (message.shown, int(message.delivery.courses[0].value)) == ("as posted", 7)


async def test_the_close(store: Store) -> None:
    """Half an hour after the close nothing more is waited for: the message comes up once more, and is frozen."""
    await standing_message(store)
    close = OPEN.replace(hour=16, minute=0)
    assert await store.living.close(close + 29 * MINUTES, WALL) == 0
    assert await store.living.close(close + 30 * MINUTES, WALL + MINUTES) == 1
    (message,) = await store.living.claim(WALL + EVERY)
    assert message.over
    await store.living.edited(message, "closed")
    await seen(store, 7, 3, WALL + MINUTES)
    assert await store.living.claim(WALL + 9 * EVERY) == ()


async def test_another_session_ends_it(store: Store) -> None:
    """A figure of the next session is none of this message's."""
    await standing_message(store)
    tomorrow = percent(1, 2000, "2025-07-16")
    await store.book.record(Sweep(readings=(tomorrow,)), WALL + MINUTES)
    (message,) = await store.living.claim(WALL + EVERY)
    assert (message.over, int(message.delivery.courses[0].value)) == (True, 6)


async def test_what_was_frozen_stays(store: Store) -> None:
    """A message that cannot be edited is left alone; a new run of a replay leaves all."""
    for value in (6, 7):
        await standing_message(store, value, destination=f"C{value}")
    await seen(store, 8, 3, WALL + MINUTES)
    first, _ = await store.living.claim(WALL + EVERY)
    await store.living.freeze(first)
    await seen(store, 9, 4, WALL + EVERY)
    assert len(await store.living.claim(WALL + 2 * EVERY)) == 1
    await store.outbox.cancel("another run")
    assert await store.living.claim(WALL + 9 * EVERY) == ()


async def test_posts_go_first(store: Store) -> None:
    """Nothing is edited in a workspace that has news to post, nor where it rests; elsewhere it is."""
    for team in ("T01", "T02", "T03"):
        await standing_message(store, team=team)
    kept = await store.book.add(alert(destination="C02"))
    await store.book.record(sweep(crossing(kept, 6)), WALL + MINUTES)
    await seen(store, 7, 3, WALL + MINUTES)
    await store.living.rest("T02", WALL + 2 * EVERY)
    assert [each.delivery.team for each in await store.living.claim(WALL + EVERY)] == ["T03"]
    await store.outbox.claim("me", WALL + EVERY)
    assert [each.delivery.team for each in await store.living.claim(WALL + EVERY)] == ["T01"]
    assert "T02" in [each.delivery.team for each in await store.living.claim(WALL + 2 * EVERY)]


async def test_edits_have_their_share(store: Store) -> None:
    """A workspace's edits are as many as Slack lets through, however many there are to make."""
    for number in range(14):
        await standing_message(store, destination=f"C{number}")
    await seen(store, 7, 3, WALL + MINUTES)
    counts = [len(await store.living.claim(WALL + EVERY + number * SECOND)) for number in (0, 0, 1, 2, 3)]
    assert counts == [10, 0, 0, 1, 1]


async def test_what_a_button_did(store: Store) -> None:
    """A message comes up at once with what was done last to each of its alerts, even if it was frozen."""
    delivery = await standing_message(store)
    await store.living.close(OPEN + timedelta(days=1), WALL)
    (message,) = await store.living.claim(WALL + EVERY)
    until = OPEN + 60 * MINUTES
    for note in (Note(1, Effect.MUTED, "U1"), Note(2, Effect.CHANGED, "U1"), Note(1, Effect.SNOOZED, "U2", until)):
        assert await store.other_living.note(CHANNEL, delivery.ts or "17.1", note)
    await store.living.edited(message, "closed")
    (again,) = await store.living.claim(WALL + EVERY + SECOND)
    assert again.notes == (Note(2, Effect.CHANGED, "U1"), Note(1, Effect.SNOOZED, "U2", until))
    await store.living.edited(again, "noted")
    assert await store.living.claim(WALL + 9 * EVERY) == ()
    assert not await store.living.note(CHANNEL, "0", Note(1, Effect.MUTED, "U1"))


# The replay's log


async def test_cursors(store: Store) -> None:
    """A cursor is given back as it was kept, by its tape; a new run forgets the gate's memory."""
    cursor = Cursor(run=2, line=17, playing=True, begun=True, speed=240.5, clean=False)
    await store.book.record(Sweep(admitted=(Admitted("^HSI", OPEN, Decimal(1)),)), WALL)
    await store.log.save("a", Cursor(speed=1.0))
    await store.log.save("a", cursor)
    assert (await store.log.load("a"), await store.log.load("b")) == (cursor, None)
    assert len(await store.book.admitted()) == 1
    await store.log.restart("a", replace(cursor, run=3))
    assert (await store.log.load("a"), list(await store.book.admitted())) == (replace(cursor, run=3), [])
    assert (await store.book.readings(), (await store.book.rewired(0)).turn) == ([], 1)


# What came in


async def test_what_came_twice_counts_once(store: Store) -> None:
    """Whoever asks first has it, whichever process asks, until it is forgotten."""
    asked = (each.first("Ev1", WALL, MINUTES) for each in (store.receipts, store.other_receipts) * 5)
    assert sorted(await asyncio.gather(*asked)) == [False] * 9 + [True]
    assert await store.other_receipts.first("Ev2", WALL, MINUTES)
    assert not await store.receipts.first("Ev1", WALL + MINUTES - SECOND, MINUTES)
    assert await store.receipts.first("Ev1", WALL + MINUTES, MINUTES)
