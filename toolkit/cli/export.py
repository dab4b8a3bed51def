"""``export``: the tables of a run or a corpus for other programs, with a codebook."""

import argparse
from pathlib import Path

import pandas as pd

import toolkit as tk
from toolkit.cli.building import opened
from toolkit.cli.codebook import codebook
from toolkit.cli.exit_codes import FINE
from toolkit.cli.output import say
from toolkit.cli.workbook import write_workbook
from toolkit.errors import InvalidValue
from toolkit.progress import followed

__all__ = ["export"]

_FIRST = ("panel", "panel_sources", "claims", "entities", "documents")
_FROM_CORPUS = ("entities", "claims", "notes", "errors")


def export(arguments: argparse.Namespace) -> int:
    """Write all tables in one format."""
    form = arguments.format
    out = arguments.out or arguments.corpus / ("export.xlsx" if form == "xlsx" else f"export_{form}")
    _check(out, form)
    tables = _tables(arguments.corpus)
    if form == "xlsx":
        out.parent.mkdir(parents=True, exist_ok=True)
        write_workbook({"codebook": codebook(tables), **tables}, out)
    else:
        out.mkdir(parents=True, exist_ok=True)
        for name, table in followed({**tables, "codebook": codebook(tables)}.items(), "tables", unit="table"):
            tk.write_table(table, out / f"{name}.{form}")
    say(f"{len(tables)} tables with {sum(map(len, tables.values())):,} rows and their codebook written to {out}")
    return FINE


def _check(out: Path, form: str) -> None:
    if form == "xlsx" and (out.suffix != ".xlsx" or out.is_dir()):
        raise InvalidValue(f"--out {str(out)!r} is not allowed: with --format xlsx it must be the name of a file that ends in .xlsx")
    if form != "xlsx" and (out.is_file() or out.suffix in (".csv", ".parquet", ".dta", ".xlsx")):
        raise InvalidValue(f"--out {str(out)!r} is not allowed: with --format {form} it must be a folder, in which each table has its file")


def _tables(folder: Path) -> dict[str, pd.DataFrame]:
    """The tables of a run as they are, or those of a corpus with the panel made of it; the most used first."""
    made = sorted((folder / "tables").glob("*.parquet")) if (folder / "run.json").is_file() else []
    tables = {path.stem: pd.read_parquet(path) for path in made} or _of_corpus(opened(folder))
    order = [name for name in _FIRST if name in tables]
    return {name: tables[name] for name in (*order, *(name for name in tables if name not in order))}


def _of_corpus(corpus: "tk.Corpus") -> dict[str, pd.DataFrame]:
    tables = {name: getattr(corpus, name) for name in _FROM_CORPUS}
    panel, sources = tk.claims_panel(tables["claims"]), tk.panel_sources(tables["claims"])
    return {"documents": corpus.documents.drop(columns="text"), **tables, "panel": panel, "panel_sources": sources}
