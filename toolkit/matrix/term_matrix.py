"""``TermMatrix``: sparse counts, the terms of the columns, the documents of the rows."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array
from sklearn.feature_extraction.text import TfidfTransformer

from toolkit.corpus.conditions import meets
from toolkit.display import card, table_html
from toolkit.display.pieces import escaped
from toolkit.errors import InvalidValue, invalid
from toolkit.matrix.exchange import as_counts, as_rows, as_terms, write_matrix_market
from toolkit.matrix.grouping import group_rows, group_vectors
from toolkit.trail import step, with_trail

__all__ = ["By", "TermMatrix", "align_terms", "df_bounds"]

By = str | Sequence[str] | pd.Series
"""What rows are grouped by: a column of ``rows``, several columns, or a Series of labels, whose index is that of the rows or has their
``doc_id``."""

_SHOWN_TERMS = 10
WEIGHTINGS = ("binary", "share", "log", "tfidf")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class TermMatrix:
    """How often each term stands in each row (document, section, sentence, or group of them). Made by `count_terms`, `from_sklearn`.

    ``trim``, ``weight``, ``group`` and ``filter`` return a new matrix; nothing changes in place.

    Parameters
    ----------
    counts : sparse matrix or array, shape (n_rows, n_terms)
        Whole numbers, or weights after `weight`. Kept as a read-only ``csr_array`` that shares the memory of what is given.
    terms : collection of str
        The terms of the columns, each once; `count_terms` gives them in code point order. Kept as a read-only array.
    rows : DataFrame, n_rows rows
        What is known of each row: the metadata of its document, ``n_tokens`` (all words of the row: stop words, numbers and terms
        trimmed away included, punctuation not; where it is lacking, the sum of the counts), ``n_chars``; for groups also ``n_rows``
        and ``n_docs``. Kept numbered from 0.
    unit : str
        What a row is: ``document``, ``section``, ``sentence``, or what the rows were grouped by.
    weighting : str
        ``count``, or the scheme of `weight`.
    trail : tuple of str
        The calls that led to the matrix, in order, with their options.

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> reports = pd.DataFrame({"text": ["治水，治水。", "修法，治水。"], "year": [2023, 2024]})
    >>> matrix = tk.count_terms(tk.build_corpus(reports), unit="document")
    >>> matrix.group("year").to_frame()[["year", "term", "n"]]
       year term  n
    0  2023   治水  2
    1  2024   修法  1
    2  2024   治水  1
    """

    counts: csr_array
    terms: NDArray[Any]
    rows: pd.DataFrame
    unit: str = "document"
    weighting: str = "count"
    trail: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        counts, terms = as_counts(self.counts, self.weighting), as_terms(self.terms)
        if counts.shape != (len(self.rows), len(terms)):
            raise InvalidValue(f"counts of shape {counts.shape} do not fit {len(self.rows)} rows and {len(terms)} terms")
        for name, value in (("counts", counts), ("terms", terms), ("rows", as_rows(self.rows, counts, self.weighting))):
            object.__setattr__(self, name, value)

    @classmethod
    def from_sklearn(
        cls, X: Any, terms: Iterable[str], rows: pd.DataFrame | None = None, *, unit: str = "document", weighting: str = "count"
    ) -> "TermMatrix":
        """Return a matrix of counts that scikit-learn, or any other program, made.

        Parameters
        ----------
        X : sparse matrix or array, shape (n_rows, n_terms)
            Copied.
        terms : collection of str
            ``vectorizer.get_feature_names_out()``.
        rows : DataFrame, optional
            What is known of the rows, in their order; named ``row-1``, ``row-2``, … where it is not given.
        unit : str
            What a row is.
        weighting : str
            ``count``, or what the values are (``tfidf``).

        Examples
        --------
        >>> matrix = TermMatrix.from_sklearn(np.array([[2.0, 0.0], [0.0, 1.0]]), ["水", "法"])
        >>> matrix.to_frame()[["doc_id", "term", "n"]].values.tolist()
        [['row-1', '水', 2], ['row-2', '法', 1]]
        """
        known = pd.DataFrame({"doc_id": [f"row-{number + 1}" for number in range(X.shape[0])]}) if rows is None else rows.copy()
        return cls(X.copy(), as_terms(terms), known, unit, weighting, (step("TermMatrix.from_sklearn", unit=unit, weighting=weighting),))

    def to_sklearn(self) -> tuple[csr_array, NDArray[Any]]:
        """Return a copy of the counts and of the names of their columns, for a pipeline of scikit-learn.

        Examples
        --------
        >>> matrix = TermMatrix.from_sklearn(np.array([[2, 0], [0, 1]]), ["水", "法"])
        >>> X, names = matrix.to_sklearn()
        >>> X.toarray().tolist(), names.tolist()
        ([[2, 0], [0, 1]], ['水', '法'])
        """
        narrow = np.int32 if max(*self.counts.shape, self.counts.nnz) < 2**31 else np.int64
        # Solvers of scikit-learn take no wider indices.
        parts = (self.counts.data.copy(), self.counts.indices.astype(narrow), self.counts.indptr.astype(narrow))
        return csr_array(parts, shape=self.counts.shape), self.terms.copy()

    def to_quanteda(self, folder: str | Path) -> Path:
        """Write the matrix as files that R reads, and return their folder.

        ``matrix.mtx`` (Matrix Market), ``terms.txt`` (one name of a column a line) and ``docvars.csv`` (what is known of the rows), in
        UTF-8. In R::

            m <- as(Matrix::readMM("FOLDER/matrix.mtx"), "CsparseMatrix")
            docs <- read.csv("FOLDER/docvars.csv", fileEncoding = "UTF-8")
            dimnames(m) <- list(make.unique(as.character(docs[[1]])), readLines("FOLDER/terms.txt", encoding = "UTF-8"))
            d <- quanteda::as.dfm(m)
            quanteda::docvars(d) <- docs

        Parameters
        ----------
        folder : path
            Made if missing; files of these names are written again.
        """
        return write_matrix_market(folder, self.counts, self.terms, self.rows)

    @property
    def shape(self) -> tuple[int, int]:
        """The number of rows and of terms."""
        return len(self.rows), len(self.terms)

    def __len__(self) -> int:
        return len(self.rows)

    def __repr__(self) -> str:
        n_rows, n_terms = self.shape
        shown = "、".join(self.frequencies()["term"].head(6)) or "no terms"
        filled = self.counts.nnz / max(n_rows * n_terms, 1)
        weight = "" if self.weighting == "count" else f", weighted by {self.weighting}"
        return f"<TermMatrix: {n_rows:,} rows (unit: {self.unit}) × {n_terms:,} terms{weight}; {filled:.1%} filled; most frequent: {shown}>"

    def _repr_html_(self) -> str:
        """What the matrix is, its most frequent terms, and the calls that led to it."""
        columns = ["term", "n", "df", "df_share", "rate"]
        rows = self.frequencies().head(_SHOWN_TERMS)[columns].itertuples(index=False, name=None)
        note = " → ".join(self.trail)
        title = repr(self).strip("<>").partition("; most frequent")[0]
        table = table_html(columns, (list(map(escaped, row)) for row in rows), numbers=frozenset(columns[1:]), note=note)
        return card(title, table)

    def frequencies(self) -> pd.DataFrame:
        """Return one row per term: ``term, n, df, df_share, rate``, the most frequent first.

        ``df`` is the number of rows that have the term, ``rate`` its count per 10,000 words of the text.
        """
        n = self.counts.sum(axis=0)
        df = self.document_frequency()
        table = pd.DataFrame({
            "term": pd.Series(self.terms, dtype="str"), "n": n, "df": df, "df_share": df / max(len(self), 1),
            "rate": n * 1e4 / max(int(self.rows["n_tokens"].sum()), 1),
        })  # fmt: skip
        return with_trail(table.sort_values(["n", "term"], ascending=[False, True], ignore_index=True), self.trail, "frequencies")

    def document_frequency(self) -> NDArray[np.int64]:
        """Return the number of rows that have each term."""
        return np.bincount(self.counts.indices, minlength=len(self.terms))

    def trim(
        self, *, min_df: float = 1, max_df: float = 1.0, min_count: float = 1,
        terms: Collection[str] | None = None, drop: Collection[str] = (),
    ) -> "TermMatrix":  # fmt: skip
        """Return the matrix with fewer terms; its rows stay.

        Parameters
        ----------
        min_df, max_df : int or float
            Fewest and most rows that have the term: a number of rows (int) or a share of them (float from 0 to 1).
        min_count : float
            Least sum of the term's column.
        terms : collection of str, optional
            Keep these terms only; those that the matrix lacks are passed over.
        drop : collection of str
            Leave these terms out.
        """
        low, high = df_bounds(min_df, max_df, len(self))
        df = self.document_frequency()
        kept = (df >= low) & (df <= high) & (self.counts.sum(axis=0) >= min_count)
        if terms is not None:
            kept &= np.isin(self.terms, list(terms))
        kept &= ~np.isin(self.terms, list(drop))
        options = {"min_df": min_df, "max_df": max_df, "min_count": min_count, "terms": terms, "drop": drop}
        return self._then(step("trim", **options), counts=self.counts[:, kept], terms=self.terms[kept])

    def weight(self, scheme: str = "tfidf") -> "TermMatrix":
        """Return the matrix with weights in place of counts.

        Parameters
        ----------
        scheme : {"binary", "share", "log", "tfidf"}
            ``binary``: 1 where the row has the term. ``share``: count over ``n_tokens``, all words of the row. ``log``: 1 + ln(count).
            ``tfidf``: count times ln((1 + rows) / (1 + df)) + 1, then each row scaled to length 1, as in scikit-learn.

        References
        ----------
        Salton, G. & Buckley, C. (1988). Term-weighting approaches in automatic text retrieval. Information Processing & Management 24(5).
        """
        if scheme not in WEIGHTINGS:
            raise invalid("scheme", scheme, WEIGHTINGS)
        if self.weighting != "count":
            raise InvalidValue(f"the matrix is weighted by {self.weighting} already: weight the counts of count_terms instead")
        return self._then(step("weight", scheme=scheme), counts=self._weighted(scheme), weighting=scheme)

    def group(self, by: By) -> "TermMatrix":
        """Return the matrix with one row per group: the counts of its rows added up.

        Parameters
        ----------
        by : str, sequence of str, or Series
            A column of ``rows`` (``"year"``), several, or labels: one a row, with the index of the rows
            (``matrix.rows["year"] // 10 * 10``), or one a document, with ``doc_id`` as the index
            (``corpus.documents.set_index("doc_id")["party"]``). Rows where it is unknown are in no group. Of a ``binary`` matrix the
            sums are document frequencies.

        Raises
        ------
        InvalidValue
            Labels cannot be told to belong to rows.
        """
        if self.weighting not in ("count", "binary"):
            raise InvalidValue(f"weights by {self.weighting} cannot be added up: group the counts, then weight the groups")
        keys, codes = group_rows(self.rows, by)
        known = np.flatnonzero(codes >= 0)
        sums = csr_array((np.ones(len(known), dtype=np.int64), (codes[known], known)), shape=(len(keys), len(self)))
        rows = pd.concat([keys, group_vectors(self.rows, codes, len(keys))], axis=1)
        added = csr_array(sums @ self.counts)
        named = by if isinstance(by, pd.Series) else list(keys.columns)
        return self._then(step("group", by=named), counts=added, rows=rows, unit=", ".join(keys.columns))

    def filter(self, conditions: Mapping[str, object]) -> "TermMatrix":
        """Return the matrix with the rows that meet all conditions.

        Parameters
        ----------
        conditions : mapping of str to value, collection of values, or function of a value
            Column of ``rows`` to what it may be: ``{"year": range(2013, 2023), "place": "清远市"}``,
            ``{"year": lambda year: year >= 2013}``. Values are understood as in `Corpus.filter`.

        Raises
        ------
        InvalidValue
            There is no such column, or no row has that name (misspelt, most likely).
        """
        kept = self.where(conditions)
        call = step("filter", **{str(column): wanted for column, wanted in conditions.items()})
        return self._then(call, counts=self.counts[kept], rows=self.rows[kept].reset_index(drop=True))

    def where(self, conditions: Mapping[str, object]) -> NDArray[np.bool_]:
        """Return for each row whether it meets all conditions, as in `filter`."""
        if not isinstance(conditions, Mapping):
            raise invalid("conditions", conditions, "a mapping of columns to values, such as {'year': 2013}")
        kept = np.ones(len(self), dtype=bool)
        for column, wanted in conditions.items():
            if column not in self.rows.columns:
                raise invalid("column", column, self.rows.columns)
            if len(self):
                kept &= meets(column, wanted, self.rows[column], what="row").to_numpy(dtype=bool)
        return kept

    def columns_of(self, terms: Sequence[str]) -> NDArray[np.int64]:
        """Return the column of each term.

        Raises
        ------
        InvalidValue
            If the matrix lacks one: it was trimmed away, is a stop word, or is cut otherwise by the segmenter.
        """
        column_of = {term: column for column, term in enumerate(self.terms)}
        lacking = [term for term in terms if term not in column_of]
        if lacking:
            raise InvalidValue(
                f"{'、'.join(lacking[:5])} not among the {len(self.terms):,} terms of the matrix: count_terms left it out (stop_words, "
                "numbers, min_df), or the segmenter cuts it (count it with count_terms(corpus, phrases=[…]))"
            )
        return np.array([column_of[term] for term in terms], dtype=np.int64)

    def to_frame(self) -> pd.DataFrame:
        """Return one row per row and term that it has: what is known of the row, ``term`` and ``n`` (``weight`` after `weight`)."""
        cells = self.counts.tocoo()
        value = "n" if self.weighting == "count" else "weight"
        found = pd.DataFrame({"term": pd.Series(self.terms[cells.col], dtype="str"), value: cells.data})
        table = pd.DataFrame(pd.concat([self.rows.iloc[cells.row].reset_index(drop=True), found], axis=1))
        return with_trail(table, self.trail, "to_frame")

    def _then(self, call: str, **changed: Any) -> "TermMatrix":
        """The matrix that a call makes of this one."""
        return replace(self, trail=(*self.trail, call), **changed)

    def _weighted(self, scheme: str) -> csr_array:
        if scheme == "tfidf":
            return csr_array(TfidfTransformer().fit_transform(self.counts)) if self.counts.nnz else self.counts.astype(float)
        if scheme == "share":
            return csr_array(diags_array(1.0 / np.maximum(self.rows["n_tokens"].to_numpy(dtype=float), 1.0)) @ self.counts)
        data = np.ones(self.counts.nnz, dtype=np.int64) if scheme == "binary" else 1.0 + np.log(self.counts.data)
        return csr_array((data, self.counts.indices, self.counts.indptr), shape=self.counts.shape)


def align_terms(matrix: TermMatrix, terms: NDArray[Any]) -> TermMatrix:
    """Return the matrix with other columns: counts of these terms, none where the matrix lacks one."""
    if matrix.weighting != "count":
        raise InvalidValue(f"the matrix is weighted by {matrix.weighting}: give the counts of count_terms")
    column_of = {term: column for column, term in enumerate(terms)}
    columns = np.array([column_of.get(term, -1) for term in matrix.terms], dtype=np.int64)
    known = np.flatnonzero(columns >= 0)
    moved = csr_array((np.ones(len(known), dtype=np.int64), (known, columns[known])), shape=(len(columns), len(terms)))
    return replace(matrix, counts=csr_array(matrix.counts @ moved), terms=terms)


def df_bounds(min_df: float, max_df: float, n_rows: int) -> tuple[float, float]:
    """Return the fewest and the most rows that a term may be in, from numbers of rows (int) or shares of them (float)."""
    bounds = []
    for name, bound in (("min_df", min_df), ("max_df", max_df)):
        wrong = isinstance(bound, bool) or bound < 0 or (isinstance(bound, float) and bound > 1)
        if wrong:
            raise invalid(name, bound, "a number of rows (int) or a share of them (float from 0 to 1)")
        bounds.append(bound * n_rows if isinstance(bound, float) else bound)
    return bounds[0], bounds[1]
