"""Tables of one analysis that figures of another take, and what names and marks of figures say."""

import pandas as pd
import pytest

import toolkit as tk
from toolkit.errors import InvalidValue


def panel_of(years):
    cell = {"adcode": None, "indicator": "地区生产总值", "measure": "change", "unit": "%", "target": 5.0, "target_max": None, "actual": 5.4,
            "target_bound": "approx", "estimate": None, "attained": True, "conflict": False}  # fmt: skip
    rows = [{**cell, "place": place, "year": year} for place in ("云山市", "石桥市", "青川市", "沙洲市") for year in years]
    return pd.DataFrame(rows).astype({"attained": "boolean", "target_max": float, "estimate": float})


@pytest.fixture(scope="module")
def corpus():
    texts = ["推行河长制，治水治水。修路。", "治水。修桥修路。推行河长制。", "修路。推行河长制。"]
    return tk.build_corpus(pd.DataFrame({"text": texts, "year": [2021, 2022, 2023], "place": "云山市"})).annotate(claims=False)


def test_shares_of_attention_are_drawn_as_lines_of_their_categories(corpus):
    shares = tk.attention(corpus, {"水": ["治水"], "路": ["修路"]}, n_samples=10).shares
    ax = tk.plot_trends(shares[shares["kind"] == "all"])
    assert {text.get_text() for text in ax.texts} == {"水", "路"}
    assert ax.get_title("left") == "占比（%）"


def test_a_table_with_several_rows_a_year_is_told_apart(corpus):
    shares = tk.attention(corpus, {"水": ["治水"]}, n_samples=10).shares
    with pytest.raises(InvalidValue, match=r"has 2 rows of '水' in 2021: choose one, such as table\[table\['kind'\] == 'all'\]"):
        tk.plot_trends(shares)


def test_trends_of_entities_are_drawn_as_mentions(corpus):
    ax = tk.plot_places(tk.entity_trends(corpus, type="POLICY"))
    assert "河长制" in [label.get_text() for label in ax.get_yticklabels()]


def test_a_column_of_keywords_is_named_by_its_group_alone(corpus):
    keywords = tk.rank_keywords(tk.count_terms(corpus), by="year", min_count=1)
    assert [label.get_text() for label in tk.plot_keywords(keywords).get_xticklabels()] == ["2021", "2022", "2023"]


def test_a_policy_that_is_written_in_quotation_marks_has_them_once():
    first = pd.DataFrame([{
        "policy": "“放管服”改革", "place": "云山市", "level": "prefecture", "status": "observed", "first_year": 2017, "not_before": 2016,
        "first_report": 2015, "last_report": 2020, "n_reports": 6, "missing_years": "",
    }])  # fmt: skip
    assert tk.plot_first_mentions(first).get_title("left") == "各地首次提及“‘放管服’改革”"
    assert tk.plot_timeline(first).get_title("left") == "“‘放管服’改革”的时间线"


def test_marks_of_many_years_side_by_side_are_smaller():
    few, many = (tk.plot_panel_by_place(panel_of(years)) for years in (range(2020, 2023), range(2000, 2023)))

    def largest(ax):
        return max(size for inner in ax.child_axes for dots in inner.collections for size in getattr(dots, "get_sizes", list)())

    assert largest(many) < largest(few)


def test_grey_lines_of_the_other_curves_are_explained(corpus):
    first = tk.first_mentions(corpus, {name: name for name in ("治水", "修路", "修桥")})
    legend = [text.get_text() for text in tk.plot_adoption(tk.adoption_curve(first)).get_legend().get_texts()]
    assert "其余各条曲线" in legend


def test_the_legend_of_citations_tells_whole_documents():
    cited = pd.DataFrame([
        {"doc_id": f"{place}{at}", "policy": law, "label": law, "year": 2020, "place": place, "level": "prefecture", "region": None}
        for place, n in (("云山市", 6), ("石桥市", 1)) for at in range(n) for law in (("甲法", "乙法") if n > 1 else ("甲法",))
    ])  # fmt: skip
    legend = [text.get_text() for text in tk.plot_citations(cited).get_legend().get_texts()]
    assert not [text for text in legend if "0." in text]
