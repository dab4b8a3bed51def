"""Change over the years: lines of terms, topics or entities, and the spans of bursts."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from pandas.api.types import is_numeric_dtype

from toolkit.errors import InvalidValue, invalid
from toolkit.figures import style
from toolkit.figures.checks import require_choice, require_rows
from toolkit.figures.style import ACCENT, COLOURS, MARKERS, Language, wording
from toolkit.figures.time_lines import with_gaps
from toolkit.given import takes

__all__ = ["plot_bursts", "plot_trends"]

_NAMES = ("term", "entity", "label", "category")
_MEASURES = {
    "rate": (1.0, "每万词次数", "per 10,000 words"),
    "share": (100.0, "占比（%）", "share (%)"),
    "doc_share": (100.0, "提及的文件占比（%）", "share of documents (%)"),
    "n_docs": (1.0, "文件数", "documents"),
    "n": (1.0, "次数", "count"),
}
_ARROWS = {"increasing": " ↑", "decreasing": " ↓"}
_KINDS = {"burst": ACCENT, "ongoing": COLOURS[6], "level shift": "#c4c4c4"}
_SMOOTHED_FROM = 31
_SURE = 0.05
_WINDOW = 5
_FEW = 3
_NOT_TIMES = ("topic", "low", "high")


@takes("table", made_by="term_trends, topic_trends or entity_trends")
def plot_trends(
    table: pd.DataFrame,
    *,
    measure: str | None = None,
    k: int = 7,
    breaks: pd.DataFrame | None = None,
    ax: Axes | None = None,
    title: str | None = None,
    lang: Language = "zh",
) -> Axes:
    """Draw the course of terms, topics, entities or categories over the years, and return the axes.

    Each line has its name at its end, with ↑ or ↓ where a test found a trend; where none has, the title says so. Years without
    documents are gaps in the line. Of more than thirty years the line is the mean of five years around each year, unless intervals or
    breaks are drawn, which are those of single years. The intervals are shaded where the table has them, for three lines at most.

    Parameters
    ----------
    table : DataFrame
        As `term_trends`, `topic_trends` or `entity_trends` return it, or the rows of one kind of ``attention(…).shares``: one row for
        each name and year.
    measure : str, optional
        Which column: ``rate``, ``share``, ``doc_share``, ``n_docs`` or ``n``; by default the first of these that the table has.
    k : int
        Lines at most, those with the highest values; eight is the limit.
    breaks : DataFrame, optional
        As `find_change_points` returns it for the table: each break is a dashed line from the level before to the level after, with the
        95 % interval of its year as a bar across.
    ax : Axes, optional
        Where to draw; a new figure by default.
    title : str, optional
        By default what is measured.
    lang : {"zh", "en"}
        Language of the wording.
    """
    name = next((column for column in _NAMES if column in table.columns), None)
    available = [column for column in _MEASURES if column in table.columns]
    if name is None or not available:
        raise invalid("table", list(table.columns), "a table of term_trends, topic_trends or entity_trends, or shares of attention")
    measure = measure or available[0]
    require_choice("measure", measure, available)
    if not 1 <= k <= len(COLOURS):
        raise invalid("k", k, f"a number of lines from 1 to {len(COLOURS)}")
    require_rows(table, "trends", "look at the years and terms of the matrix it was made from")
    _require_one_a_time(table, name)
    factor, zh, en = _MEASURES[measure]
    ax = style.new_axes(ax, height=3.8)
    smoothed = _draw_lines(ax, table, name, measure, factor, k, may_smooth=breaks is None)
    if breaks is not None and len(breaks):
        _draw_breaks(ax, breaks, list(_highest(table, name, measure, k)), name, factor)
    ax.set_ylim(bottom=0)
    style.year_axis(ax)
    note = wording(lang, f"，{_WINDOW}年移动平均", f", mean of {_WINDOW} years") if smoothed else ""
    note += wording(lang, "，均无显著升降", ", no significant trend") if _nothing_found(table, name, measure, k) else ""
    note += wording(lang, "；虚线为水平转折", "; dashed: breaks") if breaks is not None and len(breaks) else ""
    told = style.notes(lang, style.shown_of(len(_highest(table, name, measure, k)), table[name].nunique(), "条", "series"))
    return style.finish(ax, title=title or wording(lang, zh, en.capitalize()) + note, note=told)


def _require_one_a_time(table: pd.DataFrame, name: str) -> None:
    """Raise the error for a line that would have several points in a year, with the column that tells them apart."""
    time = _time_of(table, name)
    twice = table[table.duplicated([name, time], keep=False)]
    if twice.empty:
        return
    own = twice[(twice[name] == twice[name].iat[0]) & (twice[time] == twice[time].iat[0])]
    apart = next((column for column in own.columns if column not in (name, time) and own[column].nunique() == len(own)), "")
    cure = f"choose one, such as table[table[{apart!r}] == {own[apart].iat[0]!r}]" if apart else "drop what is repeated"
    raise InvalidValue(f"the table has {len(own)} rows of {own[name].iat[0]!r} in {own[time].iat[0]}: {cure}")


def _highest(table: pd.DataFrame, name: str, measure: str, k: int) -> pd.Index:
    return table.groupby(name, sort=True)[measure].mean().sort_values(ascending=False, kind="stable").index[:k]


def _nothing_found(table: pd.DataFrame, name: str, measure: str, k: int) -> bool:
    """Whether the lines were tested and none rises or falls."""
    if "trend" not in table.columns:
        return False
    told = table.loc[table[name].isin(_highest(table, name, measure, k)), "trend"].dropna()
    return len(told) > 0 and not told.isin(list(_ARROWS)).any()


def _draw_breaks(ax: Axes, breaks: pd.DataFrame, shown: list[str], name: str, factor: float) -> None:
    """A dashed line between the levels before and after each break; the bar across it is the interval of the year."""
    year = next(column for column in breaks.columns if column not in (name, *_NOT_TIMES) and is_numeric_dtype(breaks[column]))
    for row in breaks[breaks[name].isin(shown)].to_dict("records"):
        colour, (before, after) = COLOURS[shown.index(row[name])], (row["before"] * factor, row["after"] * factor)
        # The new level begins with the year: the break lies between it and the one before.
        ax.plot([row[year] - 0.5] * 2, [before, after], color=colour, linewidth=1.2, linestyle=(0, (3, 2)), zorder=3)
        middle = (before + after) / 2
        ax.hlines(middle, row["low"] - 0.5, row["high"] - 0.5, color=colour, linewidth=3, alpha=0.5, zorder=3)


def _draw_lines(ax: Axes, table: pd.DataFrame, name: str, measure: str, factor: float, k: int, *, may_smooth: bool) -> bool:
    """Draw a line for each of the k highest names; return whether they are smoothed."""
    time = _time_of(table, name)
    highest = _highest(table, name, measure, k)
    shaded = len(highest) <= _FEW and _has_interval(table, measure)
    smoothed = may_smooth and not shaded and bool(table[time].nunique() >= _SMOOTHED_FROM)
    ends = []
    for rank, label in enumerate(highest):
        own = table[table[name] == label].sort_values(time)
        years, values = own[time].to_numpy(float), own[measure].to_numpy(float) * factor
        if shaded:
            band = own[["low", "high"]].to_numpy(float).T * factor
            at, (low, high) = with_gaps(years, band)
            ax.fill_between(at, low, high, color=COLOURS[rank], alpha=0.13, linewidth=0)
        years, lines = with_gaps(years, (_smoothed(years, values) if smoothed else values)[None, :])
        line = lines[0]
        ax.plot(years, line, color=COLOURS[rank], marker=MARKERS[rank], linewidth=1.6, markersize=4, markevery=max(1, len(years) // 12))
        arrow = _ARROWS.get(str(own["trend"].iat[0]), "") if "trend" in own.columns else ""
        ends.append((float(years[-1]), float(line[-1]), f"{label}{arrow}", COLOURS[rank]))
    ax.set_ylim(bottom=0)
    style.label_ends(ax, ends)
    return smoothed


def _smoothed(years: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Return the mean of five years around each year."""
    return np.array([values[np.abs(years - year) <= _WINDOW // 2].mean() for year in years])


def _has_interval(table: pd.DataFrame, measure: str) -> bool:
    """Whether the table has intervals of this measure."""
    if not {"low", "high"} <= set(table.columns):
        return False
    return bool((table["measure"] == measure).all()) if "measure" in table.columns else measure == "share"


def _time_of(table: pd.DataFrame, name: str) -> str:
    known = {*_NAMES, *_MEASURES, "topic", "type", "subtype", "id", "measure"}
    return str("year" if "year" in table.columns else next(column for column in table.columns if column not in known and column != name))


@takes("table", made_by="detect_bursts")
def plot_bursts(
    table: pd.DataFrame, *, k: int = 25, ax: Axes | None = None, title: str | None = None, lang: Language = "zh"
) -> Axes:  # fmt: skip
    """Draw the years in which terms were suddenly used more, one bar a burst, the earliest on top, and return the axes.

    Bars of bursts that last to the last year are lighter; level shifts are grey. The note says how many of the table are significant after
    correction (``p_adjusted`` below 0.05).

    Parameters
    ----------
    table : DataFrame
        As `detect_bursts` returns it.
    k : int
        Terms, those with the heaviest bursts.
    ax, title, lang
        As in `plot_trends`.
    """
    require_rows(table, "bursts", "lower s or gamma of detect_bursts, or give alpha=None")
    terms = table.groupby("term", sort=True)["weight"].max().sort_values(ascending=False, kind="stable").index[:k]
    shown = table[table["term"].isin(terms)]
    order = shown.groupby("term", sort=True)["start"].min().sort_values(kind="stable").index
    ax = style.new_axes(ax, height=0.9 + 0.21 * len(order))
    start, end = shown["start"].to_numpy(float), shown["end"].to_numpy(float)
    row = shown["term"].map({term: position for position, term in enumerate(order)}).to_numpy(float)
    weight = np.sqrt(shown["weight"].to_numpy(float) / shown["weight"].max())
    colour = shown["kind"].map(_KINDS).to_list() if "kind" in shown.columns else ACCENT
    ax.barh(row, end - start + 1, left=start - 0.5, height=0.25 + 0.5 * weight, color=colour)
    ax.set_yticks(range(len(order)), list(order))
    ax.set_ylim(len(order) - 0.4, -0.6)
    style.year_axis(ax)
    title = style.heading(title, lang, "用词突增的年份（条越粗越突出）", "Bursts of terms, thicker where stronger")
    told = style.shown_of(len(order), table["term"].nunique(), "个词", "terms")
    note = style.notes(lang, told, _significance(table))
    return style.finish(ax, title=title, note=note, grid="x")


def _significance(table: pd.DataFrame) -> tuple[str, str] | None:
    """How many of the bursts are more than chance would give, all tests taken together."""
    if "p_adjusted" not in table.columns or table["p_adjusted"].isna().any():
        return None
    n, total = int((table["p_adjusted"] < _SURE).sum()), len(table)
    if n == 0:
        return "校正后均不显著", "none significant after correction"
    if n == total:
        return f"校正后均显著（p < {_SURE}）", f"all significant after correction (p < {_SURE})"
    return f"{total}段中{n}段校正后显著（p < {_SURE}）", f"{n} of {total} significant after correction (p < {_SURE})"
