"""How varied and how heavy the language of a text is."""

from toolkit.stylistics.diversity import lexical_diversity
from toolkit.stylistics.readability import readability

__all__ = ["lexical_diversity", "readability"]
