"""Files made to take all time or memory: each is a row of errors within the limits, whatever library reads it, and the build goes on."""

import io
import json
import os
import re
import resource
import time
import zipfile

import docx
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import toolkit as tk
from toolkit.corpus import confined, limits, readers
from toolkit.corpus.reasons import reason_of

# The hostile files take all the time that they are allowed: they are read once, whatever the number of workers.
pytestmark = pytest.mark.xdist_group("bounds")

SECONDS = 3
"""Of processor time that a file may take: less than by default, which shows the same sooner."""
GOOD = "2024年桃源市政府工作报告\n一、2023年工作回顾\n全市生产总值增长5.2%。\n"


def rewritten(data: bytes, part: str, change) -> bytes:
    """An Office file with one part changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, change(source.read(name)) if name == part else source.read(name))
    return made.getvalue()


def saved(document) -> bytes:
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def far_cell() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["标题", "正文"])
    book.active.append(["甲", "乙"])
    book.active["XFD1048576"] = "x"
    return saved(book)


def table_document(change) -> bytes:
    document = docx.Document()
    document.add_paragraph("桃源县工作总结。")
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text = "项目"
    return rewritten(saved(document), "word/document.xml", change)


def wide_span() -> bytes:
    return table_document(lambda xml: xml.replace(b"<w:tcPr>", b'<w:tcPr><w:gridSpan w:val="2147483647"/>', 1))


def merged_down() -> bytes:
    row = b'<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr>'
    return table_document(lambda xml: re.sub(rb"<w:tr>.*</w:tr>", row * 30_000, xml, flags=re.DOTALL))


def padded() -> bytes:
    document = docx.Document()
    document.add_paragraph("桃源县工作总结。")
    return rewritten(saved(document), "word/document.xml", lambda xml: xml.replace(b"<w:body>", b"<w:body>" + b"<w:p/>" * 3_000_000))


def nested_forms(depth: int, *, loop: bool) -> bytes:
    """A PDF whose form draws itself, or forms that draw the next one twice."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"]
    objects.append("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /XObject << /F 5 0 R >> >> >>")
    objects.append("<< /Length 4 >>\nstream\n/F Do\nendstream")
    for number in range(depth):
        following = 5 if loop else min(6 + number, 4 + depth)
        resources = f"/Resources << /XObject << /F {following} 0 R >> >>"
        objects.append(f"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] {resources} /Length 10 >>\nstream\n/F Do /F Do\nendstream")
    body, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{text}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(places) + 1
    trailer = f"trailer\n<< /Root 1 0 R /Size {size} >>\nstartxref\n{len(body)}\n%%EOF"
    return body + f"xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}".encode()


def small_parquet() -> bytes:
    made = io.BytesIO()
    text = pa.array(["甲" * 1_000_000])
    column = pa.DictionaryArray.from_arrays(pa.array([0] * 1_000, type=pa.int32()), text)
    pq.write_table(pa.table({"text": column, "title": pa.array(["t"] * 1_000)}), made, compression="zstd")
    return made.getvalue()


def lzma_with_a_wrong_byte() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.txt", GOOD * 200)
    data = bytearray(made.getvalue())
    for at in range(45, 55):
        data[at] ^= 0xFF
    return bytes(data)


def name_of_bad_utf8() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("报告.txt", GOOD)
    return made.getvalue().replace("报".encode(), b"\xff\xfe\xfd")


def many_members() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(2_000):
            archive.writestr(f"{number}.txt", f"第{number}号文件。")
    return made.getvalue()


