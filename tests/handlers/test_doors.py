"""Mentions, direct messages, buttons and modals, through the real framework against a workspace of our own."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.stage import MARKETS, TRADER, Door, line, surge, tape, until

DM = "D01TRADER"
DAY = [
    line(0, ("^HSI", 101.0), ("HSTECH.HK", 101.0), ("0700.HK", 101.0), turnover=100),
    line(5, ("^HSI", 101.5), ("HSTECH.HK", 103.0), ("0700.HK", 101.0), turnover=260),
    line(10, ("^HSI", 101.6), ("HSTECH.HK", 103.1), ("0700.HK", 108.0), turnover=270),
]
Message = dict[str, Any]


@pytest.fixture
async def door(tmp_path: Path) -> AsyncIterator[Door]:
    """Give the door of a Surge whose day has not begun."""
    async with surge(tmp_path, SURGE_TAPE=str(tape(tmp_path, DAY)), SURGE_REPLAY_SPEED="0.1") as opened:
        yield opened


async def replies(door: Door, path: str, **body: object) -> list[Message]:
    """Do something; return what answered it."""
    answer: Any = await door.post(path, user=body.pop("user", TRADER), **body)
    found: list[Message] = answer["replies"]
    return found


async def card(door: Door, words: str, channel: str = MARKETS) -> Message:
    """Type a command; return its answer."""
    return (await replies(door, "command", channel=channel, command="/surge", text=words))[-1]


def pressable(message: Message, action: str) -> dict[str, Any]:
    """Return what can be pressed in a message, by the beginning of its action's name."""
    parts = [part for block in message["blocks"] for part in (*block.get("elements", ()), block.get("accessory") or {})]
    return next(part for part in parts if part.get("action_id", "").startswith(f"surge:{action}"))


async def press(door: Door, message: Message, action: str, user: str = TRADER, value: str = "") -> list[Message]:
    """Press a button of a message; return what answered it."""
    element = pressable(message, action)
    return await replies(
        door,
        "action",
        user=user,
        channel=message["channel"],
        message_ts=message["ts"],
        action_id=element["action_id"],
        value=value or element.get("value"),
    )


async def told(door: Door, channel: str = MARKETS) -> list[Message]:
    """Let the day pass; return the alerts that stand in a channel."""
    await door.surge("hsi")
    await door.replay("jump", "09:55")

    async def arrived() -> bool:
        return bool(await door.messages(channel))

    await until(arrived)
    return [dict(message) for message in await door.messages(channel)]


async def opened(door: Door, user: str = TRADER) -> dict[str, Any]:
    """Return the modal that a press opened for somebody."""
    calls: Any = await door.get("calls")
    views = [call["answer"]["view"] for call in calls["calls"] if call["method"] == "views.open"]
    assert views, f"no modal for {user}"
    return dict(views[-1])


async def test_a_mention_is_answered_in_its_thread(door: Door) -> None:
    """The same words after @Surge, for all to see, under the question; a repeated event only once."""
    answers = await replies(door, "message", channel=MARKETS, text="<@U00SURGE> hsi")
    assert len(answers) == 1
    assert "Hang Seng Index 101.00" in answers[0]["text"]
    assert answers[0]["thread_ts"]
    assert not answers[0]["ephemeral_to"]


async def test_a_mention_saves_no_watch(door: Door) -> None:
    """What somebody watches is not for the channel."""
    answers = await replies(door, "message", channel=MARKETS, text="<@U00SURGE> watch tencent")
    assert "Nothing was saved" in answers[0]["text"]


async def test_a_direct_message_needs_no_mention(door: Door) -> None:
    """In a direct message every line is for Surge, and a watch can be made."""
    answers = await replies(door, "message", channel=DM, text="watch tencent up 5%")
    assert "Watching for you, as #3" in answers[0]["text"]
    assert not answers[0]["thread_ts"]
    assert "#3" in (await replies(door, "message", channel=DM, text="watch"))[0]["text"]


async def test_talk_of_others_is_left_alone(door: Door) -> None:
    """A line in a channel without a mention is not for Surge."""
    assert await replies(door, "message", channel=MARKETS, text="hsi looks strong") == []


async def test_buttons_of_a_quote(door: Door) -> None:
    """Leaders answers the person; Share posts the card for all, with who shared it and without buttons."""
    quote = await card(door, "hsi")
    answers = await press(door, quote, "run:leaders")
    assert answers[0]["ephemeral_to"] == TRADER
    assert "leaders" in answers[0]["text"]
    await press(door, quote, "share")
    shared = (await door.messages())[-1]
    assert "Hang Seng Index 101.00" in str(shared["text"])
    assert f"Shared by <@{TRADER}>" in str(shared["blocks"])
    assert "surge:share" not in str(shared["blocks"])


async def test_share_where_surge_may_not_post(door: Door) -> None:
    """The person is told what to do, and nobody sees a half card."""
    quote = await card(door, "hsi")
    await door.post("fault", method="chat.postMessage", kind="error", value="not_in_channel", times=1)
    assert "Invite me first" in (await press(door, quote, "share"))[-1]["text"]


async def test_alert_me_makes_a_watch(door: Door) -> None:
    """The form is filled in with the usual; the rule is shown first, and what is saved is confirmed to them alone."""
    await press(door, await card(door, "tencent"), "alertme")
    view = await opened(door)
    assert "up 5%" in str(view["blocks"])
    shown: Any = await door.post("submit", user=TRADER, view_id=view["id"], values={"rule": "up 3%", "where": "person"})
    assert "nothing saved yet" in str(shown["view"]["blocks"])
    assert "You watch nothing yet" in (await card(door, "watch"))["text"]
    saved: Any = await door.post("submit", user=TRADER, view_id=shown["view"]["id"], values={})
    assert "Watching for you, as #3" in saved["replies"][0]["text"]
    assert saved["view"] is None
    assert "Tencent Holdings moves up 3% or more" in (await card(door, "watch"))["text"]


