"""Notes and errors of a corpus in Chinese."""

import re
from collections.abc import Mapping
from functools import cache

from toolkit.figures.style import Language
from toolkit.lexicon import read_table

__all__ = ["in_chinese", "kind_name", "stage_name", "with_titles"]

_KINDS = {
    "short": "过短", "duplicate": "重复", "lost characters": "缺字", "mixed script": "繁体", "low OCR confidence": "识别不清",
    "unread part": "部分未读", "unread column": "列值未用",
    "no title": "无标题", "no type": "无文种", "no place": "无地区", "no year": "无年份",
}  # fmt: skip
_OTHER = re.compile("(the text is (?:nearly )?that of )(.+)", re.DOTALL)
_STAGES = {"read": "读取", "clean": "清理", "structure": "结构", "compare": "查重"}


def in_chinese(message: str) -> str:
    """Return what a note or an error says in Chinese; one that is not known stays as it is.

    Examples
    --------
    >>> in_chinese("the text has 40 characters only: see whether the source holds more")
    '全文只有 40 个字：请看来源是否还有内容'
    """
    for pattern, chinese in _wordings():
        if found := pattern.fullmatch(message):
            return found.expand(chinese)
    return message


def with_titles(note: str, titles: Mapping[str, str]) -> str:
    """Return a note with the title of the document that it compares its own with.

    Examples
    --------
    >>> with_titles("the text is that of a.txt", {"a.txt": "河道通告"})
    'the text is that of 河道通告'
    """
    found = _OTHER.fullmatch(note)
    return note if found is None else f"{found[1]}{titles.get(found[2], found[2])}"


def kind_name(kind: str, lang: Language) -> str:
    """Return the name of a kind of note."""
    return _KINDS.get(kind, kind) if lang == "zh" else kind


def stage_name(stage: str, lang: Language) -> str:
    """Return the name of a stage of building."""
    return _STAGES.get(stage, stage) if lang == "zh" else stage


@cache
def _wordings() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["pattern"], re.DOTALL), row["chinese"]) for row in read_table("page_messages.tsv"))
