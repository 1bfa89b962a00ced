"""The habits of the house that no linter knows: short files and functions, plain tests, exceptions with reasons."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from functools import cache

import pytest

from tests.floorplan import Module
from tests.floorplan import read as modules
from tests.tree import ROOT

CODE = modules(ROOT, "bot", "handlers")
TESTS = modules(ROOT, "tests")
ALL = {**CODE, **TESTS}

LONGEST_FILE = 200
LONGEST_FUNCTION = 40
# Fakes are product code here; what is left is environment variables and the like.
MOCKS_PER_TEST = 0.05
MOCKS = {"Mock", "MagicMock", "AsyncMock", "patch", "monkeypatch", "create_autospec", "mocker"}

NO_CODE = {
    *(tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE),
    *(tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER, tokenize.ENCODING),
}
DIRECTIVE = re.compile(r"#\s*(noqa|type: ?ignore|pragma|ruff:)")
# `noqa: CODE` or `type: ignore[code]`, then a dash or a second comment with the reason.
REASONED = re.compile(
    r"#\s*(noqa: [A-Z]+\d+(, ?[A-Z]+\d+)*|type: ignore\[[\w, -]+\]|pragma: no (cover|branch))\s*[#:–-]\s*\w+"
)
SENTENCE = re.compile(r"[^\n]+(\n[^\n]+)*[.!?]")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def code_lines(source: str) -> set[int]:
    """Return the lines of `source` that bear code: no blank, no comment, no docstring."""
    lines: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in NO_CODE:
            lines.update(range(token.start[0], token.end[0] + 1))
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Expr(value=ast.Constant(value=str()), lineno=first, end_lineno=int(last)):
                lines.difference_update(range(first, last + 1))
    return lines


def comments(source: str) -> Iterator[tuple[int, str]]:
    """Yield the line and text of each comment."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def functions(module: Module) -> Iterator[Function]:
    """Yield every function of `module`, inner ones and methods included."""
    yield from (node for node in ast.walk(module.tree) if isinstance(node, Function))


def long_functions(module: Module) -> list[str]:
    """Name the functions of `module` that have too many lines of code."""
    lines = code_lines(module.source)
    spans = {node: set(range(node.lineno, (node.end_lineno or node.lineno) + 1)) for node in functions(module)}
    long = [node for node, span in spans.items() if len(span & lines) > LONGEST_FUNCTION]
    return [f"{module.path}:{node.lineno}: {node.name}" for node in long]


def unexplained(path: str, source: str) -> list[str]:
    """Name the lines of `source` that silence a tool without a reason."""
    directives = ((line, text) for line, text in comments(source) if DIRECTIVE.match(text))
    return [f"{path}:{line}: {text}" for line, text in directives if not REASONED.match(text)]


def cases(module: Module) -> list[Function]:
    """Return the test functions of `module`."""
    return [node for node in functions(module) if node.name.startswith("test_")]


def is_one_sentence(docstring: str) -> bool:
    """Whether `docstring` is one paragraph that ends as a sentence does, and holds no second one."""
    inner = re.sub(r"`[^`]*`|\d\.\d|\.\.\.|e\.g\.|\.\w", "", docstring.strip()[:-1])
    return bool(SENTENCE.fullmatch(docstring.strip())) and not re.search(r"[.!?]\s+[A-Z]", inner)


def test_files_are_short() -> None:
    """No file of the product has more lines of code than a reader can hold."""
    sizes = {module.path: len(code_lines(module.source)) for module in CODE.values()}
    assert {path: size for path, size in sizes.items() if size > LONGEST_FILE} == {}


def test_functions_are_short() -> None:
    """No function of the product has more lines of code than a screen shows."""
    assert [name for module in CODE.values() for name in long_functions(module)] == []


def test_silenced_tools_have_a_reason() -> None:
    """Each noqa and its like names its rule and says why."""
    assert [line for module in ALL.values() for line in unexplained(module.path, module.source)] == []


def test_each_test_says_one_thing() -> None:
    """The docstring of a test is one sentence of behaviour."""
    wordy = [
        f"{module.path}:{node.lineno}: {node.name}"
        for module in TESTS.values()
        for node in cases(module)
        if not is_one_sentence(ast.get_docstring(node) or "")
    ]
    assert wordy == []


def test_fakes_not_mocks() -> None:
    """Tests use the fakes that are shipped, and next to no mocks."""
    names = [node.id for module in TESTS.values() for node in ast.walk(module.tree) if isinstance(node, ast.Name)]
    tests = sum(len(cases(module)) for module in TESTS.values())
    assert sum(name in MOCKS for name in names) <= MOCKS_PER_TEST * tests


def test_code_lines_leave_out_what_is_no_code() -> None:
    """Blank lines, comments and docstrings are no lines of code, and each line of a long string is one."""
    source = '"""Doc.\n\nMore.\n"""\n# why\n\ndef f():\n    """Doc."""\n    return """a\n\nb"""  # so\n'
    assert code_lines(source) == {7, 9, 10, 11}


def test_a_long_function_is_found() -> None:
    """A function of one line too many is named with its file and line."""
    source = "def short(): ...\ndef long():\n" + "    x = 1\n" * LONGEST_FUNCTION
    assert long_functions(Module.of("bot/a.py", source)) == ["bot/a.py:2: long"]


@pytest.mark.parametrize(
    "comment",
    ["# noqa", "# noqa: S101", "# type: ignore", "# type: ignore[misc]", "# pragma: no cover", "# noqa: S101 -"],
)
def test_a_silence_without_reason_is_found(comment: str) -> None:
    """A directive without a rule or without a reason is named."""
    assert unexplained("a.py", f"x = 1  {comment}\n") == [f"a.py:1: {comment}"]


@pytest.mark.parametrize(
    "comment",
    [
        "# noqa: BLE001 - the edge tells it",
        "# noqa: S608, S603 - our own words",
        "# type: ignore[misc]  # the library has no types",
        "# pragma: no cover - a process of its own",
        "# just why",
    ],
)
def test_a_silence_with_reason_is_fine(comment: str) -> None:
    """A directive that names its rule and its reason may stay."""
    assert unexplained("a.py", f"x = 1  {comment}\n") == []


@pytest.mark.parametrize("text", ["", "No end", "One. Two.", "One.\n\nMore."])
def test_more_or_less_than_a_sentence_is_found(text: str) -> None:
    """No docstring, no full stop, a second sentence, a second paragraph: none is one sentence."""
    assert not is_one_sentence(text)


@pytest.mark.parametrize("text", ["It is.", "It is `a. B` in\ntwo lines.", "It falls by 1.5 % at 16:00.", "Does it?"])
def test_a_sentence_is_one(text: str) -> None:
    """One sentence may break its line, quote code and hold a number."""
    assert is_one_sentence(text)
