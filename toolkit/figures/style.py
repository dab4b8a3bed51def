"""How every figure looks: fonts with Chinese glyphs, colours that also work in grey, axes without ornament.

Nothing here changes matplotlib's settings: what a figure needs is set on its own artists.
"""

from collections.abc import Sequence
from typing import Any, Literal
from unicodedata import east_asian_width

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.text import Text
from matplotlib.ticker import MaxNLocator

from toolkit.errors import invalid
from toolkit.figures.fonts import font_family

__all__ = ["ACCENT", "COLOURS", "CONTRAST", "GREY", "INK", "MARKERS", "NOTE", "PALE", "Language"]
__all__ += ["finish", "font_family", "heading", "inches", "label_ends", "longest_label", "new_axes", "notes", "shortened", "shown_of"]
__all__ += ["quoted", "spread", "text_width", "wording", "year_axis"]

Language = Literal["zh", "en"]

INK, NOTE, GREY = "#222222", "#5b5b5b", "#8a8a8a"
ACCENT, CONTRAST, PALE = "#0b5394", "#c8501e", "#c9dcec"
# Okabe & Ito (2008), ordered so that neighbours differ in lightness too; markers tell the lines apart in grey.
COLOURS = ("#0b5394", "#c8501e", "#009e73", "#cc79a7", "#5b5b5b", "#e69f00", "#56b4e9", "#7a3e9d")
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*")
_SIZE = 9.0
_USUAL = 4.8
"""Inches of axes in a new figure of the usual width."""


def new_axes(ax: Axes | None, *, width: float = 6.3, height: float = 3.6) -> Axes:
    """Return the axes given, or those of a new figure of a size in inches that fits a printed page."""
    if ax is not None:
        return ax
    _, created = plt.subplots(figsize=(width, height), layout="constrained")
    return created


def finish(
    ax: Axes, *, title: str | None = None, note: str = "", grid: Literal["x", "y", "none"] = "y", frame: bool = True, pad: float = 10
) -> Axes:  # fmt: skip
    """Give axes the common look: one font, light grid, no frame but the base line, a note under the title, and return them."""
    if title:
        ax.set_title(title, loc="left", fontsize=_SIZE + 2, color=INK, pad=pad + (_SIZE + 5 if note else 0))
    if note:
        ax.annotate(
            note, (0, 1), xycoords="axes fraction", xytext=(0, pad), textcoords="offset points", fontsize=_SIZE, color=NOTE, va="bottom"
        )
    ax.spines[["top", "right"]].set_visible(False)
    ax.spines[["left", "bottom"]].set_color(GREY)
    ax.set_axisbelow(True)
    ax.grid(False)
    if grid != "none":
        ax.grid(True, axis=grid, color="#e3e3e3", linewidth=0.7)
        ax.spines["left" if grid == "y" else "bottom"].set_visible(False)
    if not frame:
        ax.spines[:].set_visible(False)
    ax.tick_params(length=0, labelsize=_SIZE, labelcolor=INK, labelfontfamily=font_family())
    for text in ax.findobj(Text):
        text.set_fontfamily(font_family())
        text.set_parse_math(False)
    return ax


def label_ends(ax: Axes, ends: Sequence[tuple[float, float, str, str]]) -> None:
    """Write a label to the right of the last point of each line, moved apart where they would touch.

    Parameters
    ----------
    ax : Axes
        With its limits as they will be drawn.
    ends : sequence of (x, y, label, colour)
        The last point of each line, in data.
    """
    ax.autoscale_view()
    ordered = sorted(ends, key=lambda end: (end[1], end[2]))
    to_axes = ax.transData + ax.transAxes.inverted()
    wanted = [float(to_axes.transform((x, y))[1]) for x, y, _, _ in ordered]
    gap = float(ax.figure.dpi_scale_trans.transform((0, _SIZE * 1.3 / 72))[1] / ax.bbox.height)
    for height, (x, y, label, colour) in zip(spread(wanted, gap=gap), ordered, strict=True):
        line: dict[str, Any] = {"arrowstyle": "-", "color": colour, "linewidth": 0.6, "alpha": 0.6, "shrinkA": 0, "shrinkB": 3}
        line["relpos"] = (0, 0.5)  # from the middle of a long label it would cross those of its neighbours
        ax.annotate(
            label, (x, y), xytext=(1.02, height), textcoords="axes fraction", va="center", ha="left", fontsize=_SIZE, color=colour,
            arrowprops=line, annotation_clip=False,
        )  # fmt: skip


