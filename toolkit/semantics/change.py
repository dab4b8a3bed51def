"""``meaning_change``: whether words are used differently in one period than in the next, and how."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from toolkit.errors import InvalidValue, check_seed, invalid
from toolkit.given import takes
from toolkit.matrix import By, group_rows
from toolkit.multiple_tests import adjusted
from toolkit.semantics.contexts import Pairs, cosines, embed, read_pairs
from toolkit.trail import with_trail

if TYPE_CHECKING:
    from toolkit.corpus import Corpus

__all__ = ["meaning_change"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Periods = Mapping[str, Collection[int]] | By

_COLUMNS = ["word", "period", "next_period", "distance", "drift", "n", "n_next", "n_docs", "n_docs_next", "p", "p_adjusted", "neighbours",
            "neighbours_next", "n_permutations", "seed"]  # fmt: skip


@takes("corpus")
def meaning_change(
    corpus: "Corpus", words: Sequence[str], periods: Periods, *, window: int = 5, min_count: int = 10, n_dimensions: int = 100, k: int = 10,
    n_permutations: int = 999, stop_words: str | Collection[str] | None = "general", phrases: Collection[str] = (), seed: int = 0,
) -> pd.DataFrame:  # fmt: skip
    """Return how far the use of each word in a period lies from its use in the next, with a permutation test.

    Vectors of words are made once, from the whole corpus; a word in a period is the mean of the vectors of the words near it there,
    carried into the space of the words by one linear map (à la carte), which works for words of a dozen occurrences, where vectors made
    for each period alone do not. The test deals the documents of both periods anew, whole, so that words of one document stay together.

    Parameters
    ----------
    corpus : Corpus
    words : sequence of str
    periods : mapping of str to collection of int, or what groups documents
        ``{"1978–1991": range(1978, 1992), "1992–2002": range(1992, 2003)}`` in their order; or a column of ``documents``, as in
        `TermMatrix.group`, in the order of its values. Documents in none are used for the vectors alone.
    window : int
        Most words between a word and what is near it, within a sentence.
    min_count : int
        Least count in the corpus of a word that gets a vector.
    n_dimensions : int
        Of the vectors.
    k : int
        Number of neighbours shown.
    n_permutations : int
        The least p value is 1 / (n_permutations + 1).
    stop_words, phrases
        As in `count_terms`; words asked for may be given as phrases where the segmenter cuts them.
    seed : int

    Returns
    -------
    DataFrame
        One row for each word and two periods that follow each other: ``word, period, next_period, distance`` (1 − cosine), ``drift``
        (share of the words with vectors, as frequent as ``min_count`` in both periods, whose distance is less: in reports of another
        time all words keep other company), ``n, n_next`` (words near it that were counted), ``n_docs, n_docs_next`` (documents with
        it), ``p`` (of a distance as great or greater, were documents dealt at random), ``p_adjusted`` (for all rows, Benjamini &
        Hochberg), ``neighbours, neighbours_next`` (words nearest to its use in each period), ``n_permutations, seed``. Distance and p
        are missing where a period has the word in fewer than two documents.

    References
    ----------
    Hamilton, W., Leskovec, J. & Jurafsky, D. (2016). Diachronic word embeddings reveal statistical laws of semantic change. ACL.
    Rodriguez, P., Spirling, A. & Stewart, B. (2023). Embedding regression: models for context-specific description and inference.
    American Political Science Review 117(4).

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> texts = ["市场供应粮食。", "集市买卖牲畜。"] * 6 + ["资本市场融资。", "集市买卖牲畜。"] * 6
    >>> corpus = tk.build_corpus(pd.DataFrame({"text": texts, "year": [1955] * 12 + [1995] * 12}))
    >>> periods = {"1950s": range(1950, 1960), "1990s": range(1990, 2000)}
    >>> table = tk.meaning_change(corpus, ["集市"], periods, min_count=2, n_permutations=99)
    >>> table[["word", "period", "next_period", "n_docs", "p"]]
      word period next_period  n_docs    p
    0   集市  1950s       1990s       6  1.0
    """
    _check(words, window, k, n_permutations, n_dimensions)
    check_seed(seed)
    names, period = _periods(corpus.documents, periods)
    pairs = read_pairs(corpus, window=window, min_count=min_count, stop_words=stop_words, phrases=phrases)
    asked = [pairs.number_of(word) for word in words]
    space = _Space.of(pairs, n_dimensions, seed)
    drifts = _drifts(pairs, space, period, len(names), min_count)
    rows = []
    for number, word in zip(asked, words, strict=True):
        uses = _Uses.of(pairs, space, number, len(period))
        for at in range(len(names) - 1):
            found = _compared(uses, period, at, drifts[at], space, k, n_permutations, np.random.default_rng([seed, number, at]), number)
            rows.append({"word": word, "period": names[at], "next_period": names[at + 1], **found})
    table = pd.DataFrame(rows).assign(n_permutations=n_permutations, seed=seed)
    table["p_adjusted"] = adjusted(table["p"].to_numpy(dtype=float))
    return with_trail(
        table[_COLUMNS], (), "meaning_change", words=list(words), periods=names, window=window, min_count=min_count,
        n_dimensions=n_dimensions, n_permutations=n_permutations, stop_words=stop_words, phrases=phrases, seed=seed,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class _Space:
    """Vectors of words, and the map from the mean of the vectors near a word to its own."""

    words: NDArray[Any]
    vectors: Floats
    carry: Floats

    @classmethod
    def of(cls, pairs: Pairs, n_dimensions: int, seed: int) -> "_Space":
        together = pairs.together()
        vectors = embed(together, n_dimensions=n_dimensions, seed=seed)
        near = together.sum(axis=1)
        means = (together @ vectors) / np.maximum(near, 1.0)[:, None]
        # Frequent words say more about the map; the logarithm keeps them from saying all.
        weight = np.sqrt(np.log1p(near))[:, None]
        carry, *_ = np.linalg.lstsq(means * weight, vectors * weight, rcond=1e-6)
        return cls(pairs.words, vectors, carry)

    def nearest(self, vector: Floats, k: int, without: int) -> str:
        if not vector.any():
            return ""
        similarity = np.round(cosines(vector, self.vectors), 6)
        similarity[without] = -2.0
        return "、".join(self.words[np.argsort(-similarity, kind="stable")[:k]])


@dataclass(frozen=True, slots=True, eq=False)
class _Uses:
    """One word in each document: the sum of the vectors near it, carried into the space of words, and their number."""

    sums: Floats
    n: Floats

    @classmethod
    def of(cls, pairs: Pairs, space: _Space, number: int, n_documents: int) -> "_Uses":
        here = np.flatnonzero(pairs.word == number)
        cells = (np.ones(len(here)), (pairs.document[here], pairs.near[here]))
        counts = csr_array(coo_array(cells, shape=(n_documents, len(pairs.words))))
        return cls((counts @ space.vectors) @ space.carry, counts.sum(axis=1))


def _check(words: Sequence[str], window: int, k: int, n_permutations: int, n_dimensions: int) -> None:
    if isinstance(words, str) or not len(words):
        raise invalid("words", words, "a list of words")
    for name, value in (("window", window), ("k", k), ("n_permutations", n_permutations), ("n_dimensions", n_dimensions)):
        if value < 1:
            raise invalid(name, value, "1 or more")


def _periods(documents: pd.DataFrame, periods: Periods) -> tuple[list[str], Ints]:
    """Names of the periods in order, and the period of each document, -1 where it is in none."""
    if isinstance(periods, Mapping):
        names, period = list(periods), np.full(len(documents), -1, dtype=np.int64)
        for number, years in enumerate(periods.values()):
            inside = documents["year"].isin(list(years)).fillna(False).to_numpy(dtype=bool)
            if (inside & (period >= 0)).any():
                raise InvalidValue(f"period {names[number]!r} has years of an earlier one: give each year to one period")
            period[inside] = number
    else:
        keys, period = group_rows(documents, periods)
        names = [" ".join(map(str, row)) for row in keys.itertuples(index=False)]
    if len(names) < 2:
        raise InvalidValue(f"periods has {len(names)} periods: give at least two")
    empty = [name for number, name in enumerate(names) if not (period == number).any()]
    if empty:
        years = documents["year"].dropna()
        known = f"the corpus has the years {years.min()}–{years.max()}" if len(years) else "no document has a year"
        raise InvalidValue(f"no document is of the period {empty[0]!r}: {known}")
    return names, period


def _drifts(pairs: Pairs, space: _Space, period: Ints, n_periods: int, min_count: int) -> list[Floats]:
    """The distances of all frequent words from each period to the next, in order."""
    uses = []
    for number in range(n_periods):
        inside = period[pairs.document] == number
        cells = (np.ones(int(inside.sum())), (pairs.word[inside], pairs.near[inside]))
        counts = csr_array(coo_array(cells, shape=(len(pairs.words), len(pairs.words))))
        uses.append((counts @ space.vectors @ space.carry, counts.sum(axis=1)))
    found = []
    for (one, n), (other, n_next) in pairwise(uses):
        often = (n >= min_count) & (n_next >= min_count)
        found.append(np.sort(_distance(one[often], other[often])))
    return found


def _compared(
    uses: _Uses, period: Ints, at: int, drift: Floats, space: _Space, k: int, n_permutations: int, dealt: np.random.Generator, number: int
) -> dict[str, object]:
    here = np.flatnonzero((uses.n > 0) & ((period == at) | (period == at + 1)))
    sums, n, later = uses.sums[here], uses.n[here], period[here] == at + 1
    first, second = sums[~later].sum(axis=0), sums[later].sum(axis=0)
    found: dict[str, object] = {
        "n": int(n[~later].sum()), "n_next": int(n[later].sum()), "n_docs": int((~later).sum()), "n_docs_next": int(later.sum()),
        "neighbours": space.nearest(first, k, number), "neighbours_next": space.nearest(second, k, number),
        "distance": np.nan, "drift": np.nan, "p": np.nan,
    }  # fmt: skip
    if min(int((~later).sum()), int(later.sum())) < 2:
        return found
    # Direction alone counts, so sums do for means.
    distance = float(_distance(first[None], second[None])[0])
    labels = dealt.permuted(np.tile(later, (n_permutations, 1)), axis=1).astype(float)
    second_dealt = labels @ sums
    at_random = _distance(sums.sum(axis=0) - second_dealt, second_dealt)
    # Sums in another order differ in the last digits: what is equal but for these counts as equal.
    p = (1 + int((at_random >= distance - 1e-9).sum())) / (n_permutations + 1)
    share = float(np.searchsorted(drift, distance) / len(drift)) if len(drift) else np.nan
    return found | {"distance": distance, "drift": share, "p": p}


def _distance(one: Floats, other: Floats) -> Floats:
    """1 − cosine, row by row; 1 where one is nothing."""
    lengths = np.linalg.norm(one, axis=1) * np.linalg.norm(other, axis=1)
    product = (one * other).sum(axis=1)
    return np.asarray(1.0 - np.divide(product, lengths, out=np.zeros(len(one)), where=lengths > 0))
