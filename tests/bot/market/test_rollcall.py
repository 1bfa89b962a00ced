"""Who answers, and who does not."""

from bot.market.instrument import Exchange
from bot.market.provider import Answer, Refused
from bot.market.rollcall import RollCall
from tests.bot.market.samples import at, quote

ASKED = ("^HSI", "0700.HK")


def test_who_is_not_there() -> None:
    """Who was asked for in vain all day is missing; a suspended share, quoted with an old price, is there."""
    roll = RollCall()
    roll.call(ASKED, Answer((quote(24500, "10:00"),)), at("10:15"))
    assert dict(roll.missing()) == {"0700.HK": at("10:15")}
    assert roll.traded(Exchange.HONG_KONG, at("10:00").date())
    assert not roll.traded(Exchange.NEW_YORK, at("10:00").date())
    roll.call(ASKED, Answer((quote(24500, "10:02"), quote(500, "2025-07-10 16:00", "0700.HK"))), at("10:17"))
    assert (dict(roll.missing()), roll.present("0700.HK")) == ({}, True)


def test_one_answer_a_day_is_enough() -> None:
    """Who answered in the morning is not missing in the afternoon, and is on the next day."""
    roll = RollCall()
    roll.call(ASKED, Answer(refused=(Refused("0700.HK", "not positive"),)), at("10:15"))
    roll.call(ASKED, Answer(refused=(Refused("0700.HK", "delisted"),)), at("15:15"))
    assert "0700.HK" not in roll.missing()
    assert not roll.present("0700.HK")
    roll.call(ASKED, Answer(refused=(Refused("0700.HK", "missing from the answer"),)), at("2025-07-16 10:00"))
    assert roll.missing()["0700.HK"] == at("2025-07-16 10:00")
