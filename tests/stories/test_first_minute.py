"""The first minute: a stranger opens the page, and 15 July 2025 happens before them."""

from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

from tests.stage import Door, opened, outline, surge, until

GUEST, ADMIN, ANALYST = "U03GUEST", "U04ADMIN", "U02ANALYST"
GENERAL = "C02GENERAL"


def outlined(home: Path) -> AbstractAsyncContextManager[Door]:
    """Run Surge on the day's outline, slowly: stories jump to where they begin."""
    home.mkdir(exist_ok=True)
    return surge(home, SURGE_TAPE=str(outline(home)), SURGE_REPLAY_SPEED="1")


async def test_the_day_tells_of_both_crossings_once(tmp_path: Path) -> None:
    """The turnover alert and the tech alert are told once each, with what was seen, when, and what is recorded."""
    async with surge(tmp_path, SURGE_REPLAY_SPEED="100000") as door:
        await door.replay("play")
        await door.played()
        turnover, tech = told = await door.texts()
    assert "HK turnover passed HK$250bn, whole market (#1)" in turnover
    assert "HK$250.8bn at 15:17 HKT data time; detected 15:32" in turnover
    assert "1.09× June's daily average (HK$230.2bn, HKEX)" in turnover
    assert "Hang Seng TECH Index rose past +2.5% (#2)" in tech
    assert all(text.startswith("REPLAY 15 Jul 2025") for text in told)
    assert all("Interpolated" in text and "Yahoo" not in text for text in told)


async def test_the_same_day_tells_the_same_whatever_its_speed(tmp_path: Path) -> None:
    """Played through, jumped through, or played again, the day tells the same in the same words."""
    async with outlined(tmp_path) as door:
        await door.replay("play")
        await door.replay("speed", 100000)
        await door.played()
        played = await closed(door)
        await door.replay("again")
        await door.jump("us")
        await door.played()
        again = (await closed(door))[len(played) :]
    async with outlined(tmp_path / "elsewhere") as door:
        await door.jump("12:00")
        await door.jump("us")
        await door.replay("speed", 100000)
        await door.played()
        assert played == again == await closed(door)
    assert len(played) == 2


async def closed(door: Door) -> list[str]:
    """Wait until every message tells how its figure closed; return what they say."""

    async def told() -> bool:
        texts = await door.texts()
        return all("At the close" in text for text in texts)

    await until(told)
    return await door.texts()


async def test_the_first_question_is_answered_at_once(tmp_path: Path) -> None:
    """Before anything else was done, /surge hsi begins the day and gives level, points, per cent, time and delay."""
    async with surge(tmp_path, SURGE_REPLAY_SPEED="60") as door:
        assert (await door.replay("status"))["begun"] is False
        card = await door.surge("hsi")
        assert "Hang Seng Index 24,281.94 ▲ +78.62 (+0.32%)" in card
        assert "As of 09:30 HKT, 15 min delayed · morning session" in card
        assert "Prev close 24,203.32 (Mon 14 Jul) · open 24,281.94" in card
        assert (await door.replay("status"))["begun"] is True


async def test_who_asks_before_surge_has_come_in_is_answered_too(tmp_path: Path) -> None:
    """The page opens a moment before Surge is connected; a question asked then waits for it."""
    async with opened(tmp_path, SURGE_REPLAY_SPEED="1") as door:
        assert "24,281.94" in await door.surge("hsi")


async def test_what_is_true_of_the_close_is_said_as_it_becomes_true(tmp_path: Path) -> None:
    """The index is on course for its highest close since 19 March, and in the end closes so."""
    async with surge(tmp_path, SURGE_REPLAY_SPEED="1") as door:
        await door.jump("15:45")
        assert "On course for highest close since 19 Mar 2025 (24,771.14)" in await door.surge("hsi")
        await door.jump("16:30")
        card = await door.surge("hsi")
        assert "24,590.12 ▲ +386.80 (+1.60%)" in card
        assert "Highest close since 19 Mar 2025 (78 sessions)" in card
        board = await door.surge("")
        assert "Turnover HK$288.4bn, whole market: 1.25× June's daily average" in board
        assert "HSI members: 56 up, 26 down, 1 flat (83 of 85 with data)" in board
        assert "CSPC +7.5%, Alibaba +7.0%" in await door.surge("leaders")


async def test_a_watched_share_pings_by_dm_where_it_gaps(tmp_path: Path) -> None:
    """A watch on BABA, made in Hong Kong's hours, rings as New York opens beyond it, and only for its owner."""
    async with outlined(tmp_path) as door:
        made = await door.surge("watch baba up 5%")
        assert "#3" in made
        assert "Alibaba Group ADR" in made
        await door.jump("us")
        await door.replay("speed", 100000)
        await door.played()
        (ping,) = await door.texts("D01TRADER")
        assert "opened +5.9%, beyond your 5%" in ping
        assert len(await door.texts()) == 2
        assert await door.messages(ANALYST) == []
        assert "Alibaba" in await door.surge("watch")
        assert "nothing" in (await door.surge("watch", ANALYST)).lower()
        assert "Alibaba" in await door.surge("unwatch baba")
        assert "nothing" in (await door.surge("watch")).lower()


