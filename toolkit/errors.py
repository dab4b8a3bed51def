"""The error tree, and the one way to say what was wrong.

::

    ToolkitError
    ├── InvalidValue (ValueError)       an argument or a text that cannot be used
    ├── ReadError (ValueError)          a source that cannot be read; becomes a row of ``corpus.errors``
    ├── CorpusError (ValueError)        a corpus folder that is missing, foreign or damaged
    └── MissingExtra (ImportError)      an optional package that is not installed
"""

from collections.abc import Iterable
from difflib import get_close_matches
from numbers import Integral

__all__ = ["CorpusError", "InvalidValue", "MissingExtra", "ReadError", "ToolkitError", "check_seed", "invalid"]


class ToolkitError(Exception):
    """Base of every error that the toolkit raises on purpose."""


class InvalidValue(ToolkitError, ValueError):
    """An argument or a text that cannot be used."""


class ReadError(ToolkitError, ValueError):
    """A source that cannot be read."""


class CorpusError(ToolkitError, ValueError):
    """A corpus folder that is missing, foreign or damaged."""


class MissingExtra(ToolkitError, ImportError):
    """An optional package that is not installed."""


def invalid(what: str, given: object, allowed: str | Iterable[str]) -> InvalidValue:
    """Return the error for a value that is not allowed: what it is, what was given, what is allowed, the nearest match.

    Parameters
    ----------
    what : str
        The name of the argument, as the caller wrote it.
    given : object
        The value that was given.
    allowed : str or iterable of str
        A phrase ("a positive number"), or the allowed names.

    Examples
    --------
    >>> print(invalid("method", "txtrank", ["textrank", "tfidf"]))
    method='txtrank' is not allowed: use one of 'textrank', 'tfidf' (did you mean 'textrank'?)
    """
    if isinstance(allowed, str):
        return InvalidValue(f"{what}={given!r} is not allowed: it must be {allowed}")
    names = list(allowed)
    listing = ", ".join(repr(name) for name in names)
    folded = {name.casefold(): name for name in names}
    near = get_close_matches(str(given).casefold(), folded, n=1)
    hint = f" (did you mean {folded[near[0]]!r}?)" if near else ""
    return InvalidValue(f"{what}={given!r} is not allowed: use one of {listing}{hint}")


def check_seed(seed: object) -> None:
    """Raise the error for what starts no stream of random numbers.

    Examples
    --------
    >>> check_seed(0)
    """
    if isinstance(seed, bool) or not isinstance(seed, Integral) or seed < 0:
        raise invalid("seed", seed, "a whole number from 0 on")
