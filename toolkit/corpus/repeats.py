"""Which documents repeat an earlier one: put up a second time, and not written again for another year or place with its own figures."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

import pandas as pd

from toolkit.corpus.signatures import Pair, similar_pairs

__all__ = ["find_duplicates"]

_FIGURE = re.compile("[0-9]+(?:[.][0-9]+)?")
_OF_ONE_TITLE, _OF_TWO_TITLES = 0.6, 0.9
"""Of the figures of the shorter text, what two texts of different years or places share at least where they are one document: copies of
a table of texts were met whose figures had been counted up row by row, under the same title."""

Texts = Callable[[Iterable[str]], Mapping[str, str]]


def find_duplicates(documents: pd.DataFrame, texts: Texts) -> pd.DataFrame:
    """Return the documents that repeat an earlier one.

    Parameters
    ----------
    documents : DataFrame
        In the order of the corpus: ``doc_id, sha256`` (of the cleaned text), ``minhash, title, year, place``.
    texts : callable
        Gives the texts of documents by their ids; asked only where it matters.

    Returns
    -------
    DataFrame
        ``doc_id, duplicate_of, kind, similarity``: the first document with the same text (``exact``, 1.0), or the most similar one with
        a text of estimated Jaccard similarity 0.85 or more (``near``). Reports of different years or places whose figures differ are
        no duplicates, however much of their wording they share.
    """
    ids = documents["doc_id"].tolist()
    first_of: dict[str, int] = {}
    original = [first_of.setdefault(digest, position) for position, digest in enumerate(documents["sha256"])]
    rows = {position: (other, "exact", 1.0) for position, other in enumerate(original) if other != position}
    signatures = [b"" if position in rows else signature for position, signature in enumerate(documents["minhash"])]
    labels = [f"{year} {place}" for year, place in zip(documents["year"], documents["place"], strict=True)]
    for pair in sorted(_of_one_document(similar_pairs(signatures, labels), documents, texts), key=lambda pair: (-pair.similarity, pair)):
        rows.setdefault(pair.later, (pair.earlier, "near", pair.similarity))
    ordered = [(ids[position], ids[other], kind, similarity) for position, (other, kind, similarity) in sorted(rows.items())]
    return pd.DataFrame(ordered, columns=["doc_id", "duplicate_of", "kind", "similarity"])


def _of_one_document(pairs: Iterable[Pair], documents: pd.DataFrame, texts: Texts) -> list[Pair]:
    """Return the pairs whose texts are of one document."""
    facts = documents[["doc_id", "title", "year", "place"]].astype(object).where(documents.notna(), None).to_dict("list")
    doubtful = {pair for pair in pairs if any(_differ(facts[name], pair) for name in ("year", "place"))}
    wanted = {facts["doc_id"][place] for pair in doubtful for place in (pair.later, pair.earlier)}
    figures = {name: Counter(_FIGURE.findall(text)) for name, text in texts(wanted).items()} if wanted else {}

    def is_one(pair: Pair) -> bool:
        ours, theirs = (figures[facts["doc_id"][place]] for place in (pair.later, pair.earlier))
        least = _OF_TWO_TITLES if _differ(facts["title"], pair) else _OF_ONE_TITLE
        return (ours & theirs).total() >= least * min(ours.total(), theirs.total())

    return [pair for pair in pairs if pair not in doubtful or is_one(pair)]


def _differ(values: Sequence[object], pair: Pair) -> bool:
    ours, theirs = values[pair.later], values[pair.earlier]
    return ours is not None and theirs is not None and ours != theirs
