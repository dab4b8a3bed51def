"""The tables of a run for other programs: the workbook leads from a figure to its sentence, the codebook tells each column."""

from functools import partial

import openpyxl
import pandas as pd
import pytest

import toolkit as tk
from toolkit.cli import main
from toolkit.cli.codebook import codebook
from toolkit.cli.workbook import write_workbook
from toolkit.panel import PANEL_COLUMNS, SOURCE_COLUMNS
from toolkit.tables import SCHEMAS


@pytest.fixture(scope="module")
def book(finished, tmp_path_factory):
    path = tmp_path_factory.mktemp("export") / "all.xlsx"
    assert main(["export", str(finished / "results"), "--format", "xlsx", "--out", str(path)]) == 0
    return path


def test_a_figure_leads_to_its_sentence(book):
    sheets = openpyxl.load_workbook(book)
    panel, sentences = sheets["panel"], sheets["sentences"]
    heads = [cell.value for cell in panel[1]]
    row = next(row for row in panel.iter_rows(min_row=2) if row[heads.index("indicator")].value == "地区生产总值" and row[2].value == 2022)
    for figure, value in (("target", 5.0), ("actual", 5.5)):
        cell = row[heads.index(figure)]
        assert cell.value == value
        target = sentences[cell.hyperlink.location.removeprefix("sentences!")]
        found = {head.value: cell.value for head, cell in zip(sentences[1], sentences[target.row], strict=True)}
        assert found["sentence"] == row[heads.index(f"{figure}_sentence")].value
        assert found["title"].endswith("政府工作报告")


def test_every_figure_of_the_claims_has_a_link(book):
    claims = openpyxl.load_workbook(book)["claims"]
    heads = [cell.value for cell in claims[1]]
    linked = [row[heads.index("value")].hyperlink is not None for row in claims.iter_rows(min_row=2)]
    assert len(linked) > 5
    assert all(linked)


def test_the_codebook_is_a_sheet_and_tells_every_column(book):
    sheets = pd.read_excel(book, sheet_name=None, engine="openpyxl")
    told = sheets.pop("codebook")
    assert next(iter(sheets)) == "panel"
    del sheets["sentences"]
    there = {(table, name) for table, frame in sheets.items() for name in frame.columns}
    assert there == set(zip(told["table"], told["name"], strict=True))
    assert not told["meaning"].str.startswith("column of the source").any()


def test_every_table_of_a_run_has_a_codebook(finished, book):
    made = {path.stem for path in (finished / "results" / "tables").glob("*.parquet")}
    told = pd.read_excel(book, sheet_name="codebook", engine="openpyxl")
    assert {"documents", "entities", "claims", "cells", "panel", "panel_sources", "names", "keywords", "notes", "errors"} <= made
    assert set(told["table"]) == made
    sizes = {name: len(pd.read_parquet(finished / "results" / "tables" / f"{name}.parquet")) for name in made}
    assert dict(zip(told["table"], told["n"], strict=True)) == sizes


@pytest.mark.parametrize("name", ["claims", "panel", "errors"])
def test_an_export_is_what_is_written_of_the_tables_of_the_run(finished, tmp_path, name):
    assert main(["export", str(finished / "results"), "--format", "parquet", "--out", str(tmp_path / "all"), "-q"]) == 0
    whole = tk.write_table(pd.read_parquet(finished / "results" / "tables" / f"{name}.parquet"), tmp_path / "whole.parquet")
    assert (tmp_path / "all" / f"{name}.parquet").read_bytes() == whole.read_bytes()


@pytest.mark.parametrize("arguments", [["run", "reports", "--out", "s3://b/results"], ["run", "s3://b/reports", "--out", "results"]])
def test_results_at_an_address_are_refused_in_a_sentence(capsys, arguments):
    with pytest.raises(SystemExit):
        main(arguments)
    assert "is an address, and results and their sources lie on this computer" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["csv", "parquet", "xlsx"])
def test_an_export_can_go_to_an_address(finished, form):
    fsspec, target = pytest.importorskip("fsspec"), f"memory://exported/{'all.xlsx' if form == 'xlsx' else form}"
    pytest.importorskip("upath")
    assert main(["export", str(finished / "results"), "--format", form, "--out", target, "-q"]) == 0
    with fsspec.open(target if form == "xlsx" else f"{target}/claims.{form}") as file:
        sheet = partial(pd.read_excel, sheet_name="claims", engine="openpyxl")
        read = {"csv": pd.read_csv, "parquet": pd.read_parquet, "xlsx": sheet}[form]
        assert len(read(file)) == len(pd.read_parquet(finished / "results" / "tables" / "claims.parquet"))


