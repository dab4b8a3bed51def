"""Standard indicators by whatever name a reader knows them."""

from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches
from functools import cache
from unicodedata import normalize

import pandas as pd

from toolkit.errors import InvalidValue, invalid
from toolkit.grammar.units import units
from toolkit.lexicon import read_table

__all__ = ["standard_indicators", "suggest_indicators"]

_LIKE = 0.5
_NEAR = 3


def _plain(name: str) -> str:
    return normalize("NFKC", name).strip().casefold()


@cache
def _aliases() -> dict[str, tuple[str, ...]]:
    """The other names of each standard indicator, in the order of the file."""
    rows = read_table("indicators.tsv")
    return {
        row["indicator"]: tuple(filter(None, (*row["variants"].split("|"), *row["change_variants"].split("|")))) for row in rows
    }


def standard_indicators(names: Iterable[str], *, others: Iterable[str] = ()) -> list[str]:
    """Return the standard indicators that names stand for: their own names, or other names they go by (GDP).

    Parameters
    ----------
    names : iterable of str
    others : iterable of str
        Further indicators that stand for themselves.

    Raises
    ------
    InvalidValue
        A name is that of no indicator; the nearest are named.

    Examples
    --------
    >>> standard_indicators(["gdp", "财政收入"])
    ['地区生产总值', '财政收入']
    """
    known = {*_aliases(), *others}
    return [name if name in known else _meant(name, known) for name in names]


def _meant(name: str, known: Iterable[str]) -> str:
    for indicator, aliases in _aliases().items():
        if _plain(name) in map(_plain, (indicator, *aliases)):
            return indicator
    near = suggest_indicators(name, k=_NEAR)["indicator"].tolist() if name.strip() else []
    near = near or get_close_matches(name, sorted(known), n=_NEAR, cutoff=0.3)
    hint = f" (did you mean {', '.join(map(repr, near))}?)" if near else ""
    raise InvalidValue(f"indicator={name!r} is no standard indicator of toolkit/data/indicators.tsv{hint}")


def suggest_indicators(text: str, *, k: int = 20) -> pd.DataFrame:
    """Return the standard indicators that a word can mean, the nearest first.

    Parameters
    ----------
    text : str
        A part of a name: 财政, 失业, GDP.
    k : int
        How many at most.

    Returns
    -------
    DataFrame
        ``indicator`` (the name that `claims_panel` takes), ``unit`` (the base unit of its level, several separated by 、; empty for
        plain numbers), ``matched`` (the name that matched), ``aliases`` (all other names, separated by 、). First come those whose
        name is the word, then whose other name is, whose name begins with it, holds it, whose other name holds it, and those that are
        only spelt alike. Without rows where nothing is near.

    Examples
    --------
    >>> suggest_indicators("GDP", k=1)[["indicator", "unit", "matched"]].values.tolist()
    [['地区生产总值', '元', 'GDP']]
    >>> suggest_indicators("城镇调查")["indicator"].tolist()[0]
    '城镇调查失业率'
    """
    if not text.strip():
        raise InvalidValue("text='' is not allowed: give a part of the name of an indicator, such as 财政")
    if k < 1:
        raise invalid("k", k, "1 or more")
    ranked = sorted(
        (rank, order, indicator, matched)
        for order, indicator in enumerate(_aliases())
        for rank, matched in (_nearest(_plain(text), indicator),)
        if matched
    )
    rows = [(indicator, _unit(indicator), matched, "、".join(_aliases()[indicator])) for _, _, indicator, matched in ranked[:k]]
    return pd.DataFrame(rows, columns=["indicator", "unit", "matched", "aliases"])


def _nearest(text: str, indicator: str) -> tuple[tuple[float, int], str]:
    """How near a name of an indicator comes to a text (smaller is nearer), and which; no name where none is near."""
    ranked = []
    for name in (indicator, *_aliases()[indicator]):
        plain, own = _plain(name), name == indicator
        if plain == text:
            kind = 0.0 if own else 1.0
        elif text in plain:
            kind = (2.0 if plain.startswith(text) else 3.0) if own else 4.0
        else:
            like = SequenceMatcher(None, text, plain).ratio()
            kind = 6.0 - like if like >= _LIKE else 9.0
        ranked.append(((kind, len(name)), name))
    best, name = min(ranked)
    return best, name if best[0] < 9 else ""


def _unit(indicator: str) -> str:
    row = next(row for row in read_table("indicators.tsv") if row["indicator"] == indicator)
    bases = {kind: next((unit.base for unit in units().values() if unit.kind == kind), "") for kind in row["unit_kinds"].split("|")}
    return "、".join(filter(None, bases.values()))
