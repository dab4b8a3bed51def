"""``entity_trends``: how many documents name each policy, place or organisation from year to year."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from toolkit.errors import invalid
from toolkit.given import takes
from toolkit.statistics import wilson
from toolkit.trail import with_trail
from toolkit.trends.calibration import SEED
from toolkit.trends.series import check_options, tested

if TYPE_CHECKING:
    from toolkit.corpus import Corpus

__all__ = ["entity_trends"]

Ints = NDArray[np.int64]
TYPES = ("POLICY", "PLACE", "ORG")
_READ = ["doc_id", "start", "text", "type", "subtype", "name", "id"]


@takes("corpus")
def entity_trends(
    corpus: "Corpus", *, type: str | None = None, min_docs: int = 1, test: str = "ar1", alpha: float = 0.05
) -> pd.DataFrame:
    """Return in how many documents of each year each entity is named, with a Mann–Kendall test of each entity.

    Entities are told apart by type and canonical name (the wording where there is none).

    Parameters
    ----------
    corpus : Corpus
        With entities (``corpus.annotate(entities=True)``). Documents without a year are left out.
    type : {"POLICY", "PLACE", "ORG"}, optional
        Only entities of this type.
    min_docs : int
        Least number of documents that name the entity.
    test, alpha
        As for `term_trends`; the tested value is ``share``.

    Returns
    -------
    DataFrame
        One row for each entity and year that the corpus has documents of: ``entity, type, subtype, id`` (as in the latest document that
        tells), ``year, n`` (mentions), ``n_docs`` (documents that name it), ``docs`` (all documents of the year), ``share`` (n_docs /
        docs), ``low, high`` (its 95 % interval by Wilson), ``first_year, last_year`` (in which it is named), then the columns of
        the test as in `term_trends`. Entities are in order of type, then of the documents that name them, most first.

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> texts = ["贯彻《湿地保护法》。", "整治市容。", "落实《湿地保护法》。"]
    >>> corpus = tk.build_corpus(pd.DataFrame({"text": texts, "year": [2021, 2022, 2023]})).annotate(claims=False)
    >>> tk.entity_trends(corpus, type="POLICY")[["year", "n_docs", "docs", "first_year"]]
       year  n_docs  docs  first_year
    0  2021       1     1        2021
    1  2022       0     1        2021
    2  2023       1     1        2021
    """
    check_options(test, alpha)
    if type is not None and type not in TYPES:
        raise invalid("type", type, TYPES)
    documents = corpus.read("documents", ["doc_id", "year"]).dropna(subset=["year"]).astype({"doc_id": "str"})
    docs = documents["year"].value_counts().sort_index()
    mentions = _mentions(corpus.read("entities", _READ), documents, type)
    known = _known(mentions, min_docs)
    years = docs.index.to_numpy(dtype=np.int64)
    n, n_docs = _grids(mentions, known, years)
    share = n_docs / docs.to_numpy(dtype=float)
    tests = tested(share, years.astype(float), test=test, alpha=alpha)
    low, high = wilson(n_docs, docs)
    repeat = np.repeat(np.arange(len(known)), len(years))
    found = pd.DataFrame({
        "year": pd.array(np.tile(years, len(known)), dtype="Int32"), "n": n.ravel(), "n_docs": n_docs.ravel(),
        "docs": np.tile(docs.to_numpy(dtype=np.int64), len(known)), "share": share.ravel(),
        "low": low.ravel(), "high": high.ravel(),
    })  # fmt: skip
    names, span = known[["entity", "type", "subtype", "id"]], known[["first_year", "last_year"]]
    names, span, tests = (part.loc[repeat].reset_index(drop=True) for part in (names, span, tests))
    table = pd.concat([names, found, span, tests], axis=1)
    return with_trail(table, [], "entity_trends", type=type, min_docs=min_docs, test=test, alpha=alpha, seed=SEED)


def _mentions(entities: pd.DataFrame, documents: pd.DataFrame, type: str | None) -> pd.DataFrame:
    """One row a mention, with its year, in order of year, document and place in the text."""
    chosen = entities if type is None else entities[entities["type"] == type]
    named = pd.DataFrame({
        "doc_id": chosen["doc_id"].astype("str"), "start": chosen["start"], "entity": chosen["name"].fillna(chosen["text"]).astype("str"),
        "type": chosen["type"].astype("str"), "subtype": chosen["subtype"].astype("str"), "id": chosen["id"].astype("str"),
    })  # fmt: skip
    return named.merge(documents, on="doc_id").sort_values(["year", "doc_id", "start"], kind="stable", ignore_index=True)


def _known(mentions: pd.DataFrame, min_docs: int) -> pd.DataFrame:
    """One row an entity."""
    groups = mentions.groupby(["type", "entity"], sort=True, observed=True)
    table = groups.agg(
        subtype=("subtype", "last"), id=("id", "last"), first_year=("year", "min"), last_year=("year", "max"), docs=("doc_id", "nunique")
    ).reset_index()
    kept = table[table["docs"] >= min_docs]
    return kept.sort_values(["type", "docs", "entity"], ascending=[True, False, True], kind="stable").reset_index(drop=True)


def _grids(mentions: pd.DataFrame, known: pd.DataFrame, years: Ints) -> tuple[Ints, Ints]:
    """Mentions, and documents that name it, of each entity (rows) in each year (columns)."""
    index = pd.MultiIndex.from_frame(known[["type", "entity"]])
    row = index.get_indexer(pd.MultiIndex.from_frame(mentions[["type", "entity"]]))
    column = np.searchsorted(years, mentions["year"].to_numpy(dtype=np.int64))
    cells = pd.DataFrame({"row": row, "year": column, "doc_id": mentions["doc_id"]})
    cells = cells[cells["row"] >= 0]
    grids = []
    for part in (cells, cells.drop_duplicates()):
        flat = np.bincount(part["row"].to_numpy() * len(years) + part["year"].to_numpy(), minlength=len(known) * len(years))
        grids.append(flat.reshape(len(known), len(years)))
    return grids[0], grids[1]