async def test_a_rule_that_is_true_already_says_so_and_posts_nothing(tmp_path: Path) -> None:
    """An alert made above its threshold starts next session; one made below rings when it is crossed."""
    async with outlined(tmp_path) as door:
        await door.jump("14:00")
        assert "Already above" in await door.surge("alert turnover above 100bn")
        assert "HK$280bn" in await door.surge("alert turnover above 2800億")
        await door.jump("16:30")
        told = "\n".join(await door.texts())
        assert "passed HK$280bn" in told
        assert "passed HK$100bn" not in told
        again = await door.replay("again")
        assert again["run"] == 2
        await door.jump("16:30")
        assert "passed HK$100bn" in "\n".join(await door.texts())


async def test_guests_change_nothing_and_admins_may(tmp_path: Path) -> None:
    """A channel's rule is changed by its maker or an admin, never by a guest or a bystander."""
    async with outlined(tmp_path) as door:
        assert "Guests" in await door.surge("alert turnover above 280bn", GUEST)
        assert "#3" in await door.surge("alert turnover above 280bn")
        assert "admin" in await door.surge("alert remove #3", ANALYST)
        assert "#3" in await door.surge("alerts", ANALYST)
        assert "removed" in (await door.surge("alert remove #3", ADMIN)).lower()
        assert "#3" not in await door.surge("alerts")


async def test_alerts_belong_to_their_channel(tmp_path: Path) -> None:
    """What is set in one channel is neither listed nor told in another."""
    async with outlined(tmp_path) as door:
        await door.surge("alert hstech up 1%", channel=GENERAL)
        assert "1%" in await door.surge("alerts", channel=GENERAL)
        assert "1%" not in await door.surge("alerts")
        await door.jump("16:30")
        assert len(await door.texts(GENERAL)) == 1
        assert len(await door.texts()) == 2


async def test_the_buttons_of_an_alert_do_what_they_say(tmp_path: Path) -> None:
    """Why tells the story, Snooze and Mute keep it silent, Edit opens a form that changes the rule."""
    async with outlined(tmp_path) as door:
        await door.jump("15:40")
        message = (await door.messages())[0]

        async def press(name: str, user: str = ADMIN) -> str:
            return "\n".join(str(reply["text"]) for reply in await pressed(door, message, name, user))

        why = await press("Why")
        assert "Observed: HK$25" in why
        assert "HK$250bn" in why
        assert "Guests" in await press("Mute today", GUEST)
        assert "#1" in await press("Snooze 1 h")
        assert "#1" in await press("Mute today")
        await press("Edit")
        (form,) = await views(door)
        assert "250bn" in str(form)


async def pressed(door: Door, message: dict[str, Any], name: str, user: str = "U01TRADER") -> list[dict[str, Any]]:
    """Press the button that bears `name` on a message; return what answers."""
    buttons = [each for block in list(message["blocks"]) for each in block.get("elements", []) if "action_id" in each]
    (button,) = [each for each in buttons if each["text"]["text"] == name]
    place = {"channel": message["channel"], "message_ts": message["ts"]}
    answer = await door.post("action", user=user, action_id=button["action_id"], value=button["value"], **place)
    return list(answer["replies"])


async def views(door: Door) -> list[object]:
    """Return the forms that were opened."""
    calls = list((await door.get("calls"))["calls"])
    return [call["args"]["view"] for call in calls if call["method"] == "views.open"]


INSTEAD = {
    "hsii": "Did you mean hsi?",
    "tencnt": "Did you mean tencent?",
    "leadrs": "Try leaders",
    "0701": "a code such as 0700",
    "000001": "SSE Composite",
    "$$$": "a code such as 0700",
    "alert": "turnover above 280bn",
    "watch qqqqq": "a code such as 0700",
    "alert remove 7": "#7",
}


async def test_what_is_not_understood_is_answered_with_what_can_be(tmp_path: Path) -> None:
    """A typo, an ambiguous code or half a rule gets a sentence and something to type instead."""
    async with outlined(tmp_path) as door:
        for words, instead in INSTEAD.items():
            assert instead in await door.surge(words)


async def test_help_names_every_command(tmp_path: Path) -> None:
    """/surge help lists all there is, and explains each."""
    async with outlined(tmp_path) as door:
        everything = await door.surge("help")
        assert "/surge hsi" in everything
        for word in ("leaders", "turnover", "alert", "alerts", "watch", "unwatch", "status", "help"):
            assert f"/surge {word}" in everything
            assert f"/surge {word}" in await door.surge(f"help {word}")


async def test_shared_answers_are_for_all(tmp_path: Path) -> None:
    """An answer is for whoever asked, until they share it."""
    async with outlined(tmp_path) as door:
        reply = (await ask(door, "hsi"))[0]
        assert await door.messages() == []
        await pressed(door, reply, "Share")
        (shared,) = await door.texts()
        assert "Hang Seng Index" in shared


async def ask(door: Door, text: str) -> list[dict[str, Any]]:
    """Type `/surge text`; return the answers whole."""
    answer = await door.post("command", user="U01TRADER", channel="C01MARKETS", command="/surge", text=text)
    return list(answer["replies"])
