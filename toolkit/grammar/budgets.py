"""The accounts of a government budget, and the sums that are stated without naming theirs again."""

import re
from functools import cache

from toolkit.lexicon import read_table

__all__ = ["account_in", "is_budget_item"]


@cache
def _accounts() -> re.Pattern[str]:
    names = [row["name"] for row in read_table("budget_names.tsv") if row["kind"] == "account"]
    return re.compile("|".join(sorted(names, key=len, reverse=True)))


@cache
def _items() -> frozenset[str]:
    return frozenset(row["name"] for row in read_table("budget_names.tsv") if row["kind"] == "item")


def account_in(text: str, start: int = 0, end: int | None = None) -> str:
    """Return the account named last in text[start:end], the empty string where none is.

    Examples
    --------
    >>> account_in("一般公共预算之外，全市政府性基金预算收入12亿元")
    '政府性基金预算'
    """
    found = ""
    for match in _accounts().finditer(text, start, len(text) if end is None else end):
        found = match[0]
    return found


def is_budget_item(name: str) -> bool:
    """Whether a name is that of a sum which every account has (支出总计)."""
    return name in _items()
