"""``hazard_model``: what makes a place adopt in a year, given that it has not yet."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import stdtr, stdtrit

from toolkit.diffusion.binary import LINKS, BinaryData, fit_binary, robust_covariance
from toolkit.diffusion.design import TIMES, design_of, strata_of
from toolkit.display.numbers import counted
from toolkit.errors import InvalidValue, invalid
from toolkit.given import takes
from toolkit.trail import with_trail

__all__ = ["HazardModel", "hazard_model"]

Floats = NDArray[np.float64]
_EVENTS_A_TERM = 5
"""Below it estimates are unsteady (Vittinghoff and McCulloch 2007, American Journal of Epidemiology 165)."""
_BASELINE = {"log(time)", "time^1", "time^2", "time^3"}


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class HazardModel:
    """A fitted hazard. Made by `hazard_model`.

    Parameters
    ----------
    coefficients : DataFrame
        ``term, coefficient, se, t, p, low, high, ratio, ratio_low, ratio_high, baseline`` (whether the term only describes time).
        Each policy, or each year of each policy, has a level of its own that is not listed.
    covariance : DataFrame
        Robust covariance of the coefficients.
    summary : DataFrame
        One row: ``n_rows, n_events, n_places, n_policies, n_clusters, link, time, reduce_bias, log_likelihood``.
    """

    coefficients: pd.DataFrame
    covariance: pd.DataFrame
    summary: pd.DataFrame

    def __repr__(self) -> str:
        told = self.summary.iloc[0]
        shown = self.coefficients.loc[~self.coefficients["baseline"], ["term", "coefficient", "low", "high"]]
        terms = "; ".join(
            f"{term} {value:.2f} [{low:.2f}, {high:.2f}]" for term, value, low, high in shown.itertuples(index=False)
        )
        few = told["n_events"] < _EVENTS_A_TERM * len(shown)
        caution = f"; fewer than {_EVENTS_A_TERM} events a term: estimates are unsteady" if few else ""
        return f"<HazardModel: {counted(told['n_events'], 'events')} in {told['n_rows']} place-years, {told['link']}: {terms}{caution}>"


@takes("table", made_by="event_table")
def hazard_model(
    events: pd.DataFrame, covariates: Sequence[str] = ("neighbours_share",), *, link: str = "cloglog", time: str = "year",
    cluster: str = "place", reduce_bias: bool = True, confidence: float = 0.95,
) -> HazardModel:  # fmt: skip
    """Return a discrete-time hazard of adoption, pooled over the policies of the table.

    Parameters
    ----------
    events : DataFrame
        Of `event_table`, with your columns; one row a place-year at risk.
    covariates : sequence of str
        Columns of it. Words (region, level) are compared with the first of them in code point order.
    link : {"cloglog", "logit"}
        The complementary log–log is the hazard of continuous time seen year by year: coefficients are log hazard ratios, and years
        without reports enter exactly, by ``log(exposure)``. The logit's are log odds ratios, with the same offset as an approximation.
    time : {"year", "log", "cubic", "none"}
        How the hazard changes over time. With ``year`` freely: only places at risk in the same year of the same policy are compared, so
        that a campaign from above, which makes all adopt at once, is no effect of neighbours (with a smooth course it is one in most
        simulations: ``benchmarks/diffusion.py``). ``log`` and ``cubic`` of the years at risk also take covariates that are the same for all
        places of a year.
    cluster : str
        Column whose rows are not independent of one another; errors are robust to that (jackknife over clusters, CV3; the
        model's own where they are larger), p values and intervals of Student's t with one degree of freedom less than clusters.
    reduce_bias : bool
        Firth's reduction of bias, which small samples need and separation does; False gives the plain maximum of the likelihood.
    confidence : float
        Of the intervals.

    References
    ----------
    Berry, F. S., Berry, W. D. (1990). State lottery adoptions as policy innovations. APSR 84. Box-Steffensmeier, J.
    M., Jones, B. S. (2004).
    Event history modeling. Cambridge UP. MacKinnon, J. G., Nielsen, M. Ø., Webb, M. D. (2023). Cluster-robust
    inference. J. Econometrics 232.

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> when = {"a": 1, "b": 2, "c": 2, "d": 3, "e": 3, "f": 3}
    >>> rows = [(place, year, int(year == adopted)) for place, adopted in when.items() for year in range(1, adopted + 1)]
    >>> events = pd.DataFrame(rows, columns=["place", "year", "event"]).assign(policy="p", exposure=1, time=1)
    >>> model = tk.hazard_model(events, [], time="none")
    >>> model.summary[["n_rows", "n_events", "n_places"]].values.tolist()
    [[14, 6, 6]]
    """
    if link not in LINKS:
        raise invalid("link", link, LINKS)
    if time not in TIMES:
        raise invalid("time", time, TIMES)
    if cluster not in events.columns:
        raise invalid("cluster", cluster, events.columns)
    if not 0 < confidence < 1:
        raise invalid("confidence", confidence, "between 0 and 1")
    _require_both(events)
    if time == "year":
        # A year in which no place at risk adopts, or all do, compares nothing.
        compared = events[events.groupby(["policy", "year"])["event"].transform("nunique") > 1]
        if compared.empty:
            raise InvalidValue(
                f"none of the {int(events['event'].sum())} events falls in a year in which another place was at risk of the same policy "
                "and did not name it: time='year' has nothing to compare; give more places or policies, or time='log'"
            )
        events = compared
    outcome = events["event"].to_numpy(dtype=np.float64)
    design = design_of(events, covariates, time)
    offset = np.log(events["exposure"].to_numpy(dtype=np.float64))
    data = BinaryData(design.to_numpy(dtype=np.float64), strata_of(events, time), outcome, offset)
    fit = fit_binary(data, link=link, reduce_bias=reduce_bias)
    groups = np.asarray(pd.factorize(events[cluster], sort=True)[0], dtype=np.int64)
    n_clusters = int(groups.max()) + 1
    if n_clusters < 2:
        raise InvalidValue(f"the rows are all of one {cluster}: robust errors need two or more")
    covariance = robust_covariance(fit, groups)
    # Robust errors of few clusters are too small at times: the larger of both keeps the level (Angrist and Pischke 2009, 8.2).
    errors = np.sqrt(np.maximum(np.diag(covariance), np.diag(fit.covariance)))
    terms = [str(name) for name in design]
    table = _table(terms, fit.coefficients, errors, n_clusters - 1, confidence)
    options = {
        "covariates": list(covariates),
        "link": link,
        "time": time,
        "cluster": cluster,
        "reduce_bias": reduce_bias,
        "confidence": confidence,
    }
    summary = pd.DataFrame([{
        "n_rows": len(events), "n_events": int(outcome.sum()), "n_places": events["place"].nunique(),
        "n_policies": events["policy"].nunique(),
        "n_clusters": n_clusters, "link": link, "time": time, "reduce_bias": reduce_bias, "log_likelihood": fit.log_likelihood,
    }])  # fmt: skip
    before = events.attrs.get("trail", [])
    return HazardModel(
        with_trail(table, before, "hazard_model", **options), pd.DataFrame(covariance, index=terms, columns=terms),
        with_trail(summary, before, "hazard_model", **options),
    )  # fmt: skip


def _require_both(events: pd.DataFrame) -> None:
    """An error that tells why there is nothing to compare."""
    n = int(events["event"].sum())
    if n == 0:
        raise InvalidValue(
            f"the table has 0 events in {len(events)} rows: no place is seen to name a policy for the first time after it was at risk; "
            "mentions in a place's first report do not count (status 'in first report' of first_mentions)"
        )
    if n == len(events):
        raise InvalidValue(
            f"all {n} rows are events: every place named the policy in its first year at risk, so that there is nobody to compare it with"
        )


def _table(terms: list[str], values: Floats, errors: Floats, df: int, confidence: float) -> pd.DataFrame:
    ratio = values / errors
    half = stdtrit(df, 0.5 + confidence / 2) * errors
    return pd.DataFrame({
        "term": pd.Series(terms, dtype="str"), "coefficient": values, "se": errors, "t": ratio, "p": 2 * stdtr(df, -np.abs(ratio)),
        "low": values - half, "high": values + half,
        "ratio": np.exp(values), "ratio_low": np.exp(values - half), "ratio_high": np.exp(values + half),
        "baseline": [term.split("=")[0] in _BASELINE for term in terms],
    })  # fmt: skip
