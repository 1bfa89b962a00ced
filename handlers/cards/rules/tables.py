"""table and data_table: at most 100 rows, 20 cells, 10,000 characters, every row of one length."""

from collections.abc import Iterator

from handlers.cards.rules.rich_text import RICH_TEXT
from handlers.cards.rules.shape import (
    ID,
    KIND,
    Check,
    Shape,
    choice,
    fault,
    flag,
    integer,
    is_list,
    is_object,
    items,
    number,
    string,
    typed,
)

TABLE_FAMILY = ("table", "data_table")
TABLE_CHARACTERS = 10_000
RAW_TEXT = Shape({"type": KIND, "text": string(TABLE_CHARACTERS)})
RAW_NUMBER = Shape({"type": KIND, "value": number}, {"text": string(TABLE_CHARACTERS)})
HEAD_CELL = typed({"raw_text": RAW_TEXT, "raw_number": RAW_NUMBER}, "header cell")
CELL = typed({"raw_text": RAW_TEXT, "raw_number": RAW_NUMBER, "rich_text": RICH_TEXT}, "cell")
COLUMN = Shape({}, {"align": choice("left", "center", "right"), "is_wrapped": flag})


def column(value: object, at: str) -> Iterator[str]:
    """Let null skip a column, and hold anything else to the settings of one."""
    if value is not None:
        yield from COLUMN(value, at)


def words(value: object) -> int:
    """Count the characters a reader sees in cells and rows."""
    if is_list(value):
        return sum(words(part) for part in value)
    if not is_object(value):
        return 0
    own = value.get("text")
    return (len(own) if isinstance(own, str) else 0) + words(value.get("elements"))


def level_rows(value: object, at: str) -> Iterator[str]:
    """Ask for rows of one length and for no more characters than a table may hold."""
    rows = value.get("rows") if is_object(value) else None
    if not is_list(rows):
        return
    if len({len(row) for row in rows if is_list(row)}) > 1:
        yield fault("all rows must have the same number of cells", f"{at}/rows")
    if sum(words(row) for row in rows) > TABLE_CHARACTERS:
        yield fault(f"must be less than {TABLE_CHARACTERS + 1} characters over all cells", f"{at}/rows")


def head_cells(value: object, at: str) -> Iterator[str]:
    """Ask that a data_table's first row hold no rich text."""
    rows = value.get("rows") if is_object(value) else None
    if is_list(rows) and rows and is_list(rows[0]):
        yield from items(HEAD_CELL, 1, 20)(rows[0], f"{at}/rows/0")


ROW = items(CELL, 1, 20)
TABLES: dict[str, Check] = {
    "table": Shape(
        {"type": KIND, "rows": items(ROW, 1, 100)},
        {"block_id": ID, "column_settings": items(column, 0, 20)},
        (level_rows,),
    ),
    "data_table": Shape(
        {"type": KIND, "caption": string(255), "rows": items(ROW, 2, 101)},
        {"block_id": ID, "page_size": integer(1, 100), "row_header_column_index": integer(0, 19)},
        (level_rows, head_cells),
    ),
}
