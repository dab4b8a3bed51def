"""Make toolkit/data/fonts/PolicyToolkitSansSC.otf: a subset of Noto Sans CJK SC (SIL Open Font License 1.1), under a name of its own.

    pip download --no-deps mplfonts==0.0.11 && unzip mplfonts-*.whl mplfonts/fonts/NotoSansCJKsc-Regular.otf
    apt-get download unicode-data && dpkg-deb -x unicode-data_*.deb . && bunzip2 usr/share/unicode/Unihan_OtherMappings.txt.bz2
    python scripts/make_font.py mplfonts/fonts/NotoSansCJKsc-Regular.otf usr/share/unicode/Unihan_OtherMappings.txt

Kept are the characters of GB 2312, of the 通用规范汉字表 of 2013 (Unihan's kTGH; the levels 1 and 2 of GB 18030-2022), of the first
level of Big5 for texts in traditional script, Latin and Greek letters and punctuation, and whatever the data of this package name.
The same font, list and data give the same bytes.
"""

import argparse
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

DATA = Path(__file__).parent.parent / "toolkit" / "data"
FAMILY = "Policy Toolkit Sans SC"
TARGET = DATA / "fonts" / "PolicyToolkitSansSC.otf"
BLOCKS = [(0x20, 0x180), (0x370, 0x400), (0x2000, 0x2070), (0x2150, 0x2300), (0x2460, 0x2500), (0xFF00, 0xFFF0)]
"""Letters, punctuation, signs of arithmetic, letters in circles, full-width letters."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("font", type=Path, help="NotoSansCJKsc-Regular.otf")
    parser.add_argument("unihan", type=Path, help="Unihan_OtherMappings.txt")
    args = parser.parse_args()
    font = TTFont(args.font, recalcTimestamp=False)
    options = subset.Options(
        layout_features=["kern"], hinting=False, notdef_outline=True, name_IDs=["*"], drop_tables=["VORG", "vhea", "vmtx", "BASE", "DSIG"]
    )
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters(args.unihan))
    subsetter.subset(font)
    rename(font)
    font.save(TARGET)
    print(f"{TARGET}: {len(font.getBestCmap()):,} characters, {TARGET.stat().st_size:,} bytes")


def characters(unihan: Path) -> set[int]:
    kept = {code for first, last in BLOCKS for code in range(first, last)}
    kept |= encoded("gb2312", range(0xA1, 0xF8)) | encoded("big5", range(0xA1, 0xC7))
    kept |= {int(line.split("\t")[0][2:], 16) for line in unihan.read_text(encoding="utf-8").splitlines() if "\tkTGH\t" in line}
    for path in DATA.rglob("*.t*"):
        kept |= set(map(ord, path.read_text(encoding="utf-8")))
    return kept


def encoded(name: str, leads: range) -> set[int]:
    """The characters of a code of two bytes whose first byte is one of these."""
    pairs = (bytes([lead, trail]) for lead in leads for trail in range(0x40, 0xFF))
    return {ord(char) for pair in pairs if len(char := pair.decode(name, errors="ignore")) == 1}


def rename(font: TTFont) -> None:
    """Give the font its own names; those of its makers, its copyright and its licence stay."""
    named = {1: FAMILY, 3: f"1.004;{FAMILY}", 4: FAMILY, 6: FAMILY.replace(" ", "") + "-Regular", 16: FAMILY}
    table = font["name"]
    table.names = [entry for entry in table.names if (entry.platformID, entry.langID) == (3, 0x409) or entry.nameID not in named]
    for entry in table.names:
        entry.string = named.get(entry.nameID, entry.toUnicode())
    top = font["CFF "].cff
    top.fontNames = [named[6]]
    top[0].FullName = top[0].FamilyName = FAMILY


if __name__ == "__main__":
    main()
