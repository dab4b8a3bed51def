"""Sentences: where they end, and the text rebuilt from them."""

import re
from itertools import pairwise

from toolkit.document import Sentence

__all__ = ["sentence_ends", "sentence_spans", "split_sentences"]

# A sentence is a run of ordinary characters and closed brackets up to a mark that ends it, with the closing quotes after it; or
# up to the line's end. A bracket that does not close within its line is an ordinary character. A quotation or a bracket that
# ends with a full stop ends the sentence too, unless the sentence goes on behind it (“…。”的要求).
_GOES_ON = "(?=[，、：；。！？,;!?的等是为之])"
_BRACKETED = (
    rf"《[^《》\n]{{0,200}}》|“[^“”\n]{{0,400}}”(?:(?<!。”)|{_GOES_ON})|（[^（）\n]{{0,200}}）(?:(?<!。）)|{_GOES_ON})|\([^()\n]{{0,200}}\)"
)
_LAST = r"(?:“[^“”\n]{0,400}。”|（[^（）\n]{0,200}。）)"
_SENTENCE = re.compile(
    rf"(?:[^。！？；!?;\n《“（(]++|{_BRACKETED}|(?!{_LAST})[《“（(])*+"
    rf"(?:{_LAST}[”’」』）)》]*\n*|[。！？；!?;]+[”’」』）)》]*\n*|\n+|\Z)"
)


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return the half-open spans of the sentences of a text; together they cover it.

    A sentence ends after 。！？； (full or half width, with closing quotes and brackets), and at a line end. Marks inside
    《》, “” and （） that close on the same line do not end it, but a quotation that ends with 。 does, unless the sentence goes on
    behind it. Blank lines belong to the sentence before.
    """
    return list(pairwise([0, *sentence_ends(text)]))


def sentence_ends(text: str) -> list[int]:
    """Return where the sentences of a text end; each begins where the one before it ends."""
    return [match.end() for match in _SENTENCE.finditer(text)][:-1]  # the last match is the empty one behind the text


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a text; joined they are the text.

    Examples
    --------
    >>> [s.text for s in split_sentences("印发《意见（试行）》；狠抓落实。成效明显")]
    ['印发《意见（试行）》；', '狠抓落实。', '成效明显']
    """
    return tuple(Sentence(start, end, text[start:end]) for start, end in sentence_spans(text))
