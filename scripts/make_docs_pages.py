#!/usr/bin/env python3
"""Write the pages of the documentation that are made from the code: the dictionary of tables and the reference.

    python scripts/make_docs_pages.py docs/en

They are not kept in the repository: `make docs` writes them from `toolkit/tables.py`, from the docstrings of the values
(`toolkit/document.py`) and of the public functions, so that they cannot say anything else than the code does. A column that nothing
describes ends the script.
"""

import argparse
import ast
import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import pyarrow as pa

import toolkit as tk
from toolkit import document
from toolkit.corpus import Corpus
from toolkit.tables import SCHEMAS

__all__ = ["column_meanings", "reference_pages", "tables_page"]

VALUES = {
    "documents": "Document", "sections": "Section", "sentences": "Sentence", "cells": "Cell", "tokens": "Token", "entities": "Entity",
    "claims": "Claim",
}  # fmt: skip
"""Tables whose rows are values of `toolkit.document`."""
SHARED = {
    "doc_id": "The document: its path inside the source, for a row of a table with `#` and its number.",
    "sentence_id": "The sentence in which it begins, numbered from 0 in each document.",
    "token_id": "Number of the word in its document, from 0.",
    "start": "First character in the text of the document (from 0).",
    "end": "First character behind it: `text[start:end]` is the row's text.",
    "text": "The text itself, as it stands in the document.",
    "n_chars": "Length of the text in characters.",
    "metadata_sources": "Where each known fact was found; `corpus.provenance` has it as a table.",
    "duplicate_of": "An earlier document with the same or nearly the same text.",
    "source": "Where it was read: the path inside the source.",
    "stage": "Where it was seen: `read`, `clean`, `structure`, `compare` (with other documents), …",
    "note": "What is odd, in one sentence, with the remedy where there is one.",
    "error": "Why it cannot be read, in one sentence.",
    "similarity": "Estimated similarity of the two texts, 0 to 1.",
}
OWN = {
    ("duplicates", "kind"): "`exact` or `near`.",
    ("notes", "kind"): "What kind of oddity: `short`, `duplicate`, `lost characters`, `mixed script`, `unread part`, …",
    ("sentences", "section_id"): "The section in which it begins.",
}
TYPES = {pa.string(): "text", pa.int32(): "whole number", pa.float64(): "number", pa.bool_(): "true or false"}
RETURNS = re.compile(r"^Returns\n-+\n(.*?)(?=^\S[^\n]*\n-{3,}$|\Z)", re.DOTALL | re.MULTILINE)


def column_meanings(table: str) -> Iterator[tuple[str, str, str]]:
    """Yield name, type and meaning of each declared column of a table."""
    known = _field_docs(VALUES[table]) if table in VALUES else {}
    for field in SCHEMAS[table]:
        meaning = OWN.get((table, field.name)) or known.get(field.name) or SHARED.get(field.name)
        if not meaning:
            raise SystemExit(f"column {field.name} of table {table} has no meaning: give its field a docstring in toolkit/document.py")
        plain = field.type.value_type if pa.types.is_dictionary(field.type) else field.type
        yield field.name, TYPES[plain], meaning


def tables_page() -> str:
    """Return the page that says what every column of every table is."""
    lines = ["# Tables", "", *_TABLES_HEAD.strip().splitlines(), ""]
    for table in SCHEMAS:
        lines += [f"## {table}", "", _first_line(getattr(Corpus, table).__doc__), "", "| column | type | meaning |", "| --- | --- | --- |"]
        lines += [f"| `{name}` | {kind} | {_cell(meaning)} |" for name, kind, meaning in column_meanings(table)] + [""]
    lines += ["## Tables of analyses", "", "What each function says of the table that it returns.", ""]
    for name, returned in _returned_tables():
        lines += [f"### {name}", "", _code(returned), ""]
    return "\n".join(lines)


def reference_pages() -> dict[str, str]:
    """Return the reference, one page for each part of the package, by file name."""
    pages: dict[str, list[str]] = {}
    for name in tk.__all__:
        if name == "__version__":
            continue
        value = getattr(tk, name)
        part = value.__module__.split(".")[1]
        head = [f"# {part}", "", _first_line(_module_doc(part)), ""]
        pages.setdefault(part, head).append(f"::: {value.__module__}.{name}\n")
    return {f"{part}.md": "\n".join(lines) for part, lines in pages.items()}


def _field_docs(name: str) -> dict[str, str]:
    """The docstrings below the fields of a value."""
    tree = ast.parse(inspect.getsource(document))
    body = next(node.body for node in tree.body if isinstance(node, ast.ClassDef) and node.name == name)
    found: dict[str, str] = {}
    for field, below in pairwise(body):
        if isinstance(field, ast.AnnAssign) and isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
            found[ast.unparse(field.target)] = inspect.cleandoc(str(below.value.value))
    return found


def _returned_tables() -> Iterator[tuple[str, str]]:
    for name in tk.__all__:
        returned = RETURNS.search(inspect.getdoc(getattr(tk, name)) or "")
        if returned and returned[1].startswith("DataFrame"):
            yield name, inspect.cleandoc(returned[1].partition("\n")[2])


def _module_doc(part: str) -> str:
    return inspect.getdoc(import_module(f"toolkit.{part}")) or ""


def _first_line(text: str | None) -> str:
    return _code((text or "").strip().split("\n\n")[0].replace("\n", " "))


def _cell(text: str) -> str:
    return _code(" ".join(text.split()).replace("|", "\\|"))


def _code(text: str) -> str:
    return re.sub("``([^`]+)``", r"`\1`", text)


_TABLES_HEAD = """
Every table has all of its columns in this order, also when it has no rows; what is not known is empty. Offsets are half-open and point into
`documents.text`: `text[start:end]` is what the row names. `corpus.claims` and `corpus.entities` bring along what belongs to a row (its
sentence, the year of its report), and columns of a source table that are no field of a document follow the last one of `documents`.
"""


def main() -> None:
    """Write the pages into a folder of the documentation."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    (folder / "reference").mkdir(parents=True, exist_ok=True)
    (folder / "tables.md").write_text(tables_page(), encoding="utf-8")
    for name, page in reference_pages().items():
        (folder / "reference" / name).write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
