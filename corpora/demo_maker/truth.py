"""What was planted in the corpus, as one JSON value."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from demo_maker.bulletin import REVISED_PLACE, REVISED_YEAR
from demo_maker.draft import Draft, Meta
from demo_maker.sources import read_table


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
    return {
        "note": "模拟文本，数字为虚构",
        "seed": seed,
        "documents": [{"file": document.name, **asdict(document.about)} for document in documents],
        "places": sorted({document.about.place: document.about.adcode for document in documents}.items()),
        "claims": [claim for document in documents for claim in _claims(document)],
        "conflicts": [{"place": REVISED_PLACE, "year": REVISED_YEAR, "concept": "地区生产总值", "role": "change"}],
        "policies": _policies(documents),
        "words": _words(documents),
    }


def _claims(document: Written) -> list[dict[str, Any]]:
    """The planted figures, each with the sentence, or the clause of a longer one, that tells it."""
    return [{"file": document.name, "place": document.about.place, **asdict(planted)} for planted in document.draft.planted]


def _policies(documents: Sequence[Written]) -> list[dict[str, Any]]:
    """Each policy with the first year that names it; a wrong year in the table of policies is an error."""
    policies = []
    for row in read_table("policies.tsv"):
        bare = row["name"].strip("《》“”")
        years = sorted({document.about.year for document in documents if bare in document.text})
        if not years or years[0] != int(row["first"]):
            raise ValueError(f"{row['name']} should be named first in {row['first']}, but is named in {years}")
        named = [document.name for document in documents if row["key"] in document.draft.policies]
        policies.append({"name": row["name"], "kind": row["kind"], "local": row["local"] == "yes", "first_year": years[0],
                         "years": years, "scope": row["scope"], "files": named})
    return policies


def _words(documents: Sequence[Written]) -> list[dict[str, Any]]:
    """Each word whose course is planted, with its uses per 10,000 characters by year."""
    words = []
    for row in read_table("words.tsv"):
        uses, size = dict.fromkeys(range(2019, 2025), 0), dict.fromkeys(range(2019, 2025), 0)
        for document in documents:
            uses[document.about.year] += document.text.count(row["word"])
            size[document.about.year] += len(document.text)
        rate = {str(year): round(uses[year] / size[year] * 10_000, 2) for year in uses}
        words.append({"word": row["word"], "course": row["course"], "uses": {str(year): uses[year] for year in uses}, "rate": rate})
    return words
