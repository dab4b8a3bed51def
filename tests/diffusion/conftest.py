"""A few provinces whose reports take up a policy in known years; one report is missing, one place begins late."""

import pandas as pd
import pytest

import toolkit as tk

NAMES = {"浙江省": 2013, "江苏省": 2015, "安徽省": 2014, "江西省": 2016, "山东省": None, "福建省": 2014, "全国": 2015}
MISSING = {("福建省", 2013), ("福建省", 2012)}
BEGINS = {"江苏省": 2015}
YEARS = range(2011, 2018)


def report(place, year):
    named = NAMES[place] is not None and year >= NAMES[place]
    first = "继续推行田长制，再推田长制。" if named else "继续修渠。"
    return f"{place}{year}年工作报告\n今年粮食增产。{first}\n"


def rows(places):
    return [
        {"text": report(place, year), "place": place, "year": year, "date": f"{year}-03-05" if place == "全国" else f"{year}-01-{15 + at}"}
        for at, place in enumerate(places)
        for year in YEARS
        if (place, year) not in MISSING and year >= BEGINS.get(place, 0)
    ]  # fmt: skip


@pytest.fixture(scope="session")
def provinces():
    return tk.build_corpus(
        pd.DataFrame(rows([name for name in NAMES if name != "全国"])).assign(
            doc_id=lambda table: table["place"] + table["year"].astype(str)
        )
    )


@pytest.fixture(scope="session")
def centre():
    return tk.build_corpus(pd.DataFrame(rows(["全国"])))


@pytest.fixture(scope="session")
def first(provinces, centre):
    return tk.first_mentions([provinces, centre], {"田长制": "田长制"})
