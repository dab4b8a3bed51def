"""The gazetteer of divisions: which codes and names were valid in which years, and what came after them."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from toolkit.lexicon import read_table
from toolkit.places.forms import bare_form, name_forms

__all__ = [
    "LAST_YEAR", "NATION", "Division", "Place", "clamp", "divisions", "divisions_by_form", "place_of", "successor", "valid_division",
]  # fmt: skip

FIRST_YEAR, LAST_YEAR = 1981, 2025


@dataclass(frozen=True, slots=True)
class Place:
    """A place with its standard name and code; the divisions it lies in are None where it has none."""

    name: str
    adcode: str
    level: str
    """``nation``, ``province``, ``prefecture`` or ``county``."""
    province: str | None = None
    prefecture: str | None = None
    county: str | None = None
    former: str | None = None
    """The name that was asked for, if that division had ended: 莱芜市 for 莱芜区 in 2020."""
    until: int | None = None
    """The year in which the former division ended."""


@dataclass(frozen=True, slots=True)
class Division:
    """One code under one name in one span of years; ``end`` is the first year in which it is no longer valid."""

    code: str
    name: str
    start: int
    end: int | None
    successors: tuple[str, ...]
    """The codes in its place at the end of the span; those that took only a part of it earlier are left out."""

    @property
    def level(self) -> str:
        if self.code.endswith("0000"):
            return "nation" if self.code == "000000" else "province"
        return "prefecture" if self.code.endswith("00") else "county"

    def valid(self, year: int) -> bool:
        """Whether it was valid in that year; in the year of a change both the old and the new are."""
        return self.start <= year and (self.end is None or year <= self.end)


NATION = Division("000000", "全国", FIRST_YEAR, None, ())


@lru_cache(maxsize=1)
def divisions() -> tuple[Division, ...]:
    """Every division of the gazetteer, by code and year."""
    rows = []
    for row in read_table("divisions.tsv"):
        successors = tuple(code for code in row["successors"].split(";") if re.fullmatch("[0-9]{6}", code))
        end = int(row["end"]) if row["end"] else None
        rows.append(Division(row["code"], row["name"], int(row["start"]), end, successors))
    return tuple(rows)


@lru_cache(maxsize=1)
def divisions_by_form() -> Mapping[str, tuple[Division, ...]]:
    """The divisions that go by each name, full or short, whatever the year."""
    found: dict[str, dict[Division, None]] = defaultdict(dict)
    for division in divisions():
        for form in (*name_forms(division.name), bare_form(division.name)):
            found[form][division] = None
    found |= {name: {NATION: None} for name in ("全国", "我国", "中国", "中华人民共和国")}
    return {form: tuple(members) for form, members in found.items()}


@lru_cache(maxsize=1)
def _by_code() -> Mapping[str, tuple[Division, ...]]:
    found: dict[str, list[Division]] = defaultdict(list)
    for division in divisions():
        found[division.code].append(division)
    return {code: tuple(members) for code, members in found.items()}


def valid_division(code: str, year: int) -> Division | None:
    """The division of a code in a year; in the year of a change the one that is leaving."""
    return next((d for d in _by_code().get(code, ()) if d.valid(year)), None)


def clamp(year: int | None) -> int:
    """The year for which the gazetteer answers: years before the first take the first, later ones and None the last."""
    return LAST_YEAR if year is None else min(max(year, FIRST_YEAR), LAST_YEAR)


def successor(division: Division, year: int) -> Division | None:
    """What a division that ended is called in a later year: the one that took its place, of several the one of its name; else None."""
    current: Division | None = division
    for _ in range(12):
        if current is None or current.valid(year):
            return current
        current = _following(current)
    return None


@lru_cache(maxsize=8192)
def _following(division: Division) -> Division | None:
    """The next name of the same code; else the one code that took its place; else what bears its bare name, as 邯郸市 for 邯郸地区."""
    renamed = [d for d in _by_code()[division.code] if d.start == division.end]
    if renamed:
        return renamed[0]
    if len(division.successors) == 1:
        at = division.end or 0
        return next((d for d in reversed(_by_code().get(division.successors[0], ())) if d.start <= at), None)
    return _namesake(division) or _of_members(division)


def _of_members(division: Division) -> Division | None:
    """The prefecture that most counties of a former one lie in after its end (通辽市 for 哲里木盟); None for a county."""
    if division.level != "prefecture" or division.end is None:
        return None
    members = [d for d in divisions() if d.code[:4] == division.code[:4] and d.level == "county" and d.end == division.end]
    after = Counter(member.successors[0][:4] for member in members if member.successors)
    if not after or after.most_common(1)[0][1] * 2 <= len(members):
        return None
    return valid_division(after.most_common(1)[0][0] + "00", division.end + 1)


def _namesake(division: Division) -> Division | None:
    """The division of the same bare name that took the place of one: of its level, or begun in its last year."""
    ended = division.end or 0
    others = [
        d for d in divisions_by_form().get(bare_form(division.name), ())
        if d.code != division.code and d.code[:2] == division.code[:2] and bare_form(d.name) == bare_form(division.name)
    ]  # fmt: skip
    if division.level == "prefecture":
        same = [d for d in others if d.level == "prefecture" and ended - 12 <= d.start <= ended + 3]
        if same:
            return same[-1]
    begun = [d for d in others if ended - 1 <= d.start <= ended + 1 or d.code in division.successors]
    return min(begun, key=lambda d: (d.level != division.level, d.start), default=None)


@lru_cache(maxsize=1)
def _foundings() -> Mapping[str, tuple[int, str]]:
    return {row["code"]: (int(row["founded"]), row["before"]) for row in read_table("place_foundings.tsv")}


@lru_cache(maxsize=8192)
def place_of(division: Division, year: int, asked: int | None = None) -> Place:
    """The division as a place of that year, with the names of what it lies in.

    `asked` is the year before the gazetteer begins that `year` stands for: what was not yet founded then has its earlier name.
    """
    if division.level == "nation":
        return Place(division.name, division.code, "nation")
    if (earlier := _foundings().get(division.code)) and (year if asked is None else asked) < earlier[0]:
        return Place(earlier[1], division.code, division.level, earlier[1])
    at = year if division.valid(year) else (division.end or division.start)
    above = [valid_division(code, at) for code in (division.code[:2] + "0000", division.code[:4] + "00")]
    province, prefecture = (d.name if d else None for d in above)
    return Place(
        division.name, division.code, division.level, province,
        prefecture if division.level != "province" else None,
        division.name if division.level == "county" else None,
    )  # fmt: skip
