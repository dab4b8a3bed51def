"""Near duplicates: a MinHash signature for each document, and the documents that share one.

Shingles are eight letters or characters long, punctuation and spaces left out; a sixteenth of them, chosen by their hash, stands for the
text (Broder, "On the resemblance and containment of documents", 1997; Manku, Jain and Das Sarma, WWW 2007, on sampling).
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

__all__ = ["find_duplicates", "minhash_signature"]

_ONE_IN = 16
_PERMUTATIONS = 64
_BANDS = 8
"""Rows of eight: two texts of similarity 0.9 meet in a band with probability 0.99, of similarity 0.5 with 0.03."""
_AT_ONCE = 10_000
_SIMILAR = 0.85
_SHORTEST = 200
"""Characters below which shared formulas make texts look alike: those count as duplicates only when they are the same."""


@lru_cache(maxsize=1)
def _empty_sketch() -> Any:
    """Making the permutations takes longer than using them; importing the library brings in half of scipy."""
    from datasketch import MinHash

    return MinHash(num_perm=_PERMUTATIONS, seed=1, hashfunc=int, scheme="affine32")


def minhash_signature(text: str) -> bytes:
    """Return the MinHash signature of a text, 256 bytes; empty for a text that is too short to compare."""
    hashes = _sampled_shingles(text)
    if len(text) < _SHORTEST or not len(hashes):
        return b""
    sketch = _empty_sketch().copy()
    for start in range(0, len(hashes), _AT_ONCE):
        sketch.update_batch(hashes[start : start + _AT_ONCE].tolist())
    return np.asarray(sketch.hashvalues, dtype=np.uint32).tobytes()


def _sampled_shingles(text: str) -> npt.NDArray[np.uint64]:
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    # Chinese characters, and ASCII digits and letters; what stands between them makes no difference.
    letters = (codes - np.uint32(0x3400) <= 0x6BFF) | (codes - np.uint32(0x30) <= 9) | (codes - np.uint32(0x41) <= 0x39)
    rolled = codes[letters].astype(np.uint64)
    for width, factor in ((1, 0x9E3779B97F4A7C15), (2, 0xC2B2AE3D27D4EB4F), (4, 0x165667B19E3779F9)):
        rolled = rolled[:-width] * np.uint64(factor) + rolled[width:]
    rolled ^= rolled >> np.uint64(29)
    rolled *= np.uint64(0xBF58476D1CE4E5B9)
    rolled >>= np.uint64(32)
    return np.unique(rolled[rolled & np.uint64(_ONE_IN - 1) == 0])


def find_duplicates(doc_ids: Iterable[str], digests: Iterable[str], signatures: Iterable[bytes]) -> pd.DataFrame:
    """Return the documents that repeat an earlier one.

    Parameters
    ----------
    doc_ids, digests, signatures : iterables of the same length
        In the order of the corpus: ids, SHA-256 of the cleaned texts, MinHash signatures.

    Returns
    -------
    DataFrame
        ``doc_id, duplicate_of, kind, similarity``: the first document with the same text (``exact``, 1.0) or the first with a text of
        estimated Jaccard similarity 0.85 or more (``near``).
    """
    ids = list(doc_ids)
    first_of: dict[str, int] = {}
    original = [first_of.setdefault(digest, position) for position, digest in enumerate(digests)]
    rows = {position: (other, "exact", 1.0) for position, other in enumerate(original) if other != position}
    kept = list(first_of.values())
    rows |= _near(kept, list(signatures))
    ordered = [(ids[position], ids[other], kind, similarity) for position, (other, kind, similarity) in sorted(rows.items())]
    return pd.DataFrame(ordered, columns=["doc_id", "duplicate_of", "kind", "similarity"])


def _near(positions: list[int], signatures: list[bytes]) -> dict[int, tuple[int, str, float]]:
    """Return the earliest similar text of each text, among texts whose signatures agree in a band."""
    signed = [position for position in positions if signatures[position]]
    if not signed:
        return {}
    matrix = np.frombuffer(b"".join(signatures[position] for position in signed), dtype=np.uint32).reshape(len(signed), _PERMUTATIONS)
    found: dict[int, tuple[int, str, float]] = {}
    for band in np.split(matrix, _BANDS, axis=1):
        keys = np.ascontiguousarray(band).view(np.dtype((np.void, band.shape[1] * 4))).ravel()
        _, firsts, groups = np.unique(keys, return_index=True, return_inverse=True)
        earlier = firsts[groups]
        for row in np.flatnonzero(earlier != np.arange(len(signed))):
            similarity = float(np.mean(matrix[row] == matrix[earlier[row]]))
            best = found.get(signed[row])
            if similarity >= _SIMILAR and (best is None or (-similarity, signed[earlier[row]]) < (-best[2], best[0])):
                found[signed[row]] = (signed[earlier[row]], "near", round(similarity, 3))
    return found
