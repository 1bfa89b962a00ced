"""Read the tables of a file that somebody wrote by hand: each value of its kind, or a complaint on what to do. Pure."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal

from bot.market.instrument import SYMBOL


class Fields:
    """One table of a file. `where` names it in complaints, which are added to `complaints` as they are found."""

    def __init__(self, table: object, where: str, complaints: list[str]) -> None:
        self.where, self.complaints = where, complaints
        self._table: Mapping[str, object] = table if isinstance(table, dict) else {}
        self._read: set[str] = set()
        if not isinstance(table, dict):
            self.complain("is no table: write { name = value, … } or a [[heading]] with lines below it")

    def complain(self, what: str) -> None:
        """Note what is wrong here."""
        self.complaints.append(f"{self.where}: {what}.")

    def has(self, key: str) -> bool:
        """Whether the table gives `key`."""
        return key in self._table

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text; it must be there, and say something, unless there is a default."""
        found = self._get(key, default is None)
        if isinstance(found, str) and (found.strip() or default is not None):
            return found.strip()
        if found is not None:
            self.complain(f'{key} is no text: write {key} = "…"')
        return default or ""

    def texts(self, key: str, *, needed: bool = False) -> tuple[str, ...]:
        """Return a list of texts, empty where there is none."""
        found = self._get(key, needed)
        if isinstance(found, list) and all(isinstance(each, str) and each.strip() for each in found):
            return tuple(each.strip() for each in found)
        if found is not None:
            self.complain(f'{key} is no list of texts: write {key} = ["…", "…"]')
        return ()

    def symbols(self, key: str, *, needed: bool = False) -> tuple[str, ...]:
        """Return a list of symbols, each there once."""
        found = self.texts(key, needed=needed)
        for symbol in dict.fromkeys(found):
            if not SYMBOL.fullmatch(symbol):
                self.complain(f'"{symbol}" is no symbol: Yahoo\'s look like 0700.HK, 300308.SZ, BABA or ^HSI')
            if found.count(symbol) > 1:
                self.complain(f"{symbol} is in {key} twice: remove one")
        return found

    def whole(self, key: str) -> int | None:
        """Return a whole number above 0, None where there is none."""
        found = self._get(key)
        if isinstance(found, int) and found > 0:
            return found
        if found is not None:
            self.complain(f"{key} is no whole number above 0: write {key} = 8")
        return None

    def day(self, key: str, default: date | None = None) -> date:
        """Return a day; it must be there unless there is a default."""
        found = self._get(key, default is None)
        if isinstance(found, date) and not isinstance(found, datetime):
            return found
        if found is not None:
            self.complain(f"{key} is no day: write {key} = 2026-03-09, without quotation marks")
        return default or date.min

    def numbers(self, key: str) -> dict[str, Decimal]:
        """Return a table of symbols and positive numbers."""
        found = self._get(key, needed=True)
        given = found if isinstance(found, dict) else {}
        right = {each: Decimal(str(value)) for each, value in given.items() if _positive(value)}
        if found is not None and (not right or len(right) < len(given)):
            self.complain(f'{key} is no table of numbers above 0: write {key} = {{ "0700.HK" = 8.1 }}')
        return right

    def tables(self, key: str, what: str, label: str = "") -> Iterator["Fields"]:
        """Yield the tables of a list; complaints name each by its `label`, as in 'instrument "0700.HK"'."""
        found = self._get(key)
        if found is not None and not isinstance(found, list):
            self.complain(f"{key} is no list of tables: begin each with [[{key}]]")
        for number, table in enumerate(found if isinstance(found, list) else (), start=1):
            given = table.get(label) if isinstance(table, dict) and label else None
            name = f'"{given}"' if isinstance(given, str) else f"number {number}"
            yield Fields(table, f"{self.where}, {what} {name}", self.complaints)

    def finish(self, known: Collection[str] = ()) -> None:
        """Complain of what nobody read: most often a slip of the pen."""
        for key in self._table.keys() - self._read - set(known):
            self.complain(f"nothing is called {key} here: it may say {', '.join(sorted(self._read))}")

    def _get(self, key: str, needed: bool = False) -> object:  # noqa: FBT001, FBT002 - read right above, each time
        self._read.add(key)
        found = self._table.get(key)
        if found is None and needed:
            self.complain(f"{key} is missing")
        return found


def _positive(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < float("inf")
