"""Things of different sizes in groups of about one size."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

__all__ = ["in_groups"]

Item = TypeVar("Item")


def in_groups(items: Iterable[Item], size_of: Callable[[Item], int], size: int) -> Iterator[list[Item]]:
    """Yield items in groups, each of which ends with the item that fills it.

    Examples
    --------
    >>> list(in_groups(["治水", "修路", "通电"], len, 3))
    [['治水', '修路'], ['通电']]
    """
    group: list[Item] = []
    filled = 0
    for item in items:
        group.append(item)
        filled += size_of(item)
        if filled >= size:
            yield group
            group, filled = [], 0
    if group:
        yield group
