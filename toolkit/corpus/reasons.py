"""What an error of a library says, as one sentence that is the same on every machine and in every run."""

import re

from toolkit.corpus.noting import whole_characters
from toolkit.errors import ReadError

__all__ = ["reason_of", "sentence_of"]

_LONGEST = 200
_OBJECT = re.compile(r"<?([\w.]+) object at 0x[0-9a-fA-F]+>?")
_ADDRESS = re.compile(r"(?: at)? ?\b0x[0-9a-fA-F]{6,}\b")


def reason_of(error: BaseException) -> str:
    """Return what an error says on one line, without addresses in memory.

    Examples
    --------
    >>> reason_of(ValueError("cannot read <_io.BytesIO object at 0x7f01a2b3c4d5>\\n now"))
    'cannot read _io.BytesIO now'
    """
    text = getattr(error, "strerror", None) or " ".join(str(error).split())
    return whole_characters(_ADDRESS.sub("", _OBJECT.sub(r"\1", text)))[:_LONGEST] or type(error).__name__


def sentence_of(error: BaseException, fallback: str = "the file cannot be read") -> str:
    """Return one sentence for an error of ours or of a library."""
    return str(error) if isinstance(error, ReadError) else f"{fallback}: {reason_of(error)}"
