"""What the figures of provincial and city work reports are of, where the wording hides it."""

import pytest

from toolkit import extract_claims


def read(text):
    return extract_claims(text, place="广东省", report_year=2024, review_year=2023)


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        # kinds of places and bodies in brackets are part of the name
        ("建设20个乡镇（街道）全民健身中心。", ["乡镇（街道）全民健身中心"]),
        ("在35个县（市、区）启动试点。", ["县（市、区）"]),
        ("新（改、扩）建学校25所。", ["新建学校"]),
        # what those counted are, do, or become is not their name
        ("上市企业增至88家，其中75%为创新型企业。", ["上市企业", "创新型企业"]),
        ("62个贫困村出列。", ["贫困村"]),
        ("推动100个智能检测装备示范应用。", ["智能检测装备示范应用"]),
        ("完成180项国家、行业标准的制修订。", ["国家、行业标准的制修订"]),
        ("软件业收入跃上万亿元台阶。", ["软件业收入"]),
        ("在全省8个重点产业中选定45户龙头企业。", ["重点产业", "龙头企业"]),
        ("全省120户重点国有企业中有105户实行了改制。", ["重点国有企业", "重点国有企业"]),
        ("2.1万名高校毕业生实现就业。", ["高校毕业生"]),
        ("80万农村建档立卡贫困人口全部脱贫。", ["农村建档立卡贫困人口"]),
        ("90万农村低收入人口人均纯收入达到3800元。", ["农村低收入人口", "农村低收入人口人均纯收入"]),
        ("11类民生支出占一般公共预算支出的78%。", ["民生支出", "民生支出"]),
        # a verb with its object, of those told before or of others
        ("为12.5万名员工追回欠薪1.8亿元。", ["员工", "追回欠薪"]),
        ("6个产业销售收入超2000亿元。", ["产业", "产业销售收入"]),
        ("新增贫困劳动力转移就业6004人。全年脱贫4.2万人。", ["新增贫困劳动力转移就业", "脱贫"]),
        ("受理申请2300件，办结700件，其余1500件正在审查。", ["受理申请", "办结申请", "受理申请"]),
        ("省级财政筹集50亿元基本建设资金。", ["基本建设资金"]),
        ("55条河流基本消除黑臭。", ["河流"]),
        ("认真完成52件年度民生实事。", ["民生实事"]),
        ("完成120万亩大豆玉米带状复合种植。", ["大豆玉米带状复合种植"]),
        ("完成16座大型水库的除险加固。", ["大型水库的除险加固"]),
        ("新增专精特新企业60家。", ["新增专精特新企业"]),
        # runs of years and times
        ("建筑业总产值增至260亿元，连续4年保持两位数增长。", ["建筑业总产值", "建筑业总产值"]),
        ("新增就业岗位7万个，连续4年实现零就业家庭清零。", ["新增就业岗位", "实现零就业家庭"]),
        ("参保人数达到380万人，连续11次提高企业退休人员养老金。", ["参保人数", "提高企业退休人员养老金"]),
        # shares, and what they are of
        ("全民投资占全社会投资的比重，由34.2%提高到36%。", ["全民投资占全社会投资的比重", "全民投资占全社会投资的比重"]),
        ("数字产业增加值1500亿元，占GDP比重达40%，增长16%。", ["数字产业增加值", "数字产业增加值占GDP比重", "数字产业增加值"]),
        ("研发支出占GDP比重由0.6%提升至1.1%。", ["研发支出占GDP比重", "研发支出占GDP比重"]),
        ("规模化供水工程覆盖人口比例达90.1%。", ["规模化供水工程覆盖人口比例"]),
        ("国有企业职工下岗率控制在8%以内。", ["国有企业职工下岗率"]),
        # two told again
        ("新增航班280班，客货年吞吐量达到480万人次和9.2万吨，分别比1997年增长59%和1倍。",
         ["新增航班", "客货年吞吐量", "客货年吞吐量", "客货年吞吐量", "客货年吞吐量"]),
        ("城镇居民收入、农民人均纯收入扣除物价因素，年均分别增长6%和8%。", ["城镇居民收入", "农民人均纯收入"]),
        ("城镇居民收入和农民人均纯收入，在形势十分严峻的情况下，分别增长6%和3%。", ["城镇居民收入", "农民人均纯收入"]),
        ("规模以上工业增加值，在外部需求不足的背景下，增长5.2%。", ["规模以上工业增加值"]),
        ("粮食产量72万吨，产量增幅排全区第2位。", ["粮食产量", "粮食产量增幅"]),
        # what a figure sorts is no claim of its own
        ("税收过千万的企业达到105家，新增过百亿园区11个。", ["税收过千万的企业", "新增过百亿园区"]),
        ("收入超10亿元的县达到55个，超20亿元的16个。", ["收入超10亿元的县", "收入超10亿元的县"]),
        ("世界500强跨国公司达到25家。", ["500强跨国公司"]),
        ("地区生产总值跨上万亿元台阶。", ["地区生产总值"]),
    ],
)  # fmt: skip
def test_indicators(text, indicators):
    assert [claim.indicator for claim in read(text)] == indicators


