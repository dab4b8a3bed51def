"""Windows of words in texts, as numbers: which are frequent, and how many have some of their words in common."""

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from toolkit.matrix import Vocabulary, read_tokens, runs
from toolkit.pair_keys import pair_keys

if TYPE_CHECKING:
    from toolkit.corpus import Corpus

__all__ = ["Found", "RunningWords", "Sharing", "read_running"]

Ints = NDArray[np.int64]
SmallInts = NDArray[np.int32]
Sharing = dict[tuple[bool, ...], NDArray[np.float64]]


class Found(NamedTuple):
    """Where phrases stand: the place of the first word, and the number of the phrase."""

    at: SmallInts
    phrase: SmallInts


@dataclass(frozen=True, slots=True, eq=False)
class RunningWords:
    """The words of all documents one after the other, without marks."""

    code: SmallInts
    run: SmallInts
    """The same for words with no mark and no end of a sentence between them."""
    document: SmallInts
    content: NDArray[np.bool_]
    """Whether the word can be part of a phrase."""

    def frequent(self, longest: int, min_count: int) -> dict[int, SmallInts]:
        """Return for each length from 2 the sequences of content words that stand so often at least, a row each.

        Both halves of a frequent sequence, without its last and without its first word, are frequent: only those are looked at.
        """
        number = np.where(self.content, self.code, -1).astype(np.int32)
        found = {}
        for length in range(2, longest + 1):
            at = np.flatnonzero((number[:-1] >= 0) & (number[1:] >= 0) & (self.run[:-1] == self.run[1:])).astype(np.int32)
            ids, _ = pd.factorize(pair_keys(number[at], number[at + 1]))
            often = np.bincount(ids) >= min_count
            chosen = often[ids]
            at, ids = at[chosen], (np.cumsum(often) - 1)[ids[chosen]]
            number = np.full(len(self.code), -1, dtype=np.int32)
            number[at] = ids
            first = np.zeros(int(often.sum()), dtype=np.int64)
            first[ids[::-1]] = at[::-1]
            found[length] = self.code[first[:, None] + np.arange(length)]
        return found

    def sharing(self, phrases: SmallInts) -> tuple[Sharing, Found]:
        """Return for each choice of places in a window how many windows have the words of each phrase there, and where phrases stand."""
        length, size = phrases.shape[1], int(self.code.max(initial=0)) + 1
        last = max(len(self.run) - length + 1, 0)
        at = np.flatnonzero(self.run[:last] == self.run[len(self.run) - last :]).astype(np.int32)
        sharing = {(False,) * length: np.full(len(phrases), float(len(at)))}
        found = Found(at, np.zeros(len(at), dtype=np.int32))
        # Windows that agree at the places kept so far, and the number of the words that each phrase has there.
        agreeing = [(found, np.zeros(len(phrases), dtype=np.int64))]
        for places in sorted(places for kept in range(1, length + 1) for places in combinations(range(length), kept)):
            windows, start = agreeing[len(places) - 1]
            known, name = np.unique(start * size + phrases[:, places[-1]], return_inverse=True)
            keys = windows.phrase.astype(np.int64) * size + self.code[windows.at + places[-1]]
            number = _numbered(keys, known, small=len(places) == 1)
            agree = number >= 0
            here = Found(windows.at[agree], number[agree].astype(np.int32))
            sharing[tuple(place in places for place in range(length))] = np.bincount(here.phrase, minlength=len(known))[name].astype(float)
            agreeing[len(places) :] = [(here, name.astype(np.int64))]
            if len(places) == length:
                found = Found(here.at, np.argsort(name).astype(np.int32)[here.phrase])
        return sharing, found

    def documents_with(self, found: Found, n_phrases: int) -> Ints:
        """Return in how many documents each phrase stands."""
        pairs = pd.unique(pair_keys(found.phrase, self.document[found.at]))
        return np.bincount(pairs >> 32, minlength=n_phrases)

    def commonest_neighbour(self, found: Found, step: int, n_phrases: int) -> Ints:
        """Return how often the commonest content word stands so many words on (1 from the first word is the second) of each phrase."""
        place = np.clip(found.at + step, 0, len(self.code) - 1)
        beside = (self.run[place] == self.run[found.at]) & (place == found.at + step) & self.content[place]
        pairs, n = np.unique(pair_keys(found.phrase[beside], self.code[place[beside]]), return_counts=True)
        most = np.zeros(n_phrases, dtype=np.int64)
        np.maximum.at(most, pairs >> 32, n)
        return most


def _numbered(keys: Ints, known: Ints, *, small: bool) -> Ints:
    """The place of each key among those known, -1 for others; small keys are looked up in a table."""
    if not small:
        return np.asarray(pd.Index(known).get_indexer(pd.Index(keys)), dtype=np.int64)
    table = np.full(int(max(keys.max(initial=0), known.max(initial=0))) + 1, -1, dtype=np.int64)
    table[known] = np.arange(len(known))
    return table[keys]


def read_running(corpus: "Corpus", vocabulary: Vocabulary, *, duplicates: bool) -> RunningWords:
    """Return the words of a corpus, read one shard at a time."""
    parts: list[tuple[NDArray[np.generic], ...]] = []
    n_documents = n_runs = 0
    for part in corpus.parts():
        documents = part.documents
        documents = documents if duplicates else documents[documents["duplicate_of"].isna()]
        tokens = read_tokens(part.tokens, documents, vocabulary)
        run = runs(tokens, vocabulary)
        word = vocabulary.flags("word")[tokens.code]
        content = vocabulary.flags("counted")[tokens.code] & ~tokens.units_of_numbers(vocabulary)
        numbers = (tokens.code, run + n_runs, tokens.document + n_documents)
        parts.append((*(column[word].astype(np.int32) for column in numbers), content[word]))
        n_documents += len(documents)
        n_runs += int(run.max(initial=0)) + 1
    code, runs_of_words, document, content = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    return RunningWords(code, runs_of_words, document, content)
