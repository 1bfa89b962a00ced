"""The judgement of samples: edges, sessions, silence, and what must always hold."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.alert import Act, Alert, Reason, Sample, Standing, Verdict
from bot.alerts.condition import Baselines, Condition, Direction, Threshold
from bot.alerts.conditions.moves import Moves
from bot.alerts.judge import judge
from bot.alerts.modifiers import Frequency, Modifiers
from bot.alerts.parser import parse_rule
from bot.alerts.watch import quoted
from tests.bot.day import MINUTE, OPEN, SESSION, alert, percent

UP = Threshold(Direction.UP, Decimal(5), Decimal("0.25"))
DOWN = Threshold(Direction.DOWN, Decimal(-5), Decimal("0.25"))
TOMORROW = "2025-07-16"


def run(rule: Alert, threshold: Threshold, *samples: Sample) -> list[Verdict]:
    """Judge samples one after the other, each at its own time."""
    standing: Standing | None = None
    verdicts = []
    for sample in samples:
        verdict = judge(rule, threshold, standing, sample, sample.time)
        standing = verdict.standing or standing
        verdicts.append(verdict)
    return verdicts


def reasons(rule: Alert, threshold: Threshold, *samples: Sample) -> list[str]:
    """Return the reasons of the verdicts; a "!" marks those that fire."""
    fired = {Act.FIRE: "!", Act.HOLD: "", Act.REARM: ""}
    return [fired[verdict.act] + verdict.reason.name for verdict in run(rule, threshold, *samples)]


def day(*values: object, session: str = SESSION) -> list[Sample]:
    """Return samples two minutes apart."""
    return [percent(value, minute=2 * number, session=session) for number, value in enumerate(values)]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (("4.99", "5"), ["NOT_REACHED", "!CROSSED"]),
        (("4.99", "5.01"), ["NOT_REACHED", "!CROSSED"]),
        (("4.98", "4.99"), ["NOT_REACHED", "NOT_REACHED"]),
        (("5",), ["!GAPPED"]),
        (("12.1", "13", "1", "12", "1"), ["!GAPPED", "STILL_BEYOND", "FELL_BACK", "DONE_THIS_SESSION", "FELL_BACK"]),
        (("1", "6", "4", "3", "6"), ["NOT_REACHED", "!CROSSED", "FELL_BACK", "DONE_THIS_SESSION", "DONE_THIS_SESSION"]),
    ],
)
def test_a_session(values: tuple[str, ...], expected: list[str]) -> None:
    """A rise is told once a session: at the crossing (equality counts), or at a gap open."""
    assert reasons(alert(), UP, *day(*values)) == expected


@pytest.mark.parametrize("values", [("4.99", "5"), ("5",), ("12.1", "13", "1", "12"), ("1", "6", "4", "6")])
def test_down_is_the_mirror(values: tuple[str, ...]) -> None:
    """A fall is judged exactly as the rise of the same size."""
    mirrored = [f"-{value}" for value in values]
    assert reasons(alert(), DOWN, *day(*mirrored)) == reasons(alert(), UP, *day(*values))


def test_seen_late() -> None:
    """A crossing between samples more than two polls apart is marked: nobody saw when it was."""
    assert reasons(alert(), UP, percent(1, 0), percent(6, 4)) == ["NOT_REACHED", "!CROSSED"]
    assert reasons(alert(), UP, percent(1, 0), percent(6, 4.1)) == ["NOT_REACHED", "!CROSSED_UNSEEN"]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (("1", "6"), ["LEARNED", "!CROSSED"]),
        (("6", "7", "1", "6"), ["ALREADY_BEYOND", "STILL_BEYOND", "FELL_BACK", "DONE_THIS_SESSION"]),
    ],
)
def test_a_new_alert(values: tuple[str, ...], expected: list[str]) -> None:
    """In the session it was made in, an alert first only learns its side."""
    assert reasons(alert(made_in=SESSION), UP, *day(*values)) == expected


def test_a_new_alert_next_session() -> None:
    """What was beyond already when it was made may be told the next session, gap open included."""
    first, second = percent(6), percent(6, minute=24 * 60, session=TOMORROW)
    assert reasons(alert(made_in=SESSION), UP, first, second) == ["ALREADY_BEYOND", "!GAPPED"]


def test_a_planted_alert() -> None:
    """An alert that was made in no session may fire from its first sample on."""
    assert reasons(alert(made_in=""), UP, percent(6)) == ["!GAPPED"]


def test_sessions_start_from_zero() -> None:
    """Each session starts anew, armed; a session that opens below has not gapped."""
    tomorrow = [percent(value, 24 * 60 + minute, TOMORROW) for minute, value in enumerate((1, 6))]
    assert reasons(alert(), UP, *day(6), *tomorrow) == ["!GAPPED", "NOT_REACHED", "!CROSSED"]


def test_another_run_is_another_session() -> None:
    """The same samples of a replay's second run, at the same times, are told again."""
    again = day(1, 6, session=f"{SESSION}/2")
    assert reasons(alert(), UP, *day(1, 6), *again) == ["NOT_REACHED", "!CROSSED"] * 2


