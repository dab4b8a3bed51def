"""Train the recogniser of ``models/policy-ner`` and write its scores and its card.

    python models/train_policy_ner.py --corpus out/gwr --corpus out/provinces --news NEWS_FOLDER --out models/policy-ner

Corpora are folders built and annotated by the toolkit: their rule-made entities are the silver labels. The news folder holds
public labelled sentences: ``peoples_daily*.txt`` (a character and its BIO tag a line) and ``boson.txt`` (``{{type:text}}``
marks). Names of one in five places and organisations are kept out of training, to score on names never seen.
"""

import argparse
import json
import random
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import toolkit as tk
from toolkit.entities.hanlp_scores import score_recognizer
from toolkit.entities.hanlp_training import train_hanlp
from toolkit.lexicon import read_table

Record = dict[str, Any]
NEWS_TYPES = {"LOC": "PLACE", "ORG": "ORG", "location": "PLACE", "org_name": "ORG", "company_name": "ORG"}
MARK = re.compile(r"\{\{([a-z_]+):\s*([^}]*)\}\}")


def record(pieces: Iterable[tuple[str, str | None]]) -> Record:
    """The text of (piece, type or None) and its entities."""
    text, entities = "", []
    for piece, kind in pieces:
        if kind and piece:
            entities.append({"start": len(text), "end": len(text) + len(piece), "type": kind})
        text += piece
    return {"text": text, "entities": entities}


def read_bio(path: Path) -> Iterator[Record]:
    """Sentences of a file with a character and its BIO tag a line."""
    pieces: list[tuple[str, str | None]] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        char, _, tag = line.strip().replace(" ", "\t").rpartition("\t")
        if not char:
            if pieces:
                yield record(pieces)
            pieces = []
            continue
        kind = NEWS_TYPES.get(tag[2:])
        if tag.startswith("I-") and pieces and pieces[-1][1] == kind:
            pieces[-1] = (pieces[-1][0] + char, kind)
        else:
            pieces.append((char, kind))


def read_marked(path: Path) -> Iterator[Record]:
    """Paragraphs of a file with ``{{type:text}}`` marks."""
    for line in path.read_text(encoding="utf-8").splitlines():
        pieces: list[tuple[str, str | None]] = []
        at = 0
        for mark in MARK.finditer(line):
            pieces += [(line[at : mark.start()], None), (mark.group(2), NEWS_TYPES.get(mark.group(1)))]
            at = mark.end()
        yield record([*pieces, (line[at:], None)])


def read_silver(folder: Path) -> Iterator[Record]:
    """Sentences of a corpus with the entities of the rules."""
    corpus = tk.open_corpus(folder)
    entities = corpus.entities.groupby(["doc_id", "sentence_id"])
    found = {key: list(zip(rows.start, rows.end, rows.type, strict=True)) for key, rows in entities}
    for row in corpus.sentences.itertuples():
        spans = [(s - row.start, e - row.start, t) for s, e, t in found.get((row.doc_id, row.sentence_id), ())]
        if all(0 <= s < e <= len(row.text) for s, e, _ in spans):
            yield {"text": row.text, "entities": [{"start": int(s), "end": int(e), "type": t} for s, e, t in spans]}


def sample(records: Iterable[Record], size: int, rng: random.Random) -> list[Record]:
    """Distinct sentences: five in six with entities, one in six without."""
    seen = {r["text"]: r for r in records if 6 <= len(r["text"]) <= 400}
    named = sorted((t for t, r in seen.items() if r["entities"]), key=lambda t: (len(t), t))
    plain = sorted((t for t, r in seen.items() if not r["entities"]), key=lambda t: (len(t), t))
    rng.shuffle(named)
    rng.shuffle(plain)
    return [seen[text] for text in [*named[: size * 5 // 6], *plain[: size // 6]]]


def names_of(records: Iterable[Record], kind: str) -> list[str]:
    """The distinct names of one type, sorted."""
    return sorted({r["text"][e["start"] : e["end"]] for r in records for e in r["entities"] if e["type"] == kind})


def hold_out(names: list[str], rng: random.Random) -> tuple[list[str], list[str]]:
    """Names to train with, and names kept out with all others that begin with the same two characters."""
    stems = sorted({name[:2] for name in names})
    rng.shuffle(stems)
    kept_out = set(stems[: len(stems) // 5])
    return [n for n in names if n[:2] not in kept_out], [n for n in names if n[:2] in kept_out]


def renamed(records: Iterable[Record], names: dict[str, list[str]], rng: random.Random) -> list[Record]:
    """The records whose names can all be replaced, with other names in their place."""
    changed = []
    for r in records:
        pieces: list[tuple[str, str | None]] = []
        at = 0
        for e in r["entities"]:
            pool = names.get(e["type"])
            name = rng.choice(pool) if pool else r["text"][e["start"] : e["end"]]
            pieces += [(r["text"][at : e["start"]], None), (name, e["type"])]
            at = e["end"]
        if r["entities"]:
            changed.append(record([*pieces, (r["text"][at:], None)]))
    return changed


def holds_any(r: Record, names: set[str]) -> bool:
    """Whether a record has an entity among the names."""
    return any(r["text"][e["start"] : e["end"]] in names for e in r["entities"])


def main() -> None:
    """Read, train, score, write the card."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, action="append", required=True)
    parser.add_argument("--news", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--sentences", type=int, default=6000, help="of each kind of text")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    rng = random.Random(args.seed)
    silver = sample([r for folder in args.corpus for r in read_silver(folder)], args.sentences, rng)
    bio = [r for path in sorted(args.news.glob("peoples_daily*.txt")) for r in read_bio(path)]
    news = sample([*bio, *read_marked(args.news / "boson.txt")], args.sentences, rng)
    rng.shuffle(silver)
    rng.shuffle(news)
    n_test = len(silver) // 10
    test, silver = silver[:n_test], silver[n_test:]
    places, new_places = hold_out(sorted({row["name"] for row in read_table("divisions.tsv")}), rng)
    organisations, new_organisations = hold_out(names_of([*silver, *news], "ORG"), rng)
    kept_out = {*new_places, *new_organisations}
    train = [r for r in [*silver, *news] if not holds_any(r, kept_out)]
    model = train_hanlp(
        train, args.out, epochs=args.epochs, seed=args.seed, copies=1,
        substitutes={"PLACE": places, "ORG": organisations},
    )  # fmt: skip
    known = {name for kind in ("PLACE", "ORG", "POLICY") for name in names_of(train, kind)}
    scores = {
        "silver labels, reports held out": score_recognizer(model, test, known_names=known),
        "the same sentences, names never seen": score_recognizer(
            model, renamed(test, {"PLACE": new_places, "ORG": new_organisations}, rng), known_names=known
        ),
    }
    report = {"sentences": {"silver": len(silver), "news": len(news), "trained": len(train), "test": len(test)}, "scores": scores}
    report["options"] = {"epochs": args.epochs, "seed": args.seed, "sentences": args.sentences}
    (args.out / "scores.json").write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
