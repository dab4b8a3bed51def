"""What building and annotating cost as a corpus grows: CPU seconds, memory, disk, and what a million documents would take.

    python benchmarks/bench_scale.py [FOLDER_OF_REPORTS] [--sizes 300 600 1200 2400]

Each size is built and annotated in a process of its own by one worker. The documents are those of the folder, again and again with other
figures, so that no two are alike, or without one reports of about 3,000 characters from the paragraphs of the demo corpus. An exponent e
(cost ~ documents ** e) is fitted, and a million documents are extrapolated from the growth between the last two sizes.
"""

import argparse
import json
import math
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench_build import write_documents
from rows import Row

MILLION = 1_000_000
STEPS = """
import json, resource, sys, time
import toolkit as tk
source, target = sys.argv[1:]
def spent():
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
def peak():
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM")) / 1024
tk.tokenize("预热"), tk.extract_entities("国务院。"), tk.extract_claims("增长5%。")
told, before = {}, spent()
corpus = tk.build_corpus(source, target)
told["build s"], told["build MiB"], before = spent() - before, peak(), spent()
corpus.annotate()
told["annotate s"], told["annotate MiB"], before = spent() - before, peak(), spent()
tk.build_corpus(source, target)
told["nothing changed s"], before = spent() - before, spent()
tk.count_terms(tk.open_corpus(target))
told["count_terms s"], told["count_terms MiB"], before = spent() - before, peak(), spent()
tk.open_corpus(target).claims
told["claims s"], told["claims MiB"] = spent() - before, peak()
print(json.dumps(told))
"""


def cost(source: Path, target: Path) -> dict[str, float]:
    """What each step takes of a process of its own; memory is the peak up to there."""
    command = [sys.executable, "-c", STEPS, str(source), str(target)]
    found = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
    found["corpus MiB"] = sum(path.stat().st_size for path in target.rglob("*") if path.is_file()) / 2**20
    found["source MiB"] = sum(path.stat().st_size for path in source.rglob("*") if path.is_file()) / 2**20
    return dict(found)


def written(folder: Path, texts: Sequence[str], number: int) -> Path:
    """So many documents of a folder, with other figures each time."""
    source = folder / f"in{number}"
    if not texts:
        write_documents(source, number)
        return source
    source.mkdir()
    rng = random.Random(0)
    for at in range(number):
        text = re.sub("[0-9](?=[0-9.]*[亿万%个家])", lambda _: str(rng.randrange(1, 10)), texts[at % len(texts)])
        (source / f"{at:07}.txt").write_text(text, encoding="utf-8")
    return source


def slope(sizes: Sequence[int], values: Sequence[float]) -> float:
    """The exponent of the least squares through the logarithms."""
    x, y = [math.log(size) for size in sizes], [math.log(value) for value in values]
    across, up = sum(x) / len(x), sum(y) / len(y)
    return sum((a - across) * (b - up) for a, b in zip(x, y, strict=True)) / sum((a - across) ** 2 for a in x)


def rows() -> Iterator[Row]:
    """How cost grows between 100 and 400 documents."""
    with tempfile.TemporaryDirectory() as name:
        sizes = (100, 200, 400)
        found = [cost(written(Path(name), (), size), Path(name, f"out{size}")) for size in sizes]
        for step in ("build s", "annotate s"):
            exponent = slope(sizes, [one[step] for one in found])
            yield Row(f"growth of {step[:-2]} with documents", exponent, 1.0, "at most", 1.1, "", "linear")
        for step in ("build MiB", "annotate MiB"):
            yield Row(f"memory of {step[:-4]}, 400 documents", found[-1][step], found[0][step], "at most", 1.3, "MiB", "100 documents")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--sizes", nargs="+", type=int, default=[300, 600, 1200, 2400])
    given = parser.parse_args()
    files = sorted(path for path in given.folder.rglob("*") if path.suffix in (".txt", ".md")) if given.folder else []
    texts = [path.read_text(encoding="utf-8") for path in files]
    found = []
    with tempfile.TemporaryDirectory() as name:
        for size in given.sizes:
            found.append(cost(written(Path(name), texts, size), Path(name, f"out{size}")))
            print(size, {key: round(value, 2) for key, value in found[-1].items()}, file=sys.stderr, flush=True)
    print(f"{'':20}" + "".join(f"{size:>10,}" for size in given.sizes) + f"{'exponent':>10}{MILLION:>14,}")
    for step in found[0]:
        values = [one[step] for one in found]
        more = (values[-1] - values[-2]) / (given.sizes[-1] - given.sizes[-2])
        extrapolated = values[-1] + more * (MILLION - given.sizes[-1])
        print(f"{step:20}" + "".join(f"{value:10.1f}" for value in values) + f"{slope(given.sizes, values):10.2f}{extrapolated:14,.0f}")


if __name__ == "__main__":
    main()
