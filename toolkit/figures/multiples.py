"""Small multiples: many little axes of the same kind inside one."""

from collections.abc import Callable, Sequence

from matplotlib.axes import Axes

from toolkit.figures import style
from toolkit.figures.checks import require_at_least

__all__ = ["draw_multiples", "multiples_axes"]

_LEFT = 0.06
"""What the numbers at the left need, of the whole width."""


def multiples_axes(ax: Axes | None, n: int, columns: int, *, height: float = 1.3) -> Axes:
    """Return the axes given, or new ones in which `n` small ones of some height in inches have room."""
    require_at_least("columns", columns)
    columns = min(columns, n)
    return style.new_axes(ax, width=min(7.4, 0.6 + 1.75 * columns), height=0.8 + height * -(-n // columns))


def draw_multiples(
    ax: Axes, names: Sequence[str], draw: Callable[[Axes, int], None], *, columns: int, left: float = 0.0, every_scale: bool = False
) -> None:
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
    left : float
        Share of each cell's width that is kept free at its left, for labels of its own.
    every_scale : bool
        Whether each has a vertical scale of its own, which it then shows.
    """
    columns = min(columns, len(names))
    n_rows = -(-len(names) // columns)
    for at, name in enumerate(names):
        row, column = divmod(at, columns)
        inner = ax.inset_axes(_cell(row, column, n_rows, columns, left))
        draw(inner, at)
        style.finish(inner)
        inner.set_title(name, loc="left", fontsize=9, family=style.font_family(), pad=3)
        inner.tick_params(labelsize=7.5, labelleft=every_scale or column == 0, labelbottom=at + columns >= len(names))
    ax.set_xticks([])
    ax.set_yticks([])


def _cell(row: int, column: int, n_rows: int, n_columns: int, left: float) -> tuple[float, float, float, float]:
    """Where a small figure stands in axes of width and height 1: with room for its title and the numbers at the left."""
    width, height = (1 - _LEFT) / n_columns, 1 / n_rows
    at = _LEFT + (column + left) * width
    return at, 1 - (row + 1) * height + 0.12 * height, (0.9 - left) * width, 0.66 * height
