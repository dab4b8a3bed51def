"""A scanned document: a PDF whose page is a picture, with the text that a scanner's program laid invisibly under it."""

import struct

from demo_maker.draft import Draft, Meta
from demo_maker.sources import SOURCE, read_document

SOURCE_NAME, PICTURE = "scan_notice.txt", "scan_notice.png"
PAGE = (595, 842)
"""A4 in points."""
MARGIN, SIZE, LEADING, LINE = 70, 16, 28, 28
"""In points; LINE is the number of characters of a full line."""


def meta(draft: Draft) -> Meta:
    """Return what the header of the document says."""
    fields, _ = read_document(SOURCE_NAME)
    return Meta(
        title=fields["title"], issuer=fields["issuer"], place=draft.place["place"], adcode=draft.place["adcode"], date=fields["date"],
        year=draft.year, review_year=None, doc_type=fields["type"], doc_number=fields["number"], suffix="pdf",
    )


def write(draft: Draft, about: Meta) -> None:
    """Write the document into the draft."""
    draft.add("number", about.doc_number or "")
    for paragraph in read_document(SOURCE_NAME)[1]:
        draft.add("paragraph", paragraph)
    draft.add("signature", about.issuer)
    draft.add("signature", about.day)


def set_lines(draft: Draft, about: Meta) -> list[tuple[float, float, str]]:
    """Return the lines of the page: left edge, baseline and text. ``draw_scan.py`` draws the picture from them."""
    centred = ("模拟文本，数字为虚构", about.title, about.doc_number or "")
    placed = [(PAGE[0] / 2 - len(text) * SIZE / 2, text) for text in centred]
    for line in draft.lines[1:]:
        text = ("　　" + line.text) if line.kind == "paragraph" else line.text
        left = MARGIN if line.kind == "paragraph" else PAGE[0] - MARGIN - len(text) * SIZE
        placed += [(left, text[start : start + LINE]) for start in range(0, len(text), LINE)]
    return [(left, PAGE[1] - MARGIN - LEADING * number, text) for number, (left, text) in enumerate(placed)]


def pdf(draft: Draft, about: Meta) -> bytes:
    """Return the file: one page, one picture, the text in invisible letters of a font that every viewer has."""
    width, height, data = _png((SOURCE / "documents" / PICTURE).read_bytes())
    lines = (
        f"BT /F1 {SIZE} Tf 3 Tr 1 0 0 1 {left:.1f} {base:.1f} Tm <{text.encode('utf-16-be').hex()}> Tj ET"
        for left, base, text in set_lines(draft, about)
    )
    drawing = "\n".join([f"q {PAGE[0]} 0 0 {PAGE[1]} 0 0 cm /Im1 Do Q", *lines]).encode()
    image = (f"/Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceGray /BitsPerComponent 1 "
             f"/Filter /FlateDecode /DecodeParms << /Predictor 15 /Colors 1 /BitsPerComponent 1 /Columns {width} >>")
    return _file([
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {PAGE[0]} {PAGE[1]}] /Contents 4 0 R "
         "/Resources << /XObject << /Im1 5 0 R >> /Font << /F1 6 0 R >> >> >>").encode(),
        _stream("", drawing),
        _stream(image, data),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [7 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) "
        b"/Supplement 4 >> /DW 1000 /FontDescriptor 8 0 R >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 "
        b"/Descent -120 /CapHeight 880 /StemV 93 >>",
    ])


def _png(content: bytes) -> tuple[int, int, bytes]:
    """Return width, height and the packed rows of a black-and-white PNG, which a PDF takes as they are."""
    width, height = struct.unpack(">II", content[16:24])
    data, position = b"", 8
    while position < len(content):
        (length,) = struct.unpack(">I", content[position : position + 4])
        if content[position + 4 : position + 8] == b"IDAT":
            data += content[position + 8 : position + 8 + length]
        position += 12 + length
    return width, height, data


def _stream(entries: str, data: bytes) -> bytes:
    return f"<< {entries} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def _file(objects: list[bytes]) -> bytes:
    content, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(content))
        content += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    rows = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\n"
    return content + f"{table}startxref\n{len(content)}\n%%EOF\n".encode()
