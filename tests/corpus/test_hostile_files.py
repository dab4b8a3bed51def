"""Files that are broken or made to do harm: each is a row of errors, and the rest is read."""

import io
import os
import re
import zipfile

import docx
import openpyxl
import pytest

import toolkit as tk
from toolkit.corpus import readers
from toolkit.errors import InvalidValue

GOOD = "2024年桃源市政府工作报告\n一、2023年工作回顾\n全市生产总值增长5.2%。\n"


def build(folder, target):
    corpus = tk.build_corpus(folder, target)
    errors = corpus.errors.groupby("source")["error"].agg(" / ".join)
    return corpus, errors


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "reports"
    root.mkdir()
    (root / "good.txt").write_text(GOOD, encoding="utf-8")
    return root


def office_file(part: str, content: bytes) -> bytes:
    """A .docx whose part has other content."""
    made, changed = io.BytesIO(), io.BytesIO()
    docx.Document().save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, content if name == part else source.read(name))
    return changed.getvalue()


def whole_docx() -> bytes:
    document = docx.Document()
    document.add_paragraph("桃源市财政局工作总结" * 40)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("reports.txt", b"0" * 30_000_000)
    return made.getvalue()


BROKEN = [
    ("empty.txt", b"", "empty"),
    ("blank.txt", " \n\u3000\n".encode(), "no text"),
    ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 50, "binary data"),
    ("noise.txt", bytes(range(128, 256)) * 100, "not text"),
    ("empty.docx", b"", "empty"),
    ("cut.docx", whole_docx()[:4000], "damaged|cut short"),
    ("notes.docx", b"these are plain words, not a zip archive", "damaged|cut short"),
    ("strange.docx", office_file("word/document.xml", b"<a><b></a>"), "cannot be read|damaged"),
    ("empty.pdf", b"", "empty"),
    ("cut.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog", "damaged|cut short"),
    ("words.pdf", b"no pdf at all", "damaged|cut short"),
    ("broken.xlsx", b"PK\x03\x04 broken", "damaged"),
    ("numbers.csv", b"a,b\n1,2\n3,4\n", "name it"),
    ("empty.csv", b"", "empty|no rows"),
    ("broken.parquet", b"PAR1 no", "damaged"),
    ("lines.jsonl", '{"正文": "' .encode() + "好".encode() * 300 + b'"}\n{broken\n', "not JSON"),
    ("broken.zip", b"PK\x03\x04 broken", "damaged"),
    ("bomb.zip", bomb(), "zip bomb"),
    ("bomb.docx", bomb(), "zip bomb"),
    ("bomb.xlsx", bomb(), "zip bomb"),
    ("page.html", b"", "empty"),
    ("archive.mhtml", b"MIME-Version: 1.0\n\nno page", "no page"),
    ("old.doc", b"\xd0\xcf\x11\xe0 broken", "LibreOffice"),
    ("song.mp3", b"ID3", "not read"),
    ("noextension", b"text", "not read"),
]  # fmt: skip


@pytest.fixture(scope="module")
def broken(tmp_path_factory):
    """A corpus of one sound document among all the broken ones."""
    root = tmp_path_factory.mktemp("broken") / "reports"
    root.mkdir()
    (root / "good.txt").write_text(GOOD, encoding="utf-8")
    for name, content, _ in BROKEN:
        (root / name).write_bytes(content)
    return build(root, root.parent / "corpus")


@pytest.mark.parametrize(("name", "reason"), [(name, reason) for name, _, reason in BROKEN])
def test_broken_file_is_a_row_of_one_sentence(broken, name, reason):
    _, errors = broken
    row = next(text for source, text in errors.items() if source.split("#")[0] == name)
    assert re.search(reason, row), row
    assert "\n" not in row


def test_the_sound_document_among_broken_ones_is_read(broken):
    corpus, errors = broken
    assert list(corpus.documents["doc_id"]) == ["good.txt", "lines.jsonl#1"]
    assert len(errors) == len(BROKEN)


def test_one_line_of_fifty_megabytes_is_refused_without_being_read(folder, tmp_path):
    (folder / "line.txt").write_bytes(b"x" * 50_000_000)
    _, errors = build(folder, tmp_path / "corpus")
    assert "50,000,000 bytes" in errors["line.txt"]


