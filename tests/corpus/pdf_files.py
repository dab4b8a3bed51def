"""PDF files made for tests: text at places of a page, in a font that is named and not embedded."""

import math

LEFT = ["茶园三月开园四月封园全市茶农忙", "采茶茶价平稳收成好于上年茶农收", "入增加全市茶园经营良好生产有序", "质量提升品牌叫响。"]

A4 = (595, 842)


def shown(x, y, text, size=12.0, angle=0.0):
    """Text at a place of the page."""
    turn = math.radians(angle)
    matrix = f"{math.cos(turn):.5f} {math.sin(turn):.5f} {-math.sin(turn):.5f} {math.cos(turn):.5f} {x} {y}"
    return f"BT /F1 {size} Tf {matrix} Tm <{text.encode('utf-16-be').hex()}> Tj ET"


def rule(x0, y0, x1, y1):
    return f"{x0} {y0} m {x1} {y1} l S"


def pdf(*pages):
    """A PDF file whose font is named and not embedded; figures and Latin letters are half as wide as Chinese characters."""
    font = (
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [<< /Type /Font "
        "/Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> "
        "/DW 1000 /W [1 95 500] /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] "
        "/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 737 /StemV 58 >> >>] >>"
    )
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", font]
    kids = []
    for items in pages:
        content = "\n".join(items)
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {A4[0]} {A4[1]}] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    made = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(made))
        made += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    trailer = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer << /Size {len(objects) + 1} /Root 1 0 R >>\n"
    return made + f"{trailer}startxref\n{len(made)}\n%%EOF".encode()


def column(x, top, lines, step=20):
    return [shown(x, top - step * at, line) for at, line in enumerate(lines)]
