"""Cleaning, structure and segmentation of one text."""

from toolkit.text.clean import clean_text
from toolkit.text.dictionary import known_tags
from toolkit.text.furniture import strip_furniture
from toolkit.text.parsed import ParsedText
from toolkit.text.phrases import PhraseFinder
from toolkit.text.sections import find_sections
from toolkit.text.segmentation import Segmenter, tokenize
from toolkit.text.sentences import sentence_ends, sentence_spans, split_sentences
from toolkit.text.stopwords import stop_words

__all__ = [
    "ParsedText",
    "PhraseFinder",
    "Segmenter",
    "clean_text",
    "find_sections",
    "known_tags",
    "sentence_ends",
    "sentence_spans",
    "split_sentences",
    "stop_words",
    "strip_furniture",
    "tokenize",
]
