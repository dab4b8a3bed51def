"""``count_entities``: the named places, policies or organisations of a corpus become a `TermMatrix`."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.sparse import coo_array, csr_array

from toolkit.errors import InvalidValue, invalid
from toolkit.given import takes
from toolkit.matrix.term_matrix import TermMatrix
from toolkit.matrix.units import row_columns
from toolkit.trail import step

if TYPE_CHECKING:
    from toolkit.corpus import Corpus

__all__ = ["count_entities"]

TYPES = ("PLACE", "POLICY", "ORG")


@takes("corpus")
def count_entities(
    corpus: "Corpus", *, type: str = "PLACE", subtype: str | None = None, label: str = "name", duplicates: bool = True
) -> TermMatrix:  # fmt: skip
    """Return how often each document names each place, policy or organisation: a table of documents × names.

    Parameters
    ----------
    corpus : Corpus
        With entities (``corpus.annotate()``).
    type : {"PLACE", "POLICY", "ORG"}
    subtype : str, optional
        Only one kind of them: ``province``, ``county``, ``river``, ``law``, …
    label : {"name", "id", "text"}
        What the columns are: the canonical name, the link (an adcode, a law's full title), or the wording. Names of one
        place that changed its adcode stay together by ``name``; mentions without a link are left out by ``id``.
    duplicates : bool
        As in `count_terms`: False leaves out documents that repeat an earlier one.

    Returns
    -------
    TermMatrix
        A row a document, those that name nothing included; ``to_frame``, ``group("year")`` and ``weight`` work as for words.

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> reports = pd.DataFrame({"text": ["清远市和连州市增长较快。", "连州市、连州。"], "year": [2023, 2024]})
    >>> matrix = count_entities(tk.build_corpus(reports).annotate(claims=False))
    >>> matrix.to_frame()[["year", "term", "n"]].values.tolist()
    [[2023, '清远市', 1], [2023, '连州市', 1], [2024, '连州市', 2]]
    """
    if type not in TYPES:
        raise invalid("type", type, TYPES)
    if label not in ("name", "id", "text"):
        raise invalid("label", label, ["name", "id", "text"])
    entities = corpus.read("entities", ["doc_id", "text", "type", "subtype", "name", "id"])
    chosen = entities[entities["type"] == type]
    if subtype is not None:
        known = sorted(set(chosen["subtype"].dropna()))
        if subtype not in known:
            raise InvalidValue(f"no {type} of this corpus has the subtype {subtype!r}: use one of {known}")
        chosen = chosen[chosen["subtype"] == subtype]
    names = chosen["name"].fillna(chosen["text"]) if label == "name" else chosen[label]
    chosen, names = chosen[names.notna()], names.dropna()
    documents = corpus.documents
    if not duplicates:
        documents = documents[documents["duplicate_of"].isna()]
        kept = chosen["doc_id"].isin(documents["doc_id"])
        chosen, names = chosen[kept], names[kept]
    rows = documents[row_columns(documents)].reset_index(drop=True)
    rows["n_tokens"] = _words(corpus, rows["doc_id"])
    terms = np.array(sorted(set(names)), dtype=object)
    row = pd.Index(rows["doc_id"]).get_indexer(chosen["doc_id"])
    column = pd.Index(terms).get_indexer(names)
    ones = np.ones(len(row), dtype=np.int64)
    counts = csr_array(coo_array((ones, (row, column)), shape=(len(rows), len(terms))))
    trail = step("count_entities", type=type, subtype=subtype, label=label, duplicates=duplicates)
    return TermMatrix(counts, terms, rows, trail=(trail,))


def _words(corpus: "Corpus", doc_ids: pd.Series) -> pd.Series:
    """The number of tokens of each document, so that rates are per word."""
    counted = corpus.read("tokens", ["doc_id"])["doc_id"].value_counts()
    return doc_ids.map(counted.rename(index=str)).fillna(0).astype("int64")
