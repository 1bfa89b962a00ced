"""The program as people start it: `python -m bot` in a process of its own."""

import asyncio
import os
import re
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import aiohttp

from bot.__main__ import main
from tests.forks import FORKS
from tests.stage import Door, ready, until
from tests.tree import ROOT

PATIENCE = 60.0  # a bound for a busy machine, not a wait
ADDRESS = re.compile(rb"http://127\.0\.0\.1:\d+")


@dataclass(frozen=True, slots=True)
class Ended:
    """How a program ended: its exit status, and what it wrote to stdout and to stderr."""

    status: int | None
    said: str
    complained: str


async def ended(folder: Path, *arguments: str, **env: str) -> Ended:
    """Run `python -m bot` to its end as `program` does, but from a fork: that saves the second of its imports."""
    said, complained = folder / "said", folder / "complained"
    process = FORKS.Process(target=_main, args=(folder, (said, complained), arguments, _around(folder) | env))
    process.start()
    await asyncio.to_thread(process.join, PATIENCE)
    process.kill()
    process.join()
    return Ended(process.exitcode, said.read_text(), complained.read_text())


def _main(folder: Path, outputs: tuple[Path, Path], arguments: tuple[str, ...], env: Mapping[str, str]) -> None:
    for number, output in enumerate(outputs, 1):
        os.dup2(os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(env)
    sys.exit(main(list(arguments)))


async def program(folder: Path, *arguments: str, **env: str) -> Process:
    """Start `python -m bot` with nothing but `env` around it, in a folder of its own."""
    return await writing(folder, PIPE, *arguments, **env)


async def writing(folder: Path, errors: int | IO[bytes], /, *arguments: str, **env: str) -> Process:
    """Start it as `program` does, with its log going to `errors`."""
    command = (sys.executable, "-m", "bot", *arguments)
    around = _around(folder) | env
    return await asyncio.create_subprocess_exec(*command, cwd=folder, env=around, stdout=PIPE, stderr=errors)


def _around(folder: Path) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "SURGE_HOME": str(folder / "var"), "PORT": "0"}


async def door(process: Process, http: aiohttp.ClientSession) -> Door:
    """Wait for the address that the program prints, and for Surge behind it."""
    assert process.stdout
    while not (found := ADDRESS.search(await asyncio.wait_for(process.stdout.readline(), 30))):
        assert process.returncode is None
    opened = Door(http, found[0].decode())
    await until(lambda: ready(opened))
    return opened


async def stopped(process: Process) -> int:
    """Ask the program to stop, and return how it ended."""
    process.terminate()
    await asyncio.wait_for(process.communicate(), 10)
    assert process.returncode is not None
    return process.returncode
