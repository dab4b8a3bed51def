"""Markdown: tables of pipes become rows with tabs; everything else stays as it is."""

import re
from collections.abc import Iterator

__all__ = ["pipes_to_tabs"]

_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_PIPE = re.compile(r"(?<!\\)\|")


def pipes_to_tabs(text: str) -> str:
    """Return the text with the tables of Markdown as rows whose cells are set apart by tabs.

    A table is a line with pipes above a line of dashes and pipes, and the lines with pipes below.

    Examples
    --------
    >>> pipes_to_tabs("| 指标 | 数值 |\\n| --- | ---: |\\n| 产量 | 12 |\\n完。")
    '指标\\t数值\\n产量\\t12\\n完。'
    """
    return "\n".join(_lines(text.split("\n"))) if "|" in text else text


def _lines(lines: list[str]) -> Iterator[str]:
    inside = False
    for place, line in enumerate(lines):
        following = lines[place + 1] if place + 1 < len(lines) else ""
        if inside and _is_rule(line):
            continue
        inside = "|" in line and (inside or _is_rule(following))
        yield _row(line) if inside else line


def _is_rule(line: str) -> bool:
    return "|" in line and _RULE.fullmatch(line) is not None


def _row(line: str) -> str:
    bare = line.strip()
    cells = _PIPE.split(bare.removeprefix("|").removesuffix("|"))
    return "\t".join(cell.strip().replace("\\|", "|") for cell in cells)
