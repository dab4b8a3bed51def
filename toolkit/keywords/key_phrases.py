"""``extract_key_phrases`` and ``rank_key_phrases``: the words and phrases that a text, or a group of documents, is about."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from toolkit.document import Keyword, Section
from toolkit.errors import invalid
from toolkit.given import takes
from toolkit.grammar.vocabulary import policy_roles
from toolkit.keywords.extraction import candidates, genre_idf
from toolkit.matrix import By, group_rows, without_units
from toolkit.text import Segmenter, find_sections, sentence_spans
from toolkit.trail import with_trail

if TYPE_CHECKING:
    from toolkit.corpus import Corpus

__all__ = ["extract_key_phrases", "rank_key_phrases"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
StopWords = str | Collection[str] | None

_POOL = 10
"""How many phrases the diverse ones are chosen from, for each that is wanted."""
_OF_DOCUMENT = 200
"""How many phrases of a document count for its group."""


def extract_key_phrases(
    text: str, *, k: int = 20, max_words: int = 4, min_length: int = 3, diversity: float = 0.3, stop_words: StopWords = "all",
    segmenter: Segmenter | None = None,
) -> list[Keyword]:  # fmt: skip
    """Return the k words and phrases that a text is about, strongest first.

    Each word is weighed by what the text does with it, as in YAKE: how often and in how many sentences it stands, how early, how many
    different words stand next to it (a word beside anything says little), whether headings have it, and besides how rare it is in
    passages of policy reports. A phrase is weighed by the geometric mean of its words and by its own
    count. Phrases that share words with those chosen before are passed over in part (maximal marginal relevance).

    Parameters
    ----------
    text : str
    k : int
        Number of phrases at most.
    max_words : int
        Most words of a phrase, from 1 to 5.
    min_length : int
        Fewest characters. Words of two characters are told by `extract_keywords`; with 1 they stand among the phrases.
    diversity : float
        From 0, strongest phrases whatever they share, to 1, phrases that share as little as can be.
    stop_words, segmenter
        As in `extract_keywords`. No phrase has a stop word, a number or a mark in it, or begins with a verb that introduces others.

    Returns
    -------
    list of Keyword
        In the order they were chosen; the score is 1 for the strongest candidate of the text and 0 for the weakest. A phrase of two words
        or more stands at least twice in the text, or in a heading.

    References
    ----------
    Campos, R. et al. (2020). YAKE! Keyword extraction from single documents using multiple local features. Information Sciences 509.
    Carbonell, J. & Goldstein, J. (1998). The use of MMR, diversity-based reranking. SIGIR.

    Examples
    --------
    >>> import toolkit as tk
    >>> text = "一、水污染防治\\n加强水污染防治，改善支流水质。\\n二、支流水质监测\\n水污染防治任务重，支流水质监测点少。"
    >>> [phrase.word for phrase in tk.extract_key_phrases(text, k=2)]
    ['水污染防治', '支流水质']
    """
    if not isinstance(text, str):
        raise invalid("text", text, "a text (str)")
    _check(k, max_words, min_length, diversity)
    cutter = segmenter or Segmenter()
    sentences = [without_units(cutter.cut(text[start:end])) for start, end in sentence_spans(text)]
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return []
    # Units of numbers are empty here, so the offsets are those of the words as they are cut.
    starts = np.cumsum([0, *(len(word) for start, end in sentence_spans(text) for word in cutter.cut(text[start:end]))])[:-1]
    tokens = _Tokens(
        np.array(words, dtype=object), np.repeat(np.arange(len(sentences)), [len(sentence) for sentence in sentences]),
        _in_headings(starts, np.array([(part.start, _heading_end(part)) for part in find_sections(text)])),
    )  # fmt: skip
    found = _weighed(tokens, max_words, min_length, cutter, stop_words)
    return [Keyword(found.phrases[at], float(np.round(found.score[at], 6))) for at in _diverse(found, k, diversity)]


@takes("corpus")
def rank_key_phrases(
    corpus: "Corpus", *, by: By = "doc_id", k: int = 10, max_words: int = 4, min_length: int = 3, diversity: float = 0.3,
    stop_words: StopWords = "all", segmenter: Segmenter | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Return the k words and phrases that each document, or each group of documents, is about.

    A group's score of a phrase is the mean of its documents' (see `extract_key_phrases`), 0 where a document lacks it. It says what a
    group speaks of; what sets groups apart is told by `rank_keywords`.

    Parameters
    ----------
    corpus : Corpus
    by : str, sequence of str, or Series
        What groups the documents, as in `TermMatrix.group`; a row of its own for each document by default.
    k, max_words, min_length, diversity, stop_words
        As in `extract_key_phrases`.
    segmenter : Segmenter, optional
        For its parts of speech; the words are those of the corpus.

    Returns
    -------
    DataFrame
        The columns of ``by``, then ``rank`` (from 1), ``phrase, score, n`` (count in the group), ``df`` (documents of the group with it
        among their 200 strongest) and ``n_docs`` (documents of the group).

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> reports = pd.DataFrame({"text": ["水污染治理，水污染减少。", "高速公路通车，高速公路收费。"], "year": [2022, 2023]})
    >>> tk.rank_key_phrases(tk.build_corpus(reports), by="year", k=1)[["year", "rank", "phrase", "n"]]
       year  rank phrase  n
    0  2022     1    水污染  2
    1  2023     1   高速公路  2
    """
    _check(k, max_words, min_length, diversity)
    cutter = segmenter or Segmenter()
    documents = corpus.documents
    # Documents stay in their own order; groups come in that of their keys.
    one_each = isinstance(by, str) and by == "doc_id"
    keys, group = (documents[["doc_id"]], np.arange(len(documents))) if one_each else group_rows(documents, by)
    tables = [
        _strongest(row, _weighed(tokens, max_words, min_length, cutter, stop_words))
        for row, tokens in _tokens_of_documents(corpus)
        if group[row] >= 0
    ]
    n_docs = np.bincount(group[group >= 0], minlength=len(keys))
    every = pd.concat([_strongest(0, _Phrases([], [], np.zeros(0), np.zeros(0, dtype=np.int64))), *tables], ignore_index=True)
    every["group"] = group[every["row"].to_numpy(dtype=int)]
    summed = every.groupby(["group", "phrase"], sort=False).agg(score=("score", "sum"), n=("n", "sum"), df=("row", "size")).reset_index()
    summed["score"] /= n_docs[summed["group"].to_numpy(dtype=int)]
    ranked = pd.concat([summed.iloc[:0].assign(rank=0), *(_chosen(part, k, diversity) for _, part in summed.groupby("group"))])
    of_group = ranked["group"].to_numpy(dtype=int)
    columns = ranked[["rank", "phrase", "score", "n", "df"]].reset_index(drop=True)
    table = pd.concat([keys.iloc[of_group].reset_index(drop=True), columns], axis=1).assign(n_docs=n_docs[of_group])
    kinds = {"phrase": "str", "rank": "int64", "score": "float64", "n": "int64", "df": "int64", "n_docs": "int64"}
    return with_trail(
        table.astype(kinds), (), "rank_key_phrases", by=by, k=k, max_words=max_words,
        min_length=min_length, diversity=diversity, stop_words=stop_words, segmenter=segmenter, n_documents=len(documents),
    )  # fmt: skip


