"""The sandbox alone in its own process: `python -m handlers.sandbox [--port 4000] [--home DIR]`."""

import argparse
import asyncio
import signal
import sys
from pathlib import Path

from handlers.sandbox.offered import offered
from handlers.sandbox.sandbox import Sandbox
from handlers.sandbox.server import serving

TAKEN = 2


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m handlers.sandbox", description=__doc__)
    parser.add_argument("--port", type=int, default=4000, help="loopback port; 0 takes a free one")
    parser.add_argument("--home", type=Path, default=Path("var/sandbox"), help="folder for its messages")
    return parser.parse_args()


async def run(port: int, home: Path) -> None:
    """Serve until SIGTERM or SIGINT."""
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    async with serving(Sandbox(home, [offered()]), port) as address:
        print(f"A Slack of your own: {address.url}/")
        print("Start the bot against it with:")
        print(
            f"SLACK_API_URL={address.base_url}\nSLACK_BOT_TOKEN=xoxb-sandbox\nSLACK_APP_TOKEN=xapp-sandbox", flush=True
        )
        await stop.wait()


def main() -> int:
    """Return the exit status: 2 when the port is taken."""
    options = arguments()
    try:
        asyncio.run(run(options.port, options.home))
    except OSError as trouble:
        print(f"The sandbox cannot start: {trouble}", file=sys.stderr)
        return TAKEN
    return 0


if __name__ == "__main__":
    sys.exit(main())