def test_seen_before() -> None:
    """A sample that is not newer than the one judged last changes nothing."""
    verdicts = run(alert(), UP, percent(1, 2), percent(6, 2), percent(6, 1))
    assert [(verdict.reason, verdict.standing) for verdict in verdicts[1:]] == [(Reason.SEEN_BEFORE, None)] * 2


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"quiet_until": OPEN + 10 * MINUTE}, "SNOOZED"),
        ({"muted_in": SESSION}, "MUTED"),
        ({"expires_at": OPEN}, "EXPIRED"),
    ],
)
def test_silence(changes: dict[str, object], reason: str) -> None:
    """A silent alert keeps its side, so a crossing meanwhile is spent."""
    samples = [percent(1, 1), percent(6, 2), percent(1, 3), percent(6, 4)]
    expected = ["NOT_REACHED", reason, "FELL_BACK", "DONE_THIS_SESSION"]
    rule = replace(alert(), **changes)  # type: ignore[arg-type]  # a table of fields
    assert reasons(rule, UP, *samples) == expected


def test_silence_ends() -> None:
    """A snooze ends at its time, and a mute with its session."""
    assert reasons(alert(quiet_until=OPEN + MINUTE), UP, percent(1, 0), percent(6, 1)) == ["NOT_REACHED", "!CROSSED"]
    assert reasons(alert(muted_in="2025-07-14"), UP, percent(6)) == ["!GAPPED"]


def test_always() -> None:
    """An alert that is to speak each time re-arms 0.25 points below its level, and not a hair above."""
    rule = alert(frequency=Frequency.ALWAYS)
    verdicts = run(rule, UP, *day(1, 6, "4.76", 6, "4.75", 6))
    assert [verdict.reason.name for verdict in verdicts] == [
        *("NOT_REACHED", "CROSSED", "FELL_BACK", "DONE_THIS_SESSION", "REARMED", "CROSSED")
    ]
    assert [verdict.standing and verdict.standing.generation for verdict in verdicts] == [0, 0, 0, 0, 1, 1]


def test_turnover_never_rearms() -> None:
    """A threshold without a way back is told once a session, however often an alert may speak."""
    level = Threshold(Direction.UP, Decimal(5), None)
    assert reasons(alert(frequency=Frequency.ALWAYS), level, *day(6, 1, 6))[1:] == ["FELL_BACK", "DONE_THIS_SESSION"]


class Overnight(Moves):
    """A condition whose side is carried over from session to session, as a price's is."""

    from_zero = False  # what the property says, for good


CARRIED = alert(Overnight("9988.HK", Decimal(5), (Direction.UP,)))


