"""The sentences that claims stand in, each kept short enough to be repeated beside every one of its claims."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

__all__ = ["with_sentences"]

_WHOLE = 1_000
"""Characters up to which a sentence is shown whole; a list of thousands of figures without a full stop is not."""
_AROUND = 200
"""Characters shown on each side of a claim in a longer sentence."""


def with_sentences(claims: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Return claims with the columns ``sentence`` and ``sentence_start``, the text and its offset in the document.

    Parameters
    ----------
    claims, sentences : DataFrame
        Tables of a corpus.
    """
    read = sentences[["doc_id", "sentence_id", "text", "start"]].rename(columns={"text": "sentence", "start": "sentence_start"})
    long = read["sentence"].str.len() > _WHOLE
    texts: Mapping[Any, str] = {(row["doc_id"], row["sentence_id"]): row["sentence"] for row in read[long].to_dict("records")}
    read = read.assign(sentence=read["sentence"].mask(long, ""))
    joined = claims.merge(read, on=["doc_id", "sentence_id"], how="left", validate="many_to_one")
    if not texts:
        return joined
    cut = [(at, key) for at, key in enumerate(zip(joined["doc_id"], joined["sentence_id"], strict=True)) if key in texts]
    quoted, starts = joined["sentence"].tolist(), joined["sentence_start"].tolist()
    begins, ends = joined["start"].tolist(), joined["end"].tolist()
    for at, key in cut:
        offset = starts[at]
        first = max(0, begins[at] - offset - _AROUND)
        quoted[at] = texts[key][first : ends[at] - offset + _AROUND]
        starts[at] = offset + first
    return joined.assign(
        sentence=pd.Series(quoted, index=joined.index, dtype=joined["sentence"].dtype),
        sentence_start=pd.Series(starts, index=joined.index, dtype=joined["sentence_start"].dtype),
    )
