"""What the extractors say of our own texts, kept as files: every change of meaning shows as a difference.

``python tests/golden/test_golden.py`` writes the files again; read the difference before you keep it.
"""

import json
from pathlib import Path

import pytest

from toolkit.claims import extract_claims
from toolkit.corpus import build_corpus
from toolkit.entities import extract_entities

HERE = Path(__file__).parent
DEMO = HERE.parents[1] / "corpora" / "demo"
OF_THE_SAMPLE = ("2006年", "2014年", "2023年")
"""Years of the work reports that are read; all other documents are."""
SENTENCES = (HERE / "sentences.txt").read_text(encoding="utf-8").splitlines()
CLAIM = (
    "text", "value", "value_max", "unit", "bound", "role", "direction", "indicator", "indicator_id", "modality", "year", "grain", "place",
    "whole",
)  # fmt: skip
ENTITY = ("text", "type", "subtype", "name", "id")


def rows(found, names):
    return [json.dumps([getattr(value, name) for name in names], ensure_ascii=False) for value in found]


def read_sentences():
    for text in SENTENCES:
        yield "# " + text
        yield from rows(extract_claims(text, place="清远市", report_year=2024, review_year=2023), CLAIM)
        yield from rows(extract_entities(text, place="清远市", year=2024, engine="rules"), ENTITY)


def sample():
    return [
        path for path in sorted(DEMO.iterdir()) if path.name.startswith(OF_THE_SAMPLE) or "政府工作报告" not in path.name
    ]  # fmt: skip


def read_demo():
    for document in build_corpus(sample(), tokens=False).documents.sort_values("doc_id").to_dict("records"):
        yield "# " + document["doc_id"]
        facts = {"place": document["place"], "report_year": document["year"], "review_year": document["review_year"]}
        yield from rows(extract_claims(document["text"], **facts), CLAIM)


GOLDEN = {"sentences.jsonl": read_sentences, "demo_claims.jsonl": read_demo}


@pytest.mark.parametrize("name", GOLDEN)
def test_meaning_has_not_changed(name):
    assert list(GOLDEN[name]()) == (HERE / name).read_text(encoding="utf-8").splitlines()


if __name__ == "__main__":
    for file, read in GOLDEN.items():
        (HERE / file).write_text("\n".join(read()) + "\n", encoding="utf-8")
