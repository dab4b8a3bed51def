"""What became of targets, year by year, as a table of the page."""

from collections.abc import Iterable

import pandas as pd

from toolkit.figures.style import Language, wording
from toolkit.report.blocks import Cell, Column, Table, table_of, trail_of
from toolkit.report.quotes import QuoteBook
from toolkit.statistics import wilson

__all__ = ["outcome_table"]


def outcome_table(outcomes: pd.DataFrame, book: QuoteBook, *, lang: Language) -> Table:
    """Return how many annual targets of each year were hit and missed, the newest year first; numbers open the results.

    Parameters
    ----------
    outcomes : DataFrame
        As `judged_targets` returns it.
    book : QuoteBook
    """
    rows = outcomes[outcomes["annual"].astype(bool)]
    counts = rows.groupby(["year", "outcome"]).size().unstack(fill_value=0).reindex(columns=["hit", "miss"], fill_value=0)
    counts = counts.sort_index(ascending=False)
    n = counts.sum(axis=1)
    low, high = wilson(counts["hit"].to_numpy(), n.to_numpy())
    shares = zip(counts["hit"] / n, low, high, strict=True)
    indicators, places = (rows.groupby("year")[name].nunique().reindex(counts.index) for name in ("indicator", "place"))

    def opening(outcome: str) -> list[Cell]:
        return [book.opening(f"{number:,}", "outcome", str(year), outcome) for year, number in counts[outcome].items()]

    columns: list[tuple[Column, Iterable[object]]] = [
        (Column(wording(lang, "年份", "Year"), "n"), counts.index),
        (Column(wording(lang, "有结果的目标", "Targets with results"), "n"), n),
        (Column(wording(lang, "达到", "Hit"), "n"), opening("hit")),
        (Column(wording(lang, "未达到", "Missed"), "n"), opening("miss")),
        (Column(wording(lang, "达到的占比", "Share hit"), "n"), [f"{share:.0%} [{ends[0]:.0%}, {ends[1]:.0%}]" for share, *ends in shares]),
        (Column(wording(lang, "指标", "Indicators"), "n"), indicators),
        (Column(wording(lang, "地区", "Places"), "n"), places),
    ]
    heading = wording(lang, "目标的结局", "Outcome of targets")
    note = wording(
        lang, "方括号内为 95% 区间（Wilson），把各目标当作相互独立；数字点开是其中几个结果的原句。",
        "In brackets the 95% interval (Wilson), targets taken as independent; numbers open sentences of some of the results.",
    )  # fmt: skip
    return table_of(columns, heading=heading, note=note, trail=trail_of(outcomes))
