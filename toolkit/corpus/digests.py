"""A digest of all that a table was made with: the modules behind a function, by their imports, and the data files that they read."""

import hashlib
import re
from functools import cache
from importlib.resources import files

__all__ = ["code_digest"]

_IMPORT = re.compile(r"^\s*from toolkit\.?([a-z_.]*) import|^\s*import toolkit\.([a-z_.]+)", re.MULTILINE)
_DATA = re.compile(r'"([a-z_0-9]+(?:/[a-z_0-9]+)*\.(?:tsv|txt))"')


@cache
def code_digest(*modules: str) -> str:
    """Return a digest of modules, of all that they import of the package, and of the data files named in them.

    Tables made by other rules are made again.

    Parameters
    ----------
    *modules : str
        Names below ``toolkit``: ``claims``, ``corpus.process``.

    Examples
    --------
    >>> code_digest("grammar.numerals") == code_digest("grammar.units")
    False
    """
    digest = hashlib.sha256()
    sources = _sources(modules)
    names = {name for source in sources.values() for name in _DATA.findall(source)}
    for path, source in sorted(sources.items()):
        digest.update(f"{path}\0{source}\0".encode())
    for name in sorted(names):
        file = files("toolkit") / "data" / name
        if file.is_file():
            digest.update(name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]


def _sources(modules: tuple[str, ...]) -> dict[str, str]:
    """The sources of modules and of what they import, by path."""
    found: dict[str, str] = {}
    waiting = list(modules)
    while waiting:
        path = _file(waiting.pop())
        if path is not None and path not in found:
            found[path] = (files("toolkit") / path).read_text(encoding="utf-8")
            waiting += [name for pair in _IMPORT.findall(found[path]) for name in pair if name]
    return found


def _file(module: str) -> str | None:
    """The file of a module or a package; None for what is neither."""
    path = module.replace(".", "/")
    return next((name for name in (f"{path}.py", f"{path}/__init__.py") if (files("toolkit") / name).is_file()), None)
