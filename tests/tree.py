"""The repository's own files: where they are, and which of them are no part of it."""

import os
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

ROOT = Path(__file__).parent.parent
IGNORED = [".git", *(line.rstrip("/") for line in (ROOT / ".gitignore").read_text("utf-8").splitlines() if line)]


def is_ignored(name: str) -> bool:
    """Whether git is told to leave the file or folder `name` alone."""
    return any(fnmatchcase(name, pattern) for pattern in IGNORED)


def read(path: str) -> str:
    """Return the text of the file at `path` from the root."""
    return (ROOT / path).read_text("utf-8")


def files() -> Iterator[str]:
    """Yield the path, from the root, of every file that belongs to the repository."""
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if not is_ignored(name)]
        yield from ((Path(folder) / name).relative_to(ROOT).as_posix() for name in names if not is_ignored(name))
