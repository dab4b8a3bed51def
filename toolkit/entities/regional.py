"""Strategies for a region: the region and what is to become of it (京津冀协同发展)."""

import re
from collections.abc import Sequence

from toolkit.document import Entity

__all__ = ["find_regional_strategies"]

_AIM = re.compile(
    "协同发展战略?|经济一体化|(?:区域)?(?:高质量)?一体化(?:高质量)?发展(?:战略)?|生态保护和高质量发展(?:战略)?"
    "|振兴战略|(?:地区)?崛起战略|大开发(?:战略)?|大保护|发展战略|国家战略|协同发展"
)
_SCALES = ("region", "water", "zone")


def find_regional_strategies(text: str, places: Sequence[Entity]) -> list[Entity]:
    """Strategies that are named after the region they are for.

    Examples
    --------
    >>> from toolkit.places import find_places
    >>> text = "深度融入京津冀协同发展"
    >>> [e.text for e in find_regional_strategies(text, find_places(text))]
    ['京津冀协同发展']
    """
    found = []
    for place in places:
        if place.subtype not in _SCALES or ("流域" in place.text and not place.text.startswith("黄河")):
            continue
        aim = _AIM.match(text, place.end)
        if aim:
            span = text[place.start : aim.end()]
            found.append(Entity(place.start, aim.end(), span, "POLICY", "strategy", f"{place.name}{aim.group()}"))
    return found
