"""The design of a hazard model: covariates, categories against the first of them, time, and the strata that have a level of their own."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from toolkit.diffusion.binary import Ints
from toolkit.errors import InvalidValue, invalid

__all__ = ["TIMES", "design_of", "strata_of"]

TIMES = ("year", "log", "cubic", "none")


def strata_of(events: pd.DataFrame, time: str) -> Ints:
    """The policy of each row, or with ``year`` the policy and year: rows of one stratum are compared with one another."""
    keys = ["policy", "year"] if time == "year" else ["policy"]
    return np.asarray(events.groupby(keys, sort=True).ngroup(), dtype=np.int64)


def design_of(events: pd.DataFrame, covariates: Sequence[str], time: str) -> pd.DataFrame:
    """Return one column a term: the covariates, then the course of time."""
    missing = [name for name in covariates if name not in events.columns]
    if missing:
        raise invalid(
            "covariate", missing[0], [name for name in events.columns if name not in ("event", "doc_id", "sentence_id")]
        )
    columns = [column for name in covariates for column in _covariate(events[name], name)]
    if time == "year" and (
        same := [name for name in covariates if (events.groupby(["policy", "year"])[name].nunique() <= 1).all()]
    ):
        raise InvalidValue(
            f"the covariate {same[0]!r} is the same for all places of a year, which time='year' leaves out: use time='log'"
        )
    at = events["time"].astype("float64")
    if time == "log":
        columns.append(pd.Series(np.log(at), name="log(time)"))
    if time == "cubic":
        # Decades, so that the cubes stay of the size of the other columns.
        columns += [((at / 10) ** power).rename(f"time^{power}") for power in (1, 2, 3)]
    return pd.concat(columns, axis=1) if columns else pd.DataFrame(index=events.index)


def _covariate(values: pd.Series, name: str) -> list[pd.Series]:
    if values.isna().any():
        raise InvalidValue(
            f"the covariate {name!r} is missing in {int(values.isna().sum())} of {len(values)} rows: fill or drop them first"
        )
    if pd.api.types.is_numeric_dtype(values) or pd.api.types.is_bool_dtype(values):
        return [values.astype("float64").rename(name)]
    levels = sorted(set(values.astype("str")))
    return [(values.astype("str") == level).astype("float64").rename(f"{name}={level}") for level in levels[1:]]
