"""Tables of documents in the formats that researchers have; what they say of a document besides its text is kept."""

import gzip
import io
import json

import openpyxl
import pandas as pd
import pytest
import xlwt

import toolkit as tk
from toolkit.corpus.table_files import TABLE_READERS
from toolkit.corpus.table_items import table_items
from toolkit.errors import InvalidValue

TEXTS = ["全市采茶八十吨。\n茶价平稳。", "全县收桑蚕六吨，蚕农增收。"]
ROWS = [
    {"城市": "清远市", "标题": "清远市2031年政府工作报告", "正文": TEXTS[0], "处理": 1, "党派": "甲"},
    {"城市": "桃花坞", "标题": "关于养蚕的通知", "正文": TEXTS[1], "处理": 0, "党派": None},
]
FRAME = pd.DataFrame(ROWS)


def delimited(separator, head=""):
    return (head + FRAME.to_csv(index=False, sep=separator)).encode()


def workbook(*before):
    made = io.BytesIO()
    book = openpyxl.Workbook()
    for cells in [*before, list(FRAME.columns), *FRAME.astype(object).where(FRAME.notna(), None).to_numpy().tolist()]:
        book.active.append(cells)
    book.save(made)
    return made.getvalue()


def stata():
    made = io.BytesIO()
    FRAME.rename(columns={"城市": "city", "标题": "title", "正文": "text", "处理": "treated", "党派": "party"}).fillna("").to_stata(
        made, write_index=False, version=118, convert_strl=["text"]
    )
    return made.getvalue()


LINES = "\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS).encode()
AS_JSON = {
    "list": ROWS,
    "wrapped": {"count": 2, "data": ROWS},
    "columns": {name: FRAME[name].astype(object).where(FRAME[name].notna(), None).tolist() for name in FRAME},
    "by id": {"a": ROWS[0], "b": ROWS[1]},
}
FILES = [
    *((f"a{at}.csv", delimited(separator)) for at, separator in enumerate(",\t;|")),
    ("titled.csv", delimited(",", head="清远市茶业文件汇总,,,,\n单位：件,,,,\n")),
    ("titled.xlsx", workbook(["清远市茶业文件汇总"], [])),
    ("a.csv.gz", gzip.compress(delimited(","))),
    ("a.jsonl.gz", gzip.compress(LINES)),
    ("lines.json", LINES),
    *((f"{kind}.json", json.dumps(value, ensure_ascii=False).encode()) for kind, value in AS_JSON.items()),
]


