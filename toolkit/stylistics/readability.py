"""``readability``: how long the sentences, clauses and words of a text are, and how common its characters and words."""

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from toolkit.errors import check_seed, invalid
from toolkit.given import takes
from toolkit.lexicon import read_table
from toolkit.stylistics.words import words_of
from toolkit.trail import with_trail

if TYPE_CHECKING:
    from toolkit.corpus import Corpus

__all__ = ["readability"]

Floats = NDArray[np.float64]
_LETTER = re.compile(r"[^\W_]")
_HAN = re.compile("[一-鿿]")
_CLAUSE = re.compile("[，。；：！？,;:!?\n]+")
_LONG_WORD = 4
_COMMON_WORDS = 3000
_COLUMNS = [
    "doc_id", "place", "year", "n_sentences", "n_clauses", "n_words", "n_chars", "sentence_length", "sentence_length_low",
    "sentence_length_high", "clause_length", "clause_length_low", "clause_length_high", "clauses_per_sentence", "word_length",
    "long_words", "common_chars", "common_words",
]  # fmt: skip


@takes("corpus")
def readability(corpus: "Corpus", *, n_resamples: int = 999, seed: int = 0) -> pd.DataFrame:
    """Return the counts by which the reading load of Chinese texts is judged, for each document.

    These are surface counts of the kind that Sung et al. (2015) found to predict the school grade of a text; their formula needs
    features of syntax and meaning that are not counted here, so that no grade or index is given. Government reports are written in
    long chains of short clauses: read ``clause_length`` beside ``sentence_length``. Tables and headings count as sentences where the
    corpus has them so.

    Parameters
    ----------
    corpus : Corpus
        With tokens.
    n_resamples : int
        Bootstrap samples of the sentences of a document, for the intervals of 95 %.
    seed : int
        Of the samples; a document's don't depend on which others there are.

    Returns
    -------
    DataFrame
        One row a document, in the order of the corpus: ``doc_id, place, year, n_sentences, n_clauses, n_words, n_chars`` (letters,
        digits and Chinese characters), ``sentence_length`` and ``clause_length`` (characters) with ``_low`` and ``_high``,
        ``clauses_per_sentence, word_length`` (characters), ``long_words`` (share of words of four characters and more),
        ``common_chars`` (share of Chinese characters in the first level of GB 2312, the 3,755 common ones) and ``common_words`` (share
        of words among the 3,000 that most passages of policy reports have). Numbers are no words.

    References
    ----------
    Sung, Y.-T. et al. (2015). CRIE: an automated analyzer for Chinese texts. Behavior Research Methods 48(4).
    GB 2312-80, Code of Chinese graphic character set for information interchange.

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> corpus = tk.build_corpus(pd.DataFrame({"text": ["加强治理，改善环境。推进改革。"], "year": [2023]}))
    >>> tk.readability(corpus)[["n_sentences", "n_clauses", "sentence_length", "clause_length"]].values.tolist()
    [[2.0, 3.0, 6.0, 4.0]]
    """
    if n_resamples < 1:
        raise invalid("n_resamples", n_resamples, "1 or more")
    check_seed(seed)
    # Documents are measured one by one, so that those of one shard need be in memory.
    table = pd.concat([_of_documents(part, n_resamples, seed) for part in corpus.parts()], ignore_index=True)
    return with_trail(table, [], "readability", n_resamples=n_resamples, seed=seed)


def _of_documents(corpus: "Corpus", n_resamples: int, seed: int) -> pd.DataFrame:
    documents = corpus.read("documents", ["doc_id", "place", "year", "text"])
    sentences = _sentences(corpus)
    words = _words(corpus, len(documents))
    bounds = np.searchsorted(sentences["row"].to_numpy(), np.arange(len(documents) + 1)).tolist()
    letters, clauses = sentences["letters"].to_numpy(dtype=float), sentences["clauses"].to_numpy(dtype=float)
    rows = [
        _lengths(letters[start:end], clauses[start:end], n_resamples, np.random.default_rng([seed, *doc_id.encode()]))
        for doc_id, (start, end) in zip(documents["doc_id"], pairwise(bounds), strict=True)
    ]
    table = pd.concat([documents[["doc_id", "place", "year"]], pd.DataFrame(rows), words], axis=1)
    table["common_chars"] = [_common_characters(text) for text in documents["text"].astype("str")]
    whole = dict.fromkeys(("n_sentences", "n_clauses", "n_words", "n_chars"), "int64")
    return table[_COLUMNS].astype(whole)


def _sentences(corpus: "Corpus") -> pd.DataFrame:
    """The sentences with letters, in order: the row of the document, how many letters and clauses they have."""
    table = corpus.read("sentences", ["doc_id", "text"])
    row = pd.Index(corpus.read("documents", ["doc_id"])["doc_id"]).get_indexer(pd.Index(table["doc_id"]))
    parts = [[len(_LETTER.findall(clause)) for clause in _CLAUSE.split(text)] for text in table["text"].astype("str")]
    found = pd.DataFrame({"row": row, "letters": [sum(part) for part in parts], "clauses": [sum(map(bool, part)) for part in parts]})
    return found[found["letters"] > 0].sort_values("row", kind="stable", ignore_index=True)


def _lengths(letters: Floats, clauses: Floats, n_resamples: int, rng: np.random.Generator) -> dict[str, float]:
    """Lengths of the sentences and clauses of one document with their intervals."""
    n = len(letters)
    found = {"n_sentences": n, "n_clauses": clauses.sum(), "n_chars": letters.sum()}
    if not n:
        return found | dict.fromkeys((name for name in _COLUMNS if "length" in name and name != "word_length"), np.nan)
    drawn = rng.multinomial(n, np.full(n, 1 / n), size=n_resamples)
    total, parts = drawn @ letters, drawn @ clauses
    for name, value, sampled in (
        ("sentence_length", letters.mean(), total / n), ("clause_length", letters.sum() / clauses.sum(), total / parts)
    ):  # fmt: skip
        low, high = np.percentile(sampled, [2.5, 97.5])
        found |= {name: value, f"{name}_low": low, f"{name}_high": high}
    return found | {"clauses_per_sentence": clauses.mean()}


def _words(corpus: "Corpus", n_documents: int) -> pd.DataFrame:
    """Number and length of the words of each document, and how many of them are long or common."""
    words = words_of(corpus)
    types, codes = words["word"].cat.categories, words["word"].cat.codes.to_numpy()
    length = np.array([len(word) for word in types], dtype=float)[codes]
    common = np.array([word in _common_words() for word in types], dtype=float)[codes]
    row = words["row"].to_numpy()
    n = np.bincount(row, minlength=n_documents)
    sums = {
        name: np.bincount(row, weights=values, minlength=n_documents)
        for name, values in (("word_length", length), ("long_words", length >= _LONG_WORD), ("common_words", common))
    }
    with np.errstate(invalid="ignore"):
        return pd.DataFrame({"n_words": n, **{name: total / n for name, total in sums.items()}})


def _common_characters(text: str) -> float:
    han = _HAN.findall(text)
    return sum(map(_is_common, han)) / len(han) if han else np.nan


@cache
def _is_common(character: str) -> bool:
    """Whether a character is of the first level of GB 2312, rows 16 to 55."""
    try:
        return character.encode("gb2312")[0] < 0xD8
    except UnicodeEncodeError:
        return False


@cache
def _common_words() -> frozenset[str]:
    rows = [row for row in read_table("genre_frequencies.tsv") if row["word"]]
    rows.sort(key=lambda row: (-int(row["passages"]), row["word"]))
    return frozenset(row["word"] for row in rows[:_COMMON_WORDS])
