"""The panel: figures of several reports put into cells, each with its sentence."""

import pandas as pd
import pytest

import toolkit as tk
from toolkit.errors import InvalidValue
from toolkit.panel import PANEL_COLUMNS, SOURCE_COLUMNS
from toolkit.tables import SCHEMAS, frame, to_arrow


def claim(sentence, text, value, *, doc="2025年.txt", report_year=2025, nth=0, **fields):
    """A row of corpus.claims: the figure `text` where it stands in `sentence`."""
    at = -1
    for _ in range(nth + 1):
        at = sentence.index(text, at + 1)
    row = {
        "doc_id": doc, "sentence_id": 0, "start": 100 + at, "end": 100 + at + len(text), "text": text, "value": value, "value_max": None,
        "unit": "%", "bound": "exact", "role": "change", "direction": "up", "indicator": "地区生产总值", "indicator_id": "地区生产总值",
        "modality": "actual", "year": 2024, "period": None, "basis": None, "place": "云山市", "adcode": "990100",
        "grain": "year", "whole": True, "sentence": sentence, "report_year": report_year, "report_adcode": "990100",
    }  # fmt: skip
    assert set(fields) <= set(row)
    return {**row, **fields}


def panel(*rows, **options):
    return tk.claims_panel(pd.DataFrame(rows), **options)


def target(sentence, text, value, **fields):
    return claim(sentence, text, value, **{"modality": "target", "doc": "2024年.txt", "report_year": 2024, **fields})


def test_target_of_one_report_meets_the_result_of_the_next():
    aim = "今年全市地区生产总值预期增长5%左右。"
    told = "过去一年，地区生产总值增长5.2%。"
    table = panel(target(aim, "5%左右", 5.0, bound="approx"), claim(told, "5.2%", 5.2))
    row = table.iloc[0]
    assert len(table) == 1
    assert (row["place"], row["adcode"], row["year"], row["measure"], row["unit"]) == ("云山市", "990100", 2024, "change", "%")
    assert (row["target"], row["target_bound"], row["actual"], row["actual_bound"]) == (5.0, "approx", 5.2, "exact")
    assert (row["target_doc_id"], row["target_sentence"]) == ("2024年.txt", aim)
    assert (row["actual_doc_id"], row["actual_sentence"]) == ("2025年.txt", told)
    assert row["attained"]
    assert not row["conflict"]


def test_a_corpus_stands_for_its_claims():
    corpus = tk.build_corpus(pd.DataFrame({"text": ["2024年全市地区生产总值增长4.6%。"], "place": ["清远市"], "year": [2025]}))
    corpus.annotate(entities=False)
    pd.testing.assert_frame_equal(tk.claims_panel(corpus), tk.claims_panel(corpus.claims))
    with pytest.raises(InvalidValue, match="claims_panel takes a table or a corpus"):
        tk.claims_panel([])


def test_columns_are_declared_also_without_rows():
    empty = frame(to_arrow("claims", []))
    assert list(tk.claims_panel(empty).columns) == PANEL_COLUMNS
    assert list(tk.panel_sources(empty).columns) == SOURCE_COLUMNS
    assert len(tk.claims_panel(empty)) == 0


def test_falls_are_negative_and_ranges_stay_ordered():
    sentence = "全市进出口总额下降3%—5%。"
    fields = {"indicator_id": "进出口总额", "indicator": "进出口总额", "direction": "down", "bound": "range", "value_max": 5.0}
    row = panel(target(sentence, "3%—5%", 3.0, **fields)).iloc[0]
    assert (row["target"], row["target_max"], row["target_bound"]) == (-5.0, -3.0, "range")


@pytest.mark.parametrize(
    "fields",
    [
        {"grain": "several"},
        {"grain": "quarter"},
        {"grain": "half"},
        {"grain": "month"},
        {"whole": False},
        {"year": None},
        {"place": None},
        {"indicator_id": None},
        {"basis": "比2020年"},
        {"basis": "环比"},
        {"basis": "比“十三五”末"},
        {"basis": "比全国平均"},
        {"unit": "倍", "basis": None},
        {"unit": "个百分点"},
        {"role": "level", "direction": None},
        {"role": "level", "direction": None, "unit": "个"},
        {"role": "rank", "direction": None, "unit": ""},
    ],
)
def test_what_is_no_headline_figure_fills_no_cell(fields):
    assert len(panel(claim("地区生产总值增长5.2%。", "5.2%", 5.2, **fields))) == 0


@pytest.mark.parametrize(
    "fields",
    [{"basis": "同比"}, {"basis": "比上年"}, {"basis": "比2023年"}, {"basis": "较去年同期"}, {"grain": "moment"}, {"basis": "同口径"},
     {"unit": "倍", "basis": "比上年"}],
)  # fmt: skip
def test_changes_against_the_year_before_fill_a_cell(fields):
    assert panel(claim("地区生产总值增长5.2%。", "5.2%", 5.2, **fields)).iloc[0]["actual"] == 5.2


