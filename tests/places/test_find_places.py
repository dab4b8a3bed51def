"""Places in running text."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.places import find_places, possible_places


def names(text, **options):
    return [entity.text for entity in find_places(text, **options)]


@pytest.mark.parametrize(
    "text",
    [
        "深化合作，创建示范县，和平发展，北部和沿海地区率先突破",
        "各县（市、区）和城区、郊区、新区抓好落实",
        "创新乡村治理，成为长治久安的基础",
        "中国共产党领导是中国特色社会主义的本质特征",
        "日照时数偏多，同心同德，资源节约，公安机关依法办理",
        "我市、全省、我国、本市、全区",
        "东方风来，平安建设有力，互助养老普及，新中国成立以来",
        "清远大道通车，阳山电厂投产，第九届清远旅游节开幕",
        "中国新闻奖揭晓，入选“中国湖畔之都”，举办首届中国渔业博览会",
        "美乡村建设，新农村建设，小集镇，河道、湖泊、江河治理",
        "人口向城镇集中，建设候选镇和新市镇，突破百亿元大关，清水河道整治，引导资金向山区倾斜",
    ],
)
def test_what_only_looks_like_a_place(text):
    assert names(text, place="清远市", year=2023) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("清远市连南县与佛冈县结对", ["清远市连南县", "佛冈县"]),
        ("支持上海浦东新区、天津滨海新区先行先试", ["上海浦东新区", "天津滨海新区"]),
        ("绿美清远建设", ["清远"]),
        ("美丽江苏画卷", ["江苏"]),
        ("北江、连江水质稳定", ["北江", "连江"]),
        ("京津冀、长三角和粤港澳大湾区", ["京津冀", "长三角", "粤港澳大湾区"]),
        ("青岛高新区与广清产业园", ["青岛高新区", "广清产业园"]),
        ("山东半岛国家自主创新示范区获批", ["山东半岛国家自主创新示范区"]),
        ("对美国、越南出口增长", ["美国", "越南"]),
        ("英德、连州、阳山三地", ["英德", "连州", "阳山"]),
        ("成都市场活跃", ["成都"]),
        ("阳山县域经济", ["阳山"]),
        ("法治江苏、平安江苏", ["江苏", "江苏"]),
        ("成渝高铁、广佛高速与成渝地区", ["成渝地区"]),
        ("建设松岭口岸，青螺体育中心开放", ["松岭", "青螺"]),
        # Named like others of their kind, in no list.
        ("推进鹭岭河流域治理，鹭溪河治理", ["鹭岭河流域", "鹭溪河"]),
        ("建设青螺湾片区和鹭湖新城", ["青螺湾片区", "鹭湖新城"]),
        ("清远鹭湖产业园投产，光伏产业园开工", ["清远鹭湖产业园"]),
        ("清远鹭岭机场通航", ["清远鹭岭"]),
        ("“湖畔粮仓”清远示范区", ["清远"]),
        # Zones with words of their own between the place and the noun; which no verb may be.
        ("清远菌菇食品工业集中区投产，清远跨境电商综试区获批", ["清远菌菇食品工业集中区", "清远跨境电商综试区"]),
        ("鼓励清远创建国家森林城市和产业园区", ["清远"]),
        # Towns of the reporter's own city by their bare name, those of others in full.
        ("推动黎埠、七拱提质，支持黎埠河口整治", ["黎埠", "七拱"]),
        ("江高镇、钟落潭镇来访，钟落潭提速", ["江高镇", "钟落潭镇"]),
        ("黎埠经济开发区挂牌", ["黎埠经济开发区"]),
        # A town, a village or a mountain right behind the county or city it lies in, all as one.
        ("清远市飞来峡大坝、阳山县黎埠通车", ["清远市飞来峡", "阳山县黎埠"]),
        ("佛冈县石角东里社区、阳山县鹭湾村获评先进", ["佛冈县石角东里社区", "阳山县鹭湾村"]),
        ("北川河清淤", ["北川河"]),
        # A zone that is called by what it is for; not what a place sets up, wins or is given.
        ("清远承接产业转移示范区获批", ["清远承接产业转移示范区"]),
        ("阳山国家农村金融改革试验区与皖北承接产业转移集聚区", ["阳山国家农村金融改革试验区", "皖北承接产业转移集聚区"]),
        ("清远创建国家农村改革试验区，阳山获评生态文明示范区", ["清远", "阳山"]),
        ("鹭岭水库除险，鹭岭河“一河两岸”提升，鹭湖获评美丽湖泊", ["鹭岭水库", "鹭岭河", "鹭湖"]),
        ("加强闽台经贸和晋深金融合作，广汕、赣深等铁路开工", ["闽台", "晋深"]),
        ("央企入赣，驻冀武警官兵", ["赣", "冀"]),
        ("鹭岭山、青螺岛旅游升温，绿水青山、海岛和半岛", ["鹭岭山", "青螺岛"]),
        ("示范村、自然村和鹭湾村、和谐社区", ["鹭湾村"]),
        # By one character each.
        ("深化川渝合作，沪苏浙联动，湘中崛起，服务在甘企业", ["川渝", "沪苏浙", "湘中", "甘"]),
        ("向台湾同胞和香港市民致意", ["台湾", "香港"]),
    ],
)
def test_places_of_all_kinds(text, expected):
    assert names(text, place="清远市", year=2023) == expected


@pytest.mark.parametrize(
    ("text", "place", "ids"),
    [
        ("鼓楼区、台江区、仓山区", None, ["350102", "350103", "350104"]),
        ("鼓楼区发展较快", "南京市", ["320106"]),
        ("鼓楼区发展较快", None, [None]),
        ("朝阳区和海淀区", "北京市", ["110105", "110108"]),
        ("兰州市城关区", None, ["620102"]),
        ("拉萨市城关区", None, ["540102"]),
    ],
)
def test_names_of_several_places_are_decided_by_what_stands_around(text, place, ids):
    assert [entity.id for entity in find_places(text, place=place, year=2020)] == ids


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        ("黑河治理二期完工", "甘肃省", [("water", None)]),
        ("黑河口岸通关", "黑龙江省", [("prefecture", "231100")]),
        ("江阴提速", "江苏省", [("county", "320281")]),
        ("推进江阴电厂、可门电厂前期工作，江阴提速", "福建省", [("county", None)]),
        ("服务在甘企业", "甘肃省", [("province", "620000")]),
    ],
)
def test_a_name_far_off_gives_way_to_what_is_near(text, place, expected):
    assert [(e.subtype, e.id) for e in find_places(text, place=place, year=2020)] == expected


def test_a_place_carries_its_full_name_code_and_level():
    (entity,) = find_places("在连南县召开", place="清远市", year=2023)
    assert (entity.start, entity.end, entity.subtype, entity.name, entity.id) == (1, 4, "county", "连南瑶族自治县", "441826")


def test_names_that_are_words_are_places_only_in_company():
    assert names("清流见底", place="福建省", year=2020) == []
    assert names("宁化、清流、建宁三县", place="三明市", year=2020) == ["宁化", "清流", "建宁"]


@settings(deadline=None)
@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("清远市连南县北江区省朝阳鼓楼、和中国"))))
def test_any_text_gives_spans_that_hold(text):
    found = find_places(text, place="清远市", year=2023)
    assert all(text[e.start : e.end] == e.text for e in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        ("驻宿单位和驻宿部队", "宿州市", ["宿", "宿"]),
        ("驻宁单位", "宁夏回族自治区", ["宁"]),
        ("驻宿单位", "清远市", []),
        ("建设健康龙江", "黑龙江省", ["龙江"]),
        ("建设健康龙江", "广东省", []),
    ],
)
def test_short_names_of_the_reporters_own_place(text, place, expected):
    assert names(text, place=place, year=2023) == expected


def test_towns_are_known_by_the_county_before_them():
    assert names("连南县三江镇、寨岗镇和各乡镇", place="清远市", year=2023) == ["连南县三江镇", "寨岗镇"]
    assert names("连州市乡镇和城镇", place="清远市", year=2023) == ["连州市"]


@pytest.mark.parametrize(
    ("text", "place", "kinds"),
    [
        ("和平发展", "河源市", ["county bare company 3"]),
        ("和平发展", "山东省", ["county bare company 0"]),
        ("和平发展", None, ["county bare company 0"]),
        ("保持太平", "阳山县", ["county bare company 0", "town word"]),
        ("美丽连南县", "清远市", ["county full alone 3"]),
    ],
)
def test_what_may_be_a_place_is_told_with_how_near_it_is(text, place, kinds):
    assert [kind for _, _, kind in possible_places(text, place=place)] == kinds