def test_links_are_not_followed_out_of_the_folder(folder, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("不公开的内容。", encoding="utf-8")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "more.txt").write_text("也不公开。", encoding="utf-8")
    (folder / "link.txt").symlink_to(secret)
    (folder / "folder").symlink_to(tmp_path / "outside")
    (folder / "loop").symlink_to(folder)
    (folder / "self.txt").symlink_to(folder / "self.txt")
    corpus, errors = build(folder, tmp_path / "corpus")
    assert list(corpus.documents["doc_id"]) == ["good.txt"]
    assert set(errors.index) == {"link.txt", "folder", "loop", "self.txt"}
    assert errors.str.contains("not followed").all()


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_xml_entities_are_not_resolved(folder, tmp_path, kind):
    secret = tmp_path / "secret.txt"
    secret.write_text("不公开的内容。", encoding="utf-8")
    entity = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY s SYSTEM "{secret.as_uri()}">]>'
    if kind == "docx":
        space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        body = f"<w:document {space}><w:body><w:p><w:r><w:t>&s;</w:t></w:r></w:p></w:body></w:document>"
        content = office_file("word/document.xml", (entity + body).encode())
    else:
        made, changed = io.BytesIO(), io.BytesIO()
        openpyxl.Workbook().save(made)
        space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
        cell = '<sheetData><row r="1"><c t="inlineStr"><is><t>&s;</t></is></c></row></sheetData>'
        sheet = f"<worksheet {space}>{cell}</worksheet>"
        with zipfile.ZipFile(made) as source, zipfile.ZipFile(changed, "w") as target:
            for name in source.namelist():
                target.writestr(name, entity + sheet if name.endswith("sheet1.xml") else source.read(name))
        content = changed.getvalue()
    (folder / f"evil.{kind}").write_bytes(content)
    corpus, errors = build(folder, tmp_path / "corpus")
    assert "不公开" not in "".join(corpus.documents["text"]) + "".join(errors)
    assert any(source.startswith("evil") for source in errors.index)


def test_entities_of_a_page_are_not_resolved(folder, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("不公开的内容。", encoding="utf-8")
    entity = f'<!DOCTYPE html [<!ENTITY s SYSTEM "{secret.as_uri()}">]>'
    page = entity + "<html><body><p>市财政局公布了全年预算执行情况，&s;收入增长3%。</p></body></html>"
    (folder / "evil.html").write_text(page, encoding="utf-8")
    corpus, _ = build(folder, tmp_path / "corpus")
    assert "不公开" not in "".join(corpus.documents["text"])


def test_unreadable_file_is_a_row(folder, tmp_path, monkeypatch):
    (folder / "locked.txt").write_text(GOOD, encoding="utf-8")
    usual = open

    def refuse(path, *args, **options):
        if str(path).endswith("locked.txt"):
            raise PermissionError(13, "Permission denied")
        return usual(path, *args, **options)

    monkeypatch.setattr("builtins.open", refuse)
    _, errors = build(folder, tmp_path / "corpus")
    assert "Permission denied" in errors["locked.txt"]


def test_odd_names_are_read_and_shown(folder, tmp_path):
    for name in ("带 空格 的.txt", "emoji😀.txt", "引'号\".txt", "tab\tname.txt", "换\n行.txt", "x" * 200 + ".txt", "#井号!.txt"):
        (folder / name).write_text(GOOD + name, encoding="utf-8")
    with open(os.fsencode(folder) + b"/\xff\xfe.txt", "wb") as handle:
        handle.write(GOOD.encode())
    corpus, errors = build(folder, tmp_path / "corpus")
    assert errors.empty
    assert len(corpus) == 9
    assert "\\xff\\xfe.txt" in set(corpus.documents["doc_id"])


def test_wrong_bytes_are_reported_with_their_position_and_the_text_is_kept(folder, tmp_path):
    data = (GOOD * 20).encode()
    (folder / "wrong.txt").write_bytes(data[:100] + b"\xff" + data[100:])
    corpus, errors = build(folder, tmp_path / "corpus")
    assert errors.empty
    told = corpus.notes.query("doc_id == 'wrong.txt' and kind == 'lost characters'")["note"]
    assert told.str.contains("byte (?:98|99|100)").tolist() == [True]
    assert "wrong.txt" in set(corpus.documents["doc_id"])


def test_an_unexpected_fault_in_one_document_is_a_row(folder, tmp_path, monkeypatch):
    (folder / "other.md").write_text(GOOD, encoding="utf-8")
    monkeypatch.setitem(readers.READERS, ".md", lambda data: 1 / 0)
    corpus, errors = build(folder, tmp_path / "corpus")
    assert "division by zero" in errors["other.md"]
    assert list(corpus.documents["doc_id"]) == ["good.txt"]


@pytest.mark.parametrize(("source", "message"), [("missing", "no file or folder"), ("empty", "no file to read")])
def test_missing_and_empty_sources_are_one_clear_sentence(tmp_path, source, message):
    (tmp_path / "empty").mkdir()
    with pytest.raises(InvalidValue, match=message):
        tk.build_corpus(tmp_path / source, tmp_path / "corpus")
    assert not (tmp_path / "corpus").exists()
