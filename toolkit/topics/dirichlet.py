"""Latent Dirichlet allocation of counts at the mode of its posterior: every cell at once, no random step after the start."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

__all__ = ["CONCENTRATION", "fit_lda", "lda_shares"]

CONCENTRATION = 0.1
"""Pseudo-counts of each topic in a row: rows are about few topics."""
SMOOTHING = 0.01
"""Pseudo-counts of each term in a topic."""
TRIAL = 20
"""Iterations after which the starts are compared: the bound of most has taken its course by then."""
TOLERANCE = 1e-4
"""Relative change of the bound, over `EVERY` iterations, at which a fit has converged."""
EVERY = 10

Floats = NDArray[np.float32]


class Cells(NamedTuple):
    """The counts by row and by term; ``turned`` is the place of each count of the second in the first."""

    by_row: csr_array
    by_term: csr_array
    row: NDArray[np.int32]
    turned: NDArray[np.int32]


class State(NamedTuple):
    """Shares of topics in rows (rows × topics), weights of terms (terms × topics), and how often they were improved."""

    shares: Floats
    weights: Floats
    bound: float
    n_iter: int


def fit_lda(
    counts: csr_array, n_topics: int, *, seed: int, n_starts: int, max_iter: int, prior: Floats | None = None
) -> tuple[Floats, Floats, float, int]:
    """Return shares (rows × topics), expected counts (topics × terms), the bound per word and the iterations of the best of several starts.

    Parameters
    ----------
    counts : csr_array
    n_topics, seed, max_iter : int
    n_starts : int
        Random starts; the one with the best bound after some iterations goes on until it has converged.
    prior : ndarray, shape (n_topics, n_terms), optional
        Pseudo-counts of each term in each topic besides the smoothing.
    """
    cells = _cells(counts)
    smoothing = np.full((counts.shape[1], n_topics), SMOOTHING, dtype=np.float32)
    if prior is not None:
        smoothing += prior.T
    starts = (_start(cells, smoothing, np.random.default_rng([seed, number]), prior is not None) for number in range(n_starts))
    best = max((_improved(cells, state, smoothing, min(TRIAL, max_iter)) for state in starts), key=lambda state: state.bound)
    best = _improved(cells, best, smoothing, max_iter - best.n_iter)
    expected = best.weights * _term_sums(cells, best)
    return best.shares, np.ascontiguousarray(expected.T), best.bound / max(float(counts.sum()), 1.0), best.n_iter


def lda_shares(counts: csr_array, weights: NDArray[np.float64], max_iter: int = 100) -> NDArray[np.float64]:
    """Return the share of each topic in each row, the weights (topics × terms, a topic adds up to 1) kept as they are."""
    cells = _cells(counts)
    fixed = np.ascontiguousarray(weights.T, dtype=np.float32)
    shares = np.full((counts.shape[0], len(weights)), 1 / len(weights), dtype=np.float32)
    for _ in range(max_iter):
        before = shares
        shares = _normal(shares * (_ratios(cells, shares, fixed)[0] @ fixed) + CONCENTRATION, axis=1)
        if np.abs(shares - before).max(initial=0.0) < 1e-3:
            break
    return np.asarray(shares, dtype=np.float64)


def _improved(cells: Cells, state: State, smoothing: Floats, n_iter: int) -> State:
    shares, weights, bound, done = state
    for step in range(1, n_iter + 1):
        ratios, likely = _ratios(cells, shares, weights)
        turned = csr_array((ratios.data[cells.turned], cells.by_term.indices, cells.by_term.indptr), shape=cells.by_term.shape)
        shares, weights = (
            _normal(shares * (ratios @ weights) + CONCENTRATION, axis=1),
            _normal(weights * (turned @ shares) + smoothing, axis=0),
        )  # fmt: skip
        if step % EVERY == 0 or step == n_iter:
            before = bound
            bound = likely + float(CONCENTRATION * np.log(shares).sum(dtype=float) + (smoothing * np.log(weights)).sum(dtype=float))
            done = state.n_iter + step
            if abs(bound - before) <= TOLERANCE * abs(bound) and done > TRIAL:
                break
    return State(shares, weights, bound, done)


def _start(cells: Cells, smoothing: Floats, random: np.random.Generator, guided: bool) -> State:
    n_terms, n_topics = smoothing.shape
    total = np.asarray(cells.by_row.sum(axis=0), dtype=np.float32)
    # A little noise about the words of the whole corpus: topics part from there, none begins as a single row.
    weights = total[:, None] * random.gamma(100.0, 0.01, size=(n_terms, n_topics)).astype(np.float32) / n_topics + smoothing
    shares = random.gamma(100.0 if guided else 1.0, 1.0, size=(cells.by_row.shape[0], n_topics)).astype(np.float32) + 1e-6
    return State(_normal(shares, axis=1), _normal(weights, axis=0), -np.inf, 0)


def _cells(counts: csr_array) -> Cells:
    index = np.int32 if max(counts.nnz, *counts.shape) < 2**31 else np.int64
    indices, indptr = counts.indices.astype(index), counts.indptr.astype(index)
    by_row = csr_array((counts.data.astype(np.float32), indices, indptr), shape=counts.shape)
    places = csr_array((np.arange(counts.nnz, dtype=index), indices, indptr), shape=counts.shape).T.tocsr()
    row = np.repeat(np.arange(counts.shape[0], dtype=index), np.diff(indptr))
    return Cells(by_row, csr_array(places), row, places.data)


def _ratios(cells: Cells, shares: Floats, weights: Floats) -> tuple[csr_array, float]:
    """Each count over its expectation, and the log likelihood of the counts."""
    counts = cells.by_row
    expected = np.einsum("ik,ik->i", shares[cells.row], weights[counts.indices])
    likely = float(counts.data.astype(float) @ np.log(expected.astype(float)))
    return csr_array((counts.data / expected, counts.indices, counts.indptr), shape=counts.shape), likely


def _term_sums(cells: Cells, state: State) -> Floats:
    ratios, _ = _ratios(cells, state.shares, state.weights)
    turned = csr_array((ratios.data[cells.turned], cells.by_term.indices, cells.by_term.indptr), shape=cells.by_term.shape)
    return np.asarray(turned @ state.shares)


def _normal(values: Floats, axis: int) -> Floats:
    return np.asarray(values / values.sum(axis=axis, keepdims=True), dtype=np.float32)
