"""One reading of a text, shared by all that looks for something in it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from toolkit.document import Cell, Entity, Section
from toolkit.grammar.headings import POINT
from toolkit.grammar.marks import one_form
from toolkit.grammar.quantities import Quantity, read_quantities
from toolkit.grammar.times import Time, find_times
from toolkit.text.broken_lines import whole_sentences
from toolkit.text.script import in_simplified
from toolkit.text.sections import find_sections
from toolkit.text.sentences import sentence_spans
from toolkit.text.tables import find_cells
from toolkit.text.words import Words, read_words

__all__ = ["ParsedText"]


@dataclass(frozen=True)
class ParsedText:
    """A text with what the grammar finds in it, each part read on first use and once.

    Attributes
    ----------
    text : str
        The text as it is; every offset is one into it.
    plain : str
        The text with marks and digits of one form (`toolkit.grammar.marks.one_form`), as long as `text`: what grammars look at.
    simplified : str
        The same in simplified characters: what looks for names, whose lists are in these.
    places : sequence of Entity
        The places named in it (`toolkit.places.parse_text` finds them).

    Examples
    --------
    >>> parsed = ParsedText("２０２３年产量达５吨。")
    >>> parsed.plain, [quantity.value for quantity in parsed.quantities]
    ('2023年产量达5吨。', [5.0])
    """

    text: str
    places: Sequence[Entity] = ()
    _sections: Sequence[Section] | None = field(default=None, repr=False)
    _sentences: Sequence[tuple[int, int]] | None = field(default=None, repr=False)
    _plain: str | None = field(default=None, repr=False)
    _simplified: str | None = field(default=None, repr=False)

    @cached_property
    def plain(self) -> str:
        return one_form(self.text) if self._plain is None else self._plain

    @cached_property
    def simplified(self) -> str:
        return in_simplified(self.plain) if self._simplified is None else self._simplified

    @cached_property
    def sections(self) -> Sequence[Section]:
        return find_sections(self.text) if self._sections is None else self._sections

    @cached_property
    def sentences(self) -> Sequence[tuple[int, int]]:
        """Half-open spans, which cover the text."""
        return sentence_spans(self.text) if self._sentences is None else self._sentences

    @cached_property
    def whole_sentences(self) -> Sequence[tuple[int, int]]:
        """Sentences that a line break in the middle does not end."""
        return whole_sentences(self.plain, self.sentences)

    @cached_property
    def cells(self) -> Sequence[Cell]:
        """The cells of its tables."""
        return tuple(find_cells(self.text))

    @cached_property
    def quantities(self) -> Sequence[Quantity]:
        return tuple(quantity for quantity in self._read if quantity.kind != "condition")

    @cached_property
    def _read(self) -> Sequence[Quantity]:
        return tuple(read_quantities(self.plain))

    @cached_property
    def times(self) -> Sequence[Time]:
        return tuple(find_times(self.plain))

    @cached_property
    def words(self) -> Words:
        """Times and quantities are words of their own, and what only delimits (5亿元以上项目) is a noun."""
        spans = [(read.start, read.end, "noun" if read.kind == "condition" else "quantity") for read in self._read]
        taken = bytearray(len(self.text))
        for start, end, _ in spans:
            taken[start:end] = b"\1" * (end - start)
        spans += [(time.start, time.end, "time") for time in self.times if not any(taken[time.start : time.end])]
        # 四是 sets a point apart as a mark does.
        spans += [(*point.span(), "mark") for point in POINT.finditer(self.plain) if not any(taken[slice(*point.span())])]
        return read_words(self.plain, spans)
