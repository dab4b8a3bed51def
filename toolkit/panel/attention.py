"""``attention``: how much of the text is of what, by section kind and over time, with intervals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from toolkit.corpus.outlooks import sentences_ahead
from toolkit.errors import InvalidValue, invalid
from toolkit.given import takes
from toolkit.text.phrases import PhraseFinder
from toolkit.trail import with_trail

if TYPE_CHECKING:
    from toolkit.corpus import Corpus

__all__ = ["Attention", "attention", "sentences_with"]

Floats = NDArray[np.float64]
ROLES = {"section": ("review", "targets", "tasks", "unknown"), "wording": ("back", "ahead")}
Categories = Mapping[str, Sequence[str]] | pd.DataFrame


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Attention:
    """Shares of text. Made by `attention`.

    Parameters
    ----------
    shares : DataFrame
        The columns of ``by``, ``kind`` (of section; ``all`` for the whole text), ``category``, ``n_docs, n_sentences, n_chars`` (of the
        category), ``of_chars``, ``share, low, high, seed``.
    sentences : DataFrame
        What was counted: ``doc_id, sentence_id, kind, category, n_chars``, one row for each sentence and category.
    """

    shares: pd.DataFrame
    sentences: pd.DataFrame

    def __repr__(self) -> str:
        categories = self.shares["category"].unique()
        return f"<Attention: {len(self.shares):,} shares, {len(categories)} categories: {'、'.join(map(str, categories[:6]))}>"


@takes("corpus")
def attention(
    corpus: "Corpus", categories: Categories | None = None, *, by: str | Sequence[str] = "year", role: str = "section",
    n_samples: int = 1000, confidence: float = 0.95, seed: int = 0,
) -> Attention:  # fmt: skip
    """Return the share of the text that is of each category, over time (or another column of documents) and by kind of section.

    A sentence counts with all its characters for each category that it is of; shares of categories need not add up to 1.

    Parameters
    ----------
    corpus : Corpus
    categories : mapping or DataFrame, optional
        Words of each category (a sentence with one of them is of it), or a table with ``doc_id, sentence_id, category`` (of
        `find_dictionary_matches`, or sentences with their topic). Without it, the kinds (see `role`) themselves are what is counted.
    by : str or sequence of str
        Columns of ``corpus.documents``; documents where one is unknown are left out.
    role : {"section", "wording"}
        What ``kind`` is: of the section by its heading (review, targets, tasks, unknown), or of the sentence by its wording, its
        section and what stands around (back, ahead), which tells where headings don't.
    n_samples : int
        Of the bootstrap over the documents of a group; a group of fewer than three documents has no interval.
    confidence : float
        Of the intervals.
    seed : int
        Of the bootstrap.

    Raises
    ------
    InvalidValue
        A category has no words, a column is missing, or an option is not allowed.

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> texts = ["治水。修路修桥。", "治水治水。"]
    >>> corpus = tk.build_corpus(pd.DataFrame({"text": texts, "year": [2023, 2024]}))
    >>> shares = tk.attention(corpus, {"水": ["治水"]}, n_samples=10).shares
    >>> shares.loc[shares["kind"] == "all", ["year", "n_chars", "of_chars", "share"]].values.tolist()
    [[2023.0, 3.0, 8.0, 0.375], [2024.0, 5.0, 5.0, 1.0]]
    """
    columns = [by] if isinstance(by, str) else list(by)
    for name in columns:
        if name not in corpus.documents.columns:
            raise invalid("by", name, corpus.documents.columns)
    if not 0 < confidence < 1:
        raise invalid("confidence", confidence, "between 0 and 1")
    if n_samples < 1:
        raise invalid("n_samples", n_samples, "1 or more")
    if role not in ROLES:
        raise invalid("role", role, ROLES)
    sentences = _sentences(corpus, role)
    coded = _coded(corpus, sentences, categories)
    names = list(categories) if isinstance(categories, Mapping) else [kind for kind in ROLES[role] if kind in set(sentences["kind"])]
    if isinstance(categories, pd.DataFrame):
        names = sorted(coded["category"].unique())
    kinds = ["all"] if categories is None else ["all", *ROLES[role]]
    documents = corpus.documents[["doc_id", *columns]].dropna()
    shares = _shares(documents, sentences, coded, (columns, kinds, names), (n_samples, confidence, seed))
    options = {
        "categories": _named(categories), "by": columns, "role": role, "n_samples": n_samples, "confidence": confidence, "seed": seed
    }  # fmt: skip
    shown = coded[["doc_id", "sentence_id", "kind", "category", "n_chars"]].reset_index(drop=True)
    return Attention(with_trail(shares, [], "attention", **options), with_trail(shown, [], "attention", **options))


def sentences_with(sentences: pd.DataFrame, categories: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Return the sentences that have a word of each category, with the column ``category``; one with words of two stands twice."""
    owners: dict[str, list[str]] = {}
    for name, words in categories.items():
        given = [words] if isinstance(words, str) else list(words)
        if not given or not all(isinstance(word, str) and word for word in given):
            raise InvalidValue(f"category {name!r} has no words, or an empty one: give it at least one word")
        for word in given:
            owners.setdefault(word, []).append(name)
    finder = PhraseFinder(owners)
    found = [
        (at, name) for at, text in enumerate(sentences["text"])
        for name in dict.fromkeys(name for _, word in finder.find(text) for name in owners[word])
    ]  # fmt: skip
    at = [row for row, _ in found]
    return sentences.iloc[at].assign(category=pd.Series([name for _, name in found], index=sentences.index[at], dtype="str"))


