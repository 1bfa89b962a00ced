"""What passes the gate, and what it remembers."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.market.admission import Admitted
from bot.market.gate import Gate
from bot.market.provider import Answer, Refused
from bot.market.quotes import Extended, Hours
from bot.market.splits import RATIOS, divided
from bot.market.turnover import Scope
from tests.bot.market.samples import at, quote, turnover


def test_accepted_and_refused_are_told_apart() -> None:
    """Each sample is accepted, or refused with a reason that is counted; the entries that were no quotes count too."""
    gate = Gate()
    answer = Answer(
        (quote(24300, "10:00"), quote(99999, "10:00", "^HSCE")),
        (turnover(50),),
        (Refused("0700.HK", "not positive"),),
    )
    poll = gate.admit(answer, at("10:15"))
    assert [each.symbol for each in poll.accepted] == ["^HSI"]
    assert poll.turnovers == (turnover(50),)
    assert poll.refused == (Refused("0700.HK", "not positive"), Refused("^HSCE", "in quarantine"))
    assert gate.refusals == {"not positive": 1, "in quarantine": 1}


def test_a_repeat_is_neither_accepted_nor_refused() -> None:
    """The same samples again are no news and no fault."""
    gate = Gate()
    answer = Answer((quote(24300, "10:00"),), (turnover(50),))
    gate.admit(answer, at("10:15"))
    poll = gate.admit(answer, at("10:16"))
    assert (poll.accepted, poll.turnovers, poll.refused) == ((), (), ())


def test_an_old_price_is_the_best_only_where_there_is_no_other() -> None:
    """A price of another session is kept to be shown, but it is not accepted, and gives way to one that is."""
    gate = Gate()
    old = quote(24300, "2025-07-10 16:00")
    gate.admit(Answer((old,)), at("10:15"))
    assert (gate.accepted("^HSI"), gate.best("^HSI")) == (None, old)
    gate.admit(Answer((quote(24400, "10:01"),)), at("10:16"))
    assert gate.best("^HSI") == quote(24400, "10:01")


def test_what_is_remembered_is_told_until_it_is_kept() -> None:
    """Changes are told again until they are said to be kept, and what never had a good sample is not remembered."""
    gate = Gate()
    gate.admit(Answer((quote(24300, "10:00"), quote(5, "10:00", "0700.HK", currency="USD"))), at("10:15"))
    expected = (Admitted("^HSI", at("10:00"), Decimal(24300)),)
    assert gate.memory() == gate.memory() == expected
    gate.remember(gate.memory())
    assert gate.memory() == ()
    gate.admit(Answer((quote(24301, "10:01"),)), at("10:16"))
    gate.remember(expected)
    assert gate.memory() == (Admitted("^HSI", at("10:01"), Decimal(24301)),)


def test_a_restart_goes_on_where_it_was() -> None:
    """After a restart the last accepted sample is shown but not acted on again, nor is an older one."""
    gate = Gate()
    gate.remember([Admitted("^HSI", at("10:00"), Decimal(24300)), Admitted("turnover:market", at("10:00"), Decimal(5))])
    poll = gate.admit(Answer((quote(24300, "10:00"), quote(24299, "09:59"))), at("10:15"))
    assert poll.accepted == ()
    assert gate.accepted("^HSI") == quote(24300, "10:00")
    assert gate.refusals == {"not newer": 1}
    found = gate.turnover()
    assert found is not None
    assert (found.value, found.time) == (Decimal(5), at("10:00"))


def test_turnovers_are_kept_by_scope() -> None:
    """Each scope is admitted by itself and has its own last turnover; one that falls stops no other."""
    gate = Gate()
    estimate = turnover(40, "10:02", Scope.SHARES_ESTIMATE)
    gate.admit(Answer(turnovers=(turnover(50, "10:01"), estimate)), at("10:17"))
    poll = gate.admit(
        Answer(turnovers=(turnover(49, "10:03"), turnover(41, "10:04", Scope.SHARES_ESTIMATE))), at("10:19")
    )
    assert gate.turnover(Scope.MARKET) == turnover(50, "10:01")
    assert poll.turnovers == (gate.turnover(Scope.SHARES_ESTIMATE),) == (turnover(41, "10:04", Scope.SHARES_ESTIMATE),)
    assert poll.refused == (Refused("turnover", "turnover fell"),)
    assert gate.turnover(Scope.OFFICIAL) is None


@pytest.mark.parametrize(("newest", "meant"), [("10:05", "market"), ("10:40", "shares estimate")])
def test_the_widest_turnover_is_meant_until_it_is_too_old(newest: str, meant: str) -> None:
    """Without a scope the whole market's is meant, but not one that the estimate has left far behind."""
    gate = Gate()
    assert gate.turnover() is None
    estimate = turnover(60, newest, Scope.SHARES_ESTIMATE)
    gate.admit(Answer(turnovers=(turnover(50, "10:01"),)), at("10:17"))
    gate.admit(Answer(turnovers=(estimate,)), at("10:55"))
    found = gate.turnover()
    assert found is not None
    assert found.scope == meant


