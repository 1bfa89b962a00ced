"""Measure Surge: `python -m tests.benchmarks [WORD …]`, or `make bench`.

Prints a table and writes it to `var/bench.json`; words pick the benchmarks that have one of them in their id. With
`SURGE_BENCH_THOROUGHNESS` below 1 it is done sooner, and its figures are worth less.
"""

import asyncio
import os
import sys
import traceback
from time import perf_counter

from bot.plugins import found_in
from tests.benchmarks import report, rows
from tests.benchmarks.benchmark import Benchmark, Result, run
from tests.benchmarks.ground import ground
from tests.tree import ROOT

FILE = ROOT / "var" / "bench.json"
# A benchmark that hangs must not hang the rest.
LONGEST = 90.0


async def main(words: list[str]) -> int:
    """Run the benchmarks one after the other, and tell; return how many failed to be measured."""
    results: list[Result] = []
    chosen = [each for each in found_in(rows, Benchmark) if not words or any(word in each.id for word in words)]
    async with ground(float(os.environ.get("SURGE_BENCH_THOROUGHNESS", "1"))) as given:
        for each in chosen:
            begun = perf_counter()
            try:
                async with asyncio.timeout(LONGEST):
                    results.append(await run(each, given))
            except Exception:  # noqa: BLE001 - what one row costs must not cost the others
                traceback.print_exc()
            print(f"{each.id} ({perf_counter() - begun:.0f} s)", file=sys.stderr, flush=True)
    report.write(results, FILE)
    print(report.table(results))
    return len(chosen) - len(results)


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1:])))
