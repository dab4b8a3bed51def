"""Words as vectors: which words stand near each other, weighed and reduced to a few dimensions."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from toolkit.errors import InvalidValue
from toolkit.matrix import Vocabulary, WordOptions, read_tokens
from toolkit.matrix.tokens import check_phrases
from toolkit.pair_keys import pair_keys

if TYPE_CHECKING:
    from toolkit.corpus import Corpus

__all__ = ["Pairs", "cosines", "embed", "read_pairs"]

Ints = NDArray[np.int64]
SmallInts = NDArray[np.int32]
Floats = NDArray[np.float64]

_SMOOTHING = 0.75
"""Power of the frequencies of context words, which keeps rare ones from ruling (Levy, Goldberg & Dagan 2015)."""


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Pairs of words near each other in a sentence, each pair once in each direction."""

    words: NDArray[Any]
    counts: Ints
    """How often each word stands in the corpus."""
    document: SmallInts
    """Place in ``corpus.documents`` of each pair."""
    word: SmallInts
    near: SmallInts

    def together(self) -> csr_array:
        """Return how often each word stands near each other word."""
        cells = (np.ones(len(self.word), dtype=np.int32), (self.word, self.near))
        return csr_array(coo_array(cells, shape=(len(self.words), len(self.words)))).astype(np.float64)

    def number_of(self, word: str) -> int:
        """Return the place of a word."""
        at = int(np.searchsorted(self.words, word)) if len(self.words) else 0
        if at >= len(self.words) or self.words[at] != word:
            raise InvalidValue(
                f"{word!r} is none of the {len(self.words):,} words compared: it is too rare (min_count), a stop word (stop_words), or "
                f"the segmenter cuts it (phrases=[{word!r}])"
            )
        return at


def read_pairs(
    corpus: "Corpus", *, window: int, min_count: int, stop_words: str | Collection[str] | None, phrases: Collection[str]
) -> Pairs:
    """Return the pairs of words of a corpus at most ``window`` tokens apart in one sentence."""
    vocabulary = Vocabulary(WordOptions(stop_words=stop_words, phrases=check_phrases(phrases)))
    tokens = read_tokens(corpus.tokens, corpus.documents, vocabulary)
    types = np.array(vocabulary.words, dtype=object)
    counts = np.bincount(tokens.code, minlength=len(types))
    kept = np.flatnonzero(vocabulary.flags("counted") & (counts >= min_count))
    kept = kept[np.argsort(types[kept])]
    # Tens of millions of pairs: half the width is half the memory.
    number = np.full(len(types), -1, dtype=np.int32)
    number[kept] = np.arange(len(kept))
    code = number[tokens.code]
    sentence = pair_keys(tokens.document, tokens.sentence)
    place = tokens.document.astype(np.int32)
    parts = [np.zeros((3, 0), dtype=np.int32)]
    for gap in range(1, window + 1):
        near = np.flatnonzero((sentence[:-gap] == sentence[gap:]) & (code[:-gap] >= 0) & (code[gap:] >= 0))
        one, other, document = code[near], code[near + gap], place[near]
        parts += [np.stack([document, one, other]), np.stack([document, other, one])]
    document, word, near = np.concatenate(parts, axis=1)
    return Pairs(types[kept], counts[kept], document, word, near)


def embed(together: csr_array, *, n_dimensions: int, seed: int) -> Floats:
    """Return a vector for each word: positive pointwise mutual information with the words near it, by truncated singular value
    decomposition; the same seed gives the same vectors, signs included."""
    # Loaded late: scikit-learn takes half a second.
    from sklearn.utils.extmath import randomized_svd

    cells = together.tocoo()
    of_word = together.sum(axis=1)
    of_near = together.sum(axis=0) ** _SMOOTHING
    pmi = np.log(cells.data * of_near.sum() / (of_word[cells.row] * of_near[cells.col]))
    positive = csr_array((np.maximum(pmi, 0.0), (cells.row, cells.col)), shape=together.shape)
    positive.eliminate_zeros()
    size = min(n_dimensions, together.shape[0])
    left, strength, _ = randomized_svd(positive, size, n_iter=4, random_state=seed)
    return np.asarray(left * np.sqrt(strength))


def cosines(one: Floats, many: Floats) -> Floats:
    """Return the cosine of a vector with each of many; 0 where one of both is nothing."""
    lengths = np.linalg.norm(many, axis=1) * np.linalg.norm(one)
    return np.asarray(np.divide(many @ one, lengths, out=np.zeros(len(many)), where=lengths > 0))
