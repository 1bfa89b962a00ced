"""Finding plug-ins: one object of the kind per module, or a loud failure."""

import importlib
import sys
from pathlib import Path
from types import ModuleType

import pytest

from bot.plugins import found_in


def package(folder: Path, name: str, modules: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Write a package of `modules` and import it."""
    (folder / name).mkdir()
    (folder / name / "__init__.py").write_text("")
    for module, source in modules.items():
        (folder / name / f"{module}.py").write_text(source)
    monkeypatch.syspath_prepend(str(folder))
    return importlib.import_module(name)


def test_one_object_of_each_module_is_found_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each module gives its one object, whatever else it holds."""
    found = package(tmp_path, "good_plugins", {"b": "X = 2", "a": "X = 1\nname = 'a'"}, monkeypatch)
    assert found_in(found, int) == (1, 2)


@pytest.mark.parametrize("source", ["", "X = 1000001\nY = 1000002"])
def test_none_or_several_fail_loudly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    """A module without its object, or with two, stops the start and is named."""
    name = f"bad_plugins_{len(source)}"
    found = package(tmp_path, name, {"odd": source}, monkeypatch)
    with pytest.raises(TypeError, match=rf"{name}\.odd must hold one int"):
        found_in(found, int)
    sys.modules.pop(name)
