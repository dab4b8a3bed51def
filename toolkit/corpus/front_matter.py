"""Front matter of Markdown files: keys and values between lines of dashes (YAML) or pluses (TOML) before the text."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from toolkit.corpus.columns import KEPT_BESIDES, field_of
from toolkit.corpus.other_columns import column_name
from toolkit.corpus.raw import Stated

__all__ = ["FrontMatter", "read_front_matter"]

_MATTER = re.compile(r"\s*(?:---[ \t]*\n(.*?)\n(?:---|\.\.\.)|\+\+\+[ \t]*\n(.*?)\n\+\+\+)[ \t]*(?:\n|$)", re.DOTALL)
_FACT = re.compile(r"(\w[\w .-]{0,60}?)[ \t]{0,4}(?::[ \t]+|=[ \t]*)(\S.*)")
_KEY = re.compile(r"(\w[\w .-]{0,60}?)[ \t]{0,4}:")
_ITEM = re.compile(r"-[ \t]+(\S.*)")
_QUOTED = re.compile(r"""(["'])(.*)\1""")
_URL = re.compile("https?://")


class FrontMatter(NamedTuple):
    """What front matter states, and where the text begins."""

    stated: tuple[Stated, ...]
    other: tuple[tuple[str, str], ...]
    """What is no field of a document, by name."""
    end: int


def read_front_matter(text: str) -> FrontMatter:
    """Return the front matter at the beginning of a text.

    Examples
    --------
    >>> matter = read_front_matter("---\\n标题: 茶业通报\\n来源: 茶业局\\nsource: https://a.cn\\n标签:\\n- 茶\\n- 桑\\n---\\n全市采茶。")
    >>> [(fact.field, fact.value) for fact in matter.stated], matter.other
    ([('title', '茶业通报')], (('来源', '茶业局'), ('url', 'https://a.cn'), ('标签', '茶、桑')))
    """
    matter = _MATTER.match(text)
    if matter is None:
        return FrontMatter((), (), 0)
    facts = dict(_facts(matter[1] or matter[2]))
    fields = {name: "url" if name == "source" and _URL.match(value) else field_of(name) for name, value in facts.items()}
    return FrontMatter(tuple(_stated(facts, fields)), tuple(_other(facts, fields)), matter.end())


def _stated(facts: Mapping[str, str], fields: Mapping[str, str | None]) -> Iterator[Stated]:
    for name, value in facts.items():
        field = fields[name]
        if field and field not in ("text", "url"):
            yield Stated(field, value, f"front matter {name}")


def _other(facts: Mapping[str, str], fields: Mapping[str, str | None]) -> Iterator[tuple[str, str]]:
    for name, value in facts.items():
        field = fields[name]
        if field is None or field in KEPT_BESIDES:
            yield column_name(field or name), value


def _facts(lines: str) -> Iterator[tuple[str, str]]:
    """Yield keys and values; the items of a list one after another."""
    key = ""
    items: list[str] = []
    for line in [*(line.strip() for line in lines.split("\n")), ""]:
        item = _ITEM.fullmatch(line)
        if item and key:
            items.append(_unquoted(item[1]))
            continue
        if items:
            yield key, "、".join(items)
        items = []
        fact, alone = _FACT.fullmatch(line), _KEY.fullmatch(line)
        key = alone[1] if alone else ""
        if fact:
            yield fact[1], _unquoted(fact[2])


def _unquoted(value: str) -> str:
    return _QUOTED.sub(r"\2", value.strip())
