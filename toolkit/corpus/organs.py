"""Names of bodies that issue documents, told by how they end."""

import re
from functools import lru_cache

from toolkit.lexicon import read_table

__all__ = ["is_national", "organ_names"]

_TITLE_OF_PERSON = re.compile(
    r"(?:局长|厅长|主任|部长|市长|省长|县长|区长|州长|主席|书记|院长|检察长|秘书长|总理|副总理)(?:[ \u3000].{0,12})?$"
)
_TWO_OFFICES = re.compile("总理|委员兼|书记兼|长兼")
_TWICE = re.compile(r"([局厅部院])\1$")
_HAN_NAME = re.compile(r"[\u4e00-\u9fff]{3,30}")
_SPACED = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff](?: |$))")
_ENGLISH = re.compile(
    r"(?:(?:General )?(?:Office|Department|Bureau) of the )?(?:(?:State Council|Ministry|National|State|China|Chinese|Central|Cyberspace|"
    r"Supreme People's|People's Bank of China|General Administration|Standing Committee of the National|All-China|CPC|"
    r"Communist Party of China)(?![a-z]))"
)
_LOCAL_ENGLISH = re.compile(r"\b(?:Provincial|Municipal|County|District|Prefectural|Autonomous Region|City)\b")
_REPUBLIC = "中华人民共和国"


@lru_cache(maxsize=1)
def _endings() -> re.Pattern[str]:
    names = sorted((row["name"] for row in read_table("issuer_endings.tsv")), key=lambda name: (-len(name), name))
    return re.compile("(?:" + "|".join(map(re.escape, names)) + ")$")


@lru_cache(maxsize=1)
def _national() -> re.Pattern[str]:
    names = "|".join(re.escape(row["name"]) for row in read_table("issuer_endings.tsv") if row["scope"] == "national")
    return re.compile(f"(?:{names})(?:办公.*)?|(?:国务院|中共中央|全国人民代表大会|全国人大).*")


def organ_names(line: str) -> tuple[str, ...]:
    """Return the names of the bodies that a line consists of; nothing where it holds anything else.

    Examples
    --------
    >>> organ_names("长沙市统计局 国家统计局长沙调查队")
    ('长沙市统计局', '国家统计局长沙调查队')
    >>> organ_names("石 家 庄 市 统 计 局"), organ_names("常德市财政局局长 徐荩"), organ_names("加强财政局建设。")
    (('石家庄市统计局',), ('常德市财政局',), ())
    """
    closed = _SPACED.sub("", line.strip().replace("\u3000", " "))
    closed = _TWICE.sub(r"\1", _TITLE_OF_PERSON.sub(lambda match: _office(match.group()), closed))
    if _TWO_OFFICES.search(closed):
        return ()
    names = [part for part in re.split(r"[\s、，,]+", closed) if part]
    return tuple(names) if names and all(_HAN_NAME.fullmatch(name) and _endings().search(name) for name in names) else ()


def _office(person: str) -> str:
    """Return what a person's title leaves of the name of the office: the 局 of 局长."""
    return person[0] if person[0] in "局厅部院" else ""


def is_national(name: str) -> bool:
    """Tell whether a body acts for the whole country."""
    if name.isascii():
        return bool(_ENGLISH.match(name)) and not _LOCAL_ENGLISH.search(name)
    name = name.removeprefix(_REPUBLIC) or name
    if name.startswith(("国家", "中国")) and len(name) < 24 and _endings().search(name) and "调查" not in name:
        return True
    return _national().fullmatch(name) is not None
