"""``keyness``: which words set some rows of a matrix apart from others."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from toolkit.errors import InvalidValue, invalid
from toolkit.keywords.association import contrast
from toolkit.matrix import TermMatrix

__all__ = ["MEASURES", "keyness"]

MEASURES = ("log_likelihood", "chi2", "log_ratio", "z")


def keyness(
    matrix: TermMatrix, *, target: Mapping[str, object], reference: Mapping[str, object] | None = None,
    measure: str = "log_likelihood", min_count: int = 1, prior: float = 500.0,
) -> pd.DataFrame:  # fmt: skip
    """Return how much more (or less) often each term stands in the target than in the reference, with tests and effect sizes.

    Parameters
    ----------
    matrix : TermMatrix
        Counts, not weights.
    target : mapping of str to value or collection of values
        Which rows: ``{"year": range(2013, 2023)}``, ``{"place": ["清远市", "韶关市"], "year": 2023}``.
    reference : mapping, optional
        Which rows to compare with; all rows outside the target if not given. The two may not share rows.
    measure : {"log_likelihood", "chi2", "log_ratio", "z"}
        What the rows of the table are sorted by, strongest for the target first.
    min_count : int
        Least count in target and reference together.
    prior : float
        Size of the prior of ``log_odds`` and ``z``, in words.

    Returns
    -------
    DataFrame
        ``term, n_target, n_reference, df_target, df_reference`` (rows with the term), ``rate_target, rate_reference`` (per 10,000 words),
        ``log_likelihood, chi2`` (signed: above 0 means more in the target), ``log_ratio`` (binary logarithm of the ratio of the
        rates, half a count added), ``percent_diff`` (missing where the reference lacks the term), ``log_odds, z`` (with an informative
        prior), ``p`` of the log-likelihood, and ``p_adjusted`` for all terms tested.

    Notes
    -----
    Words come in clusters, so that tests on counts reject too easily (Kilgarriff 2005): read p beside an effect size and ``df``.

    References
    ----------
    Dunning, T. (1993). Accurate methods for the statistics of surprise and coincidence. Computational Linguistics 19(1).
    Gabrielatos, C. & Marchi, A. (2012). Keyness: appropriate metrics and practical issues.
    Hardie, A. (2014). Log ratio: an informal introduction.
    Monroe, B., Colaresi, M. & Quinn, K. (2008). Fightin' words. Political Analysis 16(4).

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> reports = pd.DataFrame({"text": ["粮食丰收，粮食增产。", "芯片增产，芯片出口。"], "year": [1980, 2020]})
    >>> matrix = tk.count_terms(tk.build_corpus(reports))
    >>> tk.keyness(matrix, target={"year": 2020})[["term", "n_target", "n_reference"]].head(1)
      term  n_target  n_reference
    0   芯片         2            0
    """
    if measure not in MEASURES:
        raise invalid("measure", measure, MEASURES)
    if matrix.weighting != "count":
        raise InvalidValue(f"keyness needs counts, but the matrix is weighted by {matrix.weighting}")
    ours, theirs = _sides(matrix, target, reference)
    n_target, n_reference = ours.counts.sum(axis=0), theirs.counts.sum(axis=0)
    totals = [float(side.rows["n_tokens"].sum()) for side in (ours, theirs)]
    tested = (n_target + n_reference >= min_count) & (n_target + n_reference > 0)
    known = pd.DataFrame({
        "term": pd.Series(matrix.terms[tested], dtype="str"), "n_target": n_target[tested], "n_reference": n_reference[tested],
        "df_target": ours.document_frequency()[tested], "df_reference": theirs.document_frequency()[tested],
    })  # fmt: skip
    statistics = contrast(n_target[tested].astype(float), n_reference[tested].astype(float), totals[0], totals[1], prior=prior)
    table = pd.concat([known, statistics], axis=1)
    return table.sort_values([measure, "n_target", "term"], ascending=[False, False, True], ignore_index=True)


def _sides(matrix: TermMatrix, target: Mapping[str, object], reference: Mapping[str, object] | None) -> tuple[TermMatrix, TermMatrix]:
    """The rows of the target and of the reference; neither may be empty unless the matrix is."""
    inside = matrix.where(target)
    against = ~inside if reference is None else matrix.where(reference)
    if (inside & against).any():
        raise InvalidValue(f"target {dict(target)} and reference {dict(reference or {})} share {int((inside & against).sum())} rows")
    for name, conditions, chosen in (("target", target, inside), ("reference", reference, against)):
        if len(matrix) and not chosen.any():
            raise InvalidValue(f"no row of the matrix is in the {name}: {'all other rows' if conditions is None else dict(conditions)}")
    return _part(matrix, inside), _part(matrix, against)


def _part(matrix: TermMatrix, chosen: NDArray[np.bool_]) -> TermMatrix:
    return TermMatrix(matrix.counts[chosen], matrix.terms, matrix.rows[chosen].reset_index(drop=True), matrix.unit)
