"""Which values of a column a caller means: a name that no document bears is refused, with the nearest one."""

from collections.abc import Iterable
from difflib import get_close_matches

import pandas as pd

from toolkit.errors import InvalidValue
from toolkit.places import resolve_place

__all__ = ["meant_values"]

_NUMBERS = frozenset(("year", "review_year"))
_SHOWN = 8


def meant_values(column: str, wanted: object, known: pd.Series) -> list[object]:
    """Return the values of a column that a condition means.

    Parameters
    ----------
    column : str
        A column of ``documents``.
    wanted : value, or collection of values
        What the caller gave; 云南 means 云南省 where that is a place of the corpus.
    known : Series
        The column of the whole corpus.

    Raises
    ------
    InvalidValue
        A value is of the wrong kind, or is a name that no document bears.
    """
    values = [wanted] if isinstance(wanted, (str, int)) else wanted
    if not isinstance(values, Iterable):
        raise InvalidValue(f"{column}={wanted!r} is not allowed: give a value or a collection of values")
    listed = list(values)
    if column in _NUMBERS:
        wrong = [value for value in listed if isinstance(value, (str, bytes, bool))]
        if wrong:
            raise InvalidValue(f"{column}={wrong[0]!r} is not allowed: years are whole numbers, such as {_example(known)}")
        return listed
    there = set(known.dropna())
    meant = [_as_known(value, there) if column != "place" else value if value in there else _place(value, there) for value in listed]
    strange = [value for value in meant if value not in there and not (column == "place" and _is_place(value))]
    if strange or (meant and there.isdisjoint(meant)):
        raise InvalidValue(_refusal(column, (strange or meant)[0], there))
    return meant


def _example(known: pd.Series) -> object:
    years = known.dropna()
    return 2023 if years.empty else int(years.max())


def _as_known(value: object, there: set[object]) -> object:
    """Return a value as the corpus has it, which keeps codes as texts (adcode=440000)."""
    return str(value) if value not in there and not isinstance(value, bool) and str(value) in there else value


def _place(value: object, there: set[object]) -> object:
    """Return the place of the corpus that a short name stands for."""
    place = resolve_place(value) if isinstance(value, str) and value else None
    begun = [name for name in there if isinstance(value, str) and len(value) > 1 and str(name).startswith(value)]
    return place.name if place and place.name in there else begun[0] if len(begun) == 1 else value


def _is_place(value: object) -> bool:
    """Tell whether a name is that of a place, so that it is not misspelt: a corpus need not have all of them."""
    return isinstance(value, str) and bool(value) and resolve_place(value) is not None


def _refusal(column: str, value: object, there: set[object]) -> str:
    if not there:
        return f"{column}={value!r} meets no document: none of the corpus has a known {column}"
    names = sorted(map(str, there))
    near = get_close_matches(str(value), names, n=1, cutoff=0.4)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    shown = ", ".join(map(repr, names[:_SHOWN])) + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")
    return f"{column}={value!r} meets no document: the corpus has {shown}{hint}"
