"""What was planted in the corpus, as one JSON value: long lists are tables of ``columns`` and ``rows``."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

from demo_maker.bulletin import REVISED_PLACE, REVISED_YEAR
from demo_maker.draft import Draft, Meta
from demo_maker.series import CARRY, RATCHET
from demo_maker.sources import read_table
from demo_maker.targets import targets

WORK = "政府工作报告"
REGIONAL = {
    "东部": ("外贸", "口岸", "保税", "出口"), "中部": ("商品粮", "稻谷", "粮库", "种粮"), "西部": ("石漠化", "搬迁", "水窖", "移民"),
}
"""Words of the work that is usual in one region and seldom told in others."""
RENEWED = (
    ("《中华人民共和国环境保护法》", ((1989, 2005, 2014), (2014, 2015, 2024))),
    ("《中华人民共和国食品安全法》", ((2009, 2010, 2015), (2015, 2016, 2024))),
)
"""Laws that are made anew: the year of the text that is valid in the work reports of a first to a last year."""
REPLACED = ("《中华人民共和国物权法》", "《中华人民共和国民法典》")
FIGURE = ("concept", "role", "modality", "year", "text", "value", "value_max", "unit", "bound", "direction", "before")


@dataclass(frozen=True)
class Written:
    """A finished document under its file name."""

    name: str
    about: Meta
    draft: Draft

    @property
    def text(self) -> str:
        """The prose of the document, without page furniture."""
        return "\n".join([self.about.title, *(line.text for line in self.draft.lines)])


def truth(documents: Sequence[Written], seed: int) -> dict[str, Any]:
    """Return documents, places, series, policies and words as they stand in the texts."""
    places = {row["place"]: row for row in read_table("places.tsv")}
    concepts = sorted({row["concept"] for row in read_table("indicators.tsv")})
    return {
        "note": "模拟文本，数字为虚构",
        "seed": seed,
        "places": table(("place", "adcode", "level", "region"), places.values()),
        "documents": _documents(documents),
        "diffusion": _diffusion(documents),
        "reuse": _reuse(documents),
        "targets": table(("place", "concept", "year", "target", "target_max", "bound", "actual", "attained"), targets(documents)),
        "ratchet": {"concept": "地区生产总值", "carry": CARRY, "ratchet": RATCHET},
        "shocks": [dict(row) for row in read_table("shocks.tsv")],
        "words": _words(documents),
        "regional": [{"region": region, "words": list(words)} for region, words in REGIONAL.items()],
        "renewed_laws": [
            {"name": name, "versions": [dict(zip(("version", "first_report", "last_report"), years, strict=True)) for years in texts]}
            for name, texts in RENEWED
        ],
        "replaced_law": _replaced(documents),
        "conflicts": [{"place": REVISED_PLACE, "year": REVISED_YEAR, "concept": "地区生产总值", "role": "change"}],
        "policies": _policies(documents),
        "concepts": concepts,
        "claims": _claims(documents, concepts),
    }


def table(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return rows as one table."""
    return {"columns": list(columns), "rows": [[row[name] for name in columns] for row in rows]}


def written_out(planted: Mapping[str, Any]) -> str:
    """Return the truth as JSON with one line a row."""
    parts = [f"{_json(name)}: {_lines(value)}" for name, value in planted.items()]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _lines(value: Any) -> str:
    if isinstance(value, dict) and "rows" in value:
        rows = ",\n".join(_json(row) for row in value["rows"])
        return f'{{"columns": {_json(value["columns"])}, "rows": [\n{rows}\n]}}'
    if isinstance(value, list):
        return "[\n" + ",\n".join(_json(row) for row in value) + "\n]"
    return _json(value)


def _documents(documents: Sequence[Written]) -> dict[str, Any]:
    columns = ("file", "title", "issuer", "place", "adcode", "date", "year", "review_year", "doc_type", "doc_number")
    return table(columns, ({"file": document.name, **asdict(document.about)} for document in documents))


