"""``reuse_shares``: how much of a text is copied, adapted and new."""

import re
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from toolkit.errors import InvalidValue, check_seed, invalid
from toolkit.given import takes
from toolkit.reuse.pairs import PAIR_COLUMNS, check_pairs
from toolkit.trail import with_trail

__all__ = ["SHARES", "reuse_shares"]

SHARES = ("copied", "adapted", "new")
_METADATA = ["doc_id", "place", "adcode", "year", "doc_type"]
_LEVEL = 95


@takes("corpus")
def reuse_shares(
    corpus: Any, passages: pd.DataFrame, *, by: str | Sequence[str] = "document", pairs: pd.DataFrame | None = None,
    n_boot: int = 1000, seed: int = 0,
) -> pd.DataFrame:  # fmt: skip
    """Return the shares of copied, adapted and new text by document, section, kind of section, year, place or the like.

    Characters of the text are counted once, however many sources have them; what is copied from one source and adapted from another is
    copied. New is the rest, formulas of the genre included. Documents that were compared with none have no row.

    Parameters
    ----------
    corpus : Corpus
        The corpus that was the target of `find_reuse`.
    passages : DataFrame
        Passages of `find_reuse`, all or some (``passages.query("kind == 'copied'")``).
    by : {"document", "section", "kind"} or column of documents, or several columns
        ``document`` and ``section`` give one row each; ``kind`` of section (review, targets, tasks), ``year``, ``place`` and any other
        column of ``corpus.documents`` give the mean over documents with an interval.
    pairs : DataFrame, optional
        The documents that were compared (``target_doc_id, source_doc_id``), for passages read back from a file; else as ``passages.attrs``
        has them.
    n_boot, seed : int
        Resamples of documents for the intervals, and the seed.

    Returns
    -------
    DataFrame
        What rows are by, ``n_chars`` (characters of the text), ``copied, adapted, new`` (shares, together 1), ``n_sources``; of a mean
        ``n_docs`` and for each share ``_low, _high``, the 95 % percentile interval over documents (missing of one document).

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> reports = pd.DataFrame({"place": ["清远市", "清远市"], "year": [2023, 2024],
    ...     "text": ["继续修复北江沿岸的湿地面积五千亩。", "继续修复北江沿岸的湿地面积五千亩。新办学校。"]})
    >>> corpus = tk.build_corpus(reports)
    >>> tk.reuse_shares(corpus, tk.find_reuse(corpus)).round(2)[["year", "copied", "adapted", "new"]].values.tolist()
    [[2024, 0.73, 0.0, 0.27]]
    """
    if isinstance(n_boot, bool) or n_boot < 1:
        raise invalid("n_boot", n_boot, "a number of resamples from 1 on")
    compared = _compared(passages, pairs)
    keys = [by] if isinstance(by, str) else list(by)
    known = corpus.documents.drop(columns=["text", "n_chars"], errors="ignore")
    _check_keys(keys, known)
    check_seed(seed)
    sections = _section_counts(corpus, passages, compared)
    options = {"by": by, "n_boot": n_boot, "seed": seed}
    before = passages.attrs.get("trail", ())
    if keys == ["section"]:
        return with_trail(_as_shares(sections.drop(columns="kind").merge(compared, on="doc_id")), before, "reuse_shares", **options)
    parts = ["doc_id", "kind"] if "kind" in keys else ["doc_id"]
    counts = sections.groupby(parts, sort=True, dropna=False)[["n_chars", *SHARES]].sum().reset_index()
    documents = _as_shares(counts.merge(compared, on="doc_id"))
    if keys == ["document"]:
        found = known.reindex(columns=_METADATA).merge(documents, on="doc_id").sort_values("doc_id", ignore_index=True)
        return with_trail(found, before, "reuse_shares", **options)
    joined = documents.merge(known, on="doc_id", suffixes=("", "_of_document"))
    return with_trail(_means(joined, keys, n_boot, seed), before, "reuse_shares", **options)


def _check_keys(keys: list[str], known: pd.DataFrame) -> None:
    """Refuse what rows cannot be by."""
    unknown = [key for key in keys if key != "kind" and key not in known.columns and keys not in (["document"], ["section"])]
    if unknown or not keys:
        raise invalid("by", unknown[0] if unknown else keys, ["document", "section", "kind", *known.columns])


def _compared(passages: pd.DataFrame, pairs: pd.DataFrame | None) -> pd.DataFrame:
    """The documents that were compared, with the number of sources of each."""
    if pairs is None:
        if "pairs" not in passages.attrs:
            raise InvalidValue("passages lacks the documents that were compared: give pairs (target_doc_id, source_doc_id)")
        pairs = pd.DataFrame(passages.attrs["pairs"], columns=PAIR_COLUMNS, dtype="str")
    check_pairs(pairs)
    counted = pairs.groupby("target_doc_id")["source_doc_id"].nunique().rename("n_sources")
    return counted.rename_axis("doc_id").reset_index()


