"""What holds for the entities of any text."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.entities import extract_entities
from toolkit.errors import InvalidValue

PIECES = st.sampled_from(
    ["《", "》", "“", "”", "（以下简称“", "办法", "行动", "实施", "印发", "工程", "规划", "、", "等", "清远市", "市委", "省", "大学",
     "环境保护法", "国发〔2023〕1号", "\n", "，", "京津冀", "协同发展", "公司", "的", "和", "2023年"]
)  # fmt: skip


def holds(text, found):
    assert all(text[e.start : e.end] == e.text and e.text for e in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


def kinds(text):
    return [(e.start, e.end, e.type, e.subtype, e.id) for e in extract_entities(text)]


@settings(deadline=None)
@given(st.text())
def test_any_unicode(text):
    holds(text, extract_entities(text, place="清远市", year=2023))


@settings(deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_mixture_of_cues(text):
    holds(text, extract_entities(text, place="清远市", year=2023))


@settings(deadline=None)
@given(st.lists(PIECES, max_size=20).map("".join))
def test_half_and_full_width_commas_are_equal(text):
    full, half = text.replace(",", "，"), text.replace("，", ",")
    assert kinds(full) == kinds(half)


@pytest.mark.parametrize(
    "text", ["", "市", "《" * 5000, "《" * 2000 + "办法" + "》" * 2000, "“" * 5000, "（以下简称“" * 1000, "规划行动" * 500],
    ids=["empty", "one", "open", "nested", "quotes", "aliases", "nouns"],
)  # fmt: skip
def test_hostile_text(text):
    holds(text, extract_entities(text))


def test_an_unknown_engine_is_refused():
    with pytest.raises(InvalidValue, match="engine='rule' is not allowed"):
        extract_entities("市委", engine="rule")
