"""``export``: the tables of a run or a corpus for other programs, with a codebook."""

import argparse
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

import pandas as pd

import toolkit as tk
from toolkit.addresses import is_remote
from toolkit.cli.building import opened
from toolkit.cli.codebook import Tally, codebook_of
from toolkit.cli.exit_codes import FINE
from toolkit.cli.output import say
from toolkit.cli.workbook import check_rows, write_workbook
from toolkit.errors import InvalidValue
from toolkit.progress import followed
from toolkit.table_files import read_parts, write_parts

__all__ = ["export"]

_FIRST = ("panel", "panel_sources", "claims", "entities", "documents")

Parts = Callable[[], Iterator[pd.DataFrame]]
"""Reads a table from its beginning, in parts that together are the whole."""


def export(arguments: argparse.Namespace) -> int:
    """Write all tables in one format."""
    form = arguments.format
    out = arguments.out or arguments.corpus / ("export.xlsx" if form == "xlsx" else f"export_{form}")
    _check(out, form)
    tables = _tables(arguments.corpus)
    write = _write_sheets if form == "xlsx" else _write_files
    tallies = write(tables, out, form)
    rows = sum(tally.n for tally in tallies.values())
    say(f"{len(tables)} tables with {rows:,} rows and their codebook written to {out}")
    return FINE


def _check(out: Path, form: str) -> None:
    if form == "xlsx" and (out.suffix != ".xlsx" or out.is_dir()):
        raise InvalidValue(f"--out {str(out)!r} is not allowed: with --format xlsx it must be the name of a file that ends in .xlsx")
    if form != "xlsx" and (out.is_file() or out.suffix in (".csv", ".parquet", ".dta", ".xlsx")):
        raise InvalidValue(f"--out {str(out)!r} is not allowed: with --format {form} it must be a folder, in which each table has its file")


def _write_sheets(tables: Mapping[str, Parts], out: Path, form: str) -> dict[str, Tally]:
    """One workbook, of tables that a sheet can hold."""
    tallies: dict[str, Tally] = {}
    whole = {}
    for name, parts in tables.items():
        tallies[name] = Tally()
        kept = []
        for part in tallies[name].counted(parts()):
            check_rows(name, tallies[name].n)
            kept.append(part)
        whole[name] = _joined(kept)
    out.parent.mkdir(parents=True, exist_ok=True)
    write_workbook({"codebook": codebook_of(tallies), **whole}, out)
    return tallies


def _write_files(tables: Mapping[str, Parts], out: Path, form: str) -> dict[str, Tally]:
    """A file for each table; where the format allows it and the folder is of this computer, part by part."""
    out.mkdir(parents=True, exist_ok=True)
    in_parts = form != "dta" and not is_remote(out)
    tallies: dict[str, Tally] = {}
    for name, parts in followed(tables.items(), "tables", unit="table"):
        path, tallies[name] = out / f"{name}.{form}", Tally()
        counted = tallies[name].counted(parts())
        if in_parts:
            write_parts(counted, [path])
        else:
            table = _joined(list(counted))
            told = codebook_of({name: tallies[name]})
            tk.write_table(table, path, labels=dict(zip(told["name"], told["meaning"], strict=True)))
    tk.write_table(codebook_of(tallies), out / f"codebook.{form}")
    return tallies


def _joined(parts: list[pd.DataFrame]) -> pd.DataFrame:
    return parts[0] if len(parts) == 1 else pd.concat(parts, ignore_index=True)


def _tables(folder: Path) -> dict[str, Parts]:
    """The tables of a run as they are, or those of a corpus with the panel made of it; the most used first."""
    made = sorted((folder / "tables").glob("*.parquet")) if (folder / "run.json").is_file() else []
    tables = {path.stem: partial(read_parts, path) for path in made} or _of_corpus(opened(folder))
    order = [name for name in _FIRST if name in tables]
    return {name: tables[name] for name in (*order, *(name for name in tables if name not in order))}


def _of_corpus(corpus: "tk.Corpus") -> dict[str, Parts]:
    panel, sources = tk.claims_panel(corpus), tk.panel_sources(corpus)
    small = {"notes": corpus.notes, "errors": corpus.errors, "panel": panel, "panel_sources": sources}
    columns = [name for name in corpus.columns("documents") if name != "text"]
    return {
        "documents": lambda: corpus.batches("documents", columns), "entities": lambda: corpus.batches("entities"),
        "claims": lambda: corpus.batches("claims"), **{name: _of_frame(table) for name, table in small.items()},
    }  # fmt: skip


def _of_frame(table: pd.DataFrame) -> Parts:
    return lambda: iter([table])
