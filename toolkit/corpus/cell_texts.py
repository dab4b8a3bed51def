"""What the texts in the cells of tables have in common, whatever format holds the table."""

__all__ = ["LONG_CELL", "indent"]

LONG_CELL = 400
"""Characters from which on a table lays out a page and does not hold data."""
_WIDE = "\u3000\u2003"
_DEEPEST = 4


def indent(text: str, *, hidden: str) -> str:
    """Return the ideographic spaces that indent the text of a cell; other blanks are half as wide.

    Parameters
    ----------
    text : str
        With the blanks before it.
    hidden : str
        Blanks that the format does not show.

    Examples
    --------
    >>> indent("\u3000\u00a0\u00a0其中：", hidden=" ") == "\u3000\u3000"
    True
    """
    blanks = text[: len(text) - len(text.lstrip())]
    depth = sum(1.0 if blank in _WIDE else 0.5 for blank in blanks if blank not in hidden)
    return "\u3000" * min(round(depth), _DEEPEST)
