"""The trail of a result: the calls that led to it, in order, with their options, so that a reviewer can make it again."""

from collections.abc import Sequence

import pandas as pd

__all__ = ["step", "with_trail"]


def step(call: str, **options: object) -> str:
    """Return a call as it would be written, long collections shortened to their first members and their number.

    Examples
    --------
    >>> step("count_terms", unit="document", phrases=["河长制"], stop_words=range(2000))
    "count_terms(unit='document', phrases=['河长制'], stop_words=[0, 1, 2, … 2,000 in all])"
    >>> step("group", by=pd.Series([1950, 1950, 1960], name="decade"))
    "group(by=Series('decade', [1950, 1960]))"
    """
    return f"{call}({', '.join(f'{name}={_shown(value)}' for name, value in options.items())})"


def with_trail(table: pd.DataFrame, before: Sequence[str], call: str, **options: object) -> pd.DataFrame:
    """Return the table with its trail in ``attrs["trail"]``: the steps before it, then the call that made it.

    Examples
    --------
    >>> with_trail(pd.DataFrame(), ["count_terms()"], "keyness", min_count=3).attrs["trail"]
    ['count_terms()', 'keyness(min_count=3)']
    """
    table.attrs["trail"] = [*before, step(call, **options)]
    return table


_SHOWN = 3


def _shown(value: object) -> str:
    if callable(value):
        # Its repr tells where it lies in memory.
        return f"<function {getattr(value, '__name__', '')}>"
    if isinstance(value, pd.Series):
        # Labels that group rows: what tells eras from years is what they are, not the name of the column.
        return f"Series({value.name!r}, {_shown(value.dropna().drop_duplicates().tolist())})"
    if isinstance(value, (str, bytes)) or not hasattr(value, "__iter__"):
        return repr(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: {_shown(item)}" for key, item in value.items()) + "}"
    # Sets have no order of their own.
    items = sorted(value, key=repr) if isinstance(value, (set, frozenset)) else list(value)
    more = f", … {len(items):,} in all" if len(items) > 2 * _SHOWN else ""
    return "[" + ", ".join(map(repr, items[:_SHOWN] if more else items)) + more + "]"
