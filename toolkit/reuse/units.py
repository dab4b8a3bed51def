"""Texts as they are compared: letters and characters only, numbers masked, cut in sentences, each with its offset in the text."""

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

__all__ = ["LONGEST", "Units", "inside_titles", "join_units", "read_units"]

Ints = NDArray[np.int64]

LONGEST = 200
"""Characters of a unit; a longer sentence is read in pieces, cut where a clause ends. It bounds the cost of an alignment."""

_TITLE = re.compile("《[^《》]{1,100}》")
_CLAUSE_END = re.compile(r"[，；、：,;:]")


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """Sentences of many documents laid end to end, without punctuation and blanks."""

    chars: NDArray[np.uint32]
    """Code points; a number is one 0 where numbers are masked."""
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    """Where each character (a masked number: its digits) stands in the text of its document."""
    bounds: Ints
    """The characters of unit i are ``chars[bounds[i]:bounds[i + 1]]``."""
    document: Ints
    """The document of each unit, as a position in ``ids``."""
    sentence: list[int]
    section: list[int]
    ids: list[str]
    texts: list[str]

    def __len__(self) -> int:
        return len(self.document)

    def text(self, unit: int) -> str:
        """Return the characters of a unit as they are compared."""
        return self.chars[self.bounds[unit] : self.bounds[unit + 1]].tobytes().decode("utf-32-le", "surrogatepass")

    def offsets(self, unit: int, start: int, end: int) -> tuple[int, int]:
        """Return where the characters from ``start`` to ``end`` of a unit stand in the text of its document."""
        begin = int(self.bounds[unit])
        return int(self.starts[begin + start]), int(self.ends[begin + end - 1])

    def distinct(self, document: int) -> tuple[Ints, dict[int, list[int]]]:
        """Return the units of a document, of equal ones the first, and the others of each."""
        first: dict[bytes, int] = {}
        repeats: dict[int, list[int]] = {}
        at = np.searchsorted(self.document, [document, document + 1])
        for unit in range(int(at[0]), int(at[1])):
            one = first.setdefault(self.chars[self.bounds[unit] : self.bounds[unit + 1]].tobytes(), unit)
            if one != unit:
                repeats.setdefault(one, []).append(unit)
        return np.array(list(first.values()), dtype=np.int64), repeats


def read_units(corpus: Any, *, mask_numbers: bool) -> Units:
    """Return the sentences of a corpus as units, the documents in order of their ids."""
    documents = corpus.documents[["doc_id", "text"]].sort_values("doc_id")
    ids, texts = documents["doc_id"].tolist(), documents["text"].tolist()
    columns = ["doc_id", "sentence_id", "section_id", "start", "end"]
    sentences = corpus.sentences[columns].sort_values(["doc_id", "start"], kind="stable", ignore_index=True)
    position = pd.Index(ids).get_indexer(pd.Index(sentences["doc_id"])).astype(np.int64)
    starts, ends, row = _pieces(texts, position, sentences["start"].to_numpy(np.int64), sentences["end"].to_numpy(np.int64))
    at = np.searchsorted(position[row], np.arange(len(ids) + 1))
    parts = [_read(text, starts[a:b], ends[a:b], mask_numbers) for text, a, b in zip(texts, at[:-1], at[1:], strict=True)]
    lengths = np.concatenate([part[3] for part in parts]) if parts else np.zeros(0, np.int64)
    return Units(
        chars=_joined([part[0] for part in parts], np.uint32), starts=_joined([part[1] for part in parts], np.int32),
        ends=_joined([part[2] for part in parts], np.int32), bounds=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        document=position[row], sentence=sentences["sentence_id"].to_numpy()[row].tolist(),
        section=sentences["section_id"].to_numpy()[row].tolist(), ids=ids, texts=texts,
    )  # fmt: skip


