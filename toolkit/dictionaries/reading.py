"""``read_dictionary`` and ``list_dictionaries``: files of dictionaries, and those that come with the package."""

import csv
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from toolkit.corpus.decoding import decode
from toolkit.dictionaries.dictionary import Dictionary
from toolkit.errors import InvalidValue, ReadError, invalid

__all__ = ["list_dictionaries", "read_dictionary"]

_COLUMN_NAMES = {
    "word": ("word", "words", "term", "词", "词语", "关键词"), "category": ("category", "类别", "类目", "分类"),
    "weight": ("weight", "权重", "分值"), "regex": ("regex", "pattern", "正则"),
}  # fmt: skip
_CNTEXT = {"name": "Name", "description": "Desc", "reference": "Refer"}


def list_dictionaries() -> pd.DataFrame:
    """Return the dictionaries that come with the package: ``name, description, n_categories, n_entries, reference, path``.

    Examples
    --------
    >>> import toolkit as tk
    >>> tk.list_dictionaries()["name"].tolist()
    ['attention_fields', 'certainty', 'obligation', 'policy_instruments']
    """
    rows = []
    for name in _shipped():
        one = read_dictionary(name)
        n = sum(len(one.categories[path]) for path in one.counted)
        path = f"toolkit/data/dictionaries/{name}.yaml"
        rows.append((name, one.description, len(one.counted), n, one.reference, path))
    return pd.DataFrame(rows, columns=["name", "description", "n_categories", "n_entries", "reference", "path"])


def read_dictionary(source: str | Path) -> Dictionary:
    """Return the dictionary of a file, or one that comes with the package by its name.

    Parameters
    ----------
    source : str or Path
        ``.yaml``: categories with their words, nested or not, or the form of cntext (``Name, Desc, Refer, Category, Dictionary``).
        ``.csv``, ``.tsv``: columns ``word`` (or ``regex``), ``category`` (``economy.trade`` is nested) and, if given, ``weight``.
        ``.dic``: LIWC, categories between two lines of ``%``. Otherwise a name of `list_dictionaries`.

    Raises
    ------
    InvalidValue
        If there is no such file, or it cannot be read as a dictionary; the sentence says where.

    Examples
    --------
    >>> import toolkit as tk
    >>> tk.read_dictionary("obligation").counted
    ['required', 'prohibited', 'recommended', 'encouraged', 'permitted']
    """
    path = Path(source)
    if path.suffix.lower() not in _READERS:
        if path.exists():
            raise invalid("the ending of a dictionary file", path.name, _READERS)
        if str(source) not in _shipped():
            endings = ", ".join(_READERS)
            raise InvalidValue(f"{invalid('dictionary', str(source), _shipped())}, or give the path of a file ({endings})")
        text = (files("toolkit") / "data" / "dictionaries" / f"{source}.yaml").read_text(encoding="utf-8")
        return _read_yaml(text, str(source))
    if not path.is_file():
        near = [other.name for other in path.parent.glob("*") if other.suffix.lower() in _READERS] if path.parent.is_dir() else []
        raise invalid("dictionary file", path.name, sorted(near) or f"a file that exists; there is none at {path}")
    try:
        text = decode(path.read_bytes()).text
    except ReadError as error:
        raise InvalidValue(f"dictionary file {path.name} cannot be read: {error}") from None
    return _READERS[path.suffix.lower()](text, path.stem)


def _shipped() -> list[str]:
    folder = files("toolkit") / "data" / "dictionaries"
    return sorted(item.name.removesuffix(".yaml") for item in folder.iterdir() if item.name.endswith(".yaml"))


class _Texts(yaml.SafeLoader):
    """Every scalar is a text (``no`` and ``2023`` are words); a category that is written twice is an error."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        twice = next((key for place, key in enumerate(keys) if key in keys[:place]), None)
        if twice is not None:
            raise yaml.constructor.ConstructorError(None, None, f"{twice!r} is written twice", node.start_mark)
        return super().construct_mapping(node, deep)


_Texts.yaml_implicit_resolvers = {}


def _read_yaml(text: str, name: str) -> Dictionary:
    try:
        content = yaml.load(text, _Texts)
    except yaml.YAMLError as error:
        raise InvalidValue(f"dictionary {name!r} cannot be read as YAML: {' '.join(str(error).split())}") from None
    if not isinstance(content, dict):
        raise InvalidValue(f"dictionary {name!r} has no categories: write each as a name, a colon and its words")
    if "Dictionary" not in content:
        return Dictionary(content, name=name)
    declared, categories = content.get("Category"), content["Dictionary"]
    if isinstance(declared, list) and isinstance(categories, dict):
        lacking = [category for category in declared if category not in categories]
        if lacking:
            raise invalid(f"dictionary {name!r}: Category", lacking[0], categories)
    known = {field: " ".join(str(content.get(key, "")).split()) for field, key in _CNTEXT.items()}
    return Dictionary(categories, **(known | {"name": known["name"] or name}))


def _read_csv(text: str, name: str) -> Dictionary:
    lines = [line for line in text.lstrip("\ufeff").splitlines() if line.strip() and not line.startswith("#")]
    delimiter = "\t" if lines and "\t" in lines[0] else ","
    reader = csv.DictReader(lines, delimiter=delimiter)
    column = {role: _column(reader.fieldnames or (), names) for role, names in _COLUMN_NAMES.items()}
    if not column["category"] or not (column["word"] or column["regex"]):
        lacking = "category" if not column["category"] else "word"
        raise InvalidValue(f"dictionary {name!r} has no column {lacking!r}: it has {', '.join(map(repr, reader.fieldnames or ()))}")
    categories: dict[str, list[dict[str, str]]] = {}
    for number, row in enumerate(reader, start=2):
        known = {role: (row.get(title) or "").strip() for role, title in column.items() if title}
        category = known.pop("category")
        item = {role: value for role, value in known.items() if value}
        if not category or not ("word" in item or "regex" in item):
            raise InvalidValue(f"dictionary {name!r}, row {number}: the word or the category is empty")
        categories.setdefault(category, []).append({"weight": "1", **item})
    return Dictionary(categories, name=name)


def _column(titles: Any, names: tuple[str, ...]) -> str | None:
    return next((title for title in titles if title and title.strip().lower() in names), None)


def _read_liwc(text: str, name: str) -> Dictionary:
    parts = text.lstrip("\ufeff").split("%")
    if len(parts) < 3:
        raise InvalidValue(f"dictionary {name!r} is no LIWC file: it needs its categories between two lines of %")
    titles = dict(line.split(maxsplit=1) for line in parts[1].splitlines() if len(line.split(maxsplit=1)) == 2)
    categories: dict[str, list[str]] = {title.strip(): [] for title in titles.values()}
    first = text.lstrip("\ufeff").count("\n", 0, sum(map(len, parts[:2])) + 2) + 1
    for number, line in enumerate("%".join(parts[2:]).splitlines(), start=first):
        if not line.strip():
            continue
        word, *numbers = line.strip().split("\t") if "\t" in line else line.split()
        for id_ in " ".join(numbers).split():
            if id_ not in titles:
                raise invalid(f"dictionary {name!r}, line {number}, {word!r}: category", id_, titles)
            categories[titles[id_].strip()].append(word)
    return Dictionary({title: words for title, words in categories.items() if words}, name=name)


_READERS: dict[str, Callable[[str, str], Dictionary]] = {
    ".yaml": _read_yaml, ".yml": _read_yaml, ".csv": _read_csv, ".tsv": _read_csv, ".dic": _read_liwc,
}  # fmt: skip
