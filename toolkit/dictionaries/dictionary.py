"""``Dictionary``: categories of words, named, sourced, nested."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import Any

from toolkit.dictionaries.entries import Entry, as_entry
from toolkit.errors import InvalidValue, invalid

__all__ = ["Dictionary"]

_PARTS = {"word", "regex", "weight"}
NOT_COUNTED = "not_counted"
"""The category of longer words that keep those inside them from counting (要求 keeps 要), and don't count themselves."""


@dataclass(frozen=True, slots=True)
class Dictionary:
    """Categories of words with their source. Read from a file by `read_dictionary`.

    Parameters
    ----------
    categories : mapping
        Words of each category: ``{"公开": ["政务公开", "信息公开*"]}``. A category may hold categories: ``{"economy": {"growth": [...],
        "trade": [...]}}`` has the paths ``economy.growth`` and ``economy.trade``. An entry is a word or phrase, a glob (``*`` up to ten
        letters of the same clause, ``?`` one), ``"/…/"`` or a compiled pattern for a regular expression, or a mapping ``{"word": …,
        "weight": …}`` (``regex`` in place of ``word``). The keys ``words`` and ``regex`` inside a category hold its own words and
        expressions. The category ``not_counted`` holds longer words that keep the words inside them from counting (要求 keeps 要).
        Afterwards: the path of each category with its tuple of entries.
    name, description, reference : str
        What the dictionary is called, what it measures, where it comes from.

    Examples
    --------
    >>> import toolkit as tk
    >>> dictionary = tk.Dictionary({"economy": {"growth": ["增长", "增速"], "trade": ["进出口"]}, "law": ["法治"]}, name="demo")
    >>> dictionary
    <Dictionary demo: 3 categories, 4 entries: economy.growth (2), economy.trade (1), law (1)>
    >>> list(dictionary.at_level(1).categories)
    ['economy', 'law']
    """

    categories: Mapping[str, Any]
    name: str = ""
    description: str = ""
    reference: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "categories", _flattened(self.categories, f"dictionary {self.name!r}, " if self.name else ""))

    def __repr__(self) -> str:
        sizes = [f"{path} ({len(self.categories[path])})" for path in self.counted]
        listing = ", ".join(sizes[:8]) + (", …" if len(sizes) > 8 else "")
        n = sum(len(self.categories[path]) for path in self.counted)
        return f"<Dictionary {self.name or 'without a name'}: {len(sizes)} categories, {n:,} entries: {listing}>"

    @property
    def counted(self) -> list[str]:
        """The paths of the categories that are counted."""
        return [path for path in self.categories if path.split(".")[0] != NOT_COUNTED]

    def at_level(self, level: int) -> "Dictionary":
        """Return the dictionary with categories below a level put together: at level 1, ``economy.growth`` is ``economy``."""
        if level < 1:
            raise invalid("level", level, "1 or more")
        merged: dict[str, dict[Entry, None]] = {}
        for path, entries in self.categories.items():
            merged.setdefault(".".join(path.split(".")[:level]), {}).update(dict.fromkeys(entries))
        return replace(self, categories={path: list(entries) for path, entries in merged.items()})

    def select(self, *paths: str) -> "Dictionary":
        """Return the dictionary with some categories: a path takes those below it too, and may be a glob (``*.trade``)."""
        chosen: dict[str, Any] = {}
        for wanted in paths:
            found = {path: entries for path, entries in self.categories.items() if _under(path, wanted)}
            if not found:
                raise invalid("path", wanted, self.categories)
            chosen |= found
        counted = set(self.counted)
        kept = {path: entries for path, entries in self.categories.items() if path in chosen or path not in counted}
        return replace(self, categories=kept)


def _under(path: str, wanted: str) -> bool:
    return path.startswith(f"{wanted}.") or fnmatchcase(path, wanted)


def _flattened(categories: Any, of: str) -> dict[str, tuple[Entry, ...]]:
    if not isinstance(categories, Mapping):
        raise InvalidValue(f"{of}categories={type(categories).__name__} is not allowed: give a mapping of category to words")
    paths: dict[str, dict[Entry, None]] = {}
    for path, entry in _walk(categories, "", of):
        paths.setdefault(path, {})[entry] = None
    if not paths:
        raise InvalidValue(f"{of or 'the dictionary '}has no categories: give at least one with a word")
    return {path: tuple(entries) for path, entries in paths.items()}


def _walk(node: Any, path: str, of: str) -> Iterator[tuple[str, Entry]]:
    """The entries below a node, each with the path of its category."""
    where = f"{of}category {path!r} of the dictionary"
    if isinstance(node, Mapping) and path and ("word" in node or "weight" in node):
        yield path, _weighted(node, where)
    elif isinstance(node, Mapping):
        if path and not node:
            raise InvalidValue(f"{where} has no words, or an empty one: give it at least one word")
        for key, inner in node.items():
            if path and key in ("words", "regex"):
                for item in [inner] if isinstance(inner, str) else inner:
                    yield path, as_entry(item, where, regex=key == "regex")
            else:
                yield from _walk(inner, f"{path}.{_key(key, where)}" if path else _key(key, where), of)
    elif isinstance(node, Iterable) and not isinstance(node, (str, bytes)):
        # Sets have no order of their own.
        items = sorted(node, key=repr) if isinstance(node, (set, frozenset)) else list(node)
        if not items:
            raise InvalidValue(f"{where} has no words, or an empty one: give it at least one word")
        for item in items:
            yield from _walk(item, path, of)
    else:
        yield path, as_entry(node, where)


def _key(key: object, where: str) -> str:
    if not isinstance(key, str) or not key.strip(". "):
        raise InvalidValue(f"{where}: {key!r} is no name of a category; give a text")
    return key.strip()


def _weighted(node: Mapping[Any, Any], where: str) -> Entry:
    unknown = sorted(map(str, set(node) - _PARTS))
    if unknown:
        raise invalid(f"{where}: key", unknown[0], sorted(_PARTS))
    item = node.get("word", node.get("regex"))
    return as_entry(item, where, regex="regex" in node, weight=number(node.get("weight", 1), where))


def number(value: object, where: str) -> float:
    """Return a weight as a number."""
    try:
        return float(str(value))
    except ValueError:
        raise InvalidValue(f"{where}: weight={value!r} is no number") from None
