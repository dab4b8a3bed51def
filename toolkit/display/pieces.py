"""The pieces that every view is made of: a card with a heading, facts in a line, a table.

Styles stand in the elements themselves: notebooks that are not trusted, and pages that notebooks are exported to, drop style sheets.
"""

import html
from collections.abc import Iterable, Mapping, Sequence

__all__ = ["CELL", "card", "escaped", "facts", "table_html"]

CELL = "text-align:left;vertical-align:top;padding:.15em .6em;white-space:normal;max-width:36em"
_NUMBER = "text-align:right;vertical-align:top;padding:.15em .6em;white-space:nowrap"
_HEAD = "padding:.15em .6em;border-bottom:1px solid #999;text-align:"
_GREY = "color:#777;font-size:90%"


def escaped(value: object) -> str:
    """Return a value as text of HTML; what is missing as nothing, and numbers short where digits tell nothing.

    Examples
    --------
    >>> escaped("<b>"), escaped(None), escaped(1 / 3), escaped(3934000000.0)
    ('&lt;b&gt;', '', '0.333333', '3,934,000,000')
    """
    if value is None or value != value or type(value).__name__ in ("NAType", "NaTType"):
        return ""
    if isinstance(value, float):
        return f"{value:,.0f}" if value.is_integer() and abs(value) < 1e18 else f"{value:.6g}"
    return html.escape(str(value))


def card(title: str, *parts: str) -> str:
    """Return a heading with what stands below it, which is HTML already."""
    return f'<div lang="zh"><div style="font-weight:bold">{escaped(title)}</div>{"".join(parts)}</div>'


def facts(known: Mapping[str, object]) -> str:
    """Return what is known as one grey line, unknown facts left out.

    Examples
    --------
    >>> facts({"place": "清远市", "year": None}).count("清远市"), "year" in facts({"place": "清远市", "year": None})
    (1, False)
    """
    shown = (f"{escaped(name)}: {text}" for name, value in known.items() if (text := escaped(value)))
    return f'<div style="{_GREY}">{" · ".join(shown)}</div>'


def table_html(columns: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: frozenset[str] = frozenset(), note: str = "") -> str:
    """Return a table.

    Parameters
    ----------
    columns : sequence of str
        The heads.
    rows : iterable of sequence of str
        Cells that are HTML already.
    numbers : frozenset of str
        Columns that hold numbers, set to the right.
    note : str
        A line below.
    """
    head = "".join(f'<th style="{_HEAD}{"right" if name in numbers else "left"}">{escaped(name)}</th>' for name in columns)
    styles = [_NUMBER if name in numbers else CELL for name in columns]
    body = "".join(
        "<tr>" + "".join(f'<td style="{style}">{cell}</td>' for style, cell in zip(styles, row, strict=True)) + "</tr>" for row in rows
    )
    below = f'<div style="{_GREY}">{escaped(note)}</div>' if note else ""
    return f'<table style="border-collapse:collapse"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{below}'