HOSTILE = {
    "far.xlsx": far_cell(),
    "span.docx": wide_span(),
    "merged.docx": merged_down(),
    "padded.docx": padded(),
    "loop.pdf": nested_forms(1, loop=True),
    "nested.pdf": nested_forms(40, loop=False),
    "attributes.html": b"<html><body><p " + b" ".join(b"a%d=1" % n for n in range(200_000)) + "><p>桃源县公告。</body></html>".encode(),
    "deep.html": b"<div>" * 100_000 + "桃源县公告。".encode(),
    "small.parquet": small_parquet(),
    "wrong.zip": lzma_with_a_wrong_byte(),
    "name.zip": name_of_bad_utf8(),
    "empty.zip": b"PK\x05\x06" + bytes(18),
    "header.csv": "标题,正文\n".encode(),
    "header.jsonl": b"",
    "half.jsonl": json.dumps({"标题": "半\ud800个", "正文": "甲\udc00乙。"}).encode(),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    root = tmp_path_factory.mktemp("bounds")
    (root / "in").mkdir()
    (root / "in" / "good.txt").write_text(GOOD, encoding="utf-8")
    for name, data in HOSTILE.items():
        (root / "in" / name).write_bytes(data)
    started = time.monotonic()
    corpus = tk.build_corpus(root / "in", root / "corpus", tokens=False, limits={"seconds": SECONDS})
    return corpus, time.monotonic() - started


@pytest.mark.parametrize("name", HOSTILE)
def test_each_is_a_document_or_a_row_of_errors(built, name):
    corpus, _ = built
    known = {source.split("#")[0].split("/")[0] for source in (*corpus.documents["doc_id"], *corpus.errors["source"])}
    assert name in known


def test_the_others_are_read_and_no_limit_is_passed(built):
    corpus, seconds = built
    assert "good.txt" in set(corpus.documents["doc_id"])
    assert seconds < limits.LIMITS.seconds * len(HOSTILE)
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 1_500_000
    assert not corpus.errors["error"].str.contains("0x[0-9a-f]{6}|\n").any()


def test_a_table_with_half_characters_is_read_without_them(built):
    documents = built[0].documents.set_index("doc_id")
    assert documents["text"]["half.jsonl#1"] == "甲\ufffd乙。"


def test_thousands_of_members_take_no_square_of_time(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "many.zip").write_bytes(many_members())
    started = time.monotonic()
    corpus = tk.build_corpus(tmp_path / "in", tmp_path / "corpus", tokens=False)
    assert len(corpus) == 2_000
    assert time.monotonic() - started < 25


def test_a_reader_that_dies_or_hangs_is_a_row_and_the_next_file_is_read(tmp_path):
    (tmp_path / "in").mkdir()
    reading = confined.confined("file")
    item = readers.Item("a.html", "", 1, path=str(tmp_path / "pipe.html"))
    os.mkfifo(tmp_path / "pipe.html")
    with pytest.raises(ValueError, match="more than 10 seconds"):
        list(reading.answers(("file", item, False, limits.Limits(wall_seconds=0.5))))
    (tmp_path / "a.html").write_text(f"<p>{GOOD}", encoding="utf-8")
    (raw,) = reading.answers(("file", readers.Item("a.html", "", 1, path=str(tmp_path / "a.html")), False, limits.LIMITS))
    assert "工作回顾" in raw.text


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        ("cannot identify <_io.BytesIO object at 0x7f3e5c0a1b20>", "cannot identify _io.BytesIO"),
        ("bad\n  block at 0x55d0c0ffee00", "bad block"),
        ("byte 0xff at 3", "byte 0xff at 3"),
    ],
)
def test_reasons_are_the_same_in_every_run(message, reason):
    assert reason_of(ValueError(message)) == reason


def test_limits_are_raised_and_lowered_by_the_caller_and_recorded(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.html").write_text(f"<p>{GOOD * 60_000}", encoding="utf-8")
    low = tk.build_corpus(tmp_path / "in", tmp_path / "corpus", tokens=False, limits={"memory": 5})
    assert low.errors["error"].str.contains("more than 5 MB of memory: it is not read; .*limits={'memory': 20}").tolist() == [True]
    assert low.options["limits"] == {"memory": 5}
    high = tk.build_corpus(tmp_path / "in", tmp_path / "corpus", tokens=False, limits={"memory": 1000, "seconds": 60})
    assert len(high) == 1


@pytest.mark.parametrize(("given", "told"), [({"second": 9}, "seconds"), ({"memory": 0}, "above 0"), ({"seconds": True}, "above 0")])
def test_limits_that_are_none(given, told):
    with pytest.raises(ValueError, match=told):
        tk.build_corpus(GOOD, limits=given)
