"""Precision, recall and F1 of entities: exact spans and types, without the marks at the edges."""

from collections import Counter
from collections.abc import Iterable, Sequence

from held_out import Record

MARKS = "《》“”\"'‘’「」『』 \n"


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without the marks at its edges."""
    inside = text[start:end]
    start += len(inside) - len(inside.lstrip(MARKS))
    return start, start + len(inside.strip(MARKS))


Counts = Counter[tuple[str, str, str]]
"""How many by group, type, and ``gold``, ``found`` or ``right``."""

Answer = Sequence[tuple[int, int, str]]
"""Spans and types of one text."""


def compare(records: Iterable[Record], answers: Iterable[Answer]) -> Counts:
    """What was found and what is right, by genre and together."""
    counts: Counts = Counter()
    for record, answer in zip(records, answers, strict=True):
        text = record["text"]
        gold = {(*trimmed(text, e["start"], e["end"]), e["type"]) for e in record["entities"]}
        windows = record.get("windows", [(0, len(text))])
        found = {(*trimmed(text, start, end), kind) for start, end, kind in answer if any(a <= start < b for a, b in windows)}
        for name, spans in (("gold", gold), ("found", found), ("right", gold & found)):
            for _, _, kind in spans:
                counts.update([("all", kind, name), (record.get("genre") or "unknown", kind, name)])
    return counts


def scores(counts: Counts) -> dict[str, dict[str, dict[str, float]]]:
    """Precision, recall and F1 by group and type."""
    table: dict[str, dict[str, dict[str, float]]] = {}
    for group, kind in sorted({key[:2] for key in counts}):
        gold, found, right = (counts[group, kind, name] for name in ("gold", "found", "right"))
        table.setdefault(group, {})[kind] = {
            "precision": round(right / max(found, 1), 3), "recall": round(right / max(gold, 1), 3),
            "f1": round(2 * right / max(gold + found, 1), 3), "gold": gold,
        }  # fmt: skip
    return table
