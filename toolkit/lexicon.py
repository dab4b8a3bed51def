"""Word lists, gazetteers, units and indicators: files under ``toolkit/data``, read on first use.

Every file begins with comment lines (``#``) that name its source, its date and its licence. Two forms are enough: a list,
one entry a line, and a table, tab-separated with a header row.
"""

import csv
from functools import cache
from importlib.resources import files

__all__ = ["read_list", "read_table"]


def _lines(name: str) -> list[str]:
    text = (files("toolkit") / "data" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def read_list(name: str) -> tuple[str, ...]:
    """Return the entries of the list ``toolkit/data/<name>``, in file order.

    Examples
    --------
    >>> "的" in read_list("stopwords.txt")
    True
    """
    return tuple(line.strip() for line in _lines(name))


@cache
def read_table(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of the tab-separated table ``toolkit/data/<name>`` as dictionaries keyed by its header.

    Cells that are missing at the end of a row are empty strings. The rows are shared between callers: do not change them.
    """
    rows = csv.DictReader(_lines(name), delimiter="\t", restval="", quoting=csv.QUOTE_NONE)
    return tuple({key: value for key, value in row.items() if key is not None} for row in rows)
