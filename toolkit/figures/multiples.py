"""Small multiples: many little axes of the same kind inside one."""

from collections.abc import Callable, Sequence
from typing import Literal

from matplotlib.axes import Axes

from toolkit.figures import style
from toolkit.figures.checks import require_at_least

__all__ = ["draw_multiples", "multiples_axes"]

_HEIGHT = 1.3
_ABOVE, _BELOW = 0.26, 0.2
"""Inches that the name on top and the numbers below need."""

_LEFT = 0.06
"""What the numbers at the left need, of the whole width."""


def multiples_axes(ax: Axes | None, n: int, columns: int, *, height: float = _HEIGHT) -> Axes:
    """Return the axes given, or new ones in which `n` small ones of some height in inches have room."""
    require_at_least("columns", columns)
    columns = min(columns, n)
    return style.new_axes(ax, width=min(7.4, 0.6 + 1.75 * columns), height=0.8 + height * -(-n // columns))


def draw_multiples(
    ax: Axes, names: Sequence[str], draw: Callable[[Axes, int], None], *, columns: int, height: float = _HEIGHT,
    every_scale: bool = False, grid: Literal["x", "y"] = "y",
) -> None:  # fmt: skip
    """Draw a small figure for each name, with the name on top; numbers stand at the left and at the bottom only.

    Parameters
    ----------
    ax : Axes
        What holds them; it keeps no scale of its own.
    names : sequence of str
    draw : callable
        Draws the figure of one name, by its position, in the axes given, and sets their limits.
    columns : int
        How many stand side by side.
    height : float
        Inches of each for which the room between them is measured, as for `multiples_axes`.
    every_scale : bool
        Whether each has a vertical scale of its own, which it then shows.
    """
    columns = min(columns, len(names))
    n_rows = -(-len(names) // columns)
    for at, name in enumerate(names):
        row, column = divmod(at, columns)
        inner = ax.inset_axes(_cell(row, column, n_rows, columns, height, every_scale))
        draw(inner, at)
        style.finish(inner, grid=grid)
        inner.set_title(name, loc="left", fontsize=9, family=style.font_family(), pad=3)
        inner.tick_params(labelsize=7.5, labelleft=every_scale or column == 0, labelbottom=at + columns >= len(names))
    ax.set_xticks([])
    ax.set_yticks([])


def _cell(row: int, column: int, n_rows: int, n_columns: int, height: float, every_scale: bool) -> tuple[float, float, float, float]:
    """Where a small figure stands in axes of width and height 1: with room for its name and for the numbers at the left and below."""
    width, share = (1 - (0 if every_scale else _LEFT)) / n_columns, 1 / n_rows
    above, below = _ABOVE / height * share, _BELOW / height * share
    left, right = (0.14, 0.04) if every_scale else (0.0, 0.1)
    at = (0 if every_scale else _LEFT) + (column + left) * width
    return at, 1 - (row + 1) * share + below, (1 - left - right) * width, share - above - below
