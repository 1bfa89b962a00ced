"""Rules for benchmarks: so many levels around the prices of 3,000 symbols, of which 200 move in a tick."""

import random
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache

from bot.alerts.condition import Direction
from bot.alerts.tripwires import SCALE, Tripwires, Wire

SYMBOLS, MOVING = 3_000, 200
MILLION = 1_000_000
SUBJECTS = tuple(f"price:{code:04}.HK" for code in range(1, SYMBOLS + 1))
# A price's levels lie within a fifth of it, and a tick moves it by 0.2 % at most.
PRICE, REACH, STEP = 100_000, 20_000, 200

Move = tuple[str, Decimal, Decimal]
Arrays = Mapping[tuple[str, bool], tuple["array[int]", "array[int]"]]


def rules(number: int) -> Iterator[tuple[str, bool, int, int]]:
    """Yield made-up rules, always the same ones: subject, whether upwards, level in thousandths, and the rule's key."""
    dice = random.Random(number)  # noqa: S311 - no secret hangs on it
    for key in range(number):
        yield SUBJECTS[key % SYMBOLS], dice.random() < 0.5, PRICE + dice.randint(-REACH, REACH), key


def wires(number: int) -> Iterator[Wire]:
    """Yield the same rules as wires."""
    for subject, up, level, key in rules(number):
        yield Wire(subject, Direction.UP if up else Direction.DOWN, Decimal(level).scaleb(-SCALE), key)


@cache
def index(number: int) -> Tripwires:
    """Return the product's index of so many rules."""
    return Tripwires(wires(number))


@cache
def arrays(number: int) -> Arrays:
    """Return the levels and keys of the same rules as bare arrays, sorted."""
    lines: dict[tuple[str, bool], list[tuple[int, int]]] = {}
    for subject, up, level, key in rules(number):
        lines.setdefault((subject, up), []).append((level, key))
    return {
        line: (array("q", (level for level, _ in pairs)), array("I", (key for _, key in pairs)))
        for line, pairs in ((line, sorted(pairs)) for line, pairs in lines.items())
    }


def ticks(number: int) -> Iterator[list[Move]]:
    """Yield how 200 prices move in each of so many ticks, always the same way; each goes on from where it was."""
    dice = random.Random(number)  # noqa: S311 - as above
    prices = dict.fromkeys(SUBJECTS, PRICE)
    for _ in range(number):
        moves = []
        for subject in dice.sample(SUBJECTS, MOVING):
            before, after = prices[subject], prices[subject] + dice.randint(-STEP, STEP)
            prices[subject] = after
            moves.append((subject, Decimal(before).scaleb(-SCALE), Decimal(after).scaleb(-SCALE)))
        yield moves


def touched(wired: Tripwires, moves: Sequence[Move]) -> list[int]:
    """Return the rules that a tick may make ring, as the product finds them."""
    found: list[int] = []
    for subject, before, after in moves:
        found.extend(wired.touched(subject, before, after))
    return found


def bisected(lines: Arrays, moves: Sequence[tuple[str, int, int]]) -> list[int]:
    """Return what lies between, by two bare bisections of the same arrays; moves are in thousandths already."""
    found: list[int] = []
    for subject, before, after in moves:
        up = after >= before
        levels, keys = lines[subject, up]
        low, high = (before, after) if up else (after, before)
        found.extend(keys[bisect_left(levels, low) : bisect_right(levels, high)])
    return found


def looped(every: Sequence[tuple[str, bool, int, int]], moves: Sequence[tuple[str, int, int]]) -> list[int]:
    """Return which rules are crossed, by a plain loop over them all."""
    moving = {subject: (before, after) for subject, before, after in moves}
    found = []
    for subject, up, level, key in every:
        if move := moving.get(subject):
            before, after = move
            if before < level <= after if up else after <= level < before:
                found.append(key)
    return found


def whole(moves: Sequence[Move]) -> list[tuple[str, int, int]]:
    """Return moves in thousandths."""
    return [(subject, int(before.scaleb(SCALE)), int(after.scaleb(SCALE))) for subject, before, after in moves]
