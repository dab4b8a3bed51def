"""``concordance``: every place where a word stands, with what is left and right of it."""

import html
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from toolkit.corpus.sentence_rows import sentence_rows
from toolkit.errors import InvalidValue, invalid
from toolkit.given import takes
from toolkit.pair_keys import pair_keys
from toolkit.trail import with_trail

if TYPE_CHECKING:
    from toolkit.corpus import Corpus

__all__ = ["concordance", "concordance_html"]

UNITS = ("character", "word")
_COLUMNS = ["doc_id", "title", "place", "year", "sentence_id", "left", "node", "right", "start", "end"]
_FARTHEST = 100
"""Most words of context on each side."""


@takes("corpus")
def concordance(
    corpus: "Corpus", pattern: str | re.Pattern[str], *, window: int = 20, unit: str = "character", sort: str | None = None,
    sort_width: int = 3,
) -> pd.DataFrame:  # fmt: skip
    """Return each match of a word or a regular expression in its context (key word in context).

    Parameters
    ----------
    corpus : Corpus
    pattern : str or compiled pattern
        A word or phrase, searched as it stands; ``re.compile("河长|湖长")`` for a regular expression. Empty matches are passed over.
    window : int
        Characters or words of context on each side, within the document; line breaks are shown as blanks.
    unit : {"character", "word"}
        ``word``: only matches that are a word of the corpus, or several (计划 is not found in 计划生育 where that is one word); contexts
        are words with a blank between them.
    sort : {"left", "right"}, optional
        Sorts by the characters or words left of the node, the nearest first, or right of it, so that repeated wordings stand together;
        if not given, the order is that of documents and offsets.
    sort_width : int
        How many characters or words of the context the sorting looks at; what is equal in these stays in the order of the text.

    Returns
    -------
    DataFrame
        ``doc_id, title, place, year, sentence_id, left, node, right, start, end``, one row a match; ``text[start:end] == node``.

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> corpus = tk.build_corpus(pd.DataFrame({"text": ["全面推行河长制，落实河长责任。"], "year": [2017]}))
    >>> tk.concordance(corpus, "河长", window=3)[["left", "node", "right"]]
      left node right
    0  面推行   河长   制，落
    1  ，落实   河长   责任。
    >>> tk.concordance(corpus, "河长", window=2, unit="word")[["left", "node", "right"]]
       left node right
    0  ， 落实   河长  责任 。
    """
    _check(pattern, window, unit, sort, sort_width)
    searched = re.compile(re.escape(pattern)) if isinstance(pattern, str) else pattern
    documents = corpus.documents
    found = [
        (row, match.start(), match.end())
        for row, text in enumerate(documents["text"])
        for match in searched.finditer(text)
        if match.end() > match.start()
    ]
    spans = np.array(found, dtype=np.int64).reshape(-1, 3)
    sides = _words_around(corpus, spans, window) if unit == "word" else _characters_around(documents["text"], spans, window)
    table = documents[["doc_id", "title", "place", "year"]].iloc[sides.spans[:, 0]].reset_index(drop=True)
    table["start"], table["end"] = sides.spans[:, 1], sides.spans[:, 2]
    texts = documents["text"].tolist()
    table["node"] = pd.Series([texts[row][start:end] for row, start, end in sides.spans.tolist()], dtype="str")
    gap = " " if unit == "word" else ""
    table["left"] = pd.Series([gap.join(side).replace("\n", " ") for side in sides.left], dtype="str")
    table["right"] = pd.Series([gap.join(side).replace("\n", " ") for side in sides.right], dtype="str")
    at = sentence_rows(corpus.sentences, table["doc_id"], table["start"])
    table["sentence_id"] = corpus.sentences["sentence_id"].iloc[at].reset_index(drop=True)
    if sort is not None:
        outwards = [side[::-1] for side in sides.left] if sort == "left" else sides.right
        keys = [tuple(side[:sort_width]) for side in outwards]
        table = table.iloc[sorted(range(len(keys)), key=keys.__getitem__)].reset_index(drop=True)
    return with_trail(
        table[_COLUMNS], (), "concordance", pattern=searched.pattern if searched is pattern else pattern, window=window, unit=unit,
        sort=sort, sort_width=sort_width, n_documents=len(documents),
    )  # fmt: skip


