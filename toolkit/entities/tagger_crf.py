"""A linear-chain CRF by array operations: all chunks of a text, or of all texts, step by step together.

Scores of a sequence are the sums of the weights of its features and of its transitions (Lafferty et al. 2001). A chunk begins
and ends outside of entities.

References
----------
Lafferty, J., McCallum, A., Pereira, F. (2001). Conditional Random Fields. ICML.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

__all__ = ["Chain", "allowed_transitions", "best_labels", "marginals", "probabilities", "time_major"]

Array = NDArray[np.float64]
_largest, _sum = np.maximum.reduce, np.add.reduce


@dataclass(frozen=True, slots=True)
class Chain:
    """Where the characters of many chunks stand when they are read step by step, the longest chunk first."""

    order: NDArray[np.int64]
    """Offsets of the characters, step after step."""
    sizes: Sequence[int]
    """How many chunks have a character at each step."""


def time_major(chunks: Sequence[tuple[int, int]] | NDArray[np.int64]) -> Chain:
    """The order in which the characters of chunks are read step by step."""
    starts, ends = np.array(chunks, dtype=np.int64).reshape(-1, 2).T
    order = np.lexsort((starts, starts - ends))
    starts, lengths = starts[order], (ends - starts)[order]
    sizes = np.searchsorted(-lengths, -np.arange(lengths[0]) if len(lengths) else [], side="left")
    step = np.repeat(np.arange(len(sizes)), sizes)
    chunk = np.arange(len(step)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return Chain(starts[chunk] + step, sizes.tolist())


def allowed_transitions(labels: Sequence[str]) -> NDArray[np.bool_]:
    """Which label may follow which: the inside of a type only its begin or inside."""
    return np.array([[not after.startswith("I-") or before[2:] == after[2:] for after in labels] for before in labels])


def best_labels(emissions: Array, transitions: Array, sizes: Sequence[int]) -> NDArray[np.int64]:
    """The best labels of chunks whose emissions stand step after step (Viterbi)."""
    best: list[Array] = []
    moves, scores = transitions[:, :, None], np.ascontiguousarray(emissions.T)
    at = 0
    for step, size in enumerate(sizes):
        # With the chunks along the last axis the maximum over labels goes over whole rows.
        before = _largest(best[-1][:, None, :size] + moves, axis=0) if step else transitions[0][:, None]
        best.append(before + scores[:, at : at + size])
        at += size
    return _follow(best, transitions, len(emissions))


def _follow(best: Sequence[Array], transitions: Array, length: int) -> NDArray[np.int64]:
    """The labels of the best paths, from their ends back; `best` has a row for each label, the scores of the best paths to it."""
    found = np.zeros(length, dtype=np.int64)
    moves = np.ascontiguousarray(transitions.T)
    at, current = length, np.zeros(0, dtype=np.int64)
    for scores in reversed(best):
        scores = scores.T.copy()
        scores[: len(current)] += moves[current]
        current = scores.argmax(axis=1)
        at -= len(current)
        found[at : at + len(current)] = current
    return found


def probabilities(emissions: Array, transitions: Array, sizes: Sequence[int]) -> Array:
    """The probability of each label at each character of chunks whose emissions stand step after step.

    Every sum is made in one order, so that those of a chunk do not depend on the chunks beside it.
    """
    local = np.ascontiguousarray(np.exp(emissions - reduce(np.maximum, emissions.T)[:, None]).T)
    moves = np.exp(transitions)
    forward, backward = np.empty_like(local), np.ones_like(local)
    bounds = np.cumsum([0, *sizes]).tolist()
    there, back = moves[:, :, None], np.ascontiguousarray(moves.T)[:, :, None]
    before = local[:, :0]
    for step, size in enumerate(sizes):
        a, b = bounds[step], bounds[step + 1]
        reached = _sum(there * before[:, None, :size], axis=0) if step else moves[0][:, None]
        before = reached * local[:, a:b]
        before /= _largest(before, axis=0)
        forward[:, a:b] = before
    for step in range(len(sizes) - 1, 0, -1):
        a, b, first = bounds[step], bounds[step + 1], bounds[step - 1]
        ahead = local[:, a:b] * backward[:, a:b]
        behind = _sum(back * ahead[:, None, :], axis=0)
        behind /= _largest(behind, axis=0)
        backward[:, first : first + b - a] = behind
    both = forward * backward
    shares: Array = (both / reduce(np.add, both)).T
    return shares


def marginals(emissions: Array, transitions: Array, sizes: Sequence[int]) -> tuple[float, Array, Array, Array]:
    """Forward and backward sums.

    Returns
    -------
    likelihood : float
        Sum of the logarithms of the normalisers.
    forward, backward : array
        Scaled so that their product is the probability of each label at each character.
    pairs : array
        Expected number of each transition; row 0 has the beginnings of chunks too.
    """
    top = reduce(np.maximum, emissions.T)[:, None]
    local, moves = np.exp(emissions - top), np.exp(transitions)
    forward, backward, scale = np.empty_like(local), np.ones_like(local), np.empty(len(local))
    bounds = np.concatenate(([0], np.cumsum(sizes))).astype(int)
    pairs = np.zeros_like(moves)
    for step in range(len(sizes)):
        a, b = bounds[step], bounds[step + 1]
        before = forward[bounds[step - 1] : bounds[step - 1] + b - a] @ moves if step else moves[0]
        here = before * local[a:b]
        scale[a:b] = here.sum(axis=1)
        forward[a:b] = here / scale[a:b, None]
    for step in range(len(sizes) - 1, 0, -1):
        a, b, before = bounds[step], bounds[step + 1], bounds[step - 1]
        ahead = local[a:b] * backward[a:b] / scale[a:b, None]
        backward[before : before + b - a] = ahead @ moves.T
        pairs += forward[before : before + b - a].T @ ahead
    pairs *= moves
    if len(sizes):
        pairs[0] += (forward[: bounds[1]] * backward[: bounds[1]]).sum(axis=0)
    return float(np.log(scale).sum() + top.sum()), forward, backward, pairs
