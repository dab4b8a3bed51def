"""Reads the tables and rules of ``corpora/demo_source``."""

import csv
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

SOURCE = Path(__file__).parent.parent / "demo_source"


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip() and not line.startswith("#")]


@lru_cache
def read_table(name: str) -> tuple[Mapping[str, str], ...]:
    """Return the rows of a tab-separated table of the source folder."""
    return tuple(csv.DictReader(_lines(SOURCE / name), delimiter="\t", quoting=csv.QUOTE_NONE))


def read_rules() -> dict[str, tuple[str, ...]]:
    """Return every grammar rule by name: the alternatives of ``== name`` are the lines below it."""
    rules: dict[str, list[str]] = {}
    for path in sorted((SOURCE / "grammar").glob("*.txt")):
        name = ""
        for line in _lines(path):
            if line.startswith("== "):
                name = line.removeprefix("== ")
                if name in rules:
                    raise ValueError(f"{path.name}: the rule {name!r} is defined twice")
                rules[name] = []
            else:
                rules[name].append(line)
    return {name: tuple(lines) for name, lines in rules.items()}


def read_document(name: str) -> tuple[dict[str, str], list[str]]:
    """Return the header fields and the paragraphs of a document written out in full."""
    first, *paragraphs = (SOURCE / "documents" / name).read_text(encoding="utf-8").splitlines()
    fields = dict(field.split("=", 1) for field in first.removeprefix("# ").split(" "))
    return fields, paragraphs
