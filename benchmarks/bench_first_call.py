"""What the first call of each public function costs, loading included: each in a fresh process, on small inputs.

    python benchmarks/bench_first_call.py [--runs 2] [NAME …]

CPU seconds from the start of the program: ``import toolkit``, what the inputs need (pandas, of most), and the call. Functions that fit a
model, or first need one, are told apart. NAME chooses functions whose name has it.
"""

import argparse
import json
import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from rows import Row

import toolkit as tk

MOST = 0.5
"""Seconds."""
FITTED = frozenset((
    "choose_topics", "fit_lss", "fit_topics", "fit_wordfish", "hazard_model", "load_recognizer", "topic_evolution", "topic_stability",
    "train_recognizer", "write_report",
))  # fmt: skip
"""Those whose work is to fit a model, to train or load one, or a whole analysis."""
TEXT = "2024年清远市政府工作报告\\n一、2023年工作回顾\\n全市地区生产总值增长5%，新建道路20公里。贯彻《中华人民共和国水法》。"
CALLS = {
    "Segmenter": "tk.Segmenter().cut('治理河湖')",
    "TermVectorizer": "tk.TermVectorizer().fit_transform(['治理河湖', '保护水源'])",
    "adoption_curve": "tk.adoption_curve(given('first'))",
    "adoption_order": "tk.adoption_order(given('first'))",
    "as_hanlp_document": "tk.as_hanlp_document(TEXT, [])",
    "attention": "tk.attention(opened(), n_samples=5)",
    "build_corpus": "tk.build_corpus(folder + '/one.txt', folder + '/built')",
    "choose_topics": "tk.choose_topics(given('matrix'), [2], n_runs=1)",
    "citation_network": "tk.citation_network(opened())",
    "claims_panel": "tk.claims_panel(opened())",
    "code_dictionary": "tk.code_dictionary(opened(), 'obligation')",
    "collocations": "tk.collocations(opened())",
    "concordance": "tk.concordance(opened(), '发展')",
    "concordance_html": "tk.concordance_html(given('concordance'))",
    "convert": "tk.convert(given('claim'), '元')",
    "cooccurrence_network": "tk.cooccurrence_network(opened(), min_count=3, alpha=0.5)",
    "count_entities": "tk.count_entities(opened())",
    "count_terms": "tk.count_terms(opened())",
    "detect_bursts": "tk.detect_bursts(given('matrix'), ['发展', '改革'])",
    "diffusion_network": "tk.diffusion_network(given('first'), n_permutations=9)",
    "document_pairs": "tk.document_pairs(opened().documents)",
    "entity_trends": "tk.entity_trends(opened())",
    "event_table": "tk.event_table(given('first'))",
    "extract_claims": "tk.extract_claims(TEXT)",
    "extract_entities": "tk.extract_entities(TEXT)",
    "extract_key_phrases": "tk.extract_key_phrases(TEXT)",
    "extract_keywords": "tk.extract_keywords(TEXT)",
    "find_change_points": "tk.find_change_points(given('series'))",
    "find_dictionary_matches": "tk.find_dictionary_matches(opened(), 'obligation')",
    "find_new_words": "tk.find_new_words(opened())",
    "find_phrases": "tk.find_phrases(opened())",
    "find_reuse": "tk.find_reuse(opened())",
    "first_mentions": "tk.first_mentions(opened(), ['环境保护'])",
    "fit_lss": "tk.fit_lss(opened(), {'生态': 1, '工业': -1}, n_components=5, n_bootstrap=0)",
    "fit_topics": "tk.fit_topics(given('matrix'), n_topics=2)",
    "fit_wordfish": "tk.fit_wordfish(given('matrix'), direction=(0, 1), max_iterations=5)",
    "hazard_model": "tk.hazard_model(given('events'), time='log')",
    "keyness": "tk.keyness(given('matrix'), target={'place': '清远市'}, n_resamples=9)",
    "lexical_diversity": "tk.lexical_diversity(opened())",
    "list_dictionaries": "tk.list_dictionaries()",
    "load_recognizer": "tk.load_recognizer(folder + '/tagger')",
    "mann_kendall": "tk.mann_kendall([1, 2, 4, 3, 5, 6, 8])",
    "meaning_change": "tk.meaning_change(opened(), ['生态'], {'a': range(2010, 2018), 'b': range(2018, 2025)}, n_permutations=9)",
    "novelty": "tk.novelty(opened(), n_boot=5)",
    "open_corpus": "opened().documents",
    "panel_sources": "tk.panel_sources(opened())",
    "parse_number": "tk.parse_number('一千二百三十万')",
    "plot_adoption": "tk.plot_adoption(given('curve'))",
    "plot_attainment": "tk.plot_attainment(given('panel'))",
    "plot_bursts": "tk.plot_bursts(given('bursts'))",
    "plot_citations": "tk.plot_citations(given('cited'))",
    "plot_cloud": "tk.plot_cloud(given('keyness'), weight='n_target')",
    "plot_effects": "tk.plot_effects(given('effects'))",
    "plot_first_mentions": "tk.plot_first_mentions(given('first'), policy='环境保护')",
    "plot_followers": "tk.plot_followers(given('followers'))",
    "plot_keyness": "tk.plot_keyness(given('keyness'))",
    "plot_keywords": "tk.plot_keywords(given('keywords'))",
    "plot_map": "tk.plot_map(given('provinces'), boundaries=folder + '/areas.json')",
    "plot_outcomes": "tk.plot_outcomes(given('outcomes'))",
    "plot_panel": "tk.plot_panel(given('panel'), indicator='地区生产总值')",
    "plot_panel_by_place": "tk.plot_panel_by_place(given('panel'), indicator='地区生产总值')",
    "plot_places": "tk.plot_places(given('named'))",
    "plot_provinces": "tk.plot_provinces(given('provinces'))",
    "plot_strength": "tk.plot_strength(given('strength'))",
    "plot_timeline": "tk.plot_timeline(given('first'), policy='环境保护')",
    "plot_topic_choice": "tk.plot_topic_choice(given('choice'))",
    "plot_topic_shares": "tk.plot_topic_shares(given('shares'))",
    "plot_topic_terms": "tk.plot_topic_terms(given('terms'))",
    "plot_topics": "tk.plot_topics(given('terms'))",
    "plot_trends": "tk.plot_trends(given('trends'))",
    "plot_word_network": "tk.plot_word_network(given('words'))",
    "policy_strength": "tk.policy_strength(opened())",
    "rank_key_phrases": "tk.rank_key_phrases(opened())",
    "rank_keywords": "tk.rank_keywords(given('matrix'), n_resamples=9)",
    "read_annotations": "tk.read_annotations(folder + '/annotations.jsonl')",
    "read_dictionary": "tk.read_dictionary('obligation')",
    "readability": "tk.readability(opened())",
    "research_panel": "tk.research_panel(opened(), terms=['发展'])",
    "resolve_place": "tk.resolve_place('连南县', year=2023)",
    "reuse_shares": "tk.reuse_shares(opened(), given('reuse'), n_boot=5)",
    "score_review": "tk.score_review(given('sheet'))",
    "show": "tk.show(given('panel'))._repr_html_()",
    "similarity": "tk.similarity(given('matrix'), pairs='own')",
    "suggest_indicators": "tk.suggest_indicators('国内生产总值')",
    "target_outcomes": "tk.target_outcomes(given('panel'), n_permutations=9)",
    "term_trends": "tk.term_trends(given('matrix'), ['发展', '改革'])",
    "tokenize": "tk.tokenize(TEXT)",
    "topic_evolution": "tk.topic_evolution(given('matrix'), by='place', n_topics=2)",
    "topic_stability": "tk.topic_stability(given('topics'), n_runs=1)",
    "topic_trends": "tk.topic_trends(given('topics'))",
    "train_recognizer": "tk.train_recognizer(folder + '/annotations.jsonl', folder + '/trained')",
    "trend_summary": "tk.trend_summary(given('trends'))",
    "word_neighbours": "tk.word_neighbours(opened(), '发展')",
    "write_annotations": "tk.write_annotations([{'doc_id': 'a', 'text': TEXT, 'entities': []}], folder + '/written.jsonl', form='jsonl')",
    "write_report": "tk.write_report(opened(), folder + '/report.html')",
    "write_table": "tk.write_table(given('panel'), folder + '/panel.csv')",
}
"""A call of each public function; classes that are only met as results have none."""
PROGRAM = f"""
import time
start = time.process_time()
import pickle, sys
import toolkit as tk
folder, TEXT = sys.argv[1], {TEXT!r}.encode().decode()
def given(name):
    with open(f"{{folder}}/{{name}}.pickle", "rb") as file:
        return pickle.load(file)
def opened():
    return tk.open_corpus(folder + "/corpus")
CALL
print(time.process_time() - start)
"""
WORDS = ("发展", "改革", "创新", "生态", "环境", "教育", "医疗", "就业", "农业", "工业", "交通", "水利", "能源", "文化", "旅游", "法治")


