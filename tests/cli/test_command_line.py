"""The command line: what a user types, what comes out, and the exit code."""

import csv
import hashlib
import json
import subprocess
import sys

import pandas as pd
import pytest

import toolkit as tk
from toolkit.cli import main
from toolkit.cli.arguments import command_line

REPORT = """{year}年清远市政府工作报告
一、{past}年工作回顾
全市地区生产总值增长{result}%。贯彻《中华人民共和国环境保护法》，治理北江。{theme}
二、{year}年工作安排
地区生产总值增长5%左右。
"""
THEMES = ["修路架桥，公路成网。", "治水护水，河湖清洁。", "普法执法，依法行政。"]


def write_reports(folder):
    folder.mkdir()
    for year in (2022, 2023, 2024):
        text = REPORT.format(year=year, past=year - 1, result=4.2 + year % 4, theme=THEMES[year % 3] * 5)
        (folder / f"{year}年清远市政府工作报告.txt").write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """A folder of reports with one that cannot be read, run through twice: the results of both runs, and their exit codes."""
    base = tmp_path_factory.mktemp("run")
    write_reports(base / "reports")
    (base / "reports" / "broken.docx").write_bytes(b"no archive")
    codes = [main(["run", str(base / "reports"), "--out", str(base / name)]) for name in ("one", "two")]
    return base, codes


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def corpus_of(done):
    return str(done[0] / "one" / "corpus")


def test_run_writes_tables_figures_page_and_record(done):
    out = done[0] / "one"
    assert done[1] == [1, 1], "one report cannot be read"
    assert {"report.html", "run.json", "corpus", "tables", "figures"} == {path.name for path in out.iterdir()}
    panel = pd.read_csv(out / "tables" / "panel.csv", encoding="utf-8-sig")
    told = panel.query("indicator == '地区生产总值' and year == 2023").iloc[0]
    assert (told["place"], told["target"], told["actual"]) == ("清远市", 5.0, 4.2)
    pd.testing.assert_frame_equal(
        pd.read_parquet(out / "tables" / "errors.parquet"), pd.read_csv(out / "tables" / "errors.csv", encoding="utf-8-sig")
    )
    assert (out / "figures" / "keywords.svg").exists()
    assert (out / "figures" / "keywords.png").read_bytes().startswith(b"\x89PNG")


def test_the_record_names_inputs_and_outputs_by_digest_and_no_place_outside(done):
    base = done[0]
    text = (base / "one" / "run.json").read_text(encoding="utf-8")
    record = json.loads(text)
    assert str(base) not in text
    assert {source["name"]: source["sha256"] for source in record["inputs"]} == {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (base / "reports").iterdir()
    }
    for output in record["outputs"]:
        assert hashlib.sha256((base / "one" / output["path"]).read_bytes()).hexdigest() == output["sha256"]
    assert record["options"]["analysis"]["seed"] == 0
    assert record["counts"]["documents"] == 3


def test_two_runs_give_the_same_bytes(done):
    one, two = ({name: data for name, data in contents(done[0] / run).items() if "/.state/" not in name} for run in ("one", "two"))
    assert one == two


def test_a_second_run_into_the_same_folder_keeps_the_corpus_and_drops_stale_files(done, capsys):
    base = done[0]
    before = contents(base / "two")
    record = json.loads(before["run.json"])
    record["outputs"].append({"path": "figures/old.png", "sha256": hashlib.sha256(b"old").hexdigest()})
    (base / "two" / "run.json").write_text(json.dumps(record), encoding="utf-8")
    (base / "two" / "figures" / "old.png").write_bytes(b"old")
    (base / "two" / "figures" / "mine.png").write_bytes(b"mine")
    assert main(["run", str(base / "reports"), "--out", str(base / "two")]) == 1
    after = contents(base / "two")
    assert after.pop("figures/mine.png") == b"mine"
    assert "figures/old.png" not in after
    assert {name: data for name, data in after.items() if "/.state/" not in name} == {
        name: data for name, data in before.items() if "/.state/" not in name
    }
    printed = capsys.readouterr()
    assert printed.out.count("\n") == 1
    assert "3 documents" in printed.out
    assert "broken.docx" in printed.err


@pytest.mark.parametrize(
    ("arguments", "columns"),
    [
        (["keywords", "-k", "3"], ["year", "rank", "term"]),
        (["entities", "--type", "POLICY"], ["doc_id", "type", "name"]),
        (["claims"], ["indicator_id", "value", "sentence"]),
        (["claims", "--panel", "--indicator", "地区生产总值"], ["place", "target", "actual_sentence"]),
        (["topics", "--topics", "2"], ["topic", "label", "term"]),
        (["topics", "--topics", "2", "--by", "year"], ["year", "topic", "share"]),
        (["trends", "--term", "依法行政"], ["term", "year", "rate"]),
        (["trends", "--summary"], ["term", "tau", "p_adjusted"]),
    ],
)
def test_single_steps_print_or_write_one_table(done, tmp_path, capsys, arguments, columns):
    command = [arguments[0], corpus_of(done), *arguments[1:]]
    assert main(command) == 0
    printed = capsys.readouterr().out.splitlines()
    assert set(columns) <= set(printed[0].split(","))
    assert main([*command, "--out", str(tmp_path / "new" / "table.parquet")]) == 0
    assert f"{tmp_path / 'new' / 'table.parquet'}" in capsys.readouterr().out
    written = pd.read_parquet(tmp_path / "new" / "table.parquet")
    assert len(written) > 0
    assert set(columns) <= set(written.columns)


