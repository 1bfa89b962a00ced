"""The floor plan as a test: what stands where, who may know whom, and where each library lives.

A complaint here is a question about the change, not about the plan: most often the line belongs elsewhere. Where
the plan is what is wrong, change the table below and say why in `docs/decisions/`.
"""

import sys

from tests import floorplan
from tests.tree import ROOT, is_ignored

MODULES = floorplan.read(ROOT, "bot", "handlers")

# What processes and their parts agree by.
MEETING = ("bot.lease", "bot.receipts", "bot.role")
# Roof to ground. A file imports from its own floor, or from below.
FLOORS = (
    ("bot.__main__",),
    ("handlers", "bot.bootstrap", "bot.checkups"),
    ("bot.storage", "bot.surge", "bot.replay", "bot.spectator"),
    ("bot.alerts", "bot.briefs", "bot.audience"),
    ("bot.market",),
    ("bot.words", "bot.settings", "bot.clock", "bot.errors", "bot.logs", "bot.plugins", "bot.checkup", *MEETING),
)

# Who besides the room itself may import it, wherever they stand.
DOORS = {
    "bot.__main__": (),
    "bot.bootstrap": ("bot/__main__.py", "bot/checkups/*"),
    "bot.storage": ("bot/__main__.py", "bot/bootstrap.py", "bot/checkups/*"),
    "handlers": ("bot/__main__.py",),
}

STORAGE = ("bot/storage/*",)
HANDLERS = ("handlers/*",)
PROVIDERS = ("bot/market/providers/*",)
# Where something happens that a log should tell. What only thinks returns a reason instead.
EDGES = (
    *HANDLERS,
    *STORAGE,
    *PROVIDERS,
    "bot/__main__.py",
    "bot/alerts/registrar.py",
    "bot/alerts/watch.py",
    "bot/bootstrap.py",
    "bot/logs.py",
    "bot/market/closes/desk.py",
    "bot/market/closes/reader.py",
    "bot/market/desk.py",
    "bot/market/figures.py",
    "bot/market/newsroom.py",
    "bot/market/tally/chores.py",
    "bot/market/tally/desk.py",
    "bot/market/tally/vendor.py",
    "bot/market/yahoo/line.py",
    "bot/replay.py",
)

HOMES = {
    "aiohttp": (*HANDLERS, *PROVIDERS),
    "aiosqlite": STORAGE,
    "alembic": STORAGE,
    "apscheduler": ("handlers/schedule.py",),
    "curl_cffi": ("bot/market/yahoo/session.py", "bot/market/tally/line.py"),
    "dotenv": ("bot/__main__.py", "handlers/sandbox/__main__.py"),
    "holidays": ("bot/market/sessions.py",),
    "msgspec": (*STORAGE, *PROVIDERS, *HANDLERS, "bot/market/yahoo/*"),
    "pandas": ("bot/market/providers/yahoo.py", "*/backtest.py"),
    "prometheus_client": ("handlers/gauges.py",),
    "redis": ("bot/storage/caches/redis.py",),
    "slack_bolt": HANDLERS,
    "slack_sdk": HANDLERS,
    "sqlalchemy": STORAGE,
    "structlog": EDGES,
    "websockets": ("handlers/connection.py", "handlers/socket_mode.py"),
    "yfinance": ("bot/market/yahoo/line.py",),
}

