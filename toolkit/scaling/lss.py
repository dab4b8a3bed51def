"""``fit_lss``: latent semantic scaling, positions of texts from a few seed words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.linalg import LinearOperator, eigsh
from scipy.special import ndtri

from toolkit.errors import InvalidValue, invalid
from toolkit.given import takes
from toolkit.matrix import TermMatrix, count_terms
from toolkit.trail import with_trail

if TYPE_CHECKING:
    from toolkit.corpus import Corpus

__all__ = ["LatentSemanticScale", "fit_lss"]

Floats = NDArray[np.float64]
_FEW = 3
"""Words, for each component, up to which all products of words are decomposed at once."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class LatentSemanticScale:
    """Polarity of words and positions of documents. Made by `fit_lss`.

    Parameters
    ----------
    documents : DataFrame
        What is known of each document, ``position`` (mean 0, variance 1 over the documents), ``se`` (of the sentences that happened to be
        written), ``se_seeds`` (of the choice of seeds), ``low, high`` (of both), ``n`` (words).
    terms : DataFrame
        ``term, n, polarity, seed`` (its weight, missing for other words), the strongest first.
    summary : DataFrame
        One row: ``n_rows, n_contexts, n_terms, n_components, n_seeds, n_bootstrap, random_seed``.
    """

    documents: pd.DataFrame
    terms: pd.DataFrame
    summary: pd.DataFrame

    def __repr__(self) -> str:
        told, ends = self.summary.iloc[0], self.terms.sort_values("polarity", kind="stable")["term"]
        return (
            f"<LatentSemanticScale: {told['n_rows']} rows, {told['n_terms']:,} terms, {told['n_seeds']} seeds; "
            f"low: {'、'.join(ends.head(5))}; high: {'、'.join(ends.tail(5)[::-1])}>"
        )


@takes("matrix", "corpus")
def fit_lss(
    source: "TermMatrix | Corpus", seeds: Mapping[str, float], *, n_components: int = 300, min_count: int = 5,
    n_bootstrap: int = 200, confidence: float = 0.95, seed: int = 0,
) -> LatentSemanticScale:  # fmt: skip
    """Return positions of documents on the dimension that seed words span.

    Words are like the seeds where they stand in like sentences: by the cosine of their vectors in a singular value decomposition of
    sentences × words. A document lies where the mean polarity of its words does.

    Parameters
    ----------
    source : TermMatrix or Corpus
        Counts with ``unit="sentence"``, or a corpus to count; rows with the same ``doc_id`` are one document.
    seeds : mapping of str to float
        Words with their weight, positive for one end and negative for the other. Each end weighs the same altogether.
    n_components : int
        Dimensions of the decomposition, fewer where the matrix has fewer.
    min_count : int
        Words that are rarer have no stable vector and are left out, seeds too.
    n_bootstrap : int
        Samples of seeds with replacement, within each end, for ``se_seeds``.
    confidence : float
        Of the intervals.
    seed : int
        Of the decomposition and the bootstrap.

    Raises
    ------
    InvalidValue
        Fewer than two documents have words, or an end has no seed among the words.

    References
    ----------
    Watanabe, K. (2021). Latent semantic scaling: a semisupervised text analysis technique for new domains and languages. Communication
    Methods and Measures 15(2).

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> texts = ["市场竞争。市场开放。竞争开放。", "计划管制。计划统一。管制统一。", "市场竞争开放。计划统一。"]
    >>> corpus = tk.build_corpus(pd.DataFrame({"text": texts}))
    >>> found = tk.fit_lss(corpus, {"市场": 1, "计划": -1}, min_count=1, n_components=3)
    >>> found.documents["position"].rank().tolist()
    [3.0, 1.0, 2.0]
    """
    if not 0 < confidence < 1:
        raise invalid("confidence", confidence, "between 0 and 1")
    matrix = source if isinstance(source, TermMatrix) else count_terms(source, unit="sentence")
    if matrix.weighting != "count":
        raise InvalidValue(f"the matrix is weighted by {matrix.weighting}: fit_lss needs counts")
    matrix = matrix.trim(min_count=min_count)
    weights = _weights(seeds, matrix)
    likeness = _likeness(matrix, list(weights), n_components, seed)
    polarity = likeness @ np.array(list(weights.values()))
    texts = _Texts.of(matrix)
    positions, errors = texts.positions(polarity)
    moved = [texts.positions(likeness @ drawn)[0] for drawn in _drawn(weights, n_bootstrap, seed)]
    spread = np.std(moved, axis=0, ddof=1) if len(moved) > 1 else np.zeros(len(positions))
    half = ndtri(0.5 + confidence / 2) * np.hypot(errors, spread)
    documents = texts.known.assign(
        position=positions, se=errors, se_seeds=spread, low=positions - half, high=positions + half, n=texts.sizes.astype("int64")
    )
    terms = pd.DataFrame({
        "term": pd.Series(matrix.terms, dtype="str"), "n": matrix.counts.sum(axis=0).astype("int64"), "polarity": polarity,
        "seed": [weights.get(term, np.nan) for term in matrix.terms],
    }).iloc[np.lexsort((matrix.terms, -np.abs(polarity)))].reset_index(drop=True)  # fmt: skip
    summary = pd.DataFrame([{
        "n_rows": len(documents), "n_contexts": len(matrix), "n_terms": len(terms), "n_components": min(n_components, *matrix.shape),
        "n_seeds": len(weights), "n_bootstrap": n_bootstrap, "random_seed": seed,
    }])  # fmt: skip
    options = {"seeds": dict(seeds), "n_components": n_components, "n_bootstrap": n_bootstrap, "confidence": confidence, "seed": seed}
    tables = (with_trail(table, matrix.trail, "fit_lss", **options) for table in (documents, terms, summary))
    return LatentSemanticScale(*tables)


