"""``citation_network``: documents × laws and policies, as a table and as a graph, and what follows from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from toolkit.citations.ages import ages
from toolkit.citations.cited import DEFAULT_SUBTYPES, cited
from toolkit.citations.co_citation import co_cited
from toolkit.citations.counts import in_degree, most_cited
from toolkit.citations.firsts import first_by_place, first_by_policy
from toolkit.errors import invalid
from toolkit.given import takes
from toolkit.trail import step, with_trail

if TYPE_CHECKING:
    import networkx

    from toolkit.corpus import Corpus

__all__ = ["CitationNetwork", "citation_network"]

GROUPS = ("year", "decade", "place", "level", "region", "subtype", "origin")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class CitationNetwork:
    """Which documents cite which laws and policies. Made by `citation_network`.

    Parameters
    ----------
    table : DataFrame
        One row a document and policy: document, place, level, region, year and date; ``policy`` and ``label`` (with the year of its text
        where versions are known), ``subtype, origin`` (central, local, unknown); ``version`` (year of the text that was valid at the
        document's date), ``amended`` (year of its last amendment by then), ``coming`` (year of a new text made within a year after the
        document, whose draft may be meant), ``version_source, age`` (years since the version; below 0 for a plan that is being drafted);
        ``n_mentions`` and the first of them: ``sentence_id, start, end, found``.
    documents : DataFrame
        All documents with a place and a year, also those that cite nothing.
    left_out : DataFrame
        Names that are a kind of document only (纲要, 实施意见), with how often they stand.
    trail : tuple of str
    """

    table: pd.DataFrame
    documents: pd.DataFrame
    left_out: pd.DataFrame
    trail: tuple[str, ...]

    def __repr__(self) -> str:
        n_policies = self.table["policy"].nunique()
        n_docs = self.table["doc_id"].nunique()
        told = f"{len(self.table):,} citations of {n_policies:,} policies by {n_docs:,} of {len(self.documents):,} documents"
        return f"<CitationNetwork: {told}>"

    def graph(self, *, versions: bool = True) -> "networkx.Graph":
        """Return the bipartite graph: documents (``bipartite=0``), policies or their versions (1), an edge with
        ``n_mentions`` and its sentence."""
        import networkx

        label, graph = _label(versions), networkx.Graph()
        cites = self.table.drop_duplicates("doc_id")
        graph.add_nodes_from(
            (row.doc_id, {"bipartite": 0, "title": row.title, "place": row.place, "year": row.year})
            for row in cites.itertuples()
        )
        policies = self.table.drop_duplicates(label)
        graph.add_nodes_from(
            (name, {"bipartite": 1, "subtype": subtype, "origin": origin})
            for name, subtype, origin in policies[[label, "subtype", "origin"]].itertuples(index=False)
        )
        edges = self.table[["doc_id", label, "n_mentions", "sentence_id"]].itertuples(index=False)
        graph.add_edges_from(
            (doc_id, name, {"n_mentions": n, "sentence_id": sentence}) for doc_id, name, n, sentence in edges
        )
        return graph

    def in_degree(self, by: str = "year", *, versions: bool = True) -> pd.DataFrame:
        """Return how many documents of each group cite each policy: ``policy, group, n_docs, docs`` (all of the
        group), ``share, n_mentions``
        and the first of the sentences. Groups in which a policy is not cited are left out."""
        return self._made(
            in_degree(self.table, self.documents, _group(by), _label(versions)), "in_degree", by=by, versions=versions
        )

    def most_cited(self, by: str = "decade", *, k: int = 10, versions: bool = True) -> pd.DataFrame:
        """Return the `k` policies that most documents of each group cite, with their rank; ties at the end are kept."""
        table = most_cited(in_degree(self.table, self.documents, _group(by), _label(versions)), k)
        return self._made(table, "most_cited", by=by, k=k, versions=versions)

    def ages(
        self, by: str = "decade", *, n_samples: int = 500, confidence: float = 0.95, seed: int = 0
    ) -> pd.DataFrame:
        """Return the half-life of citations by group: the median of the years between the text cited and the document.

        Only citations whose text is dated count (``n_dated`` of ``n_citations``): laws and plans, mostly. ``low``
        and ``high`` are of documents
        drawn anew. A corpus that begins late sees no old citations of the time before: compare groups, not levels.
        """
        group = _grouped(self.table, _group(by))
        table = ages(self.table, group, n_samples=n_samples, confidence=confidence, seed=seed)
        return self._made(table, "ages", by=by, n_samples=n_samples, confidence=confidence, seed=seed)

    def co_citations(
        self, *, min_docs: int = 5, versions: bool = False, n_samples: int = 499, seed: int = 0
    ) -> pd.DataFrame:
        """Return the pairs of policies that documents cite together, with how often that would be by chance.

        Chance deals the citations anew within each year, and keeps how often each policy is cited and how much each document cites: two
        laws of one time, or one long report, are no relation. ``surprise`` is the negative decimal logarithm of the
        Poisson chance of as many, by which pairs are ordered; ``p`` is of the pair, ``p_adjusted`` of any pair in
        the whole table (both by dealing).

        References
        ----------
        Neal, Z. P., Domagalski, R., Sagan, B. (2021). Comparing alternatives to the fixed degree sequence model. Scientific Reports 11.
        Carstens, C. J., Berger, A., Strona, G. (2018). A unifying framework for fast randomization of ecological networks. MethodsX 5.
        """
        if min_docs < 1 or n_samples < 1:
            raise invalid(
                "min_docs" if min_docs < 1 else "n_samples", min_docs if min_docs < 1 else n_samples, "1 or more"
            )
        table = co_cited(self.table, _label(versions), min_docs=min_docs, n_samples=n_samples, seed=seed)
        return self._made(table, "co_citations", min_docs=min_docs, versions=versions, n_samples=n_samples, seed=seed)

    def first_citations(self, by: str = "policy", *, versions: bool = True) -> pd.DataFrame:
        """Return who cites what the centre made first.

        By policy: the first year, the places of that year in order of date (those dated by custom are told apart), the centre's own first
        citation and the lag to it. By place: ``n_policies`` that it was among the first to cite, how many would be
        expected if each place that
        reported in those years were as likely, and their ratio. The first year of the corpus is left out by place:
        what it cites may be older.
        """
        if by not in ("policy", "place"):
            raise invalid("by", by, ["policy", "place"])
        label = _label(versions)
        table = (
            first_by_policy(self.table, label) if by == "policy" else first_by_place(self.table, self.documents, label)
        )
        return self._made(table, "first_citations", by=by, versions=versions)

    def _made(self, table: pd.DataFrame, call: str, **options: object) -> pd.DataFrame:
        return with_trail(table, self.trail, call, **options)


@takes("corpus", "corpora")
def citation_network(
    corpus: "Corpus | Sequence[Corpus]", *, subtypes: Sequence[str] | None = DEFAULT_SUBTYPES
) -> CitationNetwork:
    """Return which documents cite which laws and policies, each law in the version of the document's time.

    Parameters
    ----------
    corpus : Corpus, or several
        With entities (``corpus.annotate(claims=False)``); documents without a place or year are left out.
    subtypes : sequence of str, optional
        Kinds of policies: by default what has a text that can be cited (laws, regulations, plans, documents, document numbers). Schemes and
        institutions (“一费制”, 河长制), strategies, programmes and campaigns have none; None takes them too.

    References
    ----------
    Fowler, J. H. et al. (2007). Network analysis and the law. Political Analysis 15.

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> texts = ["依照宪法和《刑法》办事。", "宪法颁布三周年。"]
    >>> table = pd.DataFrame({"text": texts, "place": ["浙江省", "浙江省"], "year": [1999, 1957]})
    >>> network = tk.citation_network(tk.build_corpus(table).annotate(claims=False))
    >>> network.table[["year", "label", "age"]].values.tolist()
    [[1957, '中华人民共和国宪法（1954）', 3], [1999, '中华人民共和国刑法（1997）', 2], [1999, '中华人民共和国宪法（1982）', 17]]
    """
    table, documents, left_out = cited(corpus, subtypes)
    options = {"subtypes": subtypes}
    for part in (table, documents, left_out):
        with_trail(part, [], "citation_network", **options)
    return CitationNetwork(table, documents, left_out, (step("citation_network", **options),))


def _label(versions: bool) -> str:
    return "label" if versions else "policy"


def _group(by: str) -> str:
    if by not in GROUPS:
        raise invalid("by", by, GROUPS)
    return by


def _grouped(table: pd.DataFrame, by: str) -> pd.Series:
    return table["year"] // 10 * 10 if by == "decade" else table[by]
