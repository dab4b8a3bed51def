#!/usr/bin/env python3
"""The whole analysis of the notebooks as one script: their code, in their order. Written by ``scripts/make_notebooks.py``; don't edit it.

    python notebooks/whole_analysis.py --out out/analysis             # everything
    python notebooks/whole_analysis.py --out out/analysis 03 09       # some parts

What a notebook shows becomes files of ``--out``: tables (CSV), figures (PNG), and the rest as text, numbered in the order in which
the notebook shows them. The same inputs and versions give the same bytes.
"""

import argparse
from pathlib import Path

import matplotlib

matplotlib.use("agg")  # no window

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

import toolkit as tk

ROOT = Path(__file__).resolve().parent.parent


class Results:
    """The folder into which a part writes what it shows."""

    def __init__(self, folder, part):
        self.folder, self.part, self.count = folder, part, 0

    def keep(self, value):
        """Write a table, a figure or anything else that was shown."""
        if value is None:
            return
        self.count += 1
        path = self.folder / f"{self.part}-{self.count:02d}"
        if isinstance(value, np.ndarray) and value.size and isinstance(value.flat[0], Axes):
            value = value.flat[0]
        if isinstance(value, Axes):
            value.figure.savefig(path.with_suffix(".png"), bbox_inches="tight", dpi=150)
            return
        value = getattr(value, "table", value)  # of tk.show
        if isinstance(value, pd.Series):
            value = value.reset_index()
        if isinstance(value, pd.DataFrame):
            tk.write_table(value if isinstance(value.index, pd.RangeIndex) else value.reset_index(), path.with_suffix(".csv"))
        else:
            path.with_suffix(".txt").write_text(f"{value}\n", encoding="utf-8")


def part_01(work, keep):
    """Own data."""
    sheet = ROOT / "corpora" / "demo" / "韶关市文件汇编.xlsx"
    keep(pd.read_excel(sheet, engine="calamine").head(4))

    corpus = tk.build_corpus(sheet, work / "own")
    keep(corpus.documents[["title", "place", "adcode", "date", "year", "doc_type", "doc_number", "说明"]])

    keep(corpus.provenance.query("doc_id == @corpus.documents.doc_id[0]"))

    table = pd.read_excel(sheet, engine="calamine")
    bad = table.iloc[[0, 1]].assign(标题=["缺正文的一篇", "重复的一篇"], 正文=["", table["正文"][1]])
    damaged = tk.build_corpus(pd.concat([table, bad], ignore_index=True))
    keep((len(table) + len(bad), len(damaged.documents)))

    keep(damaged.errors)

    keep(damaged.notes[["doc_id", "kind", "note"]])

    corpus.annotate()
    keep(tk.show(corpus.claims, rows=6))

    columns = ["place", "report_year", "indicator", "value", "unit", "bound", "modality", "year", "sentence"]
    path = tk.write_table(corpus.claims[columns], work / "own_figures.csv")
    keep(len(pd.read_csv(path)))


