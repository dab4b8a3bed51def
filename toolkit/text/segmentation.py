"""Words: jieba's dictionary and algorithm, with a domain dictionary, user words, and spans kept whole."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.document import Token
from toolkit.errors import invalid
from toolkit.text.dictionary import Entry, read_dictionary, read_entry, tag_in_dictionaries
from toolkit.text.engines import ENGINES, Cutter, cutter
from toolkit.text.keeping import KEEPABLE, keep_pattern

if TYPE_CHECKING:
    from pandas import DataFrame

__all__ = ["Segmenter", "tokenize"]

_OPTIONS = ("user_words", "user_dict", "engine", "keep", "domain", "new_words", "_entries")
# What the engines can make a word of; a user's word with anything else in it is kept whole before they see it.
_WORD = re.compile(r"[\u4e00-\u9fd5a-zA-Z0-9+#&._%\-]+")


@dataclass(frozen=True, slots=True)
class Segmenter:
    """Cuts text into words. Holds only its options, so that it is cheap to send to another process.

    Parameters
    ----------
    user_words : iterable of str, or DataFrame with a column ``word``
        Words of your own; a table of `find_new_words` as it is.
    user_dict : path, optional
        A file of words in jieba's format: word, frequency (optional) and part of speech (optional) a line.
    engine : {"auto", "rjieba", "jieba"}
        ``rjieba`` is the same segmentation in Rust, more than ten times as fast; ``auto`` takes it where it is installed.
    keep : iterable of {"titles", "document_numbers", "dates", "numbers"}
        What stays one token: 《titles》, document numbers such as 国发〔2023〕1号, dates, numbers with their units.
    domain : bool
        Whether the toolkit's dictionary of policy terms is used.
    new_words : bool
        Whether characters outside the dictionary are joined to words by jieba's hidden Markov model.

    References
    ----------
    Sun, J. (2012). jieba: Chinese text segmentation. https://github.com/fxsjy/jieba

    Examples
    --------
    >>> Segmenter().cut("深入推进放管服改革")
    ['深入', '推进', '放管服', '改革']
    >>> Segmenter(keep=["numbers"]).cut("新增1.5万个岗位")
    ['新增', '1.5万个', '岗位']
    >>> Segmenter(user_words=["“双随机、一公开”"]).cut("推行“双随机、一公开”监管")
    ['推行', '“双随机、一公开”', '监管']
    """

    user_words: tuple[str, ...] = ()
    user_dict: str | None = None
    engine: str = "auto"
    keep: tuple[str, ...] = ()
    domain: bool = True
    new_words: bool = True
    _entries: tuple[Entry, ...] = field(init=False, repr=False)
    _cutter: Cutter | None = field(init=False, repr=False, compare=False)
    _kept: re.Pattern[str] | None = field(init=False, repr=False, compare=False)
    _own_tags: Mapping[str, str] | None = field(init=False, repr=False, compare=False)

    def __init__(
        self, *, user_words: "Iterable[str] | DataFrame" = (), user_dict: str | Path | None = None, engine: str = "auto",
        keep: Iterable[str] = (), domain: bool = True, new_words: bool = True,
    ) -> None:  # fmt: skip
        if engine not in ENGINES:
            raise invalid("engine", engine, ENGINES)
        wanted = (keep,) if isinstance(keep, str) else tuple(keep)
        for kind in wanted:
            if kind not in KEEPABLE:
                raise invalid("keep", kind, KEEPABLE)
        words = _listed(user_words)
        entries = (*map(read_entry, words), *(read_dictionary(user_dict) if user_dict else ()))
        kinds = tuple(kind for kind in KEEPABLE if kind in wanted)
        self.__setstate__((words, str(user_dict) if user_dict else None, engine, kinds, domain, new_words, entries))

    def __getstate__(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in _OPTIONS)

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        for name, value in zip((*_OPTIONS, "_cutter", "_kept", "_own_tags"), (*state, None, None, None), strict=True):
            object.__setattr__(self, name, value)

    def cut(self, text: str) -> list[str]:
        """Return the words of a text; joined they are the text."""
        if not isinstance(text, str):
            raise invalid("text", text, "a text (str)")
        cut = self._cutter or self._make_cutter()
        if self._kept is None:
            return list(cut(text))
        words: list[str] = []
        # A pattern with one group splits into text between, match, text between, …
        for index, part in enumerate(self._kept.split(text)):
            words += [part] if index % 2 else cut(part) if part else ()
        return words

    def cut_many(self, texts: Iterable[str]) -> list[list[str]]:
        """Return the words of each text."""
        return [self.cut(text) for text in texts]

    def tokens(self, text: str) -> list[Token]:
        """Return the words of a text with their half-open character offsets."""
        found = []
        at = 0
        for word in self.cut(text):
            found.append(Token(at, at + len(word), word))
            at += len(word)
        return found

    def tag_of(self, word: str) -> str | None:
        """Return the part of speech that the dictionaries give a word (``n``, ``v``, ``ns``…), None for a word they lack.

        By type, not by token: no tagger runs.

        Examples
        --------
        >>> Segmenter().tag_of("法律"), Segmenter().tag_of("放管服")
        ('n', 'nz')
        """
        if self._own_tags is None:
            object.__setattr__(self, "_own_tags", {entry: tag for entry, _, tag in self._entries if tag})
        return tag_in_dictionaries(word, self._own_tags or {}, domain=self.domain)

    def _make_cutter(self) -> Cutter:
        """The engine with its words, looked up once for this segmenter."""
        plain = tuple(entry for entry in self._entries if _WORD.fullmatch(entry[0]))
        whole = tuple(entry[0] for entry in self._entries if not _WORD.fullmatch(entry[0]))
        made = cutter(self.engine, plain, domain=self.domain, new_words=self.new_words)
        object.__setattr__(self, "_kept", keep_pattern(self.keep, whole) if self.keep or whole else None)
        object.__setattr__(self, "_cutter", made)
        return made


def _listed(words: "Iterable[str] | DataFrame") -> tuple[str, ...]:
    if isinstance(words, str):
        return (words,)
    table: Any = words
    if not hasattr(table, "columns"):
        return tuple(table)
    if "word" not in table.columns:
        raise invalid("user_words", list(table.columns), "words, or a table with a column word")
    return tuple(table["word"])


@lru_cache(maxsize=1)
def _default() -> Segmenter:
    return Segmenter()


def tokenize(text: str) -> list[str]:
    """Return the words of a text, punctuation and blanks included; joined they are the text.

    The segmentation of jieba with the toolkit's dictionary of policy terms; see `Segmenter` for other dictionaries.

    Examples
    --------
    >>> tokenize("优化营商环境")
    ['优化', '营商环境']
    """
    return _default().cut(text)
