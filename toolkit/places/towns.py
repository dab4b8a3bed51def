"""Towns, townships and villages, which no gazetteer here lists: known by standing right behind the county they lie in."""

import re

__all__ = ["towns_behind"]

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
