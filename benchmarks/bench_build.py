"""Building a corpus: speed against jieba alone, two processes against one, memory and rebuilding of 10,000 documents.

    python benchmarks/bench_build.py [--documents 10000] [--runs 5]

The documents are put together from the paragraphs of corpora/demo, by a seed. Each figure is a ratio of medians of CPU seconds taken in
this one run, after a warm-up; two processes are set against one by the clock.
"""

import argparse
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import jieba
from rows import DEMO, Row, faster, seconds

import toolkit as tk

CHARS = 3000


def write_documents(folder: Path, n: int, *, seed: int = 0) -> None:
    """Write `n` reports of about 3,000 characters, no two alike."""
    demo = tk.build_corpus(DEMO, tokens=False)
    paragraphs = [line for text in demo.documents["text"] for line in text.split("\n") if len(line) > 40]
    rng = random.Random(seed)
    folder.mkdir(parents=True)
    for number in range(n):
        lines, length = [f"{2000 + number % 25}年第{number}号政府工作报告"], 0
        while length < CHARS:
            line = re.sub("[0-9]+", lambda match: str(rng.randrange(10 ** len(match.group()))), rng.choice(paragraphs))
            lines.append(line)
            length += len(line)
        Path(folder, f"{number:05}.txt").write_text("\n".join(lines), encoding="utf-8")


def peak_mebibytes(source: Path, target: Path) -> float:
    """Return the peak memory of a fresh process that builds a corpus (Linux)."""
    # The kernel's high-water mark of the new program; ru_maxrss would start at the memory of this process.
    code = (
        f"import toolkit as tk; tk.build_corpus({str(source)!r}, {str(target)!r}); "
        "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return int(done.stdout) / 1024


def rows() -> Iterator[Row]:
    """The build, and the whole road from files to claims and entities, beside jieba alone; what one changed document costs."""
    with tempfile.TemporaryDirectory() as name:
        source, target = Path(name, "in"), Path(name, "out")
        write_documents(source, 100)
        texts = [path.read_text(encoding="utf-8") for path in sorted(source.iterdir())]
        jieba.initialize()

        def whole_road() -> None:
            shutil.rmtree(target, ignore_errors=True)
            tk.build_corpus(source, target).annotate()

        def build() -> None:
            shutil.rmtree(target, ignore_errors=True)
            tk.build_corpus(source, target)

        theirs, built, road = seconds(lambda: [jieba.lcut(text) for text in texts], build, whole_road)
        yield faster("build of 100 reports", built, theirs, than="jieba.lcut", target=8)
        yield faster("build, entities and claims of 100 reports", road, theirs, than="jieba.lcut", target=2)
        changed = sorted(source.iterdir())[50]

        def again() -> None:
            changed.write_text(changed.read_text(encoding="utf-8") + f"\n第{time.perf_counter_ns()}次修改。", encoding="utf-8")
            tk.build_corpus(source, target)

        build()
        time.sleep(2.5)
        (once,) = seconds(again)
        yield Row("one document of 100 changed", once, built, "at most", 0.4, "s", "the whole build")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=5)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        for line in measure(Path(name), args.documents, args.runs):
            print(line, flush=True)


def measure(folder: Path, n: int, runs: int) -> Iterator[str]:
    """Yield the lines of the table."""
    few, many = folder / "few", folder / "many"
    write_documents(few, n // 10)
    write_documents(many, n, seed=1)
    target = folder / "target"
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(few.iterdir()))
    size = len(text.encode()) / 1e6
    jieba.initialize()

    def clear() -> None:
        shutil.rmtree(target, ignore_errors=True)

    sample = text[: len(text) // 5]
    (alone,) = seconds(lambda: jieba.lcut(sample), runs=runs)
    (build,) = seconds(lambda: tk.build_corpus(few, target), runs=runs, before=clear)
    yield f"build of {n // 10} documents ({size:.1f} MB), one process: {size / build:.2f} MB/s"
    yield f"jieba.lcut alone on the same text: {size / 5 / alone:.2f} MB/s"
    yield f"build against jieba.lcut: {5 * alone / build:.1f} times as fast (asked: 8)"
    one, two = seconds(
        lambda: tk.build_corpus(few, target), lambda: tk.build_corpus(few, target, n_jobs=2),
        runs=runs, before=clear, clock=time.perf_counter,
    )  # fmt: skip
    yield f"two processes against one: {one / two:.2f} times as fast (asked: 1.7)"
    (whole,) = seconds(lambda: tk.build_corpus(many, target), runs=1, before=clear)
    yield f"full build of {n} documents: {whole:.1f} s"
    changed = sorted(many.iterdir())[n // 2]

    def change() -> None:
        changed.write_text(changed.read_text(encoding="utf-8") + f"\n第{time.perf_counter_ns()}次修改。", encoding="utf-8")

    time.sleep(3)
    (again,) = seconds(lambda: tk.build_corpus(many, target), runs=runs, before=change)
    yield f"one document of {n} changed: {again:.2f} s, {100 * again / whole:.2f} % of a full build (asked: under 3)"
    clear()
    low = peak_mebibytes(few, target)
    clear()
    high = peak_mebibytes(many, target)
    yield f"peak memory: {low:.0f} MiB for {n // 10} documents, {high:.0f} MiB for {n}: {high / low:.2f} times (asked: at most 1.3)"


if __name__ == "__main__":
    main()
