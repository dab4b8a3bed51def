"""Numeric claims: speed against jieba.lcut on the same text in the same run, linearity, and hostile rows of characters.

    python benchmarks/claims.py [FOLDER]

FOLDER holds reports as .txt; the demo corpus is read where none is given. Figures are medians of five after a warm-up, of process
time on one core.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import jieba

from toolkit.claims import extract_claims

DEMO = Path(__file__).resolve().parents[1] / "corpora" / "demo"
RUNS = 5
HOSTILE = ["1", "一", ",", "1,", "1—", "1:", "一千", "百分之", "（1", "第", "《", "“", "增长5%，", "2023年增长5%，"]


def seconds(work: Callable[[], object], runs: int = RUNS) -> float:
    """Median process time of ``work``."""
    work()
    taken = []
    for _ in range(runs):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def speed(folder: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.txt"))]
    megabytes = sum(len(text.encode()) for text in texts) / 1e6
    jieba.initialize()
    ours = seconds(lambda: [extract_claims(text, report_year=2024, review_year=2023) for text in texts])
    theirs = seconds(lambda: [jieba.lcut(text) for text in texts], runs=3)
    claims = sum(len(extract_claims(text)) for text in texts)
    print(f"{len(texts)} reports, {megabytes:.2f} MB, {claims} claims")
    print(f"extract_claims {megabytes / ours:.2f} MB/s, jieba.lcut {megabytes / theirs:.2f} MB/s, ratio {theirs / ours:.2f}")


def linearity(size: int) -> None:
    for piece in HOSTILE:
        short, long = ((piece * size)[:length] for length in (size // 4, size))
        quarter, whole = (seconds(lambda text=text: extract_claims(text), runs=1) for text in (short, long))
        print(f"{size} characters of {piece!r}: {whole:.2f} s, {whole / quarter:.1f} times a quarter of it")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=DEMO)
    parser.add_argument("--size", type=int, default=200_000, help="characters of a hostile row")
    args = parser.parse_args()
    speed(args.folder)
    linearity(args.size)


if __name__ == "__main__":
    main()