def test_the_same_tables_give_the_same_workbook(book, finished, tmp_path):
    assert main(["export", str(finished / "results"), "--format", "xlsx", "--out", str(tmp_path / "again.xlsx"), "-q"]) == 0
    assert (tmp_path / "again.xlsx").read_bytes() == book.read_bytes()


@pytest.mark.parametrize("form", ["csv", "parquet", "dta"])
def test_other_formats_are_a_folder_of_files(finished, tmp_path, form):
    assert main(["export", str(finished / "results"), "--format", form, "--out", str(tmp_path / form), "-q"]) == 0
    read = {"csv": pd.read_csv, "parquet": pd.read_parquet, "dta": pd.read_stata}[form]
    claims = read(tmp_path / form / f"claims.{form}")
    assert len(claims) == len(pd.read_parquet(finished / "results" / "tables" / "claims.parquet"))
    assert (tmp_path / form / f"codebook.{form}").exists()


def test_a_corpus_that_no_run_made_is_exported_too(finished, tmp_path):
    assert main(["export", str(finished / "results" / "corpus"), "--format", "csv", "--out", str(tmp_path / "csv"), "-q"]) == 0
    panel = pd.read_csv(tmp_path / "csv" / "panel.csv", encoding="utf-8-sig")
    assert "text" not in pd.read_csv(tmp_path / "csv" / "documents.csv").columns
    assert (panel["indicator"] == "地区生产总值").any()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["DIR", "--format", "xlsx", "--out", "tables.xls"], "must be the name of a file that ends in .xlsx"),
        (["DIR", "--format", "csv", "--out", "tables.csv"], "it must be a folder"),
        (["missing", "--format", "csv"], "there is no corpus folder 'missing'"),
    ],
)
def test_what_cannot_be_exported(finished, tmp_path, monkeypatch, capsys, arguments, message):
    monkeypatch.chdir(tmp_path)
    assert main(["export", *(str(finished / "results") if part == "DIR" else part for part in arguments)]) == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize(
    "text", ["=1+1", "+3", "\x01控制", "长" * 40_000, "<b>&amp;"], ids=["formula", "plus", "control", "long", "markup"]
)
def test_hostile_texts_stay_texts(tmp_path, text):
    write_workbook({"t": pd.DataFrame({text[:20]: [text], "n": [float("inf")]})}, tmp_path / "t.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "t.xlsx")["t"]["A2"]
    assert cell.data_type == "s"
    assert cell.value == (text.replace("\x01", "") if len(text) < 100 else text[:32_766] + "…")


def test_a_table_that_no_sheet_can_hold_is_refused(tmp_path):
    with pytest.raises(ValueError, match=r"the table big has 1,048,576 rows or more.*--format parquet"):
        write_workbook({"big": pd.DataFrame({"n": range(1_048_576)})}, tmp_path / "t.xlsx")


def test_every_declared_column_has_a_meaning():
    tables = {name: pd.DataFrame(columns=schema.names) for name, schema in SCHEMAS.items()}
    tables |= {"panel": pd.DataFrame(columns=PANEL_COLUMNS), "panel_sources": pd.DataFrame(columns=SOURCE_COLUMNS)}
    told = codebook(tables)
    lacking = told[told["meaning"].str.startswith("column of the source")]
    assert lacking.empty, lacking[["table", "name"]].values.tolist()


def test_variables_have_labels_in_stata(finished, tmp_path):
    assert main(["export", str(finished / "results"), "--format", "dta", "--out", str(tmp_path / "dta"), "-q"]) == 0
    with pd.read_stata(tmp_path / "dta" / "panel.dta", iterator=True) as reader:
        labels = reader.variable_labels()
    told = pd.read_stata(tmp_path / "dta" / "codebook.dta").query("table == 'panel'").set_index("name")["meaning"]
    assert labels == {name: meaning[:80] for name, meaning in told.items()}
    with pd.read_stata(tmp_path / "dta" / "claims.dta", iterator=True) as reader:
        assert all(reader.variable_labels().values())