@pytest.mark.parametrize(("name", "content"), FILES, ids=[name for name, _ in FILES])
def test_formats_of_tables(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    corpus = tk.build_corpus(tmp_path / name, tokens=False)
    assert corpus.errors.empty
    documents = corpus.documents
    assert documents["text"].tolist() == TEXTS
    assert documents["title"].tolist() == FRAME["标题"].tolist()
    assert documents["place"].tolist() == ["清远市", "桃花坞"]
    assert documents["adcode"].notna().tolist() == [True, False]
    assert documents["处理"].tolist() == [1, 0]
    assert documents["党派"].fillna("").tolist() == ["甲", ""]


@pytest.mark.parametrize(
    ("columns", "place", "adcode", "origin"),
    [
        ({"省份": "福建省", "城市": "福州市"}, "福州市", "350100", "column 城市 (guessed)"),
        ({"城市": "福州", "省份": "福建"}, "福州市", "350100", "column 城市 (guessed)"),
        ({"省": "福建省", "市": "福州市", "区县": "鼓楼区"}, "鼓楼区", "350102", "column 区县 (guessed)"),
        ({"省": "江苏省", "市": "徐州市", "区县": "鼓楼区"}, "鼓楼区", "320302", "column 区县 (guessed)"),
        ({"province": "吉林", "city": "吉林"}, "吉林市", "220200", "column city (guessed)"),
        ({"province": "北京", "city": "市辖区"}, "北京市", "110000", "column province (guessed)"),
        ({"province": "福建省", "city": ""}, "福建省", "350000", "column province (guessed)"),
        ({"地区": "福建省", "城市": "福州市"}, "福州市", "350100", "column 城市 (guessed)"),
        ({"省份": "福建省", "城市": "桃花坞"}, "桃花坞", None, "column 城市 (guessed)"),
    ],
)
def test_the_finest_of_several_columns_of_places_is_the_place(columns, place, adcode, origin):
    corpus = tk.build_corpus(pd.DataFrame([{**columns, "年份": 2021, "正文": TEXTS[0]}]), tokens=False)
    found = corpus.documents.iloc[0]
    assert (found["place"], found["adcode"] if adcode else None, json.loads(found["metadata_sources"])["place"]) == (place, adcode, origin)
    coarser = next(iter(columns)) if origin != f"column {next(iter(columns))} (guessed)" else None
    assert coarser is None or found[coarser] == columns[coarser]


def test_a_column_of_places_that_the_caller_names_stands_and_the_coarser_one_tells_where_it_lies():
    frame = pd.DataFrame([{"省份": "福建省", "城市": "福州市", "驻地": "鼓楼区", "正文": TEXTS[0]}])
    for column, adcode in (("驻地", "350102"), ("省份", "350000"), ("城市", "350100")):
        assert tk.build_corpus(frame, columns={"place": column}, tokens=False).documents["adcode"].tolist() == [adcode]


def test_stata_files(tmp_path):
    (tmp_path / "a.dta").write_bytes(stata())
    documents = tk.build_corpus(tmp_path / "a.dta", tokens=False).documents
    assert documents["text"].tolist() == TEXTS
    assert documents[["place", "treated"]].values.tolist() == [["清远市", 1], ["桃花坞", 0]]


def test_stata_values_with_labels_are_their_labels(tmp_path):
    frame = pd.DataFrame({"text": TEXTS, "party": pd.Categorical(["甲", "乙"])})
    frame.to_stata(tmp_path / "a.dta", write_index=False, version=118)
    assert tk.build_corpus(tmp_path / "a.dta", tokens=False).documents["party"].tolist() == ["甲", "乙"]


def test_spss_files(tmp_path):
    pyreadstat = pytest.importorskip("pyreadstat")
    pyreadstat.write_sav(pd.DataFrame({"text": TEXTS, "treated": [1.0, 0.0]}), str(tmp_path / "a.sav"))
    documents = tk.build_corpus(tmp_path / "a.sav", tokens=False).documents
    assert (documents["text"].tolist(), documents["treated"].tolist()) == (TEXTS, [1, 0])


def test_spss_files_without_their_library_are_told(monkeypatch):
    def missing(*args, **options):
        raise ImportError("pyreadstat")

    monkeypatch.setattr(pd, "read_spss", missing)
    (item,) = table_items("a.sav", io.BytesIO(b"$FL2"), {})
    assert "pip install" in item.error


def old_workbook():
    made = io.BytesIO()
    book = xlwt.Workbook()
    sheet = book.add_sheet("一")
    sheet.write(0, 0, "清远市茶业文件汇总")
    for at, cells in enumerate([list(FRAME.columns), *FRAME.fillna("").to_numpy().tolist()], start=1):
        for column, cell in enumerate(cells):
            sheet.write(at, column, cell)
    book.save(made)
    return made.getvalue()


@pytest.mark.parametrize("content", [old_workbook(), workbook(), FRAME.to_html(index=False).replace("\\n", "").encode(), delimited("\t")])
def test_old_excel_files_and_what_is_called_so(tmp_path, content):
    (tmp_path / "a.xls").write_bytes(content)
    documents = tk.build_corpus(tmp_path / "a.xls", tokens=False).documents
    assert [text.replace("\n", "") for text in documents["text"]] == [text.replace("\n", "") for text in TEXTS]
    assert documents["处理"].tolist() == [1, 0]


def test_lists_in_cells_are_paragraphs():
    rows = [{"text": ["一、采茶", "全市采茶八十吨。", {"小结": "平稳。"}], "标签": ["茶", "桑"]}, {"text": TEXTS[1]}]
    content = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()
    sheet = next(TABLE_READERS[".jsonl"](io.BytesIO(content)))
    assert sheet.header == ["text", "标签"]
    documents = tk.build_corpus(pd.DataFrame(rows)).documents
    assert documents["text"][0] == "一、采茶\n全市采茶八十吨。\n平稳。"
    assert documents["标签"].tolist()[0] == "茶、桑"


def test_rows_that_are_paragraphs_are_joined_by_a_key(tmp_path):
    frame = pd.DataFrame({
        "编号": ["b", "a", "b", "a"], "段": [1, 1, 2, 2], "正文": ["乙一。", "甲一。", "乙二。", "甲二。"], "党派": ["x", "y", "x", "y"],
    })  # fmt: skip
    frame.to_csv(tmp_path / "a.csv", index=False)
    documents = tk.build_corpus(tmp_path / "a.csv", columns={"part_of": "编号"}, tokens=False).documents.sort_values("doc_id")
    assert documents[["doc_id", "text", "党派"]].values.tolist() == [["a.csv#a", "甲一。\n甲二。", "y"], ["a.csv#b", "乙一。\n乙二。", "x"]]
    assert "段" not in documents.columns


def test_sheets_with_different_columns(tmp_path):
    with pd.ExcelWriter(tmp_path / "a.xlsx") as book:
        pd.DataFrame({"报告": TEXTS, "签发": ["2031-02-03", "2031-02-04"]}).to_excel(book, sheet_name="一", index=False)
        pd.DataFrame({"报告": ["全镇种茶。"], "镇": ["东乡"]}).to_excel(book, sheet_name="二", index=False)
        pd.DataFrame({"备注": ["无"]}).to_excel(book, sheet_name="三", index=False)
    corpus = tk.build_corpus(tmp_path / "a.xlsx", columns={"text": "报告", "date": "签发"}, tokens=False)
    assert corpus.documents["text"].tolist() == [*TEXTS, "全镇种茶。"]
    assert corpus.documents["镇"].tolist()[2] == "东乡"
    errors = dict(zip(corpus.errors["source"], corpus.errors["error"], strict=True))
    assert "no column '签发'" in errors["a.xlsx#二"]
    assert "read without" in errors["a.xlsx#二"]
    assert "no column '报告'" in errors["a.xlsx#三"]


def test_a_separator_inside_a_cell_is_told_and_the_rest_is_read(tmp_path):
    (tmp_path / "a.csv").write_text("标题,正文\n甲,全市采茶。\n乙,全县养蚕,蚕农增收。\n丙,全镇种桑。\n", encoding="utf-8")
    corpus = tk.build_corpus(tmp_path / "a.csv", tokens=False)
    assert corpus.documents["text"].tolist() == ["全市采茶。", "全镇种桑。"]
    assert "the row has 3 cells and the header 2" in corpus.errors["error"][0]


def test_a_cell_as_long_as_a_document(tmp_path):
    text = "全市茶园经营良好。" * 30_000
    pd.DataFrame({"text": [text]}).to_csv(tmp_path / "a.csv", index=False)
    assert tk.build_corpus(tmp_path / "a.csv", tokens=False).documents["text"][0] == text


def test_other_columns_serve_filter_group_and_exports():
    frame = FRAME.assign(level=["市", "县"], text=TEXTS).drop(columns="正文")
    corpus = tk.build_corpus(frame)
    assert len(corpus.filter(处理=1)) == 1
    assert corpus.filter(党派="甲").documents["党派"].tolist() == ["甲"]
    with pytest.raises(InvalidValue, match="did you mean '党派'"):
        corpus.filter(党派别="甲")
    assert tk.count_terms(corpus).group("处理").rows["处理"].tolist() == [0, 1]
    assert tk.count_terms(corpus, unit="section").group("document_level").rows["document_level"].tolist() == ["县", "市"]


def test_columns_of_other_documents_and_their_types(tmp_path):
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "a.csv").write_text("text,code,share,text2\n全市采茶。,007,1.5,x\n全县养蚕。,012,2,y\n", encoding="utf-8")
    (folder / "b.txt").write_text("全镇种桑。", encoding="utf-8")
    built = tk.build_corpus(folder, tmp_path / "corpus", tokens=False).documents
    assert built["code"].tolist()[:2] == ["007", "012"]
    assert built["share"].tolist()[:2] == [1.5, 2.0]
    assert built[["code", "share"]].isna().iloc[2].all()
    pd.testing.assert_frame_equal(tk.open_corpus(tmp_path / "corpus").documents, built)


