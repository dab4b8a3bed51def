"""``first_mentions``: the first report of each place that names a policy, and what is not known because reports are missing."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from toolkit.corpus.several import documents_of, sentences_of
from toolkit.diffusion.mentions import Policies, mentions, policy_names
from toolkit.errors import InvalidValue, invalid
from toolkit.given import takes
from toolkit.places.regions import region_of
from toolkit.trail import with_trail

if TYPE_CHECKING:
    from toolkit.corpus import Corpus

__all__ = ["FIRST_COLUMNS", "adoptions", "first_mentions", "mention_status", "years_listed"]

FIRST_COLUMNS = [
    "policy", "place", "adcode", "level", "region", "status", "first_year", "not_before", "date", "date_known", "n_mentions", "doc_id",
    "sentence_id", "start", "end", "found", "sentence", "first_report", "last_report", "n_reports", "missing_years",
]  # fmt: skip
_TYPES = dict.fromkeys(
    ("first_year", "not_before", "n_mentions", "sentence_id", "start", "end", "first_report", "last_report", "n_reports"), "Int32"
) | dict.fromkeys(("policy", "place", "level", "region", "status", "doc_id", "found", "sentence", "missing_years"), "str")  # fmt: skip
_OF_MENTION = ("date", "date_known", "n_mentions", "doc_id", "sentence_id", "start", "end", "found", "sentence")
_MOST_SHOWN = 300
"""A sentence of a clause list can be a page; so much of it is shown around the mention."""


@takes("corpus", "corpora")
def first_mentions(
    corpus: "Corpus | Sequence[Corpus]", policies: Policies, *, by: str = "text", min_mentions: int = 1
) -> pd.DataFrame:
    """Return, for each policy and place, the first document that names the policy, with its sentence and what is censored.

    Several policies are given as a mapping of names to wordings, ``{"河长制": "河长制", "湖长制": "湖长制"}``;
    a list is of the wordings of one policy. A mention is not yet an adoption: read the sentences, correct the table where one only
    speaks of the policy elsewhere, and go on with the corrected table.
    `adoption_curve`, `adoption_order`, `event_table` and `diffusion_network` take it.

    Parameters
    ----------
    corpus : Corpus, or several
        ``[provinces, centre]`` looks in both; documents without place or year are left out.
    policies : str, pattern, sequence of str, mapping, or DataFrame
        A mapping for several policies, of the name of each to its wordings:
        ``{"河长制": ["河长制", "河长负责制"], "最多跑一次": "最多跑一次"}``;
        for one policy its wording, or a sequence of its wordings, which are counted together.
        A table of passages (``doc_id`` with ``sentence_id`` or ``start`` and ``end``, and ``policy`` where there are several) is
        taken as it is.
    by : {"text", "entity"}
        Whether wordings are searched in the text, or are names or links of the policies in ``corpus.entities``.
    min_mentions : int
        Least number of mentions in a document that count as naming it.

    Returns
    -------
    DataFrame
        One row a policy and place: ``status`` (*observed*: the report of the year before does not name it; *interval*: reports of the
        years between are missing; *in first report*: it may be older than what the corpus has; *not yet*), ``first_year``,
        ``not_before`` (the last year known to be without), ``date`` (by custom of the level where ``date_known`` is false), the sentence,
        ``first_report, last_report, n_reports`` and ``missing_years`` between them.

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> texts = ["修渠道。", "推行湖长制。", "修道路。", "落实湖长制。"]
    >>> table = pd.DataFrame({"text": texts, "place": ["浙江省", "浙江省", "江苏省", "江苏省"], "year": [2016, 2017, 2016, 2019]})
    >>> first = tk.first_mentions(tk.build_corpus(table), "湖长制")
    >>> first[["place", "status", "not_before", "first_year", "missing_years"]].values.tolist()
    [['江苏省', 'interval', 2016, 2019, '2017、2018'], ['浙江省', 'observed', 2016, 2017, '']]
    """
    if min_mentions < 1:
        raise invalid("min_mentions", min_mentions, "1 or more")
    documents = documents_of(corpus)
    found = mentions(corpus, documents, policies, by)
    found = found[found["n_mentions"] >= min_mentions]
    hits = found.merge(documents.drop(columns="text"), on="doc_id").sort_values(
        ["year", "date", "doc_id"], kind="stable"
    )
    rows = _status_rows(documents, hits, policy_names(policies))
    table = pd.DataFrame(
        rows, columns=[name for name in FIRST_COLUMNS if name not in ("sentence_id", "sentence", "found")]
    )
    table = _quoted(table, corpus, documents)[FIRST_COLUMNS].astype(_TYPES)
    table["date"] = table["date"].astype("datetime64[s]")
    table["date_known"] = table["date_known"].astype("boolean")
    shown = policy_names(policies) if isinstance(policies, pd.DataFrame) else policies
    return with_trail(table, [], "first_mentions", policies=shown, by=by, min_mentions=min_mentions)


def mention_status(documents: pd.DataFrame, hits: pd.DataFrame, policies: Sequence[str]) -> pd.DataFrame:
    """Return what `first_mentions` tells of years, where the years in which places name policies are known already.

    Parameters
    ----------
    documents : DataFrame
        As `documents_of` returns it: all that a place has, whether they name a policy or not.
    hits : DataFrame
        ``policy, place, adcode, year`` of mentions.
    policies : sequence of str

    Returns
    -------
    DataFrame
        ``policy, place, adcode, level, region, status, first_year, not_before, first_report, last_report, n_reports, missing_years``.
    """
    ordered = hits.sort_values("year", kind="stable")
    columns = [name for name in FIRST_COLUMNS if name not in _OF_MENTION]
    table = pd.DataFrame(_status_rows(documents, ordered, policies), columns=columns)
    return table.astype({name: kind for name, kind in _TYPES.items() if name in columns})


def _status_rows(documents: pd.DataFrame, hits: pd.DataFrame, policies: Sequence[str]) -> list[dict[str, Any]]:
    """One row a policy and place, from mentions in order of time."""
    firsts = {(row["policy"], row["key"]): row for row in reversed(hits.assign(key=_keys(hits)).to_dict("records"))}
    places = _reports(documents)
    return [{"policy": name} | place | _adoption(place, firsts.get((name, place["key"]))) for name in policies for place in places]


def years_listed(text: str) -> set[int]:
    """The years of a list such as ``missing_years``."""
    return {int(year) for year in str(text).split("、") if year.isdigit()}


def adoptions(first: pd.DataFrame) -> pd.DataFrame:
    """The rows of places, checked; the centre is left out."""
    lacking = {
        "policy",
        "place",
        "adcode",
        "level",
        "first_year",
        "not_before",
        "first_report",
        "last_report",
        "missing_years",
    }
    lacking -= set(first.columns)
    if lacking:
        raise InvalidValue(
            f"the table of first mentions lacks the columns {sorted(lacking)}: make it with first_mentions"
        )
    kept = first[first["level"].astype("str") != "nation"].reset_index(drop=True)
    kept.attrs.clear()
    return kept


def _keys(documents: pd.DataFrame) -> pd.Series:
    """What tells places apart: the code, or the name of what has none."""
    return documents["adcode"].where(documents["adcode"].notna(), documents["place"]).astype("str")


def _reports(documents: pd.DataFrame) -> list[dict[str, Any]]:
    """One row a place, under its latest name, with the years that it has documents of."""
    places = []
    for key, rows in documents.assign(key=_keys(documents)).groupby("key", sort=True):
        years = set(rows["year"])
        last = rows.iloc[-1]
        missing = sorted(set(range(min(years), max(years))) - years)
        places.append({
            "key": key, "place": last["place"], "adcode": last["adcode"], "level": last["level"], "years": sorted(years),
            "region": region_of(last["adcode"]) if isinstance(last["adcode"], str) else None, "first_report": min(years),
            "last_report": max(years), "n_reports": len(rows), "missing_years": "、".join(map(str, missing)),
        })  # fmt: skip
    return places


def _adoption(place: dict[str, Any], hit: dict[str, Any] | None) -> dict[str, Any]:
    """What is known of one place's first mention."""
    if hit is None:
        return {"status": "not yet", "not_before": place["last_report"]}
    before = [year for year in place["years"] if year < hit["year"]]
    status = "in first report" if not before else "observed" if before[-1] == hit["year"] - 1 else "interval"
    named = {name: hit[name] for name in _OF_MENTION if name in hit}
    return named | {"status": status, "first_year": hit["year"], "not_before": before[-1] if before else None}


