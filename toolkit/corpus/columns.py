"""Which column of a table is the text, which the title, the date…: as the caller says, or by well-known names."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from toolkit.corpus.facts import column_origin
from toolkit.corpus.other_columns import column_name
from toolkit.corpus.raw import RawText, Stated
from toolkit.errors import ReadError, invalid
from toolkit.lexicon import read_table

__all__ = ["FIELDS", "KEPT_BESIDES", "Columns", "check_columns", "field_of", "find_columns", "joined_rows", "row_text"]

_LONG_TEXT = 100
"""Mean length (characters) above which a column without a telling name can be the text."""
_LEVELS = ("province", "prefecture", "county")
_NO_PLACE = re.compile("市辖区|[省市县州区]?本?级|[/／\\-—－]*")
"""What stands in the column of finer places where a row is about the whole of the coarser one."""
_CLEARLY_LONGEST = 4
"""How many times as long as the next the text column must be to be taken for it."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Column of each field, and the fields whose column was guessed."""

    of: Mapping[str, str]
    guessed: frozenset[str] = frozenset()
    missing: tuple[str, ...] = ()
    """Columns that the caller named and the table lacks."""
    around: tuple[str, ...] = ()
    """Columns that tell where the place lies, the nearest first."""

    def origin(self, field: str) -> str:
        """Return how the value of a field came here, for the provenance of a document."""
        return column_origin(self.of[field], guessed=field in self.guessed)


@lru_cache(maxsize=1)
def _known_names() -> dict[str, str]:
    return {row["column"]: row["field"] for row in read_table("table_columns.tsv")}


@lru_cache(maxsize=1)
def _known_levels() -> dict[str, int]:
    """How fine the places are that columns of well-known names hold."""
    return {row["column"]: _LEVELS.index(row["level"]) for row in read_table("table_columns.tsv") if row["level"]}


def _level(column: str) -> int:
    return _known_levels().get(column.strip().lower(), len(_LEVELS))


def field_of(name: str) -> str | None:
    """Return the field that a column or key of a well-known name holds.

    Examples
    --------
    >>> field_of("发布机构"), field_of("备注") is None
    ('issuer', True)
    """
    return _known_names().get(name.strip().lower())


FIELDS = (
    "text", "title", "issuer", "place", "adcode", "date", "published", "year", "review_year", "doc_type", "doc_number", "doc_id", "url",
    "part_of",
)  # fmt: skip
"""Fields that a column can hold; rows with the same value of ``part_of`` are the paragraphs of one document."""
KEPT_BESIDES = ("published", "url")
"""Fields that are kept under their own names."""


def check_columns(columns: Mapping[str, str]) -> None:
    """Raise InvalidValue where a key of the mapping is no field of a document."""
    for field in columns:
        if field not in FIELDS:
            raise invalid("columns key", field, FIELDS)


def find_columns(header: Sequence[str], sample: Sequence[Mapping[str, Any]], given: Mapping[str, str]) -> Columns:
    """Return the column of each field.

    Parameters
    ----------
    header : sequence of str
        Names of the columns.
    sample : sequence of mapping
        The first rows; the text is looked for in them where no name tells.
    given : mapping
        Field to column, as the caller says; these are not guessed.

    Raises
    ------
    ReadError
        The given column of the text is missing, or none can be taken for the text.

    Examples
    --------
    >>> find_columns(["年份", "标题", "正文"], [], {}).of
    {'year': '年份', 'title': '标题', 'text': '正文'}
    """
    if given.get("text", header[:1] and header[0]) not in header:
        raise ReadError(f"there is no column {given['text']!r}; the columns are {', '.join(map(repr, header))}")
    of = {field: column for field, column in given.items() if column in header}
    places = sorted((name for name in header if _is_levelled(name, of)), key=_level, reverse=True)
    if places and "place" not in of:
        of["place"] = places[0]
    for name in header:
        field = field_of(str(name))
        if field and field not in of and name not in of.values():
            of[field] = name
    if "text" not in of:
        of["text"] = _longest(header, sample)
    missing = tuple(column for column in given.values() if column not in header)
    around = tuple(name for name in places if _level(name) < _level(of["place"]))
    return Columns(of, frozenset(set(of) - set(given)), missing, around)


