"""Dictionaries: what an entry matches, which matches count, files of each form, and what is said of wrong ones."""

import re

import pandas as pd
import pytest

import toolkit as tk


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    texts = [
        "深化同印度尼西亚的合作，也同印度往来。",
        "推进政务公开，不公开的事项说明理由。未按时公开的要整改。",
        "提高综合治理水平。GDP增长，GDP2035不算。",
    ]
    frame = pd.DataFrame({"text": texts, "year": [2021, 2022, 2023]})
    return tk.build_corpus(frame, tmp_path_factory.mktemp("dictionaries") / "corpus")


def matched(corpus, dictionary, **options):
    found = tk.find_dictionary_matches(corpus, dictionary, **options)
    texts = corpus.documents.set_index("doc_id")["text"]
    assert all(texts[row.doc_id][row.start : row.end] == row.text and row.text in row.sentence for row in found.itertuples())
    return list(zip(found["category"], found["text"], strict=True))


@pytest.mark.parametrize(
    ("entry", "texts"),
    [
        ("综合治理", ["综合治理"]),
        ("提高*水平", ["提高综合治理水平"]),
        ("综合??水平", ["综合治理水平"]),
        ("/综合.{2}/", ["综合治理"]),
        (re.compile("治理水[平位]"), ["治理水平"]),
        ("gdp", ["GDP"]),
        ("GDP*", ["GDP", "GDP2035"]),
    ],
)
def test_entries(corpus, entry, texts):
    assert [text for _, text in matched(corpus, {"a": [entry]})] == texts


def test_the_longest_match_counts_whatever_its_category(corpus):
    both = {"india": ["印度"], "indonesia": ["印度尼西亚"]}
    assert matched(corpus, both) == [("indonesia", "印度尼西亚"), ("india", "印度")]
    assert matched(corpus, both, overlap="all").count(("india", "印度")) == 2


def test_words_that_are_not_counted_keep_those_inside_them_from_counting(corpus):
    dictionary = {"open": ["公开"], "not_counted": ["不公开", "政务公开"]}
    table = tk.code_dictionary(corpus, dictionary, negation_window=0)
    assert set(table["category"]) == {"open"}
    assert table["n"].tolist() == [0, 1, 0]


def test_negated_matches_are_told_apart(corpus):
    table = tk.code_dictionary(corpus, {"open": ["公开"]})
    assert table[["n", "n_negated"]].values.tolist() == [[0, 0], [1, 2], [0, 0]]
    assert tk.code_dictionary(corpus, {"open": ["公开"]}, negation_window=0)["n"].tolist() == [0, 3, 0]


def test_nested_categories_are_put_together_at_a_level(corpus):
    nested = {"economy": {"growth": ["增长"], "size": ["GDP"]}, "law": ["整改"]}
    assert tk.Dictionary(nested).counted == ["economy.growth", "economy.size", "law"]
    table = tk.code_dictionary(corpus, nested, level=1)
    assert table.pivot(index="year", columns="category", values="n").loc[2023].to_dict() == {"economy": 2, "law": 0}


def test_shares_and_scores(corpus):
    table = tk.code_dictionary(corpus, {"tone": [{"word": "增长", "weight": 2}, {"word": "整改", "weight": -1}]})
    assert table["score"].tolist() == [0, -1, 2]
    assert table["sentence_share"].tolist() == [0, 0.5, 0.5]
    assert (table["rate"] == table["n"] * 1e4 / table["n_chars"]).all()
    assert table.attrs["trail"][0].startswith("code_dictionary(dictionary={'tone': ['增长', '整改']}")


FILES = {
    "own.yaml": "growth: [增长, 增速]\nlaw:\n  order: [整改]\n",
    "cntext.yaml": "Name: mine\nDesc: d\nRefer: r\nCategory: [growth, law]\nDictionary:\n  growth: [增长]\n  law: [整改]\n",
    "words.csv": "word,category,weight\n增长,growth,1\n整改,law,-1\n",
    "中文.csv": "词语,类别\n增长,growth\n整改,law\n",
    "liwc.dic": "%\n1\tgrowth\n2\tlaw\n%\n增长\t1\n整改\t2\n",
}


@pytest.mark.parametrize("name", FILES)
def test_files(corpus, tmp_path, name):
    path = tmp_path / name
    path.write_text(FILES[name], encoding="utf-8")
    table = tk.code_dictionary(corpus, tk.read_dictionary(path), level=1)
    assert table.groupby("category")["n"].sum().to_dict() == {"growth": 1, "law": 1}


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        ("a: [", "x.yaml", "cannot be read as YAML"),
        ("a: []", "x.yaml", "category 'a' of the dictionary has no words"),
        ("a: [一]\na: [二]", "x.yaml", "'a' is written twice"),
        ("a: ['/(/']", "x.yaml", "the regular expression '\\(' cannot be read"),
        ("a: ['*']", "x.yaml", "would match anything"),
        ("Category: [grwth]\nDictionary:\n  growth: [增长]", "x.yaml", "did you mean 'growth'"),
        ("word,kind\n增长,a\n", "x.csv", "no column 'category'"),
        ("word,category,weight\n增长,a,big\n", "x.csv", "weight='big' is no number"),
        ("增长 1", "x.dic", "no LIWC file"),
        ("%\n1\tgrowth\n%\n增长\t3\n", "x.dic", "category='3' is not allowed"),
    ],
)
def test_wrong_files_get_one_sentence(tmp_path, content, name, message):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(tk.ToolkitError, match=message):
        tk.read_dictionary(path)


def test_a_misspelt_name_names_the_nearest():
    with pytest.raises(tk.ToolkitError, match="did you mean 'certainty'"):
        tk.read_dictionary("certanty")


def test_shipped_dictionaries():
    table = tk.list_dictionaries()
    assert table["name"].tolist() == ["attention_fields", "certainty", "obligation", "policy_instruments"]
    assert (table["n_entries"] > 60).all()
    assert table["reference"].str.len().gt(20).all()
    sentence = pd.DataFrame({"text": ["鼓励企业引进人才，不得收取费用。"]})
    coded = tk.code_dictionary(tk.build_corpus(sentence), "obligation").set_index("category")["n"]
    assert coded[coded > 0].to_dict() == {"encouraged": 1, "prohibited": 1}


def test_no_word_stands_twice_in_a_shipped_category():
    for name in tk.list_dictionaries()["name"]:
        dictionary = tk.read_dictionary(name)
        for path, entries in dictionary.categories.items():
            texts = [entry.text for entry in entries]
            assert len(texts) == len(set(texts)), f"{name}, {path}"


def test_a_name_that_is_no_dictionary_is_told_that_a_path_may_be_given():
    with pytest.raises(tk.ToolkitError, match=r"dictionary='nofile' is not allowed: .*, or give the path of a file \(\.yaml, "):
        tk.read_dictionary("nofile")
