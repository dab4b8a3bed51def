"""``cooccurrence_network``: which words stand in the same sentences more often than by chance, and the backbone of their network."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array, triu

from toolkit.errors import InvalidValue, invalid
from toolkit.given import takes
from toolkit.keywords.association import log_likelihood, p_value
from toolkit.matrix import TermMatrix, count_terms
from toolkit.multiple_tests import adjusted
from toolkit.trail import with_trail

if TYPE_CHECKING:
    import networkx

    from toolkit.corpus import Corpus

__all__ = ["WordNetwork", "cooccurrence_network"]

Floats = NDArray[np.float64]
TESTS = ("hypergeometric", "log_likelihood")
WEIGHTS = ("n", "log_likelihood", "npmi")


@dataclass(frozen=True, slots=True, eq=False)
class WordNetwork:
    """Words and the pairs of them that stand together more often than by chance. Made by `cooccurrence_network`.

    Attributes
    ----------
    nodes : DataFrame
        ``term, n`` (rows that have it), ``degree, strength`` (sum of the weights of its edges), most connected first.
    edges : DataFrame
        ``first, second, n`` (rows that have both), ``n_first, n_second, n_rows, expected`` (rows that would have both by chance), ``npmi``
        (−1 to 1), ``log_likelihood, p, p_adjusted, alpha`` (of the disparity filter), strongest first.
    weight : str
        The column of ``edges`` that weighs them.
    """

    nodes: pd.DataFrame
    edges: pd.DataFrame
    weight: str

    def backbone(self, alpha: float = 0.05) -> "WordNetwork":
        """Return the network with the edges that carry an unusual share of the weight of one of their words.

        Parameters
        ----------
        alpha : float
            Greatest ``alpha`` of an edge: the chance of such a share if the weight of the word were spread over its edges at random.
        """
        if not 0 <= alpha <= 1:
            raise invalid("alpha", alpha, "a number from 0 to 1")
        kept = self.edges[self.edges["alpha"] <= alpha].reset_index(drop=True)
        trail = self.edges.attrs.get("trail", [])
        kept = with_trail(kept, trail, "backbone", alpha=alpha)
        counts = self.nodes.set_index("term")["n"]
        return WordNetwork(_nodes(kept, counts, self.weight, kept.attrs["trail"]), kept, self.weight)

    def to_networkx(self) -> "networkx.Graph[str]":
        """Return an undirected graph of networkx: all columns are attributes, ``weight`` is that of the edge;
        ``graph["trail"]`` tells the calls."""
        # Only here is the library needed, and it takes a while to load.
        import networkx

        graph: networkx.Graph[str] = networkx.Graph(trail=self.edges.attrs.get("trail", []))
        graph.add_nodes_from((row.pop("term"), row) for row in self.nodes.to_dict("records"))
        edges = self.edges.assign(weight=self.edges[self.weight]).to_dict("records")
        graph.add_edges_from((row.pop("first"), row.pop("second"), row) for row in edges)
        return graph


@takes("matrix", "corpus")
def cooccurrence_network(
    source: "TermMatrix | Corpus", *, test: str = "hypergeometric", alpha: float = 0.01, min_count: int = 5, max_terms: int = 500,
    weight: str = "n",
) -> WordNetwork:  # fmt: skip
    """Return the network of words that stand in the same rows more often than by chance.

    Parameters
    ----------
    source : TermMatrix or Corpus
        Counts; the row is what together means: sentences, sections, documents. Of a corpus, its sentences and its content words.
    test : {"hypergeometric", "log_likelihood"}
        Chance of as many common rows or more, if the rows of each word were drawn without regard to the other: exact, or by G².
    alpha : float
        Greatest adjusted p value of an edge. All pairs of terms count as tests (Benjamini & Hochberg), those without common rows too.
    min_count : int
        Least number of common rows.
    max_terms : int
        So many of the most frequent terms are compared.
    weight : {"n", "log_likelihood", "npmi"}
        What weighs edges, for the backbone and in the graph.

    Returns
    -------
    WordNetwork

    Notes
    -----
    The tests take rows for independent. Sentences of one document are not, so small p values are a filter here, not evidence about
    the world: see ``n`` and ``npmi`` too.

    References
    ----------
    Benjamini, Y. & Hochberg, Y. (1995). Controlling the false discovery rate. JRSS B 57(1).
    Serrano, M. Á., Boguñá, M. & Vespignani, A. (2009). Extracting the multiscale backbone of complex weighted networks. PNAS 106(16).

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> corpus = tk.build_corpus(pd.DataFrame({"text": ["治水修坝。" * 6 + "税收稳定。" * 6]}))
    >>> network = tk.cooccurrence_network(corpus)
    >>> network.edges[["first", "second", "n", "expected"]]
      first second  n  expected
    0    修坝     治水  6       3.0
    1    税收     稳定  6       3.0
    >>> network.to_networkx().number_of_edges()
    2
    """
    _check(test, alpha, min_count, max_terms, weight)
    matrix = source if isinstance(source, TermMatrix) else count_terms(source, unit="sentence")
    if matrix.weighting != "count":
        raise InvalidValue(f"the matrix is weighted by {matrix.weighting}: give the counts of count_terms")
    df = matrix.document_frequency()
    most = np.sort(np.argsort(-df, kind="stable")[:max_terms])
    present = matrix.weight("binary").counts[:, most]
    edges = _edges(present, matrix.terms[most], df[most], test, min_count)
    edges = edges[edges["p_adjusted"] <= alpha].reset_index(drop=True)
    edges["alpha"] = _disparity(edges, weight)
    edges = edges.sort_values([weight, "first", "second"], ascending=[False, True, True], ignore_index=True)
    edges = with_trail(
        edges, matrix.trail, "cooccurrence_network", test=test, alpha=alpha, min_count=min_count, max_terms=max_terms, weight=weight
    )
    return WordNetwork(_nodes(edges, pd.Series(df[most], index=matrix.terms[most]), weight, edges.attrs["trail"]), edges, weight)


def _check(test: str, alpha: float, min_count: int, max_terms: int, weight: str) -> None:
    if test not in TESTS:
        raise invalid("test", test, TESTS)
    if weight not in WEIGHTS:
        raise invalid("weight", weight, WEIGHTS)
    if not 0 < alpha <= 1:
        raise invalid("alpha", alpha, "a number above 0, at most 1")
    if min_count < 1:
        raise invalid("min_count", min_count, "1 or more")
    if max_terms < 2:
        raise invalid("max_terms", max_terms, "2 or more")


def _edges(present: csr_array, terms: NDArray[Any], df: NDArray[np.int64], test: str, min_count: int) -> pd.DataFrame:
    """Pairs of terms with more common rows than expected."""
    n_rows, n_terms = present.shape
    pairs = triu(present.T @ present, k=1).tocoo()
    n, expected = pairs.data.astype(float), df[pairs.row] * df[pairs.col] / max(n_rows, 1)
    kept = (n >= min_count) & (n > expected)
    one, two, n, expected = pairs.row[kept], pairs.col[kept], n[kept], expected[kept]
    a, b = df[one].astype(float), df[two].astype(float)
    g2 = log_likelihood(n, a - n, b - n, n_rows - a - b + n)
    # One-sided: only pairs above expectation are looked at.
    p = _hypergeometric(n, n_rows, a, b) if test == "hypergeometric" else p_value(g2) / 2
    surprise = -np.log2(n / max(n_rows, 1))
    return pd.DataFrame({
        "first": pd.Series(terms[one], dtype="str"), "second": pd.Series(terms[two], dtype="str"), "n": n.astype(np.int64),
        "n_first": df[one], "n_second": df[two], "n_rows": n_rows, "expected": expected,
        "npmi": np.divide(np.log2(n / expected), surprise, out=np.ones_like(n), where=surprise > 0),
        "log_likelihood": g2, "p": p, "p_adjusted": adjusted(p, n_terms * (n_terms - 1) // 2),
    })  # fmt: skip


def _hypergeometric(n: Floats, n_rows: int, a: Floats, b: Floats) -> Floats:
    """The chance of as many common rows or more, of words that stand in rows by chance."""
    # Loaded late: scipy.stats takes a third of a second.
    from scipy.stats import hypergeom

    return np.asarray(hypergeom.sf(n - 1, n_rows, a, b))


def _disparity(edges: pd.DataFrame, weight: str) -> Floats:
    """The chance of each edge's share of the weight of its words, the lesser of both ends (Serrano et al. 2009, eq. 2)."""
    w = edges[weight].to_numpy(dtype=float)
    alpha = np.ones(len(edges))
    ends = pd.factorize(pd.concat([edges["first"], edges["second"]], ignore_index=True))[0]
    strength, degree = np.bincount(ends, weights=np.concatenate([w, w])), np.bincount(ends)
    for end in (ends[: len(edges)], ends[len(edges) :]):
        # A word of one edge gives it all its weight: that says nothing, and its power 0 is 1.
        alpha = np.minimum(alpha, np.maximum(1.0 - w / strength[end], 0.0) ** (degree[end] - 1))
    return alpha


def _nodes(edges: pd.DataFrame, counts: pd.Series, weight: str, trail: list[str]) -> pd.DataFrame:
    ends = pd.concat([edges[["first", weight]].set_axis(["term", "w"], axis=1), edges[["second", weight]].set_axis(["term", "w"], axis=1)])
    table = ends.groupby("term", sort=True)["w"].agg(["size", "sum"]).reset_index().set_axis(["term", "degree", "strength"], axis=1)
    table.insert(1, "n", table["term"].map(counts).astype("int64"))
    table = table.astype({"term": "str"}).sort_values(["strength", "term"], ascending=[False, True], ignore_index=True)
    table.attrs["trail"] = trail
    return table
