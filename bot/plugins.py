"""Find the plug-ins of a folder: one object of the wanted kind per module."""

import importlib
import pkgutil
from types import ModuleType
from typing import TypeVar

Kind = TypeVar("Kind")


def found_in(package: ModuleType, kind: type[Kind]) -> tuple[Kind, ...]:
    """Return the one `kind` object of each module in `package`, in the order of the modules' names.

    Raises TypeError, at start, where a module holds none or several: a plug-in that is silently left out
    would be found by a user.
    """
    found: list[Kind] = []
    for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        members = vars(importlib.import_module(module.name)).values()
        objects = {id(member): member for member in members if isinstance(member, kind)}
        if len(objects) != 1:
            raise TypeError(f"{module.name} must hold one {kind.__name__}, and holds {len(objects)}")
        found.extend(objects.values())
    return tuple(found)