def join_units(one: Units, other: Units) -> Units:
    """Return the units of two corpora, the second's documents after the first's."""
    return Units(
        chars=np.concatenate([one.chars, other.chars]), starts=np.concatenate([one.starts, other.starts]),
        ends=np.concatenate([one.ends, other.ends]), bounds=np.concatenate([one.bounds, other.bounds[1:] + one.bounds[-1]]),
        document=np.concatenate([one.document, other.document + len(one.ids)]), sentence=one.sentence + other.sentence,
        section=one.section + other.section, ids=one.ids + other.ids, texts=one.texts + other.texts,
    )  # fmt: skip


def inside_titles(units: Units) -> NDArray[np.bool_]:
    """Return for each character whether it is in the title of a law or document: who names the same one has not copied anything."""
    inside = np.zeros(len(units.chars), dtype=bool)
    at = units.bounds[np.searchsorted(units.document, np.arange(len(units.ids) + 1))]
    for text, begin, end in zip(units.texts, at[:-1].tolist(), at[1:].tolist(), strict=True):
        for title in _TITLE.finditer(text):
            first, last = np.searchsorted(units.starts[begin:end], title.span())
            inside[begin + first : begin + last] = True
    return inside


def _joined(parts: list[Any], dtype: Any) -> Any:
    return np.concatenate(parts).astype(dtype, copy=False) if parts else np.zeros(0, dtype)


def _pieces(texts: list[str], document: Ints, starts: Ints, ends: Ints) -> tuple[Ints, Ints, Ints]:
    """Start, end and row of the sentences, long ones cut."""
    long = np.flatnonzero(ends - starts > LONGEST)
    cuts = {int(i): _cuts(texts[document[i]], int(starts[i]), int(ends[i])) for i in long}
    row = np.repeat(np.arange(len(starts)), [1 + len(cuts.get(i, ())) for i in range(len(starts))])
    first, last = starts[row], ends[row]
    for i, at in cuts.items():
        place = int(np.searchsorted(row, i))
        first[place + 1 : place + 1 + len(at)] = at
        last[place : place + len(at)] = at
    return first, last, row


def _cuts(text: str, start: int, end: int) -> list[int]:
    """Where a long sentence is cut: after the last clause end of each stretch, or at its end."""
    cuts = []
    while end - start > LONGEST:
        clause_ends = [match.end() for match in _CLAUSE_END.finditer(text, start + LONGEST // 2, start + LONGEST)]
        start = clause_ends[-1] if clause_ends else start + LONGEST
        cuts.append(start)
    return cuts


def _read(text: str, starts: Ints, ends: Ints, mask_numbers: bool) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any], Ints]:
    """Code points, their starts and ends in the text, and the number of them in each unit."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    known, inverse = np.unique(points, return_inverse=True)
    folded = np.array([_folded(int(point)) for point in known], dtype=np.uint32)[inverse] if len(known) else points
    of_unit = np.full(len(text), -1, dtype=np.int64)
    of_unit[starts[starts < ends]] = np.flatnonzero(starts < ends)
    of_unit = np.maximum.accumulate(of_unit) if len(of_unit) else of_unit
    at = np.flatnonzero((folded > 0) & (of_unit >= 0))
    chars, unit = folded[at], of_unit[at]
    last = at + 1
    if mask_numbers and len(at):
        digit = (chars >= 0x30) & (chars <= 0x39)
        inside = digit[1:] & digit[:-1] & (unit[1:] == unit[:-1])
        kept = np.flatnonzero(np.concatenate([[True], ~inside]))
        last = np.concatenate([last[kept[1:] - 1], last[-1:]])
        chars, at, unit = np.where(digit, 0x30, chars)[kept], at[kept], unit[kept]
    return chars, at, last, np.bincount(unit, minlength=len(starts)).astype(np.int64)


def _folded(point: int) -> int:
    """The code point as it is compared: full-width as half-width, small letters; 0 for what is no letter, digit or character."""
    if 0xFF01 <= point <= 0xFF5E:
        point -= 0xFEE0
    char = chr(point)
    if not char.isalnum():
        return 0
    lower = char.lower()
    return ord(lower) if len(lower) == 1 else point
