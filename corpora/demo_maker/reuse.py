"""Sentences that a work report takes over: from its own last one, or from that of the level above."""

import re
from dataclasses import replace

from demo_maker.draft import Draft, Taken
from demo_maker.sources import read_table
from demo_maker.wording import quantity

LEAST = {"projects": 3, "principles": 4}
"""How many of them a report has at least; one is always new."""
MONEY = re.compile("投资[^，。]+?万元")
PLAN = {"projects": ("own", "own", "renewed"), "principles": ("higher", "higher", "reworded")}
"""By kind of sentence: the relation, and the columns of ``reuse.tsv`` that count copies and changed copies."""


def take(draft: Draft, what: str) -> None:
    """Fill the projects or principles of a draft with sentences taken over and new ones."""
    relation, copied, changed = PLAN[what]
    source = draft.own if relation == "own" else draft.above
    counts = _counts(draft)
    wanted = counts[copied] + counts[changed]
    there = getattr(source, what)
    chosen = draft.random.sample(there, min(wanted, len(there)))
    sentences = []
    for number, sentence in enumerate(chosen):
        kind = "copied" if number < counts[copied] else "adapted"
        text = sentence if kind == "copied" else _changed(sentence, draft)
        draft.taken.append(Taken(source.file, relation, kind, text))
        sentences.append(text)
    fresh = [draft.one(what) for _ in range(max(LEAST[what], wanted + 1) - len(chosen))]
    draft.told = replace(draft.told, **{what: tuple(draft.shuffled([*sentences, *fresh]))})


def _counts(draft: Draft) -> dict[str, int]:
    rows = (row for row in read_table("reuse.tsv")
            if row["place"] == draft.place["place"] and int(row["first"]) <= draft.year <= int(row["last"]))
    row = next(iter(rows), {})
    return {name: int(row.get(name, 0)) for name in ("own", "renewed", "higher", "reworded")}


def _changed(sentence: str, draft: Draft) -> str:
    """The sentence with another figure, or with another ending where it has none."""
    if MONEY.search(sentence):
        figure = quantity(str(draft.random.randint(1200, 9800)), "万元", draft.numerals)
        return MONEY.sub(f"投资{figure}", sentence)
    return sentence.removesuffix("。") + draft.random.choice(("，今年更要这样。", "，一年一年做下去。", "，人人都要有数。"))
