"""Levels and power of the tests of trends, shapes, change points and bursts, by simulation (seeded; about two minutes).

    python benchmarks/bench_trend_levels.py [FOLDER_OF_A_CORPUS]

Each number is the share of series of which something is found at 5 %. With a corpus (one of several decades), also how many of its
words are found with its years as they are and with its years shuffled.
"""

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from rows import Row

import toolkit as tk
from toolkit.trends.mann_kendall import row_tests

Floats = NDArray[np.float64]
LENGTHS = (15, 27, 53)
METHODS = ("ar1", "original")
WORDS = 10_000


def autocorrelated(phi: float) -> Callable[[int, int, np.random.Generator], Floats]:
    """Normal noise with variance 1 and an autocorrelation of phi, as rates of words around 100."""

    def draw(n_series: int, n: int, rng: np.random.Generator) -> Floats:
        steps = rng.normal(size=(n, n_series))
        values = [steps[0]]
        for step in steps[1:]:
            values.append(phi * values[-1] + np.sqrt(1 - phi**2) * step)
        return np.array(values).T

    return draw


NOISE: dict[str, Callable[[int, int, np.random.Generator], Floats]] = {
    "white": autocorrelated(0.0),
    "AR(.3)": autocorrelated(0.3),
    "AR(.6)": autocorrelated(0.6),
    "Poisson(.3)": lambda n_series, n, rng: rng.poisson(0.3, size=(n_series, n)).astype(float),
    "Poisson(3)": lambda n_series, n, rng: rng.poisson(3, size=(n_series, n)).astype(float),
    "Poisson(30)": lambda n_series, n, rng: rng.poisson(30, size=(n_series, n)).astype(float),
    "neg. binomial(3, size 1)": lambda n_series, n, rng: rng.negative_binomial(1, 0.25, size=(n_series, n)).astype(float),
    "neg. binomial(30, size 2)": lambda n_series, n, rng: rng.negative_binomial(2, 1 / 16, size=(n_series, n)).astype(float),
}


def table_of(values: Floats, *, counts: bool) -> pd.DataFrame:
    """A table of series as `term_trends` makes it: counts in years of 10,000 words, or plain rates."""
    n_series, n = values.shape
    table = pd.DataFrame({
        "term": np.repeat([f"{series:06}" for series in range(n_series)], n), "year": np.tile(np.arange(1970, 1970 + n), n_series),
        "rate": values.ravel(),
    })  # fmt: skip
    if counts:
        return table.assign(n=values.ravel().astype(int), n_tokens=WORDS)
    # Far from 0 the square root is a straight line.
    return table.assign(rate=table["rate"] + 100)


def changed(values: Floats, *, counts: bool) -> float:
    """Share of series with a change point at 5 % each: a series alone, so that nothing is adjusted."""
    table = table_of(values, counts=counts)
    found = tk.find_change_points(table, alpha=0.999)
    return float((found.drop_duplicates("term")["p"] <= 0.05).sum() / len(values))


def shaped(values: Floats, *, counts: bool) -> float:
    """Share of series whose shape is not none."""
    table = table_of(values, counts=counts).assign(
        n_years=values.shape[1], tau=0.0, slope=0.0, slope_low=0.0, slope_high=0.0, p=1.0, p_adjusted=1.0, trend="", test=""
    )
    return float((tk.trend_summary(table)["p_shape"] <= 0.05).mean())


def trended(values: Floats, method: str) -> float:
    """Share of series with a trend."""
    return float((row_tests(values, np.arange(values.shape[1], dtype=float), method)["p"] <= 0.05).mean())


def shapes_found(values: Floats) -> pd.Series:
    """Share of series by shape, each tested at 5 %."""
    table = table_of(values, counts=False).assign(
        n_years=values.shape[1], tau=0.0, slope=0.0, slope_low=0.0, slope_high=0.0, p=1.0, p_adjusted=1.0, trend="", test=""
    )
    summary = tk.trend_summary(table, alpha=0.999)
    return summary["shape"].where(summary["p_shape"] <= 0.05, "none").value_counts(normalize=True)