def spread(wanted: Sequence[float], *, gap: float) -> list[float]:
    """Return positions at least `gap` apart and as near as possible to those wanted, which ascend.

    Neighbours that would touch form a block, which is put at the mean of what its members want (pool adjacent violators).

    Examples
    --------
    >>> [round(position, 2) for position in spread([0.1, 0.5, 0.52], gap=0.1)]
    [0.1, 0.46, 0.56]
    """
    blocks: list[tuple[float, int]] = []
    for rank, position in enumerate(wanted):
        mean, size = position - rank * gap, 1
        while blocks and blocks[-1][0] > mean:
            earlier, members = blocks.pop()
            mean, size = (mean * size + earlier * members) / (size + members), size + members
        blocks.append((mean, size))
    means = [mean for mean, size in blocks for _ in range(size)]
    return [mean + rank * gap for rank, mean in enumerate(means)]


def heading(title: str | None, lang: str, zh: str, en: str) -> str:
    """Return the title given, or the wording of the language."""
    default = wording(lang, zh, en)
    return default if title is None else title


def notes(lang: str, *pairs: tuple[str, str] | None) -> str:
    """Return the notes that there are, each in both languages, as one line."""
    told = [wording(lang, *pair) for pair in pairs if pair]
    return wording(lang, "，", ", ").join(told)


def inches(ax: Axes) -> float:
    """Return the width of axes in inches, as it is before there are labels."""
    return float(ax.bbox.width / ax.get_figure(root=True).dpi)  # type: ignore[union-attr]


def year_axis(ax: Axes) -> None:
    """Mark whole years below the axes, as many as have room."""
    ax.xaxis.set_major_locator(MaxNLocator(max(2, round(1.8 * inches(ax))), integer=True))


def longest_label(ax: Axes, at_usual: int = 16) -> int:
    """Return how many Chinese characters a label at the side of axes may have; `at_usual` is for those of a new figure."""
    return max(6, round(at_usual * min(1.0, inches(ax) / _USUAL)))


def shown_of(shown: int, n: int, zh: str, en: str) -> tuple[str, str] | None:
    """Return the note that says how many of all are drawn, where it is not all of them.

    Examples
    --------
    >>> shown_of(7, 30, "个词", "words"), shown_of(7, 7, "个词", "words")
    (('30个词中的7个', '7 of 30 words'), None)
    """
    return (f"{n:,}{zh}中的{shown:,}{zh[0]}", f"{shown:,} of {n:,} {en}") if shown < n else None


def shortened(text: str, most: int = 16) -> str:
    """Return a text that is too long for a label with a mark of omission.

    Examples
    --------
    >>> shortened("高质量发展、营商环境、数字政府", 8)
    '高质量发展、营…'
    """
    return text if len(text) <= most else text[: most - 1] + "…"


def text_width(text: str) -> float:
    """Return the width of a text in Chinese characters: a Latin letter is about half of one.

    Examples
    --------
    >>> text_width("GDP增长")
    3.8
    """
    return round(sum(1.0 if east_asian_width(char) in "WF" else 0.6 for char in text), 1)


def quoted(name: str) -> str:
    """Return a name in quotation marks; those that it has itself become inner ones.

    Examples
    --------
    >>> quoted("“放管服”改革"), quoted("河长制")
    ('“‘放管服’改革”', '“河长制”')
    """
    return f"“{name.translate(str.maketrans('“”', '‘’'))}”"


def wording(lang: str, zh: str, en: str) -> str:
    """Return the wording in the language asked for."""
    if lang not in ("zh", "en"):
        raise invalid("lang", lang, ["zh", "en"])
    return zh if lang == "zh" else en
