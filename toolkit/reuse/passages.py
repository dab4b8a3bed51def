"""``find_reuse``: which sentences repeat those of an earlier or a higher document."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from toolkit.errors import invalid
from toolkit.given import takes
from toolkit.reuse.alignment import Stretch, align
from toolkit.reuse.pairs import PAIR_COLUMNS, ComparedPairs, Lag, known_pairs
from toolkit.reuse.shingles import Shingles, candidates, read_shingles
from toolkit.reuse.units import Units, join_units, read_units
from toolkit.trail import with_trail

__all__ = ["PASSAGE_COLUMNS", "find_reuse"]

Ints = NDArray[np.int64]

PASSAGE_COLUMNS = [
    "target_doc_id", "target_sentence_id", "target_section_id", "target_start", "target_end", "target_text", "source_doc_id",
    "source_sentence_id", "source_start", "source_end", "source_text", "kind", "similarity", "n_chars", "sentence_share", "numbers_changed",
]  # fmt: skip

COPIED = 0.95
"""From this similarity on, with the same numbers, a passage is copied: a slip of the pen or one inserted character."""
_FEWEST = 20
"""A shingle in this many documents or fewer is no formula, however small the corpus."""
_TOP = 3
"""Sentences of a source that each sentence is aligned with: those that share most shingles."""
_SHARED = 2


@takes("corpus")
def find_reuse(
    corpus: Any, source: Any | None = None, *, pairs: str | pd.DataFrame = "own", lag: Lag = 1, min_chars: int = 12,
    min_similarity: float = 0.7, mask_numbers: bool = True, max_df: float = 0.05,
) -> pd.DataFrame:  # fmt: skip
    """Return the passages of a corpus that repeat a source: copied word for word, or adapted.

    Sentences that share shingles of five characters are aligned; punctuation, blanks and the width of letters don't matter. A sentence
    may have passages from several sources, one row each; of one source each stretch of it has its best passage only.

    Parameters
    ----------
    corpus : Corpus
        The texts that may repeat others (the target).
    source : Corpus, optional
        The texts that may be repeated; the same corpus without.
    pairs : {"own", "higher", "peers", "all"} or DataFrame
        Which documents are compared, as in `document_pairs`, or a table of your own with ``target_doc_id, source_doc_id``.
    lag : int or collection of int
        Year of the target less year of the source. Provinces report before the centre does in a year, so ``pairs="higher"`` with lag 1
        is what they could read.
    min_chars : int
        Fewest characters that are the same, punctuation not counted.
    min_similarity : float
        Least similarity: characters that are the same over the characters of both passages.
    mask_numbers : bool
        Whether a number equals any other: last year's sentence with new figures is then one passage, adapted. Otherwise digits are
        compared like characters.
    max_df : float
        Shingles in more than this share of all documents, and more than 20, are formulas of the genre (salutations, slogans, names of
        meetings): they find nothing, and a passage needs ``min_chars / 2`` characters outside them and outside the titles of laws and
        documents between 《 and 》, which may be named alike without anything being copied. A lower share makes claims of reuse
        safer and fewer: of 600 provincial reports 0.03 drops most slogans, and a third of what they do take from the centre.

    Returns
    -------
    DataFrame
        For target and source ``_doc_id, _sentence_id, _start, _end, _text`` (``text[start:end]`` is the passage), ``target_section_id``;
        ``kind``: ``copied`` (at least 95 % of characters and all numbers are the same) or ``adapted``; ``similarity``; ``n_chars``, the
        characters that are the same; ``sentence_share``, the passage's share of the target's sentence; ``numbers_changed``; then places,
        levels, years, ``order`` and ``direction`` as in `document_pairs`. ``attrs["pairs"]`` lists the documents that were compared.

    References
    ----------
    Wilkerson, J., Smith, D. & Stramp, N. (2015). Tracing the flow of policy ideas in legislatures: a text reuse approach. AJPS 59(4).

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> reports = pd.DataFrame({"place": ["清远市", "清远市"], "year": [2023, 2024],
    ...     "text": ["新建水库3座，修复湿地面积五千亩以上。", "新建水库5座，修复湿地面积五千亩以上。"]})
    >>> found = tk.find_reuse(tk.build_corpus(reports))
    >>> found[["kind", "similarity", "numbers_changed", "target_text"]].values.tolist()
    [['adapted', 1.0, True, '新建水库5座，修复湿地面积五千亩以上']]
    """
    _check(min_chars, min_similarity, max_df)
    units = read_units(corpus, mask_numbers=mask_numbers)
    shift = len(units.ids)
    documents = corpus.documents
    source_documents = documents if source is None else source.documents
    chosen = known_pairs(pairs, lag, documents, None if source is None else source_documents)
    if source is not None:
        units = join_units(units, read_units(source, mask_numbers=mask_numbers))
    shingles = read_shingles(units, most=int(max(max_df * len(units.ids), _FEWEST)))
    at = {name: position for position, name in enumerate(units.ids[:shift])}
    source_at = at if source is None else {name: shift + position for position, name in enumerate(units.ids[shift:])}
    found: list[tuple[Any, ...]] = []
    for target_id, source_id in chosen[PAIR_COLUMNS].itertuples(index=False):
        found.extend(_passages(units, shingles, at[target_id], source_at[source_id], min_chars, min_similarity))
    table = pd.DataFrame(found, columns=PASSAGE_COLUMNS).merge(chosen, on=PAIR_COLUMNS)
    table = table.sort_values(["target_doc_id", "target_start", "source_doc_id", "target_end"], ignore_index=True)
    table.attrs["pairs"] = ComparedPairs(chosen[PAIR_COLUMNS].to_numpy().tolist())
    return with_trail(
        table, (), "find_reuse", n_documents=shift, n_sources=len(source_documents), n_pairs=len(chosen),
        pairs=pairs if isinstance(pairs, str) else "a table", lag=lag, min_chars=min_chars, min_similarity=min_similarity,
        mask_numbers=mask_numbers, max_df=max_df,
    )  # fmt: skip


def _check(min_chars: int, min_similarity: float, max_df: float) -> None:
    if min_chars < 6:
        raise invalid("min_chars", min_chars, "a number of characters from 6 on: fewer are words, not passages")
    if not 0 < min_similarity <= 1:
        raise invalid("min_similarity", min_similarity, "a share above 0, at most 1")
    if not 0 < max_df <= 1:
        raise invalid("max_df", max_df, "a share of documents above 0, at most 1")


def _passages(
    units: Units, shingles: Shingles, target: int, source: int, min_chars: int, min_similarity: float
) -> Iterator[tuple[Any, ...]]:
    first, repeats = units.distinct(target)
    rows, cols = candidates(shingles, first, units.distinct(source)[0], least=_SHARED, top=_TOP)
    ends = np.flatnonzero(np.diff(rows, append=-1))
    start = 0
    for end in (ends + 1).tolist():
        unit = int(rows[start])
        best = _best_stretches(units, shingles, unit, cols[start:end].tolist(), min_chars, min_similarity)
        for one in (unit, *repeats.get(unit, ())):
            yield from (_row(units, one, other, stretch) for other, stretch in best)
        start = end


def _best_stretches(
    units: Units, shingles: Shingles, unit: int, others: list[int], min_chars: int, min_similarity: float
) -> list[tuple[int, Stretch]]:
    """The passages of one unit from a document, most characters first; one that adds little to the others is left out."""
    text = units.text(unit)
    found = [(other, stretch) for other in others for stretch in align(text, units.text(other), least=min_chars)]
    found.sort(key=lambda item: (-item[1].matched, -item[1].similarity, item[0]))
    covered = np.zeros(len(text), dtype=bool)
    kept = []
    begin = units.bounds[unit]
    for other, stretch in found:
        inside = slice(stretch.start, stretch.end)
        own = ~shingles.common[begin + stretch.start : begin + stretch.end]
        if stretch.similarity < min_similarity or own.sum() < min_chars / 2 or (~covered[inside]).sum() < min_chars:
            continue
        covered[inside] = True
        kept.append((other, stretch))
    return kept


def _row(units: Units, unit: int, other: int, stretch: Stretch) -> tuple[Any, ...]:
    start, end = units.offsets(unit, stretch.start, stretch.end)
    source_start, source_end = units.offsets(other, stretch.source_start, stretch.source_end)
    text = units.texts[units.document[unit]][start:end]
    source_text = units.texts[units.document[other]][source_start:source_end]
    changed = _digits(text) != _digits(source_text)
    kind = "copied" if stretch.similarity >= COPIED and not changed else "adapted"
    length = int(units.bounds[unit + 1] - units.bounds[unit])
    return (
        units.ids[units.document[unit]], units.sentence[unit], units.section[unit], start, end, text, units.ids[units.document[other]],
        units.sentence[other], source_start, source_end, source_text, kind, stretch.similarity, stretch.matched,
        (stretch.end - stretch.start) / length, changed,
    )  # fmt: skip


_ASCII = str.maketrans("０１２３４５６７８９．", "0123456789.")


def _digits(text: str) -> list[str]:
    return "".join(char if char in "0123456789." else " " for char in text.translate(_ASCII)).split()
