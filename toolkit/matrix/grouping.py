"""Rows into groups: keys, codes, and what is known of a group."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from toolkit.errors import InvalidValue, invalid

__all__ = ["group_rows", "group_vectors"]


def group_rows(rows: pd.DataFrame, by: str | Sequence[str] | pd.Series) -> tuple[pd.DataFrame, NDArray[np.int64]]:
    """Return one row per group in order of its key, and for each row the number of its group, -1 where the key is unknown."""
    keys = _keys(rows, by)
    groups = keys.groupby(list(keys.columns), sort=True, dropna=True, observed=True)
    codes = groups.ngroup().to_numpy(dtype=np.int64, na_value=-1)
    names = keys.assign(_code=codes)[codes >= 0].drop_duplicates("_code").sort_values("_code")
    return names.drop(columns="_code").reset_index(drop=True), np.asarray(codes, dtype=np.int64)


def _keys(rows: pd.DataFrame, by: str | Sequence[str] | pd.Series) -> pd.DataFrame:
    if isinstance(by, pd.Series):
        labels = _aligned(rows, by)
        return labels.reset_index(drop=True).to_frame(by.name if isinstance(by.name, str) else "group")
    if not isinstance(by, (str, list, tuple)):
        raise invalid("by", by, f"a column ({', '.join(rows.columns[:6])} …), a list of columns, or a Series with an index")
    columns = [by] if isinstance(by, str) else list(by)
    if not columns:
        raise invalid("by", by, "at least one column")
    for column in columns:
        if column not in rows.columns:
            raise invalid("by", column, rows.columns)
    return rows[columns].reset_index(drop=True)


def _aligned(rows: pd.DataFrame, by: pd.Series) -> pd.Series:
    """Return the label of each row: by the index of the rows, or by their documents, never by position."""
    if by.index.has_duplicates:
        raise InvalidValue(f"the index of by has {by.index[by.index.duplicated()][0]!r} more than once: give one label a row or document")
    if len(by) == len(rows) and rows.index.isin(by.index).all():
        return by.reindex(rows.index)
    if "doc_id" not in rows.columns or not by.index.isin(rows["doc_id"]).any():
        documents = ", or one a document: documents.set_index('doc_id')['year']" if "doc_id" in rows.columns else ""
        other = len(by) != len(rows)
        told = f"by has {len(by)} labels, but there are {len(rows)} rows" if other else "the index of by is not that of the rows"
        raise InvalidValue(f"{told}: give one label a row (matrix.rows['year']){documents}")
    lacking = rows["doc_id"][~rows["doc_id"].isin(by.index)]
    if len(lacking):
        raise InvalidValue(f"by has no label for {lacking.nunique()} documents, such as {lacking.iloc[0]!r}: give them one, or None")
    return by.reindex(pd.Index(rows["doc_id"]))


def group_vectors(rows: pd.DataFrame, codes: NDArray[np.int64], n_groups: int) -> pd.DataFrame:
    """Return ``n_rows, n_docs, n_tokens, n_chars`` of each group."""
    known = codes >= 0
    here = codes[known]
    sums = {
        name: np.bincount(here, weights=rows[name].to_numpy(dtype=float, na_value=0)[known], minlength=n_groups).astype(np.int64)
        for name in ("n_tokens", "n_chars")
    }
    n_rows = np.bincount(here, minlength=n_groups)
    if "doc_id" in rows.columns:
        pairs = pd.DataFrame({"code": here, "doc_id": rows["doc_id"].to_numpy()[known]}).drop_duplicates()
        n_docs = np.bincount(pairs["code"].to_numpy(), minlength=n_groups)
    else:
        n_docs = np.bincount(here, weights=rows["n_docs"].to_numpy(dtype=float)[known], minlength=n_groups).astype(np.int64)
    return pd.DataFrame({"n_rows": n_rows, "n_docs": n_docs, **sums})
