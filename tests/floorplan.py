"""Read Surge's own sources as a building: who imports whom, what is named where, what a pure file touches.

Nothing is imported or run. Each check takes modules and a table, and returns one complaint a line: no complaint,
no fault. The tables, and so the plan itself, stand in `test_architecture.py`.
"""

import ast
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache, cached_property
from pathlib import Path

Modules = Mapping[str, "Module"]


@dataclass(frozen=True)
class Module:
    """One file: its dotted name, its path from the root, its text, and its syntax tree, parsed when it is asked for."""

    name: str
    path: str
    source: str

    @classmethod
    def of(cls, path: str, source: str) -> "Module":
        """Take `source` as the file at `path`, as in `bot/market/desk.py`."""
        parts = path.removesuffix(".py").split("/")
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        return cls(name, path, source)

    @cached_property
    def tree(self) -> ast.Module:
        """The syntax tree. Raises SyntaxError."""
        return ast.parse(self.source, self.path)


@dataclass(frozen=True, slots=True)
class Import:
    """One import: at which line, and of which dotted name."""

    line: int
    target: str


@cache
def read(root: Path, *folders: str) -> Modules:
    """Return every Python file below `folders` of `root`, by its dotted name."""
    files = sorted(file for folder in folders for file in (root / folder).rglob("*.py"))
    modules = (Module.of(file.relative_to(root).as_posix(), file.read_text("utf-8")) for file in files)
    return {module.name: module for module in modules}


def gathered(sources: Mapping[str, str]) -> dict[str, Module]:
    """Return modules of `sources`, which map a path to its text."""
    modules = (Module.of(path, source) for path, source in sources.items())
    return {module.name: module for module in modules}


def imports(module: Module) -> Iterator[Import]:
    """Yield every import of `module`, wherever it stands: deferred ones, and those for type checkers, included.

    `from a import b` counts as `a.b`, which `home_of` cuts back to `a` where b is no module.
    """
    for node in ast.walk(module.tree):
        match node:
            case ast.Import(names=names):
                yield from (Import(node.lineno, alias.name) for alias in names)
            case ast.ImportFrom(names=names):
                origin = _origin(module, node)
                yield from (Import(node.lineno, f"{origin}.{alias.name}") for alias in names)
            case ast.Call(func=ast.Attribute(attr="import_module"), args=[ast.Constant(value=str(target)), *_]):
                yield Import(node.lineno, target)


def _origin(module: Module, node: ast.ImportFrom) -> str:
    """Return the absolute name that `from … import` names."""
    if not node.level:
        return node.module or ""
    package = module.path.rsplit("/", node.level)[0].replace("/", ".")
    return f"{package}.{node.module}" if node.module else package


def home_of(target: str, names: Collection[str]) -> str | None:
    """Return the longest beginning of the dotted `target` that is among `names`, or None."""
    parts = target.split(".")
    heads = (".".join(parts[:end]) for end in range(len(parts), 0, -1))
    return next((head for head in heads if head in names), None)


def within(path: str, patterns: Iterable[str]) -> bool:
    """Whether `path` fits one of the shell `patterns`, whose * crosses folders."""
    return any(fnmatchcase(path, pattern) for pattern in patterns)


def edges(modules: Modules) -> Iterator[tuple[Module, int, Module]]:
    """Yield each import of one of `modules` by another: who, at which line, whom."""
    for module in modules.values():
        for found in imports(module):
            home = home_of(found.target, modules)
            if home and home != module.name:
                yield module, found.line, modules[home]


def upward(modules: Modules, floors: Sequence[Collection[str]]) -> list[str]:
    """Complain of every import of a higher floor, and of every file that has no floor. `floors` begin at the roof."""
    level = {room: len(floors) - number for number, rooms in enumerate(floors) for room in rooms}

    def height(module: Module) -> int | None:
        return level.get(home_of(module.name, level) or "")

    # An empty package file says nothing that could stand on a floor.
    rooms = [module for module in modules.values() if "." in module.name or module.name in level]
    complaints = [f"{room.path}: on no floor of the plan" for room in rooms if height(room) is None]
    for module, line, other in edges(modules):
        mine, theirs = height(module), height(other)
        if mine is not None and theirs is not None and theirs > mine:
            complaints.append(f"{module.path}:{line}: imports {other.name}, which stands above")
    return complaints


