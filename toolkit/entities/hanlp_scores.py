"""How well a recogniser finds annotated entities, names it was trained on and new ones apart."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from toolkit.entities.hanlp_models import Recognizer

__all__ = ["score_recognizer"]


def score_recognizer(
    recognizer: Recognizer, records: Sequence[Mapping[str, Any]], *, known_names: Collection[str] = ()
) -> dict[str, dict[str, float]]:
    """Return precision, recall and F1 on exact spans by type, and the recall on known and on new names.

    Parameters
    ----------
    recognizer : Recognizer
        As `load_recognizer` gives it.
    records : sequence of mapping
        Annotated texts as for `train_recognizer`.
    known_names : collection of str
        Names seen in training; all others count as new.

    Returns
    -------
    dict
        ``{type: {"precision", "recall", "f1", "gold", "recall_known", "recall_new"}}``; shares between 0 and 1.
    """
    counts: dict[str, Counter[str]] = {}
    for record, found in zip(records, recognizer.recognize([r["text"] for r in records]), strict=True):
        predicted = {(e.start, e.end, e.type) for e in found}
        gold = {(item["start"], item["end"], item["type"]) for item in record["entities"]}
        for _, _, kind in predicted:
            counts.setdefault(kind, Counter())["predicted"] += 1
        for start, end, kind in gold:
            group = "known" if record["text"][start:end] in known_names else "new"
            hit = (start, end, kind) in predicted
            counts.setdefault(kind, Counter()).update({group: 1, f"{group}_hit": int(hit)})
    return {kind: _shares(count) for kind, count in sorted(counts.items())}


def _shares(count: Counter[str]) -> dict[str, float]:
    hits, gold = count["known_hit"] + count["new_hit"], count["known"] + count["new"]
    precision, recall = _ratio(hits, count["predicted"]), _ratio(hits, gold)
    return {
        "precision": precision,
        "recall": recall,
        "f1": _ratio(2 * precision * recall, precision + recall),
        "gold": gold,
        "recall_known": _ratio(count["known_hit"], count["known"]),
        "recall_new": _ratio(count["new_hit"], count["new"]),
    }


def _ratio(part: float, whole: float) -> float:
    return round(part / whole, 4) if whole else 0.0