def test_of_prices_only_the_rise_is_told():
    prices = {"indicator": "居民消费价格涨幅", "indicator_id": "居民消费价格", "role": "level", "direction": None}
    rows = [target("居民消费价格涨幅3%左右。", "3%左右", 3.0, **prices), claim("居民消费价格指数101.4%。", "101.4%", 101.4, **prices)]
    row = panel(*rows).iloc[0]
    assert (row["measure"], row["target"]) == ("change", 3.0)
    assert pd.isna(row["actual"])


def test_a_bound_gives_way_to_the_exact_figure_beside_it():
    sentence = "一般公共预算收入突破400亿元、达到421亿元。"
    level = {"unit": "元", "role": "level", "direction": None, "indicator": "一般公共预算收入", "indicator_id": "一般公共预算收入"}
    rows = [claim(sentence, "突破400亿元", 4e10, bound="min", **level), claim(sentence, "421亿元", 4.21e10, **level)]
    row = panel(*rows).iloc[0]
    assert (row["actual"], row["actual_bound"], row["conflict"]) == (4.21e10, "exact", False)


def test_two_wordings_of_one_amount_agree_and_the_finer_one_is_kept():
    first, second = "地区生产总值突破1200亿元。", "初步核算，地区生产总值1203.5亿元。"
    level = {"unit": "元", "role": "level", "direction": None}
    rows = [claim(first, "突破1200亿元", 1.2e11, bound="min", **level), claim(second, "1203.5亿元", 1.2035e11, sentence_id=1, **level)]
    row = panel(*rows).iloc[0]
    assert (row["actual"], row["actual_sentence"], row["conflict"]) == (1.2035e11, second, False)


def test_differing_sources_are_kept_and_flagged_and_never_averaged():
    own, later = "地区生产总值增长5.2%。", "2024年地区生产总值增长4.9%。"
    rows = [claim(later, "4.9%", 4.9, doc="2026年.txt", report_year=2026), claim(own, "5.2%", 5.2)]
    assert panel(*rows)[["actual", "actual_doc_id", "conflict"]].values.tolist() == [[5.2, "2025年.txt", True]]
    sources = tk.panel_sources(pd.DataFrame(rows))
    assert sources[["value", "doc_id", "used", "agrees"]].values.tolist() == [
        [5.2, "2025年.txt", True, True],
        [4.9, "2026年.txt", False, False],
    ]


def test_the_own_report_goes_before_a_report_of_another_place():
    sentence = "云山市地区生产总值增长5.2%。"
    foreign = claim(sentence, "5.2%", 5.1, doc="1.txt", report_adcode="990000")
    assert panel(foreign, claim("地区生产总值增长5.2%。", "5.2%", 5.2, doc="9.txt")).iloc[0]["actual"] == 5.2


def test_another_definition_beside_the_usual_one_is_no_conflict():
    sentence = "地区生产总值增长5.2%（同口径增长5.9%）。"
    row = panel(claim(sentence, "5.9%", 5.9, basis="同口径"), claim(sentence, "5.2%", 5.2)).iloc[0]
    assert (row["actual"], row["conflict"]) == (5.2, False)


LEVEL = {"unit": "户", "role": "level", "direction": None, "indicator": "经营主体", "indicator_id": "经营主体"}


def test_a_revised_plan_beside_the_first_is_no_conflict():
    row = "茶税\t300\t340"
    first, revised = target(row, "300", 300.0, **LEVEL), target(row, "340", 340.0, basis="调整预算", **LEVEL)
    assert panel(revised, first)[["target", "conflict"]].values.tolist() == [[300.0, False]]
    assert panel(revised)[["target", "conflict"]].values.tolist() == [[340.0, False]]
    other = target("茶税\t360", "360", 360.0, basis="调整预算", **{**LEVEL, "doc": "2.txt"})
    assert panel(revised, other)["conflict"].tolist() == [True]


@pytest.mark.parametrize(
    ("within", "conflict"),
    [
        ("2024年7月末有35万户经营主体。", False),
        ("经营主体35万户（截至2024年9月）。", False),
        ("2024年上半年末有35万户经营主体。", False),
        ("2024年12月末有35万户经营主体。", True),
        ("2024年末有35万户经营主体。", True),
    ],
)
def test_a_figure_within_the_year_is_none_of_its_end(within, conflict):
    early = claim(within, "35万户", 350000.0, **LEVEL)
    late = claim("2024年末有经营主体41万户。", "41万户", 410000.0, doc="b.txt", sentence_id=3, **LEVEL)
    row = panel(early, late).iloc[0]
    assert row["conflict"] == conflict
    assert row["actual"] == (350000.0 if conflict else 410000.0)


