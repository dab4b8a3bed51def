"""Towns, townships and streets: those of the list, in full and, in a report of their own city or county, by their bare name; those
that stand right behind the county they lie in; and villages behind either."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import takewhile

from toolkit.document import Entity
from toolkit.lexicon import read_list, read_table
from toolkit.places.candidates import starts_and_ends_word, word_tag
from toolkit.places.divisions import NATION, Division, successor
from toolkit.places.forms import without_peoples
from toolkit.places.surroundings import in_other_name
from toolkit.places.zones import extend_zone
from toolkit.text import PhraseFinder
from toolkit.text.proper import is_common
from toolkit.text.words import Word, words_of

__all__ = ["find_town_words", "find_towns", "has_town", "town_of", "towns_behind"]

_YEAR_OF_LIST = 2023
_JOINING = frozenset("、至到等和与及的为在将是有已被从向获地区两三四五六七八九十多新老旧站段市镇乡村中东西南北上下内外环")
"""Words of one character that may follow a bare name."""
_NEXT = 5
"""Characters behind a bare name that are looked at."""
_MUNICIPALITIES = ("11", "12", "31", "50")
_KIND = re.compile("(?:街道|民族乡|[镇乡]|苏木)$")
_KIND_BEHIND = re.compile("(?:镇|乡|街道|苏木|社区|村)(?![级域区镇乡庄民容企政])")
_NO_TOWN = re.compile("^[一-龥][城乡村集小强名]镇$")
"""Words rather than names: 向|城镇."""
_NAMES = frozenset(("ns", "nr", "nrt", "nrfg", "nz", "j"))
"""Parts of speech of names."""
_COMMUNITY = re.compile("[一-龥]{1,3}?(?:社区|小区|新村|[东西南北]里)")
"""What behind the bare name of a town makes the name of a community of it: 老山 | 东里社区."""
_NOT_BEHIND = re.compile("[级域区村镇乡民容企政]")
_OTHER_NAMES = frozenset("路街巷河湖山岛江寺峡关口岭塔桥溪湾区县市州省")
"""What behind a bare name makes another name of it."""

# 乡镇, 各镇, 城镇 and the like are no names, nor are towns by what they are (重点镇).
_CHAR = "(?:(?![各全乡镇村市县区的和与及等级城农两个])[一-龥])"
_KINDS = "(?!(?:重点|中心|示范|特色|建制|有关|部分|偏远|边远|百强|历史文化名|集|圩|名|强|小|多|三|两)(?:镇|乡|街道))"
_TOWN = re.compile(
    rf"{_KINDS}{_CHAR}{{1,3}}(?:镇|乡|街道|苏木)(?![级域区村镇乡政党委街道])(?:{_CHAR}{{1,4}}(?:村|社区)(?![级委庄镇民落]))?"
)
_NEXT_TOWN = re.compile(rf"[、和]({_KINDS}{_CHAR}{{1,3}}(?:镇|街道|苏木))(?=[、，。；,;等和]|$)")


def towns_behind(text: str, end: int) -> list[tuple[int, int]]:
    """The towns behind a county that ends at an offset: the first touches it, the others follow in a list.

    Examples
    --------
    >>> text = "阳山县黎埠镇、太平镇和城乡社区"
    >>> [text[start:end] for start, end in towns_behind(text, 3)]
    ['黎埠镇', '太平镇']
    """
    first = _TOWN.match(text, end)
    if not first:
        return []
    spans = [first.span()]
    while following := _NEXT_TOWN.match(text, spans[-1][1]):
        spans.append(following.span(1))
    return spans


def find_towns(text: str, home: Division | None) -> list[Entity]:
    """The towns, townships and streets of a text that the list has; by their bare name those that lie in the reporter's own city or county.

    Examples
    --------
    >>> from toolkit.places.resolve import home_division
    >>> [e.text for e in find_towns("江高镇和太和镇共建，推进钟落潭提速", home_division("广州市", 2023))]
    ['江高镇', '太和镇', '钟落潭']
    """
    found = [_in_full(text, start, name) for start, name in _everywhere().find(text)]
    if home is not None and _own_names(home):
        found += [_own(text, start, name) for start, name in _finder(home).find(text)]
    return list(dict.fromkeys(entity for entity in found if entity))


def find_town_words(text: str, home: Division | None) -> list[tuple[int, int]]:
    """Where words stand that are also bare names of towns in the reporter's own city or county (太阳镇)."""
    if home is None or not _own_words(home):
        return []
    found = ((start, start + len(name)) for start, name in _word_finder(home).find(text))
    return [span for span in found if starts_and_ends_word(text, *span)]


def town_of(text: str, end: int, division: Division) -> int | None:
    """Where a town ends that begins at an offset, right behind the county or city it lies in, by its bare name (康定 | 新都桥)."""
    stem = division.code[:4] if division.level == "prefecture" else division.code
    for length in (4, 3, 2):
        name = text[end : end + length]
        if len(name) < length or name not in _bare_names(stem):
            continue
        kind = _KIND_BEHIND.match(text, end + length)
        if kind:
            return kind.end()
        other = text[end + length : end + length + 1] in _OTHER_NAMES or _COMMUNITY.match(text, end + length)
        return None if other else end + length
    return None


