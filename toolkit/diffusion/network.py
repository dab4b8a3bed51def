"""``diffusion_network``: who follows whom over many policies, beyond what chance and quickness give."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from toolkit.diffusion.precocity import quickness, shuffled_years
from toolkit.errors import InvalidValue, invalid
from toolkit.given import takes
from toolkit.trail import with_trail

if TYPE_CHECKING:
    import networkx

__all__ = ["DiffusionNetwork", "diffusion_network"]

Floats = NDArray[np.float64]
_COLUMNS = [
    "source", "target", "n_policies", "n_followed", "gain", "expected", "z", "p", "p_adjusted", "edge", "rank", "gain_left", "policies"
]  # fmt: skip
NULLS = ("quickness", "shuffle")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class DiffusionNetwork:
    """Pairs of places and which of them are edges. Made by `diffusion_network`.

    Parameters
    ----------
    pairs : DataFrame
        One row a pair and direction: ``source, target, n_policies`` (dated for both), ``n_followed`` (the target named it 1 to `window`
        years after the source), ``gain`` (the sum of what each says for following), ``expected`` and ``z`` under the orders without
        following, ``p, p_adjusted``, ``edge``, ``rank`` and ``gain_left`` (the order in which NetInf's greedy search
        takes the edges, and what
        each explains that earlier ones do not), ``policies`` that were followed.
    places : DataFrame
        ``place, n_policies`` (dated), ``quickness, n_followers, n_followed``.
    """

    pairs: pd.DataFrame
    places: pd.DataFrame

    @property
    def edges(self) -> pd.DataFrame:
        """The pairs that are edges, the first taken first."""
        return self.pairs[self.pairs["edge"]].sort_values("rank", kind="stable", ignore_index=True)

    def graph(self) -> "networkx.DiGraph":
        """Return the places and edges, from the one that leads to the one that follows, with all columns as attributes."""
        import networkx

        graph = networkx.DiGraph()
        graph.add_nodes_from((row.pop("place"), row) for row in self.places.to_dict("records"))
        graph.add_edges_from((row.pop("source"), row.pop("target"), row) for row in self.edges.to_dict("records"))
        return graph

    def __repr__(self) -> str:
        return f"<DiffusionNetwork: {len(self.places)} places, {int(self.pairs['edge'].sum())} edges of {len(self.pairs)} pairs>"


@takes("table", made_by="first_mentions")
def diffusion_network(
    first: pd.DataFrame,
    *,
    window: int = 5,
    null: str = "quickness",
    n_permutations: int = 999,
    alpha: float = 0.05,
    seed: int = 0,
) -> DiffusionNetwork:
    """Return who takes up policies after whom more often than orders without following do.

    An edge says that adoptions are as if the one followed the other; that both follow a third that the corpus lacks, or the same
    central plan at different speed, looks the same. What is dealt anew many times are the years of each policy among the places that
    named it; an edge is kept if its gain is beyond the largest of all pairs in all but `alpha` of the dealings (one false edge in the
    whole network at that level). Many policies are needed: 30 at least, not 3.

    Parameters
    ----------
    first : DataFrame
        Of `first_mentions` over many policies, the centre included where it is to be a place. Only adoptions whose year is sure
        (``status`` *observed*) count.
    window : int
        Years within which naming a policy later counts as following: the gain falls by one for each year of delay, as the log-likelihood
        of an exponential wait does, from `window` to 1.
    null : {"quickness", "shuffle"}
        Whether the orders without following keep how quick each place is in general, or are merely shuffled. With ``shuffle`` whoever is
        always early leads all who are always late.
    n_permutations : int
    alpha : float
        The chance of any false edge.
    seed : int

    References
    ----------
    Gomez-Rodriguez, M., Leskovec, J., Krause, A. (2012). Inferring networks of diffusion and influence. ACM TKDD 5. Desmarais, B. A.,
    Harden, J. J., Boehmke, F. J. (2015). Persistent policy pathways. APSR 109. Westfall, P. H., Young, S. S. (1993). Resampling-based
    multiple testing. Wiley.

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> rng = np.random.default_rng(0)
    >>> rows = []
    >>> for policy in range(40):
    ...     years = dict(zip("ABCDE", rng.integers(2001, 2012, 5)))
    ...     years["E"] = years["A"] + 1
    ...     rows += [(f"p{policy}", place, "observed", int(year)) for place, year in years.items()]
    >>> first = pd.DataFrame(rows, columns=["policy", "place", "status", "first_year"])
    >>> tk.diffusion_network(first, n_permutations=199).edges[["source", "target", "n_followed"]].values.tolist()
    [['A', 'E', 40]]
    """
    if null not in NULLS:
        raise invalid("null", null, NULLS)
    if window < 1 or n_permutations < 1:
        raise invalid(
            "window" if window < 1 else "n_permutations", window if window < 1 else n_permutations, "1 or more"
        )
    if not 0 < alpha < 1:
        raise invalid("alpha", alpha, "between 0 and 1")
    years, places, policies = _years(first)
    worth = quickness(years)
    gain = _gains(years, window).sum(axis=0)
    dealt = _dealings(years, worth if null == "quickness" else np.ones(len(places)), window, n_permutations, seed)
    pairs = _tested(gain, dealt, alpha)
    pairs |= _greedy(_gains(years, window), pairs["edge"])
    table = _table(pairs, years, places, policies, gain, window)
    options = {"window": window, "null": null, "n_permutations": n_permutations, "alpha": alpha, "seed": seed}
    before = first.attrs.get("trail", [])
    known = pd.DataFrame({
        "place": pd.Series(places, dtype="str"), "n_policies": (~np.isnan(years)).sum(axis=0), "quickness": worth,
        "n_followers": pairs["edge"].sum(axis=1), "n_followed": pairs["edge"].sum(axis=0),
    })  # fmt: skip
    return DiffusionNetwork(
        with_trail(table, before, "diffusion_network", **options),
        with_trail(known, before, "diffusion_network", **options),
    )


def _years(first: pd.DataFrame) -> tuple[Floats, list[str], list[str]]:
    """Policies × places: the years that are sure, nan elsewhere."""
    sure = first[first["status"] == "observed"]
    grid = sure.pivot_table(index="policy", columns="place", values="first_year", aggfunc="min", sort=True)
    grid = grid[grid.notna().sum(axis=1) > 1]
    if grid.shape[0] < 2 or grid.shape[1] < 3:
        hint = "; give first_mentions several as a mapping of names to wordings: a list is of the wordings of one policy"
        policies = "1 policy has" if grid.shape[0] == 1 else f"{grid.shape[0]} policies have"
        raise InvalidValue(
            f"{policies} sure years of two places or more, of {grid.shape[1]} places in all: a network needs 2 policies and 3 places at "
            f"least{hint if first['policy'].nunique() == 1 else ''}"
        )
    return grid.to_numpy(dtype=np.float64), [str(name) for name in grid.columns], [str(name) for name in grid.index]


def _gains(years: Floats, window: int) -> Floats:
    """Policies × sources × targets: what the delay says for following, 0 beyond the window and in the same year."""
    delay = years[:, None, :] - years[:, :, None]
    return np.where((delay >= 1) & (delay <= window), window + 1 - delay, 0.0)


def _dealings(years: Floats, worth: Floats, window: int, n: int, seed: int) -> Floats:
    rng = np.random.default_rng(seed)
    return np.array([_gains(shuffled_years(years, worth, rng), window).sum(axis=0) for _ in range(n)])


def _tested(gain: Floats, dealt: Floats, alpha: float) -> dict[str, NDArray[Any]]:
    """Each pair against its own dealings, and against the largest of all pairs in each dealing."""
    n = len(dealt)
    # What was seen is one of the dealings, if there is no following: so it counts for the mean and the spread too.
    all_of = np.concatenate([gain[None], dealt])
    expected, spread = all_of.mean(axis=0), all_of.std(axis=0)
    safe = np.where(spread > 0, spread, np.inf)
    z, largest = (gain - expected) / safe, ((dealt - expected) / safe).reshape(n, -1).max(axis=1)
    p = (1 + (dealt >= gain).sum(axis=0)) / (n + 1)
    adjusted = (1 + (largest[:, None, None] >= z).sum(axis=0)) / (n + 1)
    return {"expected": expected, "z": z, "p": p, "p_adjusted": adjusted, "edge": adjusted <= alpha}


def _greedy(gains: Floats, edge: NDArray[np.bool_]) -> dict[str, NDArray[Any]]:
    """NetInf: edges one by one, each time the one that explains most of what those before it leave."""
    best = np.zeros((gains.shape[0], gains.shape[2]))
    rank, left = np.zeros(edge.shape, dtype=np.int64), np.zeros(edge.shape)
    open_ = edge.copy()
    for at in range(1, int(edge.sum()) + 1):
        more = np.where(open_, np.maximum(gains - best[:, None, :], 0).sum(axis=0), -1.0)
        source, target = np.unravel_index(int(more.argmax()), more.shape)
        rank[source, target], left[source, target], open_[source, target] = at, more[source, target], False
        best[:, target] = np.maximum(best[:, target], gains[:, source, target])
    return {"rank": rank, "gain_left": left}


def _table(
    pairs: dict[str, NDArray[Any]], years: Floats, places: list[str], policies: list[str], gain: Floats, window: int
) -> pd.DataFrame:
    known = (~np.isnan(years)).astype(np.int64)
    followed = _gains(years, window) > 0
    source, target = np.nonzero(~np.eye(len(places), dtype=bool))
    table = pd.DataFrame({name: values[source, target] for name, values in pairs.items()})
    table["source"], table["target"] = np.array(places, dtype=object)[source], np.array(places, dtype=object)[target]
    table["n_policies"] = (known.T @ known)[source, target]
    table["n_followed"] = followed.sum(axis=0)[source, target]
    table["gain"] = gain[source, target]
    names = np.array(policies, dtype=object)
    table["policies"] = ["、".join(names[followed[:, i, j]]) for i, j in zip(source, target, strict=True)]
    table = table.astype({"source": "str", "target": "str", "policies": "str"})
    return table.sort_values(
        ["p_adjusted", "z", "source", "target"], ascending=[True, False, True, True], kind="stable", ignore_index=True
    )[_COLUMNS]
