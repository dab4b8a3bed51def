#!/usr/bin/env python3
"""Write the demo corpus: fictional reports, the truth that was planted in them, and a manifest.

    python corpora/make_demo.py --seed 0 --out corpora/demo

The same seed gives the same bytes. Beside the folder of reports stand ``<out>_truth.json`` and ``<out>_manifest.tsv``.
"""

import argparse
import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from types import ModuleType

from demo_maker import bulletin, documents, law_report, work_report
from demo_maker.draft import Draft, Meta
from demo_maker.pages import page, plain_text
from demo_maker.series import Series, draw
from demo_maker.sources import read_rules, read_table
from demo_maker.truth import Written, truth

YEARS = range(2019, 2025)
WHO_WRITES_WHAT: Mapping[str, tuple[ModuleType, ...]] = {
    "清远市": (work_report, bulletin), "赣州市": (work_report,), "连南瑶族自治县": (work_report,), "英德市": (work_report,),
    "瑞金市": (work_report,), "吉安市": (bulletin,), "韶关市": (law_report,), "阳山县": (law_report,), "井冈山市": (documents,),
}


def numerals(place: Mapping[str, str], year: int) -> str:
    """Return how a document writes its numbers: some early ones in Chinese numerals, some in full-width digits."""
    if place["numerals"] == "digits":
        return "digits"
    return {2019: "han", 2021: "full"}.get(year, "digits")


def charset(place: Mapping[str, str]) -> str:
    """Return the encoding of a place's pages; older sites serve GBK."""
    return "gbk" if place["place"] == "瑞金市" else "utf-8"


def write_all(seed: int) -> list[tuple[Written, bytes]]:
    """Return every document with the bytes of its file."""
    rules = read_rules()
    written = []
    for place in read_table("places.tsv"):
        series = draw(place["level"], Random(f"{seed}:{place['place']}"))
        for kind in WHO_WRITES_WHAT[place["place"]]:
            written += [write_one(kind, place, year, rules, series, seed) for year in YEARS]
    return written


def write_one(
    kind: ModuleType, place: Mapping[str, str], year: int, rules: Mapping[str, tuple[str, ...]], series: Series, seed: int,
) -> tuple[Written, bytes]:
    """Return one document with the bytes of its file."""
    random = Random(f"{seed}:{place['place']}:{kind.__name__}:{year}")
    draft = Draft(place, year, rules, series, random, numerals(place, year))
    about: Meta = kind.meta(draft)
    write: Callable[[Draft, Meta], None] = kind.write
    write(draft, about)
    name = f"{about.title}.{about.suffix}"
    if about.suffix == "html":
        encoding = charset(place)
        content = page(about, draft.lines, charset=encoding).encode(encoding)
    else:
        content = plain_text(about, draft.lines, indented=year % 2 == 0).encode("utf-8")
    return Written(name, about, draft), content


def main() -> None:
    """Read the arguments and write the files."""
    parser = argparse.ArgumentParser(description="Write the demo corpus.")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, required=True, help="the folder for the reports")
    options = parser.parse_args()
    written = write_all(options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    rows = ["file\tplace\tyear\tdoc_type\tcharacters\tsha256"]
    for document, content in written:
        (options.out / document.name).write_bytes(content)
        about, digest = document.about, hashlib.sha256(content).hexdigest()
        rows.append(f"{document.name}\t{about.place}\t{about.year}\t{about.doc_type}\t{len(document.text)}\t{digest}")
    beside = options.out.parent
    planted = truth([document for document, _ in written], options.seed)
    lines = json.dumps(planted, ensure_ascii=False, indent=1) + "\n"
    (beside / f"{options.out.name}_truth.json").write_text(lines, encoding="utf-8")
    (beside / f"{options.out.name}_manifest.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    print(f"{len(written)} reports in {options.out}, {len(planted['claims'])} planted figures")


if __name__ == "__main__":
    main()
