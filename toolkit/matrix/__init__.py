"""Counting: a corpus becomes a matrix of terms."""

from toolkit.matrix.counting import count_terms
from toolkit.matrix.entity_counts import count_entities
from toolkit.matrix.grouping import group_rows
from toolkit.matrix.term_matrix import By, TermMatrix, align_terms
from toolkit.matrix.types import content_types, is_number, is_unit, is_word, without_units

__all__ = [
    "By",
    "TermMatrix",
    "align_terms",
    "content_types",
    "count_entities",
    "count_terms",
    "group_rows",
    "is_number",
    "is_unit",
    "is_word",
    "without_units",
]
