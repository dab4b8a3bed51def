import pandas as pd
import pytest

import toolkit as tk

SENTENCE = "我市新建改造农村公路320公里，完成北坡水库除险加固，惠及沿线群众。"
OTHER = "医院门诊楼投入使用，社区食堂开到家门口。"


def corpus_of(*rows):
    return tk.build_corpus(pd.DataFrame(rows, columns=["place", "adcode", "year", "text"]))


def own(source, target, **options):
    corpus = corpus_of(("清远市", "441800", 2023, source), ("清远市", "441800", 2024, target))
    return corpus, tk.find_reuse(corpus, **options)


@pytest.mark.parametrize(
    ("target", "kind", "numbers_changed"),
    [
        (SENTENCE, "copied", False),
        (SENTENCE.replace("，", "、").replace("320", "３２０"), "copied", False),
        (SENTENCE.replace("320", "415"), "adapted", True),
        (SENTENCE.replace("农村公路", "乡村道路"), "adapted", False),
    ],
)
def test_a_repeated_sentence_is_copied_or_adapted(target, kind, numbers_changed):
    _, found = own(OTHER + SENTENCE, "今年任务很重。" + target)
    assert found[["kind", "numbers_changed"]].values.tolist() == [[kind, numbers_changed]]


def test_numbers_are_compared_on_request():
    changed = SENTENCE.replace("320", "4715")
    assert own(SENTENCE, changed)[1]["similarity"].tolist() == [1.0]
    assert own(SENTENCE, changed, mask_numbers=False)[1]["similarity"].iloc[0] < 1


def test_clauses_that_changed_places_are_both_found():
    _, found = own("完善农村供水保障长效机制，推进城乡环境卫生一体化运营。", "推进城乡环境卫生一体化运营，完善农村供水保障长效机制。")
    assert found["target_text"].tolist() == ["推进城乡环境卫生一体化运营", "完善农村供水保障长效机制"]


def test_offsets_hold_in_both_texts():
    corpus, found = own(f"上年情况：\n{OTHER}  {SENTENCE}", f"今年（草案）\n\n{SENTENCE.replace('320', '99.5')}{OTHER}")
    texts = corpus.documents.set_index("doc_id")["text"]
    assert len(found) == 2
    for row in found.itertuples():
        assert texts[row.target_doc_id][row.target_start : row.target_end] == row.target_text
        assert texts[row.source_doc_id][row.source_start : row.source_end] == row.source_text


def test_other_sentences_are_not_claimed():
    assert own(SENTENCE, OTHER)[1].empty


def test_formulas_of_the_genre_are_no_reuse():
    formula = "现在我代表市人民政府向大会作工作报告请予审议"
    rows = [(f"甲{n}市", None, year, f"{formula}。") for n in range(12) for year in (2023, 2024)]
    assert tk.find_reuse(corpus_of(*rows)).empty
    assert len(tk.find_reuse(corpus_of(*rows[:2]))) == 1


def test_direction_by_level_and_order_by_year():
    province = corpus_of(("广东省", "440000", 2024, SENTENCE))
    nation = corpus_of(("全国", "000000", 2023, SENTENCE), ("全国", "000000", 2024, SENTENCE))
    last = tk.find_reuse(province, nation, pairs="higher")
    assert last[["source_year", "order", "direction"]].values.tolist() == [[2023, "source first", "downward"]]
    same = tk.find_reuse(province, nation, pairs="higher", lag=0)
    assert same["order"].tolist() == ["unknown"]
    assert tk.find_reuse(nation, province, pairs="all", lag=0)["direction"].tolist() == ["upward"]


def test_trail_and_compared_documents_are_told():
    _, found = own(SENTENCE, SENTENCE)
    assert found.attrs["trail"][-1].startswith("find_reuse(n_documents=2, n_sources=2, n_pairs=1")
    assert len(found.attrs["pairs"]) == 1


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"min_chars": 2}, "min_chars=2 is not allowed"),
        ({"min_similarity": 0}, "min_similarity=0 is not allowed"),
        ({"max_df": 2}, "max_df=2 is not allowed"),
        ({"pairs": "hgher"}, "did you mean 'higher'"),
        ({"pairs": pd.DataFrame({"a": [1]})}, "pairs lacks the column target_doc_id"),
        ({"pairs": pd.DataFrame({"target_doc_id": ["x"], "source_doc_id": ["y"]})}, "no document of the target"),
    ],
)
def test_a_wrong_option_is_one_sentence(options, message):
    with pytest.raises(tk.ToolkitError, match=message):
        own(SENTENCE, SENTENCE, **options)


