"""Networks as points and lines: places of the points, sizes, and what sizes and widths mean."""

from collections.abc import Sequence
from typing import NamedTuple

import networkx as nx
import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch
from numpy.typing import NDArray

from toolkit.figures.style import GREY

__all__ = ["LARGEST", "Drawn", "areas", "draw_arrows", "draw_lines", "draw_points", "layout", "size_marks", "width_marks", "widths"]

Floats = NDArray[np.float64]
LARGEST, _SMALLEST = 420.0, 14.0
"""Areas of points, in square points; that of the largest value, and the least that is still seen."""
_WIDEST = 5.0
_LINE_GREY = "#b9c4cf"


class Drawn(NamedTuple):
    """Places of points, and their areas in square points."""

    at: Floats
    area: Floats


def layout(n: int, edges: Sequence[tuple[int, int, float]], *, seed: int) -> Floats:
    """Return places for points 0 to n − 1, those of strong edges near each other, from −1 to 1: the same seed gives the same places."""
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(n))
    graph.add_weighted_edges_from(edges)
    most = max((weight for *_, weight in edges), default=1.0)
    for *_, told in graph.edges(data=True):
        # By the root, so that one strong edge doesn't pull its ends into one point.
        told["weight"] = np.sqrt(told["weight"] / most)
    places = nx.spring_layout(graph, k=2.2 / np.sqrt(max(n, 1)), iterations=300, seed=seed)
    at = np.array([places[node] for node in range(n)])
    # Partly by rank: points in the middle get room without far ones flying off.
    ranks = at.argsort(axis=0).argsort(axis=0) / max(n - 1, 1) * 2 - 1
    return np.asarray(0.4 * at / np.abs(at).max(axis=0) + 0.6 * ranks)


def areas(values: Floats, most: float, largest: float = LARGEST) -> Floats:
    """Return the areas of points in square points, in proportion to their values; the most has the largest."""
    return np.asarray(np.maximum(largest * values / most, _SMALLEST))


def widths(weights: Floats) -> Floats:
    """Return the widths of lines in proportion to their weights."""
    return np.asarray(np.maximum(_WIDEST * weights / weights.max(), 0.3))


def draw_points(ax: Axes, at: Floats, values: Floats, colours: Sequence[str]) -> Drawn:
    """Draw points whose area is that of their values."""
    area = areas(values, float(values.max()))
    ax.scatter(at[:, 0], at[:, 1], s=area, c=list(colours), edgecolors="white", linewidths=0.6, zorder=3)
    ax.margins(0.12)
    ax.set_xticks([])
    ax.set_yticks([])
    return Drawn(at, area)


def draw_lines(ax: Axes, at: Floats, pairs: NDArray[np.int64], weights: Floats) -> None:
    """Draw a line for each pair of points, as wide as its weight, the weak ones below."""
    order = np.argsort(weights, kind="stable")
    ax.add_collection(LineCollection(list(at[pairs[order]]), linewidths=widths(weights)[order], colors=_LINE_GREY, alpha=0.7, zorder=1))


def draw_arrows(ax: Axes, drawn: Drawn, pairs: NDArray[np.int64], weights: Floats) -> None:
    """Draw an arrow for each pair of points, from the first to the second, bent so that those there and back are two."""
    radius = np.sqrt(drawn.area) / 2
    for (first, second), width in zip(pairs.tolist(), 0.5 * widths(weights), strict=True):
        arrow = FancyArrowPatch(
            tuple(drawn.at[first]), tuple(drawn.at[second]), arrowstyle="-|>", mutation_scale=7 + width, linewidth=width, color=_LINE_GREY,
            connectionstyle="arc3,rad=0.12", shrinkA=radius[first], shrinkB=radius[second] + 1, zorder=2,
        )  # fmt: skip
        ax.add_patch(arrow)


def size_marks(values: Floats, what: str, *, largest: float = LARGEST) -> list[Line2D]:
    """Return points for a legend, and what value each size is."""
    return [
        Line2D(
            [], [], linestyle="none", marker="o", color=GREY, markeredgewidth=0, label=f"{what} {value:,g}",
            markersize=float(np.sqrt(areas(np.array([value]), float(values.max()), largest)[0])),
        )
        for value in _round_values(values)
    ]  # fmt: skip


def width_marks(weights: Floats, what: str, *, arrows: bool = False) -> list[Line2D]:
    """Return lines for a legend, and what weight each width is."""
    scale = (0.5 if arrows else 1.0) * _WIDEST / weights.max()
    return [
        Line2D([], [], color=_LINE_GREY, linewidth=value * scale, label=f"{what} {value:,g}")
        for value in _round_values(weights)
    ]


def _round_values(values: Floats) -> list[float]:
    """A small and a large round number within the values above 0."""
    most, least = float(values.max()), float(values[values > 0].min())
    large = _round_down(most)
    small = _round_down(max(least, most / 8))
    return [small, large] if small < large else [large]


def _round_down(value: float) -> float:
    """The greatest 1, 2 or 5 times a power of ten that is not above a value."""
    power = 10.0 ** np.floor(np.log10(value))
    return float(max(step for step in (1, 2, 5) if step * power <= value * (1 + 1e-9)) * power)
