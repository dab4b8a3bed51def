"""At what time of its year a figure was reached, where its sentence names a month before the last or a part of the year."""

import re

import pandas as pd

from toolkit.grammar.numerals import COUNT
from toolkit.grammar.times import YEAR

__all__ = ["moments"]

_TIME = re.compile(
    f"(?P<within>(?<![0-9十])(?!12月|十二月)(?:[0-9]{{1,2}}|[{COUNT}]{{1,2}})月|上半年|年中|[{COUNT}](?<!四)季度)"
    f"|12月|十二月|年[末底]|全年|{YEAR}年(?![0-9{COUNT}]{{1,2}}月)"
)
_REACH = 120
_BEHIND = re.compile("[（(][^（）()]{0,12}?((?<![0-9])(?:[1-9]|1[01])月)[^（）()]{0,4}[）)]")


def moments(sources: pd.DataFrame) -> "pd.Series[str]":
    """Return the month or the part of the year that each level was reached in, empty for one of the whole year or its end.

    Parameters
    ----------
    sources : DataFrame
        With ``sentence, text, measure``.

    Examples
    --------
    >>> told = "2024年7月末有商户35万户，年末有41万户。"
    >>> figures = pd.DataFrame({"sentence": told, "text": ["35万户", "41万户"], "measure": "level"})
    >>> moments(figures).tolist()
    ['7月', '']
    """
    rows = zip(sources["sentence"], sources["text"], sources["measure"], strict=True)
    told = [_moment(sentence, text) if measure == "level" and isinstance(sentence, str) else "" for sentence, text, measure in rows]
    return pd.Series(told, index=sources.index, dtype="object")


def _moment(sentence: str, text: str) -> str:
    """The part of the year named last before the figure, or in brackets behind it."""
    at = sentence.find(text)
    if at < 0:
        return ""
    if behind := _BEHIND.match(sentence, at + len(text)):
        return behind[1]
    named = list(_TIME.finditer(sentence, max(0, at - _REACH), at))
    return named[-1]["within"] or "" if named else ""
