"""Policy strength: points by wording, with their evidence; nothing for what was done."""

import pandas as pd
import pytest

import toolkit as tk
from toolkit.strength import COMPONENTS
from toolkit.strength.levels import issuer_levels


def strength(text, **facts):
    facts = {"title": "关于河道整治的通知", **facts}
    corpus = tk.build_corpus(pd.DataFrame({"text": [text], **{name: [value] for name, value in facts.items()}}))
    return tk.policy_strength(corpus.annotate(entities=False))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("河道必须清理。", {"force": 3}),
        ("各县必须清理河道。", {"force": 3, "responsible": 1}),
        ("不得向河道倾倒垃圾。", {"force": 3}),
        ("要加快清理河道。", {"force": 2}),
        ("加快清理河道。", {"force": 2}),
        ("鼓励村民清理河道。", {"force": 1}),
        ("鼓励村民清理河道，但严禁采砂。", {"force": 3}),
        ("加快清理河道，2031年6月底前全部完成。", {"force": 2, "deadline": 1}),
        ("加快清理河道，由县水利局牵头。", {"force": 2, "responsible": 1}),
        ("加快清理河道，开展专项督查。", {"force": 2, "monitoring": 1}),
        ("加快清理河道，安排补助资金。", {"force": 2, "instrument": 1}),
        ("力争清理河道300公里。", {"force": 2, "target": 1}),
        ("河道是云山人民的母亲河。", {}),
        ("主要领导十分重要。", {}),
    ],
)
def test_points_follow_the_wording(text, expected):
    row = strength(text).sentences.iloc[0]
    assert {name: row[name] for name in COMPONENTS if row[name]} == expected
    assert row["score"] == sum(expected.values())


def test_what_was_done_has_no_points():
    text = "一、2030年工作回顾\n严格执行标准，投入资金2亿元，确保了安全。\n二、2031年主要任务\n严格执行标准，确保安全。\n"
    rows = strength(text, title="云山市政府工作报告", year=2031).sentences
    done = rows[rows["sentence"].str.contains("投入")]
    ahead = rows[rows["sentence"].str.startswith("严格") & ~rows["sentence"].str.contains("投入")]
    assert done["score"].tolist() == [0.0]
    assert ahead["force"].tolist() == [3.0]


def test_a_missed_heading_does_not_turn_the_whole_text_into_a_review():
    tasks = "今年要新建水厂。力争全年开工五座桥。确保年底通水。" * 3
    rows = strength(f"一、工作回顾\n去年情况良好。\n{tasks}", title="云山市政府工作报告", year=2031).sentences
    assert rows["ahead"].any()


def test_every_point_opens_its_words_and_its_sentence():
    text = "各县必须在2031年底前清理河道200公里，并安排补助资金3亿元。支持企业培训。"
    found = strength(text)
    assert all(text[row.start : row.end] == row.text for row in found.evidence.itertuples())
    opened = found.open(found.documents["doc_id"].iloc[0])
    assert all(row.text in row.sentence for row in opened.itertuples())
    points = found.evidence.groupby(["sentence_id", "component"])["points"].max().groupby("sentence_id").sum()
    assert points.to_dict() == found.sentences.set_index("sentence_id")["score"][points.index].to_dict()
    assert found.evidence.attrs["trail"] == ["policy_strength(weights={})"]


def test_a_date_gives_one_piece_of_evidence():
    found = strength("2031年底前完成。")
    assert found.open(found.documents["doc_id"].iloc[0], "deadline")["text"].tolist() == ["2031年底前"]


def test_weights_change_the_score_only():
    plain, heavy = (tk.policy_strength(corpus, weights=weights) for corpus in [_two()] for weights in (None, {"deadline": 3, "force": 0}))
    assert (plain.sentences[list(COMPONENTS)] == heavy.sentences[list(COMPONENTS)]).all().all()
    more = 2 * plain.sentences["deadline"] - plain.sentences["force"]
    assert heavy.sentences["score"].tolist() == (plain.sentences["score"] + more).tolist()


def _two():
    texts = ["年底前必须关停。", "鼓励培训。必须检查验收。"]
    table = pd.DataFrame({"text": texts, "title": "关于安全的通知", "adcode": ["440000", "441800"]})
    return tk.build_corpus(table).annotate(entities=False)


def test_documents_average_what_looks_ahead():
    found = tk.policy_strength(_two())
    assert found.documents["score"].tolist() == [4.0, 3.0]
    assert found.documents["total"].tolist() == [4.0, 6.0]
    assert found.documents["level"].tolist() == [3.0, 2.0]
    assert found.documents["strength"].tolist() == [12.0, 6.0]


def test_pmc_is_a_table_of_zeros_and_ones():
    table = tk.policy_strength(_two()).pmc()
    marks = table.drop(columns=["doc_id", "pmc"])
    assert set(marks.to_numpy().ravel()) <= {0, 1}
    assert table[["deadline.date", "force.encourage", "instrument.information"]].values.tolist() == [[1, 0, 0], [0, 1, 1]]
    # Of the first: a third of force, half of deadline.
    assert table["pmc"].round(3).tolist()[0] == round(1 / 3 + 1 / 2, 3)


@pytest.mark.parametrize(
    ("issuer", "adcode", "level"),
    [
        ("全国人民代表大会常务委员会", None, 5.0), ("国务院办公厅", None, 4.0), ("教育部办公厅", None, 3.0),
        ("云山省人民代表大会", "440000", 3.0),
        (None, "000000", 4.0),
        ("云山市人民政府", "441800", 2.0), ("云山县水利局", "441826", 1.0), ("云山协会", None, None),
    ],
)  # fmt: skip
def test_level_of_the_issuer(issuer, adcode, level):
    given = issuer_levels(pd.DataFrame({"issuer": [issuer], "adcode": [adcode]}, dtype="object")).iloc[0]
    assert given == level or (level is None and pd.isna(given))


@pytest.mark.parametrize(("weights", "said"), [({"forc": 1}, "did you mean 'force'"), ({"force": -1}, "not negative")])
def test_weights_that_cannot_be(weights, said):
    with pytest.raises(tk.ToolkitError, match=said):
        tk.policy_strength(_two(), weights=weights)


def test_open_says_which_document_is_unknown():
    with pytest.raises(tk.ToolkitError, match="doc_id"):
        tk.policy_strength(_two()).open("no such")
