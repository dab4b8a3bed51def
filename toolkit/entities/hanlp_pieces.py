"""Cutting a text into the pieces that a sequence model reads at once."""

import re
from collections.abc import Iterator

__all__ = ["pieces"]

LIMIT = 200
"""Characters per piece; small BERT encoders take 256 positions and fail beyond."""

_SENTENCE = re.compile(r"[^。！？；!?;\n]+[。！？；!?;]?")


def pieces(text: str, *, limit: int = LIMIT) -> Iterator[tuple[int, str]]:
    """Yield (offset, characters) for each sentence, long ones cut at ``limit``; pieces without visible characters are left out.

    Examples
    --------
    >>> list(pieces("印发规划。狠抓落实"))
    [(0, '印发规划。'), (5, '狠抓落实')]
    """
    for match in _SENTENCE.finditer(text):
        for start in range(match.start(), match.end(), limit):
            piece = text[start : min(start + limit, match.end())]
            if piece.strip():
                yield start, piece
