"""Places: the divisions of China with the years they were valid in, regions, rivers, mountains and countries."""

from typing import TYPE_CHECKING

from toolkit.lazy import lazily

if TYPE_CHECKING:
    from toolkit.places.divisions import Place
    from toolkit.places.parse import parse_text
    from toolkit.places.possible import possible_places
    from toolkit.places.resolve import resolve_place
    from toolkit.places.scan import find_places
    from toolkit.places.within import names_within, own_references

__all__ = ["Place", "find_places", "names_within", "own_references", "parse_text", "possible_places", "resolve_place"]

_MODULE_OF = {
    "Place": "divisions",
    "find_places": "scan",
    "names_within": "within",
    "own_references": "within",
    "parse_text": "parse",
    "possible_places": "possible",
    "resolve_place": "resolve",
}
__getattr__ = lazily(__name__, _MODULE_OF)