def test_places_of_the_next_sentence_have_the_indicator_told_before():
    claims = read("全省公共财政预算收入2400亿元，增长28%。沈阳、大连分别达到520亿元和480亿元。")
    assert [claim.indicator for claim in claims[2:]] == ["公共财政预算收入"] * 2
    assert not any(claim.whole for claim in claims[2:])


def test_a_total_told_again_beside_its_part_is_of_the_whole():
    claims = read("外贸进出口总额604亿美元，其中出口406亿美元，分别增长45%和40%；其中对东盟增长12%。")
    assert [(claim.indicator, claim.whole) for claim in claims[2:4]] == [("外贸进出口总额", True), ("出口", True)]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2007年实现地区生产总值760亿元，与2002年相比，增加410亿元。", [2007, 2007]),
        ("在1997年审批制度改革的基础上再减少审批事项260项。", [2023]),
        ("与2019年重点工程一样，2023年完成投资30亿元。", [2023]),
    ],
)
def test_years_that_are_only_compared_with(text, years):
    assert [claim.year for claim in read(text)] == years


@pytest.mark.parametrize(
    ("text", "written", "bound", "value"),
    [
        ("总人口不突破8500万人。", "不突破8500万人", "max", 85_000_000),
        ("财政收入增长5%以 上。", "5%以 上", "min", 5),
        ("人口自然增长率控制在6%o以内。", "6%o以内", "max", 6),
        ("改造危桥1.05万延米。", "1.05万延米", "exact", 10_500),
        ("正负800千伏直流工程竣工。", "800千伏", "exact", 800),
    ],
)  # fmt: skip
def test_bounds_and_units(text, written, bound, value):
    (claim,) = read(text)
    assert (claim.text, claim.bound, claim.value) == (written, bound, pytest.approx(value))


def test_money_that_was_obtained_is_a_result():
    (claim,) = read("全年争取到中央预算内资金130亿元。")
    assert claim.modality == "actual"


@pytest.mark.parametrize(
    ("text", "role"), [("提升12条道路护栏。", "level"), ("服务水平提升3个档次。", "change"), ("改造提升100个养老服务中心。", "level")]
)
def test_improving_things_that_are_counted_is_no_change(text, role):
    assert read(text)[-1].role == role


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("一般公共预算收入40亿元，加上级补助收入25亿元。", ["一般公共预算收入", "上级补助收入"]),
        ("安排3000万元用于衔接推进乡村振兴、6200万元用于农业产业发展。", ["衔接推进乡村振兴", "农业产业发展"]),
        ("政府性基金支出59亿元，调出到一般公共预算21亿元，总支出115亿元。",
         ["政府性基金支出", "调出到一般公共预算", "政府性基金总支出"]),
        ("居住类、生活用品及服务类、教育文化和娱乐类、医疗保健类、其他用品及服务类分别上涨1%、2%、3%、4%和5%。",
         ["居住类", "生活用品及服务类", "教育文化和娱乐类", "医疗保健类", "其他用品及服务类"]),
    ],
)  # fmt: skip
def test_budgets_and_long_lists(text, indicators):
    assert [claim.indicator for claim in read(text)] == indicators
