"""What a comparison of two sides is sampled from: documents, or clusters of documents, never words."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array, diags_array

from toolkit.errors import InvalidValue, invalid
from toolkit.matrix import TermMatrix

__all__ = ["Samples", "sampled"]

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class Samples(NamedTuple):
    """The sampling units of two sides, those of the target first.

    A document with rows on both sides (its review in the target, its plans in the reference), or a cluster with documents on both,
    is two units of one cluster: they are paired.
    """

    counts: csc_array
    """Units × terms."""
    tokens: Floats
    """Words of each unit."""
    target: Bools
    """Whether the unit is of the target."""
    cluster: Ints
    """The document, or the cluster of documents, that the unit is of; from 0."""

    @property
    def rates(self) -> csc_array:
        """Counts over the words of the unit, so that long documents weigh no more than short ones."""
        return csc_array(diags_array(1.0 / np.maximum(self.tokens, 1.0)) @ self.counts)

    @property
    def sizes(self) -> tuple[int, int]:
        """Units of the target and of the reference."""
        return int(self.target.sum()), int((~self.target).sum())

    def of(self, terms: Bools) -> "Samples":
        """Return the same units with fewer terms."""
        return self._replace(counts=self.counts[:, terms])


def sampled(matrix: TermMatrix, inside: Bools, against: Bools, cluster: str | None = None) -> Samples:
    """Return the units of two sides of a matrix: rows of the same document, or of the same cluster, added up on each side."""
    labels = _labels(matrix.rows, cluster)
    chosen = np.flatnonzero(inside | against)
    chosen = chosen[np.argsort(~inside[chosen], kind="stable")]
    names = labels.iloc[chosen]
    if names.isna().any():
        raise InvalidValue(f"cluster={cluster!r}: {int(names.isna().sum())} rows have none; filter them out first")
    codes = np.asarray(pd.factorize(names, sort=True)[0], dtype=np.int64)
    sided = codes + np.where(inside[chosen], 0, codes.max(initial=0) + 1)
    keys, first, unit = np.unique(sided, return_index=True, return_inverse=True)
    sums = csr_array((np.ones(len(chosen), dtype=np.int64), (unit, np.arange(len(chosen)))), shape=(len(keys), len(chosen)))
    tokens = sums @ matrix.rows["n_tokens"].to_numpy(dtype=float)[chosen]
    return Samples(csc_array(sums @ matrix.counts[chosen]), tokens, inside[chosen][first], codes[first])


def _labels(rows: pd.DataFrame, cluster: str | None) -> pd.Series:
    if cluster is not None:
        if cluster not in rows.columns:
            raise invalid("cluster", cluster, rows.columns)
        return rows[cluster]
    return rows["doc_id"] if "doc_id" in rows.columns else pd.Series(np.arange(len(rows)))
