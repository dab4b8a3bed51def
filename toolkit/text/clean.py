"""From the text as it was read to the text that all offsets refer to."""

import re
from collections.abc import Iterator, Sequence

from toolkit.text.characters import one_form
from toolkit.text.mending import mend
from toolkit.text.wrapping import join_wrapped_lines

__all__ = ["clean_text"]

# Each pattern begins with the rare character that it is about, so that a search runs at the speed of memory.
_PARAGRAPH = re.compile(r"\u3000(?:[ \t]*\u3000[ \t\u3000]*|[ \t]{2}[ \t\u3000]*|(?<=[ \t]{2}\u3000))")
_SUBTITLE = re.compile(r"(?<![ \t\u3000])[ \u3000]*+\t[ \t\u3000]*+(?=——[^\s—])")
_LONG_GAP = re.compile("     *")
_BLANKS = " \t\u3000"
_SENTENCE = re.compile("[。；！？]")
_DEEPEST = 4


def clean_text(raw: str, *, wrapped: bool = True) -> str:
    """Return the text in the one form that every later part sees: paragraphs as lines, one form of each character.

    Characters become one form (full-width digits, letters and ％ half-width; Chinese punctuation as it is), indents and blank
    lines go, paragraphs that share a line (set apart by two ideographic spaces) get lines of their own, digits that were spaced
    out (``1 9 9 7 年``) and numbers and names broken over lines come together, and the hard line breaks of a PDF page are undone.
    The rows of tables stay lines, with a tab between cells, empty ones too, and the indent of a label. Applying it twice changes nothing.

    Parameters
    ----------
    raw : str
        The text as it was read.
    wrapped : bool
        Whether the lines may be those of a page; False where they are known to be paragraphs, as in a web page.

    Examples
    --------
    >>> clean_text("　　１ ９ ９ ７ 年增长８．８％。　　主要工作：")
    '1997年增长8.8%。\\n主要工作：'
    """
    text = _lines(one_form(raw))
    # What comes together can in turn bring other things together, on hostile input more than once.
    while (mended := mend(join_wrapped_lines(text)) if wrapped else mend(text)) != text:
        text = _lines(mended)
    return text


def _lines(text: str) -> str:
    """Paragraphs as lines, without indents, trailing blanks and blank lines; rows of tables with their empty cells."""
    if "\t" in text:
        return "\n".join(_with_rows(_SUBTITLE.sub("\n", text).split("\n")))
    text = _LONG_GAP.sub(_indent, _PARAGRAPH.sub("\n", text))
    return "\n".join(filter(None, (line.strip(_BLANKS) for line in text.split("\n"))))


def _with_rows(lines: Sequence[str]) -> Iterator[str]:
    """A line with a tab between other characters is a row; so is one beside a row that holds one cell and empty ones."""
    below_row = False
    for place, line in enumerate(lines):
        bare = line.strip(_BLANKS)
        if not bare:
            continue
        lone = line.rstrip(" \u3000").endswith("\t") if below_row else line.count("\t") > 1 and _is_above_row(lines, place)
        below_row = "\t" in bare or lone
        if below_row and not _SENTENCE.search(bare):
            yield "\t".join(_cell(cell, first=not at) for at, cell in enumerate(line.split("\t")))
        else:
            text = _LONG_GAP.sub(_indent, _PARAGRAPH.sub("\n", line))
            yield from filter(None, (part.strip(_BLANKS) for part in text.split("\n")))


def _is_above_row(lines: Sequence[str], place: int) -> bool:
    return place + 1 < len(lines) and "\t" in lines[place + 1].strip(_BLANKS)


def _cell(cell: str, *, first: bool) -> str:
    """A cell without blanks around it; how far a label is indented tells what it is part of."""
    bare = cell.strip(_BLANKS)
    depth = len(cell) - len(cell.lstrip(_BLANKS))
    return "\u3000" * min(depth, _DEEPEST) + bare if first and bare and cell[0] == "\u3000" else bare


def _indent(gap: re.Match[str]) -> str:
    """A line end in the place of a gap that follows a sentence: the next paragraph's indent."""
    return "\n" if gap.string[gap.start() - 1 : gap.start()] in ("。", "！", "？", "；") else gap.group()
