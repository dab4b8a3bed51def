"""The accounts of a government budget, and the sums that are stated without naming theirs again."""

import re
from bisect import bisect_right
from functools import cache

from toolkit.lexicon import read_table

__all__ = ["Accounts", "is_budget_item"]


@cache
def _accounts() -> re.Pattern[str]:
    names = [row["name"] for row in read_table("budget_names.tsv") if row["kind"] == "account"]
    # 调出到一般公共预算 is money of the account that it leaves.
    return re.compile(f"(?<!调出到)(?<!调入)(?<!用于)(?:{'|'.join(sorted(names, key=len, reverse=True))})")


@cache
def _items() -> frozenset[str]:
    return frozenset(row["name"] for row in read_table("budget_names.tsv") if row["kind"] == "item")


class Accounts:
    """The accounts that a text names, to be looked up by offset.

    Examples
    --------
    >>> Accounts("一般公共预算之外，全市政府性基金预算收入12亿元").last(0, 20)
    '政府性基金预算'
    """

    def __init__(self, text: str) -> None:
        named = list(_accounts().finditer(text))
        self._names = [match[0] for match in named]
        self._starts = [match.start() for match in named]
        self._ends = [match.end() for match in named]

    def __len__(self) -> int:
        return len(self._names)

    def last(self, start: int, end: int) -> str:
        """Return the account named last in text[start:end], the empty string where none is."""
        at = bisect_right(self._ends, end) - 1
        return self._names[at] if at >= 0 and self._starts[at] >= start else ""


def is_budget_item(name: str) -> bool:
    """Whether a name is that of a sum which every account has (支出总计)."""
    return name in _items()