def _named(categories: Categories | None) -> object:
    if isinstance(categories, pd.DataFrame):
        return sorted(categories["category"].unique()) if "category" in categories.columns else []
    return categories if categories is None else dict(categories)


def _sentences(corpus: "Corpus", role: str) -> pd.DataFrame:
    if role == "wording":
        table = sentences_ahead(corpus)
        table["kind"] = np.where(table["ahead"], "ahead", "back")
    else:
        kinds = corpus.sections[["doc_id", "section_id", "kind"]]
        table = corpus.sentences.merge(kinds, on=["doc_id", "section_id"], how="left", validate="many_to_one")
        table["kind"] = table["kind"].astype("object").fillna("unknown")
    return table.assign(n_chars=(table["end"] - table["start"]).astype("int64"))


def _coded(corpus: "Corpus", sentences: pd.DataFrame, categories: Categories | None) -> pd.DataFrame:
    if categories is None:
        return sentences.assign(category=sentences["kind"])
    if not isinstance(categories, pd.DataFrame):
        return sentences_with(sentences, categories)
    key = ["doc_id", "sentence_id", "category"]
    for name in key:
        if name not in categories.columns:
            raise invalid("categories", name, "a table with the columns doc_id, sentence_id, category")
    return sentences.merge(categories[key].drop_duplicates(), on=key[:2], validate="one_to_many")


def _shares(
    documents: pd.DataFrame, sentences: pd.DataFrame, coded: pd.DataFrame, parts_of: tuple[list[str], list[str], list[str]],
    drawing: tuple[int, float, int],
) -> pd.DataFrame:  # fmt: skip
    (columns, kinds, names), (n_samples, confidence, seed) = parts_of, drawing
    whole, parts, counts = (_sums(table) for table in (sentences.assign(category=""), coded, coded.assign(n_chars=1)))
    rows = []
    for key, ids in documents.groupby(columns, sort=True)["doc_id"]:
        rng = np.random.default_rng(seed)
        weights = rng.multinomial(len(ids), np.full(len(ids), 1 / len(ids)), n_samples) if len(ids) > 2 else None
        for kind in kinds:
            of = _column(whole, ids, kind, "")
            if not of.sum():
                continue
            for name in names:
                chars, n = _column(parts, ids, kind, name), _column(counts, ids, kind, name)
                low, high = _interval(chars, of, weights, confidence)
                share = chars.sum() / of.sum()
                rows.append([*key, kind, name, len(ids), int(n.sum()), int(chars.sum()), int(of.sum()), share, low, high, seed])
    told = [*columns, "kind", "category", "n_docs", "n_sentences", "n_chars", "of_chars", "share", "low", "high", "seed"]
    return pd.DataFrame(rows, columns=told)


def _sums(table: pd.DataFrame) -> dict[tuple[str, str], "pd.Series[int]"]:
    """Characters by document for each kind and category, and for all kinds together."""
    found = {}
    for name, part in table.groupby("category", sort=False):
        found["all", str(name)] = part.groupby("doc_id")["n_chars"].sum()
        for kind, own in part.groupby("kind", sort=False):
            found[str(kind), str(name)] = own.groupby("doc_id")["n_chars"].sum()
    return found


def _column(sums: Mapping[tuple[str, str], "pd.Series[int]"], ids: pd.Series, kind: str, name: str) -> Floats:
    given = sums.get((kind, name))
    counted = pd.Series(0, index=ids) if given is None else given.reindex(ids, fill_value=0)
    return np.asarray(counted, dtype=np.float64)


def _interval(chars: Floats, of: Floats, weights: NDArray[np.int64] | None, confidence: float) -> tuple[float, float]:
    if weights is None:
        return np.nan, np.nan
    total = weights @ of
    drawn = np.divide(weights @ chars, total, out=np.full(len(total), np.nan), where=total > 0)
    low, high = np.nanquantile(drawn, [0.5 - confidence / 2, 0.5 + confidence / 2])
    return float(low), float(high)
