"""A run by a file of settings: init writes it, a user edits it, run reads it, the command line wins."""

import io
import json
import logging
import subprocess
import sys
import tomllib

import openpyxl
import pandas as pd
import pytest
from matplotlib.figure import Figure
from PIL import Image

from toolkit.cli import main
from toolkit.cli.arguments import command_line
from toolkit.cli.settings import KEYS, settings_of


def set_up(folder, text):
    path = folder / "policy-toolkit.toml"
    path.write_text(text, encoding="utf-8")
    return path


def options(path):
    return settings_of(path, command_line().commands["run"])


def picture_pdf():
    made = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(made, "PDF")
    return made.getvalue()


def text_pdf():
    figure, made = Figure(), io.BytesIO()
    figure.text(0.1, 0.5, "a page of more than twenty characters")
    figure.savefig(made, format="pdf")
    return made.getvalue()


@pytest.fixture
def table(tmp_path):
    """A workbook whose columns have names that only a reader understands."""
    book = openpyxl.Workbook()
    book.active.append(["编号", "报告名称", "发布年度", "所在地", "主要段落"])
    for year in (2022, 2023):
        text = f"一、{year - 1}年工作回顾\n全市生产总值增长{year - 2018}.1%，公路成网，河湖清洁，群众满意。" * 3
        book.active.append([year - 2000, f"{year}年云山市政府工作报告", year, "清远市", text])
    book.save(tmp_path / "表.xlsx")
    return tmp_path / "表.xlsx"


def test_init_edit_run(table, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["init", "表.xlsx"]) == 0
    assert "1 file (1 .xlsx)" in capsys.readouterr().out
    text = (tmp_path / "policy-toolkit.toml").read_text(encoding="utf-8")
    assert "编号、报告名称、发布年度、所在地、主要段落" in text
    written = tomllib.loads(text)
    assert written["source"] == "表.xlsx"
    assert written["columns"]["title"] == "报告名称"
    edited = text.replace("indicators = []", 'indicators = ["GDP"]').replace('text = "', 'place = "所在地"\nyear = "发布年度"\ntext = "')
    set_up(tmp_path, edited.replace("topics = 12", "topics = 3"))
    monkeypatch.chdir(tmp_path.parent)
    assert main(["run", "--config", str(tmp_path / "policy-toolkit.toml"), "--topics", "2", "--column", "year=编号"]) == 0
    record = json.loads((tmp_path / "表-results" / "run.json").read_text(encoding="utf-8"))
    given = record["options"]["given"]
    assert (given["topics"], given["indicators"], given["columns"]["place"], given["columns"]["year"]) == (2, ["GDP"], "所在地", "编号")
    assert str(tmp_path) not in json.dumps(record, ensure_ascii=False)
    panel = pd.read_csv(tmp_path / "表-results" / "tables" / "panel.csv", encoding="utf-8-sig")
    assert set(panel["indicator"]) == {"地区生产总值"}


def test_documents_are_chosen_by_place_year_and_type(tmp_path):
    told = options(set_up(tmp_path, 'places = ["清远市"]\nyears = "2018-2020"\ndoc-types = ["政府工作报告"]'))
    assert told == {"place": ["清远市"], "year": [2018, 2019, 2020], "doc_type": ["政府工作报告"]}
    assert options(set_up(tmp_path, "years = 2023")) == {"year": [2023]}


def test_init_tells_what_it_saw(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "文件"
    folder.mkdir()
    (folder / "a.txt").write_text("工作报告", encoding="utf-8")
    (folder / "b.ofd").write_bytes(b"x")
    (folder / "c.xlsx").write_bytes(b"no workbook")
    (folder / "d.csv").write_text("标题,正文\n甲,乙\n", encoding="utf-8")
    (folder / "e.json").write_text('[{"名称": "甲", "内容": "乙"}]', encoding="utf-8")
    (folder / "scan.pdf").write_bytes(picture_pdf())
    (folder / "text.pdf").write_bytes(text_pdf())
    assert main(["init", "文件"]) == 0
    told = capsys.readouterr().err
    assert "files of type .ofd are not read: 1" in told
    assert "c.xlsx: cannot be read" in told
    assert "1 of 2 PDF files that were looked at have pages that are pictures" in told
    written = tomllib.loads((tmp_path / "policy-toolkit.toml").read_text(encoding="utf-8"))
    assert written["columns"] == {}, "tables differ"
    assert set(map(str.lower, written)) <= set(KEYS)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["init", "missing"], "there is no file or folder 'missing'"),
        (["init", "."], "would lie inside"),
        (["init", "reports", "--out", "reports/settings.toml"], "would lie inside"),
        (["init", "reports", "--out", "taken.toml"], "is there already"),
        (["run", "--config", "missing.toml"], "there is no file 'missing.toml'"),
    ],
)
def test_what_init_cannot_do(tmp_path, monkeypatch, capsys, arguments, message):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "a.txt").write_text("x", encoding="utf-8")
    (tmp_path / "taken.toml").write_text("seed = 1", encoding="utf-8")
    assert main(arguments) == 2
    assert message in capsys.readouterr().err
    assert (tmp_path / "taken.toml").read_text(encoding="utf-8") == "seed = 1"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("sede = 1", "key='sede' is not allowed.*did you mean 'seed'"),
        ("topics = 0", "topics: '0' is not a positive whole number"),
        ("seed = 'x'", "seed: 'x' is not a whole number"),
        ("seed = true", "seed=True is not allowed: it must be a text or a number"),
        ("ocr = 'yes'", "ocr='yes' is not allowed: it must be true or false"),
        ("lang = 'fr'", "lang='fr' is not allowed: use one of 'zh', 'en'"),
        ("indicators = 'GDP'", "indicators='GDP' is not allowed: it must be a list of texts"),
        ("columns = 'text'", r"columns='text' is not allowed: it must be a part of its own: \[columns\]"),
        ("[limits]\nseconds = 'long'", "limits.seconds: 'seconds=long' is not of the form"),
        ("[categories]\n'my own' = 'a.yaml'", "categories.my own: .*is not of the form NAME=FILE"),
        ("source = reports", "is not in the form of TOML.*line 1.*quotation marks"),
        ("seed = 1\nseed = 2", "is not in the form of TOML: Cannot overwrite a value"),
    ],
)
def test_settings_that_cannot_be_used_name_the_file_and_the_cure(tmp_path, text, message):
    with pytest.raises(ValueError, match=message) as error:
        options(set_up(tmp_path, text))
    assert "policy-toolkit.toml" in str(error.value)