def _claims(documents: Sequence[Written], concepts: Sequence[str]) -> dict[str, Any]:
    """The planted figures; ``document`` and ``concept`` are numbers of rows in those lists."""
    rows = ({"document": number, **asdict(planted), "concept": concepts.index(planted.concept)}
            for number, document in enumerate(documents) for planted in document.draft.planted)
    return table(("document", *FIGURE), rows)


def _diffusion(documents: Sequence[Written]) -> dict[str, Any]:
    """The first work report of each place that names a policy of scope spread; a report that does not is an error."""
    names = {row["key"]: row["name"].strip("“").partition("”")[0] for row in read_table("policies.tsv")}
    texts = {(document.about.place, document.about.year): document.text for document in documents if document.about.doc_type == WORK}
    rows = []
    for row in read_table("diffusion.tsv"):
        bare = names[row["key"]]
        years = sorted(year for (place, year), text in texts.items() if place == row["place"] and bare in text)
        if not years or years[0] != int(row["first"]):
            raise ValueError(f"{row['place']} should name {bare} first in {row['first']}, but names it in {years}")
        rows.append({"policy": bare, "place": row["place"], "first_year": years[0]})
    return table(("policy", "place", "first_year"), rows)


def _replaced(documents: Sequence[Written]) -> dict[str, Any]:
    """A law that was taken up into another: the last year that cites the one, the first that cites the other."""
    old, new = ([document.about.year for document in documents if name in document.text] for name in REPLACED)
    return {"old": REPLACED[0], "last_year": max(old), "new": REPLACED[1], "first_year": min(new)}


def _reuse(documents: Sequence[Written]) -> dict[str, Any]:
    """What each report took over from another: passages and characters, copied and adapted."""
    rows = []
    for document in documents:
        for source in sorted({taken.source for taken in document.draft.taken}):
            mine = [taken for taken in document.draft.taken if taken.source == source]
            row: dict[str, Any] = {"file": document.name, "source": source, "relation": mine[0].relation}
            for kind in ("copied", "adapted"):
                texts = [taken.text for taken in mine if taken.kind == kind]
                row |= {kind: len(texts), f"{kind}_chars": sum(map(len, texts))}
            rows.append(row)
    return table(("file", "source", "relation", "copied", "adapted", "copied_chars", "adapted_chars"), rows)


def _policies(documents: Sequence[Written]) -> list[dict[str, Any]]:
    """Each policy with the first year that names it; a wrong year in the table of policies is an error."""
    policies = []
    for row in read_table("policies.tsv"):
        bare = row["name"].strip("《》“”")
        years = sorted({document.about.year for document in documents if bare in document.text})
        if not years or years[0] != int(row["first"]):
            raise ValueError(f"{row['name']} should be named first in {row['first']}, but is named in {years}")
        named = [number for number, document in enumerate(documents) if row["key"] in document.draft.policies]
        policies.append({"name": row["name"], "kind": row["kind"], "local": row["local"] == "yes", "first_year": years[0],
                         "years": years, "scope": row["scope"], "documents": named})
    return policies


def _words(documents: Sequence[Written]) -> list[dict[str, Any]]:
    """Each word whose course is planted, with its uses in the work reports of each year, and the years of its course."""
    reports = [document for document in documents if document.about.doc_type == WORK]
    years = sorted({document.about.year for document in reports})
    words = []
    for row in read_table("words.tsv"):
        wanted = [int(row[str(year)]) for year in years]
        uses = [sum(document.text.count(row["word"]) for document in reports if document.about.year == year) for year in years]
        words.append({"word": row["word"], "course": row["course"], **_course(row["course"], years, wanted), "uses": uses})
    return words


def _course(course: str, years: Sequence[int], wanted: Sequence[int]) -> dict[str, Any]:
    there = [year for year, count in zip(years, wanted, strict=True) if count]
    if course == "break":
        return {"year": next(year for year, (before, after) in zip(years[1:], pairwise(wanted), strict=True) if after > before)}
    return {"first": there[0], "last": there[-1]}