def through_doors(modules: Modules, doors: Mapping[str, Collection[str]]) -> list[str]:
    """Complain of every import of a room by a file that its door does not let in. A room lets itself in."""
    complaints = []
    for module, line, other in edges(modules):
        room = home_of(other.name, doors)
        if room and home_of(module.name, {room}) is None and not within(module.path, doors[room]):
            complaints.append(f"{module.path}:{line}: imports {other.name}; {room} is closed to it")
    return complaints


def circles(modules: Modules) -> list[str]:
    """Complain of every group of files that import each other, however late."""
    graph: dict[str, set[str]] = {name: set() for name in modules}
    for module, _, other in edges(modules):
        graph[module.name].add(other.name)
    reached = {name: _reached(graph, name) for name in graph}
    groups = {
        tuple(sorted(other for other in reached[name] if name in reached[other]))
        for name in graph
        if name in reached[name]
    }
    return [f"in a circle: {', '.join(group)}" for group in sorted(groups)]


def _reached(graph: Mapping[str, set[str]], start: str) -> set[str]:
    """Return all that can be reached from `start` in one step or more."""
    seen: set[str] = set()
    waiting = list(graph[start])
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting.extend(graph[name])
    return seen


def strays(
    modules: Modules, homes: Mapping[str, Collection[str]], standard: Collection[str], own: Collection[str]
) -> list[str]:
    """Complain of every library that is imported outside its homes, or has none."""
    complaints = []
    for module in modules.values():
        for found in imports(module):
            library = found.target.split(".")[0]
            if library in standard or library in own:
                continue
            if library not in homes:
                complaints.append(f"{module.path}:{found.line}: {library} is no library of the house")
            elif not within(module.path, homes[library]):
                complaints.append(f"{module.path}:{found.line}: {library} has its home in {', '.join(homes[library])}")
    return complaints


def impurities(modules: Modules, pure: Collection[str], outside: Collection[str]) -> list[str]:
    """Complain of every clock, wait or door to the `outside` (modules of Python) in a file that is `pure`."""
    complaints = []
    for module in modules.values():
        if within(module.path, pure):
            found = ((found.line, home_of(found.target, outside)) for found in imports(module))
            reasons = [(line, f"imports {door}") for line, door in found if door]
            reasons += _touches(module.tree)
            complaints += [f"{module.path}:{line}: is pure, and {reason}" for line, reason in reasons]
    return complaints


def _touches(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the line and the name of whatever in `tree` waits, tells the time or speaks to the outside."""
    for node in ast.walk(tree):
        match node:
            case ast.AsyncFunctionDef() | ast.Await() | ast.AsyncFor() | ast.AsyncWith():
                yield node.lineno, "waits"
            case ast.Attribute(
                value=ast.Name(id="datetime" | "date" | "dt") | ast.Attribute(attr="datetime" | "date"),
                attr="now" | "utcnow" | "today",
            ):
                yield node.lineno, f"tells the time ({node.attr})"
            case ast.Call(func=ast.Name(id="open" | "print" | "input")):
                yield node.lineno, f"calls {ast.unparse(node.func)}"


def said(module: Module) -> Iterator[tuple[int, str]]:
    """Yield the line and text of every name and string in the code of `module`; docstrings are no code."""
    documentation = {
        id(node.value) for node in ast.walk(module.tree) if isinstance(node, ast.Expr) and _is_text(node.value)
    }
    for node in ast.walk(module.tree):
        if id(node) in documentation:
            continue
        line = getattr(node, "lineno", 1)
        for _, value in ast.iter_fields(node):
            texts = value if isinstance(value, list) else [value]
            yield from ((line, text) for text in texts if isinstance(text, str))


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def forbidden(modules: Modules, folder: str, words: str, excused: Collection[str]) -> list[str]:
    """Complain of every name or string below `folder` that has one of `words` (a pattern), unless `excused`."""
    pattern = re.compile(words, re.IGNORECASE)
    return [
        f"{module.path}:{line}: says {text!r}"
        for module in modules.values()
        if module.path.startswith(folder) and not within(module.path, excused)
        for line, text in said(module)
        if pattern.search(text)
    ]
