"""A folder of reports and the results of its run, shared by the tests of what comes before and after a run."""

import shutil

import pytest

from toolkit.cli import main

REPORT = """{year}年桃源县政府工作报告
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
        (base / "reports" / f"{year}.txt").write_text(REPORT.format(year=year, past=year - 1, n=n), encoding="utf-8")
    assert main(["run", str(base / "reports"), "--out", str(base / "results"), "--title", "桃源县", "--topics", "2"]) == 0
    return base


@pytest.fixture
def ours(finished, tmp_path):
    """The same in a folder of its own, which a test may change."""
    shutil.copytree(finished, tmp_path / "ours")
    return tmp_path / "ours"
