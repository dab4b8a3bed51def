"""What is known of a document and where each fact was found, while it is being put together."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from toolkit.corpus.raw import Note, Stated

__all__ = ["Metadata", "column_origin", "first_fact", "from_column", "is_given"]

_COLUMN, _GUESSED = "column ", " (guessed)"


@dataclass(slots=True)
class Metadata:
    """Values of the columns of ``documents`` and where each was found."""

    values: dict[str, str | int] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    """What a caller's own column says and cannot be used."""

    def set(self, column: str, value: str | int | None, origin: str) -> None:
        """Keep a value unless there is none, or one from a better place."""
        if value is not None and value != "" and column not in self.values:
            self.values[column] = value
            self.origins[column] = origin

    def columns(self) -> dict[str, str | int]:
        """Return the values by column, with the origins as JSON."""
        return {**self.values, "metadata_sources": json.dumps(self.origins, ensure_ascii=False, sort_keys=True)}


    def from_column(self, column: str) -> bool:
        """Tell whether a column of a table states a value."""
        return self.origins.get(column, "").startswith(_COLUMN)


def column_origin(name: str, *, guessed: bool) -> str:
    """Return the origin of what a column of a table states; a column that the caller did not name is guessed."""
    return f"{_COLUMN}{name}" + (_GUESSED if guessed else "")


def first_fact(stated: Iterable[Stated], field_name: str) -> Stated | None:
    """Return the first thing that is stated of a field."""
    return next((fact for fact in stated if fact.field == field_name), None)


def from_column(fact: Stated | None) -> bool:
    """Tell whether a column of a table states a fact."""
    return fact is not None and fact.origin.startswith(_COLUMN)


def is_given(fact: Stated) -> bool:
    """Tell whether a column states a fact that the caller named for it: that stands before all that is guessed."""
    return from_column(fact) and not fact.origin.endswith(_GUESSED)