async def test_a_typed_rule_is_shown_first(door: Door) -> None:
    """[Discard] leaves nothing; [Save] makes the alert in the preview's place, once, and only for who typed it."""
    asked = await card(door, "alert turnover above 280bn")
    assert "Preview, nothing saved yet: HK turnover passes HK$280bn" in asked["text"]
    assert "to go" in asked["text"]
    assert "nothing was saved" in (await press(door, asked, "discard"))[0]["text"]
    assert "280bn" not in (await card(door, "alerts"))["text"]
    await door.post("message", user=TRADER, channel=MARKETS, text="<@U00SURGE> alert turnover above 290bn")
    public = (await door.messages())[-1]
    assert "Preview" in public["text"]
    for name in ("save", "discard"):
        assert "somebody else's" in (await press(door, public, name, "U02ANALYST"))[-1]["text"]
    await press(door, public, "save")
    made = next(each for each in await door.messages() if each["ts"] == public["ts"])
    assert "Alert made, as #3: HK turnover passes HK$290bn" in made["text"]


async def test_managers_are_picked_from_a_menu(door: Door) -> None:
    """The list is shown anew in its place; whoever may not pick is told so below it."""
    listed = await card(door, "managers")
    assert "Only workspace admins" in (await press(door, listed, "manage", value="U02ANALYST"))[-1]["text"]
    asked = (await replies(door, "command", user="U04ADMIN", channel=MARKETS, command="/surge", text="managers"))[-1]
    shown = (await press(door, asked, "manage", "U04ADMIN", "U02ANALYST"))[-1]
    assert "<@U02ANALYST>, listed by <@U04ADMIN>" in shown["text"]
    gone = (await press(door, shown, "unmanage", "U04ADMIN"))[-1]
    assert "has no managers" in gone["text"]


async def test_an_error_stands_under_its_field(door: Door) -> None:
    """A rule that makes no sense keeps the modal open and says why."""
    await press(door, await card(door, "tencent"), "alertme")
    view = await opened(door)
    answer: Any = await door.post(
        "submit", user=TRADER, view_id=view["id"], values={"rule": "down 500%", "where": "person"}
    )
    assert "Nothing moves 500% in a day" in answer["errors"]["rule"]


async def test_buttons_of_an_alert(door: Door) -> None:
    """Why tells the story to whoever asks; members may silence and edit what the settings made, guests may not."""
    alert = (await told(door))[0]
    assert "HK turnover passed HK$250bn, whole market (#1)" in str(alert["text"])
    story = await press(door, alert, "why", user="U02ANALYST")
    assert story[0]["ephemeral_to"] == "U02ANALYST"
    assert "Observed: HK$260bn" in story[0]["text"]
    assert "#1 is quiet for an hour" in (await press(door, alert, "snooze", "U04ADMIN"))[0]["text"]
    assert "#1 is quiet for the rest of today" in (await press(door, alert, "mute", "U04ADMIN"))[0]["text"]
    for action in ("snooze", "mute", "edit"):
        assert "Guests cannot change" in (await press(door, alert, action, "U03GUEST"))[0]["text"]


async def test_edit_changes_the_rule(door: Door) -> None:
    """The form holds the rule's own words; what is saved replaces them, and the alert's message says who did it."""
    alert = (await told(door))[0]
    await press(door, alert, "edit", "U04ADMIN")
    view = await opened(door)
    assert "above 250bn" in str(view["blocks"])
    shown: Any = await door.post("submit", user="U04ADMIN", view_id=view["id"], values={"rule": "above 300bn"})
    assert "It was: HK turnover passes HK$250bn" in str(shown["view"]["blocks"])
    assert "#1  HK turnover passes HK$250bn" in (await card(door, "alerts"))["text"]
    await door.post("submit", user="U04ADMIN", view_id=shown["view"]["id"], values={})
    assert "#1  HK turnover passes HK$300bn" in (await card(door, "alerts"))["text"]

    async def noted() -> bool:
        return any("#1 changed by <@U04ADMIN>" in str(each["blocks"]) for each in await door.messages())

    await until(noted)


async def test_several_pings_are_one_message_with_menus(door: Door) -> None:
    """A person's crossings of one moment come as one direct message; each has a menu of its own."""
    for words in ("watch tencent up 5%", "watch 0700 up 6%"):
        await door.surge(words)
    ping = (await told(door, DM))[0]
    assert "🔔 2 of your alerts at once" in str(ping["text"])
    assert "Why alert #3 spoke" in (await press(door, ping, "menu", value=_choice(ping, "why")))[0]["text"]
    assert "#3 is quiet" in (await press(door, ping, "menu", value=_choice(ping, "snooze")))[0]["text"]


async def test_remove_from_a_list(door: Door) -> None:
    """What is removed is said, and the list shows what is left."""
    await door.surge("watch tencent")
    answers = await press(door, await card(door, "watch"), "remove")
    assert "Removed #3" in str([answer["text"] for answer in answers])
    assert "You watch nothing yet" in (await card(door, "watch"))["text"]


def _choice(message: Message, name: str) -> str:
    options = pressable(message, "menu")["options"]
    return next(str(option["value"]) for option in options if option["value"].startswith(name))
