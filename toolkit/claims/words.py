"""The words around a figure, each with the class that tells how to read it."""

from functools import cache
from typing import NamedTuple

from toolkit.lexicon import read_list, read_table
from toolkit.text import Segmenter

__all__ = ["Word", "dependent_nouns", "joined", "words_of"]

_MARKS = frozenset("，,；;：:。！？!?（）()\n\r\t—…[]【】|")
_SPACES = frozenset(" 　\u00a0")
_CALENDAR = frozenset("年月日")


class Word(NamedTuple):
    """A word with its class: one of ``claim_words.tsv``, ``mark``, ``list`` (、), ``space``, or empty for a nominal word."""

    text: str
    kind: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@cache
def _kinds() -> dict[str, str]:
    kinds = {row["word"]: row["class"] for row in read_table("claim_words.tsv")}
    kinds.update(dict.fromkeys(_MARKS, "mark"))
    kinds.update(dict.fromkeys(_SPACES, "space"))
    kinds["、"] = "list"
    return kinds


@cache
def _segmenter() -> Segmenter:
    # Compounds of this list are words here even where the dictionary of the segmenter would cut them.
    return Segmenter(user_words=[word for word in _kinds() if len(word) > 2])


@cache
def dependent_nouns() -> frozenset[str]:
    """Nouns that name no indicator alone (规模, 总量, 占比)."""
    return frozenset(read_list("claim_dependent_nouns.txt"))


def words_of(text: str, start: int, end: int) -> list[Word]:
    """Return the words of text[start:end] with their offsets in the text."""
    kinds, found, at = _kinds(), [], start
    cut = _segmenter().cut(text[start:end])
    for index, word in enumerate(cut):
        kind = kinds.get(word, "")
        if word[0].isdigit() and index + 1 < len(cut) and cut[index + 1][0] in _CALENDAR:
            kind = "time"
        found.append(Word(word, kind, at))
        at += len(word)
    return found


def joined(text: str, words: list[Word]) -> str:
    """Return the text that the words span."""
    return text[words[0].start : words[-1].end] if words else ""
