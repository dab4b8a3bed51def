"""Which sentences of a corpus look ahead, to what is to be done, and which look back."""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from toolkit.claims.outlook import sentence_outlooks

if TYPE_CHECKING:
    from toolkit.corpus.corpus import Corpus

__all__ = ["sentences_ahead"]

_DIRECTIVES = frozenset((
    "令", "准则", "办法", "实施意见", "实施方案", "意见", "指南", "指导意见", "措施", "方案", "条例", "细则",
    "行动方案", "行动计划", "规划", "规则", "规定", "规范", "计划", "纲要", "通知", "标准", "工作要点", "决定",
))  # fmt: skip
_DIRECTS, _REPORTS = 1.0, -0.1
"""The evidence of a sentence without a cue, in a document that is there to direct and in a report."""


_WHOLE = 0.9
"""A kind that holds for so much of a document does not tell its parts apart: a heading between them was missed."""


def sentences_ahead(corpus: "Corpus") -> pd.DataFrame:
    """Return the sentences with the ``kind`` of their section and ``ahead``: by their wording, section and surroundings they look ahead.

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> text = "一、2023年工作回顾\\n修好了三座桥。\\n二、2024年主要任务\\n修五座桥。"
    >>> sentences_ahead(tk.build_corpus(pd.DataFrame({"text": [text]})))[["text", "ahead"]].values.tolist()[1::2]
    [['修好了三座桥。\\n', False], ['修五座桥。', True]]
    """
    sections = corpus.sections[["doc_id", "section_id", "kind"]]
    table = corpus.sentences.merge(sections, on=["doc_id", "section_id"], how="left", validate="many_to_one")
    ahead = np.zeros(len(table), dtype=bool)
    rows = table.groupby("doc_id", sort=False).indices
    # Taking rows of the table itself would copy every sentence of every document.
    spans_of, kind_of = table[["start", "end"]].to_numpy(dtype=np.int64), table["kind"].to_numpy(dtype=object)
    for doc_id, text, doc_type in corpus.documents[["doc_id", "text", "doc_type"]].itertuples(index=False):
        at = rows.get(doc_id)
        if at is None:
            continue
        spans = [(start, end) for start, end in spans_of[at].tolist()]
        kinds = _telling(spans, kind_of[at])
        prior = _DIRECTS if doc_type in _DIRECTIVES else _REPORTS
        ahead[at] = np.array(sentence_outlooks(text, spans, kinds, prior=prior)) > 0
    return table.assign(ahead=ahead)


def _telling(spans: list[tuple[int, int]], kinds: Iterable[object]) -> list[str | None]:
    """The kinds of the sections, where they tell parts of the document apart."""
    told = [kind if isinstance(kind, str) else None for kind in kinds]
    sizes: Counter[str | None] = Counter()
    for kind, (start, end) in zip(told, spans, strict=True):
        sizes[kind] += end - start
    whole = _WHOLE * sizes.total()
    return [None] * len(told) if any(kind and size >= whole for kind, size in sizes.items()) else told
