"""Dictionaries: categories of words, read from files, counted in a corpus and shown in their sentences."""

from toolkit.dictionaries.coding import code_dictionary, find_dictionary_matches
from toolkit.dictionaries.dictionary import Dictionary
from toolkit.dictionaries.reading import list_dictionaries, read_dictionary

__all__ = ["Dictionary", "code_dictionary", "find_dictionary_matches", "list_dictionaries", "read_dictionary"]