def test_settings_in_another_encoding_and_with_the_mark_of_an_editor(tmp_path):
    path = tmp_path / "s.toml"
    path.write_bytes("title = '桃源'".encode("gbk"))
    with pytest.raises(ValueError, match="not in UTF-8"):
        options(path)
    path.write_bytes("title = '桃源'".encode("utf-8-sig"))
    assert options(path) == {"title": "桃源"}


def test_paths_start_from_the_file(tmp_path):
    text = "source = '../a'\nout = 'b'\ndictionary = 'c/d.txt'\ndrop-duplicates = true\n[categories]\na = 'a.yaml'\nb = 'certainty'"
    found = options(set_up(tmp_path, text))
    assert found["source"] == tmp_path.parent / "a"
    assert (found["out"], found["dictionary"]) == (tmp_path / "b", tmp_path / "c" / "d.txt")
    assert found["drop_duplicates"] is True
    assert found["categories"] == [("a", str(tmp_path / "a.yaml")), ("b", "certainty")]


def test_every_option_of_run_that_results_depend_on_can_stand_in_the_file():
    actions = {action.dest for action in command_line().commands["run"]._actions}
    assert actions - {"help", "config", "verbose", "quiet"} == set(KEYS.values())


def test_options_of_the_command_line_replace_those_of_the_file(tmp_path):
    path = set_up(tmp_path, "indicators = ['GDP', '财政收入']\nocr = true\n[columns]\ntext = '正文'\nyear = '年'")
    parsers = command_line()
    parsers.commands["run"].set_defaults(**options(path))
    found = parsers.top.parse_args(["run", "x", "--out", "y", "--indicator", "失业率", "--no-ocr", "--column", "text=全文"])
    assert found.indicator == ["失业率"]
    assert found.ocr is False
    assert dict(found.column) == {"text": "全文", "year": "年"}
    assert parsers.top.parse_args(["run", "x"]).indicator == ["GDP", "财政收入"]


@pytest.mark.parametrize(("loudness", "shown", "hidden"), [("-v", "build: 1 doc in", ""), ("-q", "", "doc/s"), (None, "doc/s", " in 0.")])
def test_verbose_says_what_took_how_long_and_quiet_says_nothing(tmp_path, capfd, loudness, shown, hidden):
    (tmp_path / "a.txt").write_text("工作报告。", encoding="utf-8")
    assert main(["build", str(tmp_path / "a.txt"), str(tmp_path / "corpus"), *([loudness] if loudness else [])]) == 0
    told = capfd.readouterr()
    assert shown in told.err
    assert not hidden or hidden not in told.err
    assert (told.out == "") == (loudness == "-q")
    assert logging.getLogger("toolkit").level == logging.NOTSET


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["ver"], ["verify"]),
        (["export", "res", "--format", ""], ["xlsx", "csv", "parquet", "dta"]),
        (["run", "x", "--conf"], ["--config"]),
        (["completion", "z"], ["zsh"]),
        (["build", ""], []),
    ],
)
def test_bash_completes(capsys, words, expected):
    assert main(["completion", "bash"]) == 0
    line = " ".join(f"'{word}'" for word in ("policy-toolkit", *words))
    asked = f"COMP_WORDS=({line}); COMP_CWORD={len(words)}; _policy_toolkit; printf '%s\\n' \"${{COMPREPLY[@]}}\""
    done = subprocess.run(["bash", "-c", f"{capsys.readouterr().out}\n{asked}"], capture_output=True, text=True, check=True)
    assert done.stdout.split() == expected


def test_zsh_completion_names_every_command(capsys):
    assert main(["completion", "zsh"]) == 0
    script = capsys.readouterr().out
    assert script.startswith("#compdef policy-toolkit\n")
    assert all(f"'{name}:" in script for name in command_line().commands)


def test_settings_are_read_without_heavy_libraries(tmp_path):
    set_up(tmp_path, "seeds = 1")
    code = (
        "import sys\nfrom toolkit.cli import main\ncode = main(['run', '--config', 'policy-toolkit.toml'])\n"
        "print(code, [name for name in ('numpy', 'pandas', 'matplotlib') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stdout.strip() == "2 []"
    assert "did you mean 'seed'" in done.stderr


def test_the_key_words_of_earlier_files_is_still_read(tmp_path):
    assert options(set_up(tmp_path, "words = 'c.txt'")) == {"dictionary": tmp_path / "c.txt"}
