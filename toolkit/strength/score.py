"""``policy_strength``: a score whose every point opens its sentence."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from toolkit.corpus.outlooks import sentences_ahead
from toolkit.errors import InvalidValue, invalid
from toolkit.given import takes
from toolkit.grammar.units import units
from toolkit.strength.cues import cue_kinds, find_cues
from toolkit.strength.levels import issuer_levels
from toolkit.trail import with_trail

if TYPE_CHECKING:
    from toolkit.corpus import Corpus

__all__ = ["COMPONENTS", "PolicyStrength", "policy_strength"]

COMPONENTS = {"force": 3, "instrument": 1, "target": 1, "deadline": 1, "responsible": 1, "monitoring": 1, "budget": 1}
"""The components with the most points that each gives to a sentence."""
_CLAIMED = (("target", "figure"), ("budget", "amount"))
_EVIDENCE = ["doc_id", "sentence_id", "component", "kind", "points", "start", "end", "text"]


class _Point(NamedTuple):
    at: int
    component: str
    kind: str
    points: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PolicyStrength:
    """Scores of sentences and documents with their evidence. Made by `policy_strength`.

    Parameters
    ----------
    sentences : DataFrame
        ``doc_id, sentence_id, section_id, start, end, ahead`` (whether it speaks of what is to be done), one column a component,
        ``score`` (their weighted sum), ``sentence``. A sentence that looks back has no points.
    documents : DataFrame
        ``doc_id, place, year, doc_type, issuer, level`` (of the issuer: 5 legislature to 1 county), ``n_sentences, n_ahead``, the mean
        of each component over the sentences that look ahead, ``score`` (mean), ``total`` (sum), ``strength`` (score times level).
    evidence : DataFrame
        ``doc_id, sentence_id, component, kind, points, start, end, text``: each word or figure that gave points, with its offsets in
        the document. Of several of one component in a sentence the one with most points counts.
    """

    sentences: pd.DataFrame
    documents: pd.DataFrame
    evidence: pd.DataFrame

    def __repr__(self) -> str:
        ahead = int(self.sentences["ahead"].sum())
        mean = self.sentences.loc[self.sentences["ahead"], "score"].mean() if ahead else 0.0
        return (
            f"<PolicyStrength: {len(self.documents):,} documents, {len(self.sentences):,} sentences, {ahead:,} of them look ahead "
            f"(mean score {mean:.2f}), {len(self.evidence):,} pieces of evidence>"
        )

    def open(self, doc_id: str, component: str | None = None) -> pd.DataFrame:
        """Return the evidence of one document with its sentences: what each point rests on.

        Parameters
        ----------
        doc_id : str
        component : str, optional
            One of `COMPONENTS`; all by default.
        """
        if component is not None and component not in COMPONENTS:
            raise invalid("component", component, COMPONENTS)
        if doc_id not in set(self.documents["doc_id"]):
            raise invalid("doc_id", doc_id, self.documents["doc_id"])
        rows = self.evidence[self.evidence["doc_id"] == doc_id]
        rows = rows if component is None else rows[rows["component"] == component]
        shown = self.sentences.loc[self.sentences["doc_id"] == doc_id, ["sentence_id", "sentence"]]
        return rows.merge(shown, on="sentence_id", how="left", validate="many_to_one")

    def pmc(self) -> pd.DataFrame:
        """Return the documents × indicators table of the PMC index: 1 where the document has any evidence of the kind.

        Columns: ``doc_id``, one ``component.kind`` an indicator (0 or 1), and ``pmc``: for each component the share of its indicators that
        the document has, added up (0 to 7).

        References
        ----------
        Ruiz Estrada, M. A. (2011). Policy modeling: definition, classification and evaluation. Journal of Policy Modeling 33(4).
        """
        names = [f"{component}.{kind}" for component, kind in [*cue_kinds(), *_CLAIMED]]
        shown = self.evidence["component"] + "." + self.evidence["kind"]
        counts = pd.crosstab(self.evidence["doc_id"], shown)
        table = counts.reindex(index=self.documents["doc_id"], columns=names, fill_value=0).clip(upper=1).astype("int64")
        groups = [name.split(".")[0] for name in names]
        table = table.assign(pmc=sum(table.loc[:, [of == part for of in groups]].mean(axis=1) for part in COMPONENTS))
        table.columns.name = None
        return with_trail(table.reset_index(), self.documents.attrs["trail"], "pmc")


@takes("corpus")
def policy_strength(corpus: "Corpus", *, weights: Mapping[str, float] | None = None) -> PolicyStrength:
    """Return how strongly each sentence and each document binds, point by point with its evidence.

    Only sentences that speak of what is to be done have points (a report of the past asks for nothing): ``force`` 1 encouraged, 2 told,
    3 required; and one point each for an ``instrument`` that is named (authority, treasure, organisation, information), a quantified
    ``target`` (a figure of modality target), a ``deadline``, a ``responsible`` body, ``monitoring``, and a ``budget`` (a sum of money to be
    spent or reached). The words are those of ``toolkit/data/strength_cues.tsv``.

    Parameters
    ----------
    corpus : Corpus
        Annotated with claims.
    weights : mapping of str to float, optional
        Weight of components in ``score``; 1 for those that it doesn't name.

    Raises
    ------
    InvalidValue
        A weight is of no component, or negative.

    Notes
    -----
    The points are an ordinal reading of wording, not of effect. How far they agree with a reader is measured in
    ``benchmarks/strength.py``.

    References
    ----------
    彭纪生, 仲为国, 孙文祥 (2008). 政策测量、政策协同演变与经济绩效. 管理世界 9. Schaffrin, A., Sewerin, S., Seubert, S. (2015). Toward a
    comparative measure of climate policy output. Policy Studies Journal 43(2). Hood, C. (1983). The tools of government.

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> text = "2030年底前，必须关停全部小煤矿。鼓励企业开展培训。"
    >>> corpus = tk.build_corpus(pd.DataFrame({"text": [text], "title": ["关于关停小煤矿的通知"]}))
    >>> found = tk.policy_strength(corpus.annotate(entities=False))
    >>> found.sentences[["force", "deadline", "instrument", "score"]].values.tolist()
    [[3.0, 1.0, 0.0, 4.0], [1.0, 0.0, 1.0, 2.0]]
    """
    factors = _factors(weights)
    sentences = sentences_ahead(corpus)
    marks = pd.DataFrame(list(_points_of(corpus, sentences)), columns=_Point._fields)
    marks = marks.astype({"at": "int64", "points": "int64", "start": "int64", "end": "int64"})
    scores = _scores(marks, len(sentences))
    kept = scores.to_numpy()[marks["at"].to_numpy(), scores.columns.get_indexer(pd.Index(marks["component"]))] > 0
    scores["score"] = scores @ pd.Series(factors)
    table = pd.concat([sentences[["doc_id", "sentence_id", "section_id", "start", "end", "ahead"]], scores], axis=1)
    table["sentence"] = sentences["text"].astype("str")
    made = table, _documents(corpus, table), _evidence(corpus, sentences, marks[kept])
    return PolicyStrength(*(with_trail(of, [], "policy_strength", weights=dict(weights or {})) for of in made))


def _scores(marks: pd.DataFrame, n: int) -> pd.DataFrame:
    """The points of each sentence and component: those of its strongest word."""
    best = marks.groupby(["at", "component"])["points"].max().unstack()
    scores = best.reindex(index=range(n), columns=list(COMPONENTS)).astype("float64").fillna(0.0)
    # Without a word that asks, a date, a figure or a body in charge, an instrument is a mention.
    scores.loc[scores[["force", "target", "deadline", "responsible"]].sum(axis=1) == 0] = 0.0
    return scores


def _factors(weights: Mapping[str, float] | None) -> dict[str, float]:
    given = dict(weights or {})
    for name, weight in given.items():
        if name not in COMPONENTS:
            raise invalid("weights", name, COMPONENTS)
        if not np.isfinite(weight) or weight < 0:
            raise InvalidValue(f"weights[{name!r}]={weight!r} is not allowed: it must be a number that is not negative")
    return {name: float(given.get(name, 1.0)) for name in COMPONENTS}


def _points_of(corpus: "Corpus", sentences: pd.DataFrame) -> Iterator[_Point]:
    """Everything that gives a sentence that looks ahead a point."""
    rows = sentences.groupby("doc_id", sort=False).indices
    ahead = sentences["ahead"].to_numpy(dtype=bool)
    starts = sentences["start"].to_numpy(dtype=np.int64)
    for doc_id, text in corpus.documents[["doc_id", "text"]].itertuples(index=False):
        at = rows.get(doc_id, [])
        begins = starts[at].tolist()
        for cue in find_cues(text) if len(at) else ():
            row = int(at[bisect_right(begins, cue.start) - 1])
            if ahead[row]:
                yield _Point(row, cue.component, cue.kind, cue.points, cue.start, cue.end)
    claims = corpus.read("claims", ["doc_id", "sentence_id", "start", "end", "unit", "modality"])
    place = {key: at for at, key in enumerate(zip(sentences["doc_id"], sentences["sentence_id"], strict=True))}
    money = {name for name, unit in units().items() if unit.kind == "货币"}
    aims = claims[claims["modality"] == "target"]
    for doc_id, number, start, end, unit in aims[["doc_id", "sentence_id", "start", "end", "unit"]].itertuples(index=False):
        row = place[doc_id, number]
        if ahead[row]:
            yield _Point(row, "target", "figure", 1, start, end)
            if unit in money:
                yield _Point(row, "budget", "amount", 1, start, end)


def _evidence(corpus: "Corpus", sentences: pd.DataFrame, marks: pd.DataFrame) -> pd.DataFrame:
    texts = dict(zip(corpus.documents["doc_id"], corpus.documents["text"], strict=True))
    of = sentences.iloc[marks["at"]]
    table = marks.assign(doc_id=of["doc_id"].to_numpy(), sentence_id=of["sentence_id"].to_numpy())
    spans = zip(table["doc_id"], table["start"], table["end"], strict=True)
    table["text"] = pd.Series([texts[doc_id][start:end] for doc_id, start, end in spans], index=table.index, dtype="str")
    return table.sort_values(["at", "start", "end", "component", "kind"], kind="stable")[_EVIDENCE].reset_index(drop=True)


def _documents(corpus: "Corpus", table: pd.DataFrame) -> pd.DataFrame:
    known = corpus.read("documents", ["doc_id", "place", "adcode", "year", "doc_type", "issuer"])
    names = [*COMPONENTS, "score"]
    ahead = table[table["ahead"]].groupby("doc_id", sort=False)
    counted = pd.DataFrame({
        "n_sentences": table.groupby("doc_id", sort=False).size(), "n_ahead": ahead.size(), **{name: ahead[name].mean() for name in names},
        "total": ahead["score"].sum(),
    }).reindex(known["doc_id"])  # fmt: skip
    counts = ["n_sentences", "n_ahead", "total"]
    counted[counts] = counted[counts].fillna(0)
    counted = counted.astype({"n_sentences": "int64", "n_ahead": "int64"}).reset_index(drop=True)
    found = pd.concat([known.drop(columns="adcode").assign(level=issuer_levels(known)), counted], axis=1)
    return found.assign(strength=found["score"] * found["level"])
