"""The words by which a text names whose figures follow: the report's own place, levels of government, parts (我市, 市本级, 开发区)."""

import re
from functools import cache

from toolkit.grammar.levels import OWN_LEVEL
from toolkit.grammar.numerals import COUNT
from toolkit.lexicon import read_table
from toolkit.text.patterns import PatternFinder

__all__ = ["COUNTED", "is_facility", "owner_finder", "scope_words"]

_OWN_WORD = f"(?:{OWN_LEVEL}|[全我本]自治[州县旗])(?!域|场|性|级|直|委|政府(?!性)|人大|政协)|全疆|我区"
_FINANCE = (
    "(?:一般|公共|财政|政府性|国有资本|社会保险|社保|预算|税收|收入|支出|收支|基金|“?三公|“?四本|部门|地方政府|政府债|再融资|债[务券]|财力"
    "|转移支付|提前下达|留用)"
)
_LEVEL = (
    f"(?<![各全])(?:自治[区州县旗]|[省市县区州盟旗地]|乡镇)本级|(?:自治[区州县旗]|[省市县区州盟旗地]|乡镇)级(?={_FINANCE})"
    f"|(?<![各全])[省市县区州]直(?=部门|单位|机关|预算)"
)
COUNTED = re.compile(
    f"[0-9两{COUNT}](?:(?<=[0-9])[0-9]{{0,3}}|(?<=[两{COUNT}])[两{COUNT}]{{0,2}})"
    "(?:个[^，。；：、（）0-9\\s]{0,6}?"
    "(?:县（市、?区?）|县（区）|市县|县区|区县|县市区?|城区|市州|州市|[县市区州]|乡镇|园区|基地|企业|行业|产业)|大[^，。；：、（）0-9\\s]{0,4}?(?:园区|基地))"
    "(?![^，。；]{0,2}[的、和])"
)
"""44个县（市）, 六大产业基地: what is told of so many is told of a part."""


@cache
def scope_words(kind: str) -> tuple[str, ...]:
    return tuple(row["word"] for row in read_table("scope_words.tsv") if row["kind"] == kind)


@cache
def owner_finder() -> PatternFinder[str]:
    parts = "|".join(sorted((*scope_words("part"), *scope_words("region"), *scope_words("share")), key=len, reverse=True))
    return PatternFinder({"own": _OWN_WORD, "level": _LEVEL, "part": parts})


def is_facility(word: str) -> bool:
    """Whether a word names a facility (水电站, 线); 发展 is no 展."""
    return any(word == head if len(head) == 1 else word.endswith(head) for head in scope_words("facility"))
