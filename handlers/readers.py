"""Who reads an answer: the person who asks, or everybody in the channel."""

from bot.alerts.alert import Audience
from bot.audience.preferences import Preferences
from bot.surge import Surge
from bot.words.reader import COLOURS, LANGUAGE, Reader, reader_of
from handlers.command import Door, Request


async def reader_for(request: Request, surge: Surge) -> Reader:
    """Return how an answer is to be written.

    What everybody sees is as the channel chose; what one person sees is as they did, and as the channel where they
    chose nothing.
    """
    if request.private:
        return (await surge.choices.preferences(request.team, request.user, Audience.PERSON)).reader
    channel = await surge.choices.preferences(request.team, request.channel, Audience.CHANNEL)
    if request.door is Door.MENTION:
        return channel.reader
    return _over(await surge.choices.preferences(request.team, request.user, Audience.PERSON), channel)


def _over(person: Preferences, channel: Preferences) -> Reader:
    speaks = person if LANGUAGE in person.chosen else channel
    paints = person if COLOURS in person.chosen else channel
    return reader_of(speaks.reader.language, paints.reader.colours if COLOURS in paints.chosen else "")
