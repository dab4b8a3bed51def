"""Whose figure it is: the place that the sentence opens with, else the report's own."""

from collections.abc import Sequence
from typing import NamedTuple

from toolkit.claims.figures import Figure
from toolkit.places import find_places, resolve_place
from toolkit.text import ParsedText

__all__ = ["Scope", "scope_figures"]

_DIVISIONS = frozenset({"province", "prefecture", "county", "nation"})
_DEICTIC = ("全国", "全省", "全市", "全县", "全区", "全州", "我国")
_NOT_OWNER = frozenset("、和与及等至到—-－（()）籍产人北南东西中")
_OPENING = 14
_APART = "。\n"


class Scope(NamedTuple):
    """Whose figure it is; None where that is not known."""

    place: str | None
    adcode: str | None
    whole: bool = True


def scope_figures(
    parsed: ParsedText, figures: Sequence[Figure], *, place: str | None, year: int | None
) -> list[Scope]:
    """Return whose figure each is.

    A place that opens a clause owns the figures of its sentence from there on.

    Parameters
    ----------
    parsed : ParsedText
    figures : sequence of Figure
    place : str or None
        The place of the report, whose figure it is where no other is named.
    year : int or None
        The year in which the names are read.
    """
    home = resolve_place(place, year=year) if place else None
    own = Scope(home.name, home.adcode) if home else Scope(place, None)
    openings = [(figure.sentence[0], figure.reading.opening) for figure in figures]
    named = _named_at(parsed.plain, sorted({at for _, at in openings if at is not None}), place, year)
    found: list[Scope] = []
    sentence = -1
    for start, at in openings:
        owner = own if start != sentence else found[-1]
        found.append(owner if at is None else named.get(at, owner))
        sentence = start
    return found


def _named_at(text: str, starts: Sequence[int], place: str | None, year: int | None) -> dict[int, Scope]:
    """The places that stand exactly at the given positions; only the openings are searched, not the whole text."""
    named: dict[int, Scope] = {}
    pieces, positions, length = [], {}, 0
    for start in starts:
        piece = text[start : start + _OPENING]
        deictic = next((word for word in _DEICTIC if piece.startswith(word)), None)
        if deictic:
            found = resolve_place(deictic, year=year, within=place)
            if found and found.adcode:
                named[start] = Scope(found.name, found.adcode)
            continue
        positions[length] = start
        pieces.append(piece + _APART)
        length += len(pieces[-1])
    for entity in find_places("".join(pieces), place=place, year=year):
        at = positions.get(entity.start)
        if at is None or entity.subtype not in _DIVISIONS or entity.id is None:
            continue
        if text[at + len(entity.text) : at + len(entity.text) + 1] not in _NOT_OWNER:
            named[at] = Scope(entity.name or entity.text, entity.id)
    return named
