"""One text in, numeric claims out."""

from numbers import Integral
from operator import attrgetter

from toolkit.claims.calendar import Calendar
from toolkit.claims.cells import read_cells
from toolkit.claims.dating import Dating, date_figures
from toolkit.claims.figures import Figure, read_figures
from toolkit.claims.linking import link_figure
from toolkit.claims.owners import Owners, Scope
from toolkit.claims.scope import scope_figures
from toolkit.document import Claim
from toolkit.errors import invalid
from toolkit.places import parse_text
from toolkit.text import ParsedText

__all__ = ["extract_claims"]

_LAST_YEAR = 10_000


def extract_claims(
    text: str | ParsedText, *, place: str | None = None, report_year: int | None = None, review_year: int | None = None,
) -> list[Claim]:  # fmt: skip
    """Return the numeric claims of a text: every quantity that it asserts about something, in order of appearance.

    Parameters
    ----------
    text : str or ParsedText
        A cleaned report or passage, or one that `parse_text` has read.
    place : str, optional
        The place the report is of; a figure belongs to it unless its sentence opens with another place.
    report_year : int, optional
        The year the report was delivered or published in: what 今年 means.
    review_year : int, optional
        The year it looks back on: the year of results that name none.

    Returns
    -------
    list of Claim

    Raises
    ------
    InvalidValue
        If `text` is neither str nor ParsedText, or a year is no year.

    Examples
    --------
    >>> text = "2023年，全市生产总值增长6.1%，高于全省0.8个百分点。2024年力争增长6%左右。"
    >>> for claim in extract_claims(text, place="清远市", report_year=2024, review_year=2023):
    ...     print(claim.text, claim.indicator_id, claim.role, claim.modality, claim.year)
    6.1% 地区生产总值 change actual 2023
    0.8个百分点 None level actual 2023
    6%左右 地区生产总值 change target 2024
    """
    report_year, review_year = _year("report_year", report_year), _year("review_year", review_year)
    year = report_year or review_year
    parsed = text if isinstance(text, ParsedText) else parse_text(text, place=place, year=year)
    figures = list(read_figures(parsed))
    datings = date_figures(parsed, figures, Calendar(report_year, review_year))
    owners = Owners(parsed, place=place, year=year)
    scopes = scope_figures(owners, figures)
    told = [_claim(parsed, *parts) for parts in zip(figures, datings, scopes, strict=True)]
    listed = read_cells(parsed, owners, place=place, report_year=report_year, review_year=review_year)
    return sorted([*told, *listed], key=attrgetter("start")) if listed else told


def _year(name: str, year: int | None) -> int | None:
    """The year as an int, whatever kind of whole number it is."""
    if year is None:
        return None
    if not isinstance(year, Integral) or isinstance(year, bool) or not 0 < year < _LAST_YEAR:
        raise invalid(name, year, "a year such as 2024, or None")
    return int(year)


def _claim(parsed: ParsedText, figure: Figure, dating: Dating, scope: Scope) -> Claim:
    quantity, reading = figure.quantity, figure.reading
    link = link_figure(parsed.plain, figure, dating, scope)
    return Claim(
        start=quantity.start, end=quantity.end, text=parsed.text[quantity.start : quantity.end],
        value=quantity.value, value_max=quantity.value_max, unit=quantity.unit, bound=quantity.bound,
        role=reading.role, direction=reading.direction, basis=link.basis,
        indicator=reading.indicator, indicator_id=link.indicator_id,
        modality=dating.modality, year=dating.year, period=dating.period, place=scope.place, adcode=scope.adcode,
        grain=link.grain, whole=link.whole,
    )  # fmt: skip
