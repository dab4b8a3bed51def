"""Counting: a corpus becomes a matrix of terms."""

from toolkit.matrix.counting import count_terms
from toolkit.matrix.term_matrix import By, TermMatrix
from toolkit.matrix.types import content_types, is_number, is_word

__all__ = ["By", "TermMatrix", "content_types", "count_terms", "is_number", "is_word"]
