"""Some columns of the large tables of a corpus: read now, or scanned by another program."""

from collections.abc import Sequence

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from toolkit.corpus.quoting import with_sentences
from toolkit.corpus.store import COMPUTED
from toolkit.corpus.view import View
from toolkit.errors import CorpusError, invalid
from toolkit.tables import SCHEMAS, frame

__all__ = ["LARGE", "check_there", "column_names", "columns_of", "dataset_of"]

LARGE = ("documents", "sections", "sentences", "cells", "tokens", "entities", "claims")
"""Tables that are kept shard by shard and grow with the texts."""
_ANNOTATIONS = ("entities", "claims")
_OF_SENTENCES, _OF_REPORTS = ("sentence", "sentence_start"), {"report_year": "year", "report_adcode": "adcode"}
"""What `corpus.claims` has besides the stored columns, from sentences and from documents."""


def check_there(view: View, table: str) -> None:
    """Raise the error for a table that there is not, or that has not been made yet."""
    if table not in LARGE:
        raise invalid("table", table, LARGE)
    if table == "tokens" and not view.manifest["options"]["tokens"]:
        raise CorpusError("the corpus was built with tokens=False: build it again with tokens=True")
    if table in _ANNOTATIONS:
        view.check_annotated(table)


def columns_of(view: View, table: str, columns: Sequence[str] | None = None) -> pd.DataFrame:
    """Return columns of a table of a corpus, all by default; what is not asked for is not read.

    Parameters
    ----------
    view : View
    table : str
        One of `LARGE`.
    columns : sequence of str, optional
        In the order asked for; those that only documents have are of the document that a row is from.
    """
    check_there(view, table)
    if columns is None:
        return _whole(view, table)
    stored = [name for name in SCHEMAS[table].names if name not in COMPUTED.get(table, ())]
    if set(columns) <= set(stored):
        return frame(view.read(table, list(columns)))
    known = column_names(view, table)
    of_documents = [name for name in columns if name not in known and name in column_names(view, "documents")]
    unknown = [name for name in columns if name not in known and name not in of_documents]
    if unknown:
        raise invalid("column", unknown[0], known)
    if of_documents:
        return _with_documents(view, table, columns, of_documents)
    if table == "documents":
        return view.with_other(frame(view.read(table, [name for name in stored if name != "text" or name in columns])))[list(columns)]
    needed = ["doc_id", "sentence_id", "start", "end"] if set(columns) & set(_OF_SENTENCES) else ["doc_id"]
    asked = [name for name in stored if name in columns or name in needed]
    return _in_context(view, frame(view.read(table, asked)), columns)[list(columns)]


def _with_documents(view: View, table: str, columns: Sequence[str], of_documents: list[str]) -> pd.DataFrame:
    """The columns of a table, with those of the document that each row is from."""
    own = [name for name in columns if name not in of_documents]
    rows = columns_of(view, table, list(dict.fromkeys([*own, "doc_id"])))
    documents = columns_of(view, "documents", ["doc_id", *of_documents])
    return rows.merge(documents, on="doc_id", how="left", validate="many_to_one")[list(columns)]


def column_names(view: View, table: str) -> list[str]:
    """Return the names of the columns of a table of a corpus."""
    extra = {"claims": [*_OF_SENTENCES, *_OF_REPORTS], "documents": view.other_names()}.get(table, [])
    return [*SCHEMAS[table].names, *extra]


def _whole(view: View, table: str) -> pd.DataFrame:
    if table == "documents":
        return view.documents()
    return _in_context(view, view.frame(table), [*_OF_SENTENCES, *_OF_REPORTS]) if table == "claims" else view.frame(table)


def _in_context(view: View, claims: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """The claims with those of the columns that tell the sentence and the report of each."""
    if set(columns) & set(_OF_SENTENCES):
        claims = with_sentences(claims, frame(view.read("sentences", ["doc_id", "sentence_id", "text", "start"])))
    taken = {name: source for name, source in _OF_REPORTS.items() if name in columns}
    origin = view.known()[["doc_id", *taken.values()]].rename(columns={source: name for name, source in taken.items()})
    return claims.merge(origin, on="doc_id", how="left", validate="many_to_one") if taken else claims


def dataset_of(view: View, table: str) -> ds.Dataset:
    """Return a table of a corpus as a data set of Arrow, of which nothing is read before it is asked for."""
    check_there(view, table)
    schema = pa.schema([field for field in SCHEMAS[table] if field.name not in COMPUTED.get(table, ())])
    files = view.files(table)
    if not files:
        return ds.dataset(schema.empty_table())
    found = ds.dataset([str(path) for path in files], schema=schema, format="parquet")
    if view.chosen is None:
        return found
    chosen = pa.array(view.chosen["doc_id"], type=pa.string())
    return found.filter(pc.field("doc_id").cast(pa.string()).isin(chosen))
