"""Names that stand at the boundaries of words, and so may be places."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from toolkit.places.divisions import Division
from toolkit.places.gazetteer import Form, form_finder, forms
from toolkit.text import Segmenter

__all__ = ["Mention", "find_candidates", "starts_and_ends_word", "word_tag"]

MARGIN = 6
"""Characters on each side of a name that the segmentation of its surroundings looks at."""
_SEATED = ("大学", "学院", "理工大学", "师范大学", "工业大学", "医科大学", "银行", "医院", "海关", "机场", "港", "政府", "人民政府")
"""What is named after its seat; the dictionary has many such names as one word."""
_PARTING = {"市": "场民面值容井价委区", "县": "域城委级", "区": "域间位块", "省": "级委份会", "州": "委"}
"""Where a full name is followed by one of these, its last character mostly begins the next word: 清远|市场, 阳山|县域."""
_OTHER_NAMES = "路街巷湾"
_OTHER_NAMES_OF_COUNTIES = _OTHER_NAMES + "湖山岛河江港寺峡关口"
_OTHER_NAMES_OF_KNOWN_COUNTIES = _OTHER_NAMES + "湖河江寺峡"
"""What behind a bare name makes another name of it: 云龙|湖."""


@dataclass(frozen=True, slots=True)
class Mention:
    start: int
    end: int
    form: Form
    division: Division | None = None
    zone: bool = False
    """Whether a zone that is named after the place belongs to the name (东莞 + 高新区)."""


@lru_cache(maxsize=2)
def find_candidates(text: str) -> tuple[Mention, ...]:
    """Names that stand at word boundaries, the leftmost first and of those the longest."""
    hits = form_finder().find(text)
    starts = {start for start, _ in hits}
    found: list[Mention] = []
    free = 0
    tried = -1
    for start, name in hits:
        if start < free or start == tried:
            continue
        tried = start
        met = bool(found) and found[-1].end == start
        fitting = _fitting(text, start, forms()[name], start + len(name) in starts, met)
        if fitting:
            free = start + len(fitting.text)
            if fitting.kind != "trap":
                found.append(Mention(start, free, fitting))
    return tuple(found)


def _fitting(text: str, start: int, form: Form, meets: bool, met: bool) -> Form | None:
    """The form, or the longest shorter one at the same start, that ends where a word ends.

    Two names that touch make a boundary, also where the dictionary has them as one word (上海浦东新区).
    """
    if len(form.text) > 3 and not _parted(text, start + len(form.text)):
        return form
    if form.kind == "trap":
        return form
    low = max(0, start - MARGIN)
    edges = _edges(text[low : start + len(form.text) + MARGIN])
    if start - low not in edges and not met and len(form.text) < 4 and not text.endswith("中共", 0, start):
        return None
    for length in range(len(form.text), 1, -1):
        shorter = forms().get(form.text[:length])
        if shorter is None or shorter.kind == "trap":
            continue
        end = start + length
        following = text[end : end + 1]
        if shorter.bare and following and following in _other_names(shorter):
            return None
        if shorter.bare and following == "道" and shorter.text[-1] in "河江":
            return None
        parted = not shorter.bare and _parted(text, end)
        bounded = end - low in edges or (end + 1 - low not in edges and _is_large(shorter))
        if (bounded or (meets and shorter is form) or text.startswith(_SEATED, end)) and not parted:
            return shorter
        if length >= 3 and not parted and (not shorter.bare or (length > 3 and shorter is form)):
            return shorter
    return None


def _other_names(form: Form) -> str:
    """What behind a bare name makes another name of it, by how well the name is known."""
    if form.needs:
        return _OTHER_NAMES_OF_COUNTIES
    return _OTHER_NAMES_OF_KNOWN_COUNTIES if form.counties else _OTHER_NAMES


def starts_and_ends_word(text: str, start: int, end: int, *, within: bool = False) -> bool:
    """Whether words begin and end at two offsets; with `within` it is enough that one begins."""
    low = max(0, start - MARGIN)
    edges = _edges(text[low : end + MARGIN])
    return start - low in edges and (within or end - low in edges)


def word_tag(word: str) -> str | None:
    """The part of speech of a word in the dictionary; None if it is not there."""
    return _segmenter().tag_of(word)


def _parted(text: str, end: int) -> bool:
    """Whether the last character before an offset mostly begins the next word: 清远|市场, but 清远市|委员会."""
    following = text[end : end + 1]
    return bool(following) and following in _PARTING.get(text[end - 1], ()) and not text.startswith("委员会", end)


def _is_large(form: Form) -> bool:
    """Whether a name is that of a province or prefecture and of nothing else: with a word of two characters behind it the
    dictionary may have it as one (台湾同胞, 北京分行)."""
    return not form.needs and any(division.level in ("province", "prefecture") for division in form.divisions)


@lru_cache(maxsize=1)
def _segmenter() -> Segmenter:
    return Segmenter(new_words=False)


@lru_cache(maxsize=16384)
def _edges(window: str) -> frozenset[int]:
    """Offsets at which words of a short stretch of text begin or end."""
    return frozenset((0, *accumulate(map(len, _segmenter().cut(window)))))