def _quoted(table: pd.DataFrame, corpus: "Corpus | Sequence[Corpus]", documents: pd.DataFrame) -> pd.DataFrame:
    """The rows with the wording, and the sentence in which it begins."""
    texts = dict(zip(documents["doc_id"], documents["text"], strict=True))
    sentences = sentences_of(corpus, table["doc_id"].dropna()).sort_values(["doc_id", "start"], kind="stable")
    spans = {
        doc_id: rows[["sentence_id", "start", "end"]].to_numpy(dtype=np.int64)
        for doc_id, rows in sentences.groupby("doc_id")
    }
    told = [
        _quotation(texts[doc_id], spans[doc_id], int(start), int(end))
        if isinstance(doc_id, str)
        else (None, None, None)
        for doc_id, start, end in table[["doc_id", "start", "end"]].itertuples(index=False)
    ]
    return table.assign(
        **pd.DataFrame(told, columns=["found", "sentence", "sentence_id"], index=table.index, dtype="object")
    )


def _quotation(text: str, sentences: NDArray[np.int64], start: int, end: int) -> tuple[str, str, int]:
    sentence_id, begins, ends = sentences[np.searchsorted(sentences[:, 1], start, side="right") - 1].tolist()
    left, right = max(begins, start - _MOST_SHOWN), min(max(ends, end), end + _MOST_SHOWN)
    return text[start:end], text[left:right].strip(), sentence_id
