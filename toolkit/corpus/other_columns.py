"""What sources state beyond the fields of a document (party, treatment, url): columns of ``corpus.documents`` after the declared ones."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import pyarrow as pa

from toolkit.tables import SCHEMAS

__all__ = ["column_name", "other_columns", "store_other"]

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,15})?")
"""A number as a person writes it; 007 and 1e5 are names."""


def column_name(name: str) -> str:
    """Return the name under which a column of a source is kept: its own, unless documents have a column of that name.

    Examples
    --------
    >>> column_name("党派"), column_name("text")
    ('党派', 'text_given')
    """
    return f"{name}_given" if name in SCHEMAS["documents"].names else name


def store_other(values: Mapping[str, Any]) -> str | None:
    """Return the values of one document as they are stored; None for none."""
    return json.dumps(dict(values), ensure_ascii=False) if values else None


def other_columns(stored: Sequence[str | None]) -> pd.DataFrame:
    """Return the columns of documents from what is stored of each, in the order in which they are first met.

    A column of whole numbers, of numbers or of truth values has that type, also where a table of texts (csv) held some or all of them.

    Examples
    --------
    >>> other_columns(['{"党派": "甲", "处理": "1"}', None]).to_dict("list")
    {'党派': ['甲', nan], '处理': [1, None]}
    """
    records = [json.loads(values) if values else {} for values in stored]
    names = list(dict.fromkeys(name for record in records for name in record))
    return pd.DataFrame({name: _typed([record.get(name) for record in records]) for name in names}, index=range(len(records)))


def _typed(values: Sequence[Any]) -> pd.Series:
    known = [value for value in values if value is not None]
    texts = [value for value in known if isinstance(value, str)]
    if all(map(_NUMBER.fullmatch, texts)) and not any(isinstance(value, bool) for value in known):
        values = [_number(value) if isinstance(value, str) else value for value in values]
        known = [value for value in values if value is not None]
    if all(isinstance(value, bool) for value in known):
        return pd.Series(values, dtype="boolean")
    if any(isinstance(value, (bool, str)) for value in known):
        mixed: pd.Series = pa.array([None if value is None else str(value) for value in values], pa.string()).to_pandas()
        return mixed
    return pd.Series(values, dtype="Int64" if all(isinstance(value, int) for value in known) else "Float64")


def _number(text: str) -> int | float:
    return float(text) if "." in text else int(text)
