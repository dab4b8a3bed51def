"""``QuoteBook``: which sentences the numbers of a page open, kept once each in the data of the page."""

import json
from collections.abc import Mapping
from typing import Any

from toolkit.report.blocks import Cell
from toolkit.report.samples import Samples

__all__ = ["QuoteBook", "json_text", "utf16_length"]


class QuoteBook:
    """Hands out cells that open sentences, and lists these for the page in the end.

    Parameters
    ----------
    samples : Samples
        What there is of each number.
    pages : mapping of str to set of str
        Of ``place``, ``policy``, ``indicator`` and ``read`` (documents) those that have a page of facts, in their order.
    """

    def __init__(self, samples: Samples, pages: Mapping[str, list[str]]) -> None:
        self._samples = samples
        self._used: dict[tuple[str, ...], int] = {}
        self._anchors = {kind: {name: f"{kind}-{at}" for at, name in enumerate(names)} for kind, names in pages.items()}

    def opening(self, text: str, *key: str, order: str = "", flag: bool = False) -> Cell:
        """Return the cell of a number, which opens the sentences of a key where there are any."""
        if key not in self._samples.by_key:
            return Cell(text, order=order, flag=flag)
        return Cell(text, sample=self._used.setdefault(key, len(self._used)), order=order, flag=flag)

    def linked(self, text: str, kind: str, name: object, *, order: str = "") -> Cell:
        """Return the cell of a name, which leads to its page where it has one."""
        anchor = self.anchor(kind, name)
        return Cell(text, href=f"#{anchor}" if anchor else "", order=order)

    def anchor(self, kind: str, name: object) -> str:
        """Return the anchor of the page of a name, empty where it has none."""
        return self._anchors.get(kind, {}).get(name, "") if isinstance(name, str) else ""

    def data(self, documents: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
        """Return the samples that were used, their quotations, and the documents that these are from.

        Parameters
        ----------
        documents : mapping
            What is shown of each document, by ``doc_id``.
        """
        quotes: dict[int, int] = {}
        samples = [self._listed(key, quotes) for key in self._used]
        table = self._samples.quotes.iloc[list(quotes)]
        sections: dict[str, int] = {}
        cited: dict[str, int] = {}
        rows = [
            [cited.setdefault(doc_id, len(cited)), sections.setdefault(section, len(sections)), int(start), text]
            for doc_id, section, start, text in table.itertuples(index=False, name=None)
        ]
        shown = [dict(documents[doc_id], read=self.anchor("read", doc_id)) for doc_id in cited]
        return {"samples": samples, "quotes": rows, "sections": list(sections), "documents": shown}

    def _listed(self, key: tuple[str, ...], quotes: dict[int, int]) -> list[Any]:
        sample, texts = self._samples.by_key[key], self._samples.quotes["text"]
        spans = [
            [quotes.setdefault(quote, len(quotes)), utf16_length(texts[quote][:start]), utf16_length(texts[quote][start:end])]
            for quote, start, end in sample.quotes
        ]
        # A share of a topic counts no mentions: its sentences are examples.
        return [None if key[0] == "topic" else sample.n, spans]


def utf16_length(text: str) -> int:
    """Return how long a text is for a script of the page, where characters beyond U+FFFF count twice.

    Examples
    --------
    >>> utf16_length("水𠮷")
    3
    """
    return len(text) + sum(character > "\uffff" for character in text)


def json_text(value: object) -> str:
    """Return a value as JSON that may stand inside a script element: no ``<`` in it.

    Examples
    --------
    >>> json_text({"名": "</script>"})
    '{"名":"\\\\u003c/script>"}'
    """
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
