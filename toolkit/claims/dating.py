"""When a figure holds and how: its year, how long a time it is of, and whether it was measured, estimated or promised."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from toolkit.claims.calendar import Calendar, planned_year
from toolkit.claims.cases import look_at
from toolkit.claims.discourse import read_discourse
from toolkit.claims.figures import Figure
from toolkit.claims.modality import modality
from toolkit.claims.outlook import Wording, outlooks, purpose, purposes
from toolkit.claims.years import when
from toolkit.document import Grain, Modality
from toolkit.text import ParsedText

__all__ = ["Dating", "date_figures", "reasons"]

_COORDINATED = frozenset("、和与及：比")


class Dating(NamedTuple):
    """When a figure holds and how."""

    modality: Modality
    year: int | None
    period: str | None
    grain: Grain = "year"


def date_figures(parsed: ParsedText, figures: Sequence[Figure], calendar: Calendar) -> list[Dating]:
    """Return modality, year, period and grain of each figure of a text.

    Parameters
    ----------
    parsed : ParsedText
    figures : sequence of Figure
        The figures of the text, in order.
    calendar : Calendar
        What 今年 and 去年 mean in it.

    Examples
    --------
    >>> from toolkit.claims.figures import read_figures
    >>> parsed = ParsedText("五年来，新建校舍12所。今年要新建3所。")
    >>> for dating in date_figures(parsed, list(read_figures(parsed)), Calendar(2024, 2023)):
    ...     print(*dating)
    actual None 五年来 several
    target 2024 None year
    """
    return [dating for dating, _ in _datings(parsed, figures, calendar)]


def reasons(parsed: ParsedText, figures: Sequence[Figure], calendar: Calendar) -> list[tuple[str, str]]:
    """Return for each figure the names of the rules that told its modality and its year."""
    return [named for _, named in _datings(parsed, figures, calendar)]


def _datings(parsed: ParsedText, figures: Sequence[Figure], calendar: Calendar) -> Iterator[tuple[Dating, tuple[str, str]]]:
    planned = planned_year(parsed.plain, calendar)
    sentences = list(read_discourse(parsed, parsed.whole_sentences, calendar, plan=planned is None))
    kinds, wording = purposes(parsed.sections, calendar), Wording(parsed.plain)
    outlook = outlooks(sentences, parsed.sections, kinds, wording)
    at = first = before = 0
    read, said = -1, frozenset[str]()
    for figure in figures:
        if parsed.plain[before : figure.quantity.start] not in _COORDINATED:
            first = figure.quantity.start
        before = figure.quantity.end
        while sentences[at].end <= figure.quantity.start:
            at += 1
        if at != read:
            read, now = at, sentences[at]
            said, kind = frozenset(parsed.plain[now.start : now.end]), purpose(now, kinds)
        case = look_at(parsed.plain, figure, first, now, calendar, planned=planned, said=said)
        mood, reason = modality(case, wording, kind, outlook[at])
        told, rule = when(case, mood, reason)
        yield Dating(mood, told.year, told.period, told.grain), (reason, rule)
