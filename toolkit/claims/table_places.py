"""Places that head the columns and rows of a table: a county or another place owns the figures under its name, and so does a part."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from toolkit.claims.owners import Scope
from toolkit.document import Cell
from toolkit.places import resolve_place
from toolkit.text.tables import SEPARATOR, bare_head, bare_label, head_is

__all__ = ["TablePlaces"]

_DIVISION = re.compile("[省市县区州旗盟国]$")
_PART = re.compile("(?:区|市|县|旗|新城|园区)$")
_TOWN = re.compile("[市城郊]区$")
"""A part by what it is; a district of that name elsewhere (晋城市城区) is not meant."""
_NO_NAME = re.compile("^[全各本其我]|本级|合计|小计|总计|[市县区]级|^[市县区、（）()]+$|[^区]域$|[城乡镇山库牧库林]区$")
"""What ends in 区, 市 or 县 and names none: 全市, 各县区, 市区县, 山区."""
_LEAST = 2
"""Places of the gazetteer that must head columns (or rows) before an unknown name beside them is one of a part."""


class TablePlaces:
    """The places that head the columns and rows of one table.

    Parameters
    ----------
    table : sequence of Cell
    own : Scope
        The place of the report.
    year : int or None
        The year in which the names are read.
    """

    def __init__(self, table: Sequence[Cell], own: Scope, year: int | None) -> None:
        self.own, self._year = own, year
        self._columns = self._scopes(part for head in {cell.column_head for cell in table} for part in head.split(SEPARATOR))
        self._rows = self._scopes(part for head in {cell.row_head for cell in table} for part in head.split(SEPARATOR))

    def of(self, cell: Cell) -> Scope | None:
        """Return the other place or the part that heads the column of a figure, else its row; None where neither names one."""
        for known, heads in ((self._columns, cell.column_head), (self._rows, cell.row_head)):
            scope = next((known[head] for head in reversed(heads.split(SEPARATOR)) if head in known), self.own)
            if scope != self.own:
                return scope
        return None

    def _scopes(self, heads: Iterable[str]) -> dict[str, Scope]:
        """The scope of each head that names a place, and of the unknown ones beside them that look like one."""
        names = {head: name for head in heads if (name := bare_head(bare_label(head)))}
        known = {head: scope for head, name in names.items() if (scope := self._known(name))}
        inside = {scope.adcode for scope in known.values() if self._lies_inside(scope)}
        if len(inside) < _LEAST:
            return known
        parts = (head for head in names.keys() - known.keys() if _PART.search(names[head]) and not _NO_NAME.search(names[head]))
        return known | {head: Scope(names[head], None, False) for head in parts if names[head] != self.own.place}

    def _known(self, name: str) -> Scope | None:
        if not _DIVISION.search(name) or not head_is("place", name):
            return None
        found = _resolved(name, self._year, self.own)
        return None if found and _TOWN.fullmatch(name) and not self._lies_inside(found) else found

    def _lies_inside(self, scope: Scope) -> bool:
        own = re.sub("(?:00)+$", "", self.own.adcode or "")
        return scope != self.own and (scope.adcode or "").startswith(own)


@lru_cache(maxsize=4096)
def _resolved(name: str, year: int | None, own: Scope) -> Scope | None:
    found = resolve_place(name, year=year, within=own.adcode or own.place)
    if found is None:
        return None
    return own if found.adcode == own.adcode else Scope(found.name, found.adcode)
