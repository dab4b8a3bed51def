"""All benchmarks as one table of ratios, kept as JSON and compared with the last one kept (``make bench``).

    python benchmarks/run.py [--only bench_text bench_build] [--results FOLDER] [--no-keep]

Every ``bench_*.py`` beside this file that has a function ``rows()`` is run (see ``rows.py``). The table is written to
``benchmarks/results/DATE.json`` with the kind of processor and the versions, without names of computers or people; a ratio that differs
by more than 20 % from the last table kept is named. A script that fails is told at the end, and the exit status is 1.
"""

import argparse
import importlib
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results"
LIBRARIES = (
    "numpy", "scipy", "scikit-learn", "pandas", "pyarrow", "jieba", "rjieba", "joblib", "lxml", "pypdfium2", "openpyxl", "python-crfsuite",
)  # fmt: skip
NAMED = 0.2
"""A ratio that changed by more than this share is named."""
LIMIT_S = 600
"""Seconds after which a script is ended."""


def main() -> int:
    """Run, print, compare, keep; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", metavar="NAME", help="scripts to run, as bench_text")
    parser.add_argument("--results", type=Path, default=RESULTS, help="folder of the tables kept")
    parser.add_argument("--no-keep", action="store_true", help="do not keep the table")
    parser.add_argument("--rows-of", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.rows_of:
        return told(given.rows_of)
    found, failed = run(given.only or scripts())
    before = last_kept(given.results)
    print(table(found))
    print("\n".join(changes(found, before)))
    if failed:
        print("\n".join(["failed:", *failed]))
    if not (given.no_keep or given.only or failed):
        keep(found, given.results)
    return 1 if failed else 0


def scripts() -> list[str]:
    """Names of the scripts that have rows."""
    return [path.stem for path in sorted(HERE.glob("bench_*.py")) if "\ndef rows(" in path.read_text(encoding="utf-8")]


def told(name: str) -> int:
    """Write the rows of one script to standard output, a line of JSON each; what it prints goes to standard error."""
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as out:
        os.dup2(2, 1)
        for row in importlib.import_module(name).rows():
            print(json.dumps({**row._asdict(), "ratio": row.ratio, "met": row.met}, ensure_ascii=False), file=out, flush=True)
    return 0


def run(names: Iterable[str]) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the rows of all scripts, and the names of those that failed."""
    found: list[dict[str, Any]] = []
    failed = []
    for name in names:
        start = time.monotonic()
        print(f"{name} …", end=" ", file=sys.stderr, flush=True)
        command = [sys.executable, __file__, "--rows-of", name]
        path = os.pathsep.join([str(HERE.parent), os.environ.get("PYTHONPATH", "")])
        environment = {**os.environ, "TQDM_DISABLE": "1", "PYTHONPATH": path}
        try:
            done = subprocess.run(command, stdout=subprocess.PIPE, text=True, timeout=LIMIT_S, env=environment, check=False)
            lines, status = done.stdout.splitlines(), done.returncode
        except subprocess.TimeoutExpired as error:
            lines, status = bytes(error.stdout or b"").decode().splitlines(), f"ended after {LIMIT_S} s"
        if status:
            failed.append(f"  {name} ({status})")
        found += [{"script": name, **json.loads(line)} for line in lines]
        print(f"{time.monotonic() - start:.0f} s", file=sys.stderr, flush=True)
    return found, failed


def table(found: Iterable[Mapping[str, Any]]) -> str:
    """The rows as lines of text."""
    lines = [f"{'what':58} {'ours':>10} {'baseline':>10} {'ratio':>7}  {'target':14} met  baseline is"]
    for row in found:
        target = "" if row["target"] is None else f"{row['sense']} {row['target']:g}"
        met = {None: "", True: "yes", False: "NO"}[row["met"]]
        ours, baseline = (f"{row[key]:.3g} {row['unit']}" for key in ("ours", "baseline"))
        lines.append(f"{row['name']:58} {ours:>10} {baseline:>10} {row['ratio']:7.2f}  {target:14} {met:4} {row['than']}")
    return "\n".join(lines)


def changes(found: Iterable[Mapping[str, Any]], before: Mapping[str, Any] | None) -> list[str]:
    """Sentences about the ratios that differ from the last table kept."""
    if before is None:
        return ["no earlier table is kept"]
    old = {(row["script"], row["name"]): row["ratio"] for row in before["rows"]}
    lines = []
    for row in found:
        then = old.get((row["script"], row["name"]))
        if then and abs(row["ratio"] / then - 1) > NAMED:
            better = (row["ratio"] > then) == (row["sense"] == "at least")
            lines.append(f"  {row['name']}: {then:.2f} → {row['ratio']:.2f} ({'better' if better else 'worse'})")
    head = f"changed by more than {NAMED:.0%} since {before['date']}"
    return [f"{head}:", *lines] if lines else [f"nothing {head}"]


def last_kept(folder: Path) -> dict[str, Any] | None:
    """The table kept last, if there is one."""
    kept = sorted(folder.glob("*.json"))
    return dict(json.loads(kept[-1].read_text(encoding="utf-8"))) if kept else None


def keep(found: list[dict[str, Any]], folder: Path) -> None:
    """Write the table with its date and the kind of machine."""
    folder.mkdir(exist_ok=True)
    rounded = [{key: float(f"{value:.4g}") if isinstance(value, float) else value for key, value in row.items()} for row in found]
    kept = {"date": date.today().isoformat(), "machine": machine(), "rows": rounded}
    path = folder / f"{kept['date']}.json"
    path.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"kept in {path.relative_to(HERE.parent) if path.is_relative_to(HERE.parent) else path}")


def machine() -> dict[str, Any]:
    """What the figures were measured on, without the name of the computer."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())
    return {"cpu": model, "cores": os.cpu_count(), "system": platform.system(), "python": platform.python_version(), **libraries()}


def libraries() -> dict[str, str]:
    """Versions of the libraries that times depend on."""
    found = {}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


if __name__ == "__main__":
    sys.exit(main())