def _strongest(row: int, found: "_Phrases") -> pd.DataFrame:
    table = pd.DataFrame({"row": row, "phrase": pd.Series(found.phrases, dtype="str"), "score": found.score, "n": found.n})
    return table.iloc[np.argsort(-found.score, kind="stable")[:_OF_DOCUMENT]]


@dataclass(frozen=True, slots=True, eq=False)
class _Tokens:
    """The words of one text, units of numbers empty, with the number of their sentence and whether they stand in a heading."""

    words: NDArray[np.object_]
    sentence: Ints
    heading: NDArray[np.bool_]


class _Phrases(NamedTuple):
    phrases: list[str]
    words: list[frozenset[str]]
    score: Floats
    """1 for the strongest, 0 for the weakest."""
    n: Ints


def _check(k: int, max_words: int, min_length: int, diversity: float) -> None:
    if k < 0:
        raise invalid("k", k, "0 or more")
    if not 1 <= max_words <= 5:
        raise invalid("max_words", max_words, "a number of words from 1 to 5")
    if min_length < 1:
        raise invalid("min_length", min_length, "1 or more characters")
    if not 0 <= diversity <= 1:
        raise invalid("diversity", diversity, "a number from 0 to 1")


def _heading_end(section: Section) -> int:
    return section.start + len(section.number) + len(section.heading) + 1


