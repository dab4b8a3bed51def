"""Make toolkit/data/divisions.tsv from the table of administrative division codes of yescallop/areacodes (CC0).

    python scripts/make_divisions.py AREACODES_CSV [--date YYYY-MM-DD]

The table has one row for each code and each span of years in which it was in use; the gazetteer keeps code, name, first year,
year of the end (the first year in which the code is no longer valid; empty while it is), and the codes that took its place.
Level, province and prefecture follow from the code.
"""

import argparse
import csv
from pathlib import Path

TARGET = Path(__file__).parent.parent / "toolkit" / "data" / "divisions.tsv"
# The codes of Hong Kong and Macao were reserved for them in GB 2260 long before the special administrative regions.
EARLIER = {"810000": "1981", "820000": "1981"}
HEADER = """\
# Administrative divisions of China to county level, 1981-2025, with the years in which each code and name were valid.
# Source: https://github.com/yescallop/areacodes (CC0-1.0), itself from the yearly tables of the Ministry of Civil Affairs.
# Date: {date}. Licence: CC0-1.0. Made by scripts/make_divisions.py; corrections belong there.
# start: first year. end: first year in which it is no longer valid, empty while valid.
# successors: codes that took its place or took in a part of it, [year] where that was not at the end.
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("areacodes", type=Path)
    parser.add_argument("--date", default="2025-12-31", help="what the head of the file says about its date")
    args = parser.parse_args()
    with args.areacodes.open(encoding="utf-8-sig", newline="") as file:
        rows = [
            (row["代码"], row["名称"], EARLIER.get(row["代码"], row["启用时间"]), row["变更/弃用时间"], row["新代码"])
            for row in csv.DictReader(file)
        ]
    lines = ["\t".join(row).rstrip("\t") for row in sorted(set(rows))]
    TARGET.write_text(
        HEADER.format(date=args.date) + "code\tname\tstart\tend\tsuccessors\n" + "\n".join(lines) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
