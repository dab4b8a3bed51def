"""``novelty``: how far a document is from those before it, and how near those after it are."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array

from toolkit.errors import InvalidValue, check_seed, invalid
from toolkit.given import takes
from toolkit.matrix import TermMatrix, count_terms
from toolkit.reuse.similarity import document_counts, scaled
from toolkit.trail import with_trail

__all__ = ["novelty"]

Floats = NDArray[np.float64]

_MEASURES = ("novelty", "resonance", "importance")
_METADATA = ["place", "adcode", "year", "doc_type"]


@takes("matrix", "corpus")
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
    if not matrix.rows["year"].notna().any() and len(matrix):
        raise InvalidValue("novelty needs documents with a year: no document has one")
    check_seed(seed)
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
    return [matrix.counts[order[a:b]] for a, b in pairwise(bounds.tolist())]


@dataclass(frozen=True, slots=True, eq=False)
class _Year:
    """What the documents of one year, and of one place where places are apart, are compared by."""

    idf: csr_array
    now: csr_array
    """Sum of the vectors of length 1 of the documents of the year."""
    after: csr_array
    """The same of those that follow it."""
    n_now: int
    n_after: int


def _compare(
    documents: TermMatrix, parts: list[csr_array], back: int, ahead: int, same_place: bool, min_before: int, n_boot: int, seed: int
) -> pd.DataFrame:
    """The measures of each document and the deviation of its resamples; one document's resamples are held at a time."""
    years = documents.rows["year"].to_numpy(dtype=np.int64)
    places = documents.rows["place"].fillna("").to_numpy() if same_place else np.zeros(len(years), dtype=np.int64)
    of_year = _years(documents.counts.astype(float), years, places, ahead, min_before)
    rows = []
    for at, (doc_id, part) in enumerate(zip(documents.rows["doc_id"], parts, strict=True)):
        versions = _versions(part, n_boot, np.random.default_rng([seed, *doc_id.encode()]))
        earlier = [of_year[places[at], year] for year in range(years[at] - back, years[at]) if (places[at], year) in of_year]
        n_before = sum(year.n_now for year in earlier)
        past = sum((_similarities(versions, year.idf, year.now) for year in earlier), np.zeros(versions.shape[0]))
        own = of_year.get((places[at], years[at]))
        n_after = own.n_after if own is not None else 0
        future = _similarities(versions, own.idf, own.after) if own is not None else np.zeros(versions.shape[0])
        rows.append(_measures(past, future, n_before, n_after) | {"n_parts": part.shape[0]})
    columns = [f"{name}{end}" for name in _MEASURES for end in ("", "_low", "_high")]
    return pd.DataFrame(rows, columns=[*columns, "n_before", "n_after", "n_parts"])


def _years(
    counts: csr_array, years: NDArray[np.int64], places: NDArray[Any], ahead: int, min_before: int
) -> dict[tuple[Any, int], _Year]:
    found = {}
    for year in np.unique(years):
        past = np.flatnonzero(years < year)
        if len(past) < min_before:
            continue
        df = np.bincount(counts[past].indices, minlength=counts.shape[1])
        idf = diags_array(np.log((1 + len(past)) / (1 + df)))
        near = (years >= year) & (years <= year + ahead)
        for place in np.unique(places[years == year]):
            here = np.flatnonzero((years == year) & (places == place))
            there = np.flatnonzero(near & (years > year) & (places == place))
            totals = [_total(scaled(counts[some] @ idf)) for some in (here, there)]
            found[place, int(year)] = _Year(idf, totals[0], totals[1], len(here), len(there))
    return found


def _total(vectors: csr_array) -> csr_array:
    return csr_array(np.ones((1, vectors.shape[0]))) @ vectors


def _versions(part: csr_array, n_boot: int, rng: np.random.Generator) -> csr_array:
    """The counts of a document, then of its resamples, one a row."""
    size = part.shape[0]
    weights = np.ones((1, size))
    if size > 1 and n_boot:
        weights = np.vstack([weights, rng.multinomial(size, np.full(size, 1 / size), size=n_boot)])
    return csr_array(csr_array(weights) @ part.astype(float))


def _similarities(versions: csr_array, idf: csr_array, total: csr_array) -> Floats:
    """Sums of the similarities of a document, and of its resamples, with others."""
    return np.asarray((scaled(versions @ idf) @ total.T).toarray(), dtype=float).ravel()


def _measures(past: Floats, future: Floats, n_before: int, n_after: int) -> dict[str, Any]:
    unknown = np.full(len(past), np.nan)
    mean_past = past / n_before if n_before else unknown
    mean_future = future / n_after if n_after else unknown
    ratio = np.divide(mean_future, mean_past, out=unknown.copy(), where=mean_past > 0)
    row: dict[str, Any] = {}
    for name, values in zip(_MEASURES, (1 - mean_past, mean_future, ratio), strict=True):
        spread = 1.96 * np.std(values[1:], ddof=1) if len(values) > 2 else np.nan
        row |= {name: values[0], f"{name}_low": values[0] - spread, f"{name}_high": values[0] + spread}
    return row | {"n_before": n_before, "n_after": n_after}
