"""Print the targets and results of one indicator over the years, each with the sentence it was read in, to be checked by hand.

    python benchmarks/panel_growth.py REPORTS [--indicator 地区生产总值] [--measure change] [--since 1990]
"""

import argparse
import tempfile
from pathlib import Path

import toolkit as tk


def main() -> None:
    """Print the panel."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", type=Path)
    parser.add_argument("--indicator", default="地区生产总值")
    parser.add_argument("--measure", default="change", choices=["change", "level"])
    parser.add_argument("--since", type=int, default=1990)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        corpus = tk.build_corpus(arguments.reports, folder).annotate(entities=False)
        panel = tk.claims_panel(corpus.claims, indicator=arguments.indicator)
    rows = panel[(panel["measure"] == arguments.measure) & (panel["year"] >= arguments.since)]
    for row in rows.itertuples():
        flag = ", sources differ" if row.conflict else ""
        print(f"{row.place} {row.year}: target {row.target:g} {row.unit} {row.target_bound}, result {row.actual:g} {row.unit}{flag}")
        for name, doc_id, sentence in (
            ("target", row.target_doc_id, row.target_sentence),
            ("result", row.actual_doc_id, row.actual_sentence),
        ):
            if isinstance(sentence, str):
                print(f"    {name}: {sentence.strip()[:120]} [{doc_id}]")
    print(f"{len(rows)} rows: {rows['target'].notna().sum()} targets, {rows['actual'].notna().sum()} results")


if __name__ == "__main__":
    main()
