"""What is odd about a document that was read: rows of ``corpus.notes``."""

import re
from collections.abc import Collection, Iterator, Mapping

from toolkit.corpus.raw import Note, RawText
from toolkit.text.script import count_traditional

__all__ = ["lacking_notes", "text_notes", "whole_characters"]

_LACKING: Mapping[str, tuple[str, str]] = {
    "title": ("no title", "no title was found"),
    "doc_type": ("no type", "the type of the document was not found"),
    "place": ("no place", "no place was found: its figures fill no cell of the panel, and counts by place leave it out"),
    "year": ("no year", "no year was found: counts by year leave it out"),
}
"""Facts that analyses need, with the kind and the words of the note where they are not known."""
_SHORT = 100
_LOST = "\ufffd"
_SURROGATE = re.compile("[\ud800-\udfff]")
_SAMPLE = 5_000
_LEAST, _SHARE = 3, 0.01
"""Traditional text has such characters about once in ten; a quotation or a name in simplified text does not reach this."""


def whole_characters(text: str) -> str:
    """Return a text with each half of a character (a lone surrogate, which no file can hold) as U+FFFD; nothing moves.

    Examples
    --------
    >>> whole_characters("甲\\ud800乙") == "甲\\ufffd乙"
    True
    """
    try:
        text.encode()  # much faster than to look for what is hardly ever there
    except UnicodeEncodeError:
        return _SURROGATE.sub(_LOST, text)
    return text


def text_notes(raw: RawText, text: str) -> Iterator[Note]:
    """Yield what is odd about a document.

    Parameters
    ----------
    raw : RawText
        As read.
    text : str
        As cleaned.
    """
    yield from raw.notes
    yield from (Note("lost characters", warning) for warning in raw.warnings)
    lost = text.count(_LOST)
    if lost and not raw.warnings:
        told = "1 character is lost and shown as U+FFFD," if lost == 1 else f"{lost} characters are lost and shown as U+FFFD, the first"
        yield Note("lost characters", f"{told} at position {text.index(_LOST)}")
    sample = text[:_SAMPLE]
    if _letters(sample) < _SHORT and (length := _letters(text)) < _SHORT:
        yield Note("short", f"the text has {length} character{'s' if length > 1 else ''} only: see whether the source holds more")
    if count_traditional(sample) >= max(_LEAST, _SHARE * len(sample)):
        yield Note("mixed script", "the text is in traditional characters: build with simplified=True (--simplified)")


def _letters(text: str) -> int:
    """The number of characters without blanks."""
    return len("".join(text.split()))


def lacking_notes(known: Collection[str]) -> Iterator[Note]:
    """Yield what is not known of a document, by the names of the facts that are.

    Examples
    --------
    >>> [note.kind for note in lacking_notes({"title", "place", "date"})]
    ['no type', 'no year']
    """
    yield from (Note(*told) for name, told in _LACKING.items() if name not in known)
