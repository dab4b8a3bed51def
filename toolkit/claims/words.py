"""The words around a figure, each with the class that tells how to read it."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from toolkit.lexicon import read_list, read_table
from toolkit.text import Segmenter

__all__ = ["Word", "dependent_nouns", "joined", "words_between"]

_MARKS = frozenset("，,；;：:。！？!?\r\t—…[]【】|")
_SPACES = frozenset(" 　\u00a0\n")
_QUOTES = {"“": "”", "《": "》", "「": "」"}
_HALVED = (2, 4)
_SEAM = "\x1f"
_CHINESE = re.compile("[一-鿿]")
_OPEN, _CLOSE = frozenset("（("), frozenset("）)")


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
    # The dictionary of policy terms is left out: its long terms would hide what 城镇和农村居民收入 have in common.
    nouns = [word for word, kind in _kinds().items() if kind in ("rate", "noun")] + sorted(dependent_nouns())
    return Segmenter(domain=False, user_words=[*(word for word in _kinds() if len(word) > 2), *nouns])


@cache
def dependent_nouns() -> frozenset[str]:
    """Nouns that name no indicator alone (规模, 总量, 占比)."""
    return frozenset(read_list("claim_dependent_nouns.txt"))


def words_between(text: str, edges: Sequence[tuple[int, int]], times: Sequence[tuple[int, int]] = ()) -> list[list[Word]]:
    """Return the words of several stretches of a text, with their offsets in the text.

    Parameters
    ----------
    text : str
    edges : sequence of (int, int)
        The stretches, in order.
    times : sequence of (int, int)
        Spans of the times in the text; each is one word of kind ``time``. What stands in closed round brackets is left out.
    """
    plan: list[list[tuple[int, int, bool]]] = []
    starts = [first for first, _ in times]
    for start, end in edges:
        pieces = []
        for first, last in times[bisect_left(starts, start) : bisect_left(starts, end)]:
            if last <= end:
                pieces += [(start, first, False), (first, last, True)]
                start = last
        plan.append([*pieces, (start, end, False)])
    # One call for the whole sentence: a call costs more than the words of a short stretch.
    cut = iter(_segmenter().cut(_SEAM.join(text[a:b].replace(_SEAM, " ") for stretch in plan for a, b, is_time in stretch if not is_time)))
    return [_names_whole(_without_brackets(_stretch(text, pieces, cut))) for pieces in plan]


def _stretch(text: str, pieces: list[tuple[int, int, bool]], cut: Iterator[str]) -> list[Word]:
    found: list[Word] = []
    for start, end, is_time in pieces:
        if is_time:
            found.append(Word(text[start:end], "time", start))
            continue
        words = []
        for word in cut:
            if word == _SEAM:
                break
            words.append(word)
        found += _classed(text, start, words)
    return found


def _classed(text: str, start: int, words: list[str]) -> list[Word]:
    kinds, found = _kinds(), []
    for index, word in enumerate(words):
        kind = kinds.get(word, "")
        if word[0].isdigit() and (index == 0 or not words[index - 1][-1].isascii()):
            kind = "time"
        for part in (word,) if kind or len(word) not in _HALVED else _halves(word):
            found.append(Word(part, _spacing(text, start) if part in _SPACES else kind or kinds.get(part, ""), start))
            start += len(part)
    return found


@lru_cache(maxsize=65536)
def _halves(word: str) -> list[str]:
    """Part a word that the segmenter's dictionary holds whole but that is verb and adverb here (从居, 不断完善)."""
    kinds, middle = _kinds(), len(word) // 2
    first, second = word[:middle], word[middle:]
    listed = first in kinds and (second in kinds or kinds[first] == "adverb")
    return [first, second] if listed and (len(word) == 4 or second in kinds) else [word]


def _spacing(text: str, at: int) -> str:
    """A blank between two Chinese words sets them apart; a line break does not."""
    return "mark" if text[at] != "\n" and _CHINESE.match(text[at - 1 : at]) and _CHINESE.match(text, at + 1) else "space"


def _without_brackets(words: list[Word]) -> list[Word]:
    """Leave out what stands in brackets; an opening bracket without its end is a mark."""
    kept: list[Word] = []
    opened: list[int] = []
    for word in words:
        if word.text in _OPEN:
            opened.append(len(kept))
            kept.append(Word(word.text, "mark", word.start))
        elif word.text in _CLOSE:
            if opened:
                del kept[opened.pop() :]
            else:
                kept.append(Word(word.text, "mark", word.start))
        else:
            kept.append(word)
    return kept


def _names_whole(words: list[Word]) -> list[Word]:
    """Join what stands in quotation marks or 《》 to one word, so that a name is never cut at a verb inside it."""
    kept: list[Word] = []
    opened: int | None = None
    for word in words:
        if word.text in _QUOTES:
            opened = len(kept)
        kept.append(word)
        if opened is not None and word.text == _QUOTES[kept[opened].text]:
            name = "".join(part.text for part in kept[opened:])
            kept[opened:] = [Word(name, "", kept[opened].start)]
            opened = None
    return kept


def joined(words: list[Word]) -> str:
    """Return the words as one phrase."""
    return "".join(word.text for word in words if word.kind != "space")