def test_a_side_carried_overnight() -> None:
    """A condition that carries its side fires where the night has crossed its level, and not where it lay beyond it."""
    morning = 24 * 60
    assert reasons(CARRIED, UP, percent(1), percent(6, morning, TOMORROW)) == ["LEARNED", "!CROSSED_UNSEEN"]
    risen = [percent(6), percent(7, morning, TOMORROW), percent(1, morning + 1, TOMORROW)]
    assert reasons(CARRIED, UP, *risen, percent(6, morning + 2, TOMORROW)) == [
        *("ALREADY_BEYOND", "STILL_BEYOND", "NOT_REACHED", "!CROSSED")
    ]


VALUES = st.decimals(-20, 20, places=2, allow_nan=False)
STEPS = st.lists(st.tuples(st.integers(0, 3), VALUES, st.integers(-1, 9)), max_size=40)


def samples(steps: list[tuple[int, Decimal, int]]) -> list[Sample]:
    """Return samples of a market that moves through sessions; a step of -1 or 0 minutes brings an old sample again."""
    session, minute, found = 0, 0, []
    for day_off, value, minutes in steps:
        if day_off == 3:
            session, minute = session + 1, 0
        minute += minutes
        found.append(percent(value, session * 24 * 60 + minute, f"day {session}"))
    return found


@given(STEPS, st.sampled_from([UP, DOWN]), st.sampled_from(["", "day 0", "the day before"]))
def test_once_a_session(steps: list[tuple[int, Decimal, int]], threshold: Threshold, made_in: str) -> None:
    """Whatever the market does, an alert fires at most once a session and threshold."""
    market = samples(steps)
    verdicts = run(alert(made_in=made_in), threshold, *market)
    fired = [sample.session for sample, verdict in zip(market, verdicts, strict=True) if verdict.act is Act.FIRE]
    assert len(fired) == len(set(fired))


@given(STEPS, st.sampled_from([UP, DOWN]), st.sampled_from(["", "day 0", "the day before"]))
def test_only_on_edges(steps: list[tuple[int, Decimal, int]], threshold: Threshold, made_in: str) -> None:
    """Nothing fires but beyond the level, after a sample of the session before it or at the session's start."""
    market = samples(steps)
    standing: Standing | None = None
    for sample in market:
        verdict = judge(alert(made_in=made_in), threshold, standing, sample, sample.time)
        if verdict.act is Act.FIRE:
            assert threshold.reached(sample.value)
            started = standing is None or standing.session != sample.session
            assert started or (standing and not threshold.reached(standing.value) and standing.time < sample.time)
            assert (verdict.reason is Reason.GAPPED) == started
        standing = verdict.standing or standing


@given(STEPS, st.sampled_from([UP, DOWN]))
def test_twice_is_once(steps: list[tuple[int, Decimal, int]], threshold: Threshold) -> None:
    """Judging each sample twice is judging it once."""
    market = samples(steps)
    doubled = run(alert(), threshold, *(sample for sample in market for _ in range(2)))
    assert doubled[::2] == run(alert(), threshold, *market)
    assert all(verdict.act is not Act.FIRE for verdict in doubled[1::2])


@given(STEPS)
def test_silence_hides_but_does_not_change(steps: list[tuple[int, Decimal, int]]) -> None:
    """A silent alert is left where it would stand if it had spoken."""
    market = samples(steps)
    silent = run(alert(expires_at=OPEN - timedelta(days=1)), UP, *market)
    spoken = run(alert(), UP, *market)
    assert [verdict.standing for verdict in silent] == [verdict.standing for verdict in spoken]
    assert Act.FIRE not in {verdict.act for verdict in silent}


