"""A small corpus with known rises, falls and bursts, shared by the tests of counting and analysis."""

import pandas as pd
import pytest

import toolkit as tk

YEARS = range(2017, 2025)
COUNTS = {
    "数据": lambda year: year - 2017,
    "扶贫": lambda year: 2024 - year,
    "防疫": lambda year: 9 if year in (2020, 2021) else 0,
    "湿地": lambda year: 2,
}
"""How often each word stands in a report of each year."""


def report(place, year):
    """The text of one report; the words of COUNTS stand in sentences of their own."""
    sentences = [f"{word}工作有新进展。" for word, count in COUNTS.items() for _ in range(count(year))]
    own = "茶叶合作社增收，水价稳定。" if place == "清远市" else "陶瓷企业减税，法律服务到村。"
    return (
        f"{place}{year}年工作报告\n一、{year - 1}年工作回顾\n" + "".join(sentences[::2]) + f"引进企业5家，投资3.2亿元。{own}\n"
        f"二、{year}年工作任务\n" + "".join(sentences[1::2]) + "治理河湖，保护水源。\n"
    )


@pytest.fixture(scope="session")
def reports():
    """Two places × eight years."""
    rows = [{"text": report(place, year), "place": place, "year": year} for year in YEARS for place in ("清远市", "佛山市")]
    return pd.DataFrame(rows)


@pytest.fixture(scope="session")
def report_corpus(reports):
    return tk.build_corpus(reports)


@pytest.fixture(scope="session")
def report_matrix(report_corpus):
    return tk.count_terms(report_corpus)


@pytest.fixture(scope="session")
def empty_corpus(report_corpus):
    """A corpus without documents, with all of its tables."""
    return report_corpus.filter(year=1900)


@pytest.fixture(scope="session")
def single_corpus():
    return tk.build_corpus(pd.DataFrame({"text": ["水质改善，依法征税。水源保护。"], "year": [2023]}))
