"""Reuse: documents that resemble each other, what is new in one, and the passages that it repeats."""

from toolkit.reuse.novelty import novelty
from toolkit.reuse.pairs import PAIR_COLUMNS, document_pairs
from toolkit.reuse.passages import PASSAGE_COLUMNS, find_reuse
from toolkit.reuse.shares import reuse_shares
from toolkit.reuse.similarity import similarity

__all__ = ["PAIR_COLUMNS", "PASSAGE_COLUMNS", "document_pairs", "find_reuse", "novelty", "reuse_shares", "similarity"]
