"""One form of the marks that grammars look at, at the same offsets."""

import re

__all__ = ["one_form"]

_WIDE = tuple(zip(",;:!?()０１２３４５６７８９", "，；：！？（）0123456789", strict=True))
_STRAIGHT = re.compile('"([^"“”\\n]{1,60})"')


def one_form(text: str) -> str:
    """Return the text, as long as before, with full-width marks, half-width digits, and straight quotes in pairs made curly.

    Examples
    --------
    >>> one_form('落实"六稳"(试行),１条')
    '落实“六稳”（试行），1条'
    """
    wide = text
    # Several times as fast as `translate`, which looks up every Chinese character.
    for narrow, form in _WIDE:
        wide = wide.replace(narrow, form)
    return _STRAIGHT.sub(r"“\1”", wide) if '"' in wide else wide