class Taken(NamedTuple):
    """CPU seconds of the first call of a function; nan where it failed."""

    name: str
    seconds: float
    error: str = ""


def prepared(folder: Path) -> None:
    """Write a small corpus and what calls are given."""
    rng = np.random.default_rng(0)
    known = [(place, year) for place in ("清远市", "佛山市", "韶关市") for year in range(2010, 2025)]
    texts = [
        f"{year}年{place}政府工作报告\n一、{year - 1}年工作回顾\n全市地区生产总值增长{year % 5 + 3}.5%。"
        f"落实《中华人民共和国环境保护法》。\n"
        f"二、{year}年工作安排\n地区生产总值增长{year % 4 + 4}%左右。"
        + "。".join("推进" + "、".join(rng.choice(WORDS, 4)) for _ in range(max(year - 2012, 1))) + "。"
        for place, year in known
    ]  # fmt: skip
    frame = pd.DataFrame({"text": texts, "place": [place for place, _ in known], "year": [year for _, year in known]})
    corpus = tk.build_corpus(frame, folder / "corpus").annotate()
    Path(folder, "one.txt").write_text(texts[0], encoding="utf-8")
    corpus.export_annotations(folder / "annotations.jsonl", form="jsonl")
    tk.train_recognizer(folder / "annotations.jsonl", folder / "tagger")
    Path(folder, "areas.json").write_text(json.dumps(_areas()), encoding="utf-8")
    for name, value in _inputs(corpus).items():
        Path(folder, f"{name}.pickle").write_bytes(pickle.dumps(value))


