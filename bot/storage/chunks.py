"""Parts of a long list, each short enough for one statement: databases limit its parameters, SQLite to 999 for long."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")

CHUNK = 300


def chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """Cut `items` into parts of at most 300, in their order; no part where there are none."""
    return (items[start : start + CHUNK] for start in range(0, len(items), CHUNK))