@takes("table", made_by="concordance")
def concordance_html(table: pd.DataFrame, path: str | Path | None = None, *, title: str = "") -> str:
    """Return a page of HTML with one line a match, the nodes below each other, each line with its document and its offset.

    Parameters
    ----------
    table : DataFrame
        Of `concordance`.
    path : str or Path, optional
        Where the page is written too.
    title : str
        Of the page.

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> corpus = tk.build_corpus(pd.DataFrame({"text": ["全面推行河长制，落实河长责任。"], "year": [2017]}))
    >>> page = tk.concordance_html(tk.concordance(corpus, "河长", window=3))
    >>> "<td class=left>面推行</td><td class=node>河长</td><td class=right>制，落</td>" in page
    True
    """
    lacking = [name for name in _COLUMNS if name not in table.columns]
    if lacking:
        raise InvalidValue(f"the table lacks the columns {lacking}: give a table of concordance")
    rows = [_row(row) for row in table.itertuples(index=False)]
    made = "; ".join(table.attrs.get("trail", ()))
    head = f"<!doctype html><html lang=zh><meta charset=utf-8><title>{html.escape(title)}</title><style>{_STYLE}</style>"
    page = f"{head}<h1>{html.escape(title)}</h1><p>{len(rows):,} · {html.escape(made)}</p><table>{''.join(rows)}</table></html>\n"
    if path is not None:
        Path(path).write_text(page, encoding="utf-8", errors="replace")
    return page


_STYLE = (
    "body{font-family:sans-serif}table{border-collapse:collapse;white-space:pre}td{padding:.1em .4em}"
    ".left{text-align:right}.node{text-align:center;font-weight:bold;color:#a00}.source{color:#666;font-size:85%}"
)


def _row(row: Any) -> str:
    cells = "".join(f"<td class={name}>{html.escape(str(getattr(row, name)))}</td>" for name in ("left", "node", "right"))
    known = " ".join(str(value) for value in (row.place, row.year) if not pd.isna(value))
    where = f"{row.doc_id}:{row.start}-{row.end}"
    return f"<tr>{cells}<td class=source title=\"{html.escape(where)}\">{html.escape(f'{known} {where}'.strip())}</td></tr>"


def _check(pattern: str | re.Pattern[str], window: int, unit: str, sort: str | None, sort_width: int) -> None:
    if isinstance(pattern, str) and not pattern:
        raise InvalidValue("pattern='' is not allowed: give a word, a phrase or a compiled regular expression")
    if unit not in UNITS:
        raise invalid("unit", unit, UNITS)
    if window < 0:
        raise invalid("window", window, "0 or more characters")
    if unit == "word" and window > _FARTHEST:
        raise invalid("window", window, f"at most {_FARTHEST} words")
    if sort not in (None, "left", "right"):
        raise invalid("sort", sort, ["left", "right"])
    if sort_width < 1:
        raise invalid("sort_width", sort_width, "1 or more")


class _Sides(NamedTuple):
    """The matches that count (number of the document, start, end), with the characters or words on both sides of each."""

    spans: NDArray[np.int64]
    left: list[Sequence[str]]
    right: list[Sequence[str]]


def _characters_around(texts: pd.Series, spans: NDArray[np.int64], window: int) -> _Sides:
    listed = texts.tolist()
    left: list[Sequence[str]] = [listed[row][max(0, start - window) : start] for row, start, _ in spans.tolist()]
    right: list[Sequence[str]] = [listed[row][end : end + window] for row, _, end in spans.tolist()]
    return _Sides(spans, left, right)


def _words_around(corpus: "Corpus", spans: NDArray[np.int64], window: int) -> _Sides:
    """The matches that begin and end where words do, with the words around them; blanks are no words."""
    tokens = corpus.tokens
    words = tokens["text"].to_numpy(dtype=object)
    document = np.asarray(pd.Index(corpus.documents["doc_id"]).get_indexer(pd.Index(tokens["doc_id"])), dtype=np.int64)
    start, end = (pair_keys(document, tokens[name].to_numpy(dtype=np.int64)) for name in ("start", "end"))
    order = np.argsort(start, kind="stable")
    words, document, start, end = words[order], document[order], start[order], end[order]
    from_, to = (pair_keys(spans[:, 0], spans[:, at]) for at in (1, 2))
    first, last = np.searchsorted(start, from_), np.searchsorted(end, to)
    whole = (first < len(start)) & (last < len(end))
    whole[whole] &= (start[first[whole]] == from_[whole]) & (end[last[whole]] == to[whole])
    begin, stop = np.searchsorted(document, spans[whole, 0]), np.searchsorted(document, spans[whole, 0], side="right")
    left: list[Sequence[str]] = []
    right: list[Sequence[str]] = []
    bounds = (np.maximum(first[whole] - window, begin), first[whole], last[whole] + 1, np.minimum(last[whole] + 1 + window, stop))
    for low, at, after, high in zip(*(bound.tolist() for bound in bounds), strict=True):
        left.append([word for word in words[low:at] if not word.isspace()])
        right.append([word for word in words[after:high] if not word.isspace()])
    return _Sides(spans[whole], left, right)