def levels(n_series: int, *, lengths: tuple[int, ...] = LENGTHS, seed: int = 1) -> pd.DataFrame:
    """Share of series of pure noise in which something is found."""
    rows = []
    for n in lengths:
        for name, draw in NOISE.items():
            rng = np.random.default_rng([seed, n])
            values = draw(n_series, n, rng)
            counts = "(" in name and not name.startswith("AR")
            tests = {f"trend, {method}": trended(values, method) for method in METHODS}
            rows.append({
                "years": n, "noise": name, "change points": changed(values, counts=counts), "shape": shaped(values, counts=counts), **tests,
            })  # fmt: skip
    return pd.DataFrame(rows)


def rows() -> Iterator[Row]:
    """The levels of the tests in 27 years of noise, white and of autocorrelation .3."""
    table = levels(300, lengths=(27,)).set_index("noise")
    for noise in ("white", "AR(.3)"):
        for test in ("trend, ar1", "change points", "shape"):
            share = float(table.loc[noise, test])
            yield Row(f"{test}: found in noise, {noise}", share, 0.05, "at most", 1.6, "", "their level")


def power(n_series: int, *, lengths: tuple[int, ...] = LENGTHS, seed: int = 2) -> pd.DataFrame:
    """Share of series in which what was planted is found."""
    rows = []
    for n in lengths:
        at = np.arange(n) / (n - 1)
        for name in ("white", "AR(.3)", "AR(.6)"):
            rng = np.random.default_rng([seed, n])
            row: dict[str, object] = {"years": n, "noise": name}
            for size in (1, 1.5, 2, 3):
                row[f"step {size} sd"] = changed(NOISE[name](n_series, n, rng) + size * (at > 0.5), counts=False)
            for size in (2, 4):
                row[f"rise {size} sd"] = trended(NOISE[name](n_series, n, rng) + size * at, "ar1")
            courses = {"hump 4 sd": 4 * (1 - np.abs(2 * at - 1)), "stretch 3 sd": 3.0 * ((at > 0.33) & (at < 0.67))}
            row |= {course: shapes_found(NOISE[name](n_series, n, rng) + line).get("hump", 0.0) for course, line in courses.items()}
            rows.append(row)
        rng = np.random.default_rng([seed, n])
        for mean in (3, 10, 30):
            counts = rng.poisson(mean * (1 + (at > 0.5)), size=(n_series, n)).astype(float)
            rows.append({"years": n, "noise": f"Poisson({mean}), rate doubles", "doubling": changed(counts, counts=True)})
    return pd.DataFrame(rows)


def of_corpus(folder: str) -> pd.DataFrame:
    """Words of a corpus that are found, in the order of its years and in two others."""
    matrix = tk.count_terms(tk.open_corpus(folder))
    rows = []
    for order in range(3):
        years = matrix.rows["year"]
        other = np.random.default_rng(order).permutation(years.unique())
        shuffled = years if order == 0 else years.map(dict(zip(years.unique(), other, strict=True)))
        ordered = replace(matrix, rows=matrix.rows.assign(year=shuffled))
        often = ordered.trim(min_df=8)
        start = time.perf_counter()
        table = tk.term_trends(often)
        trends = time.perf_counter() - start
        summary = tk.trend_summary(table)
        start = time.perf_counter()
        changes = tk.find_change_points(table)
        seconds = time.perf_counter() - start
        bursts = tk.detect_bursts(ordered)
        rows.append({
            "years": "as they are" if order == 0 else "shuffled", "words": len(often.terms),
            "trends": summary["trend"].isin(["increasing", "decreasing"]).sum(), "shapes": (summary["shape"] != "none").sum(),
            "changed": changes["term"].nunique(), "words of bursts": int((np.asarray(matrix.counts.sum(axis=0)) >= 5).sum()),
            "bursting": bursts["term"].nunique(), "s, trends": round(trends, 1), "s, changes": round(seconds, 1),
        })  # fmt: skip
    return pd.DataFrame(rows)


def main() -> None:
    """Print the tables."""
    with pd.option_context("display.width", 200, "display.max_columns", 20, "display.float_format", "{:.3f}".format):
        print(levels(1000).to_string(index=False), end="\n\n")
        print(power(400).to_string(index=False, na_rep=""), end="\n\n")
        for folder in sys.argv[1:]:
            print(folder, of_corpus(folder).to_string(index=False), sep="\n")


if __name__ == "__main__":
    main()
