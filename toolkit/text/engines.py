"""The engines behind a segmenter: jieba itself, and its twin in Rust, mended where the two differ."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from importlib.util import find_spec
from typing import Any

from toolkit.errors import InvalidValue
from toolkit.lexicon import read_list
from toolkit.text.dictionary import Entry, read_entry

__all__ = ["ENGINES", "Cutter", "cutter"]

ENGINES = ("auto", "rjieba", "jieba")
Cutter = Callable[[str], Sequence[str]]

# Characters that jieba, whose Chinese ends at U+9FD5, cuts off one by one, while its twin takes them for Chinese, and halves of
# characters, which it cannot take at all.
_RARE = re.compile(r"([\ud800-\udfff\u3400-\u4dbf\u9fd6-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f\U00030000-\U000323af])")
# Runs of Latin letters and figures that the twin leaves whole, and their parts as jieba has them: 2021-2025, NB-IoT, 8.1ZB.
_RUN = re.compile(r"[A-Za-z0-9](?:[-_][A-Za-z0-9]|\.[0-9]*[A-Za-z]|\.[0-9]+\.[A-Za-z0-9])")
_WHOLE_RUN = re.compile(r"[A-Za-z0-9]+(?:[-._][A-Za-z0-9]+)+%?")
_PARTS = re.compile(r"[A-Za-z0-9]+(?:\.[0-9]+)?%?|[^A-Za-z0-9]+")


@lru_cache(maxsize=8)
def cutter(engine: str, entries: tuple[Entry, ...], *, domain: bool, new_words: bool) -> Cutter:
    """Return the function that cuts a text, made once a process; never by the libraries' own tokenizers, which all callers share."""
    if engine == "rjieba" and find_spec("rjieba") is None:
        raise InvalidValue("engine='rjieba' is not installed: pip install rjieba, or use engine='jieba'")
    fast = engine != "jieba" and find_spec("rjieba") is not None
    tokenizer = _tokenizer(fast, entries, domain)
    if not fast:
        return partial(tokenizer.lcut, HMM=new_words)
    return partial(_cut_with_twin, tokenizer, new_words)


@lru_cache(maxsize=8)
def _tokenizer(fast: bool, entries: tuple[Entry, ...], domain: bool) -> Any:
    """A tokenizer with these words, the same for all that cut by it."""
    tokenizer = _rjieba() if fast else _jieba()
    terms = (read_entry(line) for line in read_list("policy_terms.txt")) if domain else ()
    for word, frequency, tag in (*terms, *entries):
        tokenizer.add_word(word, frequency, tag)
    return tokenizer


def _rjieba() -> Any:
    import rjieba

    return rjieba.Jieba()


def _jieba() -> Any:
    import jieba

    return jieba.Tokenizer()


def _cut_with_twin(tokenizer: Any, new_words: bool, text: str) -> list[str]:
    """The words as jieba has them."""
    if _RARE.search(text) is None:
        words: list[str] = tokenizer.cut(text, hmm=new_words)
    else:
        words = []
        for index, part in enumerate(_RARE.split(text)):
            words += [part] if index % 2 else tokenizer.cut(part, hmm=new_words)
    return _in_parts(words, tokenizer) if new_words and _RUN.search(text) else words


def _in_parts(words: list[str], tokenizer: Any) -> list[str]:
    runs = {word for word in words if word.isascii() and len(word) > 2}
    parts = {run: _PARTS.findall(run) for run in runs if _WHOLE_RUN.fullmatch(run) and not tokenizer.has_word(run)}
    places = [place for place, word in enumerate(words) if word in parts] if parts else []
    for place in reversed(places):
        words[place : place + 1] = parts[words[place]]
    return words
