"""A text read once, with its places."""

from collections.abc import Sequence

from toolkit.document import Section
from toolkit.errors import invalid
from toolkit.grammar.marks import one_form
from toolkit.places.scan import find_places
from toolkit.text import ParsedText
from toolkit.text.script import in_simplified

__all__ = ["parse_text"]


def parse_text(
    text: str, *, place: str | None = None, year: int | None = None,
    sections: Sequence[Section] | None = None, sentences: Sequence[tuple[int, int]] | None = None,
) -> ParsedText:  # fmt: skip
    """Return the one reading of a text that entities and claims share.

    Parameters
    ----------
    text : str
    place, year : optional
        Whose report it is and of which year, as for `find_places`.
    sections, sentences : sequence, optional
        The sections and the spans of the sentences, where they are already known.

    Raises
    ------
    InvalidValue
        If `text` is no str.

    Examples
    --------
    >>> [entity.name for entity in parse_text("连南县与佛冈县", place="清远市", year=2023).places]
    ['连南瑶族自治县', '佛冈县']
    """
    if not isinstance(text, str):
        raise invalid("text", text, "a text (str)")
    plain = one_form(text)
    simplified = in_simplified(plain)
    return ParsedText(text, find_places(simplified, place=place, year=year), sections, sentences, plain, simplified)
