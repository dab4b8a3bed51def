"""Packages whose names are loaded on first use: one function of them does not load what only the others need."""

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

__all__ = ["lazily"]


def lazily(package: str, modules: Mapping[str, str]) -> Callable[[str], Any]:
    """Return the ``__getattr__`` of a package.

    Parameters
    ----------
    package : str
        Its name.
    modules : mapping of str to str
        Each name that it offers to the module inside that has it.

    Examples
    --------
    >>> load = lazily("toolkit", {"parse_number": "grammar.numerals"})
    >>> load("parse_number")("三千")
    3000.0
    """

    def load(name: str) -> Any:
        if name not in modules:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = getattr(import_module(f"{package}.{modules[name]}"), name)
        setattr(sys.modules[package], name, value)
        return value

    return load