def test_build_annotate_report_go_step_by_step(done, tmp_path, capsys):
    write_reports(tmp_path / "reports")
    corpus = str(tmp_path / "corpus")
    assert main(["build", str(tmp_path / "reports"), corpus]) == 0
    assert main(["annotate", corpus, "--claims"]) == 0
    assert main(["entities", corpus]) == 2, "entities are not there yet"
    assert main(["annotate", corpus]) == 0
    assert main(["report", corpus, "--out", str(tmp_path / "page.html"), "--year", "2023-2024", "--lang", "en"]) == 0
    assert "2 documents" in (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "call corpus.annotate" in capsys.readouterr().err


def test_repeated_documents_are_counted_on_request_only(tmp_path, capsys):
    text = "全面推行河长制，河湖水质明显改善，群众满意度提高。" * 8
    tk.build_corpus(pd.DataFrame({"text": [text, "税收优惠政策落地。", text], "year": [2021, 2022, 2023]}), tmp_path / "corpus")
    counts = []
    for more in ([], ["--duplicates"]):
        assert main(["trends", str(tmp_path / "corpus"), "--term", "河长制", *more]) == 0
        told = capsys.readouterr()
        counts.append(sum(int(row["n"]) for row in csv.DictReader(told.out.splitlines())))
        assert ("not counted: 1" in told.err) == (not more)
    assert counts == [8, 16]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run", "missing", "--out", "out"], "there is no file or folder 'missing'"),
        (["run", "empty", "--out", "out"], "no file to read"),
        (["run", "reports", "--out", "reports/out"], "lies inside the source"),
        (["run", "reports", "--out", "file.txt"], "is a file: give a folder"),
        (["run", "unreadable", "--out", "out"], "broken.pdf"),
        (["build", "reports", "."], "not empty and holds no corpus"),
        (["keywords", "missing"], "there is no corpus folder 'missing'"),
        (["keywords", "CORPUS", "--by", "mayor"], "by='mayor' is not allowed"),
        (["keywords", "CORPUS", "--place", "拉萨市"], "place='拉萨市' meets no document"),
        (["keywords", "CORPUS", "--out", "table.doc"], "a file name that ends in"),
        (["claims", "CORPUS", "--unit", "亿元"], "give --panel too"),
        (["claims", "CORPUS", "--panel", "--indicator", "幸福"], "no standard indicator"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line_and_ends_with_2(done, tmp_path, monkeypatch, capsys, arguments, message):
    monkeypatch.chdir(tmp_path)
    write_reports(tmp_path / "reports")
    (tmp_path / "empty").mkdir()
    (tmp_path / "unreadable").mkdir()
    (tmp_path / "unreadable" / "broken.pdf").write_bytes(b"%PDF-1.4 cut")
    (tmp_path / "file.txt").write_text("x", encoding="utf-8")
    assert main([corpus_of(done) if part == "CORPUS" else part for part in arguments]) == 2
    printed = capsys.readouterr()
    assert message in printed.err
    assert "Traceback" not in printed.err
    assert printed.out == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "arguments are required: COMMAND"),
        (["fly"], "invalid choice: 'fly'"),
        (["run", "x"], "arguments are required: --out"),
        (["keywords", "x", "--year", "2x"], "'2x' is neither a year"),
        (["keywords", "x", "--year", "2023-2020"], "neither a year"),
        (["keywords", "x", "-k", "0"], "'0' is not a positive whole number"),
        (["build", "x", "y", "--jobs", "0"], "'0' is not a number of processes"),
        (["annotate", "x", "--jobs", "two"], "'two' is not a number of processes"),
        (["build", "x", "y", "--column", "text"], "not of the form FIELD=COLUMN"),
        (["build", "x", "y", "--colum", "text=x"], "unrecognized arguments: --colum"),
        (["run", "x", "--ou", "y"], "unrecognized arguments: --ou"),
        (["build", "x", "y", "--limit", "seconds"], "not of the form NAME=NUMBER"),
    ],
)
def test_wrong_arguments_end_with_2(capsys, arguments, message):
    with pytest.raises(SystemExit, match="2"):
        main(arguments)
    assert message in capsys.readouterr().err


@pytest.mark.parametrize("command", command_line().commands)
def test_every_command_has_help_with_an_example(capsys, command):
    with pytest.raises(SystemExit, match="0"):
        command_line().top.parse_args([command, "--help"])
    text = capsys.readouterr().out
    assert f"example:\n  policy-toolkit {command} " in text
    assert "exit codes:" in text


def test_run_of_some_documents_says_which_and_can_be_verified(tmp_path):
    write_reports(tmp_path / "reports")
    out = tmp_path / "out"
    assert main(["run", str(tmp_path / "reports"), "--out", str(out), "--year", "2023-2024", "--place", "清远市", "--topics", "2"]) == 0
    documents = pd.read_csv(out / "tables" / "documents.csv", encoding="utf-8-sig")
    assert documents["year"].tolist() == [2023, 2024]
    given = json.loads((out / "run.json").read_text(encoding="utf-8"))["options"]["given"]
    assert (given["years"], given["places"], given["doc_types"]) == ([2023, 2024], ["清远市"], [])
    assert main(["verify", str(out)]) == 0


def test_ctrl_c_ends_in_one_line(monkeypatch, capsys):
    def interrupted(_):
        raise KeyboardInterrupt

    monkeypatch.setattr("toolkit.cli.commands.opened", interrupted)
    assert main(["entities", "corpus"]) == 130
    assert capsys.readouterr().err.split("\n")[1:] == ["policy-toolkit: stopped; the same command goes on from what is done", ""]


def test_help_loads_no_heavy_library():
    code = (
        "import sys\nfrom toolkit.cli import main\ntry:\n    main(['--version'])\nexcept SystemExit:\n    pass\n"
        "print([name for name in ('numpy', 'pandas', 'matplotlib') if name in sys.modules])"
    )
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert printed.splitlines() == ["policy-toolkit 0.1.0", "[]"]