def _section_counts(corpus: Any, passages: pd.DataFrame, compared: pd.DataFrame) -> pd.DataFrame:
    """Characters of each section of the compared documents, and how many are copied, adapted and new."""
    documents = corpus.documents
    texts = dict(zip(documents["doc_id"], documents["text"], strict=True))
    if len(compared) and not compared["doc_id"].isin(texts).any():
        raise InvalidValue(f"the corpus lacks {compared['doc_id'].iloc[0]!r}, which the passages are of: give the target of find_reuse")
    columns = ["doc_id", "section_id", "heading", "kind"]
    sections: pd.DataFrame = corpus.sections
    sections = sections[sections["doc_id"].isin(compared["doc_id"])].sort_values("doc_id", kind="stable", ignore_index=True)
    stretches = _stretches(passages)
    counted = np.zeros((len(sections), len(_MARKS)), dtype=np.int64)
    marked, marks = None, np.zeros(0, dtype=np.int8)
    for row, (doc_id, start, end) in enumerate(zip(sections["doc_id"], sections["start"], sections["end"], strict=True)):
        if doc_id != marked:
            marked, marks = doc_id, _marks(texts[doc_id], stretches.get(doc_id, ()))
        counted[row] = np.bincount(marks[start:end], minlength=len(_MARKS))
    numbers = {"n_chars": counted[:, :3].sum(axis=1), **{name: counted[:, _MARKS.index(name)] for name in SHARES}}
    return pd.concat([sections[columns], pd.DataFrame(numbers)], axis=1)


_MARKS = ("new", "adapted", "copied", "blank")
"""What a character is; blanks do not count."""


def _stretches(passages: pd.DataFrame) -> dict[str, list[tuple[int, int, int]]]:
    """Start, end and mark of the passages of each document, copied ones last: they prevail."""
    marks = [_MARKS.index("copied" if kind == "copied" else "adapted") for kind in passages["kind"]]
    found: dict[str, list[tuple[int, int, int]]] = {}
    for doc_id, *stretch in zip(passages["target_doc_id"], passages["target_start"], passages["target_end"], marks, strict=True):
        found.setdefault(doc_id, []).append((stretch[0], stretch[1], stretch[2]))
    return {doc_id: sorted(stretches, key=itemgetter(2)) for doc_id, stretches in found.items()}


def _marks(text: str, stretches: Iterable[tuple[int, int, int]]) -> NDArray[np.int8]:
    """The mark of each character, as its place in ``_MARKS``."""
    marks = np.zeros(len(text), dtype=np.int8)
    for start, end, mark in stretches:
        marks[start:end] = mark
    for blank in _BLANK.finditer(text):
        marks[blank.start() : blank.end()] = _MARKS.index("blank")
    return marks


_BLANK = re.compile(r"\s+")


def _as_shares(counts: pd.DataFrame) -> pd.DataFrame:
    counts = counts[counts["n_chars"] > 0]
    size = counts["n_chars"].astype(float)
    return counts.assign(**{name: counts[name].astype(float) / size for name in SHARES}).reset_index(drop=True)


def _means(documents: pd.DataFrame, keys: list[str], n_boot: int, seed: int) -> pd.DataFrame:
    """Means over documents with percentile intervals; every group has the same stream of random numbers, whatever the others are."""
    rows = []
    for key, group in documents.sort_values("doc_id").groupby(keys, sort=True):
        values = group[list(SHARES)].to_numpy(dtype=float)
        row: dict[str, Any] = dict(zip(keys, key, strict=True))
        row |= {"n_docs": group["doc_id"].nunique(), "n_chars": int(group["n_chars"].sum())}
        drawn = np.random.default_rng(seed).integers(len(values), size=(n_boot, len(values)))
        means = np.column_stack([values[drawn, column].mean(axis=1) for column in range(len(SHARES))])
        edges = np.percentile(means, [(100 - _LEVEL) / 2, (100 + _LEVEL) / 2], axis=0)
        for at, name in enumerate(SHARES):
            low, high = edges[:, at] if len(values) > 1 else (np.nan, np.nan)
            row |= {name: values[:, at].mean(), f"{name}_low": low, f"{name}_high": high}
        rows.append(row)
    columns = [*keys, "n_docs", "n_chars", *(f"{name}{end}" for name in SHARES for end in ("", "_low", "_high"))]
    return pd.DataFrame(rows, columns=columns)
