"""Features of the tagger: each is a template and the values at and around a character, mixed to one number.

The number is a line of the table of weights (Weinberger et al. 2009): features need no dictionary, and whole texts are
read by array operations.

References
----------
Weinberger, K. et al. (2009). Feature Hashing for Large Scale Multitask Learning. ICML.
"""

from collections.abc import Callable, Iterable, Iterator
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from toolkit.entities.tagger_layers import Offsets
from toolkit.entities.tagger_templates import GROUPS, Template
from toolkit.entities.tagger_view import View, probe
from toolkit.entities.tagger_words import Codes

__all__ = ["BITS", "Mixer", "feature_digest", "feature_lines", "last_mixed", "lines_at", "lines_of"]

BITS = 20
"""The table of weights has two to the power of this many lines."""

_TOGETHER = 2048
"""Characters whose lines are mixed at once: all templates of so many fit into the memory next to the processor."""
_PRIME = np.uint32(0x85EBCA6B)


class Mixer:
    """Mixes the values of some templates.

    Parameters
    ----------
    templates : iterable of Template
    """

    def __init__(self, templates: Iterable[Template]) -> None:
        self.templates = sorted(templates, key=lambda template: -len(template.values))
        used = dict.fromkeys(value for template in self.templates for value in template.values if value)
        self.values = list(used)
        rows = {value: row for row, value in enumerate([*self.values, None])}
        self._starts = np.array([t.number * 0x9E3779B1 & 0xFFFFFFFF for t in self.templates], dtype=np.uint32)[:, None]
        longest = max((len(template.values) for template in self.templates), default=0)
        self._places = [
            np.array([rows[template.values[place]] for template in self.templates if len(template.values) > place], dtype=np.int64)
            for place in range(longest)
        ]

    def codes(self, length: int, values: Callable[[str, int], Codes]) -> Codes:
        """What is mixed, in rows of templates (Fowler, Noll and Vo's way, with words for bytes); `values` gives what is at each column."""
        known = np.zeros((len(self.values) + 1, length), dtype=np.uint32)
        for row, (name, by) in enumerate(self.values):
            known[row] = values(name, by)
        mixed = np.empty((len(self.templates), length), dtype=np.uint32)
        mixed[:] = self._starts
        for rows in self._places:
            here = mixed[: len(rows)]
            here ^= known.take(rows, axis=0)
            here *= _PRIME
        return mixed


def last_mixed(codes: Codes, last: Codes) -> Codes:
    """Codes with one more value mixed in, the same for all templates."""
    codes ^= last
    codes *= _PRIME
    return codes


def lines_of(codes: Codes) -> NDArray[np.intp]:
    """The lines of the table of weights that mixed codes stand for."""
    return (codes >> np.uint32(32 - BITS)).astype(np.intp)


_ALL = Mixer(template for group in GROUPS for template in group)


def lines_at(view: View, at: Offsets) -> NDArray[np.intp]:
    """The lines of the table of weights that speak about some characters, a row for each template, in no order."""
    return lines_of(_ALL.codes(len(at), lambda name, by: view.values(name, by, at)))


def feature_lines(view: View) -> Iterator[NDArray[np.intp]]:
    """Yield for some characters after others, in rows of templates, the lines of the table of weights that speak about each."""
    order = np.argsort([template.number for template in _ALL.templates])
    for first, end in view.texts:
        for start in range(first, end, _TOGETHER):
            yield lines_at(view, np.arange(start, min(start + _TOGETHER, end)))[order]


def feature_digest() -> str:
    """A number that changes with the features: a model is good only for those that it was trained with."""
    (lines,) = feature_lines(probe())
    return f"{crc32(lines.tobytes()):08x}"
