"""A MinHash signature for each document, and the documents whose signatures are much alike.

Shingles are eight letters or characters long, punctuation and spaces left out; a sixteenth of them, chosen by their hash, stands for the
text (Broder, "On the resemblance and containment of documents", 1997; Manku, Jain and Das Sarma, WWW 2007, on sampling).
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

__all__ = ["Pair", "minhash_signature", "similar_pairs"]

_ONE_IN = 16
_PERMUTATIONS = 64
_BANDS = 8
"""Rows of eight: two texts of similarity 0.9 meet in a band with probability 0.99, of similarity 0.5 with 0.03."""
_AT_ONCE = 10_000
_SIMILAR = 0.85
_SHORTEST = 200
"""Characters below which shared formulas make texts look alike: those count as duplicates only when they are the same."""


@lru_cache(maxsize=1)
def _permutations() -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint32]]:
    """Factors, odd so that no two numbers become one, and summands of maps of 32-bit numbers onto themselves, one a row."""
    random = np.random.RandomState(1)  # whose numbers stay the same in all versions of the library
    factors = random.randint(0, 1 << 31, (_PERMUTATIONS, 1), dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    return factors, random.randint(0, 1 << 32, (_PERMUTATIONS, 1), dtype=np.uint32)


def minhash_signature(text: str) -> bytes:
    """Return the MinHash signature of a text, 256 bytes; empty for a text that is too short to compare."""
    hashes = _sampled_shingles(text)
    if len(text) < _SHORTEST or not len(hashes):
        return b""
    factors, summands = _permutations()
    parts = np.split(_mixed(hashes), range(_AT_ONCE, len(hashes), _AT_ONCE))
    lowest = np.min([(part * factors + summands).min(axis=1) for part in parts], axis=0)
    return bytes(lowest.tobytes())


def _sampled_shingles(text: str) -> npt.NDArray[np.uint32]:
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    # Chinese characters, and ASCII digits and letters; what stands between them makes no difference.
    letters = (codes - np.uint32(0x3400) <= 0x6BFF) | (codes - np.uint32(0x30) <= 9) | (codes - np.uint32(0x41) <= 0x39)
    rolled = codes[letters].astype(np.uint64)
    for width, factor in ((1, 0x9E3779B97F4A7C15), (2, 0xC2B2AE3D27D4EB4F), (4, 0x165667B19E3779F9)):
        rolled = rolled[:-width] * np.uint64(factor) + rolled[width:]
    rolled ^= rolled >> np.uint64(29)
    rolled *= np.uint64(0xBF58476D1CE4E5B9)
    hashes = (rolled >> np.uint64(32)).astype(np.uint32)
    return np.asarray(hashes[hashes & np.uint32(_ONE_IN - 1) == 0])


def _mixed(hashes: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    """The finaliser of MurmurHash3 (Appleby, 2011): numbers near one another come to lie far apart."""
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35)):
        hashes = (hashes ^ (hashes >> np.uint32(shift))) * np.uint32(factor)
    return hashes ^ (hashes >> np.uint32(16))


class Pair(NamedTuple):
    """A text, an earlier one whose signature is much like its own, by their places in the corpus, and how much."""

    later: int
    earlier: int
    similarity: float


def similar_pairs(signatures: Sequence[bytes], labels: Sequence[str]) -> set[Pair]:
    """Return pairs of texts of estimated Jaccard similarity 0.85 or more.

    A text is paired with the first of those that agree with it in a band, and with the first of them that has the same label.

    Parameters
    ----------
    signatures, labels : sequences of the same length
        In the order of the corpus; an empty signature is like no other.
    """
    signed = [position for position, signature in enumerate(signatures) if signature]
    if not signed:
        return set()
    matrix = np.frombuffer(b"".join(signatures[position] for position in signed), dtype=np.uint32).reshape(len(signed), _PERMUTATIONS)
    _, kinds = np.unique([labels[position] for position in signed], return_inverse=True)
    found: set[Pair] = set()
    for band in np.split(matrix, _BANDS, axis=1):
        for keys in (band, np.column_stack((band, kinds.astype(np.uint32)))):
            whole = np.ascontiguousarray(keys).view(np.dtype((np.void, keys.shape[1] * 4))).ravel()
            _, firsts, groups = np.unique(whole, return_index=True, return_inverse=True)
            earlier = firsts[groups]
            for row in np.flatnonzero(earlier != np.arange(len(signed))):
                similarity = float(np.mean(matrix[row] == matrix[earlier[row]]))
                if similarity >= _SIMILAR:
                    found.add(Pair(signed[row], signed[earlier[row]], round(similarity, 3)))
    return found
