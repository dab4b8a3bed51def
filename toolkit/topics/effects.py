"""What the share of a topic depends on: regression of shares on covariates, by the method of composition."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import stdtr, stdtrit

from toolkit.errors import InvalidValue, invalid
from toolkit.multiple_tests import adjusted
from toolkit.topics.design import Design, level_of
from toolkit.topics.regression import regress

__all__ = ["covariate_table", "effect_table"]

Floats = NDArray[np.float64]
N_DRAWS = 50
"""Draws of the shares; more change the errors by less than 1 in 100."""
PRIOR = 0.1


def covariate_table(rows: pd.DataFrame, names: list[str], data: pd.DataFrame | None) -> pd.DataFrame:
    """Return one row a document with its covariates: columns of the matrix, of a table of one's own, or ``level`` from the adcode."""
    if "doc_id" not in rows.columns:
        raise InvalidValue("effects need documents: fit the topics to a matrix of documents or their parts, not of groups")
    documents = rows.drop_duplicates("doc_id").reset_index(drop=True)
    known = documents[["doc_id"]].copy()
    own = _own_columns(data)
    for name in names:
        if name in own.columns:
            known[name] = own[name].reindex(pd.Index(documents["doc_id"])).to_numpy()
        elif name == "level" and "adcode" in documents.columns:
            known[name] = documents["adcode"].map(level_of)
        elif name in documents.columns:
            known[name] = documents[name]
        else:
            raise invalid("by", name, sorted({*documents.columns, *own.columns, "level"}))
    return known


def effect_table(
    known: pd.DataFrame, design: Design, rows: pd.DataFrame, shares: Floats, n_terms: Floats, cluster: pd.Series | None, seed: int
) -> pd.DataFrame:
    """Return an estimate for each topic and comparison."""
    drawn, mean = _document_shares(known, rows, shares, n_terms, seed)
    codes = None if cluster is None else pd.factorize(cluster.astype(str), sort=True)[0].astype(np.int64)
    if codes is not None and codes.max(initial=0) < 2:
        raise InvalidValue("cluster has fewer than three values: leave it out")
    found = regress(design.matrix, drawn, codes)
    reach = float(stdtrit(found.freedom, 0.975))
    tables = []
    for covariate, value, reference, weights in design.comparisons:
        estimate = found.estimate @ weights
        error = np.sqrt(np.maximum(np.einsum("i,kij,j->k", weights, found.covariance, weights), 0.0))
        with np.errstate(divide="ignore", invalid="ignore"):
            p = 2 * stdtr(found.freedom, -np.abs(estimate / error))
        tables.append(pd.DataFrame({
            "topic": np.arange(1, len(estimate) + 1), "covariate": covariate, "value": value, "reference": reference, "estimate": estimate,
            "error": error, "low": estimate - reach * error, "high": estimate + reach * error, "p": p,
            "q": adjusted(np.nan_to_num(p, nan=1.0)), "mean_share": mean, "n_docs": len(known),
        }))  # fmt: skip
    return pd.concat(tables, ignore_index=True)


def _own_columns(data: pd.DataFrame | None) -> pd.DataFrame:
    if data is None:
        return pd.DataFrame()
    if "doc_id" in data.columns:
        data = data.set_index("doc_id")
    if data.index.has_duplicates:
        raise InvalidValue(f"data has the document {data.index[data.index.duplicated()][0]!r} more than once: give one row a document")
    return data


def _document_shares(known: pd.DataFrame, rows: pd.DataFrame, shares: Floats, n_terms: Floats, seed: int) -> tuple[Floats, Floats]:
    """Shares of documents drawn from what their counts leave open, shape (draws, documents, topics), and their means."""
    place = pd.Index(known["doc_id"]).get_indexer(pd.Index(rows["doc_id"]))
    here = np.flatnonzero((place >= 0) & (n_terms > 0))
    counts = np.zeros((len(known), shares.shape[1]))
    np.add.at(counts, place[here], shares[here] * n_terms[here, None])
    random = np.random.default_rng([seed, 7])
    drawn = random.standard_gamma(np.broadcast_to(counts + PRIOR, (N_DRAWS, *counts.shape)))
    total = counts.sum(axis=0)
    return drawn / drawn.sum(axis=2, keepdims=True), total / max(total.sum(), 1e-300)