@pytest.mark.parametrize(
    ("kind", "content", "message"),
    [
        (".json", b"{broken", "not JSON"),
        (".json", b"5", "neither a list nor an object"),
        (".json", b"[" * 100_000, "nested too deeply|not JSON"),
        (".csv.gz", b"no gzip", "packed file is damaged"),
        (".jsonl.gz", gzip.compress(LINES)[:-9], "packed file is damaged"),
        (".xls", b"\xd0\xcf no workbook", "damaged"),
        (".dta", b"no stata", "damaged"),
        (".ofd", b"PK", "save it as PDF"),
        (".rar", b"Rar!", "unpack the archive"),
        (".txt.gz", b"\x1f\x8b", "unpack it"),
    ],
)
def test_tables_that_cannot_be_read_are_one_sentence(tmp_path, kind, content, message):
    (tmp_path / f"a{kind}").write_bytes(content)
    errors = tk.build_corpus(tmp_path, tmp_path / "corpus").errors
    assert errors["error"].str.contains(message).tolist() == [True]


def test_a_wrong_byte_in_a_line_of_json_costs_a_character_and_is_noted(tmp_path):
    line = json.dumps({"text": TEXTS[0] * 4, "title": "甲市通报"}, ensure_ascii=False).encode()
    at = line.index("茶价".encode())
    (tmp_path / "a.jsonl").write_bytes(line[:at] + b"\xff" + line[at + 1 :] + b"\n")
    corpus = tk.build_corpus(tmp_path / "a.jsonl", tokens=False)
    assert "\ufffd" in corpus.documents["text"][0]
    assert "lost characters" in set(corpus.notes["kind"])


def test_numbers_that_one_table_holds_as_texts_and_another_as_numbers_are_numbers(tmp_path):
    pd.DataFrame({"text": TEXTS, "treated": [1, 0]}).to_csv(tmp_path / "a.csv", index=False)
    rows = [json.dumps({"text": text + "另。", "treated": 1}, ensure_ascii=False) for text in TEXTS]
    (tmp_path / "b.jsonl").write_text("\n".join(rows), encoding="utf-8")
    corpus = tk.build_corpus(tmp_path, tokens=False)
    assert corpus.documents["treated"].tolist() == [1, 0, 1, 1]
    assert len(corpus.filter(treated=1)) == 3


def test_numbers_of_a_csv_file_are_met_by_numbers(tmp_path):
    pd.DataFrame({"text": TEXTS, "treated": [1, 0]}).to_csv(tmp_path / "a.csv", index=False)
    assert len(tk.build_corpus(tmp_path / "a.csv", tokens=False).filter(treated=1)) == 1
