"""The words of a text with their offsets, each with the class that tells how to read it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from toolkit.grammar.vocabulary import claim_classes
from toolkit.lexicon import read_list
from toolkit.text.segmentation import Segmenter

__all__ = ["Word", "Words", "begins_word", "dependent_nouns", "is_verb", "is_verbal", "joined", "read_words", "tag_of", "words_of"]

_MARKS = frozenset("，,；;：:。！？!?.．\r\t—…[]【】|")
_SPACES = frozenset(" 　\u00a0\n")
# What words of these classes are depends on what stands around them.
_BY_CONTEXT = frozenset({"space", "digits"})
_HALVED = (2, 4)
_VALUE_VERBS = frozenset("要为达到至居")
# The segmenter guesses that they begin a word where they end one (下岗|率控制).
_MEASURE_ENDS = frozenset("率额量值度")
# Words of two characters that are one noun (用地), though each character is a verb or adverb elsewhere.
_WHOLE_TAGS = frozenset({"n", "b", "r"})
# 清理 is an adjective in the dictionary.
_VERBAL_TAGS = frozenset({"v", "vn", "vd", "a"})
_SEAM = "\x1f"
_MARGIN = 6
"""Characters around an offset that tell whether a word begins there."""
_BREAKS = re.compile("[。；！？\n]+")
"""No word of the segmenter goes over these."""
# What stands behind a number that only says which things are meant (5亿元以上项目, 65岁老人), not when.
_LIMIT = re.compile("[万亿千百]|元|岁|强|[千百]?瓦|[公平立]|[吨亩人个]|[-—~至]|/[0-9A-Z]")
_CHINESE = re.compile("[一-鿿]")
# 拖 拉 机: characters set apart one by one; 比重 提高: what is said of a noun. In both the blank says nothing.
_LETTERSPACED = re.compile("(?<![一-鿿])[一-鿿][ \u3000\u00a0]|[一-鿿][ \u3000\u00a0][一-鿿](?![一-鿿])")
_SAID = re.compile("[ \u3000\u00a0](?:提高|增长|增加|下降|上升|降低|减少|达到?|为[0-9]|同比|比上年|完成|实现)")


class Word(NamedTuple):
    """A word with its class.

    One of ``words.tsv``; ``mark``, ``list`` (、), ``space``; ``time`` or ``quantity`` for one that was read as such; or empty for a
    nominal word.
    """

    text: str
    kind: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class Words:
    """The words of a text in order, to be looked up by offset.

    The text is cut where it is looked up, from one mark that no word goes over to the next: most of a report is never asked for.
    """

    def __init__(self, text: str, spans: Sequence[tuple[int, int, str]]) -> None:
        self._text, self._spans, self._span_starts = text, spans, [start for start, _, _ in spans]
        self._read = {start: kind for start, _, kind in spans}
        self._ends = [match.end() for match in _BREAKS.finditer(text) if not self._in_span(match.end())]
        self._cut: dict[int, tuple[list[Word], list[int]]] = {}

    def between(self, start: int, end: int) -> list[Word]:
        """Return the words that begin in text[start:end]."""
        found: list[Word] = []
        for number in range(self.stretch(start), self.stretch(end - 1) + 1):
            words, starts = self._cut.get(number) or self._cut_stretch(number)
            first = bisect_left(starts, start)
            found += words[first : bisect_left(starts, end, first)]
        return found

    def stretch(self, at: int) -> int:
        """Return the number of the stretch between two marks that an offset lies in; no name goes over such a mark."""
        return bisect_right(self._ends, at)

    def _in_span(self, at: int) -> bool:
        index = bisect_left(self._span_starts, at) - 1
        return index >= 0 and self._spans[index][1] > at

    def _cut_stretch(self, number: int) -> tuple[list[Word], list[int]]:
        """The words of one stretch and where each begins; the parts of a word where the whole does."""
        words: list[Word] = []
        starts: list[int] = []
        read = self._read
        for text, at in zip(*self._texts(number), strict=True):
            kind = read.get(at) or _single_kind(text)
            if kind is not None:
                words.append(Word(text, kind, at))
                starts.append(at)
            else:
                for part in _classed(self._text, text, at):
                    words.append(part)
                    starts.append(at)
        self._cut[number] = words, starts
        return words, starts

    def _texts(self, number: int) -> tuple[list[str], list[int]]:
        """What the segmenter makes of one stretch, with the spans that were read as one word each."""
        at = self._ends[number - 1] if number else 0
        end = self._ends[number] if number < len(self._ends) else len(self._text)
        spans = self._spans[bisect_left(self._span_starts, at) : bisect_left(self._span_starts, end)]
        texts: list[str] = []
        starts: list[int] = []
        coming = iter(spans)
        for word in _segmenter().cut(_masked(self._text, at, end, spans)):
            if word == _SEAM:
                start, last, kind = next(coming)
                if kind == "time":
                    _set_apart_comparison(texts, starts)
                texts.append(self._text[start:last])
                starts.append(start)
                at = last
            else:
                texts.append(word)
                starts.append(at)
                at += len(word)
        return texts, starts


def _masked(text: str, start: int, end: int, spans: Sequence[tuple[int, int, str]]) -> str:
    """text[start:end] with one mark for each of the spans in it."""
    pieces: list[str] = []
    for first, last, _ in spans:
        pieces.append(text[start:first].replace(_SEAM, " "))
        start = last
    pieces.append(text[start:end].replace(_SEAM, " "))
    return _SEAM.join(pieces)


@cache
def _kinds() -> dict[str, str]:
    kinds = dict(claim_classes())
    kinds.update(dict.fromkeys(_MARKS, "mark"))
    kinds.update(dict.fromkeys(_SPACES, "space"))
    kinds["、"] = "list"
    return kinds


@cache
def dependent_nouns() -> frozenset[str]:
    """Nouns that name no indicator alone (规模, 总量, 占比)."""
    return frozenset(read_list("claim_dependent_nouns.txt"))


@cache
def _segmenter() -> Segmenter:
    # Compounds of this list are words here even where the dictionary of the segmenter would cut them.
    # The dictionary of policy terms is left out: its long terms would hide what 城镇和农村居民收入 have in common.
    nouns = [word for word, kind in _kinds().items() if kind in ("rate", "noun")] + sorted(dependent_nouns())
    cut = Segmenter(domain=False).cut
    # A word of two characters that the dictionary lacks or takes for two would be lost to its neighbours (收入连|跨).
    verbs = [word for word in _kinds() if len(word) > 2 or cut(word) != [word]]
    return Segmenter(domain=False, user_words=[*verbs, *nouns])


@lru_cache(maxsize=65536)
def tag_of(word: str) -> str:
    """The part of speech that the dictionary gives a word (``n``, ``v``, ``ns``…); empty for a word that it lacks."""
    return _segmenter().tag_of(word) or ""


def is_verb(word: Word) -> bool:
    """Whether a word is a verb and nothing else: one of the list, or one without a class that the dictionary has for a verb."""
    return word.kind == "verb" or (not word.kind and tag_of(word.text) == "v")


def is_verbal(word: Word) -> bool:
    """Whether a word may be a verb: one of the lists, or one that the dictionary has for a verb and that measures nothing."""
    if word.kind in ("verb", "new"):
        return True
    return word.kind in ("", "noun") and word.text not in dependent_nouns() and tag_of(word.text) in _VERBAL_TAGS


def read_words(text: str, spans: Iterable[tuple[int, int, str]]) -> Words:
    """Return the words of a text.

    Parameters
    ----------
    text : str
    spans : iterable of (int, int, str)
        Stretches that are one word each, with their kind (``time``, ``quantity``); of those that overlap the first is taken.

    Examples
    --------
    >>> words = read_words("2023年粮食总产量增长5%", [(0, 5, "time"), (12, 14, "quantity")])
    >>> [(word.text, word.kind) for word in words.between(0, 20)]
    [('2023年', 'time'), ('粮食', ''), ('总产量', ''), ('增长', 'up'), ('5%', 'quantity')]
    """
    kept: list[tuple[int, int, str]] = []
    at = 0
    for span in sorted(spans):
        if span[0] >= at:
            kept.append(span)
            at = span[1]
    return Words(text, kept)


def words_of(text: str) -> list[Word]:
    """Return the words of a short text in which no time or quantity is looked for.

    Examples
    --------
    >>> [(word.text, word.kind) for word in words_of("总产量增长")]
    [('总产量', ''), ('增长', 'up')]
    """
    words: list[Word] = []
    at = 0
    for word in _segmenter().cut(text.replace(_SEAM, " ")):
        kind = _single_kind(word)
        if kind is None:
            words += _classed(text, word, at)
        else:
            words.append(Word(word, kind, at))
        at += len(word)
    return words


def begins_word(text: str, start: int) -> bool:
    """Whether a word begins at an offset: what is found there may be the seam of two others (农|民建|房, 湖|北汽|车).

    Examples
    --------
    >>> [begins_word("农民建房", at) for at in (0, 1)]
    [True, False]
    """
    low = max(0, start - _MARGIN)
    return any(word.start == start - low for word in words_of(text[low : start + _MARGIN]))


def _set_apart_comparison(texts: list[str], starts: list[int]) -> None:
    """Part the last word, which stands before a time, from the 比 that the segmenter took into it (产量比|上年)."""
    if texts and len(texts[-1]) > 1 and texts[-1][-1] in "比较" and texts[-1] not in _kinds():
        word, start = texts[-1], starts[-1]
        texts[-1:] = [word[:-1], word[-1]]
        starts.append(start + len(word) - 1)


def _classed(text: str, word: str, start: int) -> list[Word]:
    """A word with its class, or its parts where the segmenter took two for one."""
    parts = _parts(word)
    if len(parts) == 1:
        kind = parts[0][1]
        if kind == "space":
            kind = _spacing(text, start)
        elif kind == "digits":
            letters = start and text[start - 1].isascii() and text[start - 1].isalnum()
            kind = "" if letters or _LIMIT.match(text, start + len(word)) else "time"
        return [Word(word, kind, start)]
    (first, kind), (second, other) = parts
    return [Word(first, kind, start), Word(second, other, start + len(first))]


@lru_cache(maxsize=65536)
def _single_kind(word: str) -> str | None:
    """The class of a word; None for one that has parts, or whose class depends on what stands around it."""
    parts = _parts(word)
    return None if len(parts) > 1 or parts[0][1] in _BY_CONTEXT else parts[0][1]


@lru_cache(maxsize=65536)
def _parts(word: str) -> tuple[tuple[str, str], ...]:
    """The parts of a word with their classes: one, or two that the segmenter takes for one (应诉率达, 价格上涨, 从居, 不断完善)."""
    kinds = _kinds()
    if word in kinds:
        return ((word, kinds[word]),)
    if word[0].isdigit() and not word[-1].isalpha():
        return ((word, "digits"),)
    if len(word) > 1 and word[-1] in _VALUE_VERBS and not tag_of(word):
        # The segmenter guesses at words that its dictionary lacks: 应诉率达|100%, 调整升级为|8:37:55, 预算|数为.
        return ((word[:-1], kinds.get(word[:-1], "")), (word[-1], kinds[word[-1]]))
    if len(word) == 2 and word[0] == "占" and not tag_of(word) and word not in dependent_nouns():
        return ((word[0], kinds[word[0]]), (word[1], kinds.get(word[1], "")))
    if word[0] in _MEASURE_ENDS and word[1:] in kinds and (len(word) == 3 or (len(word) == 2 and not tag_of(word))):
        return ((word[0], ""), (word[1:], kinds[word[1:]]))
    if len(word) == 4 and kinds.get(word[2:]) in ("up", "down"):
        return ((word[:2], kinds.get(word[:2], "")), (word[2:], kinds[word[2:]]))
    if len(word) not in _HALVED:
        return ((word, ""),)
    return tuple((part, kinds.get(part, "")) for part in _halves(word))


def _halves(word: str) -> tuple[str, ...]:
    """Part a word that the segmenter's dictionary holds whole but that is verb and adverb here (从居, 不断完善)."""
    kinds, middle = _kinds(), len(word) // 2
    if tag_of(word) in _WHOLE_TAGS and len(word) == 2:
        return (word,)
    first, second = word[:middle], word[middle:]
    listed = first in kinds and (second in kinds or kinds[first] == "adverb")
    return (first, second) if listed and (len(word) == 4 or second in kinds) else (word,)


def _spacing(text: str, at: int) -> str:
    """A blank between two Chinese words sets them apart; a line break does not, nor one inside a word or before its predicate."""
    if text[at] == "\n" or not _CHINESE.match(text[at - 1 : at]) or not _CHINESE.match(text, at + 1):
        return "space"
    return "space" if _LETTERSPACED.match(text, at - 1) or _SAID.match(text, at) else "mark"


def joined(words: Iterable[Word]) -> str:
    """Return the words as one phrase."""
    return "".join([word.text for word in words if word.kind != "space"])
