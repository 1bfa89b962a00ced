"""data_visualization: line, bar and area charts of 1 to 6 series, and pies of 1 to 6 segments.

Slack's June 2026 documentation says 6; implementers have since used 12. The lower number always works.
"""

from collections.abc import Iterator

from handlers.cards.rules.shape import (
    ID,
    KIND,
    Check,
    Shape,
    fault,
    is_list,
    is_object,
    items,
    number,
    string,
    typed,
)

CHARTS_PER_MESSAGE = 2
LABEL = string(20)
POINT = Shape({"label": LABEL, "value": number})
SERIES = items(Shape({"name": LABEL, "data": items(POINT, 1, 20)}), 1, 6)
AXIS = Shape({"categories": items(LABEL, 1, 20)}, {"x_label": string(50), "y_label": string(50)})


def names(value: object, key: str) -> list[object]:
    """Return one field of each object in a list."""
    return [part.get(key) for part in value if is_object(part)] if is_list(value) else []


def matching(value: object, at: str) -> Iterator[str]:
    """Ask for unique names and categories, and one point per category in every series."""
    if not is_object(value) or not is_object(axis := value.get("axis_config")):
        return
    categories, series = axis.get("categories"), value.get("series")
    if not is_list(categories) or not is_list(series):
        return
    if len({*map(str, categories)}) < len(categories):
        yield fault("categories must be unique", f"{at}/axis_config/categories")
    if len({*map(str, names(series, "name"))}) < len(series):
        yield fault("series names must be unique", f"{at}/series")
    for index, line in enumerate(series):
        labels = names(line.get("data"), "label") if is_object(line) else []
        if sorted(map(str, labels)) != sorted(map(str, categories)):
            yield fault("data must hold exactly one point per category", f"{at}/series/{index}/data")


def positive(value: object, at: str) -> Iterator[str]:
    """Hold a pie's segment to a number above zero."""
    yield from number(value, at)
    if isinstance(value, int | float) and value <= 0:
        yield fault("must be more than 0", at)


LINES = Shape({"type": KIND, "series": SERIES, "axis_config": AXIS}, {}, (matching,))
PIE = Shape({"type": KIND, "segments": items(Shape({"label": LABEL, "value": positive}), 1, 6)})
CHARTS: dict[str, Check] = {
    "data_visualization": Shape(
        {
            "type": KIND,
            "title": string(50),
            "chart": typed({"line": LINES, "bar": LINES, "area": LINES, "pie": PIE}, "chart"),
        },
        {"block_id": ID},
    )
}
