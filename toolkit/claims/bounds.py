"""Bounds that are stated at a distance from the number: 最高补助50万元, 约占全球的四分之三."""

import re

from toolkit.document import Bound
from toolkit.grammar.numerals import HAN_NUMERAL
from toolkit.grammar.quantities import Quantity

__all__ = ["shared_bound", "stated_bound"]

_GAP = "[^，。；：、\n0-9]"
_DISTANT: tuple[tuple[re.Pattern[str], Bound], ...] = (
    (re.compile(f"最[高多](?:不超过)?{_GAP}{{0,8}}$|(?:不超过|不高于|不得超过|控制在){_GAP}{{0,6}}的$|上限(?:为|是)?$"), "max"),
    (re.compile(f"(?:最[低少快]|至少|不少于|不低于|不得低于){_GAP}{{0,6}}$|(?:突破|超过|超|多)了$|下限(?:为|是)?$"), "min"),
    (re.compile(f"(?:大约|约)(?:占|有|为|合|相当于){_GAP}{{0,8}}$"), "approx"),
)
_EACH = re.compile("分别|均|都")
_NUMERAL = re.compile(f"[0-9{HAN_NUMERAL}]")


def shared_bound(text: str, gap: int, quantity: Quantity) -> Bound:
    """Return the bound that the word before a figure sets for those coordinated with it too (分别超过40%和35%)."""
    leads = not _NUMERAL.match(text, quantity.start)
    return quantity.bound if leads and _EACH.search(text, gap, quantity.start) else "exact"


def stated_bound(text: str, gap: int, quantity: Quantity, shared: Bound) -> Bound:
    """Return the bound of a figure, also where the word that sets it does not touch the number.

    Parameters
    ----------
    text : str
    gap : int
        Where the words that belong to this figure alone begin.
    quantity : Quantity
    shared : Bound
        What a word before the figures that this one is coordinated with sets for all of them.
    """
    if quantity.bound != "exact":
        return quantity.bound
    for pattern, bound in _DISTANT:
        if pattern.search(text, max(gap, quantity.start - 16), quantity.start):
            return bound
    return shared
