"""``find_new_words``: strings that behave like words and that the dictionary lacks."""

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from toolkit.errors import invalid
from toolkit.given import takes
from toolkit.grammar.vocabulary import policy_roles
from toolkit.keywords.strings import Strings
from toolkit.matrix import is_number, is_unit
from toolkit.text import Segmenter, stop_words
from toolkit.trail import with_trail

if TYPE_CHECKING:
    from toolkit.corpus import Corpus

__all__ = ["find_new_words"]

_SUFFIXES = frozenset("化性型率")
"""Stop words that end words all the same: 常态化, 结构性."""
_BOUND = 0.8
"""The least share of the occurrences of a string that go on with a stop word for that word to be a part of it."""
_GENRE_EDGE = 0.7
"""What is left of the score for each end that is a word every report has: most such strings are phrases, some are terms (大数据)."""
_NO_EDGE = ("c", "d", "f", "p", "r", "u", "y")
"""First letters of the dictionary's parts of speech with which no term begins or ends: conjunctions, adverbs, prepositions, particles…"""
_COLUMNS = ["word", "n", "df", "first_year", "cohesion", "left_entropy", "right_entropy", "c_value", "cut", "score"]


@takes("corpus")
def find_new_words(
    corpus: "Corpus", *, min_count: int = 10, max_length: int = 8, min_cohesion: float = 2.0, min_entropy: float = 1.0,
    min_score: float = 0.35, phrases: bool = True, segmenter: Segmenter | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Return strings of Chinese characters that hold together inside, combine freely outside, and that the segmenter cuts in pieces.

    A string counts where it stands between ends of words; one whose ends cut through words in most of its contexts (业增加值 in
    工业增加值) is a fragment and left out. So are strings with a stop word or a number in them, and those that begin with a verb that
    introduces others (推进, 实施). What is left are candidates: read them, and give those you keep to a segmenter,
    ``Segmenter(user_words=table)``.

    Parameters
    ----------
    corpus : Corpus
    min_count : int
        Least number of occurrences.
    max_length : int
        Most characters, from 2 to 10.
    min_cohesion : float
        Least pointwise mutual information, in bits, of the two parts at the weakest place to cut.
    min_entropy : float
        Least branching entropy, in bits, of the characters before and of the characters after the string.
    min_score : float
        Least score. At 0.35 about two thirds of the terms in a corpus of reports are found; higher values give fewer and surer ones.
    phrases : bool
        Whether strings are shown that the segmenter cuts into known words of two characters or more (营商 环境); see also `collocations`.
    segmenter : Segmenter, optional
        Strings that it keeps whole are no new words; if not given, the words of the corpus as they are.

    Returns
    -------
    DataFrame
        ``word, n`` (between ends of words), ``df`` (documents that have it), ``first_year, cohesion, left_entropy, right_entropy,
        c_value`` (of ``n``, less the mean count of longer strings around it), ``cut`` (how the segmenter cuts it now) and ``score``,
        highest first: normalised cohesion × √(the lesser entropy) × ln(1 + d) / ln(1 + D), where d are the documents that have it on its
        own (``df`` less the share of ``n`` that longer strings take) and D those of its first year and later ones, × the share of its
        first word's occurrences that do not begin a clause, unless that word is a noun (a verb that begins clauses governs the rest:
        改善 民生), × 0.7 for each end that is a word every report has.

    References
    ----------
    Bouma, G. (2009). Normalized (pointwise) mutual information in collocation extraction. GSCL.
    Frantzi, K., Ananiadou, S. & Mima, H. (2000). Automatic recognition of multi-word terms: the C-value/NC-value method. International
    Journal on Digital Libraries 3(2).
    Jin, Z. & Tanaka-Ishii, K. (2006). Unsupervised segmentation of Chinese text by use of branching entropy. COLING/ACL.

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> texts = ["推行蓝藻哨制度。", "设立蓝藻哨岗位。", "增加蓝藻哨人员。", "撤并蓝藻哨站点。"]
    >>> corpus = tk.build_corpus(pd.DataFrame({"text": texts}))
    >>> table = tk.find_new_words(corpus, min_count=4, min_cohesion=1)
    >>> table[["word", "n", "df"]]
      word  n  df
    0  蓝藻哨  4   4
    >>> tk.Segmenter(user_words=table).cut("增设蓝藻哨")
    ['增设', '蓝藻哨']
    """
    if not 2 <= max_length <= 10:
        raise invalid("max_length", max_length, "a number of characters from 2 to 10")
    if min_count < 2:
        raise invalid("min_count", min_count, "2 or more")
    documents = corpus.documents
    strings = Strings.of(documents["text"].tolist(), _word_edges(corpus, segmenter))
    found = strings.candidates(max_length, min_count=min_count, min_cohesion=min_cohesion, min_entropy=min_entropy)
    dictionary = segmenter or Segmenter()
    possible = [
        _is_term(pieces, bound >= _BOUND, dictionary) and (phrases or _has_unknown(pieces, dictionary))
        for pieces, bound in zip(found["pieces"], found["bound"], strict=True)
    ]
    table = found[np.array(possible, dtype=bool)].reset_index(drop=True)
    table["df"] = np.array([len(rows) for rows in table["documents"]], dtype=np.int64)
    years = documents["year"].to_numpy(dtype=float, na_value=np.nan)
    table["first_year"] = pd.array(np.array([np.fmin.reduce(years[rows]) for rows in table["documents"]], dtype=float), dtype="Int32")
    table["score"] = _scores(table, dictionary, _since(years, table["first_year"]))
    table = table[table["score"] >= min_score].sort_values(["score", "word"], ascending=[False, True], ignore_index=True)
    table["cut"] = pd.Series([" ".join(pieces) for pieces in table["pieces"]], dtype="str")
    return with_trail(
        table.astype({"word": "str"})[_COLUMNS], (), "find_new_words", min_count=min_count, max_length=max_length,
        min_cohesion=min_cohesion, min_entropy=min_entropy, min_score=min_score, phrases=phrases,
        segmenter=segmenter, n_documents=len(documents),
    )  # fmt: skip


def _word_edges(corpus: "Corpus", segmenter: Segmenter | None) -> list[NDArray[np.int64]]:
    """The offsets in each document at which words begin and end."""
    if segmenter is not None:
        return [np.cumsum([0, *map(len, segmenter.cut(text))]) for text in corpus.documents["text"]]
    tokens, ids = corpus.tokens, pd.Index(corpus.documents["doc_id"])
    document = ids.get_indexer(pd.Index(tokens["doc_id"]))
    order = np.argsort(document, kind="stable")
    offsets = tokens[["start", "end"]].to_numpy(dtype=np.int64)[order]
    bounds = np.searchsorted(document[order], np.arange(len(ids) + 1))
    return [offsets[start:end].ravel() for start, end in pairwise(bounds)]


def _is_term(pieces: Sequence[str], bound: bool, dictionary: Segmenter) -> bool:
    """Whether pieces can make a term: no number, no stop word, no verb that introduces others, no unit before.

    A stop word after a piece that is no word and hardly goes without it is no word of its own (碳中 和).
    """
    first, *inner, last = pieces
    stops = stop_words()
    if bound and last in stops and dictionary.tag_of(pieces[-2]) is None:
        last = inner.pop() if inner else first
    if any(map(is_number, pieces)) or first in stops or is_unit(first) or "hard" in policy_roles().get(first, ()):
        return False
    # No piece is a number, so what is a unit elsewhere is none here (企业 年 金).
    if any(piece in stops and piece not in _SUFFIXES and not is_unit(piece) for piece in inner):
        return False
    if last in stops and last not in _SUFFIXES:
        return False
    return not any((dictionary.tag_of(piece) or "").startswith(_NO_EDGE) for piece in (first, last) if piece not in _SUFFIXES)


def _has_unknown(pieces: Sequence[str], dictionary: Segmenter) -> bool:
    return any(len(piece) == 1 or dictionary.tag_of(piece) is None for piece in pieces)


def _since(years: NDArray[np.float64], first: pd.Series) -> NDArray[np.int64]:
    """How many documents could have each word: those of its first year and later ones, all where years are not known."""
    known = np.sort(years[~np.isnan(years)])
    earlier = np.searchsorted(known, first.to_numpy(dtype=float, na_value=-np.inf))
    return np.asarray(len(years) - earlier, dtype=np.int64)


def _scores(table: pd.DataFrame, dictionary: Segmenter, n_documents: NDArray[np.int64]) -> NDArray[np.float64]:
    genre = stop_words("genre")
    on_its_own = np.maximum(table["c_value"] / (np.log2(table["word"].map(len).astype(float)) * table["n"]), 0.0)
    spread = np.log1p(table["df"] * on_its_own) / np.log1p(np.maximum(n_documents, 1))
    noun = np.array([(dictionary.tag_of(pieces[0]) or "n").startswith(("n", "b")) for pieces in table["pieces"]], dtype=bool)
    governs = np.where(noun, 0.0, table["opening"])
    edges = np.array([(pieces[0] in genre) + (pieces[-1] in genre) for pieces in table["pieces"]], dtype=float)
    free = np.sqrt(table[["left_entropy", "right_entropy"]].min(axis=1))
    return np.asarray(table["npmi"] * free * spread * (1.0 - governs) * _GENRE_EDGE**edges, dtype=float)
