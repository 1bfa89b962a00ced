"""Which samples may move an alert."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.market.admission import Admitted, Reason, Ruling, admit, admit_turnover
from bot.market.instruments import named
from bot.market.quotes import Quote
from bot.market.turnover import Scope
from tests.bot.market.samples import at, quote, turnover

BEFORE = Admitted("^HSI", at("10:00"), Decimal(24000))
COUNTED = Admitted("turnover:market", at("10:00"), Decimal(50) * 10**9)


def rule(sample: Quote, before: Admitted | None = BEFORE, now: str = "10:16") -> Ruling:
    """Rule on a sample as the desk does."""
    return admit(sample, named(sample.symbol), before, at(now))


def test_a_good_sample_is_accepted_and_remembered() -> None:
    """A fit sample is accepted, and the next one is compared with it."""
    ruling = rule(quote(24100, "10:01"))
    assert ruling.accepted
    assert ruling.memory == Admitted("^HSI", at("10:01"), Decimal(24100))


@pytest.mark.parametrize(
    ("sample", "now", "reason"),
    [
        (quote(24100, "10:01", currency="USD"), "10:16", Reason.WRONG_CURRENCY),
        (quote(24100, at("10:16") + timedelta(seconds=6)), "10:16", Reason.FUTURE),
        (quote(24000, "10:00"), "10:16", Reason.REPEATED),
        (quote(24001, "10:00"), "10:16", Reason.NOT_NEWER),
        (quote(24100, "09:59"), "10:16", Reason.NOT_NEWER),
        (quote(24100, "10:01"), "2025-07-16 10:16", Reason.OTHER_SESSION),
        (quote(24100, "16:16"), "16:31", Reason.OUTSIDE_SESSION),
        (quote(24100, "10:01"), "10:23", Reason.TOO_OLD),
        (quote(24100, "10:01", delay_minutes=100_000), "10:40", Reason.TOO_OLD),
        (quote(26401, "10:01"), "10:16", Reason.QUARANTINED),
        (quote(21599, "10:01"), "10:16", Reason.QUARANTINED),
    ],
)
def test_unfit_samples_are_refused_with_their_reason(sample: Quote, now: str, reason: Reason) -> None:
    """Each way in which a sample cannot be acted on has its name."""
    ruling = rule(sample, now=now)
    assert ruling.reason is reason
    assert (ruling.memory.time, ruling.memory.value) == (BEFORE.time, BEFORE.value)


@pytest.mark.parametrize(
    ("sample", "now"),
    [
        (quote(24100, at("10:16") + timedelta(seconds=5)), "10:16"),
        (quote(24100, "10:01"), "10:22"),
        (quote(24100, "11:55"), "13:15"),
        (quote(24100, "16:08"), "20:00"),
        (quote(24100, "16:08"), "2025-07-16 09:00"),
        (quote(26400, "10:01"), "10:16"),
        (quote(24100, "10:01", currency=""), "10:16"),
    ],
)
def test_samples_at_the_very_edge_are_fit(sample: Quote, now: str) -> None:
    """Clocks may differ by 5 s, polls may fail three times, lunch and nights do not age, and 10 % is in the band."""
    assert rule(sample, now=now).accepted


def test_the_calendar_makes_no_recorded_day_unfit() -> None:
    """What was quoted on a day that the calendar calls a holiday was traded on it."""
    holiday = quote(24100, at("2025-07-01 10:01"))
    assert rule(holiday, None, now="2025-07-01 10:16").accepted


def test_of_a_guessed_instrument_the_source_knows_the_currency() -> None:
    """A symbol outside the catalogue may trade in any currency."""
    assert rule(quote(10, "10:01", "9834.HK", currency="USD", previous_close=None), None).accepted


def test_the_first_sample_is_held_against_the_previous_close() -> None:
    """Before a session has a sample, the band is laid around the previous close, or around nothing."""
    yesterday = Admitted("^HSI", at("2025-07-14 16:08"), Decimal(99999))
    assert rule(quote(24100, "10:01"), yesterday).accepted
    assert rule(quote(30000, "10:01"), yesterday).reason is Reason.QUARANTINED
    assert rule(quote(30000, "10:01", previous_close=None), yesterday).accepted


def test_a_share_may_move_further_than_an_index() -> None:
    """Half its price is a share's band: 35 to 39.25 at the opening is no error."""
    within, beyond = (quote(price, "10:01", "0700.HK", previous_close=Decimal(500)) for price in (749, 751))
    assert rule(within, None).accepted
    assert rule(beyond, None).reason is Reason.QUARANTINED


def test_a_spike_moves_nobody() -> None:
    """After a single spike the next sample inside the band is accepted and the spike forgotten."""
    suspected = rule(quote(30000, "10:01"))
    ruling = rule(quote(24050, "10:02"), suspected.memory, "10:17")
    assert ruling.accepted
    assert ruling.memory.suspect is None


