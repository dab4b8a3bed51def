"""Whether a rerun gives the same bytes: what is told where it does, and what where something is another."""

import json
import shutil

import pandas as pd
import pytest

import toolkit as tk
from toolkit.cli import main


def test_an_untouched_run_is_confirmed(ours, capsys):
    assert main(["verify", str(ours / "results")]) == 0
    assert "a rerun gives the same bytes" in capsys.readouterr().out
    assert {path.name for path in ours.iterdir()} == {"reports", "results"}, "nothing is left behind"


def test_results_changed_by_hand_or_made_otherwise_are_named(ours, capsys):
    (ours / "results" / "tables" / "panel.csv").write_text("corrected", encoding="utf-8")
    (ours / "results" / "tables" / "notes.csv").unlink()
    path = ours / "results" / "run.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    record["options"]["given"]["topics"] = 1
    record["versions"]["pandas"] = "0.1"
    path.write_text(json.dumps(record), encoding="utf-8")
    assert main(["verify", str(ours / "results")]) == 1
    told = capsys.readouterr()
    for line in ("tables/panel.csv: changed by hand", "tables/notes.csv: removed", "report.html: other bytes", "made with pandas 0.1, now"):
        assert line in told.err
    assert "tables/claims.csv" not in told.err
    assert "are not those of a rerun" in told.out


def test_changed_reports_are_named_and_nothing_is_compared(ours, capsys):
    (ours / "reports" / "2021.txt").write_text("另一份报告。", encoding="utf-8")
    (ours / "reports" / "2022.txt").unlink()
    (ours / "reports" / "2030.txt").write_text("新报告。", encoding="utf-8")
    assert main(["verify", str(ours / "results")]) == 2
    told = capsys.readouterr()
    assert [line for line in told.err.splitlines() if "since the run" in line] == [
        "policy-toolkit: 2021.txt: changed since the run", "policy-toolkit: 2022.txt: removed since the run",
        "policy-toolkit: 2030.txt: added since the run",
    ]  # fmt: skip


def test_results_that_were_moved_are_verified_with_the_place_of_the_reports(ours, tmp_path, capsys):
    moved = tmp_path / "elsewhere" / "deep" / "results"
    shutil.copytree(ours / "results", moved)
    assert main(["verify", str(moved)]) == 2
    assert "say it with --source" in capsys.readouterr().err
    assert main(["verify", str(moved), "--source", str(ours / "reports")]) == 0


@pytest.mark.parametrize(
    ("option", "name", "before", "after"),
    [
        ("--dictionary", "words.txt", "桃源县政府工作 100", "治理河湖 100"),
        ("--categories", "mine.csv", "word,category\n治理,水", "word,category\n政府,法"),
    ],
)
def test_the_dictionaries_of_the_run_are_used_again(ours, capsys, option, name, before, after):
    path, out = ours / name, str(ours / "with-words")
    path.write_text(before, encoding="utf-8")
    said = str(path) if option == "--dictionary" else f"mine={path}"
    shipped = ["--categories", "tools=policy_instruments"]
    assert main(["run", str(ours / "reports"), "--out", out, option, said, *shipped, "--topics", "2"]) == 0
    assert pd.read_csv(ours / "with-words" / "tables" / "dictionary_tools.csv")["category"].nunique() > 1
    assert main(["verify", out]) == 0
    shutil.move(path, ours / f"moved-{name}")
    assert main(["verify", out]) == 2
    assert f"say it with {option}" in capsys.readouterr().err
    assert main(["verify", out, option, said.replace(name, f"moved-{name}")]) == 0
    path.write_text(after, encoding="utf-8")
    assert main(["verify", out]) == 2
    assert "was changed since" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("record", "message"),
    [(None, "holds no results of a run"), ("{}", "is not the record of a run"), ("[", "is not the record of a run")],
)
def test_what_is_no_run_is_refused(tmp_path, capsys, record, message):
    if record is not None:
        (tmp_path / "run.json").write_text(record, encoding="utf-8")
    assert main(["verify", str(tmp_path)]) == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize("command", [["claims"], ["entities"], ["keywords"], ["claims", "--panel"]])
def test_commands_find_the_corpus_of_a_run(finished, capsys, command):
    assert main([command[0], str(finished / "results"), *command[1:]]) == 0
    there = capsys.readouterr().out
    assert main([command[0], str(finished / "results" / "corpus"), *command[1:]]) == 0
    assert capsys.readouterr().out == there


@pytest.mark.parametrize(
    ("name", "found"), [("GDP", "地区生产总值"), ("gdp", "地区生产总值"), ("地区生产总值", "地区生产总值"), ("国家财政收入", "财政收入")]
)
@pytest.mark.parametrize("panel", [[], ["--panel"]])
def test_an_indicator_is_found_by_any_of_its_names(finished, capsys, name, found, panel):
    assert main(["claims", str(finished / "results"), "--indicator", name, *panel]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert len(printed) > 1
    assert all(found in line for line in printed[1:])


def test_a_name_of_no_indicator_names_the_nearest(finished, capsys):
    assert main(["claims", str(finished / "results"), "--indicator", "财政"]) == 2
    assert "did you mean '财政收入', '财政支出'" in capsys.readouterr().err
    with pytest.raises(ValueError, match="did you mean '城镇调查失业率'"):
        tk.claims_panel(tk.open_corpus(finished / "results" / "corpus").claims, indicator="调查失业率率")
