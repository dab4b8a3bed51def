"""``code_dictionary`` and ``find_dictionary_matches``: how much each document speaks of the categories of a dictionary, and where."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from toolkit.corpus.sentence_rows import sentence_rows
from toolkit.dictionaries.dictionary import Dictionary
from toolkit.dictionaries.matching import Matcher
from toolkit.dictionaries.reading import read_dictionary
from toolkit.errors import invalid
from toolkit.given import takes
from toolkit.matrix.types import is_word
from toolkit.trail import with_trail

if TYPE_CHECKING:
    from toolkit.corpus import Corpus

__all__ = ["code_dictionary", "find_dictionary_matches"]

Given = Dictionary | Mapping[str, Any] | str
OVERLAPS = ("longest", "exclusive", "all")
_COLUMNS = [
    "doc_id", "place", "year", "category", "n", "n_chars", "rate", "found", "n_negated", "score", "n_words", "rate_words",
    "n_sentences", "sentences", "sentence_share",
]  # fmt: skip
_MATCH_COLUMNS = [
    "doc_id", "place", "year", "sentence_id", "start", "end", "text", "category", "entry", "weight", "negated", "sentence",
]  # fmt: skip


@takes("corpus")
def code_dictionary(
    corpus: "Corpus", dictionary: Given, *, level: int | None = None, overlap: str = "longest", negation_window: int = 4
) -> pd.DataFrame:
    """Return how often the words of each category stand in each document, and in how much of it.

    Words are searched in the text itself, so that a phrase counts whatever the segmentation makes of it. Short words match inside
    longer ones (法 in 方法): give the words you mean, or the longer word in a category of its own.

    Parameters
    ----------
    corpus : Corpus
    dictionary : Dictionary, mapping, or str
        Words of each category, as in `Dictionary`; or a file of `read_dictionary`, or one of `list_dictionaries` by its name.
    level : int, optional
        Put nested categories together at this level (1: the outermost). Each innermost category stands for itself by default.
    overlap : {"longest", "exclusive", "all"}
        ``longest``: a match inside a longer one of any category does not count (印度 in 印度尼西亚), a word that stands in two categories
        counts in both. ``exclusive``: each character counts once, for the longest match, then for the first category. ``all``:
        categories know nothing of each other. Matches of one category never overlap.
    negation_window : int
        A match at most so many characters after a negation of the same clause (不, 未, 没有, 并非; not 不断) counts as negated, and not in
        ``n``; 0 counts all matches alike. The words of negation are those of ``toolkit/data/negation_cues.tsv``.

    Returns
    -------
    DataFrame
        One row for each document and category, also where nothing was found, in the order of the documents: ``doc_id, place, year,
        category, n, n_chars, rate`` (per 10,000 characters), ``found`` (the words with their counts, most frequent first),
        ``n_negated``, ``score`` (the sum of the weights of the matches in ``n``), ``n_words, rate_words`` (per 10,000 words),
        ``n_sentences``, ``sentences`` (that have a match of ``n``) and ``sentence_share``.

    Raises
    ------
    InvalidValue
        If a category has no words, an entry cannot be read, or an option is not allowed.

    References
    ----------
    Stone, P. J. et al. (1966). The General Inquirer: a computer approach to content analysis. MIT Press.
    Benoit, K. et al. (2018). quanteda: an R package for the quantitative analysis of textual data. JOSS 3(30).

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> corpus = tk.build_corpus(pd.DataFrame({"text": ["推进政务公开，扩大公开范围。未按时公开。"], "year": [2023]}))
    >>> table = tk.code_dictionary(corpus, {"公开": ["公开", "政务公开"], "问责": ["问责"]})
    >>> table[["category", "n", "n_negated", "found"]].values.tolist()
    [['公开', 2, 1, '公开(1)、政务公开(1)'], ['问责', 0, 0, '']]

    Sentiment or uncertainty, by words and weights of your own (or a CSV file with the columns word, category, weight):

    >>> tone = {"tone": [{"word": "扩大", "weight": 1}, {"word": "困难", "weight": -1}, {"word": "推进", "weight": 0.5}]}
    >>> tk.code_dictionary(corpus, tone)["score"].tolist()
    [1.5]
    """
    chosen, window = _chosen(dictionary, level), negation_window
    found = _found(corpus, chosen, overlap, window)
    table = _counted(corpus, chosen, found)
    options = {"level": level, "overlap": overlap, "negation_window": window}
    return with_trail(table, [], "code_dictionary", dictionary=_label(chosen), **options)


@takes("corpus")
def find_dictionary_matches(
    corpus: "Corpus", dictionary: Given, *, level: int | None = None, overlap: str = "longest", negation_window: int = 4
) -> pd.DataFrame:
    """Return each match of a dictionary with the sentence where it stands: what `code_dictionary` counts, to be read and checked.

    Parameters
    ----------
    corpus : Corpus
    dictionary, level, overlap, negation_window
        As in `code_dictionary`.

    Returns
    -------
    DataFrame
        ``doc_id, place, year, sentence_id, start, end, text, category, entry, weight, negated, sentence``, one row a match, in order of
        document and offset; ``start`` and ``end`` are of the document, ``entry`` is what the dictionary has.

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> corpus = tk.build_corpus(pd.DataFrame({"text": ["支持企业创新。不得收费。"], "year": [2023]}))
    >>> tk.find_dictionary_matches(corpus, {"must not": ["不得"], "funds": ["收费"]})[["start", "text", "category", "negated", "sentence"]]
       start text  category  negated sentence
    0      7   不得  must not    False    不得收费。
    1      9   收费     funds     True    不得收费。
    """
    chosen = _chosen(dictionary, level)
    table = _found(corpus, chosen, overlap, negation_window)
    known = corpus.documents[["doc_id", "place", "year"]].iloc[table["row"]].reset_index(drop=True)
    sentences = corpus.sentences
    table["category"] = pd.Series(list(chosen.categories), dtype="str").iloc[table["category"]].to_numpy()
    table["sentence_id"] = sentences["sentence_id"].iloc[table["at"]].to_numpy()
    table["sentence"] = sentences["text"].iloc[table["at"]].astype("str").to_numpy()
    table = pd.concat([known, table], axis=1)[_MATCH_COLUMNS]
    table = table.astype(dict.fromkeys(("doc_id", "place", "text", "category", "entry", "sentence"), "str"))
    options = {"level": level, "overlap": overlap, "negation_window": negation_window}
    return with_trail(table, [], "find_dictionary_matches", dictionary=_label(chosen), **options)


def _chosen(dictionary: Given, level: int | None) -> Dictionary:
    if isinstance(dictionary, str):
        dictionary = read_dictionary(dictionary)
    elif not isinstance(dictionary, Dictionary):
        dictionary = Dictionary(dictionary)
    return dictionary if level is None else dictionary.at_level(level)


def _label(dictionary: Dictionary) -> object:
    """What the trail says of a dictionary: its name and size, or its categories with their words."""
    if dictionary.name:
        return repr(dictionary)
    return {path: [entry.text for entry in entries] for path, entries in dictionary.categories.items()}


def _found(corpus: "Corpus", dictionary: Dictionary, overlap: str, window: int) -> pd.DataFrame:
    """All matches, with the rows of their documents and of their sentences."""
    if overlap not in OVERLAPS:
        raise invalid("overlap", overlap, OVERLAPS)
    if window < 0:
        raise invalid("negation_window", window, "0 or more characters")
    matcher = Matcher(dictionary, overlap=overlap, negation_window=window)
    rows = [
        (row, match.start, match.end, text[match.start : match.end], match.category, match.entry.text, match.entry.weight, match.negated)
        for row, text in enumerate(corpus.documents["text"].tolist())
        for match in matcher.matches(text)
    ]
    table = pd.DataFrame(rows, columns=["row", "start", "end", "text", "category", "entry", "weight", "negated"])
    types = {"row": "int64", "start": "int64", "end": "int64", "category": "int64", "weight": "float64", "negated": "bool"}
    table = table.astype(types)
    table = table[table["category"].isin(_numbers(dictionary))].reset_index(drop=True)
    table["at"] = sentence_rows(corpus.sentences, corpus.documents["doc_id"].iloc[table["row"]], table["start"])
    return table


def _numbers(dictionary: Dictionary) -> list[int]:
    """The numbers of the categories that are counted."""
    counted = set(dictionary.counted)
    return [number for number, path in enumerate(dictionary.categories) if path in counted]


def _counted(corpus: "Corpus", dictionary: Dictionary, found: pd.DataFrame) -> pd.DataFrame:
    """One row for each document and category."""
    documents, paths = corpus.documents.reset_index(drop=True), list(dictionary.categories)
    index = pd.MultiIndex.from_product([range(len(documents)), _numbers(dictionary)], names=["row", "category"])
    plain = found[~found["negated"]]
    groups = plain.groupby(["row", "category"], sort=False)
    counts = pd.DataFrame(index=index)
    counts["n"] = groups.size()
    counts["n_negated"] = found[found["negated"]].groupby(["row", "category"], sort=False).size()
    counts["score"] = groups["weight"].sum()
    counts["sentences"] = plain.drop_duplicates(["row", "category", "at"]).groupby(["row", "category"], sort=False).size()
    counts = counts.fillna(0.0).astype({"n": "int64", "n_negated": "int64", "score": "float64", "sentences": "int64"})
    table = counts.join(_listing(plain)).reset_index()
    table["found"] = table["found"].fillna("")
    table["n_chars"] = documents["text"].str.len().iloc[table["row"]].to_numpy()
    table["n_words"] = _n_words(corpus).iloc[table["row"]].to_numpy()
    table["n_sentences"] = _per_document(corpus, corpus.read("sentences", ["doc_id"])["doc_id"]).iloc[table["row"]].to_numpy()
    for rate, amount, size, factor in _RATES:
        table[rate] = table[amount] * factor / table[size].clip(lower=1)
    table["category"] = pd.Series(paths, dtype="str").iloc[table["category"]].to_numpy()
    known = documents[["doc_id", "place", "year"]].iloc[table["row"]].reset_index(drop=True)
    table = pd.concat([known, table], axis=1)[_COLUMNS]
    whole = dict.fromkeys(("n", "n_chars", "n_negated", "n_words", "n_sentences", "sentences"), "int64")
    rates = {rate: "float64" for rate, *_ in _RATES}
    return table.astype({"year": "Int32", **whole, **rates, **dict.fromkeys(("doc_id", "place", "category", "found"), "str")})


_RATES = (("rate", "n", "n_chars", 1e4), ("rate_words", "n", "n_words", 1e4), ("sentence_share", "sentences", "n_sentences", 1))


def _listing(plain: pd.DataFrame) -> pd.Series:
    """What was found in each document for each category, most frequent first."""
    sizes = plain.groupby(["row", "category", "text"], sort=False).size().reset_index(name="n")
    sizes = sizes.sort_values(["row", "category", "n", "text"], ascending=[True, True, False, True])
    sizes["found"] = sizes["text"].astype("str") + "(" + sizes["n"].astype("str") + ")"
    return sizes.groupby(["row", "category"], sort=False)["found"].agg("、".join)


def _n_words(corpus: "Corpus") -> pd.Series:
    tokens = corpus.read("tokens", ["doc_id", "text"])
    words = tokens["text"].astype("category")
    kept = np.array([is_word(word) for word in words.cat.categories], dtype=bool)[words.cat.codes.to_numpy()]
    return _per_document(corpus, tokens["doc_id"][kept])


def _per_document(corpus: "Corpus", doc_ids: pd.Series) -> pd.Series:
    """How many of the rows are of each document, in the order of the documents."""
    return doc_ids.value_counts().reindex(corpus.read("documents", ["doc_id"])["doc_id"], fill_value=0)
