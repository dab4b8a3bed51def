"""A spreadsheet with one document a row, as archives of offices keep them."""

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

from demo_maker.draft import Draft, Meta
from demo_maker.pages import MARK
from demo_maker.sources import read_table

NAME = "韶关市文件汇编.xlsx"
COLUMNS = ("标题", "发文机关", "地区", "发布日期", "文号", "文种", "正文", "说明")
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def metas(draft: Draft) -> list[Meta]:
    """Return what each row says of its document."""
    return [
        Meta(title=row["title"], issuer=row["issuer"], place=draft.place["place"], adcode=draft.place["adcode"], date=row["date"],
             year=int(row["date"][:4]), review_year=None, doc_type=row["type"], doc_number=row["number"], suffix="xlsx")
        for row in read_table("documents.tsv")
    ]


def texts() -> list[str]:
    """Return the text of each row."""
    return [row["text"] for row in read_table("documents.tsv")]


def workbook(abouts: Sequence[Meta], bodies: Sequence[str]) -> bytes:
    """Return the file: one sheet, a row of heads, then one row a document."""
    rows = [COLUMNS] + [
        (about.title, about.issuer, about.place, about.date, about.doc_number or "", about.doc_type, body, MARK)
        for about, body in zip(abouts, bodies, strict=True)
    ]
    sheet = "".join(f'<row r="{number}">{_cells(number, row)}</row>' for number, row in enumerate(rows, start=1))
    start = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{KIND}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="文件" sheetId="1" r:id="rId1"/>'
        "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{sheet}</sheetData></worksheet>',
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in parts.items():
            # A fixed time and no compression: the same bytes with every version of zlib.
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), start + text)
    return packed.getvalue()


def _cells(number: int, row: Sequence[str]) -> str:
    return "".join(
        f'<c r="{letter}{number}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
        for letter, text in zip("ABCDEFGH", row, strict=True)
    )
