"""``code_dictionary``: how much each document speaks of the categories of a dictionary."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import ahocorasick
import pandas as pd

from toolkit.errors import InvalidValue

if TYPE_CHECKING:
    from toolkit.corpus import Corpus

__all__ = ["code_dictionary"]


def code_dictionary(corpus: "Corpus", dictionary: Mapping[str, Iterable[str]]) -> pd.DataFrame:
    """Return how often the words of each category stand in each document.

    Words are searched in the text itself, so that a phrase counts whatever the segmentation makes of it; within a category the
    longest match counts, and matches do not overlap. Short words match inside longer ones (法 in 方法): give the words you mean.

    Parameters
    ----------
    corpus : Corpus
    dictionary : mapping of str to iterable of str
        Words of each category: ``{"公开": ["政务公开", "信息公开"], "问责": ["问责", "追责"]}``.

    Returns
    -------
    DataFrame
        One row for each document and category, also where nothing was found: ``doc_id, place, year, category, n, n_chars, rate`` (per
        10,000 characters) and ``found`` (the words with their counts, most frequent first).

    Raises
    ------
    InvalidValue
        If a category has no words, or an empty one.

    References
    ----------
    Stone, P. J. et al. (1966). The General Inquirer: a computer approach to content analysis. MIT Press.

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> corpus = tk.build_corpus(pd.DataFrame({"text": ["推进政务公开，扩大公开范围。"], "year": [2023]}))
    >>> tk.code_dictionary(corpus, {"公开": ["公开", "政务公开"], "问责": ["问责"]})[["category", "n", "found"]].values.tolist()
    [['公开', 2, '公开(1)、政务公开(1)'], ['问责', 0, '']]
    """
    automata = {category: _automaton(category, words) for category, words in dictionary.items()}
    rows: list[dict[str, Any]] = []
    for document in corpus.documents.itertuples(index=False):
        known = {"doc_id": document.doc_id, "place": document.place, "year": document.year}
        rows += [known | _coded(category, automaton, str(document.text)) for category, automaton in automata.items()]
    columns = ["doc_id", "place", "year", "category", "n", "n_chars", "rate", "found"]
    table = pd.DataFrame(rows, columns=columns).astype({"year": "Int32", "n": "int64", "n_chars": "int64", "rate": "float64"})
    return table.astype(dict.fromkeys(("doc_id", "place", "category", "found"), "str"))


def _automaton(category: str, words: Iterable[str]) -> ahocorasick.Automaton:
    listed = [words] if isinstance(words, str) else sorted(set(words))
    if not listed or not all(word.strip() for word in listed):
        raise InvalidValue(f"category {category!r} of the dictionary has no words, or an empty one: give it at least one word")
    automaton = ahocorasick.Automaton()
    for word in listed:
        automaton.add_word(word, word)
    automaton.make_automaton()
    return automaton


def _coded(category: str, automaton: ahocorasick.Automaton, text: str) -> dict[str, Any]:
    found = Counter(word for _, word in automaton.iter_long(text))
    n = sum(found.values())
    listing = "、".join(f"{word}({count})" for word, count in sorted(found.items(), key=lambda item: (-item[1], item[0])))
    return {"category": category, "n": n, "n_chars": len(text), "rate": n * 1e4 / max(len(text), 1), "found": listing}
