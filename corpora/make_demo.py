#!/usr/bin/env python3
"""Write the demo corpus: fictional reports, the truth that was planted in them, and a manifest.

    python corpora/make_demo.py --seed 0 --out corpora/demo

The same seed gives the same bytes. Beside the folder of reports stand ``<out>_truth.json`` and ``<out>_manifest.tsv``.
"""

import argparse
import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from types import ModuleType
from typing import NamedTuple

from demo_maker import bulletin, documents, law_report, markdown, scan, spreadsheet, work_report
from demo_maker.draft import Draft, Line, Meta, Passages
from demo_maker.pages import page, plain_text
from demo_maker.series import Series, draw
from demo_maker.sources import read_rules, read_table
from demo_maker.truth import Written, truth, written_out

LATE = range(2019, 2025)
KINDS: Mapping[str, tuple[ModuleType, range]] = {
    "work": (work_report, range(2005, 2025)), "bulletin": (bulletin, LATE), "law": (law_report, LATE), "documents": (documents, LATE),
    "markdown": (markdown, range(2023, 2024)), "scan": (scan, range(2006, 2007)),
}
"""What places write, as ``places.tsv`` names it, and in which years; ``table`` is the spreadsheet."""
NUMERALS = {2005: "han", 2006: "han", 2007: "full", 2019: "han", 2021: "full"}
"""How a place of mixed numerals writes some years: in Chinese numerals or in full-width digits."""


class Told(NamedTuple):
    """What reports told so far, by place and year: later ones and those of lower levels take passages from it."""

    passages: dict[tuple[str, int], Passages]
    above: Mapping[str, str]

    def own(self, place: str, year: int) -> Passages:
        """Return the passages of a place's report of the year before."""
        return self.passages.get((place, year - 1), Passages())

    def higher(self, place: str, year: int) -> Passages:
        """Return the passages of this year's report of the level above."""
        return self.passages.get((self.above.get(place, ""), year), Passages())


def places_above() -> dict[str, str]:
    """Return for each place that of the next higher level that writes work reports, by its code."""
    codes = {row["adcode"]: row["place"] for row in read_table("places.tsv") if "work" in row["writes"].split()}
    higher = {code: [other for other in (code[:4] + "00", code[:2] + "0000") if other in codes and other != code] for code in codes}
    return {codes[code]: codes[others[0]] for code, others in higher.items() if others}


def charset(place: Mapping[str, str]) -> str:
    """Return the encoding of a place's pages; older sites serve GBK."""
    return "gbk" if place["place"] == "瑞金市" else "utf-8"


def write_all(seed: int) -> tuple[list[Written], dict[str, bytes]]:
    """Return every document and the bytes of every file."""
    rules = read_rules()
    told = Told({}, places_above())
    written: list[Written] = []
    files: dict[str, bytes] = {}
    for place in read_table("places.tsv"):
        series = draw(place, Random(f"{seed}:{place['place']}"))
        for kind in place["writes"].split():
            if kind == "table":
                rows = write_table(blank(place, 2024, rules, series, seed, kind))
                written += rows
                files[spreadsheet.NAME] = spreadsheet.workbook([row.about for row in rows], spreadsheet.texts())
                continue
            for year in KINDS[kind][1]:
                draft = blank(place, year, rules, series, seed, KINDS[kind][0].__name__)
                draft.own, draft.above = told.own(place["place"], year), told.higher(place["place"], year)
                document, content = write_one(KINDS[kind][0], draft)
                told.passages[place["place"], year] = Passages(document.name, draft.told.projects, draft.told.principles)
                written.append(document)
                files[document.name] = content
    return written, files


def blank(
    place: Mapping[str, str], year: int, rules: Mapping[str, tuple[str, ...]], series: Series, seed: int, kind: str,
) -> Draft:
    """Return a draft without lines, with a random generator of its own."""
    random = Random(f"{seed}:{place['place']}:{kind}:{year}")
    return Draft(place, year, rules, series, random, NUMERALS.get(year, "digits") if place["numerals"] == "mixed" else "digits")


def write_one(kind: ModuleType, draft: Draft) -> tuple[Written, bytes]:
    """Return one document with the bytes of its file."""
    about: Meta = kind.meta(draft)
    write: Callable[[Draft, Meta], None] = kind.write
    write(draft, about)
    return Written(f"{about.title}.{about.suffix}", about, draft), content_of(draft, about)


def content_of(draft: Draft, about: Meta) -> bytes:
    """Return the bytes of a document's file."""
    if about.suffix == "html":
        encoding = charset(draft.place)
        return page(about, draft.lines, charset=encoding).encode(encoding)
    if about.suffix == "md":
        return markdown.markdown(draft, about)
    if about.suffix == "pdf":
        return scan.pdf(draft, about)
    return plain_text(about, draft.lines, indented=draft.year % 2 == 0).encode("utf-8")


def write_table(draft: Draft) -> list[Written]:
    """Return the documents of the spreadsheet, one a row; the first row has the heads."""
    written = []
    for number, (about, text) in enumerate(zip(spreadsheet.metas(draft), spreadsheet.texts(), strict=True), start=2):
        own = Draft(draft.place, about.year, draft.rules, draft.series, draft.random, lines=[Line("paragraph", text)])
        written.append(Written(f"{spreadsheet.NAME}#{number}", about, own))
    return written


def main() -> None:
    """Read the arguments and write the files."""
    parser = argparse.ArgumentParser(description="Write the demo corpus.")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, required=True, help="the folder for the reports")
    options = parser.parse_args()
    written, files = write_all(options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (options.out / name).write_bytes(content)
    rows = ["file\tplace\tyear\tdoc_type\tcharacters\tsha256"]
    for document in written:
        about, content = document.about, files[document.name.partition("#")[0]]
        digest = hashlib.sha256(content).hexdigest()
        rows.append(f"{document.name}\t{about.place}\t{about.year}\t{about.doc_type}\t{len(document.text)}\t{digest}")
    planted = truth(written, options.seed)
    beside = options.out.parent
    (beside / f"{options.out.name}_truth.json").write_text(written_out(planted), encoding="utf-8")
    (beside / f"{options.out.name}_manifest.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    print(f"{len(written)} documents in {len(files)} files in {options.out}, {len(planted['claims']['rows'])} planted figures")


if __name__ == "__main__":
    main()
