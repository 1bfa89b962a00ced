"""What was deleted about a person who asked to be forgotten. A value."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many of each: watches, crossings told to the person alone, messages to them, settings; and what stays.

    `renamed` counts the records of a channel's rules, which stay and name `pseudonym` instead.
    """

    watches: int
    crossings: int
    messages: int
    settings: int
    renamed: int
    pseudonym: str
