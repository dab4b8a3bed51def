"""Which column of a table is the text, which the title, the date…: as the caller says, or by well-known names."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from toolkit.corpus.raw import RawText, Stated
from toolkit.errors import InvalidValue, ReadError, invalid
from toolkit.lexicon import read_table

__all__ = ["FIELDS", "Columns", "check_columns", "field_of", "find_columns", "row_text"]

_LONG_TEXT = 100
"""Mean length (characters) above which a column without a telling name can be the text."""
_CLEARLY_LONGEST = 4
"""How many times as long as the next the text column must be to be taken for it."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Column of each field, and the fields whose column was guessed."""

    of: Mapping[str, str]
    guessed: frozenset[str] = frozenset()

    def origin(self, field: str) -> str:
        """Return how the value of a field came here, for the provenance of a document."""
        return f"column {self.of[field]}" + (" (guessed)" if field in self.guessed else "")


@lru_cache(maxsize=1)
def _known_names() -> dict[str, str]:
    return {row["column"]: row["field"] for row in read_table("table_columns.tsv")}


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
)  # fmt: skip


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
        A given column is missing, or none can be taken for the text.

    Examples
    --------
    >>> find_columns(["年份", "标题", "正文"], [], {}).of
    {'year': '年份', 'title': '标题', 'text': '正文'}
    """
    for column in given.values():
        if column not in header:
            raise ReadError(f"there is no column {column!r}; the columns are {', '.join(map(repr, header))}")
    of = dict(given)
    for name in header:
        field = field_of(str(name))
        if field and field not in of and name not in of.values():
            of[field] = name
    if "text" not in of:
        of["text"] = _longest(header, sample)
    return Columns(of, frozenset(set(of) - set(given)))


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
    text = _cell(row.get(columns.of["text"]))
    if not text.strip():
        raise ReadError(f"the row has no text in column {columns.of['text']!r}")
    others = ((field, _cell(row.get(column))) for field, column in columns.of.items() if field != "text")
    stated = [Stated(field, value, columns.origin(field)) for field, value in others if value]
    if "text" in columns.guessed:
        stated.append(Stated("text", columns.of["text"], columns.origin("text")))
    return RawText(text, tuple(stated))


def _cell(value: Any) -> str:
    """Return a cell as text: gaps as empty, whole floats as integers, dates as ISO."""
    if value is None or value != value:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if hasattr(value, "isoformat"):
        return str(value.isoformat())[:10]
    return str(value).strip()


def unique_names(names: Iterable[str]) -> None:
    """Raise InvalidValue where a document id occurs twice."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise InvalidValue(f"the document id {name!r} occurs twice: ids must differ")
        seen.add(name)
