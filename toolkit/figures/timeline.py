"""The timeline of a policy: its texts, and when each level of government first names it."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from toolkit.figures import style
from toolkit.figures.diffusion import mentions_of
from toolkit.figures.marks import mark, place_legend
from toolkit.figures.style import ACCENT, CONTRAST, GREY, INK, Language, wording
from toolkit.given import takes
from toolkit.lexicon import read_table

__all__ = ["plot_timeline"]

_LEVELS = {"nation": ("国家", "nation"), "province": ("省", "provinces"), "prefecture": ("市", "prefectures"), "county": ("县", "counties")}
_KINDS = {"made": ("制定", "made"), "new": ("新订", "new text"), "amended": ("修正", "amended")}
_LOOKS = {
    "observed": ("o", ACCENT, ("首次提及", "first mention")),
    "interval": ("o", "white", ("其前有缺年", "reports missing before")),
    "in first report": ("<", GREY, ("首份报告已有", "in the first report")),
}
_NAMED = 3
"""Places of a year that are named; more have no room."""


@takes("table", made_by="first_mentions")
def plot_timeline(
    first: pd.DataFrame, *, policy: str | None = None, events: Mapping[int, str] | None = None, ax: Axes | None = None,
    title: str | None = None, lang: Language = "zh",
) -> Axes:  # fmt: skip
    """Draw in which year how many places of each level first name a policy, with the versions of its text, and return the axes.

    Each dot is a place, in the year of its first mention, one above the other; the first ones of a level are named. Dashed lines are
    the years of its texts or other events.

    Parameters
    ----------
    first : DataFrame
        As `first_mentions` returns it, of one level of government or several.
    policy : str, optional
        Which, where the table has several.
    events : mapping of int to str, optional
        Years and what happened in them (``{2016: "中央文件"}``); by default, for a law by its full title, when it was made, when new texts
        took its place and when it was amended, as far as the package knows.
    ax : Axes, optional
        Where to draw; a new figure by default.
    title : str, optional
        By default the policy.
    lang : {"zh", "en"}
        Language of the wording.
    """
    policy, rows = mentions_of(first, policy)
    known = rows.dropna(subset=["first_year"])
    levels = [level for level in _LEVELS if (rows["level"] == level).any()]
    most = known.groupby(["level", "first_year"]).size().groupby("level").max()
    deep = [max(2, int(most.get(level, 0))) for level in levels]
    ax = style.new_axes(ax, height=1.9 + 0.12 * sum(deep) + 0.25 * len(levels))
    events = _versions(policy, lang) if events is None else events
    base, ticks = 0.0, []
    for level, depth in reversed(list(zip(levels, deep, strict=True))):
        own = rows[rows["level"] == level]
        _draw_level(ax, own.dropna(subset=["first_year"]), base)
        ticks.append((base + depth / 2 - 0.5, _level_name(level, own, lang)))
        base += depth + 1.5
        if level != levels[0]:
            ax.axhline(base - 1.25, color="#e3e3e3", linewidth=0.7, zorder=0)
    start, end = _years(rows, events)
    _draw_events(ax, {year: name for year, name in events.items() if start <= year <= end}, base)
    ax.set_yticks([at for at, _ in ticks], [name for _, name in ticks])
    ax.set_ylim(-1, base)
    ax.set_xlim(start - 0.7, end + 0.7)
    style.year_axis(ax)
    marks: list[Line2D] = [
        mark(shape, ACCENT if face == "white" else face, wording(lang, *name), hollow=face == "white")
        for status, (shape, face, name) in _LOOKS.items() if (rows["status"] == status).any()
    ]  # fmt: skip
    place_legend(ax, marks)
    title = style.heading(title, lang, f"{style.quoted(policy)}的时间线", f"Timeline of {style.quoted(policy)}")
    note = wording(lang, "一点一地；括号内为已提及的地方和全部地方", "one dot a place; in brackets: places that name it, and all")
    return style.finish(ax, title=title, note=note, grid="x", pad=10 + 12 * _n_lines(events, start, end))


def _versions(policy: str, lang: Language) -> dict[int, str]:
    """The years in which a law was made, renewed and amended; of several in a year the weightiest."""
    rows = [row for row in read_table("law_versions.tsv") if row["title"] == policy]
    ordered = sorted(rows, key=lambda row: list(_KINDS).index(row["kind"]), reverse=True)
    return {int(row["date"][:4]): wording(lang, *_KINDS[row["kind"]]) for row in ordered}


def _level_name(level: str, own: pd.DataFrame, lang: Language) -> str:
    n, of = int(own["first_year"].notna().sum()), len(own)
    name = wording(lang, *_LEVELS[level])
    return wording(lang, f"{name}（{n}/{of}）", f"{name} ({n}/{of})")


def _draw_level(ax: Axes, known: pd.DataFrame, base: float) -> None:
    ordered = known.sort_values(["first_year", "status", "place"], kind="stable")
    height = ordered.groupby("first_year").cumcount().to_numpy(float) + base
    year = ordered["first_year"].to_numpy(float)
    for status, (shape, face, _) in _LOOKS.items():
        own = (ordered["status"] == status).to_numpy(bool)
        ax.scatter(year[own], height[own], marker=shape, facecolor=face, edgecolor=GREY if shape == "<" else ACCENT, s=26, zorder=3)
    if len(ordered):
        names = ordered.loc[ordered["first_year"] == ordered["first_year"].min(), "place"].tolist()
        shown = "、".join(names[:_NAMED]) + ("…" if len(names) > _NAMED else "")
        ax.annotate(
            shown, (year[0], base), xytext=(-6, 0), textcoords="offset points", ha="right", va="center", fontsize=8, color=INK, zorder=4
        )


def _years(rows: pd.DataFrame, events: Mapping[int, str]) -> tuple[int, int]:
    """From some years before the first mention, and from the event before it, to the last report."""
    end = int(rows["last_report"].max())
    begun = rows["first_year"].min()
    start = end if pd.isna(begun) else int(begun)
    before = [year for year in events if year <= start]
    return min([start - 4, *([max(before)] if before else [])]), max([end, *events])


def _draw_events(ax: Axes, events: Mapping[int, str], top: float) -> None:
    ordered = sorted(events.items())
    for (year, name), line in zip(ordered, _lines([year for year, _ in ordered]), strict=True):
        ax.axvline(year, color=CONTRAST, linewidth=0.9, linestyle=(0, (4, 3)), zorder=1)
        ax.annotate(
            f"{year} {name}", (year, top), xytext=(0, 3 + 11 * line), textcoords="offset points", ha="center", fontsize=8, color=CONTRAST
        )


def _lines(years: Sequence[int]) -> list[int]:
    """In which line the name of each event stands: near ones take turns."""
    lines = np.zeros(len(years), dtype=int)
    for at in range(1, len(years)):
        lines[at] = (lines[at - 1] + 1) % 3 if years[at] - years[at - 1] < 12 else 0
    return lines.tolist()


def _n_lines(events: Mapping[int, str], start: int, end: int) -> int:
    return max((line + 1 for line in _lines(sorted(year for year in events if start <= year <= end))), default=0)