def _in_headings(starts: Ints, headings: Ints) -> NDArray[np.bool_]:
    """Whether each offset lies within one of the stretches, which follow each other."""
    if not len(headings):
        return np.zeros(len(starts), dtype=bool)
    at = np.maximum(np.searchsorted(headings[:, 0], starts, side="right") - 1, 0)
    return np.asarray((starts >= headings[at, 0]) & (starts < headings[at, 1]))


def _tokens_of_documents(corpus: "Corpus") -> Iterator[tuple[int, _Tokens]]:
    tokens, sections, ids = corpus.tokens, corpus.sections, pd.Index(corpus.documents["doc_id"])
    row, of_section = ids.get_indexer(pd.Index(tokens["doc_id"])), ids.get_indexer(pd.Index(sections["doc_id"]))
    order, parts = np.argsort(row, kind="stable"), np.argsort(of_section, kind="stable")
    words = tokens["text"].to_numpy(dtype=object)[order]
    sentence, start = (tokens[name].to_numpy(dtype=np.int64)[order] for name in ("sentence_id", "start"))
    begin = sections["start"].to_numpy(dtype=np.int64)
    end = begin + (sections["number"].fillna("").map(len) + sections["heading"].fillna("").map(len)).to_numpy(dtype=np.int64) + 1
    headings = np.stack([begin, end], axis=1)[parts]
    bounds, section_bounds = (np.searchsorted(rows, np.arange(len(ids) + 1)) for rows in (row[order], of_section[parts]))
    for number in range(len(ids)):
        of, own = slice(bounds[number], bounds[number + 1]), headings[section_bounds[number] : section_bounds[number + 1]]
        kept = np.array(without_units(words[of].tolist()), dtype=object)
        yield number, _Tokens(kept, sentence[of], _in_headings(start[of], own))


def _weighed(tokens: _Tokens, max_words: int, min_length: int, cutter: Segmenter, stop_words: StopWords) -> _Phrases:
    """Every candidate of a text with its score."""
    codes, types = pd.factorize(tokens.words)
    candidate = candidates(types.tolist(), cutter, stop_words) if len(types) else np.zeros(0, dtype=bool)
    if not candidate.any():
        return _Phrases([], [], np.zeros(0), np.zeros(0, dtype=np.int64))
    weight = _word_weights(tokens, codes, len(types)) / np.maximum(genre_idf(types.tolist()), 0.1)
    introduces = np.array(["hard" in policy_roles().get(word, ()) for word in types], dtype=bool)
    phrases: list[str] = []
    members: list[frozenset[str]] = []
    strength, counts = [], []
    for size in range(1, max_words + 1):
        keys, n = _runs(tokens, codes, candidate, introduces, size, len(types))
        runs = [[types[code] for code in run] for run in zip(*(key.tolist() for key in keys), strict=True)]
        long = np.array([len("".join(run)) >= min_length for run in runs], dtype=bool)
        phrases += ["".join(run) for run, kept in zip(runs, long, strict=True) if kept]
        members += [frozenset(run) for run, kept in zip(runs, long, strict=True) if kept]
        strength.append((np.log(n) - np.mean([np.log(weight[key]) for key in keys], axis=0))[long])
        counts.append(n[long])
    every = np.concatenate(strength)
    if not len(every):
        return _Phrases([], [], np.zeros(0), np.zeros(0, dtype=np.int64))
    spread = float(np.ptp(every))
    score = (every - every.min()) / spread if spread > 0 else np.ones(len(every))
    return _Phrases(phrases, members, score, np.concatenate(counts))