@lru_cache(maxsize=4096)
def _bare_names(stem: str) -> frozenset[str]:
    """The bare names, no words, of the towns in a county or prefecture."""
    return frozenset(name for name in map(_bare, _names_in(stem)) if len(name) > 1 and not _is_word(name))


def has_town(home: Division, name: str) -> bool:
    """Whether a town of this bare name lies in the province of a place."""
    return name in _towns_of_province(home.code[:2])


@lru_cache(maxsize=64)
def _towns_of_province(code: str) -> frozenset[str]:
    return frozenset(_KIND.sub("", name) for name in _names_in(code))


def _in_full(text: str, start: int, name: str) -> Entity | None:
    end = start + len(name)
    if _NOT_BEHIND.match(text, end) or not starts_and_ends_word(text, start, end, within=True):
        return None
    return None if in_other_name(text, start, end, nation=False) else _town(text, start, end)


def _own(text: str, start: int, name: str) -> Entity | None:
    end = start + len(name)
    if name in _full_names():
        return _in_full(text, start, name)
    kind = _KIND_BEHIND.match(text, end)
    if text[end : end + 1] in _OTHER_NAMES and not kind:
        return None
    if not starts_and_ends_word(text, start, end, within=bool(kind)) or (not kind and _in_brand(text, end)):
        return None
    end = kind.end() if kind else end
    return None if in_other_name(text, start, end, nation=False) else _town(text, start, end)


def _in_brand(text: str, end: int) -> bool:
    """Whether a word that reports do not use follows: the name of a product, a firm or a smaller place (西牛 | 麻竹笋)."""
    following = words_of(text[end : end + _NEXT])
    if not following or not "一" <= following[0].text[0] <= "龥":
        return False
    word = following[0]
    return word.text not in _JOINING if len(word.text) == 1 else not is_common(word)


def _town(text: str, start: int, end: int) -> Entity:
    end, zone = extend_zone(text, end)
    if zone:
        return Entity(start, end, text[start:end], "PLACE", "zone", text[start:end])
    return Entity(start, end, text[start:end], "PLACE", "town", text[start:end])


@lru_cache(maxsize=1)
def _everywhere() -> PhraseFinder:
    """Finds the full names of all towns, without those that may be no names (中心镇)."""
    return PhraseFinder(name for name in _full_names() if len(name) > 2 and not _NO_TOWN.search(name) and not _is_word(_KIND.sub("", name)))


@lru_cache(maxsize=256)
def _finder(home: Division) -> PhraseFinder:
    return PhraseFinder(_own_names(home))


@lru_cache(maxsize=256)
def _word_finder(home: Division) -> PhraseFinder:
    return PhraseFinder(_own_words(home))


@lru_cache(maxsize=256)
def _own_names(home: Division) -> frozenset[str]:
    """The names of the towns in a city or county, in full, and bare where they are no words of the language."""
    full, bare = _own_towns(home)
    return full | frozenset(name for name in bare if not _is_word(name))


@lru_cache(maxsize=256)
def _own_words(home: Division) -> frozenset[str]:
    """The bare names of the towns in a city or county that are words of the language."""
    return frozenset(name for name in _own_towns(home)[1] if _is_word(name))


def _own_towns(home: Division) -> tuple[frozenset[str], frozenset[str]]:
    """The names of the towns in a city or county, in full and bare; none of a province."""
    if home is NATION or (home.level == "province" and home.code[:2] not in _MUNICIPALITIES):
        return frozenset(), frozenset()
    now = successor(home, _YEAR_OF_LIST) or home
    stem = now.code[:2] if now.level == "province" else now.code[:4] if now.level == "prefecture" else now.code
    full = frozenset(name for name in _names_in(stem) if len(name) > 2)
    return full, frozenset(name for name in map(_bare, full) if len(name) > 1)


def _is_word(name: str) -> bool:
    """Whether a name is a word that reports use for something else too."""
    return name in _ordinary() or is_common(Word(name, "", 0)) or (word_tag(name) or "ns") not in _NAMES


@lru_cache(maxsize=1)
def _full_names() -> frozenset[str]:
    traps = frozenset(read_list("place_traps.txt"))
    return frozenset(_names_in("")) - traps


@lru_cache(maxsize=1)
def _ordinary() -> frozenset[str]:
    return frozenset(read_list("place_words.txt"))


def _names_in(stem: str) -> Iterator[str]:
    """The names of the towns in the counties whose code begins so."""
    counties = list(_towns())
    first = bisect_left(counties, stem)
    return (name for county in takewhile(lambda county: county.startswith(stem), counties[first:]) for name in _towns()[county])


def _bare(name: str) -> str:
    """The name of a town without its kind and the peoples it is named after."""
    return without_peoples(_KIND.sub("", name))


@lru_cache(maxsize=1)
def _towns() -> Mapping[str, tuple[str, ...]]:
    """The towns of each county, in order of the codes of the counties."""
    return {row["county"]: tuple(row["towns"].split(" ")) for row in sorted(read_table("towns.tsv"), key=lambda row: row["county"])}
