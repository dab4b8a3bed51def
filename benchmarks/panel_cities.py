"""Compare the panel of statistical bulletins and budget reports of cities with figures that others recorded by hand.

    python benchmarks/panel_cities.py DOCUMENTS FIGURES.csv [--list]

DOCUMENTS is a folder of bulletins and budget reports; FIGURES has one row a city and year, with the columns of ``MEASURED`` and the
files that the figures may stand in. Recorded figures have errors and come partly from elsewhere; so each is looked for in the text
of those files first, and those that do not stand there are counted apart.
"""

import argparse
import re
import tempfile
from pathlib import Path

import pandas as pd

import toolkit as tk

MEASURED = {
    "gdp_current_100m": ("地区生产总值", "level", "亿元"),
    "gdp_real_growth_pct": ("地区生产总值", "change", "%"),
    "resident_population_10k": ("常住人口", "level", "万人"),
    "general_public_revenue_100m": ("一般公共预算收入", "level", "亿元"),
    "general_public_expenditure_100m": ("一般公共预算支出", "level", "亿元"),
    "gov_fund_revenue_100m": ("政府性基金预算收入", "level", "亿元"),
    "general_debt_balance_100m": ("一般债务余额", "level", "亿元"),
    "special_debt_balance_100m": ("专项债务余额", "level", "亿元"),
}
SCALE = {"亿元": ("元", 1e8), "万人": ("人", 1e4), "%": ("%", 1.0)}
WRITTEN = {"亿元": "亿", "万人": "万(?:人|(?=[，。、]))", "%": "[%％]"}
BARE = r"|(?=[\t\n])"
ROUNDING = 0.006
"""How far apart two figures may be, relative to the size, and still be one figure rounded twice."""


def recorded(figures: Path) -> pd.DataFrame:
    """Return the recorded figures, one row each."""
    wide = pd.read_csv(figures, dtype={"admin_code_6": str})
    facts = ["admin_code_6", "city_name_cn", "metric_year", "documents"]
    long = wide.melt(id_vars=facts, value_vars=list(MEASURED)).dropna(subset=["value"])
    told = long["variable"].map(MEASURED)
    return long.assign(indicator=told.str[0], measure=told.str[1], unit=told.str[2]).reset_index(drop=True)


def stands_in(text: str, value: float, unit: str) -> bool:
    """Return whether a number stands in a text in its unit, also rounded to one digit less, in 万元 for 亿元, or bare in a table's row."""
    texts = re.sub("(?<=[0-9])[,，](?=[0-9]{3})", "", text)
    near = [digits for digits in (2, 1, 0) if abs(round(value, digits) - value) <= ROUNDING * abs(value)]
    wordings = {f"{value:.{digits}f}" for digits in near} | {f"{value:g}"}
    forms = [rf"{re.escape(wording)}\s*(?:{WRITTEN[unit]}{BARE if '.' in wording else ''})" for wording in wordings]
    forms += [rf"{value * 1e4:.0f}\s*(?:万元|(?=[\t\n]))"] if unit == "亿元" else [rf"{value * 1e4:.0f}人"] if unit == "万人" else []
    return any(re.search(rf"(?<![0-9.]){form}", texts) for form in forms)


def verdicts(figures: pd.DataFrame, documents: pd.DataFrame, panel: pd.DataFrame) -> pd.DataFrame:
    """Return the recorded figures with what the panel has for each."""
    texts = documents.set_index("doc_id")["text"]
    rows = []
    for figure in figures.itertuples():
        base, factor = SCALE[figure.unit]
        names = [name for name in figure.documents.split(";") if name in texts.index]
        there = any(stands_in(texts[name], figure.value, figure.unit) for name in names)
        cell = panel[
            (panel["adcode"] == figure.admin_code_6) & (panel["year"] == figure.metric_year) & (panel["indicator"] == figure.indicator)
            & (panel["measure"] == figure.measure) & (panel["unit"] == base)
        ]  # fmt: skip
        found = cell["actual"].fillna(cell["estimate"])
        value = float(found.iloc[0]) / factor if len(found) and found.notna().any() else float("nan")
        sentence = str(cell["actual_sentence"].iloc[0]) if len(cell) else ""
        close = abs(value - figure.value) <= ROUNDING * abs(figure.value)
        verdict = "right" if close else "missing" if value != value else "other"
        rows.append({**figure._asdict(), "there": there, "found": value, "verdict": verdict, "sentence": sentence.strip()})
    return pd.DataFrame(rows)


def main() -> None:
    """Print the comparison."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", type=Path)
    parser.add_argument("figures", type=Path)
    parser.add_argument("--list", action="store_true", help="list every figure that stands in the files and is not right")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        corpus = tk.build_corpus(arguments.documents, folder).annotate(entities=False)
        compared = verdicts(recorded(arguments.figures), corpus.documents, tk.claims_panel(corpus.claims))
    print(compared.groupby(["there", "verdict"]).size().unstack(fill_value=0).to_string())
    standing = compared[compared["there"]]
    print(f"of {len(standing)} figures that stand in the files, {(standing['verdict'] == 'right').mean():.1%} are right")
    print(standing.groupby("indicator")["verdict"].value_counts().unstack(fill_value=0).to_string())
    if arguments.list:
        for row in standing[standing["verdict"] != "right"].itertuples():
            print(f"{row.verdict}: {row.city_name_cn} {row.indicator} {row.measure} {row.metric_year}: {row.value} {row.unit}")
            print(f"    in {row.documents}\n    found {row.found:.10g}: {row.sentence[:150]}")


if __name__ == "__main__":
    main()