@pytest.mark.parametrize(
    ("source", "target", "rows"),
    [
        (SENTENCE * 20_000, SENTENCE * 20_000, 20_000),
        ("治水" * 100_000, "治水" * 100_000, None),
        ("", SENTENCE, 0),
        (SENTENCE, "。", 0),
    ],
    ids=["one sentence", "no punctuation", "empty", "a stop"],
)
def test_hostile_texts_end(source, target, rows):
    _, found = own(source, target)
    assert rows is None or len(found) == rows


def test_a_corpus_of_one_document_has_no_pairs():
    found = tk.find_reuse(corpus_of(("清远市", "441800", 2024, SENTENCE)))
    assert found.empty
    assert "target_text" in found.columns


def test_shares_count_each_character_once():
    corpus = corpus_of(
        ("清远市", "441800", 2022, SENTENCE), ("清远市", "441800", 2023, SENTENCE), ("清远市", "441800", 2024, SENTENCE + OTHER)
    )
    found = tk.find_reuse(corpus, lag=(1, 2))
    shares = tk.reuse_shares(corpus, found).set_index("year")
    assert shares["n_sources"].to_dict() == {2023: 1, 2024: 2}
    expected = (len(SENTENCE) - 1) / len(SENTENCE + OTHER)
    assert shares.loc[2024, "copied"] == pytest.approx(expected)
    assert (shares[["copied", "adapted", "new"]].sum(axis=1) - 1).abs().max() < 1e-12


def test_shares_by_year_have_intervals_over_documents():
    corpus = corpus_of(
        ("清远市", None, 2023, SENTENCE), ("清远市", None, 2024, SENTENCE),
        ("佛山市", None, 2023, SENTENCE), ("佛山市", None, 2024, SENTENCE + OTHER),
    )  # fmt: skip
    found = tk.find_reuse(corpus)
    mean = tk.reuse_shares(corpus, found, by="year").iloc[0]
    assert mean["n_docs"] == 2
    assert mean["copied_low"] < mean["copied"] < mean["copied_high"]
    pd.testing.assert_frame_equal(tk.reuse_shares(corpus, found, by="year"), tk.reuse_shares(corpus, found, by="year"), check_exact=True)
    with pytest.raises(tk.ToolkitError, match="by='yaer' is not allowed"):
        tk.reuse_shares(corpus, found, by="yaer")


def test_shares_need_to_know_what_was_compared():
    corpus, found = own(SENTENCE, SENTENCE)
    found.attrs.clear()
    with pytest.raises(tk.ToolkitError, match="give pairs"):
        tk.reuse_shares(corpus, found)
    pairs = found[["target_doc_id", "source_doc_id"]]
    assert len(tk.reuse_shares(corpus, found, pairs=pairs)) == 1


def test_passages_of_another_corpus_have_no_shares():
    _, found = own(SENTENCE, SENTENCE)
    with pytest.raises(tk.ToolkitError, match="the corpus lacks 'row-2'"):
        tk.reuse_shares(tk.build_corpus(pd.DataFrame({"doc_id": ["a"], "text": [SENTENCE]})), found)


def test_what_was_compared_survives_a_query_and_a_file(tmp_path):
    corpus, found = own(SENTENCE + OTHER, SENTENCE + OTHER.replace("食堂", "书屋"))
    copied = found.query("kind == 'copied'")
    assert copied.attrs["pairs"] == [["row-2", "row-1"]]
    copied.to_parquet(tmp_path / "copied.parquet")
    read = pd.read_parquet(tmp_path / "copied.parquet")
    assert tk.reuse_shares(corpus, read).equals(tk.reuse_shares(corpus, copied))


LAW = "《中华人民共和国农民专业合作社示范法》"


@pytest.mark.parametrize(
    ("source", "target", "n"),
    [
        (f"深入学习{LAW}，扶持合作社三十家。", f"组织干部宣讲{LAW}，清理空壳账户。", 0),
        (f"{LAW}实施以来扶持示范合作社的账目逐年公开。", f"{LAW}实施以来扶持示范合作社的账目逐年公开。", 1),
    ],
)
def test_to_name_the_same_law_is_no_reuse(source, target, n):
    assert len(own(source, target)[1]) == n
