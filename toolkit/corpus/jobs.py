"""The number of processes, as joblib takes it, and work in parallel under any backend of joblib."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from joblib import Parallel, delayed

from toolkit.errors import invalid
from toolkit.progress import LOG

__all__ = ["check_jobs", "in_parallel"]


def check_jobs(n_jobs: object) -> None:
    """Raise InvalidValue where a number of processes is none."""
    if not isinstance(n_jobs, int) or isinstance(n_jobs, bool) or n_jobs == 0:
        raise invalid("n_jobs", n_jobs, "a whole number of processes, or -1 for all cores")


def in_parallel(function: Callable[..., Any], calls: Iterable[tuple[Any, ...]], *, n_jobs: int) -> Iterator[Any]:
    """Return what a function gives for each tuple of arguments, in their order.

    Results come one by one where the backend of joblib can hand them out so (loky, threading, dask); where it cannot (ray,
    multiprocessing), all come at the end, and the logger says so.
    """
    return iter(_parallel(n_jobs)(delayed(function)(*arguments) for arguments in calls))


def _parallel(n_jobs: int) -> Parallel:
    try:
        return Parallel(n_jobs=n_jobs, return_as="generator")
    except ValueError:
        plain = Parallel(n_jobs=n_jobs)
        name = type(plain._backend).__name__
        LOG.warning("the backend %s of joblib hands out results only when all are there: progress is shown at the end", name)
        return plain
