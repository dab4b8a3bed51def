"""What commands print and write: tables to files or standard output, one line about what was done."""

import sys
from pathlib import Path

import pandas as pd

import toolkit as tk
from toolkit.cli.exit_codes import FAILED, FINE, SOME_UNREADABLE
from toolkit.table_files import for_spreadsheets

__all__ = ["deliver", "exit_code", "say", "warn"]


def say(line: str) -> None:
    """Print the one line that a command says of its work on standard output."""
    print(line)


def warn(line: str) -> None:
    """Print one line on standard error that what is printed or written does not tell."""
    print(f"policy-toolkit: {line}", file=sys.stderr)


def deliver(table: pd.DataFrame, out: Path | None, what: str) -> int:
    """Write a table to a file and say so, or print it as CSV."""
    if out is None:
        for_spreadsheets(table).to_csv(sys.stdout, index=False, lineterminator="\n")
        return FINE
    out.parent.mkdir(parents=True, exist_ok=True)
    tk.write_table(table, out)
    say(f"{len(table):,} {what} written to {out}")
    return FINE


def exit_code(corpus: "tk.Corpus") -> int:
    """Return what the errors of a corpus mean for the caller, and name them on standard error."""
    errors = corpus.errors
    for source, error in errors[["source", "error"]].head(20).itertuples(index=False):
        print(f"policy-toolkit: {source}: {error}", file=sys.stderr)
    if len(errors) > 20:
        print(f"policy-toolkit: … and {len(errors) - 20} more, see corpus.errors", file=sys.stderr)
    if len(corpus) == 0:
        return FAILED
    return SOME_UNREADABLE if len(errors) else FINE
