"""Tokens of a corpus as they are counted: given phrases joined, units of numbers told apart from words."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

import ahocorasick
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from toolkit.errors import InvalidValue
from toolkit.matrix.types import is_number, is_unit

if TYPE_CHECKING:
    from toolkit.corpus import Corpus

__all__ = ["Tokens", "pair_keys", "read_tokens"]

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """Tokens in the order of the text, words as numbers of their types."""

    document: Ints
    """Place of the document in ``corpus.documents``."""
    sentence: Ints
    start: Ints
    end: Ints
    code: Ints
    types: NDArray[np.object_]

    def units_of_numbers(self) -> NDArray[np.bool_]:
        """Return for each token whether it is a unit that follows a number (家 in 5家, 个 and 百分点 in 2个百分点)."""
        number = np.array([is_number(word) for word in self.types], dtype=bool)[self.code]
        unit = np.array([is_unit(word) for word in self.types], dtype=bool)[self.code]
        follows = np.zeros(len(self.code), dtype=bool)
        follows[1:] = (self.document[1:] == self.document[:-1]) & (self.start[1:] == self.end[:-1])
        found = np.zeros(len(self.code), dtype=bool)
        before = number
        for _ in range(2):
            found[1:] |= unit[1:] & follows[1:] & before[:-1]
            before = found.copy()
        return found


def read_tokens(corpus: "Corpus", phrases: Collection[str]) -> Tokens:
    """Return the tokens of a corpus; each of the phrases is one token wherever the text has it, the longest first."""
    table = corpus.tokens
    words = table["text"].astype("category")
    ids = pd.Index(corpus.documents["doc_id"])
    tokens = Tokens(
        document=np.asarray(ids.get_indexer(pd.Index(table["doc_id"])), dtype=np.int64),
        sentence=table["sentence_id"].to_numpy(dtype=np.int64), start=table["start"].to_numpy(dtype=np.int64),
        end=table["end"].to_numpy(dtype=np.int64), code=np.asarray(words.cat.codes, dtype=np.int64),
        types=words.cat.categories.to_numpy(dtype=object),
    )  # fmt: skip
    return _joined(tokens, corpus.documents["text"], sorted(set(phrases))) if phrases else tokens


def pair_keys(document: Ints, number: Ints) -> Ints:
    """Return one integer for each document and number within it, in their order."""
    return (document << 32) + number


def _joined(tokens: Tokens, texts: pd.Series, phrases: list[str]) -> Tokens:
    """The tokens with those inside a match of a phrase replaced by the phrase; tokens that only overlap it stay."""
    match = _matches(texts, phrases)
    if not len(match):
        return tokens
    types, code_of_phrase = _with_types(tokens.types, phrases)
    at = pair_keys(match[:, 0], match[:, 1])
    here = pair_keys(tokens.document, tokens.start)
    order = np.argsort(here, kind="stable")
    sentence = tokens.sentence[order][np.searchsorted(here[order], at, side="right") - 1]
    last = np.maximum(np.searchsorted(at, here, side="right") - 1, 0)
    inside = (match[last, 0] == tokens.document) & (match[last, 1] <= tokens.start) & (tokens.end <= match[last, 2])
    columns = {
        "document": (tokens.document, match[:, 0]), "sentence": (tokens.sentence, sentence), "start": (tokens.start, match[:, 1]),
        "end": (tokens.end, match[:, 2]), "code": (tokens.code, code_of_phrase[match[:, 3]]),
    }  # fmt: skip
    merged = {name: np.concatenate([old[~inside], new]) for name, (old, new) in columns.items()}
    order = np.argsort(pair_keys(merged["document"], merged["start"]), kind="stable")
    return Tokens(types=types, **{name: values[order] for name, values in merged.items()})


def _matches(texts: pd.Series, phrases: list[str]) -> Ints:
    """Document, start, end and number of the phrase of each match."""
    if not all(phrase.strip() for phrase in phrases):
        raise InvalidValue("phrases has an empty phrase: give words of at least one character")
    automaton = ahocorasick.Automaton()
    for number, phrase in enumerate(phrases):
        automaton.add_word(phrase, (number, len(phrase)))
    automaton.make_automaton()
    found = [
        (document, last + 1 - length, last + 1, number)
        for document, text in enumerate(texts)
        for last, (number, length) in automaton.iter_long(text)
    ]
    return np.array(found, dtype=np.int64).reshape(-1, 4)


def _with_types(types: NDArray[np.object_], phrases: list[str]) -> tuple[NDArray[np.object_], Ints]:
    """The types with the phrases among them, and the code of each phrase."""
    code_of = {word: code for code, word in enumerate(types)}
    new = [phrase for phrase in phrases if phrase not in code_of]
    code_of |= {phrase: len(types) + place for place, phrase in enumerate(new)}
    return np.array([*types, *new], dtype=object), np.array([code_of[phrase] for phrase in phrases], dtype=np.int64)
