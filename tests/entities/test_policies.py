"""Names of policies: with and without brackets, where they begin, what is generic."""

from functools import partial

import pytest

import toolkit as tk
from toolkit.places import parse_text

extract_entities = partial(tk.extract_entities, engine="rules")


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
        ("编纂《湖区通史》，排演《渔歌》等节目，提交《湖区工作报告》", []),
        ("落实《湖区三十条》和《中国制造2025》", ["湖区三十条", "中国制造2025"]),
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
        ("打好雾霾、扬尘、异味歼灭战", ["雾霾、扬尘、异味歼灭战"]),
        ("实施渔港焕新、渔船升级、渔村振兴三大行动", ["渔港焕新、渔船升级、渔村振兴三大行动"]),
        ("推进“湖畔工匠”“湖畔名厨”两项工程", ["湖畔工匠”“湖畔名厨”两项工程"]),
        ("扎实开展“千人进百村”服务活动，推广“湖管家”治理模式", ["千人进百村”服务活动", "湖管家”治理模式"]),
        ("推进国防教育“五个一”活动", ["国防教育“五个一”活动"]),
        ("完成9个区属单位“大科室”改革", ["大科室”改革"]),
        ("推行“一票制”，开展“环境治理年”", ["一票制", "环境治理年"]),
        ("出台“惠渔9条”，用好新时代“枫桥经验”", ["惠渔9条", "枫桥经验"]),
        ("开展群众路线教育实践活动和“三严三实”专题教育", ["群众路线教育实践活动", "三严三实”专题教育"]),
        ("实施集体渔权登记集成改革", ["集体渔权登记集成改革"]),
        ("连续获得国家噪声污染防治攻坚战优秀等次", ["噪声污染防治攻坚战"]),
        ("审议通过关于加快湖区渔业发展的决定", ["关于加快湖区渔业发展的决定"]),
        ("湖区渔港建设专项规划实施方案确定的项目开工", ["湖区渔港建设专项规划实施方案"]),
        ("落实第十六个五年规划", ["第十六个五年规划"]),
        ("全面完成渔业安全生产专项整治三年行动", ["渔业安全生产专项整治三年行动"]),
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
        "把目标付诸行动，建成126个重点减排工程",
        "深化医药卫生体制改革、要素市场化配置改革",
        "“十六五”期末高等教育更加普及，严打非法活动",
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
        ("湖政发﹝2027﹞8号", "湖政发〔2027〕8号"),
        ("贯彻湖政发〔2027〕8号文件", "湖政发〔2027〕8号"),
        ("湖区政府令第7号公布", "湖区政府令第7号"),
        ("落实中央一号文件精神", "中央一号文件"),
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


def test_a_name_keeps_both_its_quotation_marks():
    assert [e.text for e in extract_entities("编制“十六五”规划，实施“湖畔工匠”计划")] == ["“十六五”规划", "“湖畔工匠”计划"]


def test_one_policy_written_in_several_ways_has_one_id():
    found = extract_entities("落实“十六五”规划，完成第十六个五年规划，《十六五规划》公布")
    assert {e.id for e in found} == {"十六五规划"}


def test_a_text_in_traditional_characters_is_read_too():
    text = "國務院公布《漁業資源保護條例》，廣東省與香港加強協作，發展經濟"
    found = extract_entities(text)
    assert [(e.text, e.name) for e in found] == [
        ("國務院", "国务院"), ("《漁業資源保護條例》", "渔业资源保护条例"), ("廣東省", "广东省"), ("香港", "香港特别行政区"),
    ]  # fmt: skip


def test_a_parsed_text_gives_the_same():
    text = "市委印发《湖区禁渔办法》，推动连南县落实河长制"
    parsed = parse_text(text, place="清远市", year=2023)
    assert extract_entities(parsed, place="清远市", year=2023) == extract_entities(text, place="清远市", year=2023)
