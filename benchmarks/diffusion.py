"""How far the hazard of diffusion can be trusted: planted spreads over the map of provinces, and spreads without any neighbour's effect.

    python benchmarks/diffusion.py [--simulations 200]

Each simulation plants several policies over the 31 provinces: the hazard of a year is cloglog(base + effect × share of neighbours that had
adopted by the year before + 0.5 × x). Told are the mean estimate of the neighbours' effect, the coverage of its 95 % interval and how
often it differs from 0 at the level of 5 %. `missing` is the share of reports that are lost; `shock` lets a third of
all places adopt in one
year, as after a central document.
"""

import argparse

import numpy as np
import pandas as pd

import toolkit as tk
from toolkit.lexicon import read_table
from toolkit.places.regions import neighbours_among, region_of

CODES = [row["code"] for row in read_table("places/regions.tsv")]
NEIGHBOURS = neighbours_among(CODES)
NEAR = np.array([[other in NEIGHBOURS[code] for other in CODES] for code in CODES], dtype=float)
NEAR /= np.maximum(NEAR.sum(axis=1, keepdims=True), 1)
YEARS = 20


def spread(rng, effect, shock):
    """The year in which each province adopts, 0 where it does not."""
    x = rng.standard_normal(len(CODES))
    base, when = rng.uniform(-3.6, -2.8), np.zeros(len(CODES), dtype=int)
    peak = rng.integers(4, 9)
    for year in range(1, YEARS + 1):
        had = (when > 0).astype(float)
        eta = base + effect * (NEAR @ had) + 0.5 * x + (2.5 if shock and year == peak else 0.0)
        now = (rng.random(len(CODES)) < -np.expm1(-np.exp(eta))) & (when == 0)
        when[now] = year
    return x, when


def table_of(rng, policies, effect, missing, shock):
    """What first_mentions would tell of these spreads, and the covariate."""
    rows, covariates = [], []
    for policy in range(policies):
        x, when = spread(rng, effect, shock)
        for code, value, adopted in zip(CODES, x, when, strict=True):
            there = np.flatnonzero(rng.random(YEARS) >= missing) + 2001
            named = [year for year in there if adopted and year >= adopted + 2000]
            before = [year for year in there if not named or year < named[0]]
            gaps = sorted(set(range(there[0], there[-1])) - set(there))
            rows.append({
                "policy": f"p{policy}", "place": code, "adcode": code, "level": "province", "region": region_of(code),
                "first_year": named[0] if named else None, "not_before": before[-1] if before else None, "first_report": there[0],
                "last_report": there[-1], "missing_years": "、".join(map(str, gaps)), "doc_id": f"{code}/{named[0]}" if named else None,
                "sentence_id": 0 if named else None,
            })  # fmt: skip
            covariates.append({"policy": f"p{policy}", "place": code, "x": value})
    return pd.DataFrame(rows), pd.DataFrame(covariates)


def measured(simulations, policies, effect, missing, shock, time, link):
    found = []
    for seed in range(simulations):
        first, covariates = table_of(np.random.default_rng(seed), policies, effect, missing, shock)
        events = tk.event_table(first, covariates=covariates)
        model = tk.hazard_model(events, ["neighbours_share", "x"], time=time, link=link)
        row = model.coefficients.set_index("term").loc["neighbours_share"]
        found.append((row["coefficient"], row["low"] <= effect <= row["high"], row["p"] < 0.05, row["se"]))
    values, covered, rejected, errors = (np.array(column, dtype=float) for column in zip(*found, strict=True))
    return {
        "mean": values.mean(),
        "sd": values.std(),
        "mean_se": errors.mean(),
        "coverage": covered.mean(),
        "rejects 0": rejected.mean(),
    }


CASES = [
    (5, 1.5, 0.0, False, "log"), (1, 1.5, 0.0, False, "log"), (5, 1.5, 0.15, False, "log"), (5, 1.5, 0.0, False,
    "year"), (1, 1.5, 0.0, False, "year"),
    (5, 0.0, 0.0, False, "log"), (1, 0.0, 0.0, False, "log"), (5, 0.0, 0.15, False, "log"), (5, 0.0, 0.0, False,
    "year"), (1, 0.0, 0.0, False, "year"),
    (5, 0.0, 0.0, True, "none"), (5, 0.0, 0.0, True, "log"), (5, 0.0, 0.0, True, "cubic"), (5, 0.0, 0.0, True, "year"),
]  # fmt: skip


def network(simulations, null, edges, unequal):
    """Shares of simulations with a false edge, and of planted edges found."""
    false, true = [], []
    for seed in range(simulations):
        rng = np.random.default_rng(seed)
        speed = np.exp(unequal * rng.standard_normal(24))
        planted = [(at, at + 12) for at in range(edges)]
        rows = []
        for policy in range(60):
            years = 2000 + np.minimum(np.ceil(rng.exponential(size=24) / speed * 4), 15).astype(int)
            for source, target in planted:
                if rng.random() < 0.5:
                    years[target] = years[source] + 1
            there = rng.random(24) < 0.7
            rows += [(f"p{policy}", f"{at:02}", "observed", int(years[at])) for at in np.flatnonzero(there)]
        first = pd.DataFrame(rows, columns=["policy", "place", "status", "first_year"])
        found = tk.diffusion_network(first, null=null, n_permutations=199, seed=seed).edges
        pairs = {(int(row.source), int(row.target)) for row in found.itertuples()}
        false.append(bool(pairs - set(planted)))
        true.append(len(pairs & set(planted)) / max(edges, 1))
    return {"any false edge": np.mean(false), "planted found": np.mean(true)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--simulations", type=int, default=200)
    parser.add_argument("--part", choices=["hazard", "network"], default=None)
    options = parser.parse_args()
    if options.part != "network":
        for policies, effect, missing, shock, time in CASES:
            told = measured(options.simulations, policies, effect, missing, shock, time, "cloglog")
            case = f"policies {policies} effect {effect} missing {missing:.0%} shock {'yes' if shock else 'no '} time {time:5}"
            print(case, " ".join(f"{name} {value:.3f}" for name, value in told.items()), flush=True)
    if options.part != "hazard":
        for null, edges, unequal in NETWORKS:
            told = network(options.simulations, null, edges, unequal)
            case = f"network null {null:9} planted {edges:2} places {'unequal' if unequal else 'equal  '}"
            print(case, " ".join(f"{name} {value:.3f}" for name, value in told.items()), flush=True)


NETWORKS = [
    ("quickness", 0, 0.0),
    ("shuffle", 0, 0.0),
    ("quickness", 0, 0.7),
    ("shuffle", 0, 0.7),
    ("quickness", 10, 0.7),
]


if __name__ == "__main__":
    main()
