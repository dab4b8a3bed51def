"""What a text has of the gazetteer, whether or not it is meant as a place there: for those who decide by more than rules."""

from toolkit.places.candidates import Mention, find_candidates
from toolkit.places.divisions import clamp
from toolkit.places.resolve import home_division, related
from toolkit.places.towns import find_town_words

__all__ = ["possible_places"]


def possible_places(text: str, *, place: str | None = None) -> list[tuple[int, int, str]]:
    """Start, end and kind of every name of the gazetteer in a text.

    Parameters
    ----------
    text : str
    place : str, optional
        Whose report it is. The kind says how near to it what the name stands for is.

    Examples
    --------
    >>> possible_places("和平发展", place="河源市")
    [(0, 2, 'county bare company 3')]
    """
    home = home_division(place, clamp(None))
    found = [(start, end, "town word") for start, end in find_town_words(text, home)]
    for mention in find_candidates(text):
        near = max((related(home, division) for division in mention.form.divisions), default=0) if home else 0
        found.append((mention.start, mention.end, f"{_kind(mention)} {near}"))
    return sorted(found)


def _kind(mention: Mention) -> str:
    form = mention.form
    if not form.divisions:
        return form.kind
    levels = {division.level for division in form.divisions}
    highest = next(level for level in ("nation", "province", "prefecture", "county") if level in levels)
    return f"{highest} {'bare' if form.bare else 'full'} {form.needs or 'alone'}"
