"""Notes at the foot of a PDF page, smaller than the text, each with its mark: apart from the sentences that a page break cuts."""

import re
from collections.abc import Iterable, Iterator, Sequence

from toolkit.corpus.pdf_lines import Line

__all__ = ["note_texts", "split_notes", "usual_height"]

_MARK = re.compile(r"(?:[\[〔](?P<bracketed>[0-9①-⑳*]{1,3})[\]〕]|(?P<circled>[①-⑳㉑-㊿]|[*※]{1,3})|(?P<bare>[0-9]{1,2})(?=[ \t]))[ \t]*")
_SMALLER = 0.93
_GAP = 1.5
"""Heights of a line between the text and the notes, from the foot of one line to that of the next."""


def usual_height(pages: Iterable[Sequence[Line]]) -> float:
    """Return the height of a line of running text: that of the middle line."""
    heights = sorted(line.height for page in pages for line in page if line.height)
    return heights[len(heights) // 2] if heights else 0.0


def split_notes(lines: Sequence[Line], usual: float) -> tuple[list[Line], list[Line]]:
    """Return the lines of a page without the notes at its foot, and those of the notes; `usual` is the height of a line of text."""
    at = len(lines)
    while at and 0 < lines[at - 1].height < _SMALLER * usual:
        at -= 1
    first = next((place for place in range(at, len(lines)) if _MARK.match(lines[place].text)), len(lines))
    apart = 0 < first < len(lines) and lines[first - 1].bottom - lines[first].bottom > _GAP * usual
    return (list(lines[:first]), list(lines[first:])) if apart else (list(lines), [])


def note_texts(lines: Iterable[Line]) -> Iterator[str]:
    """Yield the notes, a line each, with their marks in brackets: [注①] …"""
    held = ""
    for line in lines:
        mark = _MARK.match(line.text)
        if mark and held:
            yield held
            held = ""
        text = line.text[mark.end() :] if mark else line.text
        held += (f"[注{mark['bracketed'] or mark['circled'] or mark['bare']}] " if mark else "") + text.replace("\t", " ")
    if held:
        yield held
