"""What a start costs: heavy libraries are loaded by who uses them, and by nobody else."""

import subprocess
import sys

from tests.tree import ROOT

HEAVY = {"alembic", "curl_cffi", "matplotlib", "numpy", "pandas", "psycopg", "redis", "yfinance"}
PROGRAM = "import sys, bot.bootstrap, handlers.app, handlers.service, handlers.http; print(*sys.modules)"


def test_answering_loads_nothing_heavy() -> None:
    """A process that only answers imports no data frames, no charts, no migrations and no client it does not use."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert HEAVY & set(done.stdout.split()) == set()