def _weights(seeds: Mapping[str, float], matrix: TermMatrix) -> dict[str, float]:
    """The seeds among the words, those of each end adding up to 1 or -1."""
    known = set(matrix.terms)
    kept = {word: float(weight) for word, weight in seeds.items() if word in known and weight}
    above = sum(weight for weight in kept.values() if weight > 0)
    below = -sum(weight for weight in kept.values() if weight < 0)
    for name, size in (("positive", above), ("negative", below)):
        if not size:
            given = [word for word, weight in seeds.items() if (weight > 0) == (name == "positive")]
            raise InvalidValue(
                f"none of the {name} seeds ({'、'.join(given[:5]) or 'none given'}) is among the {len(known):,} words of the matrix: "
                "give words as the segmenter cuts them, for both ends"
            )
    return {word: weight / (above if weight > 0 else below) for word, weight in kept.items()}


def _likeness(matrix: TermMatrix, words: list[str], n_components: int, seed: int) -> Floats:
    """Cosine of each word and each seed in the space of the contexts."""
    values, right = _right_singular(matrix.to_sklearn()[0].astype(np.float64).tocsr(), n_components, seed)
    vectors = right * values
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors = vectors / np.where(lengths > 0, lengths, 1.0)
    return np.asarray(vectors @ vectors[matrix.columns_of(words)].T)


def _right_singular(counts: csr_array, n_components: int, seed: int) -> tuple[Floats, Floats]:
    """The greatest singular values and the vectors of the words (words, components), from the products of words with words.

    There are far fewer words than sentences, so that Lanczos' method on this side is exact and takes half the time of a random projection.
    """
    n_words, size = counts.shape[1], min(n_components, *counts.shape)
    if n_words < _FEW * size:
        squares, vectors = np.linalg.eigh((counts.T @ counts).toarray())
        squares, vectors = squares[-size:], vectors[:, -size:]
    else:
        back = counts.T.tocsr()
        products = LinearOperator((n_words, n_words), matvec=lambda vector: back @ (counts @ vector), dtype=np.float64)
        squares, vectors = eigsh(products, k=size, v0=np.random.default_rng(seed).standard_normal(n_words))
    return np.sqrt(np.maximum(squares, 0.0)), np.asarray(vectors)


def _drawn(weights: Mapping[str, float], n: int, seed: int) -> list[Floats]:
    """Weights of seeds drawn with replacement within each end; with one seed an end, there is nothing to draw."""
    rng, given = np.random.default_rng(seed), np.array(list(weights.values()))
    samples = []
    for _ in range(n):
        drawn = np.zeros(len(given))
        for end in (given > 0, given < 0):
            at = np.flatnonzero(end)
            times = np.bincount(rng.integers(0, len(at), len(at)), minlength=len(at))
            drawn[at] = given[at] * times / np.abs(given[at] @ times)
        samples.append(drawn)
    return samples


@dataclass(frozen=True, slots=True, eq=False)
class _Texts:
    """The contexts (sentences) with words, and the document that each is of."""

    counts: csr_array
    document: NDArray[np.intp]
    known: pd.DataFrame

    @classmethod
    def of(cls, matrix: TermMatrix) -> "_Texts":
        filled = np.flatnonzero(matrix.counts.sum(axis=1) > 0)
        rows = matrix.rows.iloc[filled]
        places, names = pd.factorize(rows["doc_id"], sort=True)
        if len(names) < 2:
            raise InvalidValue("fewer than two documents have words of the matrix: a scale needs two or more")
        about = [name for name in ("doc_id", "place", "year", "title") if name in rows.columns]
        known = rows[about].drop_duplicates("doc_id").set_index("doc_id").loc[names].reset_index()
        return cls(matrix.counts[filled], places, known)

    @property
    def sizes(self) -> Floats:
        """Words of each document."""
        return np.bincount(self.document, weights=self.counts.sum(axis=1)).astype(np.float64)

    def positions(self, polarity: Floats) -> tuple[Floats, Floats]:
        """Mean polarity of the words of each document and its standard error, on the scale where the means have variance 1.

        Words of one sentence are of one matter: the error is that of a mean over sentences (clusters), not over words, which is half of
        it at times. A document that is one context has only its words to tell.
        """
        words, told = self.counts.sum(axis=1), self.counts @ polarity
        mean = np.bincount(self.document, weights=told) / self.sizes
        contexts = np.bincount(self.document)
        apart = np.bincount(self.document, weights=(told - words * mean[self.document]) ** 2) * contexts / np.maximum(contexts - 1, 1)
        single = np.bincount(self.document, weights=self.counts @ polarity**2) - self.sizes * mean**2
        variance = np.maximum(np.where(contexts > 1, apart, single), 0.0) / self.sizes**2
        spread = float(mean.std()) or 1.0
        return (mean - mean.mean()) / spread, np.sqrt(variance) / spread