def part_02(work, keep):
    """Build and check."""
    corpus = tk.build_corpus(ROOT / "corpora" / "demo", work / "demo").annotate()
    keep(corpus)

    documents = corpus.documents
    keep(documents.assign(period=(documents["year"] // 5 * 5).astype(str) + "–").pivot_table(
        index="doc_type", columns="period", values="doc_id", aggfunc="count", fill_value=0
    ))

    reports = corpus.filter(doc_type="政府工作报告")
    keep(reports.documents.groupby("place")["year"].agg(["min", "max", "nunique", "size"]))

    keep((len(corpus.errors), len(corpus.notes), int(reports.documents["place"].isna().sum())))

    keep(reports.documents["n_chars"].astype(int).describe().round())

    one = corpus.filter(place="清远市", year=2020, doc_type="政府工作报告")
    keep(one.sections[["number", "heading", "kind", "start", "end"]].head(10))

    keep(tk.show(one.claims, rows=8))

    sheet = reports.sample_for_review(n_figures=20, n_names=20, seed=1)
    keep(tk.show(sheet[["kind", "sentence", "indicator_id", "value", "modality", "type", "name"]].iloc[[0, 1, 2, 20, 21, 22]]))

    sheet["right"] = 1
    sheet.loc[3, "right"] = 0
    keep(tk.score_review(sheet)[["kind", "type", "n", "right", "precision", "low", "high"]].round(3))


def part_03(work, keep):
    """Words and keyness."""
    corpus = tk.build_corpus(ROOT / "corpora" / "demo", work / "demo").annotate()
    reports = corpus.filter(doc_type="政府工作报告")
    matrix = tk.count_terms(reports, min_df=3)
    keep(matrix)

    keep(tk.show(tk.concordance(reports, "营商环境"), rows=6))

    keep(tk.plot_keywords(tk.rank_keywords(matrix, by="year", own_names=False), k=8))

    late, early = {"year": range(2018, 2025)}, {"year": range(2005, 2018)}
    words = tk.keyness(matrix, target=late, reference=early, own_names=False)
    keep(words[["term", "n_target", "n_reference", "rate_target", "rate_reference", "log_ratio", "z", "p_adjusted"]].head(12))

    keep(tk.plot_keyness(words, labels=("2018–2024", "2005–2017")))

    uses = matrix.to_frame().query("term in ['数字经济', '乡镇企业']")
    uses = uses.assign(period=uses["year"].ge(2018).map({False: "2005–2017", True: "2018–2024"}))
    uses = uses.pivot_table(index="place", columns=["term", "period"], values="n", aggfunc="sum", fill_value=0)
    keep((uses / [13, 7, 13, 7]).round(1))


def part_04(work, keep):
    """Dictionaries."""
    corpus = tk.build_corpus(ROOT / "corpora" / "demo", work / "demo").annotate()
    reports = corpus.filter(doc_type="政府工作报告")
    keep(tk.list_dictionaries()[["name", "n_categories", "n_entries", "description"]])

    coded = tk.code_dictionary(reports, "attention_fields")
    keep(coded[["place", "year", "category", "n", "rate", "sentence_share", "found"]].head(4))

    shares = coded.pivot_table(index="year", columns="category", values="sentence_share")
    keep(shares[["economy", "livelihood", "agriculture", "environment", "governance"]].iloc[[0, 5, 10, 15, 19]].round(3))

    fields = {"green": ["湿地", "森林", "碳达峰", "污染", "水质", "空气质量", "生态"], "industry": ["工业", "产业", "制造业", "企业"]}
    shares = tk.attention(reports, fields).shares.query("kind == 'all'")
    keep(shares[shares["year"].isin([2005, 2010, 2015, 2020, 2024])][["year", "category", "n_docs", "share", "low", "high"]].round(3))

    figure_table = shares.rename(columns={"category": "term"})
    keep(tk.plot_trends(figure_table, measure="share", title="句子含该类词的篇幅占比"))

    own = {"digital": ["数字*", "智慧*", "数据*"]}
    matches = tk.find_dictionary_matches(reports, own)
    keep(matches["text"].value_counts().head(8))

    keep(matches["sentence"].str.extract("(数字.{2})")[0].value_counts().head(8))

    better = {"digital": ["数字*", "智慧*", "数据*"], "industry name": ["数字安防"]}
    digital = tk.code_dictionary(reports, better)
    keep(digital.pivot_table(index="place", columns="category", values="n", aggfunc="sum"))


def part_05(work, keep):
    """Entities and policies."""
    corpus = tk.build_corpus(ROOT / "corpora" / "demo", work / "demo").annotate()
    reports = corpus.filter(doc_type="政府工作报告")
    entities = reports.entities
    keep(entities.groupby(["type", "subtype"], dropna=False).agg(mentions=("text", "size"), names=("name", "nunique")).head(16))

    keep(tk.show(reports.filter(place="清远市", year=2023).entities.query("type == 'POLICY'"), rows=10))

    trends = tk.entity_trends(reports, type="POLICY", min_docs=15)
    spans = trends[trends["n_docs"] > 0].groupby("entity")["year"].agg(["min", "max", "size"])
    keep(spans.sort_values(["min", "max"]))

    table = trends.rename(columns={"entity": "name", "n_docs": "count"})
    keep(tk.plot_places(table, k=23, title="各年提到各项政策的报告数"))

    network = tk.citation_network(reports)
    cited = network.table
    keep(cited[cited["found"].str.contains("环境保护法")].groupby("version")["year"].agg(["min", "max", "size"]))

    keep(network.most_cited(by="decade", k=5))


def part_06(work, keep):
    """Claims panel regression."""
    import statsmodels.formula.api as smf


    corpus = tk.build_corpus(ROOT / "corpora" / "demo", work / "demo").annotate()
    keep(corpus.claims.groupby(["modality", "role"]).size().unstack(fill_value=0))

    panel = tk.claims_panel(corpus.claims, indicator="地区生产总值").query("measure == 'change'")
    keep(tk.show(panel.query("place == '清远市'"), rows=20))

    differing = panel.loc[panel["conflict"].astype(bool), ["place", "year", "measure"]]
    sources = tk.panel_sources(corpus.claims, indicator="地区生产总值").merge(differing)
    keep(sources[["doc_id", "modality", "value", "used", "agrees", "sentence"]])

    keep(tk.plot_panel_by_place(panel[panel["place"] != "吉安市"]))

    outcomes = tk.target_outcomes(panel)
    keep(tk.plot_outcomes(outcomes.outcomes, indicator="地区生产总值"))

    before = outcomes.outcomes[["place", "year", "target", "margin"]].rename(columns={"target": "last_target", "margin": "last_margin"})
    before["year"] += 1
    data = panel[["place", "year", "target"]].merge(before, on=["place", "year"]).dropna().astype({"year": "int64"})
    groups = data["place"].astype("category").cat.codes
    model = smf.ols("target ~ last_target + last_margin + C(place) + C(year)", data=data)
    fit = model.fit(cov_type="cluster", cov_kwds={"groups": groups}, use_t=True)
    keep(fit.params.to_frame("coefficient").assign(se=fit.bse, p=fit.pvalues).loc[["last_target", "last_margin"]].round(3))

    keep(outcomes.ratchet[["indicator", "n", "n_places", "carry", "ratchet", "ratchet_low", "ratchet_high", "ratchet_p"]].round(3))

    reports = corpus.filter(doc_type="政府工作报告")
    research = tk.research_panel(reports, terms=["困难", "营商环境"], indicators=["地区生产总值"])
    keep(research.codebook[["name", "meaning", "unit", "n", "n_missing", "mean"]].iloc[7:].round(2))

    keep([path.name for path in research.write(work / "stata", name="growth")])


def part_07(work, keep):
    """Topics."""
    corpus = tk.build_corpus(ROOT / "corpora" / "demo", work / "demo").annotate()
    reports = corpus.filter(doc_type="政府工作报告")
    matrix = tk.count_terms(reports, unit="block", min_df=5, stop_words="all")
    keep(matrix)

    keep(tk.choose_topics(matrix, [8, 12, 16, 20, 24, 28], n_runs=2)[["n_topics", "npmi", "stability", "diversity"]].round(3))

    topics = tk.fit_topics(matrix, n_topics=24, names=False)
    keep(tk.plot_topics(topics.terms(6)))

    typical = topics.typical(reports)
    keep(tk.show(typical[typical["label"].str.contains("外贸|稻谷")][["label", "rank", "nearness", "place", "year", "text"]]))

    keep(tk.plot_topics(topics.prevalence(by="year")))

    region = {"浙江": "东部", "福建": "东部", "广东": "东部", "江西": "中部", "湖南": "中部", "贵州": "西部", "云南": "西部"}
    provinces = {"33": "浙江", "35": "福建", "44": "广东", "36": "江西", "43": "湖南", "52": "贵州", "53": "云南"}
    covariates = reports.documents[["doc_id", "adcode"]].assign(region=lambda table: table["adcode"].str[:2].map(provinces).map(region))
    effects = topics.effects(["year", "region"], data=covariates[["doc_id", "region"]], cluster="place")
    columns = ["topic", "label", "value", "reference", "estimate", "low", "high", "q"]
    keep(effects[effects["covariate"] == "region"].sort_values("q")[columns].head(8).round(4))

    keep(tk.plot_effects(effects, covariate="region"))

    keep(effects[effects["covariate"] == "year"].sort_values("q")[columns].head(6).round(4))

    seeds = {
        "外贸口岸": ["外贸", "口岸", "出口", "保税"],
        "商品粮": ["商品粮", "稻谷", "粮库", "圩堤"],
        "石漠化搬迁": ["石漠化", "搬迁", "移民", "水窖"],
    }
    whole = tk.count_terms(reports, min_df=5, stop_words="all")
    guided = tk.fit_topics(whole, n_topics=10, method="lda", seeds=seeds, names=False)
    shares = guided.prevalence(by=covariates.set_index("doc_id")["region"]).query("label in @seeds")
    keep(shares.pivot(index="region", columns="label", values="share").round(3))


def part_08(work, keep):
    """Trends breaks bursts."""
    corpus = tk.build_corpus(ROOT / "corpora" / "demo", work / "demo").annotate()
    reports = corpus.filter(doc_type="政府工作报告")
    matrix = tk.count_terms(reports, min_df=3)
    words = ["志愿服务", "乡镇企业", "湿地", "乡村振兴", "金融危机", "疫情"]
    trends = tk.term_trends(matrix, words)
    keep(trends.pivot_table(index="term", columns="year", values="rate").round(0).astype(int))

    keep(tk.trend_summary(trends)[["term", "first", "last", "tau", "slope", "p_adjusted", "trend", "shape", "turn"]].round(3))

    keep(tk.plot_trends(trends[trends["term"].isin(["志愿服务", "乡镇企业"])]))

    breaks = tk.find_change_points(trends)
    keep(breaks[["term", "year", "low", "high", "before", "after", "p_adjusted"]].round(3))

    shown = ["湿地", "乡村振兴"]
    keep(tk.plot_trends(trends[trends["term"].isin(shown)], breaks=breaks[breaks["term"].isin(shown)]))

    bursts = tk.detect_bursts(matrix)
    keep((len(matrix.terms), bursts["kind"].value_counts().to_dict()))

    keep(bursts.query("kind == 'burst'")[["term", "start", "end", "n", "rate", "base_rate", "weight", "p"]].head(10).round(2))

    keep(tk.plot_bursts(bursts.query("weight > 20"), k=18))

    frequent = matrix.trim(min_df=100)
    everything = tk.trend_summary(tk.term_trends(frequent))
    keep((everything["trend"].value_counts().to_dict(), everything.sort_values("p")[["term", "tau", "p", "p_adjusted", "shape"]].head(6).round(4)))


def part_09(work, keep):
    """Diffusion."""
    corpus = tk.build_corpus(ROOT / "corpora" / "demo", work / "demo").annotate()
    reports = corpus.filter(doc_type="政府工作报告")
    policies = {
        "溪水长清行动": "溪水长清", "一章办结改革": "一章办结", "田园课堂工程": "田园课堂",
        "绿色账本制度": "绿色账本", "邻里食堂计划": "邻里食堂", "晚归班车工程": "晚归班车",
    }  # fmt: skip
    first = tk.first_mentions(reports, policies)
    keep(first["status"].value_counts())

    keep(first.query("policy == '溪水长清行动'").sort_values("first_year")[["place", "level", "first_year", "status", "sentence"]])

    keep(tk.plot_first_mentions(first, policy="溪水长清行动"))

    curve = tk.adoption_curve(first)
    keep(curve[curve["year"] == 2024][["policy", "n_places", "share", "low", "high", "n_unknown"]].round(2))

    keep(tk.plot_adoption(curve))

    order = tk.adoption_order(first, by="level")
    keep(order.pivot(index="policy", columns="group", values="median_year")[["province", "prefecture", "county"]])

    events = tk.event_table(first)
    keep(events[["policy", "place", "year", "time", "event", "neighbours_share", "others_share", "province_adopted"]].head(6).round(2))

    model = tk.hazard_model(events, ["neighbours_share"])
    keep(model.coefficients.query("not baseline")[["term", "coefficient", "se", "p", "ratio", "ratio_low", "ratio_high"]].round(3))

    keep(model.summary[["n_rows", "n_events", "n_places", "n_policies", "n_clusters"]])

    for time in ("year", "log", "none"):
        row = tk.hazard_model(events, ["neighbours_share"], time=time).coefficients.set_index("term").loc["neighbours_share"]
        print(f"{time:5} coefficient {row.coefficient:.2f} [{row.low:.2f}, {row.high:.2f}]")

    below = events[events["province_adopted"].notna()].astype({"province_adopted": "float64"})
    keep(below.groupby("province_adopted")["event"].agg(["mean", "sum", "size"]).round(2))


def part_10(work, keep):
    """Reuse."""
    corpus = tk.build_corpus(ROOT / "corpora" / "demo", work / "demo").annotate()
    reports = corpus.filter(doc_type="政府工作报告")
    own = tk.find_reuse(reports, pairs="own", lag=1)
    keep(own.groupby("kind").agg(passages=("n_chars", "size"), characters=("n_chars", "sum"), numbers_changed=("numbers_changed", "sum")))

    one = own.query("target_place == '贵州省' and target_year == 2020").sort_values(["kind", "target_start"], ascending=[False, True])
    keep(tk.show(one[["kind", "similarity", "numbers_changed", "target_text", "source_text"]]))

    shares = tk.reuse_shares(reports, own, by="place")
    keep(shares.sort_values("copied", ascending=False)[["place", "n_docs", "copied", "copied_low", "copied_high", "adapted", "new"]].round(3))

    guizhou = tk.reuse_shares(reports, own, by=["place", "year"]).query("place == '贵州省'")
    keep(guizhou[["year", "copied", "adapted", "new"]].round(3).set_index("year").T)

    higher = tk.find_reuse(reports, pairs="higher", lag=0)
    keep(tk.reuse_shares(reports, higher, by="place")[["place", "n_docs", "copied", "copied_low", "copied_high", "adapted"]].round(3))

    keep(higher.query("kind == 'copied'").groupby(["target_place", "source_place"]).size().rename("passages").reset_index())

    new = tk.novelty(reports, same_place=True)
    keep(new.groupby("place")[["novelty", "resonance"]].mean().sort_values("novelty").round(3).head(4))


def part_11(work, keep):
    """Annotate and retrain."""
    corpus = tk.build_corpus(ROOT / "corpora" / "demo", work / "demo").annotate()
    reports = corpus.filter(doc_type="政府工作报告", year=range(2015, 2021))
    first = reports.filter(place=["浙江省", "广东省", "贵州省"])
    more = reports.filter(place=["江西省", "云南省", "清远市", "瑞金市", "连南瑶族自治县"])
    unseen = corpus.filter(doc_type="政府工作报告", year=range(2021, 2025), place=["福建省", "湖南省", "赣州市", "英德市"])
    keep((len(first.documents), len(more.documents), len(unseen.documents)))

    path = first.export_annotations(work / "to_correct.json", form="label_studio")
    exported = tk.read_annotations(path)
    keep((len(exported), pd.Series([item["type"] for record in exported for item in record["entities"]]).value_counts().to_dict()))

    known = {
        "浙江省": ["数字安防", "现代纺织", "茶叶", "杨梅"], "广东省": ["智能家电", "新能源汽车", "荔枝", "岭南水果"],
        "贵州省": ["酱香白酒", "磷化工", "刺梨", "辣椒"], "江西省": ["有色金属", "航空制造", "双季稻", "脐橙"],
        "云南省": ["绿色铝", "生物医药", "花卉", "咖啡"], "清远市": ["有色金属", "先进陶瓷", "麻鸡", "丝苗米"],
        "瑞金市": ["电气机械", "绿色食品", "设施蔬菜", "脐橙"], "连南瑶族自治县": ["农产品加工", "清洁能源", "高山茶", "稻田鱼"],
        "福建省": ["电子信息", "石油化工", "乌龙茶", "琯溪蜜柚"], "湖南省": ["工程机械", "轨道交通装备", "双季稻", "油茶"],
        "赣州市": ["稀土新材料", "现代家居", "脐橙", "油茶"], "英德市": ["新型建材", "装备制造", "红茶", "西牛麻竹笋"],
    }  # fmt: skip


    def industries(text, place):
        """The industries of a place in a text, as spans."""
        starts = [(start, name) for name in known[place] for start in range(len(text)) if text.startswith(name, start)]
        return [{"start": start, "end": start + len(name), "type": "INDUSTRY"} for start, name in starts]


    def corrected(records):
        """The records with the industries marked."""
        return [{**record, "entities": record["entities"] + industries(record["text"], record["place"])} for record in records]


    tk.write_annotations(corrected(exported), work / "corrected.json", form="label_studio")
    annotations = first.read_annotations(work / "corrected.json")
    keep(sum(item["type"] == "INDUSTRY" for record in annotations for item in record["entities"]))

    def measured(folder):
        """Each industry that is annotated or found in the reports kept apart."""
        rows = []
        for row in unseen.documents.itertuples():
            right = {(item["start"], item["end"]) for item in industries(row.text, row.place)}
            found = tk.extract_entities(row.text, place=row.place, year=row.year, model=folder)
            spans = {(entity.start, entity.end) for entity in found if entity.type == "INDUSTRY"}
            rows += [(row.place, row.text[start:end], (start, end) in right, (start, end) in spans) for start, end in sorted(right | spans)]
        return pd.DataFrame(rows, columns=["place", "name", "right", "found"])


    def score(told):
        """Precision and recall."""
        both = (told["right"] & told["found"]).sum()
        return f"precision {both / told['found'].sum():.2f}, recall {both / told['right'].sum():.2f}, of {told['right'].sum()} names"


    tk.train_recognizer(annotations, work / "industries-1")
    told = measured(work / "industries-1")
    print(score(told))

    keep(told.groupby(["right", "name"])["found"].agg(["size", "sum"]).rename(columns={"size": "times", "sum": "found"}))

    batch = corrected(tk.read_annotations(more.export_annotations(work / "more.jsonl", form="jsonl")))
    tk.train_recognizer([*annotations, *batch], work / "industries-2")
    again = measured(work / "industries-2")
    print(score(again))

    keep(again[again["right"]].groupby(["place", "name"])["found"].agg(["size", "sum"]).rename(columns={"size": "times", "sum": "found"}))

    newest = unseen.filter(year=2024).documents[["title", "text", "place", "year"]]
    fresh = tk.build_corpus(newest).annotate(claims=False, model=work / "industries-2")
    named = fresh.entities.merge(fresh.documents[["doc_id", "place"]], on="doc_id").query("type == 'INDUSTRY'")
    keep(named.groupby("place")["text"].unique().str.join("、").rename("industries").reset_index())


PARTS = {"01": part_01, "02": part_02, "03": part_03, "04": part_04, "05": part_05, "06": part_06, "07": part_07, "08": part_08, "09": part_09, "10": part_10, "11": part_11}


def main():
    """Run the parts that are named, or all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="NN", choices=[*PARTS, []], help=f"some of {', '.join(PARTS)}; all without")
    parser.add_argument("--out", type=Path, default=Path("out/analysis"))
    parser.add_argument("--work", type=Path, help="where corpora and models go; OUT/work without")
    options = parser.parse_args()
    work = options.work or options.out / "work"
    for folder in (options.out, work):
        folder.mkdir(parents=True, exist_ok=True)
    for name in options.parts or PARTS:
        PARTS[name](work, Results(options.out, name).keep)


if __name__ == "__main__":
    main()
