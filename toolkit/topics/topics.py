"""``Topics``: a fitted topic model and the tables that are read from it."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from toolkit.display import card, table_html
from toolkit.display.pieces import escaped
from toolkit.errors import invalid
from toolkit.matrix import By, TermMatrix, align_terms, group_rows
from toolkit.topics.factors import Factors
from toolkit.trail import step, with_trail

__all__ = ["Topics"]

_SHOWN_TERMS = 10
_SHOWN = ["doc_id", "title", "place", "year", "section_id", "heading", "sentence_id"]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Topics:
    """Topics of a matrix, numbered from 1, the most prevalent first. Made by `fit_topics`.

    Parameters
    ----------
    matrix : TermMatrix
        The counts that the topics were fitted to.
    factors : Factors
        The fitted model, with its method and seed.
    words : ndarray, shape (n_topics, n_terms)
        Weight of each term in each topic; a topic's weights add up to 1.
    shares : ndarray, shape (n_rows, n_topics)
        Share of each topic in each row of the matrix; a row adds up to 1, or to 0 where it has no term.
    """

    matrix: TermMatrix
    factors: Factors
    words: NDArray[np.float64]
    shares: NDArray[np.float64]

    def __post_init__(self) -> None:
        self.words.flags.writeable = False
        self.shares.flags.writeable = False

    @property
    def n_topics(self) -> int:
        """The number of topics."""
        return len(self.words)

    @property
    def labels(self) -> tuple[str, ...]:
        """The three strongest terms of each topic: a handle, not an interpretation."""
        return tuple("、".join(self.matrix.terms[_strongest(weights, 3)]) for weights in self.words)

    @property
    def trail(self) -> tuple[str, ...]:
        """The calls that led to the topics."""
        return (*self.matrix.trail, step("fit_topics", n_topics=self.n_topics, method=self.factors.method, seed=self.factors.seed))

    def __repr__(self) -> str:
        head = "\n".join(f"  {number:>2}  {label}" for number, label in enumerate(self.labels[:8], start=1))
        more = f"\n  … {self.n_topics - 8} more" if self.n_topics > 8 else ""
        rows, terms = self.matrix.shape
        method, seed = self.factors.method, self.factors.seed
        return f"<Topics: {self.n_topics} by {method} (seed {seed}) from {rows:,} {self.matrix.unit} rows × {terms:,} terms>\n{head}{more}"

    def _repr_html_(self) -> str:
        """One row a topic: how much of the text it is, and its strongest terms, their weights when the pointer rests on them."""
        weight = self.matrix.rows["n_tokens"].to_numpy(dtype=float)
        share = (self.shares * weight[:, None]).sum(axis=0) / max(weight.sum(), 1)
        words = [
            "、".join(f'<span title="{w[at]:.3g}">{escaped(self.matrix.terms[at])}</span>' for at in _strongest(w, _SHOWN_TERMS))
            for w in self.words
        ]
        rows = [[str(number), f"{part:.1%}", terms] for number, part, terms in zip(range(1, len(words) + 1), share, words, strict=True)]
        table = table_html(["topic", "share", "terms"], rows, numbers=frozenset(("topic", "share")), note=" → ".join(self.trail))
        return card(repr(self).partition("\n")[0].strip("<>"), table)

    def terms(self, k: int = 10) -> pd.DataFrame:
        """Return the k strongest terms of each topic: ``topic, label, rank, term, weight, n`` (count in the corpus)."""
        n = self.matrix.counts.sum(axis=0)
        tables = []
        for number, label, weights in zip(range(1, self.n_topics + 1), self.labels, self.words, strict=True):
            best = _strongest(weights, k)
            tables.append(pd.DataFrame({
                "topic": number, "label": label, "rank": np.arange(1, len(best) + 1),
                "term": pd.Series(self.matrix.terms[best], dtype="str"), "weight": weights[best], "n": n[best],
            }))  # fmt: skip
        return with_trail(pd.concat(tables, ignore_index=True), self.trail, "terms", k=k)

    def prevalence(self, by: By = "year") -> pd.DataFrame:
        """Return how much of each group's text is about each topic.

        Parameters
        ----------
        by : str, sequence of str, or Series
            What groups the rows, as in `TermMatrix.group`.

        Returns
        -------
        DataFrame
            The columns of ``by``, ``topic, label, share`` (mean share over the rows of the group, weighted by their words), ``n_rows,
            n_docs`` of the group.
        """
        groups = self.matrix.group(by).rows
        keys, codes = group_rows(self.matrix.rows, by)
        weight = self.matrix.rows["n_tokens"].to_numpy(dtype=float) * self.shares.any(axis=1)
        means = _weighted_means(self.shares, weight, codes, len(keys))
        topic = np.tile(np.arange(1, self.n_topics + 1), len(keys))
        found = pd.DataFrame({
            "topic": topic, "label": pd.Series(np.tile(np.array(self.labels, dtype=object), len(keys)), dtype="str"),
            "share": means.ravel(),
        })  # fmt: skip
        repeated = groups.loc[groups.index.repeat(self.n_topics)].reset_index(drop=True)
        table = pd.concat([repeated[list(keys.columns)], found, repeated[["n_rows", "n_docs"]]], axis=1)
        return with_trail(table, self.trail, "prevalence", by=list(keys.columns))

    def documents(self, k: int = 5) -> pd.DataFrame:
        """Return the k rows that are most about each topic: ``topic, label, rank, share`` and what is known of the row."""
        if k < 1:
            raise invalid("k", k, "1 or more")
        best = [np.argsort(-share, kind="stable")[:k] for share in self.shares.T]
        known = [column for column in _SHOWN if column in self.matrix.rows.columns]
        tables = [
            self.matrix.rows[known].iloc[rows].reset_index(drop=True).assign(
                topic=number, label=self.labels[number - 1], rank=np.arange(1, len(rows) + 1), share=self.shares[rows, number - 1]
            )
            for number, rows in enumerate(best, start=1)
        ]  # fmt: skip
        table = pd.concat(tables, ignore_index=True)[["topic", "label", "rank", "share", *known]]
        return with_trail(table, self.trail, "documents", k=k)

    def transform(self, matrix: TermMatrix) -> NDArray[np.float64]:
        """Return the share of each topic in each row of another matrix, as an array of shape (rows, n_topics).

        Terms that the topics do not know are passed over; the matrix must hold counts.
        """
        return self.factors.shares(align_terms(matrix, self.matrix.terms).counts)


def _strongest(weights: NDArray[np.float64], k: int) -> NDArray[np.int64]:
    return np.argsort(-weights, kind="stable")[:k]


def _weighted_means(shares: NDArray[np.float64], weight: NDArray[np.float64], codes: NDArray[np.int64], n: int) -> NDArray[np.float64]:
    known = codes >= 0
    totals = np.zeros((n, shares.shape[1]))
    np.add.at(totals, codes[known], shares[known] * weight[known, None])
    sums = np.bincount(codes[known], weights=weight[known], minlength=n)
    return np.asarray(totals / np.maximum(sums, 1e-300)[:, None])