def _runs(
    tokens: _Tokens, codes: Ints, candidate: NDArray[np.bool_], introduces: NDArray[np.bool_], size: int, n_types: int
) -> tuple[list[Ints], Ints]:
    """The runs of so many candidates in one sentence that stand twice or in a heading: their words and how often each stands."""
    last = len(codes) - size + 1
    if last < 1:
        return [np.zeros(0, dtype=np.int64) for _ in range(size)], np.zeros(0, dtype=np.int64)
    inside = tokens.sentence[:last] == tokens.sentence[size - 1 :]
    inside &= ~introduces[codes[:last]]
    for at in range(size):
        inside &= candidate[codes[at : at + last]]
    places = np.flatnonzero(inside)
    key = np.zeros(len(places), dtype=np.int64)
    for gap in range(size):
        # Keys of five words of a text with 7,000 types and more would not fit: they are numbered again on the way.
        key = (pd.factorize(key)[0] if gap > 2 else key) * n_types + codes[places + gap]
    _, first, group, n = np.unique(key, return_index=True, return_inverse=True, return_counts=True)
    headed = np.bincount(group, weights=tokens.heading[places], minlength=len(n)) > 0
    kept = np.flatnonzero((n > 1) | headed | (size == 1))
    kept = kept[np.argsort(first[kept])]
    return [codes[places[first[kept]] + gap] for gap in range(size)], n[kept]


def _word_weights(tokens: _Tokens, codes: Ints, n_types: int) -> Floats:
    """How little each word says, by the statistics of YAKE; in place of capitals, whether headings have it."""
    n = np.bincount(codes, minlength=n_types).astype(float)
    in_sentences = np.unique(codes * (int(tokens.sentence.max()) + 1) + tokens.sentence)
    of, sentence = np.divmod(in_sentences, int(tokens.sentence.max()) + 1)
    order = np.lexsort((sentence, of))
    sentences = np.bincount(of, minlength=n_types)
    middle = np.cumsum(sentences) - sentences + (sentences - 1) // 2
    position = np.log(np.log(3.0 + sentence[order][np.minimum(middle, len(sentence) - 1)]))
    together = tokens.sentence[:-1] == tokens.sentence[1:]
    relatedness = np.ones(n_types)
    for one, other in ((codes[1:], codes[:-1]), (codes[:-1], codes[1:])):
        pairs = np.unique(one[together] * n_types + other[together])
        kinds = np.bincount(pairs // n_types, minlength=n_types)
        relatedness += kinds / np.maximum(np.bincount(one[together], minlength=n_types), 1) * n / n.max()
    headed = np.bincount(codes, weights=tokens.heading, minlength=n_types) / (1.0 + np.log(n))
    frequency = n / (n.mean() + n.std())
    spread = sentences / len(np.unique(tokens.sentence))
    return np.asarray(relatedness * position / (headed + frequency / relatedness + spread / relatedness))


def _diverse(found: _Phrases, k: int, diversity: float) -> list[int]:
    """The places of k phrases, chosen one by one for their score and for what they do not share with those before."""
    pool = np.argsort(-found.score, kind="stable")[: max(k * _POOL, 50)].tolist()
    nearest = dict.fromkeys(pool, 0.0)
    chosen: list[int] = []
    while nearest and len(chosen) < k:
        best = max(nearest, key=lambda at: ((1 - diversity) * found.score[at] - diversity * nearest[at], -at))
        del nearest[best]
        chosen.append(best)
        for at in nearest:
            shared = sum(map(len, found.words[at] & found.words[best]))
            nearest[at] = max(nearest[at], shared / min(sum(map(len, found.words[at])), sum(map(len, found.words[best]))))
    return chosen


def _chosen(group: pd.DataFrame, k: int, diversity: float) -> pd.DataFrame:
    ordered = group.sort_values(["score", "n", "phrase"], ascending=[False, False, True], ignore_index=True).head(max(k * _POOL, 50))
    phrases = ordered["phrase"].tolist()
    letters = [frozenset(phrase) for phrase in phrases]
    found = _Phrases(phrases, letters, ordered["score"].to_numpy(), ordered["n"].to_numpy())
    best = ordered.iloc[_diverse(found, k, diversity)]
    return best.assign(rank=np.arange(1, len(best) + 1))
