"""Counting: a corpus becomes a matrix of terms."""

from importlib import import_module
from typing import Any

from toolkit.matrix.counting import count_terms
from toolkit.matrix.entity_counts import count_entities
from toolkit.matrix.grouping import group_rows
from toolkit.matrix.ngrams import compacted, runs
from toolkit.matrix.term_matrix import By, TermMatrix, align_terms
from toolkit.matrix.tokens import Tokens, read_tokens
from toolkit.matrix.types import content_types, is_number, is_unit, is_word, without_units
from toolkit.matrix.vocabulary import Vocabulary, WordOptions

__all__ = [
    "By",
    "TermMatrix",
    "TermVectorizer",
    "Tokens",
    "Vocabulary",
    "WordOptions",
    "align_terms",
    "compacted",
    "content_types",
    "count_entities",
    "count_terms",
    "group_rows",
    "is_number",
    "is_unit",
    "is_word",
    "read_tokens",
    "runs",
    "without_units",
]


def __getattr__(name: str) -> Any:
    if name != "TermVectorizer":
        raise AttributeError(f"module 'toolkit.matrix' has no attribute {name!r}")
    # Loaded late: it is of a class of scikit-learn, which takes half a second.
    value = import_module("toolkit.matrix.vectorizer").TermVectorizer
    globals()[name] = value
    return value
