"""The benchmarks themselves: each is well formed, and a run leaves what it promises. What they measure is theirs."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.alerts.tripwires import Tripwires
from bot.plugins import found_in
from tests.benchmarks import report, rows
from tests.benchmarks.benchmark import Benchmark, Better, Pair, Result, run
from tests.benchmarks.ground import Ground
from tests.benchmarks.load import percentile
from tests.benchmarks.market import Market
from tests.benchmarks.postbox import WORKSPACE_AT_ONCE, Postbox
from tests.benchmarks.rules import MOVING, arrays, bisected, looped, rules, ticks, touched, whole, wires
from tests.benchmarks.workspace import Workspace

BENCHMARKS = found_in(rows, Benchmark)


async def measure(_: Ground) -> Sequence[Pair]:
    """Pretend to have measured, once while somebody else needed the machine."""
    return [Pair(1, 10), Pair(20, 100), Pair(9, 10)]


FAKE = Benchmark("fake", "a fake / another", "µs", 0.25, Better.LOWER, measure)


async def outcome(benchmark: Benchmark) -> Result:
    """Run a benchmark that needs no ground."""
    return await run(benchmark, Ground(Workspace(), Market(), Path()))


@pytest.mark.parametrize("benchmark", BENCHMARKS, ids=lambda each: each.id)
def test_a_benchmark_says_what_it_is(benchmark: Benchmark) -> None:
    """Each benchmark names itself, what it compares, its unit and an aim that can be reached."""
    assert benchmark.id == benchmark.id.lower().replace(" ", "-")
    assert benchmark.what
    assert benchmark.unit
    assert benchmark.aim >= 0


def test_no_two_benchmarks_share_an_id() -> None:
    """A row of the file can be told by its id."""
    assert len({benchmark.id for benchmark in BENCHMARKS}) == len(BENCHMARKS)


async def test_a_ratio_is_the_median_of_pairs() -> None:
    """The ratio is taken within each pair before its median is taken, so that a slow moment spoils one pair."""
    result = await outcome(FAKE)
    assert (result.ours, result.other, result.ratio) == (9, 10, 0.2)


@pytest.mark.parametrize(
    ("aim", "better", "met"), [(0.2, "lower", True), (0.1, "lower", False), (0.2, "higher", True), (1, "higher", False)]
)
async def test_an_aim_is_met_from_its_better_side(aim: float, better: str, *, met: bool) -> None:
    """Lower is met at the aim and below it, higher at the aim and above it."""
    assert (await outcome(Benchmark("a", "b", "c", aim, Better(better), measure))).met is met


async def test_the_file_holds_what_programs_expect(tmp_path: Path) -> None:
    """The file is one object of results, each with the documented fields."""
    path = tmp_path / "var" / "bench.json"
    report.write([await outcome(FAKE)], path)
    expected = {
        "id": "fake",
        "what": "a fake / another",
        "ours": 9,
        "other": 10,
        "ratio": 0.2,
        "unit": "µs",
        "aim": 0.25,
        "better": "lower",
    }
    assert json.loads(path.read_text("utf-8")) == {"results": [expected]}


async def test_the_table_says_what_was_missed() -> None:
    """The table has a line for each result, with its figures and whether the aim was met."""
    good, bad = await outcome(FAKE), await outcome(Benchmark("bad", "b", "ms", 2, Better.HIGHER, measure))
    head, *lines = report.table([good, bad]).split("\n")
    assert head.split() == ["benchmark", "ours", "other", "unit", "ratio", "aim"]
    assert [line.split() for line in lines] == [
        ["met", "a", "fake", "/", "another", "9", "10", "µs", "0.2", "≤", "0.25"],
        ["MISSED", "b", "9", "10", "ms", "0.2", "≥", "2"],
    ]


def test_a_percentile_lies_among_the_values() -> None:
    """Of a hundred values, one is above the 99th percentile, and of few values it is the largest."""
    assert percentile([float(number) for number in range(1, 201)], 0.99) == 199
    assert percentile([3.0, 1.0], 0.99) == 3.0


def test_a_strict_postbox_refuses_what_is_too_much() -> None:
    """A place takes two at once and one a second, a workspace twenty-five at once and five a second."""
    box = Postbox(strict=True)
    assert [box.allows("T1-U1", at) for at in (0.0, 0.0, 0.0, 3.5)] == [True, True, False, True]
    people = [box.allows(f"T2-U{person}", 0.0) for person in range(WORKSPACE_AT_ONCE + 1)]
    assert people == [True] * WORKSPACE_AT_ONCE + [False]
    assert [box.allows(f"T2-V{person}", 0.6) for person in range(3)] == [True, True, False]


def test_all_ways_of_evaluation_agree() -> None:
    """The index finds what bare bisections find, and all that a plain loop over the rules does."""
    wired, lines, every = Tripwires(wires(60_000)), arrays(60_000), tuple(rules(60_000))
    for moves in ticks(20):
        assert len(moves) == MOVING
        cut = whole(moves)
        found = touched(wired, moves)
        assert sorted(found) == sorted(bisected(lines, cut))
        assert set(looped(every, cut)) <= set(found)
