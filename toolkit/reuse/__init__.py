"""Reuse: documents that resemble each other, what is new in one, and the passages that it repeats."""

from toolkit.reuse.pairs import document_pairs
from toolkit.reuse.passages import find_reuse

__all__ = ["document_pairs", "find_reuse"]
