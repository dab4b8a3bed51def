"""How often things are named by year: a heat table."""

from collections.abc import Iterable

import pandas as pd
from matplotlib.axes import Axes

from toolkit.errors import invalid
from toolkit.figures import style
from toolkit.figures.checks import require_rows
from toolkit.figures.heat import draw_heat
from toolkit.figures.style import Language
from toolkit.given import takes

__all__ = ["plot_places"]


@takes("table", made_by="names, groups and counts")
def plot_places(
    table: pd.DataFrame,
    *,
    by: str = "year",
    groups: Iterable[object] | None = None,
    k: int = 20,
    ax: Axes | None = None,
    title: str | None = None,
    lang: Language = "zh",
) -> Axes:
    """Draw how often names occur in each year or other group as a heat table, and return the axes.

    Parameters
    ----------
    table : DataFrame
        Columns ``name``, the groups, and ``count``; one row a name and group. Groups of one name are added up. Or as `entity_trends`
        returns it: ``entity`` and ``n``.
    by : str
        The column of the groups.
    groups : iterable, optional
        Those that have documents, such as ``documents["year"].dropna()``: of them, one in which nothing is named is blank. A year of which
        nothing is known is hatched.
    k : int
        Names, those with the most mentions.
    ax : Axes, optional
        Where to draw; a new figure by default.
    title : str, optional
        By default what is shown.
    lang : {"zh", "en"}
        Language of the wording.
    """
    # Tables of trends call the same by other names.
    others = {"entity": "name", "n": "count"}
    table = table.rename(columns={own: shown for own, shown in others.items() if shown not in table.columns})
    missing = [column for column in ("name", by, "count") if column not in table.columns]
    if missing:
        raise invalid("table", list(table.columns), f"a table with the columns 'name', {by!r} and 'count'")
    require_rows(table, "names", "annotate the corpus first, or choose other names")
    wide = table.pivot_table(index="name", columns=by, values="count", aggfunc="sum", fill_value=0)
    wide = wide if groups is None else wide.reindex(columns=sorted({*wide.columns, *groups}), fill_value=0)
    order = wide.sum(axis=1).reset_index(name="total").sort_values(["total", "name"], ascending=[False, True])["name"].head(k)
    counts = wide.loc[order]
    ax = style.new_axes(ax, width=min(7.4, 2.2 + 0.4 * counts.shape[1]), height=0.9 + 0.23 * len(counts))
    draw_heat(ax, counts, number="{:.0f}", square_root=True, lang=lang)
    note = style.notes(lang, style.shown_of(len(counts), len(wide), "个名称", "names"))
    return style.finish(ax, title=style.heading(title, lang, "提及次数", "Mentions"), note=note, grid="none", frame=False)
