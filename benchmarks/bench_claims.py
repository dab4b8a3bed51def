"""Numeric claims: speed against jieba.lcut on the same texts in the same run, of reports and of bulletins; linearity on hostile rows.

    python benchmarks/bench_claims.py [FOLDER]

FOLDER holds documents in any format that the toolkit reads; the demo corpus is read where none is given. Figures are medians of five
after a warm-up, of process time on one core. A row of the same characters four times as long may take about four times as long.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

import jieba
from rows import DEMO, Row, demo, faster, seconds

import toolkit as tk

KINDS = {"work reports": "政府工作报告", "statistical bulletins": "统计公报"}
RUNS = 5
HOSTILE = [
    "1", "一", ",", "1,", "1—", "1:", "一千", "百分之", "（1", "第", "《", "“", "增长5%，", "2023年增长5%，", "（增长5%，",
    "今年增长5%；", "预计5%", "其中，增长5%", "甲镇5%、", "由5亿元增加到6亿元，", "力争", "全市", "\n一、5%",
]  # fmt: skip


def speed(folder: Path) -> None:
    """Print claims and jieba side by side for each kind of document."""
    documents = tk.build_corpus(folder, tokens=False).documents
    for name, word in KINDS.items():
        chosen = documents[documents["title"].fillna("").str.contains(word)]
        if chosen.empty:
            continue
        given = [
            (row.text, {"place": row.place or None, "report_year": int(row.year), "review_year": int(row.year) - 1})
            for row in chosen.dropna(subset=["year"]).itertuples()
        ]
        megabytes = sum(len(text.encode()) for text, _ in given) / 1e6
        claims = sum(len(tk.extract_claims(text, **facts)) for text, facts in given)
        ours, theirs = seconds(
            lambda given=given: [tk.extract_claims(text, **facts) for text, facts in given],
            lambda given=given: [jieba.lcut(text) for text, _ in given],
            runs=RUNS,
        )
        print(f"{len(given)} {name}, {megabytes:.2f} MB, {claims} claims, {ours / claims * 1e6:.0f} microseconds a claim")
        print(f"  extract_claims {megabytes / ours:.2f} MB/s, jieba.lcut {megabytes / theirs:.2f} MB/s, ratio {theirs / ours:.2f}")


def rows() -> Iterator[Row]:
    """Claims of the two kinds of documents in the demo corpus beside jieba."""
    bulletins = sorted(path for path in DEMO.rglob("*统计公报*") if path.suffix in (".txt", ".html"))[:20]
    documents = tk.build_corpus(sorted({*demo(), *bulletins}), tokens=False).documents
    jieba.initialize()
    for (name, word), target in zip(KINDS.items(), (2.0, 1.5), strict=True):
        chosen = documents[documents["title"].fillna("").str.contains(word)].dropna(subset=["year"])
        given = [(row.text, {"place": row.place or None, "report_year": int(row.year)}) for row in chosen.itertuples()]
        theirs, claims = seconds(
            lambda given=given: [jieba.lcut(text) for text, _ in given],
            lambda given=given: [tk.extract_claims(text, **facts) for text, facts in given],
        )
        yield faster(f"extract_claims, {name}", claims, theirs, than="jieba.lcut", target=target)


def linearity(size: int) -> None:
    """Print how much longer a hostile row takes than a quarter of it."""
    for piece in HOSTILE:
        short, long = ((piece * size)[:length] for length in (size // 4, size))
        quarter, whole = seconds(*(lambda text=text: tk.extract_claims(text) for text in (short, long)), runs=1)
        print(f"{size} characters of {piece!r}: {whole:.2f} s, {whole / quarter:.1f} times a quarter of it")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=DEMO)
    parser.add_argument("--size", type=int, default=80_000, help="characters of a hostile row")
    args = parser.parse_args()
    jieba.initialize()
    speed(args.folder)
    linearity(args.size)


if __name__ == "__main__":
    main()
