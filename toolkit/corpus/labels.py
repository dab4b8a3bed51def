"""Names under which pages and exports state facts of a document, and the lines of a text that do so: 【发布部门】甲市人民政府."""

import re
from collections.abc import Sequence
from functools import lru_cache

from toolkit.corpus.raw import Stated
from toolkit.lexicon import read_table

__all__ = ["MARKS", "label_fields", "labelled_lines"]

MARKS = "【】[]〔〕 "
_BRACKETED = re.compile(r"【([^【】\n]{2,12})】[ \t:：]*(.*)")
_PLAIN = re.compile(r"([\u4e00-\u9fff]{2,6})[ \t]*[:：][ \t]*(\S.*)")
_FACTS = frozenset(("title", "issuer", "doc_number", "date"))
"""What a line without brackets is believed: a source or a site is said of a page, not of the text."""


@lru_cache(maxsize=1)
def label_fields() -> dict[str, str]:
    """The field of each label, labels in lower case."""
    return {row["name"].lower(): row["field"] for row in read_table("page_fields.tsv")}


def labelled_lines(lines: Sequence[str]) -> tuple[list[Stated], list[str]]:
    """Return the facts that lines at the head of a text state, and the lines that state none.

    Examples
    --------
    >>> facts, others = labelled_lines(["【法宝引证码】 CLI.1.1", "【发布部门】甲市人民政府", "甲市城市管理办法"])
    >>> [(fact.field, fact.value) for fact in facts], others
    ([('issuer', '甲市人民政府')], ['甲市城市管理办法'])
    """
    facts: list[Stated] = []
    others: list[str] = []
    for line in lines:
        bracketed = _BRACKETED.fullmatch(line)
        match = bracketed or _PLAIN.fullmatch(line)
        field = label_fields().get(match[1]) if match else None
        if match and field in _FACTS and match[2].strip():
            facts.append(Stated(field, match[2].strip(), f"text field {match[1]}"))
        elif not bracketed:
            others.append(line)
    return facts, others
