"""Terms that are names of persons or places: topics of reports follow them through the years where they are not left out."""

from collections.abc import Iterable

from toolkit.lexicon import read_list
from toolkit.places import find_places

__all__ = ["names_among"]


def names_among(terms: Iterable[str]) -> list[str]:
    """Return the terms that are, as a whole, the name of a person (``data/leaders.txt``) or of a place of the gazetteer.

    Examples
    --------
    >>> names_among(["周总理", "浙江", "治水", "城市"])
    ['周总理', '浙江']
    """
    persons = frozenset(read_list("leaders.txt"))
    return [term for term in terms if term in persons or _is_place(term)]


def _is_place(term: str) -> bool:
    found = find_places(term)
    return len(found) == 1 and (found[0].start, found[0].end) == (0, len(term))
