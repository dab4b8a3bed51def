"""Small tables, as the analyses return them, with invented values."""

import numpy as np
import pandas as pd

import toolkit as tk
from toolkit.diffusion.network import DiffusionNetwork

PLACES = {"浙江省": "330000", "江苏省": "320000", "福建省": "350000"}


def terms(n_topics=3, k=4):
    words = ["治水", "河湖", "普法", "执法", "数字政府", "高质量发展示范区"]
    rows = [(topic, f"{words[topic % 6]}、{words[(topic + 1) % 6]}", rank, words[(topic + rank) % 6], 0.06 / (topic * rank))
            for topic in range(1, n_topics + 1) for rank in range(1, k + 1)]  # fmt: skip
    return pd.DataFrame(rows, columns=["topic", "label", "rank", "term", "weight"])


def shares(n_topics=3, years=(2015, 2016, 2017, 2020, 2021)):
    rows = [(year, topic, f"主题{topic}", 0.1 * topic + 0.01 * (year % 3)) for year in years for topic in range(1, n_topics + 1)]
    table = pd.DataFrame(rows, columns=["year", "topic", "label", "share"])
    return table.assign(low=table["share"] - 0.04, high=table["share"] + 0.05, n_docs=4)


def choice(methods=("nmf", "lda")):
    rows = [(method, n, 0.4 + n / 100, 0.1 + n / 200, 0.9 - n / 60, 0.8, 500) for method in methods for n in (5, 10, 15)]
    return pd.DataFrame(rows, columns=["method", "n_topics", "c_v", "npmi", "stability", "diversity", "n_rows"])


def effects(contrasts=(("2020年后", "2010年前"), ("2010—2019", "2010年前")), n_topics=3):
    rows = [(topic, f"很长很长的主题名称第{topic}号、治水、河湖普法", "period", value, reference, 0.02 * (topic - 2) + at / 100)
            for at, (value, reference) in enumerate(contrasts) for topic in range(1, n_topics + 1)]  # fmt: skip
    table = pd.DataFrame(rows, columns=["topic", "label", "covariate", "value", "reference", "estimate"])
    return table.assign(low=table["estimate"] - 0.01, high=table["estimate"] + 0.01, q=np.where(table["topic"] == 2, 0.4, 0.01), n_docs=120)


def word_network():
    sentences = "治水修坝，河湖清洁。" * 8 + "普法执法，司法公正。" * 8 + "税收稳定增长。" * 6
    return tk.cooccurrence_network(tk.build_corpus(pd.DataFrame({"text": [sentences]})), min_count=3, alpha=0.5)


def followers():
    pairs = [("甲省", "乙省", 9), ("甲省", "丙省", 4), ("乙省", "丙省", 6), ("丁省", "甲省", 3)]
    table = pd.DataFrame(pairs, columns=["source", "target", "n_followed"]).assign(edge=True, rank=range(4))
    names = ["甲省", "乙省", "丙省", "丁省", "戊省"]
    places = pd.DataFrame({"place": names, "n_followers": [2, 1, 0, 1, 0], "n_followed": [1, 1, 2, 0, 0]})
    return DiffusionNetwork(table, places)


def citations():
    laws = ["中华人民共和国环境保护法", "信访条例", "十四五规划"]
    rows = [(f"{place}{year}", law, f"{law}（{year - 3}）", year, place, "province", "东部")
            for place in PLACES for year in (2019, 2020, 2021) for at, law in enumerate(laws) if at < 2 or place == "浙江省"]  # fmt: skip
    return pd.DataFrame(rows, columns=["doc_id", "policy", "label", "year", "place", "level", "region"])


def first():
    rows = [
        ("中华人民共和国环境保护法", "全国", "nation", "observed", 2009, 2008, 1990, 2022),
        ("中华人民共和国环境保护法", "浙江省", "province", "observed", 2014, 2013, 2000, 2022),
        ("中华人民共和国环境保护法", "江苏省", "province", "interval", 2014, 2011, 2000, 2022),
        ("中华人民共和国环境保护法", "福建省", "province", "in first report", 2006, None, 2006, 2022),
        ("中华人民共和国环境保护法", "湖北省", "province", "not yet", None, 2022, 2000, 2022),
        ("中华人民共和国环境保护法", "云山市", "prefecture", "observed", 2016, 2015, 2000, 2022),
    ]
    columns = ["policy", "place", "level", "status", "first_year", "not_before", "first_report", "last_report"]
    return pd.DataFrame(rows, columns=columns).astype({"first_year": "Int32", "not_before": "Int32"})


def strength():
    rows = [(f"{place}{year}", place, year, 3.0 if place == "全国" else 2.0, 1.5 + 0.1 * at + (year - 2015) / 20)
            for at, place in enumerate(["全国", "甲", "乙", "丙", "丁"]) for year in (2015, 2016, 2017)]  # fmt: skip
    return pd.DataFrame(rows, columns=["doc_id", "place", "year", "level", "score"])


def outcomes(margins=(1.5, 0.5, -0.5, -2.0)):
    rows = [("地区生产总值", "change", "%", year, "hit" if margin >= 0 else "miss", margin, margin * 20, True)
            for year in (2021, 2022) for margin in margins]  # fmt: skip
    rows.append(("城镇新增就业", "level", "人", 2022, "hit", 5000.0, 10.0, True))
    rows.append(("地区生产总值", "change", "%", 2025, "hit", 0.0, 0.0, False))
    columns = ["indicator", "measure", "unit", "year", "outcome", "margin", "margin_percent", "annual"]
    table = pd.DataFrame(rows, columns=columns)
    return table.assign(target=5.0, actual=np.nan, estimate=np.nan, place="云山市")


def keyness():
    words = ["数字政府", "治水", "普法", "营商环境", "双碳", "农会", "税收"]
    return pd.DataFrame({"term": words, "score": [9.0, 7.0, 5.0, 4.0, 2.0, 1.0, 0.0], "z": [5, 3, 1, 0.5, -1, -4, -2.0],
                         "kind": list("甲甲乙乙乙丙丙")})  # fmt: skip


def provinces():
    figures = dict(zip(PLACES, (8e12, 1.2e13, 5e12), strict=True))
    rows = [(place, PLACES[place], 2023, "地区生产总值", "level", "元", figure) for place, figure in figures.items()]
    return pd.DataFrame(rows, columns=["place", "adcode", "year", "indicator", "measure", "unit", "actual"])
