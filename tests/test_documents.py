"""What is written agrees with what is there: README, help, .env.example, changelog, decisions, requirements."""

import importlib
import inspect
import pkgutil
import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

import handlers.commands
from bot.plugins import found_in
from bot.settings import Settings
from handlers.command import Command
from tests.tree import ROOT, files, read

DEFAULTS = {field.name.upper(): str(field.default) for field in fields(Settings)}
COMMANDS = found_in(handlers.commands, Command)
GROUPS = tomllib.loads(read("pyproject.toml"))["dependency-groups"]
REQUIREMENTS = {"run": "requirements.txt", "dev": "requirements-dev.txt"}
DOCUMENTS = sorted(path for path in files() if path.endswith(".md"))
RECORDS = [Path(path).name for path in DOCUMENTS if re.match(r"docs/decisions/\d", path)]

# Words that say "later", and folders that only one machine has; written so that this file does not have them.
LATER = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b")
MACHINE = re.compile(r"(?<![\w.:/~-])/(root|home/\w|Users/\w|work|opt/\w|private/var)\b")
TEXTS = {
    ".cfg",
    ".css",
    ".example",
    ".html",
    ".ini",
    ".js",
    ".json",
    ".md",
    ".py",
    ".toml",
    ".txt",
    ".yaml",
    ".yml",
    "",
}


def texts() -> list[str]:
    """Return every file of the repository that is text."""
    return [path for path in sorted(files()) if Path(path).suffix in TEXTS]


def environment(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield name, value and the comment above of each variable in the text of `.env.example`."""
    for block in text.split("\n\n"):
        *comment, last = block.splitlines()
        if found := re.fullmatch(r"#([A-Z_]+)=(.*)", last):
            yield found[1], found[2], " ".join(line.lstrip("# ") for line in comment)


def test_each_setting_is_in_the_example() -> None:
    """Every variable that Surge reads is in .env.example, once, and no other is."""
    names = [name for name, _, _ in environment(read(".env.example"))]
    assert sorted(names) == sorted(DEFAULTS)


def test_the_example_changes_nothing() -> None:
    """Each value in .env.example is the default, unless the default depends on other settings."""
    given = {name: value for name, value, _ in environment(read(".env.example")) if DEFAULTS.get(name)}
    assert given == {name: value for name, value in DEFAULTS.items() if value}


def test_each_setting_is_explained() -> None:
    """Each variable in .env.example has its meaning above it, as a sentence."""
    assert [name for name, _, meaning in environment(read(".env.example")) if not meaning.endswith(".")] == []


def test_a_command_is_documented_by_its_file() -> None:
    """The help of a command is the docstring of its module."""
    modules = [module.name for module in pkgutil.iter_modules(handlers.commands.__path__, "handlers.commands.")]
    docstrings = {inspect.getdoc(importlib.import_module(name)) for name in modules}
    assert {inspect.cleandoc(command.help) for command in COMMANDS} == docstrings


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_the_readme_names_each_command(command: Command) -> None:
    """Every subcommand stands in README as a person types it: by its name, or as its usage has it."""
    typed = "|".join(re.escape(f"`/surge {words}".rstrip()) for words in (command.name, *command.usage))
    assert re.search(rf"({typed})(`| )", read("README.md"))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_what_make_is_told_to_do_exists(document: str) -> None:
    """Every make target that a document names is in the Makefile."""
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))
    assert set(re.findall(r"(?:`|^)(?:\w+=\S+ )*make ([a-z]+)", read(document), re.MULTILINE)) <= targets


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_lead_somewhere(document: str) -> None:
    """Every relative link and picture of a document exists."""
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)|(?:src|srcset|href)=\"([^\"#]+)\"", read(document))
    targets = [markdown or html for markdown, html in links]
    folder = (ROOT / document).parent
    assert [link for link in targets if "://" not in link and not (folder / link).exists()] == []


def test_the_changelog_speaks_in_sentences() -> None:
    """Each entry of the changelog is one sentence on one line, below a heading for what is not released."""
    text = read("CHANGELOG.md")
    entries = [line for line in text.splitlines() if line.startswith(("- ", "  "))]
    assert "\n## Unreleased\n" in text
    assert [entry for entry in entries if not re.fullmatch(r"- [A-Z`“\"].*[^.]\.", entry)] == []
    assert [entry for entry in entries if re.search(r"\. [A-Z]", entry)] == []


def test_decisions_are_numbered_and_listed() -> None:
    """The records of decisions have no gap in their numbers, and the list names each with its title."""
    listed = re.findall(r"\| \[(\d{4})\]\(([^)]+)\) \| (.+) \|", read("docs/decisions/README.md"))
    titles = [read(f"docs/decisions/{name}").splitlines()[0] for name in RECORDS]
    assert [name[:4] for name in RECORDS] == [f"{number:04}" for number in range(1, len(RECORDS) + 1)]
    assert [(number, name) for number, name, _ in listed] == [(name[:4], name) for name in RECORDS]
    assert [f"# {int(number)}. {title}" for number, _, title in listed] == titles


@pytest.mark.parametrize("record", RECORDS)
def test_a_decision_tells_what_drove_it(record: str) -> None:
    """A record of a decision has its date, its drivers, its options and its outcome, on one page."""
    text = read(f"docs/decisions/{record}")
    assert re.findall(r"^## (\w+)$", text, re.MULTILINE) == ["Drivers", "Options", "Outcome"]
    assert re.search(r"^20\d\d-\d\d-\d\d$", text, re.MULTILINE)
    assert len(text.splitlines()) <= 60


@pytest.mark.parametrize("group", REQUIREMENTS)
def test_requirements_are_pinned_with_hashes(group: str) -> None:
    """Each package asked for is pinned; each pin has a hash; nothing is taken from a path or an address."""
    text = read(REQUIREMENTS[group])
    pins = re.findall(r"^([\w.-]+)==\S+(?: ;.*)? \\\n    --hash=sha256:[0-9a-f]{64}", text, re.MULTILINE)
    lines = [line for line in text.splitlines() if not line.lstrip().startswith(("#", "--hash=sha256:"))]
    asked = {re.split(r"[\[<>=!~ ]", package)[0] for package in GROUPS[group]}
    assert len(pins) == len(lines)
    assert asked <= set(pins)
    assert not re.search(r"://|--(index|extra|find|trusted)|^-", text, re.MULTILINE)


def test_the_procfile_starts_the_program() -> None:
    """A platform that reads Procfile starts what `make run` starts, and has a line for each other part."""
    lines = dict(line.split(": ") for line in read("Procfile").splitlines())
    assert lines.pop("web") == "python -m bot ${SURGE_ROLE:-all}"
    assert lines == {name: f"python -m bot {name}" for name in ("clock", "worker")}


def test_nothing_is_put_off() -> None:
    """No file has a note to do something later: it is done, or it is an issue."""
    assert [path for path in texts() if LATER.search(read(path))] == []


def test_no_file_knows_whose_machine_it_is_on() -> None:
    """No file names a folder that only one machine has."""
    found = ((path, MACHINE.search(read(path))) for path in texts())
    assert [f"{path}: {match[0]}" for path, match in found if match] == []
