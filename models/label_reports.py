"""Label plain reports with a transformer: silver labels that the tagger learns from (``train_entity_tagger.py --silver``).

    python models/label_reports.py --data FILE [FILE ...] --corpora FOLDER [FOLDER ...] --out FILE.jsonl.gz --device cuda --minutes 5

``--data`` and ``--corpora`` are as for ``train_entity_tagger.py``. A transformer over characters learns to guess masked characters of
the reports, as long as ``--minutes`` says; then it learns the labels of the annotated texts, where it also reads what the rules say,
in as many models as there are folds, each without one of them. The labels of a report are the mean of what these models say.
Reports that hold an annotated text are not labelled. Needs PyTorch, and a GPU for more than a try.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from joblib import Parallel, delayed
from numpy.typing import NDArray
from silver_labels import Silver, write_silver
from teacher import PAD, PIECE, RESERVED, UNKNOWN, Piece, Size, Teacher, fine_tune, likely, pretrain
from train_entity_tagger import TYPES, read_records, read_texts

from toolkit.entities.proposals import propose
from toolkit.entities.tagger_model import labels_of
from toolkit.entities.tagger_training import label_numbers
from toolkit.places import parse_text

WHOLE = Size()
LABELS = labels_of(TYPES)
RARE = 3
"""Characters that occur no more often than this are not told apart."""


@dataclass(frozen=True)
class Characters:
    """The numbers of the characters that are known."""

    numbers: Mapping[str, int]

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Characters":
        """Those of the texts, the frequent ones first."""
        counts = Counter(character for text in texts for character in text)
        frequent = (character for character, n in counts.most_common() if n > RARE)
        return cls({character: RESERVED + i for i, character in enumerate(frequent)})

    @property
    def total(self) -> int:
        """How many numbers there are, with those that are reserved, in whole multiples of what a GPU computes at once."""
        return -(-(len(self.numbers) + RESERVED) // 64) * 64

    def encoded(self, text: str) -> NDArray[np.int64]:
        """A text as numbers."""
        return np.array([self.numbers.get(character, UNKNOWN) for character in text], dtype=np.int64)


def ruled(record: Mapping[str, Any]) -> NDArray[np.int64]:
    """What the rules say of each character."""
    text, place, year = record["text"], record.get("place"), record.get("report_year")
    found = propose(parse_text(text, place=place, year=year), place=place, year=year)
    return label_numbers(text, [(e.start, e.end, e.type) for e in found.entities if e.type in TYPES], LABELS)


def annotated(record: Mapping[str, Any], characters: Characters) -> Piece:
    """An annotated text as the transformer reads it."""
    entities = [(entity["start"], entity["end"], entity["type"]) for entity in record["entities"] if entity["type"] in TYPES]
    return characters.encoded(record["text"]), label_numbers(record["text"], entities, LABELS), ruled(record)


def pieces_of(texts: Sequence[Piece]) -> list[Piece]:
    """Texts cut where they are too long to be read at once."""
    return [
        (characters[at : at + PIECE], labels[at : at + PIECE], rules[at : at + PIECE])
        for characters, labels, rules in texts
        for at in range(0, len(characters), PIECE)
    ]


def label_reports(
    records: Sequence[Mapping[str, Any]], texts: Sequence[str], *, minutes: float, size: Size = WHOLE, folds: int = 4, seed: int = 1,
    device: str = "cpu", jobs: int = 1,
) -> Iterator[Silver]:  # fmt: skip
    """Silver labels of the reports that hold none of the annotated texts.

    Parameters
    ----------
    records : sequence of mapping
        Annotated texts, as for `toolkit.entities.tagger_training.examples_of`.
    texts : sequence of str
    minutes : float
        How long masked characters are guessed.
    size : Size
    folds : int
        How many models are asked; each learns from all annotated texts but those of its fold.
    seed : int
    device : str
    jobs : int
        Processes that read the reports with the rules.
    """
    torch.manual_seed(seed)
    characters = Characters.of(texts)
    base = Teacher(characters.total, size).to(device)
    stream = np.concatenate([np.append(characters.encoded(text), PAD) for text in texts])
    pretrain(base, torch.from_numpy(stream).to(device), size, minutes)
    whole = [annotated(record, characters) for record in records]
    order, teachers = np.random.default_rng(seed).permutation(len(whole)), []
    for fold in range(folds):
        taught = [whole[i] for i in sorted({*order.tolist()} - {*order[fold::folds].tolist()})]
        teachers.append(fine_tune(base, pieces_of(taught), size, seed + fold, device))
    free = [text for text in texts if text and not any(record["text"] in text for record in records)]
    for text, rules in zip(free, Parallel(n_jobs=jobs)(delayed(ruled)({"text": text}) for text in free), strict=True):
        answers = [likely(teacher, characters.encoded(text), rules, size, device) for teacher in teachers]
        yield Silver(text, None, np.mean(answers, axis=0))


def main() -> None:
    """Read, teach, label, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, nargs="+", required=True)
    parser.add_argument("--corpora", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=5, help="how long masked characters are guessed (default: 5)")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--jobs", type=int, default=1, help="processes that read the reports with the rules (default: 1)")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    records, texts = read_records(args.data), read_texts(args.corpora)
    silver = label_reports(records, texts, minutes=args.minutes, seed=args.seed, device=args.device, jobs=args.jobs)
    write_silver(args.out, silver)


if __name__ == "__main__":
    main()
