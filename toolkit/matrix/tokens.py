"""Tokens of documents as they are counted: given phrases joined, units of numbers told apart from words."""

from collections.abc import Collection
from dataclasses import dataclass

import ahocorasick
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from toolkit.errors import InvalidValue
from toolkit.matrix.vocabulary import Vocabulary
from toolkit.pair_keys import pair_keys

__all__ = ["Tokens", "check_phrases", "read_tokens"]

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """Tokens in the order of the text, words as numbers of a vocabulary."""

    document: Ints
    """Place of the document among those that are counted."""
    sentence: Ints
    start: Ints
    end: Ints
    code: Ints

    def units_of_numbers(self, vocabulary: Vocabulary) -> NDArray[np.bool_]:
        """Return for each token whether it is a unit that follows a number (家 in 5家, 个 and 百分点 in 2个百分点)."""
        number, unit = vocabulary.flags("number")[self.code], vocabulary.flags("unit")[self.code]
        follows = np.zeros(len(self.code), dtype=bool)
        follows[1:] = (self.document[1:] == self.document[:-1]) & (self.start[1:] == self.end[:-1])
        found = np.zeros(len(self.code), dtype=bool)
        before = number
        for _ in range(2):
            found[1:] |= unit[1:] & follows[1:] & before[:-1]
            before = found.copy()
        return found


def read_tokens(table: pd.DataFrame, documents: pd.DataFrame, vocabulary: Vocabulary) -> Tokens:
    """Return the tokens of documents; each phrase of the vocabulary is one token wherever the text has it, the longest first.

    Parameters
    ----------
    table : DataFrame
        ``corpus.tokens``; tokens of other documents are passed over.
    documents : DataFrame
        With ``doc_id`` and, where there are phrases, ``text``.
    vocabulary : Vocabulary
        Gets the words that it lacks.
    """
    ids = table["doc_id"].astype("category")
    place = np.asarray(pd.Index(documents["doc_id"]).get_indexer(pd.Index(ids.cat.categories)), dtype=np.int64)
    document = np.append(place, -1)[ids.cat.codes.to_numpy(dtype=np.int64)]
    words = table["text"].astype("category")
    codes = words.cat.codes.to_numpy(dtype=np.int64)
    used = np.zeros(len(words.cat.categories), dtype=bool)
    used[codes] = True
    code_of = np.zeros(len(used), dtype=np.int64)
    code_of[used] = vocabulary.codes(words.cat.categories.to_numpy(dtype=object)[used].tolist())
    columns = {name: table[column].to_numpy(dtype=np.int64) for name, column in _COLUMNS.items()}
    here = document >= 0
    tokens = Tokens(document=document[here], code=code_of[codes][here], **{name: values[here] for name, values in columns.items()})
    return _joined(tokens, documents["text"], vocabulary) if vocabulary.options.phrases else tokens


_COLUMNS = {"sentence": "sentence_id", "start": "start", "end": "end"}


def check_phrases(phrases: Collection[str]) -> tuple[str, ...]:
    """Return phrases in order, each once."""
    if isinstance(phrases, str) or not all(isinstance(phrase, str) and phrase.strip() for phrase in phrases):
        raise InvalidValue("phrases has an empty phrase, or is no collection of phrases: give words of at least one character in a list")
    return tuple(sorted(set(phrases)))


def _joined(tokens: Tokens, texts: pd.Series, vocabulary: Vocabulary) -> Tokens:
    """The tokens with those inside a match of a phrase replaced by the phrase; tokens that only overlap it stay."""
    match = _matches(texts, vocabulary.options.phrases)
    if not len(match):
        return tokens
    at = pair_keys(match[:, 0], match[:, 1])
    here = pair_keys(tokens.document, tokens.start)
    order = np.argsort(here, kind="stable")
    sentence = tokens.sentence[order][np.searchsorted(here[order], at, side="right") - 1]
    last = np.maximum(np.searchsorted(at, here, side="right") - 1, 0)
    inside = (match[last, 0] == tokens.document) & (match[last, 1] <= tokens.start) & (tokens.end <= match[last, 2])
    columns = {
        "document": (tokens.document, match[:, 0]), "sentence": (tokens.sentence, sentence), "start": (tokens.start, match[:, 1]),
        "end": (tokens.end, match[:, 2]), "code": (tokens.code, vocabulary.phrase_codes[match[:, 3]]),
    }  # fmt: skip
    merged = {name: np.concatenate([old[~inside], new]) for name, (old, new) in columns.items()}
    order = np.argsort(pair_keys(merged["document"], merged["start"]), kind="stable")
    return Tokens(**{name: values[order] for name, values in merged.items()})


def _matches(texts: pd.Series, phrases: tuple[str, ...]) -> Ints:
    """Document, start, end and number of the phrase of each match."""
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
