"""Figures of the pages of facts: a policy's first mentions by place, an indicator's results by province."""

from collections.abc import Iterator

import pandas as pd

from toolkit.figures import plot_first_mentions, plot_provinces, plot_timeline
from toolkit.figures.style import Language, wording
from toolkit.report.analysis import Analysis
from toolkit.report.cells import shown_indicators
from toolkit.report.chart import Chart, made_by
from toolkit.report.support import has_provinces, has_spread, of_provinces

__all__ = ["fact_charts"]

_INDICATORS = 4
"""Indicators whose results are drawn by province: those with the most cells."""

_POLICIES = 6
"""Policies whose first mentions are drawn: those named most."""
_PLACES = 30
"""Places that are drawn one by one; of more, dots are counted by level."""
_PROVINCES = 34


def fact_charts(analysis: Analysis, *, lang: Language) -> dict[str, Chart]:
    """Return the figures of pages of facts, by ``first_`` and the policy, ``provinces_`` and the indicator."""
    first = analysis.first_mentions
    spread = [(str(name), rows) for name, rows in first.groupby("policy", sort=False) if has_spread(rows)]
    charts = [first_chart(rows, name, lang=lang) for name, rows in spread[:_POLICIES]]
    for indicator in shown_indicators(analysis.panel, _INDICATORS):
        chart = province_chart(analysis.panel[analysis.panel["indicator"] == indicator], indicator, lang=lang)
        charts += [chart] if chart else []
    return {chart.name: chart for chart in charts}


def first_chart(first: pd.DataFrame, policy: str, *, lang: Language) -> Chart:
    """Return the figure of when each place names a policy first, by level of government where the places are many.

    Parameters
    ----------
    first : DataFrame
        Rows of `mention_status` of the policy.
    policy : str
    """
    many = len(first) > _PLACES
    drawn = first[first["level"].notna()] if many else first
    n = int(first["first_year"].notna().sum())
    caption = wording(
        lang,
        f"{len(first)} 个地区中 {n} 个提到：{'，'.join(_by_status(first, lang))}。提及不等于采用：请点开下表的数字读原句。",
        f"{n} of {len(first)} places name it: {', '.join(_by_status(first, lang))}. A mention is no adoption: read the sentences, which "
        "the table opens.",
    )
    if many:
        levels = drawn["level"].nunique()
        made = made_by(first, "plot_timeline()")
        return Chart(f"first_{policy}", caption, 3.2 + 0.6 * levels, lambda ax: plot_timeline(drawn, policy=policy, ax=ax, lang=lang), made)
    height = 1.3 + 0.21 * len(drawn)
    made = made_by(first, "plot_first_mentions()")
    return Chart(f"first_{policy}", caption, height, lambda ax: plot_first_mentions(drawn, policy=policy, ax=ax, lang=lang), made)


def _by_status(first: pd.DataFrame, lang: Language) -> Iterator[str]:
    """How sure the first mentions are, those that there are."""
    counts = first["status"].value_counts()
    wordings = {
        "observed": ("{} 个首次提及的年份确定", "{} in a year that is sure"),
        "interval": ("{} 个其前缺报告（早晚不定）", "{} after years without reports"),
        "in first report": ("{} 个在首份报告里已有（可能更早）", "{} in their first report (it may be older)"),
    }
    for status, words in wordings.items():
        if counts.get(status, 0):
            yield wording(lang, *words).format(counts[status])


def province_chart(rows: pd.DataFrame, indicator: str, *, lang: Language) -> Chart | None:
    """Return the figure of the newest year in which provinces have results; None where they are too few.

    Parameters
    ----------
    rows : DataFrame
        Cells of the indicator.
    indicator : str
    """
    found = of_provinces(rows)
    of_series = found.groupby(["measure", "unit", "year"])["adcode"].nunique().reset_index(name="n")
    if of_series.empty:
        return None
    # The series that tells most provinces in a year, in the newest year that tells nearly as many.
    enough = of_series[of_series["n"] >= 0.8 * of_series["n"].max()]
    measure, unit, year = enough.sort_values(["year", "n", "measure", "unit"]).iloc[-1][["measure", "unit", "year"]]
    cells = found[(found["measure"] == measure) & (found["unit"] == unit) & (found["year"] == year)].drop_duplicates("adcode")
    if not has_provinces(cells):
        return None
    n, ends = len(cells), cells.sort_values("actual", kind="stable")["place"]
    caption = wording(
        lang,
        f"{year} 年有结果的 {n} 个省份（共 {_PROVINCES} 个），斜线为文中没有；最低 {ends.iat[0]}，最高 {ends.iat[-1]}。数字为各地报告自述，"
        "没有抽样区间；相差在末位之内的不宜排序。每格的原句见下表。",
        f"Results of {year} of {n} provinces (of {_PROVINCES}), hatched: not told; lowest {ends.iat[0]}, highest {ends.iat[-1]}. "
        "As reports tell them, without sampling error; differences in the last digit are no order. The table opens each sentence.",
    )
    chosen = f"query(\"indicator == '{indicator}' and year == {year} and measure == '{measure}' and unit == '{unit}'\")"
    made = (*made_by(rows, chosen), "plot_provinces()")
    return Chart(f"provinces_{indicator}", caption, 5.4, lambda ax: plot_provinces(cells, ax=ax, lang=lang), made, 5.8)
