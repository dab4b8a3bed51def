"""Words that stand together, and places that follow each other, as networks."""

from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from numpy.typing import NDArray

from toolkit.errors import InvalidValue
from toolkit.figures import style
from toolkit.figures.checks import require_at_least, require_columns, require_rows
from toolkit.figures.graphs import draw_arrows, draw_lines, draw_points, layout, size_marks, width_marks
from toolkit.figures.labels import place_labels
from toolkit.figures.marks import mark, place_legend
from toolkit.figures.style import ACCENT, COLOURS, CONTRAST, GREY, Language, wording
from toolkit.given import takes

if TYPE_CHECKING:
    from toolkit.diffusion.network import DiffusionNetwork
    from toolkit.keywords import WordNetwork

__all__ = ["plot_followers", "plot_word_network"]

_EDGES_A_WORD = 3
_WEIGHTS = {"n": ("共现", "together"), "log_likelihood": ("G²", "G²"), "npmi": ("NPMI", "NPMI")}


@takes("word network")
def plot_word_network(
    network: "WordNetwork", *, k: int = 40, seed: int = 0, ax: Axes | None = None, title: str | None = None, lang: Language = "zh"
) -> Axes:  # fmt: skip
    """Draw the words that stand together more often than by chance as a network, and return the axes.

    The area of a point is in how many rows its word stands, the width of a line the weight of the pair, colours are groups of words that
    hang together (Louvain). Where a word stands tells nothing by itself: near ones are connected, directions have no meaning.

    Parameters
    ----------
    network : WordNetwork
        As `cooccurrence_network` returns it, or its ``backbone()``.
    k : int
        Words at most, those with the strongest connections; of the edges between them the 3 k strongest. The note says how many of all
        are shown.
    seed : int
        For the places and the groups.
    ax : Axes, optional
        Where to draw; a new figure by default.
    title : str, optional
        By default what is shown.
    lang : {"zh", "en"}
        Language of the wording.
    """
    require_rows(network.edges, "edges", "lower min_count, or raise alpha of cooccurrence_network or of its backbone")
    require_at_least("k", k, 2)
    words, edges = _strongest(network.nodes, network.edges, network.weight, k)
    number = pd.Series(range(len(words)), index=words["term"])
    pairs: NDArray[np.int64] = np.stack([edges[end].map(number).to_numpy(np.int64) for end in ("first", "second")], axis=1)
    weights = edges[network.weight].to_numpy(float)
    weighted = [(int(one), int(two), float(weight)) for (one, two), weight in zip(pairs, weights, strict=True)]
    at = layout(len(words), weighted, seed=seed)
    ax = style.new_axes(ax, width=6.3, height=5.6)
    draw_lines(ax, at, pairs, weights)
    sizes = words["n"].to_numpy(float)
    drawn = draw_points(ax, at, sizes, _group_colours(len(words), weighted, seed))
    what = wording(lang, *_WEIGHTS[network.weight])
    place_legend(ax, [*size_marks(sizes, wording(lang, "出现行数", "rows with it")), *width_marks(weights, what)])
    shown = (len(words), len(network.nodes), len(edges), len(network.edges))
    note = wording(lang, "{}/{}个词，{}/{}条边", "{} of {} words, {} of {} edges").format(*(f"{n:,}" for n in shown))
    style.finish(ax, title=style.heading(title, lang, "共现词网络", "Words that stand together"), note=note, grid="none", frame=False)
    place_labels(ax, at, np.sqrt(drawn.area) / 2, words["term"].tolist())
    return ax


def _strongest(nodes: pd.DataFrame, edges: pd.DataFrame, weight: str, k: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The words with the strongest connections and the strongest of the edges between them; words that are left alone are not drawn."""
    best = nodes.sort_values(["strength", "term"], ascending=[False, True], kind="stable").head(k)
    inside = edges[edges["first"].isin(best["term"]) & edges["second"].isin(best["term"])]
    kept = inside.sort_values([weight, "first", "second"], ascending=[False, True, True], kind="stable").head(_EDGES_A_WORD * k)
    connected = pd.concat([kept["first"], kept["second"]])
    return best[best["term"].isin(connected)].reset_index(drop=True), kept.reset_index(drop=True)


def _group_colours(n: int, edges: list[tuple[int, int, float]], seed: int) -> list[str]:
    """A colour for each group of points that hang together, the largest first; groups beyond the colours are grey."""
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(n))
    graph.add_weighted_edges_from(edges)
    groups = sorted(map(sorted, nx.community.louvain_communities(graph, seed=seed)), key=lambda group: (-len(group), group))
    colour = {point: COLOURS[rank] if rank < len(COLOURS) else GREY for rank, group in enumerate(groups) for point in group}
    return [colour[point] for point in range(n)]


@takes("diffusion network")
def plot_followers(
    network: "DiffusionNetwork", *, seed: int = 0, ax: Axes | None = None, title: str | None = None, lang: Language = "zh"
) -> Axes:
    """Draw which places take up policies after which others as a network of arrows, and return the axes.

    An arrow leads from a place to one that follows it, as wide as the number of policies that were followed; the area of a point is the
    number of places that follow it. Places without an arrow are not drawn; the note says how many. That one follows the other need not
    mean that it imitates it: see `diffusion_network`.

    Parameters
    ----------
    network : DiffusionNetwork
        As `diffusion_network` returns it.
    seed, ax, title, lang
        As in `plot_word_network`.
    """
    edges, places = network.edges, network.places
    require_columns("network", edges, {"source", "target", "n_followed"}, "diffusion_network")
    if edges.empty:
        raise InvalidValue("the network has no edges: no place follows another beyond chance at its alpha, and that is the finding")
    known = places[places["place"].isin([*edges["source"], *edges["target"]])].reset_index(drop=True)
    number = pd.Series(range(len(known)), index=known["place"])
    pairs: NDArray[np.int64] = np.stack([edges[end].map(number).to_numpy(np.int64) for end in ("source", "target")], axis=1)
    weights = edges["n_followed"].to_numpy(float)
    at = layout(len(known), [(int(one), int(two), 1.0) for one, two in pairs], seed=seed)
    ax = style.new_axes(ax, width=6.3, height=5.2)
    leads, follows = np.isin(range(len(known)), pairs[:, 0]), np.isin(range(len(known)), pairs[:, 1])
    followers = known["n_followers"].to_numpy(float)
    drawn = draw_points(ax, at, np.maximum(followers, 0.25), np.where(leads & follows, GREY, np.where(leads, ACCENT, CONTRAST)).tolist())
    draw_arrows(ax, drawn, pairs, weights)
    roles = [
        (leads & ~follows, ACCENT, wording(lang, "只被跟随", "only followed")),
        (leads & follows, GREY, wording(lang, "两者皆有", "both")),
        (follows & ~leads, CONTRAST, wording(lang, "只跟随", "only follows")),
    ]
    marks = [mark("o", colour, label) for own, colour, label in roles if own.any()]
    marks += size_marks(followers, wording(lang, "跟随者", "followers"))
    place_legend(ax, [*marks, *width_marks(weights, wording(lang, "政策数", "policies"), arrows=True)])
    shown = (len(known), len(places), len(edges))
    note = wording(lang, "{}/{}地，{}条边", "{} of {} places, {} edges").format(*shown)
    style.finish(ax, title=style.heading(title, lang, "政策采用的跟随关系", "Who follows whom"), note=note, grid="none", frame=False)
    place_labels(ax, at, np.sqrt(drawn.area) / 2, known["place"].tolist())
    return ax
