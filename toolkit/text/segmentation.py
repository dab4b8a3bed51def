"""Words: jieba's dictionary and algorithm, with a domain dictionary, user words, and spans kept whole."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache, partial
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from toolkit.document import Token
from toolkit.errors import InvalidValue, ReadError, invalid
from toolkit.lexicon import read_list
from toolkit.text.keeping import KEEPABLE, keep_pattern

__all__ = ["Segmenter", "tokenize"]

ENGINES = ("auto", "rjieba", "jieba")
Entry = tuple[str, int | None, str | None]
"""A dictionary entry as jieba has it: word, frequency or None, part of speech or None."""


@dataclass(frozen=True, slots=True)
class Segmenter:
    """Cuts text into words. Holds only its options, so that it is cheap to send to another process.

    Parameters
    ----------
    user_words : iterable of str
        Words of your own.
    user_dict : path, optional
        A file of words in jieba's format: word, frequency (optional) and part of speech (optional) a line.
    engine : {"auto", "rjieba", "jieba"}
        ``rjieba`` is the same segmentation in Rust, about ten times as fast; ``auto`` takes it where it is installed.
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
    """

    user_words: tuple[str, ...] = ()
    user_dict: str | None = None
    engine: str = "auto"
    keep: tuple[str, ...] = ()
    domain: bool = True
    new_words: bool = True
    _entries: tuple[Entry, ...] = field(init=False, repr=False)

    def __init__(
        self, *, user_words: Iterable[str] = (), user_dict: str | Path | None = None, engine: str = "auto",
        keep: Iterable[str] = (), domain: bool = True, new_words: bool = True,
    ) -> None:  # fmt: skip
        if engine not in ENGINES:
            raise invalid("engine", engine, ENGINES)
        wanted = (keep,) if isinstance(keep, str) else tuple(keep)
        for kind in wanted:
            if kind not in KEEPABLE:
                raise invalid("keep", kind, KEEPABLE)
        words = (user_words,) if isinstance(user_words, str) else tuple(user_words)
        lines = [*(_domain_lines() if domain else ()), *words, *(_read_dictionary(user_dict) if user_dict else ())]
        object.__setattr__(self, "user_words", words)
        object.__setattr__(self, "user_dict", str(user_dict) if user_dict else None)
        object.__setattr__(self, "engine", engine)
        object.__setattr__(self, "keep", tuple(kind for kind in KEEPABLE if kind in wanted))
        object.__setattr__(self, "domain", domain)
        object.__setattr__(self, "new_words", new_words)
        object.__setattr__(self, "_entries", tuple(_entry(line) for line in lines))

    def cut(self, text: str) -> list[str]:
        """Return the words of a text; joined they are the text."""
        cut = _cutter(self.engine, self._entries, self.new_words)
        if not self.keep:
            return list(cut(text))
        words: list[str] = []
        # A pattern with one group splits into text between, match, text between, …
        for index, part in enumerate(keep_pattern(self.keep).split(text)):
            words += [part] if index % 2 else cut(part) if part else []
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
        """Return the part of speech that the dictionary gives a word (``n``, ``v``, ``ns``…), None for a word it lacks.

        By type, not by token: no tagger runs.

        Examples
        --------
        >>> Segmenter().tag_of("法律")
        'n'
        """
        own = next((tag for entry, _, tag in reversed(self._entries) if entry == word and tag), None)
        return own or _tags().get(word)


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


@lru_cache(maxsize=8)
def _cutter(engine: str, entries: tuple[Entry, ...], new_words: bool) -> Callable[[str], Iterable[str]]:
    """The engine with its words, made once a process; never the libraries' module-level tokenizers, which all callers share."""
    installed = find_spec("rjieba") is not None
    if engine == "rjieba" and not installed:
        raise InvalidValue("engine='rjieba' is not installed: pip install rjieba, or use engine='jieba'")
    fast = installed and engine != "jieba"
    cutter = _rjieba() if fast else _jieba()
    for word, frequency, tag in entries:
        cutter.add_word(word, frequency, tag)
    return partial(cutter.cut, hmm=new_words) if fast else partial(cutter.cut, HMM=new_words)


def _rjieba() -> Any:
    import rjieba

    return rjieba.Jieba()


def _jieba() -> Any:
    import jieba

    return jieba.Tokenizer()


@lru_cache(maxsize=1)
def _domain_lines() -> tuple[str, ...]:
    return read_list("policy_terms.txt")


def _read_dictionary(path: str | Path) -> list[str]:
    try:
        lines = Path(path).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"cannot read the user dictionary {path}: {error}; give a UTF-8 file with a word a line") from error
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _entry(line: str) -> Entry:
    """A line of a dictionary in jieba's format."""
    word, *rest = line.split()
    numbers = [part for part in rest if part.isascii() and part.isdigit()]
    tags = [part for part in rest if part not in numbers]
    if len(numbers) > 1 or len(tags) > 1:
        raise InvalidValue(f"the dictionary line {line!r} is not allowed: write word, frequency and part of speech, set apart by blanks")
    return word, int(numbers[0]) if numbers else None, tags[0] if tags else None


@lru_cache(maxsize=1)
def _tags() -> dict[str, str]:
    lines = (files("jieba") / "dict.txt").read_text(encoding="utf-8").splitlines()
    return {word: tag for word, _, tag in (line.split(" ") for line in lines)}
