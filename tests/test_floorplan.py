"""The checks of the floor plan can fail: each is shown a small house with one fault."""

import pytest

from tests.floorplan import circles, forbidden, gathered, imports, impurities, strays, through_doors, upward

FLOORS = (("bot.roof",), ("bot.alerts",), ("bot.market",))


@pytest.mark.parametrize(
    "source",
    [
        "import bot.alerts.watch",
        "from bot.alerts import watch",
        "from bot.alerts.watch import Watch",
        "from ..alerts import watch",
        "def later():\n    from bot.alerts import watch",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import bot.alerts.watch",
        "import importlib\nimportlib.import_module('bot.alerts.watch')",
    ],
)
def test_an_upward_import_is_found_however_it_is_written(source: str) -> None:
    """Deferred, relative, for types only or by name: an import of a higher floor is told with file and line."""
    house = gathered({"bot/market/desk.py": source, "bot/alerts/watch.py": "class Watch: ..."})
    line = source.count("\n") + 1
    assert upward(house, FLOORS) == [f"bot/market/desk.py:{line}: imports bot.alerts.watch, which stands above"]


def test_a_downward_import_is_fine() -> None:
    """A file may import from its own floor and from below."""
    house = gathered(
        {
            "bot/__init__.py": "",
            "bot/alerts/watch.py": "from bot.alerts import book\nfrom bot.market.desk import Desk",
            "bot/alerts/book.py": "",
            "bot/market/desk.py": "class Desk: ...",
        }
    )
    assert upward(house, FLOORS) == []


def test_a_file_on_no_floor_is_found() -> None:
    """A new room must be given a floor."""
    assert upward(gathered({"bot/cellar.py": ""}), FLOORS) == ["bot/cellar.py: on no floor of the plan"]


def test_a_closed_room_is_found_open() -> None:
    """A room lets in itself and those its door names, and no other."""
    house = gathered(
        {
            "bot/storage/tables.py": "",
            "bot/storage/database.py": "from bot.storage import tables",
            "bot/bootstrap.py": "from bot.storage import database",
            "handlers/app.py": "from bot.storage import database",
        }
    )
    found = through_doors(house, {"bot.storage": ("bot/bootstrap.py",)})
    assert found == ["handlers/app.py:1: imports bot.storage.database; bot.storage is closed to it"]


def test_a_circle_is_found_even_when_deferred() -> None:
    """Three files that import each other are one complaint; who only leads there is none."""
    house = gathered(
        {
            "bot/a.py": "import bot.b",
            "bot/b.py": "def later():\n    import bot.c",
            "bot/c.py": "from bot import a",
            "bot/d.py": "import bot.a",
        }
    )
    assert circles(house) == ["in a circle: bot.a, bot.b, bot.c"]


def test_a_package_may_gather_what_it_holds() -> None:
    """A package that imports its modules, which import each other downwards, is no circle."""
    house = gathered(
        {
            "bot/market/__init__.py": "from bot.market.desk import Desk",
            "bot/market/desk.py": "from bot.market.quotes import Quote",
            "bot/market/quotes.py": "class Quote: ...",
        }
    )
    assert circles(house) == []


def test_a_library_away_from_home_is_found() -> None:
    """A library outside its home is told, and so is one that has none."""
    house = gathered(
        {
            "bot/storage/database.py": "import sqlalchemy.ext.asyncio, json",
            "bot/market/desk.py": "from sqlalchemy import select\nimport numpy",
        }
    )
    assert strays(house, {"sqlalchemy": ("bot/storage/*",)}, {"json"}, {"bot"}) == [
        "bot/market/desk.py:1: sqlalchemy has its home in bot/storage/*",
        "bot/market/desk.py:2: numpy is no library of the house",
    ]


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("import os", "imports os"),
        ("from time import sleep", "imports time"),
        ("import urllib.request", "imports urllib.request"),
        ("async def f(): ...", "waits"),
        ("from datetime import datetime\nx = datetime.now", "tells the time (now)"),
        ("import datetime\nx = datetime.date.today()", "tells the time (today)"),
        ("print(1)", "calls print"),
        ("open('x')", "calls open"),
    ],
)
def test_an_impure_line_is_found(source: str, reason: str) -> None:
    """Clocks, waiting and doors to the outside are told in a pure file, and are nobody's business elsewhere."""
    house = gathered({"bot/pure.py": source, "bot/edge.py": source})
    line = source.count("\n") + 1
    found = impurities(house, ("bot/pure.py",), {"os", "time", "urllib.request"})
    assert found == [f"bot/pure.py:{line}: is pure, and {reason}"]


def test_a_pure_file_may_name_times() -> None:
    """Time as a value is pure, and so is the parsing of an address."""
    source = "from datetime import datetime\nfrom urllib.parse import quote\ndef f(now: datetime): return now"
    assert impurities(gathered({"bot/pure.py": source}), ("bot/*",), {"time", "urllib.request"}) == []


@pytest.mark.parametrize(
    "source",
    ["slack_id = 1", "class SlackThing: ...", "x.post_to_slack()", "f(slack=1)", "def f(slack): ...", "x = 'Slack'"],
)
def test_a_forbidden_word_is_found(source: str) -> None:
    """A name or a string that says the word is told, with its line."""
    (complaint,) = forbidden(gathered({"bot/a.py": source}), "bot/", "slack", ())
    assert complaint.startswith("bot/a.py:1: says ")


def test_words_in_documentation_are_free() -> None:
    """Docstrings, comments, excused files and other folders may say the word."""
    house = gathered(
        {
            "bot/a.py": '"""Not Slack."""\nclass A:\n    """No Slack."""\n    x = 1  # Slack\n    """Slack."""',
            "bot/settings.py": "slack = 1",
            "handlers/app.py": "slack = 1",
        }
    )
    assert forbidden(house, "bot/", "slack", ("bot/settings.py",)) == []


def test_imports_name_the_module_they_come_from() -> None:
    """A relative import is told by its whole name, also in a package's own file."""
    house = gathered({"bot/a/__init__.py": "from . import b\nfrom .c import d", "bot/a/b.py": "from .. import e"})
    assert [found.target for module in house.values() for found in imports(module)] == [
        "bot.a.b",
        "bot.a.c.d",
        "bot.e",
    ]