def _areas() -> dict[str, Any]:
    """Two provinces of a map, as squares."""
    squares = {"330000": 0, "320000": 2}
    areas = [
        {"type": "Feature", "properties": {"adcode": code}, "geometry": {
            "type": "Polygon", "coordinates": [[[at, 0], [at + 1, 0], [at + 1, 1], [at, 1], [at, 0]]],
        }} for code, at in squares.items()
    ]  # fmt: skip
    return {"type": "FeatureCollection", "features": areas}


def _inputs(corpus: tk.Corpus) -> dict[str, Any]:
    matrix, first = tk.count_terms(corpus), tk.first_mentions(corpus, {"环境保护": ["环境保护"], **{word: [word] for word in WORDS}})
    topics, panel = tk.fit_topics(matrix, n_topics=2), tk.claims_panel(corpus)
    sheet = corpus.sample_for_review(n_figures=10, n_names=10)
    provinces = pd.DataFrame({"place": ["浙江省", "江苏省"], "adcode": ["330000", "320000"], "year": 2023, "actual": [1.0, 2.0]})
    return {
        "matrix": matrix, "first": first, "topics": topics, "panel": panel, "sheet": sheet.assign(right="1"), "provinces": provinces,
        "curve": tk.adoption_curve(first), "events": tk.event_table(first),
        "followers": tk.diffusion_network(first, n_permutations=9, alpha=0.99),
        "concordance": tk.concordance(corpus, "发展"), "series": pd.Series(np.arange(12.0) % 5, index=range(2010, 2022)),
        "keyness": tk.keyness(matrix, target={"place": "清远市"}, n_resamples=9),
        "keywords": tk.rank_keywords(matrix, by="place", n_resamples=9),
        "bursts": tk.detect_bursts(matrix, alpha=None), "cited": tk.citation_network(corpus).table, "trends": tk.term_trends(matrix),
        "outcomes": tk.target_outcomes(panel, n_permutations=9).outcomes, "strength": tk.policy_strength(corpus).documents,
        "choice": tk.choose_topics(matrix, [2, 3], n_runs=1), "shares": topics.prevalence("year"), "terms": topics.terms(),
        "effects": topics.effects("place"), "words": tk.cooccurrence_network(corpus, min_count=3, alpha=0.5),
        "reuse": tk.find_reuse(corpus), "claim": tk.extract_claims("投资5亿元。")[0],
        "named": corpus.entities.assign(year=2020, count=1)[["name", "year", "count"]].dropna(),
    }  # fmt: skip


