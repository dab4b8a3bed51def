"""Entities shown through HanLP's document: as text columns, HTML or CoNLL, without PyTorch."""

from collections.abc import Sequence

from hanlp_common.document import Document as HanLPDocument

from toolkit.document import Entity
from toolkit.text import Segmenter, split_sentences

__all__ = ["as_hanlp_document"]


def as_hanlp_document(
    text: str, entities: Sequence[Entity], *, segmenter: Segmenter | None = None
) -> HanLPDocument:
    """Return a text and its entities as HanLP's ``Document``.

    Its methods ``pretty_print()``, ``to_pretty()``, ``to_conll()`` and ``to_json()`` show the entities over the words, and whatever reads
    HanLP's output reads it.

    Parameters
    ----------
    text : str
    entities : sequence of Entity
        Entities of this text, in order and without overlap, as `extract_entities` gives them.
    segmenter : Segmenter, optional
        What cuts the words between entities.

    Returns
    -------
    hanlp_common.document.Document
        With ``tok`` (the words of each sentence) and ``ner`` (text, type, first word, word after the last). An entity is one word,
        or several where it is longer than a sentence.

    Examples
    --------
    >>> from toolkit.document import Entity
    >>> shown = as_hanlp_document("国务院印发意见。", [Entity(0, 3, "国务院", "ORG")])
    >>> shown["tok"], shown["ner"]
    ([['国务院', '印发', '意见', '。']], [[('国务院', 'ORG', 0, 1)]])
    """
    cutter = segmenter or Segmenter()
    tokens: list[list[str]] = []
    found: list[list[tuple[str, str, int, int]]] = []
    for sentence in split_sentences(text):
        words: list[str] = []
        names: list[tuple[str, str, int, int]] = []
        at = sentence.start
        for entity in entities:
            start, end = max(entity.start, sentence.start), min(entity.end, sentence.end)
            if start >= end:
                continue
            words += _words(cutter, text[at:start])
            names.append((text[start:end], entity.type, len(words), len(words) + 1))
            words.append(text[start:end])
            at = end
        words += _words(cutter, text[at : sentence.end])
        if words:
            tokens.append(words)
            found.append(names)
    return HanLPDocument(tok=tokens, ner=found)


def _words(cutter: Segmenter, text: str) -> list[str]:
    return [word for word in cutter.cut(text) if word.strip()]
