"""The table of benchmarks: ratios and targets, what is kept of a machine, what is named as changed; growth that is told from linear."""

import importlib
import json
import platform
import re
import sys
import time
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent.parent / "benchmarks"


@pytest.fixture
def bench(monkeypatch):
    """Imports a module of the benchmarks."""
    monkeypatch.syspath_prepend(str(FOLDER))
    yield importlib.import_module
    for name in ("rows", "run", "growth"):
        sys.modules.pop(name, None)


@pytest.fixture
def scripts(bench, tmp_path, monkeypatch):
    """A folder of benchmarks of its own, with the runner and a place for results."""
    run = bench("run")
    for name in ("rows.py", "run.py"):
        (tmp_path / name).write_bytes((FOLDER / name).read_bytes())
    monkeypatch.setattr(run, "HERE", tmp_path)
    monkeypatch.setattr(run, "__file__", str(tmp_path / "run.py"))

    def write(name, body):
        (tmp_path / f"{name}.py").write_text(f"from rows import Row, faster\n\n\ndef rows():\n    {body}\n", encoding="utf-8")

    return run, write, tmp_path / "results"


def called(run, results, *arguments, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["run.py", "--results", str(results), *arguments])
    return run.main()


@pytest.mark.parametrize(
    ("arguments", "ratio", "met"),
    [
        (("ours", 2.0, 6.0, "at least", 2.5, "s", "", True), 3.0, True),
        (("slow", 6.0, 2.0, "at least", 1.0, "s", "", True), 1 / 3, False),
        (("memory", 120, 100, "at most", 1.3, "MiB"), 1.2, True),
        (("level", 0.09, 0.05, "at most", 1.5, ""), 1.8, False),
        (("told", 1.0, 2.0, "at least"), 0.5, None),
    ],
)
def test_a_row_tells_its_ratio_and_whether_the_target_is_met(bench, arguments, ratio, met):
    row = bench("rows").Row(*arguments)
    assert row.ratio == pytest.approx(ratio)
    assert row.met is met


def test_the_table_is_printed_and_kept_without_names_of_computers(scripts, monkeypatch, capsys):
    run, write, results = scripts
    write("bench_one", "yield faster('words', 2.0, 6.0, than='jieba', target=2); print('noise of a library')")
    write("bench_two", "yield Row('memory', 150, 100, 'at most', 1.3, 'MiB', 'before')")
    (results.parent / "bench_plain.py").write_text("print('no rows here')\n", encoding="utf-8")
    assert called(run, results, monkeypatch=monkeypatch) == 0
    printed = capsys.readouterr().out
    assert re.search(r"^words +2 s +6 s +3\.00 +at least 2 +yes +jieba$", printed, re.MULTILINE)
    assert re.search(r"^memory +150 MiB +100 MiB +1\.50 +at most 1\.3 +NO +before$", printed, re.MULTILINE)
    (path,) = results.glob("*.json")
    kept = json.loads(path.read_text(encoding="utf-8"))
    assert [row["ratio"] for row in kept["rows"]] == [3.0, 1.5]
    assert {"cpu", "cores", "python", "numpy"} <= set(kept["machine"])
    assert platform.node() not in path.read_text(encoding="utf-8")


def test_changes_above_a_fifth_are_named_with_their_direction(scripts, monkeypatch, capsys):
    run, write, results = scripts
    write("bench_one", "yield faster('words', 2.0, 6.0, than='jieba'); yield faster('steady', 1.0, 2.0, than='x')")
    write("bench_two", "yield Row('memory', 100, 100, 'at most', 1.3)")
    called(run, results, monkeypatch=monkeypatch)
    capsys.readouterr()
    write("bench_one", "yield faster('words', 2.0, 3.0, than='jieba'); yield faster('steady', 1.0, 2.2, than='x')")
    write("bench_two", "yield Row('memory', 70, 100, 'at most', 1.3)")
    called(run, results, monkeypatch=monkeypatch)
    told = capsys.readouterr().out
    assert "words: 3.00 → 1.50 (worse)" in told
    assert "memory: 1.00 → 0.70 (better)" in told
    assert "steady:" not in told


def test_a_script_that_fails_is_told_and_nothing_is_kept(scripts, monkeypatch, capsys):
    run, write, results = scripts
    write("bench_broken", "yield faster('first', 1.0, 2.0, than='x'); raise ValueError('broken')")
    assert called(run, results, monkeypatch=monkeypatch) == 1
    assert "bench_broken (1)" in capsys.readouterr().out
    assert not list(results.glob("*.json"))


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("bench_*.py")))
def test_every_benchmark_has_rows(bench, name):
    assert name in bench("run").scripts()


@pytest.mark.parametrize(("power", "low", "high"), [(1, 0.7, 1.3), (2, 1.6, 2.4)])
def test_growth_tells_linear_time_from_its_square(bench, power, low, high):
    def spin(size):
        end = time.process_time() + 2e-5 * (size / 100) ** power
        while time.process_time() < end:
            pass

    found = bench("growth").growth(lambda size: size, spin, first=1000, last=8000, enough=1.0)
    assert low < found.exponent < high
    assert found.size == 8000
