"""What a run of the benchmarks leaves: a table for people, and a file for programs."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from tests.benchmarks.benchmark import Better, Result

HEAD = ("", "benchmark", "ours", "other", "unit", "ratio", "aim")
SIGN = {Better.LOWER: "≤", Better.HIGHER: "≥"}


def document(results: Iterable[Result]) -> dict[str, object]:
    """Return what the file holds: `results`, each with the fields of `Result`."""
    return {"results": [asdict(result) for result in results]}


def write(results: Iterable[Result], path: Path) -> None:
    """Write the file, and its folder where there is none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document(results), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def table(results: Iterable[Result]) -> str:
    """Return the results as lines of aligned columns."""
    rows = [HEAD, *(_row(result) for result in results)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    return "\n".join(_aligned(row, widths) for row in rows)


def _row(result: Result) -> Sequence[str]:
    aim = f"{SIGN[result.better]} {_number(result.aim)}"
    mark = "met" if result.met else "MISSED"
    return (mark, result.what, _number(result.ours), _number(result.other), result.unit, _number(result.ratio), aim)


def _aligned(row: Sequence[str], widths: Sequence[int]) -> str:
    """Words to the left, figures to the right."""
    mark, what, *figures = (f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True))
    ours, other, unit, ratio, aim = figures
    cells = (mark, what, ours.strip().rjust(widths[2]), other.strip().rjust(widths[3]), unit)
    return "  ".join((*cells, ratio.strip().rjust(widths[5]), aim)).rstrip()


def _number(value: float) -> str:
    """Three digits that count, never in powers of ten."""
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"
