"""Names of policies: with and without brackets, where they begin, what is generic."""

import pytest

from toolkit.entities import extract_entities


def policies(text, **options):
    return [e.text.strip("《》“”") for e in extract_entities(text, **options) if e.type == "POLICY"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("宣传《中华人民共和国黄河保护法》和湿地保护法", ["中华人民共和国黄河保护法", "湿地保护法"]),
        ("组织学习宪法、民法典、新行政处罚法", ["宪法", "民法典", "行政处罚法"]),
        ("国家宪法日活动丰富", []),
        ("修订《关于印发〈河道管理办法〉的通知》", ["关于印发〈河道管理办法〉的通知"]),
        ("舞剧《远山》和电影《大江》热映", []),
        ("《绿洲日报》刊文", []),
    ],
)
def test_laws_and_titles(text, expected):
    assert policies(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Names that no list holds, found by their noun and by what governs them.
        ("深入实施星河护苗行动", ["星河护苗行动"]),
        ("启动青禾人才倍增计划", ["青禾人才倍增计划"]),
        ("全市扎实开展老旧楼宇电梯焕新专项行动", ["老旧楼宇电梯焕新专项行动"]),
        ("脱贫户持续增收行动深入推进", ["脱贫户持续增收行动"]),
        ("实施优化涉企服务行动", ["优化涉企服务行动"]),
        ("坚决打好湖湾清洁攻坚战", ["湖湾清洁攻坚战"]),
        ("打好蓝天保卫战，深入打好污染防治攻坚战", ["蓝天保卫战", "污染防治攻坚战"]),
        ("集成电路“铸芯”工程加快推进", ["集成电路“铸芯”工程"]),
        ("出台湖泊水质提升若干措施", ["湖泊水质提升若干措施"]),
        ("联合印发2027年度湿地修复补助工作方案和实施方案", ["2027年度湿地修复补助工作方案"]),
        ("落实“一河三湖”行动方案", ["“一河三湖”行动方案".strip("“")]),
        ("聚焦“八大提升行动”", ["八大提升行动"]),
        ("实施数字强县战略和人才优先战略", ["数字强县战略", "人才优先战略"]),
        ("实施码头焕新、市集培育等行动", ["码头焕新、市集培育等行动"]),
        ("深化林地经营权流转制度改革", ["林地经营权流转制度改革"]),
        ("融入京津冀协同发展和长三角一体化发展", ["京津冀协同发展", "长三角一体化发展"]),
        ("编制“十六五”规划，编制“十六五”湿地保护规划", ["十六五”规划", "十六五”湿地保护规划"]),
        ("推行河长制、林长制，落实“双随机、一公开”监管", ["河长制", "林长制", "双随机、一公开"]),
    ],
)
def test_names_without_brackets(text, expected):
    assert policies(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "制定年度普法计划和工作方案，落实相关政策",
        "推进重大工程建设，一批水利工程开工",
        "河湾水库扩建工程、城南高速改造工程进展顺利",
        "深化行政执法体制改革和机构改革，完善管理制度",
        "开展专项整治行动，加强战略合作，严防“形象工程”",
        "执行投资计划，落实计划生育",
        "积极的财政政策加力，坚持高质量发展",
    ],
)
def test_what_is_generic_is_no_name(text):
    assert policies(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("依据湖政发〔2027〕8号文件", "湖政发〔2027〕8号"),
        ("（湖办函[2027]12号）", "湖办函〔2027〕12号"),
        ("见湖政发（2027）第3号", "湖政发〔2027〕3号"),
        ("湖发改【2027】 6 号", "湖发改〔2027〕6号"),
    ],
)
def test_document_numbers_in_all_brackets(text, name):
    (number,) = extract_entities(text)
    assert (number.subtype, number.name) == ("document_number", name)


def test_a_number_is_tied_to_the_title_it_stands_behind():
    title, number = extract_entities("《湖区禁渔办法》（湖政发〔2027〕8号）")
    assert number.id == title.name == "湖区禁渔办法"


def test_short_and_full_titles_of_a_law_are_one():
    found = extract_entities("环境保护法、《环境保护法》与《中华人民共和国环境保护法》")
    assert {(e.name, e.id) for e in found} == {("中华人民共和国环境保护法", "中华人民共和国环境保护法")}
    assert len(found) == 3


def test_a_short_name_that_the_text_introduces_stands_for_the_long_one():
    text = "印发《湖区生态修复三年行动方案》（以下简称《行动方案》）。《行动方案》提出六项任务"
    assert [e.name for e in extract_entities(text)] == ["湖区生态修复三年行动方案"] * 3


def test_a_title_is_known_again_without_its_brackets():
    text = "根据《关于印发湖区数字经济发展规划的通知》要求，落实湖区数字经济发展规划"
    assert [e.text for e in extract_entities(text)] == ["《关于印发湖区数字经济发展规划的通知》", "湖区数字经济发展规划"]
