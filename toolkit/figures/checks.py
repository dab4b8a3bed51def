"""What figures check of what they are given: the columns and rows of a table, and options, refused in one way."""

from collections.abc import Collection, Sequence

import pandas as pd

from toolkit.errors import InvalidValue, invalid

__all__ = ["require_at_least", "require_choice", "require_columns", "require_rows"]


def require_columns(name: str, table: pd.DataFrame, columns: Collection[str], made_by: str) -> None:
    """Refuse a table that lacks one of the columns; ``made_by`` is the call that makes such tables."""
    if not set(columns) <= set(table.columns):
        raise invalid(name, list(table.columns), f"a table of {made_by}")


def require_rows(table: pd.DataFrame, what: str, cure: str) -> None:
    """Refuse a table without rows, and say what to do about it."""
    if table.empty:
        raise InvalidValue(f"the table of {what} has no rows: {cure}")


def require_choice(name: str, value: object, allowed: Sequence[str | None]) -> None:
    """Refuse an option that is none of those allowed."""
    if value not in allowed:
        raise invalid(name, value, [str(choice) for choice in allowed if choice is not None])


def require_at_least(name: str, value: float, least: int = 1) -> None:
    """Refuse a number of things to draw that is too small."""
    if not value >= least:
        raise invalid(name, value, f"{least} or more")
