"""A cloud of words: a look at a table of terms, for a slide rather than for a measurement."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, to_hex
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D
from numpy.typing import NDArray
from pandas.api.types import is_numeric_dtype

from toolkit.errors import InvalidValue
from toolkit.figures import style
from toolkit.figures.checks import require_at_least, require_choice, require_columns, require_rows
from toolkit.figures.fonts import FONT_FILE
from toolkit.figures.marks import mark, place_legend
from toolkit.figures.style import ACCENT, COLOURS, CONTRAST, GREY, Language, wording
from toolkit.given import takes

__all__ = ["plot_cloud"]

Floats = NDArray[np.float64]
_WIDTH, _HEIGHT = 440.0, 265.0
"""Of the plane on which words are laid out: points of a figure of the usual width."""
_SMALLEST, _LARGEST = 6.5, 60.0
"""Points of letters: smaller ones are not read in print."""
_MARGIN = 3.0
_FULL = 0.85
"""How much of the plane is filled, as a length, at the size that is tried first."""
_TRIES = 10


@takes("table", made_by="rank_keywords, keyness or topics.terms()")
def plot_cloud(
    table: pd.DataFrame, *, weight: str = "score", colour: str | None = None, k: int = 100, ax: Axes | None = None,
    title: str | None = None, lang: Language = "zh",
) -> Axes:  # fmt: skip
    """Draw the terms of a table as a cloud, the heavier the larger, and return the axes.

    The area of letters is in proportion to the weight; words whose letters would be too small to read are left out. Sizes are hard to
    compare, long words look heavier than they are, and places mean nothing: for a paper take bars (`plot_keywords`, `plot_topic_terms`).

    Parameters
    ----------
    table : DataFrame
        With ``term`` and weights: as `rank_keywords`, `keyness` or ``topics.terms()`` return it. Of a term with several rows the
        heaviest counts.
    weight : str
        The column of the weights; rows without a weight above 0 are left out.
    colour : str, optional
        Column of the colours: groups (eight at most), or an effect, orange below 0 and blue above.
    k : int
        Words at most. The note says how many of all are shown.
    ax : Axes, optional
        Where to draw; a new figure by default.
    title : str, optional
        By default what is shown.
    lang : {"zh", "en"}
        Language of the wording.
    """
    require_columns("table", table, {"term"}, "terms with weights, such as that of rank_keywords")
    numeric = [str(column) for column in table.columns if is_numeric_dtype(table[column])]
    require_choice("weight", weight, numeric)
    require_choice("colour", colour, [None, *map(str, table.columns)])
    require_rows(table, "terms", "look at the table that it was made from")
    require_at_least("k", k)
    heavy = table[table[weight] > 0].sort_values([weight, "term"], ascending=[False, True], kind="stable").drop_duplicates("term")
    if heavy.empty:
        raise InvalidValue(f"no term has a weight above 0 in the column {weight!r}")
    words = heavy.head(k).set_index("term")
    colours, marks = _colours(words[colour], lang) if colour else (pd.Series(ACCENT, index=words.index), [])
    ax = style.new_axes(ax, width=6.3, height=4.3)
    shown = _draw(ax, words[weight].astype(float), colours)
    place_legend(ax, marks)
    note = wording(lang, f"{shown:,}/{len(heavy):,}个词，面积：{weight}", f"{shown:,} of {len(heavy):,} words, area: {weight}")
    title = style.heading(title, lang, "词云", "Word cloud")
    return style.finish(ax, title=title, note=note, grid="none", frame=False)


def _draw(ax: Axes, weights: pd.Series, colours: pd.Series) -> int:
    """Draw the words as outlines, and return how many had room."""
    face = FontProperties(fname=str(FONT_FILE))
    # Once at the size of 1, to be scaled: the area of letters is in proportion to the weight.
    outlines = [TextPath((0, 0), word, size=1, prop=face) for word in weights.index]
    extents = [outline.get_extents() for outline in outlines]
    ratio = np.sqrt(weights.to_numpy(float) / weights.max())
    boxes = np.array([[extent.width, extent.height] for extent in extents]) * ratio[:, None]
    size, middles = _laid_out(boxes, ratio)
    for word, outline, extent, share, middle in zip(weights.index, outlines, extents, ratio, middles, strict=True):
        if np.isnan(middle[0]):
            continue
        move = Affine2D().translate(-(extent.x0 + extent.x1) / 2, -(extent.y0 + extent.y1) / 2).scale(size * share).translate(*middle)
        ax.add_patch(PathPatch(outline.transformed(move), facecolor=colours[word], linewidth=0, gid=word))
    ax.set_xlim(-_WIDTH / 2, _WIDTH / 2)
    ax.set_ylim(-_HEIGHT / 2, _HEIGHT / 2)
    ax.set_aspect("equal")
    ax.set_xticks([])
    ax.set_yticks([])
    return int((~np.isnan(middles[:, 0])).sum())


def _laid_out(boxes: Floats, ratio: Floats) -> tuple[float, Floats]:
    """The size of the heaviest word, and the middle of each word: the largest size at which all that are legible have room."""
    size = min(_FULL * np.sqrt(_WIDTH * _HEIGHT / boxes.prod(axis=1).sum()), 0.9 * _WIDTH / boxes[0, 0], _LARGEST)
    for _ in range(_TRIES):
        legible = size * ratio >= _SMALLEST
        middles = _middles(boxes * size + _MARGIN, legible)
        if not np.isnan(middles[legible, 0]).any():
            break
        size *= 0.93
    return float(size), middles


def _middles(boxes: Floats, wanted: NDArray[np.bool_]) -> Floats:
    """Put each box, the first ones first, on the first place along a spiral where it touches no other."""
    turn = np.linspace(0, 24 * 2 * np.pi, 2400)
    spiral = np.stack([np.cos(turn) * _WIDTH, np.sin(turn) * _HEIGHT], axis=1) * (turn / turn[-1])[:, None] / 2
    middles, placed = np.full((len(boxes), 2), np.nan), np.zeros((0, 4))
    for at in np.flatnonzero(wanted):
        half = boxes[at] / 2
        free = (np.abs(spiral) + half <= (_WIDTH / 2, _HEIGHT / 2)).all(axis=1)
        apart = np.abs(spiral[:, None, :] - placed[None, :, :2]) >= half + placed[None, :, 2:]
        free &= apart.any(axis=2).all(axis=1)
        if free.any():
            middles[at] = spiral[np.argmax(free)]
            placed = np.concatenate([placed, [[*middles[at], *half]]])
    return middles


def _colours(told: pd.Series, lang: Language) -> tuple[pd.Series, list[Any]]:
    """The colour of each word, and what colours mean."""
    kinds = sorted(told.dropna().unique())
    if is_numeric_dtype(told) and (len(kinds) > len(COLOURS) or bool((told < 0).any())):
        most = float(told.abs().max()) or 1.0
        shades = LinearSegmentedColormap.from_list("effect", [CONTRAST, "#d9a98f", "#9c9c9c", "#7f9fc0", ACCENT])
        ends = [(CONTRAST, f"{told.name} < 0"), (ACCENT, f"{told.name} > 0")]
        shares = (told.fillna(0) / most / 2 + 0.5).to_list()
        marks = [mark("s", colour, label) for colour, label in ends]
        return pd.Series([to_hex(shades(float(share))) for share in shares], index=told.index), marks
    if len(kinds) > len(COLOURS):
        raise InvalidValue(f"the column {told.name!r} has {len(kinds)} groups: choose {len(COLOURS)} at most")
    of = dict(zip(kinds, COLOURS, strict=False))
    return told.map(of).fillna(GREY), [mark("s", colour, f"{told.name} {kind}") for kind, colour in of.items()]