def lasting(*values: tuple[float, object], minutes: int = 10, **changes: object) -> list[str]:
    """Judge a rule that waits `minutes`, by samples of (minute, per cent), in Hong Kong's hours."""
    rule = alert(modifiers=Modifiers(lasting=timedelta(minutes=minutes), **changes))  # type: ignore[arg-type]  # a table
    standing: Standing | None = None
    found = []
    for minute, value in values:
        sample = percent(value, minute)
        verdict = judge(rule, UP, standing, sample, sample.time, quoted)
        standing = verdict.standing or standing
        found.append(("!" if verdict.act is Act.FIRE else "") + verdict.reason.name)
    return found


@pytest.mark.parametrize(
    ("samples", "told"),
    [
        # It fires with the first sample that is late enough, and once.
        (
            [(0, 1), (2, 5), (4, 6), (8, 5), (12, 7), (14, 7)],
            "NOT_REACHED PENDING PENDING PENDING !LASTED STILL_BEYOND",
        ),
        ([(0, 6), (4, 6), (8, 6), (10, 6)], "PENDING PENDING PENDING !LASTED"),
        # Falling back, or a gap of more than two polls, begins anew.
        ([(0, 1), (2, 6), (4, 4), (6, 6), (12, 6)], "NOT_REACHED PENDING TOO_SHORT PENDING BEGUN_AGAIN"),
        (
            [(0, 6), (4, 6), (9, 6), (13, 6), (17, 6), (19, 6)],
            "PENDING PENDING BEGUN_AGAIN PENDING PENDING !LASTED",
        ),
        # Lunch, from 12:00 to 13:00, neither counts nor makes a gap.
        ([(146, 6), (148, 6), (211, 6), (214, 6), (217, 6)], "PENDING PENDING PENDING PENDING !LASTED"),
        ([(0, 6), (0, 6), (-1, 6)], "PENDING SEEN_BEFORE SEEN_BEFORE"),
    ],
)
def test_a_crossing_that_has_to_last(samples: list[tuple[float, object]], told: str) -> None:
    """`for 10m` counts source time from the crossing on; a gap or a fall begins it anew."""
    assert lasting(*samples) == told.split()


def test_lasting_again() -> None:
    """A rule that speaks always waits anew each time that it has re-armed."""
    values: list[tuple[float, object]] = [(0, 1), (2, 5), (4, 5), (6, 1), (8, 5), (10, 5)]
    found = lasting(*values, minutes=2, frequency=Frequency.ALWAYS)
    assert found == ["NOT_REACHED", "PENDING", "!LASTED", "REARMED", "PENDING", "!LASTED"]


def test_lasting_over_night() -> None:
    """What is pending at the close begins anew: from 0 for per cent, on its side for a price."""
    rule = alert(modifiers=Modifiers(lasting=timedelta(minutes=2)))
    pending = judge(rule, UP, None, percent(6), OPEN).standing
    tomorrow = percent(6, 1440, TOMORROW)
    assert judge(rule, UP, pending, tomorrow, tomorrow.time).reason is Reason.PENDING
    priced = alert(above("9988.HK", 5), modifiers=rule.modifiers)
    assert judge(priced, UP, pending, tomorrow, tomorrow.time).reason is Reason.BEGUN_AGAIN


def test_once() -> None:
    """A rule that was to speak once and has holds for good."""
    done = alert(frequency=Frequency.ONCE, done_at=OPEN)
    assert judge(done, UP, None, percent(6), OPEN).reason is Reason.FINISHED


def test_its_own_way_back() -> None:
    """`rearm` counts points of per cent, and per cent of any other level."""
    rule = alert(modifiers=Modifiers(rearm=Decimal(1)))
    assert [each.rearm for each in rule.thresholds(Baselines())] == [1]
    priced = alert(above("9988.HK", 120), modifiers=rule.modifiers)
    assert [each.rearm for each in priced.thresholds(Baselines())] == [Decimal("1.2")]


def above(symbol: str, level: int) -> Condition:
    """Return a rule on a price, which carries its side over night."""
    condition = parse_rule(f"{symbol} above {level}").condition
    assert condition is not None
    return condition
