"""Who may knock at the sandbox."""

import pytest
from aiohttp import ClientSession

from handlers.sandbox.server import Address


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/_sandbox/workspace", {}, 200),
        ("/_sandbox/workspace", {"Host": "localhost:80", "Origin": "http://localhost:80"}, 200),
        ("/_sandbox/workspace", {"Host": "[::1]:80"}, 200),
        ("/_sandbox/workspace", {"Host": "evil.example"}, 403),
        ("/_sandbox/workspace", {"Host": "[broken"}, 403),
        ("/_sandbox/workspace", {"Origin": "http://evil.example"}, 403),
        ("/_sandbox/workspace", {"Origin": "null"}, 403),
        ("/_sandbox/workspace", {"Sec-Fetch-Site": "same-origin"}, 200),
        ("/api/chat.postMessage", {"Sec-Fetch-Site": "cross-site"}, 403),
        ("/link?ticket=x", {"Origin": "http://evil.example"}, 403),
    ],
)
async def test_only_this_machine(address: Address, path: str, headers: dict[str, str], status: int) -> None:
    """Names of other hosts and pages of other sites are turned away with 403."""
    async with ClientSession() as session, session.get(f"{address.url}{path}", headers=headers) as answer:
        assert answer.status == status


async def test_links_to_the_page_are_welcome(address: Address) -> None:
    """Following a link from elsewhere to the page itself works."""
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    async with ClientSession() as session, session.get(address.url, headers=headers) as answer:
        assert answer.status != 403


async def test_cross_site_post(address: Address) -> None:
    """A form on another site cannot post into the sandbox."""
    async with ClientSession() as session:
        headers = {"Origin": "http://evil.example"}
        async with session.post(f"{address.url}/_sandbox/reset", headers=headers) as answer:
            assert answer.status == 403
