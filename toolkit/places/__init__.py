"""Places: the divisions of China with the years they were valid in, regions, rivers, mountains and countries."""

from toolkit.places.divisions import Place
from toolkit.places.parse import parse_text
from toolkit.places.possible import possible_places
from toolkit.places.resolve import resolve_place
from toolkit.places.scan import find_places
from toolkit.places.within import names_within, own_references

__all__ = ["Place", "find_places", "names_within", "own_references", "parse_text", "possible_places", "resolve_place"]
