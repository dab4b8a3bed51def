"""How results were made, in words for readers: the calls of a trail, the options, and the names of tables."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from toolkit.figures.style import Language
from toolkit.lexicon import read_table

__all__ = ["calls_of", "in_words", "option_name", "shown_option", "table_name"]

_SERIES = re.compile(r"Series\('([^']*)', \[[^\]]*\]\)")
_FIELD = re.compile(r"\{([a-z_]+)\}")
_MORE = re.compile("(?:, )?… ([0-9,]+) in all")


def in_words(trail: Sequence[str], *, lang: Language) -> list[str]:
    """Return the steps of a trail in Chinese, without those that are not known; none in English, where the calls speak for themselves.

    Examples
    --------
    >>> in_words(["count_terms(unit='section', stop_words='all')", "prevalence(by=['year'])"], lang="zh")
    ['以章节为单位统计词频（停用词：通用词和公文套语）', '按年份计算各主题的占比']
    """
    wordings = _wordings(lang)
    known = [(step, wordings.get(("call", _call(step)))) for step in trail]
    return [_filled(step, words, lang) for step, words in known if words]


def calls_of(trail: Sequence[str]) -> list[str]:
    """Return the calls of a trail; of labels that group rows only the name.

    Examples
    --------
    >>> calls_of(["rank_keywords(by=Series('period', ['2010年代', '2020年代']), k=60)"])
    ['rank_keywords(by=period, k=60)']
    """
    return [_SERIES.sub(r"\1", step) for step in trail]


def option_name(name: str, *, lang: Language) -> str:
    """Return the name of an option; one without wording stands as it is."""
    return _wordings(lang).get(("option", name), name)


def shown_option(value: object, *, lang: Language) -> str:
    """Return the value of an option."""
    return "、".join(map(str, value)) if isinstance(value, (list, tuple)) else _wordings(lang).get(("value", str(value)), str(value))


def table_name(name: str, *, lang: Language) -> str:
    """Return the name of a table of an analysis.

    Examples
    --------
    >>> table_name("topic_years", lang="zh")
    '主题逐年占比'
    """
    return _wordings(lang).get(("table", name), name)


def _call(step: str) -> str:
    """The name of a call; one that drops what it names is another step for readers than one that drops by number."""
    name = step.split("(", 1)[0]
    return f"{name}(drop)" if name == "trim" and "drop=[]" not in step else name


def _filled(step: str, words: str, lang: Language) -> str:
    return _FIELD.sub(lambda field: _option_of(step, field[1], lang), words)


def _option_of(step: str, name: str, lang: Language) -> str:
    """The value of an option of a call, as readers are told it."""
    found = re.search(rf"[(, ]{name}=(?:Series\('([^']*)'|'([^']*)'|\[([^\]]*)\]|([^,)]*))", step)
    if found is None:
        return "—"
    listed = _MORE.sub(r"等 \1 个", found[3] or "").replace("'", "").replace(", ", "、")
    value = found[1] or found[2] or listed or found[4] or ""
    return _wordings(lang).get(("value", value), value)


@cache
def _wordings(lang: Language) -> Mapping[tuple[str, str], str]:
    return {(row["kind"], row["name"]): row["chinese" if lang == "zh" else "english"] for row in read_table("page_provenance.tsv")}
