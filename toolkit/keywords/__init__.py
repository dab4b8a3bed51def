"""Keywords of a text, of groups of documents, and of one part of a corpus against another; words in context and in company."""

from toolkit.keywords.collocations import collocations
from toolkit.keywords.concordance import concordance
from toolkit.keywords.extraction import extract_keywords
from toolkit.keywords.keyness import keyness
from toolkit.keywords.new_words import find_new_words
from toolkit.keywords.ranking import rank_keywords

__all__ = [
    "collocations",
    "concordance",
    "extract_keywords",
    "find_new_words",
    "keyness",
    "rank_keywords",
]
