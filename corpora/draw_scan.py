#!/usr/bin/env python3
"""Draw the picture of the scanned page, a little askew and with specks, from the text of ``scan_notice.txt``.

    python corpora/draw_scan.py

The picture is committed (``demo_source/documents/scan_notice.png``); draw it again only when that text changes. Needs Pillow.
"""

from pathlib import Path
from random import Random

from demo_maker import scan
from demo_maker.draft import Draft
from demo_maker.series import draw
from demo_maker.sources import SOURCE, read_rules, read_table
from PIL import Image, ImageDraw, ImageFont

FONT = Path(__file__).parent.parent / "toolkit" / "data" / "fonts" / "PolicyToolkitSansSC.otf"
SCALE = 150 / 72
"""Dots a point."""


def main() -> None:
    """Write the picture."""
    place = next(row for row in read_table("places.tsv") if "scan" in row["writes"].split())
    draft = Draft(place, 2006, read_rules(), draw(place, Random(0)), Random(0))
    about = scan.meta(draft)
    scan.write(draft, about)
    width, height = (round(side * SCALE) for side in scan.PAGE)
    picture = Image.new("L", (width, height), 255)
    pen = ImageDraw.Draw(picture)
    font = ImageFont.truetype(FONT, round(scan.SIZE * SCALE))
    for left, base, text in scan.set_lines(draft, about):
        for number, letter in enumerate(text):
            pen.text(((left + number * scan.SIZE) * SCALE, height - base * SCALE), letter, font=font, fill=0, anchor="ls")
    random = Random(0)
    for _ in range(160):
        pen.point((random.randrange(width), random.randrange(height)), fill=0)
    picture = picture.rotate(0.3, resample=Image.Resampling.BICUBIC, fillcolor=255)
    picture.point(lambda shade: 255 * (shade > 150)).convert("1").save(SOURCE / "documents" / scan.PICTURE, optimize=True)


if __name__ == "__main__":
    main()
