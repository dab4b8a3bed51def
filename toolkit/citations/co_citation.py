"""Which policies are cited together more often than how often each is cited, and how much each document cites, lead one to expect."""

from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.special import pdtrc

__all__ = ["CO_COLUMNS", "co_cited", "dealt"]

Floats = NDArray[np.float64]
CO_COLUMNS = [
    "policy",
    "with",
    "n_policy",
    "n_with",
    "n_both",
    "expected",
    "ratio",
    "surprise",
    "p",
    "p_adjusted",
    "doc_ids",
]
_BURN_IN, _SWEEPS = 20, 4


def dealt(lists: Sequence[set[int]], random: Random, sweeps: int) -> list[set[int]]:
    """Return the lists with their members traded: each keeps its length, each member stands in as many lists as before.

    In a sweep the lists are paired at random, and each pair deals anew what only one of the two has (the global curveball, Carstens et
    al. 2018).

    Examples
    --------
    >>> sorted(map(sorted, dealt([{1, 2}, {3}], Random(0), 1)), key=len)
    [[2], [1, 3]]
    """
    lists = list(lists)
    for _ in range(sweeps):
        order = list(range(len(lists)))
        random.shuffle(order)
        for a, b in zip(order[::2], order[1::2], strict=False):
            only_a, only_b = lists[a] - lists[b], lists[b] - lists[a]
            if only_a and only_b:
                common = lists[a] & lists[b]
                pool = sorted(only_a | only_b)
                random.shuffle(pool)
                lists[a], lists[b] = common.union(pool[: len(only_a)]), common.union(pool[len(only_a) :])
    return lists


def co_cited(table: pd.DataFrame, label: str, *, min_docs: int, n_samples: int, seed: int) -> pd.DataFrame:
    """One row a pair that is cited together at least once, each policy by `min_docs` documents or more."""
    counts = table.groupby(label)["doc_id"].nunique()
    # The kept policies come first, so that the others, which only fill the lists, are cut off by their number.
    names = sorted(counts.index[counts >= min_docs])
    number = {name: at for at, name in enumerate([*names, *sorted(counts.index[counts < min_docs])])}
    ids, years = [], []
    for _, rows in table.groupby("year", sort=True):
        lists = {
            str(doc_id): {number[name] for name in cited} for doc_id, cited in rows.groupby("doc_id", sort=True)[label]
        }
        ids += list(lists)
        years.append(list(lists.values()))
    cites = _grid([each for lists in years for each in lists], len(names))
    # All pairs are tested, those never seen together too: to test only what is seen would find too much.
    i, j = np.triu_indices(len(names), 1)
    both = (cites.T @ cites).toarray()[i, j]
    told = pd.DataFrame({
        "policy": [names[a] for a in i], "with": [names[b] for b in j], "n_policy": [int(counts[names[a]]) for a in i],
        "n_with": [int(counts[names[b]]) for b in j], "n_both": both.astype(np.int64),
        **_against(both, list(_samples(years, i, j, len(names), n_samples, seed))),
    }, columns=CO_COLUMNS)  # fmt: skip
    seen = both > 0
    told = told[seen].assign(doc_ids=_documents(cites, np.array(ids, dtype=object), i[seen], j[seen]))
    told = told.astype({"policy": "str", "with": "str", "doc_ids": "str"} | dict.fromkeys(CO_COLUMNS[2:5], "int64"))
    ordered: pd.DataFrame = told.sort_values(
        ["surprise", "policy", "with"], ascending=[False, True, True], kind="stable", ignore_index=True
    )
    return ordered


def _grid(lists: Sequence[set[int]], n: int) -> csr_array:
    kept = [sorted(at for at in members if at < n) for members in lists]
    ends = np.cumsum([0, *map(len, kept)])
    return csr_array(
        (np.ones(ends[-1]), np.array([at for members in kept for at in members], dtype=np.int64), ends),
        shape=(len(kept), n),
    )


def _samples(
    years: list[list[set[int]]], i: NDArray[np.intp], j: NDArray[np.intp], n: int, n_samples: int, seed: int
) -> Iterator[NDArray[np.uint16]]:
    """How often each pair stands together in lists dealt anew within each year."""
    random = Random(seed)
    years = [dealt(lists, random, _BURN_IN) for lists in years]
    for _ in range(n_samples):
        years = [dealt(lists, random, _SWEEPS) for lists in years]
        grid = _grid([each for lists in years for each in lists], n)
        yield (grid.T @ grid).toarray()[i, j].astype(np.uint16)


def _against(both: Floats, samples: list[NDArray[np.uint16]]) -> dict[str, Floats]:
    """Each pair against its samples, and its surprise against the largest of all pairs in each sample."""
    drawn = np.array(samples).reshape(len(samples), len(both))
    n = len(drawn)
    # What was seen is one of the samples, if nothing but the totals matters.
    expected = (drawn.sum(axis=0, dtype=np.float64) + both) / (n + 1)
    largest = np.sort([_surprise(sample, expected).max(initial=0.0) for sample in drawn])
    surprise = _surprise(both, expected)
    return {
        "expected": expected, "ratio": both / np.maximum(expected, 1e-12), "surprise": surprise,
        "p": (1 + (drawn >= both).sum(axis=0)) / (n + 1), "p_adjusted": 1 - np.searchsorted(largest, surprise) / (n + 1),
    }  # fmt: skip


def _surprise(counts: NDArray[Any], expected: Floats) -> Floats:
    """The negative decimal logarithm of Poisson's tail, so that pairs that are often and rarely together are on one scale."""
    return np.asarray(np.where(counts > 0, -np.log10(np.maximum(pdtrc(counts - 1.0, expected), 1e-300)), 0.0))


def _documents(cites: csr_array, ids: NDArray[Any], i: NDArray[np.intp], j: NDArray[np.intp]) -> list[str]:
    dense = cites.toarray() > 0
    return ["、".join(ids[dense[:, a] & dense[:, b]]) for a, b in zip(i, j, strict=True)]
