"""The program as people start it: `python -m bot` in a process of its own."""

import asyncio
import os
import re
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path
from typing import IO

import aiohttp

from tests.stage import Door, ready, until
from tests.tree import ROOT

ADDRESS = re.compile(rb"http://127\.0\.0\.1:\d+")


async def program(folder: Path, *arguments: str, **env: str) -> Process:
    """Start `python -m bot` with nothing but `env` around it, in a folder of its own."""
    return await writing(folder, PIPE, *arguments, **env)


async def writing(folder: Path, errors: int | IO[bytes], /, *arguments: str, **env: str) -> Process:
    """Start it as `program` does, with its log going to `errors`."""
    around = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "SURGE_HOME": str(folder / "var"), "PORT": "0"}
    command = (sys.executable, "-m", "bot", *arguments)
    return await asyncio.create_subprocess_exec(*command, cwd=folder, env=around | env, stdout=PIPE, stderr=errors)


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