# Values and thinking: the same answer to the same question, at any time, on any machine.
PURE = (
    "bot/alerts/alert.py",
    "bot/alerts/audit.py",
    "bot/alerts/hush.py",
    "bot/alerts/judge.py",
    "bot/alerts/limits.py",
    "bot/alerts/modifiers.py",
    "bot/alerts/baselines.py",
    "bot/alerts/coins.py",
    "bot/alerts/condition.py",
    "bot/alerts/conditions/*",
    "bot/alerts/groups.py",
    "bot/alerts/measure.py",
    "bot/alerts/measures/*",
    "bot/alerts/names.py",
    "bot/alerts/course.py",
    "bot/alerts/outlook.py",
    "bot/alerts/spells.py",
    "bot/alerts/parser.py",
    "bot/alerts/pause.py",
    "bot/alerts/pausing.py",
    "bot/alerts/several.py",
    "bot/alerts/targets.py",
    "bot/alerts/tripwires.py",
    "bot/alerts/wording.py",
    "bot/audience/preferences.py",
    "bot/audience/quiet.py",
    "bot/audience/rights.py",
    "bot/audience/setting.py",
    "bot/briefs/facts/*",
    "bot/errors.py",
    "bot/market/admission.py",
    "bot/market/breaker.py",
    "bot/market/budget.py",
    "bot/market/contributions.py",
    "bot/market/divergence.py",
    "bot/market/closes/filling.py",
    "bot/market/fact.py",
    "bot/market/facts/*",
    "bot/market/fields.py",
    "bot/market/history.py",
    "bot/market/plan.py",
    "bot/market/instrument.py",
    "bot/market/leaders.py",
    "bot/market/listing.py",
    "bot/market/lists.py",
    "bot/market/merging.py",
    "bot/market/milestones.py",
    "bot/market/news.py",
    "bot/market/nights.py",
    "bot/market/parity.py",
    "bot/market/premarket.py",
    "bot/market/quotes.py",
    "bot/market/sanity.py",
    "bot/market/sessions.py",
    "bot/market/signals.py",
    "bot/market/silence.py",
    "bot/market/splits.py",
    "bot/market/tally/estimate.py",
    "bot/market/tally/official.py",
    "bot/market/tally/pace.py",
    "bot/market/tally/universe.py",
    "bot/market/turnover.py",
    "bot/market/writings.py",
    "bot/market/yahoo/answers.py",
    "bot/market/yahoo/chart.py",
    "bot/market/yahoo/frozen.py",
    "bot/market/yahoo/news.py",
    "bot/market/yahoo/quotes.py",
    "bot/market/yahoo/screener.py",
    "bot/words/*",
    "handlers/cards/*",
)
OUTSIDE = (
    *("asyncio", "concurrent", "multiprocessing", "queue", "sched", "threading"),  # waiting
    *("random", "secrets", "time", "uuid"),  # another answer each time
    *("glob", "io", "os", "pathlib", "shutil", "sqlite3", "sys", "tempfile"),  # this machine
    *("http", "select", "selectors", "signal", "socket", "ssl", "subprocess", "urllib.request"),  # others
    *("aiohttp", "importlib", "logging", "structlog"),  # by way of another
)

TOP_LEVEL = {
    *("bot", "handlers", "tests", "Procfile", "requirements.txt", ".env.example"),
    *("README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "docs", "manifest.yaml"),
    *("Makefile", "pyproject.toml", "requirements-dev.txt", ".ci", ".github", ".pre-commit-config.yaml"),
    *(".editorconfig", ".gitattributes", ".gitignore"),
}


def test_imports_run_downwards() -> None:
    """A file imports from its own floor or from below."""
    assert floorplan.upward(MODULES, FLOORS) == []


def test_closed_rooms_stay_closed() -> None:
    """Only the roof sees handlers, and only the roof, the bootstrap and the doctor see the storage."""
    assert floorplan.through_doors(MODULES, DOORS) == []


def test_no_file_imports_itself_by_way_of_others() -> None:
    """No imports run in a circle, not even when they are deferred."""
    assert floorplan.circles(MODULES) == []


def test_each_library_has_one_home() -> None:
    """A library is imported where the plan says, and no library comes that the plan does not know."""
    assert floorplan.strays(MODULES, HOMES, sys.stdlib_module_names, {"bot", "handlers"}) == []


def test_thinking_is_pure() -> None:
    """What thinks has no clock, does not wait, and touches nothing outside."""
    assert floorplan.impurities(MODULES, PURE, OUTSIDE) == []


def test_bot_does_not_speak_of_slack() -> None:
    """The code of bot/ names Slack only where its variables are read and where a person is told what to set."""
    excused = ("bot/__main__.py", "bot/errors.py", "bot/settings.py")
    assert floorplan.forbidden(MODULES, "bot/", "slack", excused) == []


def test_handlers_do_not_speak_of_sources_and_stores() -> None:
    """The code of handlers/ names no data source and no store."""
    assert floorplan.forbidden(MODULES, "handlers/", "yahoo|redis|sql", ()) == []


def test_the_house_has_no_other_door() -> None:
    """At the top level lies what the plan names, and what git is told to ignore."""
    names = {entry.name for entry in ROOT.iterdir()}
    assert sorted(name for name in names - TOP_LEVEL if not is_ignored(name)) == []