def test_a_crash_is_believed_the_second_time() -> None:
    """A second, newer sample within 2 % of the one in quarantine is accepted: ^HSI fell 13.2 % on 7 April 2025."""
    suspected = rule(quote(20827, "10:01"))
    again = rule(quote(20827, "10:01"), suspected.memory, "10:17")
    assert (again.reason, again.memory) == (Reason.QUARANTINED, suspected.memory)
    assert rule(quote(20500, "10:02"), suspected.memory, "10:17").accepted


def test_two_different_spikes_are_two_suspects() -> None:
    """A second sample far from the first suspect takes its place in quarantine."""
    suspected = rule(quote(30000, "10:01"))
    ruling = rule(quote(36000, "10:02"), suspected.memory, "10:17")
    assert (ruling.reason, ruling.memory.suspect) == (Reason.QUARANTINED, Decimal(36000))


def test_a_suspect_of_yesterday_is_no_witness() -> None:
    """What was in quarantine at the close bears out nothing on the next day."""
    suspected = Admitted("^HSI", at("2025-07-14 16:07"), Decimal(24000), at("2025-07-14 16:08"), Decimal(30000))
    assert rule(quote(30000, "10:01"), suspected).reason is Reason.QUARANTINED


@given(st.lists(st.tuples(st.integers(-30, 60), st.integers(1, 60_000), st.sampled_from(["HKD", "USD"])), max_size=12))
def test_a_refused_sample_changes_nothing(samples: list[tuple[int, int, str]]) -> None:
    """Whatever comes, only an accepted sample moves what is remembered, and time never goes back."""
    memory = BEFORE
    for minutes, price, currency in samples:
        ruling = rule(quote(price, at("10:00") + timedelta(minutes=minutes), currency=currency), memory, "10:16")
        accepted = (ruling.memory.time, ruling.memory.value)
        if ruling.accepted:
            assert accepted[0] is not None
            assert memory.time is not None
            assert accepted[0] > memory.time
        else:
            assert accepted == (memory.time, memory.value)
        if ruling.reason not in {None, Reason.QUARANTINED}:
            assert ruling.memory == memory
        memory = ruling.memory


def test_turnover_is_remembered_by_scope() -> None:
    """A turnover is accepted into the memory of its own scope."""
    ruling = admit_turnover(turnover(40, "10:01", Scope.SHARES_ESTIMATE), None, at("10:16"))
    assert ruling.accepted
    assert ruling.memory == Admitted("turnover:shares estimate", at("10:01"), Decimal(40) * 10**9)


@pytest.mark.parametrize(
    ("billions", "time", "now", "reason"),
    [
        (51, "10:01", "10:16", None),
        (50, "10:01", "10:16", None),
        (49, "10:01", "10:16", Reason.FELL),
        (50, "10:00", "10:16", Reason.REPEATED),
        (51, "09:59", "10:16", Reason.NOT_NEWER),
        (51, "10:17", "10:16", Reason.FUTURE),
        (51, "10:01", "10:23", Reason.TOO_OLD),
        (288, "23:00", "23:00", None),
        (49, "2025-07-16 09:31", "2025-07-16 09:46", None),
        (49, "2025-07-16 09:29", "2025-07-16 09:44", Reason.OUTSIDE_SESSION),
        (51, "10:01", "2025-07-16 10:16", Reason.OTHER_SESSION),
        (2_500_000, "10:01", "10:16", Reason.QUARANTINED),
    ],
)
def test_turnover_grows_through_its_session(billions: int, time: str, now: str, reason: Reason | None) -> None:
    """A turnover counts from the opening to midnight, never falls within a day, and starts afresh on the next."""
    assert admit_turnover(turnover(billions, time), COUNTED, at(now)).reason is reason


def test_a_turnover_beyond_belief_waits_for_a_second() -> None:
    """One answer in the wrong unit does not end the day's count, and what two answers say is believed."""
    suspected = admit_turnover(turnover(5000, "10:01"), COUNTED, at("10:16"))
    assert suspected.reason is Reason.QUARANTINED
    assert admit_turnover(turnover(51, "10:02"), suspected.memory, at("10:17")).accepted
    assert admit_turnover(turnover(5001, "10:02"), suspected.memory, at("10:17")).accepted
    assert admit_turnover(turnover(5000, "10:01"), suspected.memory, at("10:17")).reason is Reason.QUARANTINED


@given(st.lists(st.tuples(st.integers(-20, 60), st.integers(1, 900)), max_size=15))
def test_accepted_turnovers_never_fall(samples: list[tuple[int, int]]) -> None:
    """Of any turnovers of one day, those accepted grow in time and never in reverse."""
    memory = COUNTED
    for minutes, billions in samples:
        when = at("10:00") + timedelta(minutes=minutes)
        ruling = admit_turnover(turnover(billions, when.strftime("%H:%M")), memory, at("10:16"))
        assert (ruling.memory.time or when) >= at("10:00")
        assert (ruling.memory.value or 0) >= (memory.value or 0)
        memory = ruling.memory
