"""Covariates of documents into the columns of a regression, and the comparisons that are read from it."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from toolkit.errors import InvalidValue, invalid

__all__ = ["Comparison", "Design", "level_of", "make_design"]

Floats = NDArray[np.float64]


class Comparison(NamedTuple):
    """A linear combination of coefficients: one more of a number, or one category against another."""

    covariate: str
    value: str
    reference: str
    weights: Floats


class Design(NamedTuple):
    matrix: Floats
    comparisons: tuple[Comparison, ...]


def level_of(adcode: object) -> str | None:
    """Return the level of government of an adcode: nation, province, prefecture, county.

    Examples
    --------
    >>> [level_of(code) for code in ("000000", "440000", "441800", "441825", None)]
    ['nation', 'province', 'prefecture', 'county', None]
    """
    if not isinstance(adcode, str) or len(adcode) != 6:
        return None
    if adcode.endswith("0000"):
        return "nation" if adcode == "000000" else "province"
    return "prefecture" if adcode.endswith("00") else "county"


def make_design(table: pd.DataFrame, by: Sequence[str], categories: Sequence[str], contrasts: str) -> Design:
    """Return the design of the covariates: numbers as they are, centred, all else as categories against the most frequent one.

    Raises
    ------
    InvalidValue
        A covariate has one value only, or is told by the others.
    """
    if contrasts not in ("reference", "pairs"):
        raise invalid("contrasts", contrasts, ["reference", "pairs"])
    columns: list[Floats] = [np.ones(len(table))]
    plan: list[tuple[str, list[str], int]] = []
    for name in by:
        values = table[name]
        if pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values) and name not in categories:
            numbers = values.to_numpy(dtype=float)
            plan.append((name, [], len(columns)))
            columns.append(numbers - numbers.mean())
            continue
        counted = values.astype(str).value_counts().sort_index().sort_values(ascending=False, kind="stable")
        kinds = [str(kind) for kind in counted.index]
        plan.append((name, kinds, len(columns)))
        columns += [np.asarray(values.astype(str) == kind, dtype=np.float64) for kind in kinds[1:]]
    for name, kinds, _ in plan:
        if len(kinds) == 1 or table[name].nunique() < 2:
            raise InvalidValue(f"{name!r} has one value only among the {len(table)} documents: leave it out of by")
    matrix = np.column_stack(columns)
    scaled = matrix / np.maximum(np.sqrt((matrix**2).sum(axis=0)), 1e-300)
    if len(table) <= matrix.shape[1] or np.linalg.matrix_rank(scaled) < matrix.shape[1]:
        raise InvalidValue(
            f"{len(table)} documents cannot tell the effects of {', '.join(by)} apart: give fewer covariates, or ones that none of "
            "the others tells"
        )
    return Design(matrix, tuple(_comparisons(plan, matrix.shape[1], contrasts)))


def _comparisons(plan: list[tuple[str, list[str], int]], width: int, contrasts: str) -> list[Comparison]:
    unit = np.eye(width)
    found = []
    for name, kinds, first in plan:
        if not kinds:
            found.append(Comparison(name, "+1", "", unit[first]))
            continue
        at = [np.zeros(width), *(unit[first + number] for number in range(len(kinds) - 1))]
        pairs = [(one, two) for two in range(len(kinds)) for one in range(two + 1, len(kinds)) if contrasts == "pairs" or two == 0]
        found += [Comparison(name, kinds[one], kinds[two], at[one] - at[two]) for one, two in pairs]
    return found
