"""A run writes its results whole and never touches a file that no run wrote."""

import json
import shutil

import pandas as pd
import pytest

from toolkit.cli import main
from toolkit.cli.results import Results

TEXT = "{year}年桃源县政府工作报告\n一、{past}年工作回顾\n全县生产总值增长{n}.5%，治理河湖。\n二、{year}年工作安排\n生产总值增长5%左右。\n"

KINDS = {"short": 3, "no place": 1, "no year": 1}
"""Kinds of notes of the reports."""


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    root = tmp_path_factory.mktemp("results") / "reports"
    root.mkdir()
    for n, year in enumerate((2021, 2022)):
        (root / f"{year}.txt").write_text(TEXT.format(year=year, past=year - 1, n=n), encoding="utf-8")
    (root / "公式.txt").write_text("=HYPERLINK(1)桃源县工作报告\n一、工作回顾\n+增长5%。\n", encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def done(source):
    out = source.parent / "done"
    assert main(["run", str(source), "--out", str(out)]) == 0
    return out


@pytest.fixture
def copy(done, tmp_path):
    shutil.copytree(done, tmp_path / "out")
    return tmp_path / "out"


def rerun(source, out):
    return main(["run", str(source), "--out", str(out)])


@pytest.mark.parametrize("name", ["tables/claims.csv", "report.html", "run.json"])
def test_a_file_of_someone_else_is_not_overwritten(source, tmp_path, capsys, name):
    path = tmp_path / "out" / name
    path.parent.mkdir(parents=True)
    path.write_text("mine", encoding="utf-8")
    assert rerun(source, tmp_path / "out") == 2
    assert path.read_text(encoding="utf-8") == "mine"
    assert "was not written by a run" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["tables/claims.csv", "figures/keywords.png"])
def test_a_result_that_was_changed_is_not_overwritten(source, copy, capsys, name):
    if not (copy / name).exists():
        name = next(path for path in copy.joinpath("figures").iterdir()).relative_to(copy).as_posix()
    (copy / name).write_text("corrected by hand", encoding="utf-8")
    assert rerun(source, copy) == 2
    assert (copy / name).read_text(encoding="utf-8") == "corrected by hand"
    assert "changed since" in capsys.readouterr().err


@pytest.mark.parametrize("listed", ["{outside}", "../outside.txt", "notes.txt", "corpus/corpus.json", "tables/../../outside.txt"])
def test_a_path_written_into_the_record_is_not_deleted(source, copy, listed):
    outside = copy.parent / "outside.txt"
    outside.write_text("keep", encoding="utf-8")
    (copy / "notes.txt").write_text("keep", encoding="utf-8")
    record = json.loads((copy / "run.json").read_text(encoding="utf-8"))
    for digest in ("", "6ca7ea2feefc88ecb5ed6356ed963f47dc9137f82526fdd25d618ea626d0803f"):
        record["outputs"].append({"path": listed.format(outside=outside), "sha256": digest})
    (copy / "run.json").write_text(json.dumps(record), encoding="utf-8")
    assert rerun(source, copy) == 0
    assert outside.read_text(encoding="utf-8") == "keep"
    assert (copy / "notes.txt").read_text(encoding="utf-8") == "keep"


@pytest.mark.parametrize("record", [{"outputs": "x", "versions": {}}, {"outputs": [1, {"path": 3}], "versions": {}}])
def test_a_record_of_another_form_lists_nothing(tmp_path, record):
    (tmp_path / "run.json").write_text(json.dumps(record), encoding="utf-8")
    (tmp_path / "report.html").write_text("x", encoding="utf-8")
    with pytest.raises(ValueError, match="was not written by a run"):
        Results(tmp_path).check(["report.html"])


def test_a_run_cut_off_while_it_put_files_in_place_is_completed_by_the_next(source, copy, monkeypatch):
    changed = source.parent / "changed"
    shutil.copytree(source, changed)
    (changed / "2023.txt").write_text(TEXT.format(year=2023, past=2022, n=7), encoding="utf-8")
    moved = []

    def cut_off(self, staged, names, record, usual=Results.publish):
        import os

        replace = os.replace

        def some(before, after):
            if "tables" in str(after) and len(moved) > 3:
                raise KeyboardInterrupt
            moved.append(after)
            replace(before, after)

        with monkeypatch.context() as patch:
            patch.setattr("toolkit.cli.results.os.replace", some)
            usual(self, staged, names, record)

    with monkeypatch.context() as patch:
        patch.setattr(Results, "publish", cut_off)
        assert rerun(changed, copy) == 130
    assert rerun(changed, copy) == 0
    assert rerun(source, copy) == 0
    shutil.rmtree(changed)


def test_no_cell_of_a_csv_file_is_a_formula(done):
    for path in sorted((done / "tables").glob("*.csv")):
        table = pd.read_csv(path, encoding="utf-8-sig", dtype=str, keep_default_na=False)
        for name in table.columns:
            risky = table[name].str.match(r"[=+@-](?![0-9.,]+%?$)")
            assert not risky.any(), (path.name, name, table[name][risky].tolist())
    told = pd.read_csv(done / "tables" / "entities.csv", encoding="utf-8-sig", dtype=str)
    assert len(told.columns) > 3


def test_the_run_says_how_many_notes_there_are(source, tmp_path, capsys):
    assert rerun(source, tmp_path / "out") == 0
    assert "5 notes" in capsys.readouterr().out
    notes = pd.read_parquet(tmp_path / "out" / "tables" / "notes.parquet")
    assert notes["kind"].value_counts().to_dict() == KINDS


def test_results_of_other_reports_are_not_replaced(source, copy, tmp_path, capsys):
    other = tmp_path / "others"
    other.mkdir()
    (other / "2031.txt").write_text(TEXT.format(year=2031, past=2030, n=3), encoding="utf-8")
    before = {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()}
    assert rerun(other, copy) == 2
    assert "holds the results of other reports (2021.txt, …)" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()} == before
    shutil.copy(source / "2021.txt", other)
    assert rerun(other, copy) == 0


def test_a_run_that_reads_nothing_says_so_at_the_end(tmp_path, capsys):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.xyz").write_text("甲", encoding="utf-8")
    assert rerun(tmp_path / "in", tmp_path / "out") == 2
    assert capsys.readouterr().err.rstrip().endswith("nothing was done: no source could be read")


@pytest.mark.parametrize("panel", [[], ["--panel"]])
def test_an_indicator_without_figures_is_said_with_the_nearest(done, capsys, panel):
    assert main(["claims", str(done), "--indicator", "城镇登记失业率", *panel]) == 0
    told = capsys.readouterr()
    assert len(told.out.splitlines()) == 1
    assert "there is no figure of 城镇登记失业率; the nearest that there are: " in told.err
    assert "地区生产总值" in told.err
