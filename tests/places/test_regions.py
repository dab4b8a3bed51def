import pytest

from toolkit.lexicon import read_table
from toolkit.places.regions import level_of, neighbours_among, region_of

CODES = [row["code"] for row in read_table("places/regions.tsv")]


@pytest.mark.parametrize(
    ("code", "level", "region"),
    [
        ("000000", "nation", None),
        ("330000", "province", "东部"),
        ("341500", "prefecture", "中部"),
        ("510104", "county", "西部"),
        ("210000", "province", "东北"),
        (None, None, None),
    ],
)
def test_level_and_region(code, level, region):
    assert (level_of(code), region_of(code)) == (level, region)


def test_regions_are_those_of_the_statistics_bureau():
    counts = {name: sum(region_of(code) == name for code in CODES) for name in ("东部", "中部", "西部", "东北")}
    assert counts == {"东部": 10, "中部": 6, "西部": 12, "东北": 3}


@pytest.mark.parametrize(
    ("code", "n"),
    [
        ("150000", 8),
        ("610000", 8),
        ("230000", 2),
        ("460000", 1),
        ("310000", 2),
        ("440000", 5),
        ("650000", 3),
        ("130000", 7),
    ],
)
def test_neighbours_of_provinces(code, n):
    near = neighbours_among(CODES)
    assert len(near[code]) == n
    assert all(code in near[other] for other in near[code])


def test_prefectures_are_neighbours_within_their_province():
    assert neighbours_among(["440100", "441800", "330100"]) == {
        "330100": (),
        "440100": ("441800",),
        "441800": ("440100",),
    }
