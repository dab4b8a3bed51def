"""Whose figure it is: the place that the sentence opens with, else the report's own."""

from collections.abc import Sequence

from toolkit.places import find_places, resolve_place

__all__ = ["owners"]

Owner = tuple[str | None, str | None]
"""Name and adcode; None where it is not known."""

_DIVISIONS = frozenset({"province", "prefecture", "county", "nation"})
_DEICTIC = ("全国", "全省", "全市", "全县", "全区", "全州", "我国")
_NOT_OWNER = frozenset("、和与及等至到—-－（()）籍产人北南东西中")
_OPENING = 14
_APART = "。\n"


def owners(
    text: str, openings: Sequence[tuple[int, int | None]], *, place: str | None, year: int | None
) -> list[Owner]:
    """Return, for each figure, the name and the adcode of the place whose figure it is.

    Parameters
    ----------
    text : str
    openings : sequence of (int, int or None)
        For each figure where its sentence begins, and where the clause begins that names what it is of, None where none
        does. A place that opens a clause owns the figures of its sentence from there on.
    place : str or None
        The place of the report, whose figure it is where no other is named.
    year : int or None
        The year in which the names are read.
    """
    home = resolve_place(place, year=year) if place else None
    own: Owner = (home.name, home.adcode) if home else (place, None)
    named = _named_at(text, sorted({at for _, at in openings if at is not None}), place, year)
    found: list[Owner] = []
    sentence = -1
    for start, at in openings:
        owner = own if start != sentence else found[-1]
        found.append(owner if at is None else named.get(at, owner))
        sentence = start
    return found


def _named_at(text: str, starts: Sequence[int], place: str | None, year: int | None) -> dict[int, Owner]:
    """The places that stand exactly at the given positions; only the openings are searched, not the whole text."""
    named: dict[int, Owner] = {}
    pieces, positions, length = [], {}, 0
    for start in starts:
        piece = text[start : start + _OPENING]
        deictic = next((word for word in _DEICTIC if piece.startswith(word)), None)
        if deictic:
            found = resolve_place(deictic, year=year, within=place)
            if found and found.adcode:
                named[start] = (found.name, found.adcode)
            continue
        positions[length] = start
        pieces.append(piece + _APART)
        length += len(pieces[-1])
    for entity in find_places("".join(pieces), place=place, year=year):
        at = positions.get(entity.start)
        if at is None or entity.subtype not in _DIVISIONS or entity.id is None:
            continue
        if text[at + len(entity.text) : at + len(entity.text) + 1] not in _NOT_OWNER:
            named[at] = (entity.name or entity.text, entity.id)
    return named
