"""``novelty``: how far a document is from those before it, and how near those after it are."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array

from toolkit.errors import InvalidValue, invalid
from toolkit.matrix import TermMatrix, count_terms
from toolkit.reuse.similarity import document_counts, scaled
from toolkit.trail import with_trail

__all__ = ["novelty"]

Floats = NDArray[np.float64]

_MEASURES = ("novelty", "resonance", "importance")
_METADATA = ["place", "adcode", "year", "doc_type"]


def novelty(
    texts: Any, *, back: int = 5, ahead: int = 5, same_place: bool = False, min_before: int = 10, n_boot: int = 100, seed: int = 0
) -> pd.DataFrame:
    """Return for each document how new it is against earlier ones, and how much later ones resemble it.

    A word's weight is what was known when the earlier of two documents was written: its idf over the documents of years before, so that
    a word that later becomes common still counts as new in the first report that has it.

    Parameters
    ----------
    texts : TermMatrix or Corpus
        Counts by sentence, section or document with a ``year``; a corpus is counted by sentence.
    back, ahead : int
        Years before and after that are compared.
    same_place : bool
        Whether only documents of the same place are compared.
    min_before : int
        Fewest documents of earlier years for an idf; where there are fewer nothing is compared.
    n_boot : int
        Resamples of a document's rows (sentences, sections) for its intervals; of one row there is no interval, and with 0 none.
    seed : int
        Seed of the resamples; a document's don't depend on which others there are.

    Returns
    -------
    DataFrame
        One row a document with a year: ``doc_id, place, adcode, year, doc_type``, ``novelty`` (1 − mean similarity with earlier ones),
        ``resonance`` (mean similarity with later ones), ``importance`` (resonance over mean similarity with earlier ones: the measure of
        Kelly et al.), for each ``_low, _high`` (± 1.96 standard deviations of the resamples), ``n_before, n_after`` (documents compared),
        ``n_parts`` (rows resampled), ``n_tokens``.

    Notes
    -----
    A resample repeats sentences and lacks others, which makes it less like anything; its deviation is used, not its mean.

    References
    ----------
    Kelly, B., Papanikolaou, D., Seru, A. & Taddy, M. (2021). Measuring technological innovation over the long run. AER: Insights 3(3).

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> reports = pd.DataFrame({"text": ["治水。护林。", "护林。办学。", "治水。办学。", "修路。办学。"], "year": [2021, 2022, 2023, 2024]})
    >>> tk.novelty(tk.build_corpus(reports), min_before=1, n_boot=0)[["year", "novelty", "n_before"]].round(2).values.tolist()
    [[2021, nan, 0], [2022, nan, 0], [2023, 0.0, 1], [2024, 0.52, 2]]
    """
    for name, value, least in (("back", back, 1), ("ahead", ahead, 1), ("min_before", min_before, 1), ("n_boot", n_boot, 0)):
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            raise invalid(name, value, f"a whole number from {least} on")
    matrix = texts if isinstance(texts, TermMatrix) else count_terms(texts, unit="sentence")
    if "year" not in matrix.rows.columns or "doc_id" not in matrix.rows.columns:
        raise InvalidValue("novelty needs documents with a year: the rows of the matrix lack the column year or doc_id")
    documents = document_counts(matrix.filter({"year": matrix.rows["year"].dropna().unique().tolist()}))
    parts = _parts(matrix, documents.rows["doc_id"].tolist())
    rows = _compare(documents, parts, back, ahead, same_place, min_before, n_boot, seed)
    known = documents.rows.reindex(columns=["doc_id", *_METADATA])
    table = pd.concat([known, rows, documents.rows[["n_tokens"]]], axis=1)
    return with_trail(table, matrix.trail, "novelty", n_documents=len(documents), parts=matrix.unit, back=back, ahead=ahead,
                      same_place=same_place, min_before=min_before, n_boot=n_boot, seed=seed)  # fmt: skip


def _parts(matrix: TermMatrix, ids: list[str]) -> list[csr_array]:
    """The rows of each document."""
    position = pd.Index(ids).get_indexer(pd.Index(matrix.rows["doc_id"]))
    order = np.argsort(position, kind="stable")
    bounds = np.searchsorted(position[order], np.arange(len(ids) + 1))
    return [matrix.counts[order[a:b]] for a, b in zip(bounds[:-1], bounds[1:], strict=True)]


def _compare(
    documents: TermMatrix, parts: list[csr_array], back: int, ahead: int, same_place: bool, min_before: int, n_boot: int, seed: int
) -> pd.DataFrame:
    """The measures of each document: the sums of its similarities, year by year, for itself and its resamples."""
    years = documents.rows["year"].to_numpy(dtype=np.int64)
    places = documents.rows["place"].to_numpy() if same_place else np.zeros(len(years), dtype=np.int64)
    versions = [_versions(part, n_boot, np.random.default_rng([seed, *doc_id.encode()]))
                for part, doc_id in zip(parts, documents.rows["doc_id"], strict=True)]  # fmt: skip
    before, after = [np.zeros(version.shape[0]) for version in versions], [np.zeros(version.shape[0]) for version in versions]
    n_before, n_after = np.zeros(len(years), dtype=np.int64), np.zeros(len(years), dtype=np.int64)
    counts = documents.counts.astype(float)
    for year in np.unique(years):
        past = np.flatnonzero(years < year)
        if len(past) < min_before:
            continue
        df = np.bincount(counts[past].indices, minlength=counts.shape[1])
        weigh = diags_array(np.log((1 + len(past)) / (1 + df)))
        now, later = years == year, (years > year) & (years <= year + max(back, ahead))
        vectors = scaled(counts @ weigh) if (now.any() and later.any()) else None
        for place in np.unique(places[now]) if vectors is not None else ():
            here, there = np.flatnonzero(now & (places == place)), np.flatnonzero(later & (places == place))
            reach = there[years[there] <= year + back]
            followers = there[years[there] <= year + ahead]
            _add(before, n_before, reach, versions, weigh, vectors, here)
            _add(after, n_after, here, versions, weigh, vectors, followers)
    return _measures(before, after, n_before, n_after, parts)


def _versions(part: csr_array, n_boot: int, rng: np.random.Generator) -> csr_array:
    """The counts of a document, then of its resamples, one a row."""
    size = part.shape[0]
    weights = np.ones((1, size))
    if size > 1 and n_boot:
        weights = np.vstack([weights, rng.multinomial(size, np.full(size, 1 / size), size=n_boot)])
    return csr_array(csr_array(weights) @ part.astype(float)).astype(np.float32)


def _add(
    sums: list[Floats], numbers: NDArray[np.int64], at: NDArray[np.int64], versions: list[csr_array], weigh: Any, vectors: csr_array,
    others: NDArray[np.int64],
) -> None:  # fmt: skip
    """Add the similarities of some documents, and of their resamples, with others."""
    if not len(others):
        return
    total = np.asarray(vectors[others].sum(axis=0), dtype=float)
    for document in at:
        sums[document] += scaled(versions[document] @ weigh) @ total
        numbers[document] += len(others)


def _measures(
    before: list[Floats], after: list[Floats], n_before: NDArray[np.int64], n_after: NDArray[np.int64], parts: list[csr_array]
) -> pd.DataFrame:
    rows = []
    for past, future, n_past, n_future, part in zip(before, after, n_before, n_after, parts, strict=True):
        mean_past = past / n_past if n_past else np.full(len(past), np.nan)
        mean_future = future / n_future if n_future else np.full(len(future), np.nan)
        ratio = np.divide(mean_future, mean_past, out=np.full(len(past), np.nan), where=mean_past > 0)
        row: dict[str, Any] = {}
        for name, values in zip(_MEASURES, (1 - mean_past, mean_future, ratio), strict=True):
            spread = 1.96 * np.std(values[1:], ddof=1) if len(values) > 2 else np.nan
            row |= {name: values[0], f"{name}_low": values[0] - spread, f"{name}_high": values[0] + spread}
        rows.append(row | {"n_before": n_past, "n_after": n_future, "n_parts": part.shape[0]})
    columns = [f"{name}{end}" for name in _MEASURES for end in ("", "_low", "_high")]
    return pd.DataFrame(rows, columns=[*columns, "n_before", "n_after", "n_parts"])
