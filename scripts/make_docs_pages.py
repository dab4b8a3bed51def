#!/usr/bin/env python3
"""Write the pages of the documentation that are made from the code: the dictionary of tables and the reference.

    python scripts/make_docs_pages.py docs

They are not kept in the repository: `make docs` writes them from the declared columns (`toolkit/tables.py`), the codebook
(`toolkit/data/codebook.tsv`) and the docstrings of the public functions, so that they cannot say anything else than the code does. A
column that the codebook lacks ends the script.
"""

import argparse
import inspect
import re
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path

import pandas as pd

import toolkit as tk
from toolkit.cli.codebook import codebook
from toolkit.corpus import Corpus
from toolkit.panel import PANEL_COLUMNS, SOURCE_COLUMNS
from toolkit.tables import SCHEMAS

__all__ = ["COLUMNS", "column_meanings", "reference_pages", "tables_page"]

COLUMNS: Mapping[str, Sequence[str]] = {
    **{name: schema.names for name, schema in SCHEMAS.items()}, "panel": PANEL_COLUMNS, "panel_sources": SOURCE_COLUMNS,
}  # fmt: skip
"""The declared columns of tables, by name."""
HEADS = {
    "en": (
        "# Tables", "| column | meaning | unit | empty means |", "## Tables of analyses",
        """Every table has all of its columns in this order, also when it has no rows; what is not known is empty. Offsets are half-open and
point into `documents.text`: `text[start:end]` is what the row names. `corpus.claims` and `corpus.entities` bring along what belongs to
a row (its sentence, the year of its report), and columns of a source table that are no field of a document follow the last one of
`documents`. `policy-toolkit export` writes the same as a codebook beside the tables of a run.""",
        "What each function says of the table that it returns.",
    ),
    "zh": (
        "# 数据字典", "| 列 | 含义 | 单位（英文） | 空着表示（英文） |", "## 各种分析的表",
        """每张表都按这个次序有全部的列，没有行时也是；不知道的空着。位置是半开区间，指向
`documents.text`：`text[start:end]` 就是该行所指的文字。`corpus.claims` 和 `corpus.entities` 还带着与该行有关的列
（所在句子、报告年份）；来源表格中不属于文献字段的列，接在 `documents` 最后。
`policy-toolkit export` 随结果写出同样的编码簿。""",
        "各函数对所返回的表的说明（英文）。",
    ),
}  # fmt: skip
RETURNS = re.compile(r"^Returns\n-+\n(.*?)(?=^\S[^\n]*\n-{3,}$|\Z)", re.DOTALL | re.MULTILINE)


def column_meanings(table: str) -> list[dict[str, str]]:
    """Return what the codebook says of each declared column of a table."""
    rows = codebook({table: pd.DataFrame(columns=list(COLUMNS[table]))}).to_dict("records")
    unknown = [row["name"] for row in rows if row["source"] == "source"]
    if unknown:
        raise SystemExit(f"column {unknown[0]!r} of table {table!r} has no meaning: add a row to toolkit/data/codebook.tsv")
    return rows


def tables_page(language: str) -> str:
    """Return the page that says what every column of every table is."""
    title, columns, analyses, about, returned_about = HEADS[language]
    meaning = "meaning" if language == "en" else "meaning_zh"
    lines = [title, "", about, ""]
    for table in COLUMNS:
        lines += [f"## {table}", "", *_about(table, language), columns, "| --- | --- | --- | --- |"]
        for row in column_meanings(table):
            lines.append(f"| `{row['name']}` | {_cell(row[meaning])} | {row['unit']} | {_cell(row['missing'])} |")
        lines.append("")
    lines += [analyses, "", returned_about, ""]
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
        about = inspect.getdoc(import_module(f"toolkit.{part}"))
        pages.setdefault(part, [f"# {part}", "", _first_lines(about), ""]).append(f"::: {value.__module__}.{name}\n")
    return {f"{part}.md": "\n".join(lines) for part, lines in pages.items()}


def _about(table: str, language: str) -> list[str]:
    property_ = getattr(Corpus, table, None)
    return [_first_lines(property_.__doc__), ""] if property_ is not None and language == "en" else []


def _returned_tables() -> Iterator[tuple[str, str]]:
    for name in tk.__all__:
        returned = RETURNS.search(inspect.getdoc(getattr(tk, name)) or "")
        if returned and returned[1].startswith("DataFrame"):
            yield name, inspect.cleandoc(returned[1].partition("\n")[2])


def _first_lines(text: str | None) -> str:
    return _code((text or "").strip().split("\n\n")[0].replace("\n", " "))


def _cell(text: str) -> str:
    return _code(text.replace("|", "\\|"))


def _code(text: str) -> str:
    return re.sub("``([^`]+)``", r"`\1`", text)


def main() -> None:
    """Write the pages into the folders of the two languages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    for language in HEADS:
        (folder / language / "tables.md").write_text(tables_page(language), encoding="utf-8")
    (folder / "en" / "reference").mkdir(exist_ok=True)
    for name, page in reference_pages().items():
        (folder / "en" / "reference" / name).write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
