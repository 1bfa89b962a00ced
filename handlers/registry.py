"""All subcommands there are: one file each in `handlers/commands`."""

from functools import cache

from bot.plugins import found_in
from handlers import commands
from handlers.command import Command

ORDER = (
    *("board", "quote", "leaders", "movers", "active", "themes", "turnover", "news"),
    *(
        "alert",
        "alerts",
        "why",
        "backtest",
        "watch",
        "unwatch",
        "managers",
        "quiet",
        "settings",
        "forget-me",
        "status",
        "help",
    ),
)


@cache
def all_commands() -> tuple[Command, ...]:
    """Return every command, the familiar ones first and in the order people meet them."""
    found = found_in(commands, Command)
    rank = {name: at for at, name in enumerate(ORDER)}
    return tuple(sorted(found, key=lambda command: (rank.get(command.name, len(rank)), command.name)))


@cache
def by_word() -> dict[str, Command]:
    """Return the commands by every word that calls them. Raises TypeError where two share one."""
    table: dict[str, Command] = {}
    for command in all_commands():
        for word in (command.name, *command.aliases):
            if word in table:
                raise TypeError(f"{word!r} calls both {table[word].name} and {command.name}")
            table[word] = command
    return table
