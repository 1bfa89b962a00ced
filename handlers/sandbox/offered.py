"""What the workspace's app declares: `/surge`, with every example of its help to choose from."""

from dataclasses import replace

from handlers.registry import all_commands
from handlers.sandbox.commands import SURGE, Completion, SlashCommand


def offered() -> SlashCommand:
    """Return `/surge` with what can be typed after it, each with the first line of its help."""
    endings = (
        Completion(words, command.help.strip().partition("\n")[0])
        for command in all_commands()
        for words in command.usage
        if words
    )
    return replace(SURGE, completions=tuple(endings))