def test_estimates_stay_apart_from_results():
    row = panel(claim("预计地区生产总值增长5%左右。", "5%左右", 5.0, modality="estimate", bound="approx")).iloc[0]
    assert row["estimate"] == 5.0
    assert pd.isna(row["actual"])
    assert pd.isna(row["attained"])


def test_units_have_their_own_rows_unless_one_is_asked_for():
    grain = {"indicator": "粮食产量", "indicator_id": "粮食产量", "role": "level", "direction": None}
    rows = [
        target("粮食产量稳定在50万吨以上。", "50万吨以上", 5e5, unit="吨", bound="min", **grain),
        claim("粮食产量10.2亿斤。", "10.2亿斤", 1.02e9, unit="斤", **grain),
    ]
    assert sorted(panel(*rows)["unit"]) == ["吨", "斤"]
    row = panel(*rows, unit="万吨").iloc[0]
    assert (row["target"], row["actual"], row["attained"]) == (pytest.approx(50), pytest.approx(51), True)


def test_indicators_are_chosen_by_name_and_wrong_names_get_a_hint():
    rows = [claim("地区生产总值增长5.2%。", "5.2%", 5.2), claim("进出口总额增长2%。", "2%", 2.0, indicator_id="进出口总额")]
    assert set(panel(*rows)["indicator"]) == {"地区生产总值", "进出口总额"}
    assert set(panel(*rows, indicator=["进出口总额"])["indicator"]) == {"进出口总额"}
    with pytest.raises(ValueError, match=r"indicator='地区生产总植' is no standard indicator.*did you mean '地区生产总值'"):
        panel(*rows, indicator="地区生产总植")


def test_a_unit_that_measures_nothing_in_the_table_is_an_error():
    with pytest.raises(ValueError, match="unit='公里' is not allowed"):
        panel(claim("地区生产总值增长5.2%。", "5.2%", 5.2), unit="公里")


def test_sentences_are_only_shown():
    row = claim("地区生产总值增长5.2%。", "5.2%", 5.2)
    bare = pd.DataFrame([row]).reindex(columns=SCHEMAS["claims"].names)
    assert pd.isna(tk.claims_panel(bare).iloc[0]["actual_sentence"])
    sentences = pd.DataFrame([{"doc_id": row["doc_id"], "sentence_id": 0, "text": row["sentence"], "start": 100}])
    documents = pd.DataFrame([{"doc_id": row["doc_id"], "year": 2025, "adcode": "990100"}])
    found = tk.claims_panel(bare, sentences=sentences, documents=documents).iloc[0]
    assert (found["actual"], found["actual_sentence"]) == (5.2, row["sentence"])


def test_a_table_without_the_columns_of_claims_is_an_error():
    with pytest.raises(ValueError, match=r"claims lacks the column 'grain': give a table like corpus\.claims"):
        tk.claims_panel(pd.DataFrame([claim("地区生产总值增长5.2%。", "5.2%", 5.2)]).drop(columns="grain"))


def test_order_of_the_claims_does_not_matter():
    rows = [
        claim("地区生产总值增长5.2%。", "5.2%", 5.2),
        claim("地区生产总值增长4.9%。", "4.9%", 4.9, doc="2026年.txt", report_year=2026),
        target("地区生产总值增长5%以上。", "5%以上", 5.0, bound="min"),
    ]
    pd.testing.assert_frame_equal(panel(*rows), panel(*rows[::-1]))


def test_a_figure_of_the_year_goes_before_what_several_years_came_to():
    five, one = "五年来，进出口总额达到18亿美元。", "2024年，进出口总额5亿美元。"
    fields = {"role": "level", "direction": None, "unit": "美元", "indicator": "进出口总额", "indicator_id": "进出口总额"}
    rows = claim(five, "18亿美元", 1.8e9, period="五年来", grain="moment", **fields), claim(one, "5亿美元", 5e8, **fields)
    assert panel(*rows).iloc[0]["actual"] == 5e8


def test_an_estimate_is_judged_where_no_result_is_told():
    aim, told = "今年全市地区生产总值预期增长5%。", "预计地区生产总值增长5.2%。"
    row = panel(target(aim, "5%", 5.0), claim(told, "5.2%", 5.2, modality="estimate")).iloc[0]
    assert pd.isna(row["actual"])
    assert row["attained"]


def test_parts_of_a_whole_fill_no_cell():
    sentence = "三次产业结构为8∶38∶54。"
    fields = {"role": "level", "direction": None, "unit": "", "indicator": "三次产业结构", "indicator_id": "三次产业结构"}
    assert len(panel(claim(sentence, "38", 38.0, **fields))) == 0
