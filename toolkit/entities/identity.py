"""One identity for a policy that texts write in several ways."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from toolkit.document import Entity
from toolkit.grammar.numerals import COUNT

__all__ = ["policy_key", "with_identities"]

_MARKS = re.compile(r"[“”《》〈〉\s]|[（(](?:试行|暂行|草案|修订稿?|修正|征求意见稿)[）)]$")
_PERIOD = re.compile(f"第([{COUNT}]+)个?五年(规划|计划)")


@lru_cache(maxsize=65536)
def policy_key(name: str) -> str:
    """The name of a policy without what may differ from text to text: marks, remarks on trial, the long form of a plan's period.

    Examples
    --------
    >>> policy_key("“十四五”规划"), policy_key("第十四个五年规划"), policy_key("物业管理办法（试行）")
    ('十四五规划', '十四五规划', '物业管理办法')
    """
    return _PERIOD.sub(r"\1五\2", _MARKS.sub("", name))


def with_identities(entities: Sequence[Entity]) -> list[Entity]:
    """The entities, each policy with an `id`: the one it has, else the key of its name; a document number has its title's or none."""
    return [
        replace(entity, id=policy_key(entity.name or entity.text))
        if entity.type == "POLICY" and entity.id is None and entity.subtype != "document_number" else entity
        for entity in entities
    ]  # fmt: skip