def test_a_previous_close_does_not_change_by_itself() -> None:
    """A single sample with another previous close would fake a move, so it is refused; a second one is believed."""
    gate = Gate()
    gate.admit(Answer((quote(24300, "10:00"),)), at("10:15"))
    split = [quote(24300, f"10:0{n}", previous_close=Decimal(12000)) for n in range(1, 5)]
    assert gate.admit(Answer((split[0],)), at("10:16")).refused == (Refused("^HSI", "previous close changed"),)
    assert gate.admit(Answer((split[0],)), at("10:16")).accepted == ()
    assert gate.admit(Answer((quote(24301, "10:02"),)), at("10:17")).accepted == (quote(24301, "10:02"),)
    assert gate.admit(Answer((split[2],)), at("10:18")).accepted == ()
    assert gate.admit(Answer((split[3],)), at("10:19")).accepted == (split[3],)


def test_a_new_session_has_a_new_previous_close() -> None:
    """From one session to the next the previous close may be another, and it may be unknown."""
    gate = Gate()
    gate.admit(Answer((quote(24300, "2025-07-14 16:00", previous_close=Decimal(22000)),)), at("2025-07-14 16:15"))
    assert gate.admit(Answer((quote(24300, "10:00"),)), at("10:15")).accepted
    assert gate.admit(Answer((quote(24301, "10:01", previous_close=None),)), at("10:16")).accepted


def test_a_contradiction_is_refused_or_withheld_and_counted() -> None:
    """A price outside its range is refused, one near it loses the range; both are named and counted."""
    gate = Gate()
    high, low = Decimal(24200), Decimal(23900)
    wild, near = (quote(price, "11:00", of, high=high, low=low) for price, of in ((26000, "^HSI"), (24400, "^HSCE")))
    poll = gate.admit(Answer((wild, near)), at("11:15"))
    assert poll.refused == (Refused("^HSI", "price outside its day's range"),)
    assert poll.flagged == (Refused("^HSCE", "day's range withheld: the price is outside"),)
    assert [(each.symbol, each.high, each.low) for each in poll.accepted] == [("^HSCE", None, None)]
    assert gate.best("^HSI") is None
    assert gate.refusals == {"price outside its day's range": 1, "day's range withheld: the price is outside": 1}


CLOSED = quote(500, "2025-07-14 16:08", "0700.HK", previous_close=Decimal(495))


def night(*, restart: bool) -> Gate:
    """Return a gate that has seen the last quote of the session before, in this process or in an earlier one."""
    gate = Gate()
    gate.admit(Answer((CLOSED,)), at("2025-07-14 16:23"))
    if restart:
        memory, gate = gate.memory(), Gate()
        gate.remember(memory)
    return gate


@pytest.mark.parametrize("restart", [False, True])
def test_a_split_is_believed_when_two_samples_tell_of_it(*, restart: bool) -> None:
    """The first sample of after a split waits for a second; then both price and per cent are good all day long."""
    gate = night(restart=restart)
    samples = [quote(252, time, "0700.HK", previous_close=Decimal(250)) for time in ("10:00", "10:02", "10:04")]
    for _ in range(2):
        poll = gate.admit(Answer((samples[0],)), at("10:15"))
        assert (poll.accepted, gate.splits()) == ((), ())
        assert poll.refused == (Refused("0700.HK", "split overnight, as one sample says"),)
    assert gate.admit(Answer((samples[1],)), at("10:17")).accepted == (samples[1],)
    (split,) = gate.splits()
    assert (split.symbol, split.words, split.time) == ("0700.HK", "2:1", at("10:02"))
    later = gate.admit(Answer((samples[2],)), at("10:19"))
    assert (later.accepted, later.flagged) == ((samples[2],), ())
    gate.settle(split)
    assert gate.splits() == ()


@pytest.mark.parametrize("restart", [False, True])
def test_a_split_of_what_few_people_trade(*, restart: bool) -> None:
    """The last trade of an afternoon is the close where it still stands in the evening; one trade after is enough."""
    gate = Gate()
    early = quote(500, "2025-07-14 14:05", "0700.HK", previous_close=Decimal(495))
    gate.admit(Answer((early,)), at("2025-07-14 14:20"))
    odd = quote(252, "10:00", "0700.HK", previous_close=Decimal(250))
    if restart:
        memory, gate = gate.memory(), Gate()
        gate.remember(memory)
    gate.admit(Answer((early,)), at("2025-07-14 16:35"))
    assert [gate.admit(Answer((odd,)), at(time)).accepted for time in ("10:15", "10:17", "10:19")] == [(), (), (odd,)]
    assert [split.words for split in gate.splits()] == ["2:1"]
    assert gate.admit(Answer((quote(253, "10:30", "0700.HK", previous_close=Decimal(250)),)), at("10:45")).accepted


