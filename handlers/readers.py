"""Who reads an answer: the person who asks, or everybody in the channel."""

from bot.alerts.alert import Audience
from bot.audience.preferences import Preferences
from bot.surge import Surge
from bot.words.reader import COLOURS, LANGUAGE, Reader, reader_of
from handlers.command import Door, Request

Place = tuple[str, str, Audience]


async def reader_for(request: Request, surge: Surge) -> Reader:
    """Return how an answer is to be written.

    What everybody sees is as the channel chose; what one person sees is as they did, and as the channel where they
    chose nothing.
    """
    return _over([await surge.choices.preferences(*place) for place in _places(request)])


def reader_now(request: Request, surge: Surge) -> Reader | None:
    """Return the same without waiting, where it was looked up a moment ago."""
    found = [surge.choices.remembered(*place) for place in _places(request)]
    known = [each for each in found if each is not None]
    return _over(known) if len(known) == len(found) else None


def _places(request: Request) -> list[Place]:
    """Return whose choices count, the first before the others."""
    person = (request.team, request.user, Audience.PERSON)
    channel = (request.team, request.channel, Audience.CHANNEL)
    if request.private:
        return [person]
    return [channel] if request.door is Door.MENTION else [person, channel]


def _over(preferences: list[Preferences]) -> Reader:
    """Take each choice from the first who has made it."""
    usual = preferences[-1]
    speaks = next((each for each in preferences if LANGUAGE in each.chosen), usual)
    paints = next((each for each in preferences if COLOURS in each.chosen), usual)
    return reader_of(speaks.reader.language, paints.reader.colours if COLOURS in paints.chosen else "")
