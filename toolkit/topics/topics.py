"""``Topics``: a fitted topic model and the tables that are read from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from toolkit.display import card, table_html
from toolkit.display.pieces import escaped
from toolkit.errors import invalid
from toolkit.matrix import By, TermMatrix, align_terms, group_rows
from toolkit.topics.concentration import concentration
from toolkit.topics.design import make_design
from toolkit.topics.effects import covariate_table, effect_table
from toolkit.topics.factors import Factors
from toolkit.topics.intervals import N_BOOT, share_intervals, weighted_means
from toolkit.topics.labels import ranked_weights, strongest
from toolkit.topics.saving import read_topics, write_topics
from toolkit.topics.typical import typical_table
from toolkit.trail import with_trail

if TYPE_CHECKING:
    from toolkit.corpus import Corpus

__all__ = ["Topics"]

_SHOWN_TERMS = 10
_SHOWN = ["doc_id", "title", "place", "year", "section_id", "block_id", "heading", "sentence_id"]


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
    call : str
        The call that fitted them.
    """

    matrix: TermMatrix
    factors: Factors
    words: NDArray[np.float64]
    shares: NDArray[np.float64]
    call: str

    def __post_init__(self) -> None:
        self.words.flags.writeable = False
        self.shares.flags.writeable = False

    @property
    def n_topics(self) -> int:
        """The number of topics."""
        return len(self.words)

    @property
    def labels(self) -> tuple[str, ...]:
        """The name of a guided topic, the three strongest terms of any other: a handle, not an interpretation."""
        found = ["、".join(self.matrix.terms[strongest(weights, 3)]) for weights in self.words]
        return (*self.factors.names, *found[len(self.factors.names) :])

    @property
    def trail(self) -> tuple[str, ...]:
        """The calls that led to the topics."""
        return (*self.matrix.trail, self.call)

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
            "、".join(f'<span title="{w[at]:.3g}">{escaped(self.matrix.terms[at])}</span>' for at in strongest(w, _SHOWN_TERMS))
            for w in self.words
        ]
        rows = [[str(number), f"{part:.1%}", terms] for number, part, terms in zip(range(1, len(words) + 1), share, words, strict=True)]
        table = table_html(["topic", "share", "terms"], rows, numbers=frozenset(("topic", "share")), note=" → ".join(self.trail))
        return card(repr(self).partition("\n")[0].strip("<>"), table)

    def terms(self, k: int = 10, *, by: str = "probability") -> pd.DataFrame:
        """Return the k strongest terms of each topic: ``topic, label, rank, term, weight, n`` (count in the corpus).

        Parameters
        ----------
        k : int
        by : {"probability", "frex", "relevance"}
            What they are ranked by: their weight; FREX, the harmonic mean of how frequent and how exclusive they are, by ranks;
            relevance, log weight and log lift at .6 and .4. ``score`` then has it, beside the weight.

        References
        ----------
        Bischof, J. & Airoldi, E. (2012). Summarizing topical content with word frequency and exclusivity. ICML.
        Sievert, C. & Shirley, K. (2014). LDAvis: a method for visualizing and interpreting topics. ACL workshop.
        """
        if k < 1:
            raise invalid("k", k, "1 or more")
        n = self.matrix.counts.sum(axis=0)
        scores = ranked_weights(self.words, n, by)
        tables = []
        for topic, (weights, score) in enumerate(zip(self.words, scores, strict=True)):
            best = strongest(score, k)
            table = pd.DataFrame({
                "topic": topic + 1, "label": self.labels[topic], "rank": np.arange(1, len(best) + 1),
                "term": pd.Series(self.matrix.terms[best], dtype="str"), "weight": weights[best], "n": n[best],
            })  # fmt: skip
            tables.append(table if by == "probability" else table.assign(score=score[best]))
        return with_trail(pd.concat(tables, ignore_index=True), self.trail, "terms", k=k, by=by)

    def prevalence(self, by: By = "year", *, interval: bool = False, seed: int = 0) -> pd.DataFrame:
        """Return how much of each group's text is about each topic.

        Parameters
        ----------
        by : str, sequence of str, or Series
            What groups the rows, as in `TermMatrix.group`.
        interval : bool
            Whether to add 95 % intervals, by 1,000 bootstrap samples within each group.
        seed : int
            For the samples.

        Returns
        -------
        DataFrame
            The columns of ``by``, ``topic, label, share`` (mean share over the rows of the group, weighted by their words), ``n_rows,
            n_docs`` of the group; with intervals ``low, high``, what was ``drawn`` (documents where the group has ten or more, or else
            sections, or else rows) and ``n_drawn`` of it. Bounds from fewer than three units are missing. They tell how the share hangs
            on single passages, not how sure the topics themselves are (see `topic_stability`).
        """
        groups = self.matrix.group(by).rows
        keys, codes = group_rows(self.matrix.rows, by)
        means = weighted_means(self.shares, self._weight, codes, len(keys))
        table = groups.loc[groups.index.repeat(self.n_topics), list(keys.columns)].reset_index(drop=True)
        topic = np.tile(np.arange(self.n_topics), len(keys))
        table = table.assign(topic=topic + 1, label=self._label_of(topic), share=means.ravel())
        if interval:
            low, high, drawn, sizes = share_intervals(self.matrix.rows, self.shares, self._weight, codes, len(keys), seed)
            table = table.assign(
                low=low.ravel(), high=high.ravel(), drawn=pd.Series(np.repeat(drawn, self.n_topics), dtype="str"),
                n_drawn=np.repeat(sizes, self.n_topics),
            )  # fmt: skip
        for name in ("n_rows", "n_docs"):
            table[name] = groups[name].to_numpy().repeat(self.n_topics)
        options = {"interval": True, "n_boot": N_BOOT, "seed": seed} if interval else {}
        return with_trail(table, self.trail, "prevalence", by=list(keys.columns), **options)

    def summary(self, *, seed: int = 0) -> pd.DataFrame:
        """Return one row for each topic: how much of the text it takes, and how concentrated it is.

        Returns
        -------
        DataFrame
            ``topic, label, share, low, high``; ``effective_years, n_years`` and the same for ``places``, ``documents`` and ``types``: 1
            over the Herfindahl index of the topic's share in each, beside their number (a topic of a period has few effective years, a
            topic of one province few effective places); ``from_year, middle_year, to_year``: the years before which a tenth, a half and
            nine tenths of it stand, each year counting the same.
        """
        rows = self.matrix.rows
        whole = np.zeros(len(rows), dtype=np.int64)
        low, high, _, _ = share_intervals(rows, self.shares, self._weight, whole, 1, seed)
        topic = np.arange(self.n_topics)
        shares = pd.DataFrame({
            "topic": topic + 1, "label": self._label_of(topic), "share": weighted_means(self.shares, self._weight, whole, 1)[0],
            "low": low[0], "high": high[0],
        })  # fmt: skip
        table = pd.concat([shares, concentration(rows, self.shares, self._weight)], axis=1)
        return with_trail(table, self.trail, "summary", seed=seed)

    def effects(
        self, by: str | Sequence[str], *, data: pd.DataFrame | None = None, categories: Sequence[str] = (), contrasts: str = "reference",
        cluster: str | None = None, seed: int = 0,
    ) -> pd.DataFrame:  # fmt: skip
        """Return how the shares of topics in documents depend on covariates, with 95 % intervals.

        Shares of documents are regressed on all covariates at once by least squares. By the method of composition, as stm does, it is
        done for 50 draws of the shares (Dirichlet, from the words of each document), and their variance is added.

        Parameters
        ----------
        by : str or sequence of str
            Covariates: columns of the matrix (``year``, ``place``, ``doc_type``), ``level`` (of government, from the adcode), or columns of
            ``data``. Documents that lack one are left out.
        data : DataFrame, optional
            Covariates of your own, one row a document, with ``doc_id`` as a column or as the index.
        categories : sequence of str
            Numbers that are categories, such as ``year``.
        contrasts : {"reference", "pairs"}
            Categories against the most frequent one, or all pairs of them.
        cluster : str, optional
            Covariate whose documents hang together, such as ``place``: errors allow for it. Without, documents are taken as independent,
            which those of one place in following years are not.
        seed : int
            For the draws.

        Returns
        -------
        DataFrame
            ``topic, label, covariate, value, reference, estimate`` (difference of the share; for a number, for one more of it), ``error,
            low, high, p, q`` (p adjusted over the topics; Benjamini & Hochberg), ``mean_share, n_docs``.

        References
        ----------
        Roberts, M. et al. (2014). Structural topic models for open-ended survey responses. American Journal of Political Science 58(4).
        Roberts, M., Stewart, B. & Airoldi, E. (2016). A model of text for experimentation in the social sciences. JASA 111.
        Treier, S. & Jackman, S. (2008). Democracy as a latent variable. American Journal of Political Science 52(1).

        Examples
        --------
        >>> import pandas as pd
        >>> import toolkit as tk
        >>> texts = ["治水护水，河湖清洁，治水。" + "普法执法，司法公正，执法。" * (n % 5) for n in range(10)]
        >>> corpus = tk.build_corpus(pd.DataFrame({"text": texts, "year": range(2014, 2024)}))
        >>> tk.fit_topics(tk.count_terms(corpus), n_topics=2).effects("year")["covariate"].tolist()
        ['year', 'year']
        """
        names = [by] if isinstance(by, str) else list(by)
        if not names:
            raise invalid("by", by, "at least one covariate")
        wanted = list(dict.fromkeys([*names, *([cluster] if cluster else [])]))
        known = covariate_table(self.matrix.rows, wanted, data).dropna(ignore_index=True)
        design = make_design(known, names, categories, contrasts)
        n_terms = np.asarray(self.matrix.counts.sum(axis=1), dtype=float)
        table = effect_table(known, design, self.matrix.rows, self.shares, n_terms, known[cluster] if cluster else None, seed)
        table.insert(1, "label", self._label_of(table["topic"].to_numpy() - 1))
        return with_trail(table, self.trail, "effects", by=names, categories=categories, contrasts=contrasts, cluster=cluster, seed=seed)

    def typical(self, corpus: "Corpus", k: int = 3) -> pd.DataFrame:
        """Return the k sentences of a corpus whose words are nearest to each topic, one a document.

        Returns
        -------
        DataFrame
            ``topic, label, rank, nearness`` (cosine with the words of the topic), ``doc_id, place, year, section_id, sentence_id, text``.
        """
        if k < 1:
            raise invalid("k", k, "1 or more")
        df = self.matrix.document_frequency()
        table = typical_table(corpus, self.matrix.terms, self.words, np.log((1 + len(self.matrix)) / (1 + df)) + 1, k)
        table.insert(1, "label", self._label_of(table["topic"].to_numpy() - 1))
        return with_trail(table, self.trail, "typical", k=k)

    def documents(self, k: int = 5) -> pd.DataFrame:
        """Return the k rows that are most about each topic: ``topic, label, rank, share`` and what is known of the row."""
        if k < 1:
            raise invalid("k", k, "1 or more")
        best = [strongest(share, k) for share in self.shares.T]
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

    def save(self, folder: str | Path) -> Path:
        """Write the topics and their matrix into a folder (JSON, npz, Parquet; the same topics, the same bytes), and return it."""
        write_topics(Path(folder), self.matrix, self.factors, self.shares, self.call)
        return Path(folder)

    @classmethod
    def load(cls, folder: str | Path) -> "Topics":
        """Return the topics that `save` wrote.

        Raises
        ------
        ReadError
            The folder holds no topics, or a file of it is missing or damaged.
        """
        matrix, factors, shares, call = read_topics(Path(folder))
        return cls(matrix, factors, factors.words, shares, call)

    @property
    def _weight(self) -> NDArray[np.float64]:
        """Words of each row; a row without terms has no shares to weigh."""
        return self.matrix.rows["n_tokens"].to_numpy(dtype=float) * self.shares.any(axis=1)

    def _label_of(self, topic: NDArray[np.int64]) -> pd.Series:
        return pd.Series(np.array(self.labels, dtype=object)[topic], dtype="str")
