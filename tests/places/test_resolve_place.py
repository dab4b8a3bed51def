"""One name to one place."""

import pytest

from toolkit.places import Place, resolve_place


@pytest.mark.parametrize(
    ("name", "year", "within", "adcode"),
    [
        ("清远市", 2023, None, "441800"),
        ("清远", 2023, None, "441800"),
        ("连南县", 2023, "清远市", "441826"),
        ("连南", 2023, "清远市", "441826"),
        ("连南瑶族自治县", 2023, None, "441826"),
        ("内蒙古", 2023, None, "150000"),
        ("新疆", 2023, None, "650000"),
        ("吉林", 2023, None, "220000"),
        ("朝阳区", 2023, "北京市", "110105"),
        ("朝阳区", 2023, "长春市", "220104"),
        ("朝阳", 2023, "辽宁省", "211300"),
        ("海南", 2023, None, "460000"),
        ("海南", 2023, "青海省", "632500"),
        ("浦东", 2023, None, "310115"),
        ("广东清远", 2023, None, "441800"),
        ("广东省清远市连南县", 2023, None, "441826"),
        ("上海浦东新区", 2023, None, "310115"),
        ("全国", None, None, "000000"),
        ("我国", 2023, "清远市", "000000"),
        ("中国", 2023, None, "000000"),
    ],
)
def test_full_and_short_names(name, year, within, adcode):
    assert resolve_place(name, year=year, within=within).adcode == adcode


@pytest.mark.parametrize(
    ("name", "year", "adcode", "full"),
    [
        ("重庆", 1990, "510200", "重庆市"),
        ("重庆", 2000, "500000", "重庆市"),
        ("英德", 1990, "441822", "英德县"),
        ("英德", 2010, "441881", "英德市"),
        ("英德县", 2010, "441881", "英德市"),
        ("襄樊", 2005, "420600", "襄樊市"),
        ("襄樊", 2020, "420600", "襄阳市"),
        ("莱芜", 2016, "371200", "莱芜市"),
        ("莱芜", 2020, "370116", "莱芜区"),
        ("崇文区", 2015, "110101", "东城区"),
        ("巢湖", 2005, "341400", "巢湖市"),
        ("邯郸地区", 2005, "130400", "邯郸市"),
        ("清远", 1985, "440127", "清远县"),
        ("莱芜市", 2020, "370116", "莱芜区"),
        ("武进市", 2005, "320412", "武进区"),
        ("襄阳县", 2015, "420607", "襄州区"),
        ("哲里木盟", 2010, "150500", "通辽市"),
        ("荆州地区", 2000, "421000", "荆州市"),
        ("西藏", 1956, "540000", "西藏"),
        ("香港特别行政区", 1983, "810000", "香港"),
        ("香港", 2000, "810000", "香港特别行政区"),
    ],
)
def test_codes_and_names_are_those_of_the_year(name, year, adcode, full):
    place = resolve_place(name, year=year)
    assert (place.adcode, place.name) == (adcode, full)


def test_years_outside_the_gazetteer_take_its_ends():
    assert resolve_place("英德", year=1958) == resolve_place("英德", year=1981)
    assert resolve_place("英德", year=2050) == resolve_place("英德") == resolve_place("英德", year=2025)


@pytest.mark.parametrize(
    ("name", "within", "full"),
    [
        ("我市", "清远市", "清远市"),
        ("全省", "清远市", "广东省"),
        ("我县", "阳山县", "阳山县"),
        ("我市", "连州市", "连州市"),
        ("全市", "清城区", "清远市"),
        ("全区", "广西壮族自治区", "广西壮族自治区"),
        ("我市", "重庆市", "重庆市"),
        ("我市", "朝阳区", None),
        ("我市", None, None),
        ("我县", "清远市", None),
    ],
)
def test_words_for_the_own_place(name, within, full):
    place = resolve_place(name, year=2023, within=within)
    assert (place and place.name) == full


@pytest.mark.parametrize("name", ["鼓楼区", "朝阳区", "城关区", "高质量发展", "", "县", "示范县", "广东省朝阳区"])
def test_the_unknown_and_the_ambiguous_are_none(name):
    assert resolve_place(name, year=2020) is None


def test_a_place_tells_what_it_lies_in():
    assert resolve_place("连南县", year=2023, within=resolve_place("清远市", year=2023)) == Place(
        "连南瑶族自治县", "441826", "county", province="广东省", prefecture="清远市", county="连南瑶族自治县"
    )
    assert resolve_place("仙桃", year=2020).prefecture is None
    assert resolve_place("北京", year=2020).province == "北京市"


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("前郭县", "前郭尔罗斯蒙古族自治县"),
        ("科右前旗", "科尔沁右翼前旗"),
        ("喀左县", "喀喇沁左翼蒙古族自治县"),
        ("杜蒙县", "杜尔伯特蒙古族自治县"),
        ("克州", "克孜勒苏柯尔克孜自治州"),
    ],
)
def test_usual_short_names(name, full):
    assert resolve_place(name, year=2020).name == full


def test_an_abolished_place_gives_its_successor_and_the_year():
    place = resolve_place("莱芜市", year=2020)
    assert (place.prefecture, place.name, place.former, place.until) == ("济南市", "莱芜区", "莱芜市", 2018)
    assert resolve_place("莱芜市", year=2010).former is None


def test_what_was_divided_among_several_is_none():
    assert resolve_place("黔江地区", year=2005) is None