def test_an_afternoon_that_nobody_saw_proves_nothing() -> None:
    """Where the end of the last session is not known, a halved previous close may be a crash: nothing is supposed."""
    gate = Gate()
    gate.admit(
        Answer((quote(500, "2025-07-14 14:05", "0700.HK", previous_close=Decimal(495)),)), at("2025-07-14 14:20")
    )
    odd = quote(252, "10:00", "0700.HK", previous_close=Decimal(250))
    assert gate.admit(Answer((odd,)), at("10:15")).accepted == (odd,)
    assert gate.splits() == ()


def test_a_split_that_the_shares_tell_is_believed_at_once() -> None:
    """Twice as many shares at half the price are a split, though the previous close does not know of it yet."""
    gate = Gate()
    closed = replace(CLOSED, shares=9_000_000_000)
    gate.admit(Answer((closed,)), at("2025-07-14 16:23"))
    half = quote(251, "10:00", "0700.HK", previous_close=Decimal(500), shares=18_000_000_000)
    (accepted,) = gate.admit(Answer((half,)), at("10:15")).accepted
    assert accepted.previous_close is None
    assert [(each.words, each.sure) for each in gate.splits()] == [("2:1", True)]
    whole = replace(half, time=at("10:02"), previous_close=Decimal(250))
    assert gate.admit(Answer((whole,)), at("10:17")).accepted == (whole,)
    assert len(gate.splits()) == 1


@given(
    st.integers(2000, 10**6).map(lambda cents: Decimal(cents) / 100),
    st.sampled_from([Fraction(1), *RATIOS]),
    st.integers(-48, 48),
)
def test_only_a_split_is_a_split(close: Decimal, ratio: Fraction, move: int) -> None:
    """Whatever a share costs and however far it moves by the morning: a split is one, and a mere move never is."""
    gate, base = Gate(), close if ratio == 1 else divided(close, ratio)
    last = quote(close, "2025-07-14 16:08", "0700.HK", previous_close=close)
    gate.admit(Answer((last,)), at("2025-07-14 16:23"))
    for time, later in (("10:00", "10:15"), ("10:02", "10:17")):
        price = (base * (100 + move) / 100).quantize(Decimal("0.0001"))
        gate.admit(Answer((quote(price, time, "0700.HK", previous_close=base),)), at(later))
    found = [float(split.ratio) for split in gate.splits()]
    assert found == ([] if ratio == 1 else [pytest.approx(float(ratio), rel=0.01)])
    assert gate.accepted("0700.HK") is not None
    assert not gate.gaps()


def test_one_wrong_sample_is_no_split() -> None:
    """A previous close that the next sample takes back changes nothing but that one sample."""
    gate = night(restart=False)
    wrong, right = (quote(252 * n, f"10:0{n}", "0700.HK", previous_close=Decimal(250 * n)) for n in (1, 2))
    assert gate.admit(Answer((wrong,)), at("10:15")).accepted == ()
    assert gate.admit(Answer((right,)), at("10:17")).accepted == (right,)
    assert gate.splits() == ()


def test_a_previous_close_that_is_not_ours_is_withheld_all_day() -> None:
    """A previous close at half our last close, with a price that is not near it, is neither split nor shown."""
    gate = night(restart=False)
    for time in ("10:00", "10:02"):
        odd = quote(498, time, "0700.HK", previous_close=Decimal(250))
        poll = gate.admit(Answer((odd,)), at("10:17"))
        assert [each.previous_close for each in poll.accepted] == [None]
        assert poll.flagged == (Refused("0700.HK", "previous close withheld: not our last close"),)
    assert gate.splits() == ()


def test_extended_hours_renew_what_is_shown_and_move_nothing() -> None:
    """Before the open the regular price repeats itself; its newest pre-market price is shown, and is no sample."""
    gate = Gate()
    closed = quote(100, "2025-07-15 04:00", "BABA", currency="USD", previous_close=Decimal(99), delay_minutes=0)
    gate.admit(Answer((closed,)), at("04:01"))
    early = replace(closed, extended=Extended(Decimal(101), at("19:00"), Hours.PRE, Decimal(100)))
    poll = gate.admit(Answer((early,)), at("19:01"))
    assert (poll.accepted, poll.renewed, gate.accepted("BABA")) == ((), (early,), early)
    assert gate.admit(Answer((early,)), at("19:03")).renewed == ()


def test_a_currency_trades_around_the_clock() -> None:
    """USD/HKD of a Hong Kong morning is accepted, though New York sleeps."""
    rate = quote("7.8497", "10:00", "HKD=X", previous_close=Decimal("7.85"), delay_minutes=0)
    assert Gate().admit(Answer((rate,)), at("10:01")).accepted == (rate,)
