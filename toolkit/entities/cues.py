"""Words that announce an entity: names known by themselves, and nouns that end a name."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from toolkit.lexicon import read_list, read_table
from toolkit.text import PhraseFinder

__all__ = ["Cue", "Hit", "find_cues"]

DEPARTMENT_ENDS = ("局", "厅", "委", "委员会", "总局", "总队", "支队", "分局")


@dataclass(frozen=True, slots=True)
class Cue:
    """A word of one of the data files, and what it is there for."""

    text: str
    role: str
    """``label``, ``law``, ``policy_head``, ``organisation``, ``organisation_head`` or ``department``."""
    kind: str
    standard: str = ""


class Hit(NamedTuple):
    """A cue where it stands."""

    start: int
    end: int
    cue: Cue


def find_cues(text: str) -> Mapping[str, list[Hit]]:
    """The cues of a text by role, in order of their starts; of those of one role that end together, only the longest."""
    finder, cues = _finder()
    found: dict[str, list[Hit]] = defaultdict(list)
    ends: dict[str, set[int]] = defaultdict(set)
    # In order of their starts the longest of those that end together comes first.
    for start, phrase in finder.find(text):
        for cue in cues[phrase]:
            end = start + len(phrase)
            if end not in ends[cue.role]:
                ends[cue.role].add(end)
                found[cue.role].append(Hit(start, end, cue))
    return found


def _cues() -> list[Cue]:
    cues = [Cue(row["name"], "label", row["kind"], row["standard"] or row["name"]) for row in read_table("policy_labels.tsv")]
    cues += [Cue(row["name"], "law", "law", row["title"]) for row in read_table("laws.tsv")]
    cues += [Cue(row["head"], "policy_head", row["kind"]) for row in read_table("policy_heads.tsv") if row["kind"] != "title"]
    cues += [Cue(row["name"], "organisation", row["kind"], row["standard"] or row["name"]) for row in read_table("organisations.tsv")]
    cues += [Cue(row["head"], "organisation_head", row["kind"]) for row in read_table("organisation_heads.tsv")]
    cues += [Cue(level + "委", "organisation_head", "committee of a level") for level in "省市县区州旗盟镇"]
    cues += [Cue(name + end, "department", "agency") for name in read_list("departments.txt") for end in DEPARTMENT_ENDS]
    cues += [Cue(name + end, "department", "agency") for name in read_list("offices.txt") for end in ("办", "办公室")]
    return cues


@lru_cache(maxsize=1)
def _finder() -> tuple[PhraseFinder, Mapping[str, tuple[Cue, ...]]]:
    """What finds the cues, and the cues of each text; one text may be a cue in several roles."""
    by_text: dict[str, list[Cue]] = defaultdict(list)
    for cue in _cues():
        by_text[cue.text].append(cue)
    return PhraseFinder(by_text), {text: tuple(cues) for text, cues in by_text.items()}
