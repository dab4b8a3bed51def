"""``keyness``: which words set some rows of a matrix apart from others."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from toolkit.errors import InvalidValue, check_seed, invalid
from toolkit.given import takes
from toolkit.keywords.association import check_prior, contrast, p_value
from toolkit.keywords.document_tests import DOCUMENT_TESTS, cliffs_delta
from toolkit.keywords.effects import dispersion, log_ratio_error
from toolkit.keywords.own_names import without_own_names
from toolkit.keywords.samples import Samples, sampled
from toolkit.matrix import TermMatrix
from toolkit.multiple_tests import adjusted
from toolkit.trail import with_trail

__all__ = ["MEASURES", "TESTS", "keyness"]

MEASURES = ("z", "log_likelihood", "chi2", "log_ratio", "cliffs_delta")
CORPUS_TESTS = ("log_likelihood", "chi2")
TESTS = (*DOCUMENT_TESTS, *CORPUS_TESTS)
_INTERVAL = 1.959964
"""Standard errors on either side of an interval of 95 %."""


@takes("matrix")
def keyness(
    matrix: TermMatrix, *, target: Mapping[str, object], reference: Mapping[str, object] | None = None,
    measure: str = "z", test: str = "permutation", cluster: str | None = None, own_names: bool = True,
    min_count: int = 1, prior: float | None = None, n_resamples: int = 1999, seed: int = 0,
) -> pd.DataFrame:  # fmt: skip
    """Return how much more (or less) often each term stands in the target than in the reference, with tests and effect sizes.

    Parameters
    ----------
    matrix : TermMatrix
        Counts, not weights. Rows of one document (sections, sentences) are added up: what was sampled is documents.
    target : mapping of str to value or collection of values
        Which rows: ``{"year": range(2013, 2023)}``, ``{"place": ["清远市", "韶关市"], "year": 2023}``.
    reference : mapping, optional
        Which rows to compare with; all rows outside the target if not given. The two may not share rows.
    measure : {"z", "log_likelihood", "chi2", "log_ratio", "cliffs_delta"}
        What the rows of the table are sorted by, strongest for the target first.
    test : {"permutation", "wilcoxon", "welch", "bootstrap", "log_likelihood", "chi2"}
        Where ``p`` is from. ``permutation`` deals the documents out anew; ``wilcoxon`` and ``welch`` compare relative frequencies of
        documents; ``bootstrap`` draws documents anew on either side. The last two take every word for a draw of its own.
    cluster : str, optional
        A column of ``rows`` whose values are the sampling units in place of documents: ``"place"`` where reports of the same place
        over the years resemble each other. Clusters with documents on both sides swap sides as pairs; ``wilcoxon`` and ``welch`` make
        no use of the pairs.
    own_names : bool
        Whether to count the names that a report has for its own place and what lies in it (粤, 广州, 珠三角, 我省), for its speaker (column
        ``speaker`` of the rows), and words of greeting. Without them, names are still counted in the reports of other places.
    min_count : int
        Least count in target and reference together.
    prior : float, optional
        Size of the prior of ``log_odds`` and ``z``, in words; by default the mean length of a document.
    n_resamples : int
        Permutations or bootstrap samples.
    seed : int

    Returns
    -------
    DataFrame
        ``term, n_target, n_reference, df_target, df_reference`` (documents with the term), ``rate_target, rate_reference`` (per 10,000
        words), ``dp_target, dp_reference`` (dispersion over documents, Gries' DP normalised: 0 even, 1 in one document),
        ``log_likelihood, chi2`` (signed: above 0 means more in the target), ``log_ratio`` (binary logarithm of the ratio of the
        rates, half a count added) with its 95 % interval ``log_ratio_low, log_ratio_high`` over the sampling units, ``percent_diff``
        (missing where the reference lacks the term), ``log_odds, z`` (with an informative prior), ``cliffs_delta``, ``p`` of the test,
        ``p_adjusted`` for all terms tested, ``n_docs_target, n_docs_reference`` and ``n_units_target, n_units_reference`` (documents,
        or clusters).

    Notes
    -----
    Words come in documents: tests that take each word for a draw of its own reject too easily (Kilgarriff 2005), and so do Welch's and
    the bootstrap test where a side is small or a word rare. The permutation test holds its level on random groups; with documents of
    few places over many years only with ``cluster="place"`` (``benchmarks/bench_keyness_level.py``). With few clusters no p can be
    small: 3 of 23 can be chosen in 1,771 ways. Its null hypothesis is that documents of both sides come from one source.

    References
    ----------
    Dunning, T. (1993). Accurate methods for the statistics of surprise and coincidence. Computational Linguistics 19(1).
    Gries, S. (2008). Dispersions and adjusted frequencies in corpora. IJCL 13(4).
    Hardie, A. (2014). Log ratio: an informal introduction.
    Lijffijt, J. et al. (2016). Significance testing of word frequencies in corpora. Digital Scholarship in the Humanities 31(2).
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
    _check(matrix, target, reference, measure=measure, test=test, n_resamples=n_resamples)
    check_prior(prior)
    check_seed(seed)
    inside, against = _sides(matrix, target, reference)
    counted = matrix if own_names else without_own_names(matrix)
    documents = sampled(counted, inside, against)
    n = documents.counts.sum(axis=0)
    tested = (n >= min_count) & (n > 0)
    documents = documents.of(tested)
    units = documents if cluster is None else sampled(counted, inside, against, cluster).of(tested)
    statistics = _statistics(documents, units, prior)
    p = _p(statistics, units, test, n_resamples, seed)
    table = statistics.assign(p=p, p_adjusted=adjusted(p), **_sizes(documents, "docs"), **_sizes(units, "units"))
    table.insert(0, "term", pd.Series(counted.terms[tested], dtype="str"))
    table = table.sort_values([measure, "n_target", "term"], ascending=[False, False, True], ignore_index=True)
    table.attrs["seed"] = seed
    return with_trail(
        table, matrix.trail, "keyness", target=dict(target), reference=None if reference is None else dict(reference), measure=measure,
        test=test, cluster=cluster, own_names=own_names, min_count=min_count, prior=prior, n_resamples=n_resamples, seed=seed,
    )  # fmt: skip


_SIDES = ("target", "reference")


def _statistics(documents: Samples, units: Samples, prior: float | None) -> pd.DataFrame:
    """Counts, effect sizes and corpus statistics of every term."""
    sides = [(documents.counts[side], documents.tokens[side]) for side in (documents.target, ~documents.target)]
    counts = [side.sum(axis=0) for side, _ in sides]
    totals = [float(tokens.sum()) for _, tokens in sides]
    size = prior if prior is not None else sum(totals) / max(len(documents.tokens), 1)
    scores = contrast(*(n.astype(float) for n in counts), *totals, prior=size)
    known = pd.DataFrame({
        **{f"n_{name}": n for name, n in zip(_SIDES, counts, strict=True)},
        **{f"df_{name}": np.diff(side.tocsc().indptr) for name, (side, _) in zip(_SIDES, sides, strict=True)},
    })  # fmt: skip
    table = pd.concat([known, scores], axis=1)
    for at, (name, (side, tokens)) in enumerate(zip(_SIDES, sides, strict=True)):
        table.insert(6 + at, f"dp_{name}", dispersion(side.tocsc(), tokens))
    margin = _INTERVAL * log_ratio_error(units)
    after = int(np.flatnonzero(table.columns == "log_ratio")[0]) + 1
    table.insert(after, "log_ratio_low", table["log_ratio"] - margin)
    table.insert(after + 1, "log_ratio_high", table["log_ratio"] + margin)
    return table.assign(cliffs_delta=cliffs_delta(units))


def _p(statistics: pd.DataFrame, units: Samples, test: str, n_resamples: int, seed: int) -> NDArray[np.float64]:
    if test in CORPUS_TESTS:
        return p_value(statistics[test].to_numpy())
    return DOCUMENT_TESTS[test](units, n_resamples=n_resamples, seed=seed)


def _sizes(samples: Samples, kind: str) -> dict[str, int]:
    return {f"n_{kind}_{side}": size for side, size in zip(_SIDES, samples.sizes, strict=True)}


def _check(
    matrix: TermMatrix, target: object, reference: object, *, measure: str, test: str, n_resamples: int
) -> None:  # fmt: skip
    for name, conditions in (("target", target), ("reference", reference)):
        if not isinstance(conditions, Mapping) and not (name == "reference" and conditions is None):
            raise invalid(name, conditions, "a mapping of columns to values, such as {'year': 2013}")
    if measure not in MEASURES:
        raise invalid("measure", measure, MEASURES)
    if test not in TESTS:
        raise invalid("test", test, TESTS)
    if n_resamples < 1:
        raise invalid("n_resamples", n_resamples, "at least 1")
    if matrix.weighting != "count":
        raise InvalidValue(f"keyness needs counts, but the matrix is weighted by {matrix.weighting}")


_SHOWN = 8


def _there(matrix: TermMatrix, conditions: Mapping[str, object]) -> str:
    """Say which values the columns of some conditions have."""
    parts = []
    for column in conditions:
        values = sorted(matrix.rows[column].dropna().unique())
        more = f" and {len(values) - _SHOWN} more" if len(values) > _SHOWN else ""
        parts.append(f"{column} {', '.join(map(str, values[:_SHOWN])) or 'is not known of any'}{more}")
    return f"there is {'; '.join(parts)}"


def _sides(
    matrix: TermMatrix, target: Mapping[str, object], reference: Mapping[str, object] | None
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which rows are of the target and of the reference; neither may be empty unless the matrix is."""
    inside = matrix.where(target)
    against = ~inside if reference is None else matrix.where(reference)
    if (inside & against).any():
        raise InvalidValue(f"target {dict(target)} and reference {dict(reference or {})} share {int((inside & against).sum())} rows")
    for name, conditions, chosen in (("target", target, inside), ("reference", reference, against)):
        if len(matrix) and not chosen.any():
            told = "all other rows" if conditions is None else f"{dict(conditions)}; {_there(matrix, conditions)}"
            raise InvalidValue(f"no row of the matrix is in the {name}: {told}")
    return inside, against
