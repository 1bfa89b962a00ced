"""`/replay`: the recorded day's tape recorder. There only while a replay runs.

    /replay play | pause | speed 600 | jump 15:00 | reset | again | status

The state goes along as the answer's metadata, so that a page can draw it.
"""

from collections.abc import Awaitable, Callable

from slack_bolt.async_app import AsyncAck

from bot.errors import RequestError, SurgeError
from bot.replay import Replay
from bot.words.times import clock_time
from handlers.tasks import Tasks, ready

# Slack gives up after 3 s; a long jump goes on behind the answer, and the state tells how far it is.
PATIENCE = 2.0


async def handle(ack: AsyncAck, text: str, replay: Replay, tasks: Tasks) -> None:
    """Do what the words say, and answer with where the replay stands."""
    verb, _, value = text.strip().partition(" ")
    task = tasks.start(_sentence(verb or "status", value.strip(), replay))
    done = await ready(task, PATIENCE)
    sentence = task.result() if done else "On its way …"
    metadata = {"event_type": "replay_state", "event_payload": replay.state()}
    await ack({"response_type": "ephemeral", "text": sentence, "metadata": metadata})


async def _sentence(verb: str, value: str, replay: Replay) -> str:
    """Do it, and say where the replay stands then; what cannot be done is said as well."""
    try:
        await _do(verb, value, replay)
    except SurgeError as error:
        return error.sentence
    state = replay.state()
    doing = "over" if state["over"] else "playing" if state["playing"] else "paused"
    return f"{state['title']}: {doing} at {clock_time(replay.at)}, {state['speed']:g} times as fast."


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
