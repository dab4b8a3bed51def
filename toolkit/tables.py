"""Declared columns of every public table, and values ⇄ DataFrame ⇄ Parquet.

A table always has all of its declared columns in declared order and type, also when it has no rows.
"""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

import pandas as pd
import pyarrow as pa

from toolkit.errors import invalid

__all__ = ["SCHEMAS", "frame", "record", "to_arrow"]

_TEXT, _INT, _FLOAT, _BOOL = pa.string(), pa.int32(), pa.float64(), pa.bool_()
_WORD = pa.dictionary(pa.int32(), _TEXT)


def _schema(**columns: pa.DataType) -> pa.Schema:
    return pa.schema(list(columns.items()))


SCHEMAS: dict[str, pa.Schema] = {
    "documents": _schema(
        doc_id=_TEXT, title=_TEXT, issuer=_TEXT, place=_TEXT, adcode=_TEXT, date=_TEXT, year=_INT, review_year=_INT,
        doc_type=_TEXT, doc_number=_TEXT, source=_TEXT, sha256=_TEXT, n_chars=_INT, metadata_sources=_TEXT, duplicate_of=_TEXT, text=_TEXT,
    ),
    "duplicates": _schema(doc_id=_TEXT, duplicate_of=_TEXT, kind=_TEXT, similarity=_FLOAT),
    "sections": _schema(
        doc_id=_TEXT, section_id=_INT, parent_id=_INT, level=_INT, number=_TEXT, heading=_TEXT, kind=_TEXT, start=_INT, end=_INT,
    ),
    "sentences": _schema(doc_id=_TEXT, sentence_id=_INT, section_id=_INT, start=_INT, end=_INT, text=_TEXT),
    "cells": _schema(
        doc_id=_TEXT, table_id=_INT, row=_INT, column=_INT, start=_INT, end=_INT, text=_TEXT, row_head=_TEXT, column_head=_TEXT, unit=_TEXT,
    ),
    "tokens": _schema(
        doc_id=_WORD, sentence_id=_INT, token_id=_INT, start=_INT, end=_INT, text=_WORD,
    ),
    "entities": _schema(
        doc_id=_TEXT, sentence_id=_INT, start=_INT, end=_INT, text=_TEXT, type=_TEXT, subtype=_TEXT, name=_TEXT, id=_TEXT,
        score=_FLOAT, engine=_TEXT,
    ),
    "claims": _schema(
        doc_id=_TEXT, sentence_id=_INT, start=_INT, end=_INT, text=_TEXT, value=_FLOAT, value_max=_FLOAT, unit=_TEXT, bound=_TEXT,
        role=_TEXT, direction=_TEXT, indicator=_TEXT, indicator_id=_TEXT, modality=_TEXT, year=_INT, period=_TEXT, basis=_TEXT,
        place=_TEXT, adcode=_TEXT, grain=_TEXT, whole=_BOOL,
    ),
    "notes": _schema(doc_id=_TEXT, stage=_TEXT, kind=_TEXT, note=_TEXT),
    "errors": _schema(source=_TEXT, stage=_TEXT, error=_TEXT),
}


def to_arrow(table: str, rows: Iterable[Mapping[str, Any] | Any]) -> pa.Table:
    """Return the rows as an Arrow table with the declared columns of ``table``.

    Parameters
    ----------
    table : str
        A key of ``SCHEMAS``.
    rows : iterable of mapping or dataclass instance
        A column that a row lacks is null; keys that are not declared are dropped.
    """
    if table not in SCHEMAS:
        raise invalid("table", table, SCHEMAS)
    records = [row if isinstance(row, Mapping) else record(row) for row in rows]
    schema = SCHEMAS[table]
    columns = [pa.array([record.get(field.name) for record in records], type=field.type) for field in schema]
    return pa.Table.from_arrays(columns, schema=schema)


def record(value: Any) -> dict[str, Any]:
    """Return the fields of a value by name, as they are: unlike `dataclasses.asdict` it copies nothing.

    Examples
    --------
    >>> from toolkit.document import Token
    >>> record(Token(0, 2, "经济"))
    {'start': 0, 'end': 2, 'text': '经济'}
    """
    return {field.name: getattr(value, field.name) for field in fields(value)}


def frame(table: pa.Table) -> pd.DataFrame:
    """Return an Arrow table as a DataFrame whose integers stay integers (nullable ``Int32``) and whose gaps are ``<NA>``/None.

    Examples
    --------
    >>> list(frame(to_arrow("errors", [])).columns)
    ['source', 'stage', 'error']
    """
    nullable = {pa.int32(): pd.Int32Dtype(), pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}
    loaded: pd.DataFrame = table.to_pandas(types_mapper=nullable.get)
    return loaded
