"""Keywords of a text, of groups of documents, and of one part of a corpus against another; words in context and in company."""

from toolkit.keywords.collocations import collocations
from toolkit.keywords.concordance import concordance, concordance_html
from toolkit.keywords.extraction import extract_keywords
from toolkit.keywords.key_phrases import extract_key_phrases, rank_key_phrases
from toolkit.keywords.keyness import keyness
from toolkit.keywords.multiword import find_phrases
from toolkit.keywords.networks import WordNetwork, cooccurrence_network
from toolkit.keywords.new_words import find_new_words
from toolkit.keywords.ranking import rank_keywords

__all__ = [
    "WordNetwork",
    "collocations",
    "concordance",
    "concordance_html",
    "cooccurrence_network",
    "extract_key_phrases",
    "extract_keywords",
    "find_new_words",
    "find_phrases",
    "keyness",
    "rank_key_phrases",
    "rank_keywords",
]
