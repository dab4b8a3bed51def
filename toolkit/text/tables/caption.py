"""What stands above a table: its title and the unit of its figures."""

import re
from collections.abc import Sequence

from toolkit.text.tables.runs import Line, caption_lines

__all__ = ["caption_units"]

_UNIT = re.compile(r"单\s*位\s*[:：为]\s*([^\s\t，。；）)】]{1,24})")
_UNITS = re.compile("[、,，/](?![^（(]*[）)])")


def caption_units(text: str, lines: Sequence[Line]) -> tuple[str, ...]:
    """Return the units that the caption of a table states (单位：万元、%), above it or in its first lines."""
    start = lines[0][0].start
    tops = [text[span.start : span.end] for line in lines[:3] for span in line]
    for line in [*tops, *caption_lines(text, start)]:
        if match := _UNIT.search(line):
            return tuple(unit for unit in _UNITS.split(match[1]) if unit)
    return ()