def _is_levelled(name: str, of: Mapping[str, str]) -> bool:
    """Tell whether a column holds places of a known level and no field that the caller named."""
    return _level(name) < len(_LEVELS) and name not in of.values()


def _longest(header: Sequence[str], sample: Sequence[Mapping[str, Any]]) -> str:
    lengths = {name: sum(len(str(row.get(name) or "")) for row in sample) / max(1, len(sample)) for name in header}
    ranked = sorted(lengths, key=lambda name: -lengths[name])
    following = lengths[ranked[1]] if len(ranked) > 1 else 0
    if not ranked or lengths[ranked[0]] < max(_LONG_TEXT, _CLEARLY_LONGEST * following):
        raise ReadError(
            f"no column is clearly the text; name it, as in columns={{'text': {ranked[0] if ranked else '…'!r}}}; "
            f"the columns are {', '.join(map(repr, header))}"
        )
    return ranked[0]


def row_text(row: Mapping[str, Any], columns: Columns) -> RawText:
    """Return the text of a table row with the facts that its other columns state."""
    text = _cell(row.get(columns.of["text"]), joined_by="\n")
    if not text.strip():
        raise ReadError(f"the row has no text in column {columns.of['text']!r}")
    others = ((field, _cell(row.get(column))) for field, column in columns.of.items() if field not in ("text", "place"))
    stated = [Stated(field, value, columns.origin(field)) for field, value in others if value]
    stated += _stated_place(row, columns)
    if "text" in columns.guessed:
        stated.append(Stated("text", columns.of["text"], columns.origin("text")))
    return RawText(text, tuple(stated), other=tuple(_other(row, columns)))


def _stated_place(row: Mapping[str, Any], columns: Columns) -> Iterator[Stated]:
    """Yield the finest place that the row names, with what it lies in."""
    named = [(columns.of["place"], columns.origin("place"))] if "place" in columns.of else []
    named += [(column, column_origin(column, guessed=True)) for column in columns.around]
    filled = [(value, origin) for column, origin in named if not _NO_PLACE.fullmatch(value := _cell(row.get(column)))]
    if filled:
        (value, origin), *outer = filled
        yield Stated("place", value, origin, within=outer[0][0] if outer else "")


def _other(row: Mapping[str, Any], columns: Columns) -> Iterator[tuple[str, str | int | float | bool]]:
    """Yield what the columns hold that are no field of a document."""
    fields = {column: field for field, column in columns.of.items()}
    for column, value in row.items():
        field = fields.get(column, column)
        if field in KEPT_BESIDES or column not in fields:
            plain = _plain(value)
            if plain != "":
                yield column_name(field), plain


def joined_rows(parts: Sequence[RawText]) -> RawText:
    """Return one document of rows that are its paragraphs; of what they state stays what the first that states it says.

    What differs from row to row (the number of the paragraph) says nothing of the document.
    """
    stated: dict[str, Stated] = {}
    other: dict[str, set[str | int | float | bool]] = {}
    for part in parts:
        for fact in part.stated:
            stated.setdefault(fact.field, fact)
        for name, value in part.other:
            other.setdefault(name, set()).add(value)
    same = tuple((name, next(iter(values))) for name, values in other.items() if len(values) == 1)
    return RawText("\n".join(part.text for part in parts), tuple(stated.values()), other=same)


def _plain(value: Any) -> str | int | float | bool:
    """Return a cell as plain data: numbers and truth values as they are, everything else as text."""
    bare = value.item() if isinstance(value, np.generic) else value
    if isinstance(bare, (bool, int)) or (isinstance(bare, float) and math.isfinite(bare) and not bare.is_integer()):
        return bare
    return int(bare) if isinstance(bare, float) and math.isfinite(bare) else _cell(bare)


def _cell(value: Any, *, joined_by: str = "、") -> str:
    """Return a cell as text: gaps as empty, whole floats as integers, dates as ISO, what lists hold one after another."""
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, (list, tuple, np.ndarray)):
        return joined_by.join(filter(None, (_cell(part, joined_by=joined_by) for part in value)))
    if value is None or value is pd.NaT or value is pd.NA or value != value:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if hasattr(value, "isoformat"):
        return str(value.isoformat())[:10]
    return str(value).strip()
