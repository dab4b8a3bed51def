"""Cleaning, structure and segmentation of one text."""

from typing import TYPE_CHECKING

from toolkit.lazy import lazily

if TYPE_CHECKING:
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

_MODULE_OF = {
    "ParsedText": "parsed",
    "PhraseFinder": "phrases",
    "Segmenter": "segmentation",
    "clean_text": "clean",
    "find_sections": "sections",
    "known_tags": "dictionary",
    "sentence_ends": "sentences",
    "sentence_spans": "sentences",
    "split_sentences": "sentences",
    "stop_words": "stopwords",
    "strip_furniture": "furniture",
    "tokenize": "segmentation",
}
__getattr__ = lazily(__name__, _MODULE_OF)
