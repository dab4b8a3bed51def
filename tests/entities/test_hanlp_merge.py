import pytest

from toolkit.document import Entity
from toolkit.entities.hanlp_merge import merge_entities
from toolkit.entities.hanlp_pieces import pieces

LAW = Entity(10, 14, "《税法》", "POLICY")
COUNTY = Entity(0, 3, "阳山县", "PLACE", id="441823")


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        ([Entity(5, 9, "纺织三厂", "ORG")], ["阳山县", "纺织三厂", "《税法》"]),
        ([Entity(0, 6, "阳山县林场站", "ORG")], ["阳山县林场站", "《税法》"]),
        ([Entity(0, 3, "阳山县", "ORG")], ["阳山县", "《税法》"]),
        ([Entity(11, 13, "税法", "ORG")], ["阳山县", "《税法》"]),
        ([Entity(9, 15, "按《税法》办", "ORG")], ["阳山县", "《税法》"]),
        ([Entity(5, 9, "某某行动", "POLICY")], ["阳山县", "《税法》"]),
        ([Entity(2, 5, "县境内", "PLACE")], ["阳山县", "《税法》"]),
    ],
)
def test_rules_decide_and_the_model_adds(model, expected):
    assert [e.text for e in merge_entities([COUNTY, LAW], model)] == expected


@pytest.mark.parametrize("text", ["", "一句。两句；三句\n四句", "长" * 450, "。。。\n"])
def test_pieces_stand_where_they_say_and_stay_short(text):
    found = list(pieces(text))
    assert all(text[start : start + len(piece)] == piece and 0 < len(piece) <= 200 for start, piece in found)
    assert sum(len(piece) for _, piece in found) >= len(text.replace("\n", "").replace("。", ""))
