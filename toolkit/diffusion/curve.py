"""``adoption_curve``: the share of places that have adopted a policy by each year."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from toolkit.diffusion.first import adoptions
from toolkit.diffusion.turnbull import with_mass
from toolkit.errors import invalid
from toolkit.given import takes
from toolkit.statistics import wilson
from toolkit.trail import with_trail

__all__ = ["adoption_curve"]

_COLUMNS = [
    "policy", "group", "year", "n_places", "n_at_risk", "n_adopted", "n_in_first", "n_unknown", "share", "low",
    "high", "least", "most", "places", "doc_ids"
]  # fmt: skip
_COUNTS = dict.fromkeys(("n_places", "n_at_risk", "n_adopted", "n_in_first", "n_unknown"), "int64")


@takes("table", made_by="first_mentions")
def adoption_curve(first: pd.DataFrame, *, by: str | None = None, confidence: float = 0.95) -> pd.DataFrame:
    """Return the share of places that have adopted each policy by the end of each year, with its interval.

    Reports are missing, begin late or end early, so that of some places only an interval is known: the share is Turnbull's estimate,
    which is Kaplan and Meier's where no report is missing.

    Parameters
    ----------
    first : DataFrame
        Of `first_mentions`. The centre is no place at risk.
    by : {"region", "level"}, optional
        One curve for each region or level.
    confidence : float
        Of ``low`` and ``high``: Wilson's interval of the places whose state is known that year. It is about places like these; where
        the corpus has every place there is nothing to infer, and the interval only tells how few they are.

    Returns
    -------
    DataFrame
        ``policy, group, year, n_places, n_at_risk`` (known to be without at the end of the year before, and not yet out of sight),
        ``n_adopted`` (first named in that year), ``n_in_first`` (of these, whose first report it is: they were not
        at risk), ``n_unknown`` (of which the state at the end of the year is not known), ``share, low,
        high``, ``least`` and ``most`` (if all or none of the unknown were without), ``places, doc_ids`` (of those that first name it).

    References
    ----------
    Turnbull, B. W. (1976). The empirical distribution function with arbitrarily grouped, censored and truncated data. JRSS B 38.

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> texts = ["修渠道。", "推行湖长制。", "修道路。", "落实湖长制。"]
    >>> table = pd.DataFrame({"text": texts, "place": ["浙江省", "浙江省", "江苏省", "江苏省"], "year": [2016, 2017, 2016, 2018]})
    >>> curve = tk.adoption_curve(tk.first_mentions(tk.build_corpus(table), "湖长制"))
    >>> curve[["year", "n_adopted", "n_unknown", "share", "least", "most"]]
       year  n_adopted  n_unknown  share  least  most
    0  2016          0          0    0.0    0.0   0.0
    1  2017          1          1    1.0    0.5   1.0
    2  2018          1          0    1.0    1.0   1.0
    """
    if by not in (None, "region", "level"):
        raise invalid("by", by, ["region", "level"])
    if not 0 < confidence < 1:
        raise invalid("confidence", confidence, "between 0 and 1")
    places = adoptions(first)
    places = places.assign(group="" if by is None else places[by].astype("object").fillna("unknown"))
    groups = places.groupby(["policy", "group"], sort=False)
    rows = [row for (policy, group), members in groups for row in _curve(members, str(policy), str(group), confidence)]
    table = pd.DataFrame(rows, columns=_COLUMNS).astype(_COUNTS | {"year": "int64", "share": "float64"})
    return with_trail(table, first.attrs.get("trail", []), "adoption_curve", by=by, confidence=confidence)


def _curve(members: pd.DataFrame, policy: str, group: str, confidence: float) -> list[dict[str, Any]]:
    years = np.arange(int(members["first_report"].min()), int(members["last_report"].max()) + 1)
    adopted, without = _bounds(members)
    # The last column stands for what comes after the last year, or never.
    grid = np.append(years, years[-1] + 1)
    possible = (grid > without[:, None]) & (grid <= adopted[:, None])
    share = np.cumsum(with_mass(possible))[:-1].round(6)
    done, open_ = adopted[:, None] <= years, without[:, None] >= years
    n, n_done, n_open = len(members), done.sum(axis=0), open_.sum(axis=0)
    n_known = n_done + n_open
    low, high = wilson(share * n_known, n_known, confidence)
    at_risk = (without[:, None] >= years - 1) & (members["last_report"].to_numpy(dtype=np.int64)[:, None] >= years)
    rows = []
    for at, year in enumerate(years):
        new = members[members["first_year"].eq(year).fillna(False).astype(bool)]
        rows.append({
            "policy": policy, "group": group, "year": year, "n_places": n, "n_at_risk": int(at_risk[:, at].sum()), "n_adopted": len(new),
            "n_in_first": int(new["not_before"].isna().sum()),
            "n_unknown": n - int(n_done[at]) - int(n_open[at]), "share": share[at], "low": low[at], "high": high[at],
            "least": n_done[at] / n, "most": 1 - n_open[at] / n,
            "places": "、".join(new["place"]), "doc_ids": "、".join(new["doc_id"]),
        })  # fmt: skip
    return rows


def _bounds(members: pd.DataFrame) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The year by which each place has adopted (far away where it has not), and the last one known to be without (far back if none)."""
    adopted = members["first_year"].astype("Int64").fillna(9999)
    without = members["not_before"].astype("Int64").fillna(-9999)
    return np.asarray(adopted, dtype=np.int64), np.asarray(without, dtype=np.int64)
