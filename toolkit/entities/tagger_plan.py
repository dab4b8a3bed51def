"""What the templates of the tagger speak of: which sums of weights can be made once for all that is alike."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import NDArray

from toolkit.entities.tagger_features import Mixer
from toolkit.entities.tagger_templates import GROUPS, Template, Value
from toolkit.entities.tagger_words import PROPERTIES

__all__ = ["OF_ITEMS", "POSITION", "POSITIONS", "Over", "Table", "levels", "rare", "tables", "without_position"]

POSITION, POSITIONS = Value("position", 0), 4
"""The place of a character in its word, and how many there are."""
_LARGEST = 1 << 18
"""Different combinations of values of words in one table; only those that are met take up memory."""
_COMBINED = frozenset(("list_place", "repeated", "role-1", "tag"))
"""What has so few values that all combinations are known beforehand."""
OF_ITEMS = frozenset(("next_mark", "previous_mark"))
_OFTEN = frozenset(("char", "position", "list_place", "repeated", *OF_ITEMS, *PROPERTIES))
"""What is something at most characters; all else is nothing at most."""


@dataclass(frozen=True, slots=True)
class Table:
    """NDArray[np.int16] for all that some values of words can be together, made when they are first met."""

    values: Sequence[Value]
    sizes: Sequence[int]
    """How many different ones there are of each."""
    mixer: Mixer
    steps: Sequence[int]
    """How many rows further on the next one of each is."""
    known: NDArray[np.bool_]
    rows: NDArray[np.int16]


def tables(templates: Iterable[Template], sizes: Mapping[str, int], width: int) -> list[Table]:
    """Tables for as many templates together as they stay small for."""
    groups: list[tuple[list[Value], list[Template]]] = []
    for template in sorted(templates, key=lambda template: -len(template.values)):
        values = [value for value in template.values if value and value != POSITION]
        if not all(value.name in sizes for value in values):
            continue
        for known, members in [*groups, ([], [])]:
            union = list(dict.fromkeys([*known, *values]))
            if prod(sizes[name] for name, _ in union) <= _LARGEST:
                if not known:
                    groups.append((known, members))
                known[:] = union
                members.append(template)
                break
    return [_table(values, members, sizes, width) for values, members in groups]


def _table(values: Sequence[Value], templates: Iterable[Template], sizes: Mapping[str, int], width: int) -> Table:
    of_values = [sizes[name] for name, _ in values]
    length, steps = prod(of_values), [prod(of_values[:place]) for place in range(len(values))]
    known, rows = np.zeros(length, dtype=np.bool_), np.zeros((length * POSITIONS, width), dtype=np.int16)
    return Table(values, of_values, Mixer(templates), steps, known, rows)


@dataclass(frozen=True, slots=True)
class Over:
    """Templates that look at what is nothing at most characters."""

    guards: Sequence[Value]
    """What is something wherever they look at something."""
    mixer: Mixer
    whole: Sequence[int]
    """The rows of the mixer that are the templates."""
    bare: Sequence[int]
    """The rows of the mixer that are what the others took them for."""
    combined: Mixer
    """What the others took the rest of them for; of combinations."""

    @classmethod
    def of(cls, group: Iterable[Template]) -> "Over":
        templates = [template for template in group if rare(template)]
        bare = [_bare(template) for template in templates]
        combined = [template for template in bare if _level(template)[0] == "combination"]
        mixer = Mixer([*templates, *(template for template in bare if template not in combined)])
        bare_rows = [row for row, template in enumerate(mixer.templates) if None in template.values]
        return cls(
            list(dict.fromkeys(_guard(value) for template in templates for value in template.values if value and not _often(value))),
            mixer, [row for row in range(len(mixer.templates)) if row not in bare_rows], bare_rows,
            Mixer(combined),
        )  # fmt: skip


def levels() -> dict[tuple[str, int], list[Template]]:
    """The templates, bare of what is mostly nothing, by what they speak of and how far on it stands."""
    found = defaultdict(list)
    for template in (template for group in GROUPS for template in group):
        found[_level(template)].append(_bare(template))
    return found


def _level(template: Template) -> tuple[str, int]:
    values = [value for value in template.values if value and _often(value) and value != POSITION]
    names, steps = {value.name for value in values}, {value.by for value in values}
    if {_written(value) for value in values} <= _COMBINED:
        return "combination", 0
    if names <= OF_ITEMS:
        return "item", 0
    if len(steps) == 1 and (names == {"char"} or names <= set(PROPERTIES)):
        return ("character" if names == {"char"} else "word"), steps.pop()
    return ("words", 0) if names <= set(PROPERTIES) and template.values[-1] == POSITION else ("everywhere", 0)


def _written(value: Value) -> str:
    return f"{value.name}{value.by:+d}" if value.by else value.name


def _often(value: Value) -> bool:
    return value.name in _OFTEN


def rare(template: Template) -> bool:
    """Whether a template looks at something that is mostly nothing."""
    return not all(value is None or _often(value) for value in template.values)


def _bare(template: Template) -> Template:
    """The template where all is nothing that mostly is."""
    return Template(template.number, [value if value and _often(value) else None for value in template.values])


def without_position(templates: Iterable[Template]) -> list[Template]:
    return [Template(template.number, template.values[:-1]) for template in templates]


def _guard(value: Value) -> Value:
    """What is something wherever a value is."""
    name, dot, _ = value.name.partition(".")
    if dot or name in ("rules", "places", "possible", "marks") or name.endswith("_cue"):
        return Value(f"{name}.at", value.by)
    return Value({"same_share": "same_kind"}.get(name, name.replace("_ahead", "_gap")), value.by)
