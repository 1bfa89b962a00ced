"""The small language the rules are written in: a check looks at one value and says what is wrong with it.

Wording and JSON pointers are Slack's own, so that a refusal reads here as it does there.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeGuard

Check = Callable[[object, str], Iterator[str]]
Object = Mapping[str, object]


def fault(problem: str, at: str) -> str:
    """Return one complaint as Slack words it: the problem, then where it is."""
    return f"{problem} [json-pointer:{at}]"


def is_object(value: object) -> TypeGuard[Object]:
    """Tell a JSON object from everything else."""
    return isinstance(value, Mapping)


def is_list(value: object) -> TypeGuard[list[object]]:
    """Tell a JSON array from everything else (tuples of our own cards count)."""
    return isinstance(value, list | tuple)


@dataclass(frozen=True, slots=True)
class Shape:
    """A JSON object: its required and optional fields, and rules over the whole."""

    required: Mapping[str, Check] = field(default_factory=dict)
    optional: Mapping[str, Check] = field(default_factory=dict)
    rules: tuple[Check, ...] = ()

    def __call__(self, value: object, at: str) -> Iterator[str]:
        """Complain of missing, unknown and ill-formed fields."""
        if not is_object(value):
            yield fault("must provide an object", at)
            return
        for name in self.required:
            if name not in value:
                yield fault(f"missing required field: {name}", at)
        for name, part in value.items():
            check = self.required.get(name) or self.optional.get(name)
            if check is None:
                yield fault(f"invalid additional property: {name}", at)
            else:
                yield from check(part, f"{at}/{name}")
        for rule in self.rules:
            yield from rule(value, at)


def string(most: int, least: int = 1) -> Check:
    """Hold a string to a length in characters."""

    def check(value: object, at: str) -> Iterator[str]:
        if not isinstance(value, str):
            yield fault("must provide a string", at)
        elif len(value) < least:
            yield fault(f"must be more than {least - 1} characters", at)
        elif len(value) > most:
            yield fault(f"must be less than {most + 1} characters", at)

    return check


def pattern(regex: str, words: str) -> Check:
    """Hold a string to a regular expression, named in words."""

    def check(value: object, at: str) -> Iterator[str]:
        if not isinstance(value, str) or not re.fullmatch(regex, value):
            yield fault(f"must be {words}", at)

    return check


def integer(least: int, most: int) -> Check:
    """Hold a whole number to a range."""

    def check(value: object, at: str) -> Iterator[str]:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            yield fault(f"must be a whole number between {least} and {most}", at)

    return check


def number(value: object, at: str) -> Iterator[str]:
    """Hold a value to a JSON number (so never NaN or infinity)."""
    if isinstance(value, bool) or not isinstance(value, int | float) or value - value != 0:
        yield fault("must provide a number", at)


def flag(value: object, at: str) -> Iterator[str]:
    """Hold a value to true or false."""
    if not isinstance(value, bool):
        yield fault("must be a boolean", at)


def choice(*words: str) -> Check:
    """Hold a string to one of a few words."""

    def check(value: object, at: str) -> Iterator[str]:
        if value not in words:
            yield fault(f"must be one of the allowed values: {', '.join(words)}", at)

    return check


def items(check_item: Check, least: int, most: int) -> Check:
    """Hold an array to a number of items, and each item to its own check."""

    def check(value: object, at: str) -> Iterator[str]:
        if not is_list(value):
            yield fault("must provide an array", at)
            return
        if len(value) < least:
            yield fault(f"no fewer than {least} items allowed", at)
        if len(value) > most:
            yield fault(f"no more than {most} items allowed", at)
        for index, item in enumerate(value):
            yield from check_item(item, f"{at}/{index}")

    return check


def typed(shapes: Mapping[str, Check], kind: str = "element") -> Check:
    """Choose the check by the object's own `type`; an unknown type is a complaint."""

    def check(value: object, at: str) -> Iterator[str]:
        name = value.get("type") if is_object(value) else None
        chosen = shapes.get(name) if isinstance(name, str) else None
        if chosen is None:
            yield fault(f"unsupported type: {name} for {kind}", f"{at}/type")
        else:
            yield from chosen(value, at)

    return check


def any_of(*names: str) -> Check:
    """Ask for at least one of several fields."""

    def check(value: object, at: str) -> Iterator[str]:
        if is_object(value) and not any(value.get(name) for name in names):
            yield fault(f"must provide one of: {', '.join(names)}", at)

    return check


def one_of(*names: str) -> Check:
    """Ask for exactly one of several fields."""

    def check(value: object, at: str) -> Iterator[str]:
        if is_object(value) and sum(name in value for name in names) != 1:
            yield fault(f"must provide exactly one of: {', '.join(names)}", at)

    return check


KIND = string(64)
ID = string(255)
URL = pattern(r"https?://\S{1,2992}", "a valid URL of at most 3000 characters")
