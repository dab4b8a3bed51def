"""The names of a place and of what lies in it."""

import pytest

from toolkit.places import names_within


@pytest.mark.parametrize(
    ("code", "has", "lacks"),
    [
        ("440000", {"广东", "广东省", "清远", "连南县", "粤", "穗", "珠三角", "粤北"}, {"长沙", "中国", "湘"}),
        ("530000", {"滇", "昆", "滇中"}, {"黔"}),
        ("150000", {"蒙"}, {"藏"}),
        ("441800", {"清远市", "连南瑶族自治县"}, {"广东", "佛山"}),
        ("000000", {"全国", "中国"}, {"广东"}),
    ],
)
def test_names_within(code, has, lacks):
    names = names_within(code)
    assert has <= names
    assert not lacks & names
