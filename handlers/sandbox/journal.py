"""An append-only file of JSON lines that survives `kill -9`: what was written is with the operating system."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path


class Journal:
    """A file of entries; each is handed to the operating system before `write` returns."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._mend()
        self._file = path.open("a", encoding="utf-8")

    def _mend(self) -> None:
        """Cut off a last line that a crash left unfinished, or the next entry would be glued to it."""
        if not self._path.exists():
            return
        written = self._path.read_bytes()
        whole = written[: written.rfind(b"\n") + 1]
        if len(whole) < len(written):
            self._path.write_bytes(whole)

    def entries(self) -> Iterator[dict[str, object]]:
        """Return all entries, oldest first."""
        with self._path.open(encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)

    def write(self, entry: Mapping[str, object]) -> None:
        """Append one entry."""
        self._file.write(json.dumps(entry, ensure_ascii=False) + "\n")
        self._file.flush()

    def clear(self) -> None:
        """Forget everything."""
        self._file.truncate(0)

    def close(self) -> None:
        """Give the file back."""
        self._file.close()
