"""Labels beside points, none of which touches another label or a point."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from numpy.typing import NDArray

from toolkit.figures import style
from toolkit.figures.style import GREY, INK

__all__ = ["place_labels"]

Floats = NDArray[np.float64]
_DIRECTIONS = ((1, 0), (-1, 0), (0, 1), (0, -1), (0.75, 0.75), (-0.75, 0.75), (0.75, -0.75), (-0.75, -0.75))
"""Where a label may stand, those that are read most easily first."""
_NEAR, _FAR = 1.0, (8.0, 16.0, 26.0, 38.0, 52.0, 68.0, 90.0)
"""Points between the edge of a point and its label; a label that stands far has a line to its point."""
_WORSE = 8.0
"""How much worse it is to cover a label, or to leave the axes, than to cover a point."""


def place_labels(ax: Axes, at: Floats, radius: Floats, names: Sequence[str], *, size: float = 8.5) -> None:
    """Write a name beside each point; call it last, when the figure has its size.

    The largest points choose first: the nearest place that is free, else the one that covers least, a point rather than a label.

    Parameters
    ----------
    ax : Axes
    at : ndarray, shape (n, 2)
        The points, in data.
    radius : ndarray
        Of each point, in typographic points.
    names : sequence of str
    size : float
        Of the letters.
    """
    figure: Figure = ax.get_figure(root=True)  # type: ignore[assignment]
    figure.draw_without_rendering()
    pixels = figure.dpi / 72
    where, reach = ax.transData.transform(at), np.asarray(radius) * pixels
    points = np.concatenate([where - reach[:, None], where + reach[:, None]], axis=1)
    frame, placed = np.array(ax.get_window_extent().extents), np.zeros((0, 4))
    for one in np.argsort(-reach, kind="stable").tolist():
        text = ax.text(0, 0, names[one], fontsize=size, color=INK, family=style.font_family(), parse_math=False, zorder=5)
        # A label that changed the layout would move the points away from the others.
        text.set(in_layout=False, ha="center", va="center", path_effects=[withStroke(linewidth=1.8, foreground="white")])
        extent = text.get_window_extent()
        half = np.array([extent.width, extent.height]) / 2
        boxes, gaps = _candidates(where[one], reach[one], half, pixels)
        cost = _covered(boxes, points) + _WORSE * (_covered(boxes, placed) + _outside(boxes, frame))
        best = int(np.argmin(cost))
        middle = (boxes[best, :2] + boxes[best, 2:]) / 2
        x, y = ax.transData.inverted().transform(middle).tolist()
        text.set_position((x, y))
        placed = np.concatenate([placed, boxes[best : best + 1]])
        if gaps[best] > _NEAR:
            ax.plot([at[one, 0], x], [at[one, 1], y], color=GREY, linewidth=0.5, zorder=2.5, in_layout=False)


def _candidates(point: Floats, reach: float, half: Floats, pixels: float) -> tuple[Floats, list[float]]:
    """Boxes in which a label may stand, the nearest first, and how far each is from the point."""
    gaps = [gap for gap in (_NEAR, *_FAR) for _ in _DIRECTIONS]
    way = np.array(_DIRECTIONS * (1 + len(_FAR)))
    middle = point + way * (reach + np.array(gaps)[:, None] * pixels + half)
    return np.concatenate([middle - half, middle + half], axis=1), gaps


def _covered(boxes: Floats, others: Floats) -> Floats:
    """The area of each box that others cover."""
    low, high = np.maximum(boxes[:, None, :2], others[None, :, :2]), np.minimum(boxes[:, None, 2:], others[None, :, 2:])
    return np.asarray(np.clip(high - low, 0, None).prod(axis=2).sum(axis=1))


def _outside(boxes: Floats, frame: Floats) -> Floats:
    """The area of each box beyond the axes."""
    whole = (boxes[:, 2:] - boxes[:, :2]).prod(axis=1)
    inside = np.clip(np.minimum(boxes[:, 2:], frame[2:]) - np.maximum(boxes[:, :2], frame[:2]), 0, None).prod(axis=1)
    return np.asarray(whole - inside)