def taken(folder: Path, names: Iterable[str] = (), *, runs: int = 1) -> Iterator[Taken]:
    """The least of some first calls of each function."""
    wanted = list(names)
    for name, call in CALLS.items():
        if not wanted or any(part in name for part in wanted):
            command = [sys.executable, "-c", PROGRAM.replace("CALL", call), str(folder)]
            environment = {**os.environ, "TQDM_DISABLE": "1", "MPLBACKEND": "Agg"}
            done = [subprocess.run(command, capture_output=True, text=True, env=environment, check=False) for _ in range(runs)]
            failed = next((one for one in done if one.returncode), None)
            if failed:
                yield Taken(name, float("nan"), failed.stderr.strip().rpartition("\n")[2])
            else:
                yield Taken(name, min(float(one.stdout.split()[-1]) for one in done))


def of_pandas(folder: Path) -> float:
    """CPU seconds of ``import pandas``, by which machines and hours are compared."""
    command = [sys.executable, "-c", PROGRAM.replace("CALL", "import pandas"), str(folder)]
    return min(float(subprocess.run(command, capture_output=True, text=True, check=True).stdout) for _ in range(3))


def rows() -> Iterator[Row]:
    """The slowest function of each part of the package, those that fit a model left out."""
    with tempfile.TemporaryDirectory() as name:
        prepared(Path(name))
        slowest: dict[str, Taken] = {}
        for one in taken(Path(name)):
            if one.error:
                raise RuntimeError(f"{one.name}: {one.error}")
            part = str(tk._MODULE_OF[one.name]).partition(".")[0]
            if one.name not in FITTED and one.seconds > slowest.get(part, Taken("", 0.0)).seconds:
                slowest[part] = one
    for part, one in sorted(slowest.items()):
        yield Row(f"first call in {part}", one.seconds, MOST, "at most", 1.0, "s", f"half a second; slowest is {one.name}")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--runs", type=int, default=2)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        prepared(Path(name))
        found = sorted(taken(Path(name), given.names, runs=given.runs), key=lambda one: -one.seconds)
        pandas = of_pandas(Path(name))
    for one in found:
        print(f"{one.name:26}{one.seconds:8.2f} s{'  fits a model' if one.name in FITTED else ''}{'  ' + one.error if one.error else ''}")
    above = sum(one.seconds > MOST and one.name not in FITTED for one in found)
    print(f"{above} of {len(found)} above {MOST} s, models left out; import pandas alone takes {pandas:.2f} s here")


if __name__ == "__main__":
    main()
