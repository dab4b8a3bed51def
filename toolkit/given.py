"""What kind of thing a public function is given to work on: another kind is refused in one way, before anything is computed."""

from collections.abc import Callable, Mapping
from functools import wraps
from inspect import Parameter, signature
from pathlib import PurePath
from typing import Any, TypeVar, cast

from toolkit.errors import InvalidValue

__all__ = ["kind_of", "takes"]

Function = TypeVar("Function", bound=Callable[..., Any])


def takes(*kinds: str, made_by: str = "") -> Callable[[Function], Function]:
    """Let a function refuse what its first argument is not.

    Parameters
    ----------
    *kinds : {"corpus", "corpora", "matrix", "table", "series", "topics", "word network", "diffusion network"}
        What it may be; ``corpora`` are several in a list.
    made_by : str
        The call that makes such things, for the error.

    Examples
    --------
    >>> @takes("table", made_by="term_trends")
    ... def plot(table):
    ...     return len(table)
    >>> plot("trends.csv")
    Traceback (most recent call last):
    ...
    toolkit.errors.InvalidValue: plot takes a table (of term_trends), not the text 'trends.csv'
    """

    def checking(function: Function) -> Function:
        first = next(iter(signature(function).parameters.values()))
        optional = first.default is not Parameter.empty

        @wraps(function)
        def checked(*args: Any, **options: Any) -> Any:
            if args or first.name in options:
                value = args[0] if args else options[first.name]
                if kind_of(value) not in kinds and not (optional and value is None):
                    raise InvalidValue(f"{function.__name__} takes {_wanted(kinds, made_by)}, not {_described(value)}{_hint(value, kinds)}")
            return function(*args, **options)

        return cast(Function, checked)

    return checking


def kind_of(value: object) -> str:
    """Return the kind of a thing by what it has, so that a part of a corpus or a double of one counts as well; empty for other things.

    Examples
    --------
    >>> import pandas as pd
    >>> kind_of(pd.DataFrame()), kind_of(pd.Series(dtype=float)), kind_of("corpus")
    ('table', 'series', '')
    """
    if isinstance(value, list | tuple):
        return "corpora" if value and all(kind_of(one) == "corpus" for one in value) else ""
    there = set(dir(value))
    return next((kind for kind, (_, needed) in _KINDS.items() if needed <= there), "")


_KINDS: Mapping[str, tuple[str, set[str]]] = {
    "table": ("a table", {"iloc", "columns"}),
    "series": ("a Series", {"iloc", "index"}),
    "matrix": ("a matrix of count_terms", {"counts", "terms", "rows"}),
    "corpus": ("a corpus", {"sentences", "entities"}),
    "topics": ("topics of fit_topics", {"terms", "prevalence"}),
    "word network": ("a network of cooccurrence_network", {"edges", "backbone"}),
    "diffusion network": ("a network of diffusion_network", {"edges", "pairs"}),
}
"""How kinds are called, and what things of that kind have; the first that fits counts."""
_CORPORA = "a list of corpora"


def _wanted(kinds: tuple[str, ...], made_by: str) -> str:
    names = [_CORPORA if kind == "corpora" else _KINDS[kind][0] for kind in kinds]
    return " or ".join(names) + (f" (of {made_by})" if made_by else "")


def _described(value: object) -> str:
    kind = kind_of(value)
    if kind:
        return _CORPORA if kind == "corpora" else _KINDS[kind][0]
    if isinstance(value, str | PurePath):
        return f"the text {str(value)[:60]!r}" if isinstance(value, str) else f"the path {str(value)!r}"
    return "None" if value is None else f"an object of {type(value).__name__}"


def _hint(value: object, kinds: tuple[str, ...]) -> str:
    """What to do about a wrong kind that is met often."""
    if "corpus" in kinds and isinstance(value, str | PurePath):
        return ": open_corpus(…) opens the folder of a corpus, build_corpus(…) reads files"
    if "matrix" in kinds and kind_of(value) == "corpus":
        return ": count_terms(corpus) makes a matrix"
    tables = [name for name in ("table", "frame", "outcomes") if kind_of(getattr(value, name, None)) == "table"]
    return f": its table is .{tables[0]}" if "table" in kinds and not kind_of(value) and tables else ""
