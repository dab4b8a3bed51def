"""Which rows a caller means by the values of a column: a name that no row bears is refused, with the nearest ones."""

from collections.abc import Callable, Iterable
from difflib import SequenceMatcher
from typing import TypeAlias

import pandas as pd

from toolkit.errors import InvalidValue
from toolkit.places import resolve_place

__all__ = ["Condition", "meets"]

Condition: TypeAlias = str | int | Iterable[str] | Iterable[int] | Callable[..., bool]
"""A value, a collection of values, or a function that tells of a value whether it is meant."""

_NUMBERS = frozenset(("year", "review_year"))
_SHOWN = 8
_NEAR = 0.4


def meets(column: str, wanted: object, values: pd.Series, *, known: pd.Series | None = None, what: str = "document") -> "pd.Series[bool]":
    """Return for each value of a column whether a condition means it; a value that is missing meets none.

    Parameters
    ----------
    column : str
        The name of the column.
    wanted : value, collection of values, or function of a value
        What the caller gave; 云南 means 云南省 where that is a place of the column.
    values : Series
        The column.
    known : Series, optional
        The column of the whole of which ``values`` are a part.
    what : str
        What a row is, for the error.

    Raises
    ------
    InvalidValue
        A value is of the wrong kind, or is a name that no row bears.

    Examples
    --------
    >>> places = pd.Series(["云南省", "清远市", None])
    >>> meets("place", "云南", places).tolist(), meets("place", lambda name: name.endswith("市"), places).tolist()
    ([True, False, False], [False, True, False])
    """
    if callable(wanted):
        answers = [bool(wanted(value)) if there else False for value, there in zip(values, values.notna(), strict=True)]
        return pd.Series(answers, index=values.index, dtype=bool)
    meant = _meant(column, wanted, values if known is None else known, what)
    return values.isin(meant).fillna(False).astype(bool)


def _meant(column: str, wanted: object, known: pd.Series, what: str) -> list[object]:
    """Return the values of a column that a condition means."""
    given = [wanted] if wanted is not None and pd.api.types.is_scalar(wanted) else wanted
    if not isinstance(given, Iterable):
        raise InvalidValue(f"{column}={wanted!r} is not allowed: give a value, a collection of values, or a function of a value")
    listed = list(given)
    if column in _NUMBERS:
        wrong = [value for value in listed if isinstance(value, (str, bytes, bool))]
        if wrong:
            raise InvalidValue(f"{column}={wrong[0]!r} is not allowed: years are whole numbers, such as {_example(known)}")
        return listed
    there = set(known.dropna())
    meant = [_as_known(value, there) if column != "place" else value if value in there else _place(value, there) for value in listed]
    strange = [value for value in meant if value not in there and not (column == "place" and _is_place(value))]
    if strange or (meant and there.isdisjoint(meant)):
        raise InvalidValue(_refusal(column, (strange or meant)[0], there, what))
    return meant


def _example(known: pd.Series) -> str:
    years = known.dropna()
    if years.empty:
        return "2023"
    first, last = int(years.min()), int(years.max())
    return str(last) if first == last else f"{last} (there are {first} to {last})"


def _as_known(value: object, there: set[object]) -> object:
    """Return a value as the column has it, which keeps codes as texts (adcode=440000)."""
    return str(value) if value not in there and not isinstance(value, bool) and str(value) in there else value


def _place(value: object, there: set[object]) -> object:
    """Return the place of the column that a short name stands for."""
    place = resolve_place(value) if isinstance(value, str) and value else None
    begun = [name for name in there if isinstance(value, str) and len(value) > 1 and str(name).startswith(value)]
    return place.name if place and place.name in there else begun[0] if len(begun) == 1 else value


def _is_place(value: object) -> bool:
    """Tell whether a name is that of a place, so that it is not misspelt: a corpus need not have all of them."""
    return isinstance(value, str) and bool(value) and resolve_place(value) is not None


def _refusal(column: str, value: object, there: set[object], what: str) -> str:
    if not there:
        return f"{column}={value!r} meets no {what}: none of the corpus has a known {column}"
    names = sorted(map(str, there), key=lambda name: (-_likeness(str(value), name), name))
    hint = f"; did you mean {names[0]!r}?" if _likeness(str(value), names[0]) >= _NEAR else ""
    shown = ", ".join(map(repr, names[:_SHOWN])) + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")
    return f"{column}={value!r} meets no {what}: the corpus has {shown}{hint}"


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()
