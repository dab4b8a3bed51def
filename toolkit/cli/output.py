"""What commands print and write: tables to files or standard output, one line about what was done."""

import logging
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from pathlib import Path

import pandas as pd

import toolkit as tk
from toolkit.cli.exit_codes import FAILED, FINE, SOME_UNREADABLE
from toolkit.progress import LOG
from toolkit.table_files import for_spreadsheets

__all__ = ["deliver", "exit_code", "say", "warn", "warn_of_none"]

_NEAREST = 5


def say(line: str) -> None:
    """Print a line that a command says of its work on standard output, unless it is to be quiet."""
    if LOG.isEnabledFor(logging.WARNING):
        print(line)


def warn(line: str) -> None:
    """Say on standard error what is printed or written does not tell."""
    LOG.warning("%s", line)


def warn_of_none(indicators: Sequence[str], there: Iterable[str]) -> None:
    """Say that there is no figure of some indicators, and of which the nearest there are, the likest first."""
    known = Counter(there)

    def likeness(name: str) -> float:
        return max(SequenceMatcher(None, name, wanted).ratio() for wanted in indicators)

    likest = sorted(known, key=lambda name: (-likeness(name), -known[name], name))
    nearest = f"the nearest that there are: {'、'.join(likest[:_NEAREST])}" if likest else "there are none of other indicators either"
    warn(f"there is no figure of {'、'.join(indicators)}; {nearest}")


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
        LOG.error("%s: %s", source, error)
    if len(errors) > 20:
        LOG.error("… and %s more, see corpus.errors", len(errors) - 20)
    if len(corpus) == 0:
        LOG.error("nothing was done: %s", "no source could be read" if len(errors) else "there is no document")
        return FAILED
    return SOME_UNREADABLE if len(errors) else FINE
