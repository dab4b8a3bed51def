"""What takes long says so: a bar while it works, a line of the logger ``toolkit`` when it is done."""

import logging
import warnings
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Any, TypeVar

from tqdm import TqdmWarning

with warnings.catch_warnings():
    # In Jupyter without ipywidgets the bar is one of text: that is no fault.
    warnings.simplefilter("ignore", TqdmWarning)
    from tqdm.auto import tqdm

__all__ = ["LOG", "followed", "progress"]

Item = TypeVar("Item")

LOG = logging.getLogger("toolkit")
"""The one logger of the toolkit: ``logging.getLogger("toolkit").setLevel(…)`` says how much it tells."""


@contextmanager
def progress(what: str, *, total: int, unit: str) -> Iterator[Any]:
    """Give a bar to be moved by ``update(n)``; when all is done, log how much it was and how long it took.

    No bar is drawn where the logger ``toolkit`` lets no warnings through.

    Parameters
    ----------
    what : str
        The work, as the bar names it.
    total : int
        How many units there are.
    unit : str
        What is counted.

    Examples
    --------
    >>> LOG.setLevel("ERROR")
    >>> with progress("read", total=2, unit="file") as bar:
    ...     for _ in range(2):
    ...         moved = bar.update(1)
    >>> LOG.setLevel("NOTSET")
    """
    begun = perf_counter()
    with tqdm(total=total, unit=unit, desc=what, disable=not LOG.isEnabledFor(logging.WARNING)) as bar:
        yield bar
    # A table of documents is one file of many: only the bar knows how many there were.
    LOG.info("%s: %s in %.1f s", what, f"{bar.n:,} {unit}{'' if bar.n == 1 else 's'}", perf_counter() - begun)


def followed(items: Collection[Item], what: str, *, unit: str) -> Iterator[Item]:
    """Yield items, one step of a bar each.

    Examples
    --------
    >>> LOG.setLevel("ERROR")
    >>> list(followed([5, 10], "topics", unit="model"))
    [5, 10]
    >>> LOG.setLevel("NOTSET")
    """
    with progress(what, total=len(items), unit=unit) as bar:
        for item in items:
            yield item
            bar.update(1)
