"""A small corpus with known rises, falls and bursts, shared by the tests of counting and analysis, and the results of a run."""

import importlib.util
import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

import toolkit as tk
from toolkit.cli import main

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
def script():
    """A function that gives a script of ``scripts/`` by name, as a module."""

    def load(name):
        spec = importlib.util.spec_from_file_location(name, Path(__file__).parent.parent / "scripts" / f"{name}.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return load


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


CORPORA = Path(__file__).parent.parent / "corpora"


@pytest.fixture(scope="session")
def planted():
    """What was planted in the demo corpus by name; tables and words as frames."""
    truth = json.loads((CORPORA / "demo_truth.json").read_text(encoding="utf-8"))
    tables = {name: value for name, value in truth.items() if isinstance(value, dict) and "rows" in value}
    frames = {name: pd.DataFrame(value["rows"], columns=value["columns"]) for name, value in tables.items()}
    return truth | frames | {"words": pd.DataFrame(truth["words"])}


@pytest.fixture(scope="session")
def demo_corpus(tmp_path_factory):
    """The demo corpus, built and annotated once: for the tests of what was planted in it. Other tests take a small corpus."""
    target = tmp_path_factory.mktemp("demo") / "corpus"
    return tk.build_corpus(CORPORA / "demo", target).annotate()


RUN_REPORT = """{year}年桃源县政府工作报告
一、{past}年工作回顾
全县生产总值增长{n}.5%，财政收入{n}亿元，治理河湖。贯彻《中华人民共和国森林法》。
二、{year}年工作安排
生产总值增长5%左右，城镇调查失业率控制在5.5%以内。
"""


@pytest.fixture(scope="session")
def finished(tmp_path_factory):
    """A folder with ``reports`` and, by ``policy-toolkit run``, ``results``."""
    base = tmp_path_factory.mktemp("finished")
    (base / "reports").mkdir()
    for n, year in enumerate((2021, 2022, 2023), start=3):
        (base / "reports" / f"{year}.txt").write_text(RUN_REPORT.format(year=year, past=year - 1, n=n), encoding="utf-8")
    assert main(["run", str(base / "reports"), "--out", str(base / "results"), "--title", "桃源县", "--topics", "2"]) == 0
    return base


@pytest.fixture
def ours(finished, tmp_path):
    """The same in a folder of its own, which a test may change."""
    shutil.copytree(finished, tmp_path / "ours")
    return tmp_path / "ours"
