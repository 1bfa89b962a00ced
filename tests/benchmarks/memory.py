"""How much memory a process holds."""

import subprocess


def resident(process: int) -> float:
    """Return the resident memory of a process, in megabytes: what `ps` says, on Linux and macOS alike."""
    told = subprocess.run(["ps", "-o", "rss=", "-p", str(process)], check=True, capture_output=True, text=True)  # noqa: S607 - where ps lies differs
    return int(told.stdout) / 1024
