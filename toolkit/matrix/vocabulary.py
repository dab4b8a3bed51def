"""The word types met in the course of counting, with what is known of each: told once, however many documents have it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from toolkit.matrix.types import is_number, is_unit, is_word, stop_set
from toolkit.text import Segmenter

__all__ = ["Vocabulary", "WordOptions"]

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class WordOptions:
    """Which words are counted."""

    stop_words: str | Collection[str] | None = "general"
    punctuation: bool = False
    numbers: bool = False
    phrases: tuple[str, ...] = ()


class Vocabulary:
    """Words by number, in the order in which they are met."""

    def __init__(self, options: WordOptions) -> None:
        self.options = options
        self.words: list[str] = []
        self._code_of: dict[str, int] = {}
        self._stops = stop_set(options.stop_words)
        self._phrases = frozenset(options.phrases)
        # Bytes, which an array reads as they are: flags are asked for with every shard.
        self._flags: dict[str, bytearray] = {name: bytearray() for name in ("word", "number", "unit", "counted")}
        self._segmenter = Segmenter()
        self.phrase_codes = self.codes(options.phrases)

    def codes(self, words: Iterable[str]) -> NDArray[np.int64]:
        """Return the number of each word; those not met before get new ones."""
        listed = list(words)
        codes = list(map(self._code_of.get, listed))
        for place, code in enumerate(codes):
            if code is None:
                codes[place] = self._code_of.setdefault(listed[place], len(self.words))
                if codes[place] == len(self.words):
                    self._add(listed[place])
        return np.array(codes, dtype=np.int64)

    def _add(self, word: str) -> None:
        word_, number = is_word(word), is_number(word)
        self.words.append(word)
        options = self.options
        wanted = word not in self._stops and (options.punctuation or word_) and (options.numbers or not number)
        told = {"word": word_, "number": number, "unit": is_unit(word), "counted": wanted or word in self._phrases}
        for name, value in told.items():
            self._flags[name].append(value)

    def flags(self, name: str) -> Flags:
        """Return for each word whether it is a ``word``, a ``number``, a ``unit``, or ``counted`` under the options."""
        return np.array(memoryview(self._flags[name]), dtype=np.uint8).view(bool)

    def tagged(self, tag: str) -> Flags:
        """Return for each word whether its part of speech in the dictionaries begins so."""
        return np.array([(self._segmenter.tag_of(word) or "").startswith(tag) for word in self.words], dtype=bool)
