"""`/replay`: the recorded day's tape recorder. There only while a replay runs.

    /replay play | pause | speed 600 | jump 15:00 | reset | again | status

The state goes along as the answer's metadata, so that a page can draw it.
"""

from collections.abc import Awaitable, Callable, Mapping

from slack_bolt.async_app import AsyncAck

from bot.errors import RequestError
from bot.replay import Replay
from bot.words.times import clock_time

Answer = Mapping[str, object]


async def handle(ack: AsyncAck, text: str, replay: Replay) -> None:
    """Do what the words say and answer with where the replay stands."""
    verb, _, value = text.strip().partition(" ")
    try:
        await _do(verb or "status", value.strip(), replay)
    except RequestError as error:
        await ack({"response_type": "ephemeral", "text": error.sentence, **_metadata(replay)})
        return
    await ack({"response_type": "ephemeral", "text": _sentence(replay), **_metadata(replay)})


async def _do(verb: str, value: str, replay: Replay) -> None:
    actions: dict[str, Callable[[], Awaitable[object]]] = {
        "begin": replay.begin,
        "play": replay.play,
        "pause": replay.pause,
        "speed": lambda: replay.set_speed(value),
        "jump": lambda: replay.jump(value),
        "reset": replay.reset,
        "again": replay.again,
    }
    if verb == "status":
        return
    if verb not in actions:
        raise RequestError(f"`/replay {verb}` is not known. Try: play, pause, speed 600, jump 15:00, again.")
    await actions[verb]()


def _sentence(replay: Replay) -> str:
    state = replay.state()
    doing = "over" if state["over"] else "playing" if state["playing"] else "paused"
    return f"{state['title']}: {doing} at {clock_time(replay.at)}, {state['speed']:g} times as fast."


def _metadata(replay: Replay) -> dict[str, object]:
    return {"metadata": {"event_type": "replay_state", "event_payload": replay.state()}}
