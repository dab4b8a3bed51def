"""What the values of options are: texts of the command line turned into numbers, years and pairs."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from toolkit.addresses import is_remote, located
from toolkit.errors import ToolkitError

__all__ = ["Listed", "categories", "here", "jobs", "limit", "pair", "place", "positive", "years"]


class Listed(argparse.Action):
    """An option that is given once for each value; those of the command line replace those of the settings."""

    def __call__(self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, values: str | Sequence[Any] | None, *_: Any) -> None:
        """Add a value."""
        before = getattr(namespace, self.dest)
        setattr(namespace, self.dest, [values] if before is self.default else [*before, values])


def place(text: str) -> Path:
    """Return a path of this computer, or an address."""
    try:
        return located(text)
    except ToolkitError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def here(text: str) -> Path:
    """Return a path of this computer."""
    if is_remote(text):
        raise argparse.ArgumentTypeError(
            f"{text!r} is an address, and results and their sources lie on this computer: build takes addresses"
        )
    return located(text)


def positive(text: str) -> int:
    """Return a number from 1."""
    number = int(text) if text.isascii() and text.isdigit() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a positive whole number")
    return number


def jobs(text: str) -> int:
    """Return a number of processes."""
    number = int(text) if text.removeprefix("-").isascii() and text.removeprefix("-").isdigit() else 0
    if number == 0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of processes, such as 4, or -1 for all cores")
    return number


def years(text: str) -> list[int]:
    """Return the years of a year or a span."""
    first, _, last = text.partition("-")
    if not (first.isdigit() and (last or first).isdigit() and int(first) <= int(last or first)):
        raise argparse.ArgumentTypeError(f"{text!r} is neither a year (2023) nor a span of years (2018-2023)")
    return list(range(int(first), int(last or first) + 1))


def pair(text: str) -> tuple[str, str]:
    """Return what stands before and after the sign of equality."""
    field, sign, column = text.partition("=")
    if not (sign and field and column):
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form FIELD=COLUMN, such as text=正文")
    return field, column


def categories(text: str) -> tuple[str, str]:
    """Return the name that the table of a dictionary gets, and its file."""
    name, sign, source = text.partition("=")
    if not (sign and source and name.isidentifier()):
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form NAME=FILE, such as tools=tools.yaml (NAME: letters and figures)")
    return name, source


def limit(text: str) -> tuple[str, float]:
    """Return the name of a limit and its number."""
    name, _, number = text.partition("=")
    try:
        return name, float(number)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form NAME=NUMBER, such as seconds=60") from None
