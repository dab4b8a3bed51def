"""Words that bind: the cues of ``toolkit/data/strength_cues.tsv`` found in a text."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from toolkit.lexicon import read_table
from toolkit.text.patterns import PatternFinder

__all__ = ["Cue", "cue_kinds", "find_cues"]

# What a clause begins behind, with its number or mark of a list ((一), 1., ——).
_LEAD = "[，。；：、—！？;,:.．）)　 \\n]"


class Cue(NamedTuple):
    """A cue where it stands."""

    component: str
    kind: str
    points: int
    start: int
    end: int


@cache
def _rows() -> tuple[dict[str, str], ...]:
    return read_table("strength_cues.tsv")


@cache
def cue_kinds() -> tuple[tuple[str, str], ...]:
    """The components of the file with their kinds, in its order."""
    return tuple(dict.fromkeys((row["component"], row["kind"]) for row in _rows()))


@cache
def _finder() -> PatternFinder[int]:
    return PatternFinder({at: row["cue"] for at, row in enumerate(_rows()) if row["place"] != "lead"})


@cache
def _leads() -> dict[int, re.Pattern[str]]:
    return {at: re.compile(f"(?<={_LEAD})(?:{row['cue']})") for at, row in enumerate(_rows()) if row["place"] == "lead"}


def find_cues(text: str) -> Iterator[Cue]:
    """Yield the cues of a text in order of start.

    Examples
    --------
    >>> [(cue.kind, text[cue.start : cue.end]) for text in ["2030年底前，必须关停。"] for cue in find_cues(text)]
    [('date', '2030年底前'), ('require', '必须')]
    """
    found = [(match.start(), match.end(), at) for at, match in _finder().find(text)]
    # A break before the text, so that its first clause begins behind something too.
    found += [(match.start() - 1, match.end() - 1, at) for at, lead in _leads().items() for match in lead.finditer(f"\n{text}")]
    reached: dict[str, int] = {}
    # Of two of one component, the longer holds what stands in it (年底前 in 2030年底前).
    for start, end, at in sorted(found, key=lambda cue: (cue[0], -cue[1], cue[2])):
        row = _rows()[at]
        if end <= reached.get(row["component"], 0):
            continue
        reached[row["component"]] = end
        yield Cue(row["component"], row["kind"], int(row["points"]), start, end)
