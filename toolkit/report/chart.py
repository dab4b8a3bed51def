"""A figure that is yet to be drawn: for a page and for files, in wide and in narrow windows."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

__all__ = ["Chart", "is_wide", "made_by"]

WIDTH = 8.4
_NARROW, _TALLER = 4.6, 1.15
_LONGEST = 13
"""Characters of a name in a narrow figure."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A figure to be drawn."""

    name: str
    caption: str
    height: float
    """In inches, for a width of 8.4."""
    plot: Callable[[Axes], Axes]
    trail: tuple[str, ...] = ()
    """The calls that led to it."""
    narrow_height: float = 0.0
    """In inches, as wide as a telephone; by default a little more than the other."""

    def draw(self, *, narrow: bool = False) -> Axes:
        """Return the axes of the figure, drawn; narrow ones are as wide as a telephone."""
        size = (_NARROW, self.narrow_height or self.height * _TALLER) if narrow else (WIDTH, self.height)
        ax = self.plot(Figure(figsize=size, layout="constrained").subplots())
        if narrow:
            _shorten_names(ax)
            _stack_legend(ax)
            _thin_ticks(ax)
        return ax


def _shorten_names(ax: Axes) -> None:
    """Cut long names beside the vertical axis, which would leave no room for what they name."""
    names = [label.get_text() for label in ax.get_yticklabels()]
    if any(len(name) > _LONGEST for name in names):
        ax.set_yticks(ax.get_yticks(), [name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…" for name in names])


def _stack_legend(ax: Axes) -> None:
    """Put the entries of a legend below one another, under the axes."""
    legend = ax.get_legend()
    if legend is not None:
        labels = [text.get_text() for text in legend.get_texts()]
        font = legend.get_texts()[0].get_fontproperties()
        handles = [handle for handle in legend.legend_handles if handle is not None]
        ax.legend(
            handles, labels, ncols=1, loc="upper left", bbox_to_anchor=(0, -0.06), frameon=False, prop=font, handlelength=1.2
        )


def _thin_ticks(ax: Axes) -> None:
    """Leave out labels of the horizontal axis that would touch: every other one, until none does."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    figure.draw_without_rendering()
    labels = [label for label in ax.get_xticklabels() if label.get_visible() and label.get_text()]
    labels.sort(key=lambda label: label.get_window_extent().x0)
    ends = [(label.get_window_extent().x0, label.get_window_extent().x1) for label in labels]
    step = 1
    while any(right[0] < left[1] for left, right in pairwise(ends[::step])):
        step += 1
    for at, label in enumerate(labels):
        label.set_alpha(1 if at % step == 0 else 0)


def is_wide(ax: Axes) -> bool:
    """Whether a figure has the room of a wide window."""
    return ax.figure.get_figwidth() >= WIDTH  # type: ignore[union-attr]


def made_by(table: pd.DataFrame, call: str) -> tuple[str, ...]:
    """Return the calls that led to a figure of a table; none where the table does not tell of its own."""
    before = tuple(table.attrs.get("trail", ()))
    return (*before, call) if before else ()
