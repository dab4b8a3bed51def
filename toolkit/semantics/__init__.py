"""What words mean by the company they keep: words of like use, and change of use from one period to the next."""

from toolkit.semantics.change import meaning_change
from toolkit.semantics.neighbours import word_neighbours

__all__ = ["meaning_change", "word_neighbours"]
