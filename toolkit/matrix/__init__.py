"""Counting: a corpus becomes a matrix of terms."""

from toolkit.matrix.counting import count_terms
from toolkit.matrix.term_matrix import By, TermMatrix

__all__ = ["By", "TermMatrix", "count_terms"]
