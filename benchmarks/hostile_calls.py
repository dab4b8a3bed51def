"""The calls whose growth is measured, each with inputs that suit it: all public functions that take texts, files, corpora or tables."""

import atexit
import io
import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from hostile_inputs import FILES, PIECES, TABLES, repeated, table

import toolkit as tk
from toolkit.corpus.folder import FileIndex, SourceFile
from toolkit.corpus.limits import LIMITS
from toolkit.corpus.metadata import find_metadata
from toolkit.corpus.readers import READERS, read_file
from toolkit.corpus.sources import Asked, scan_files
from toolkit.corpus.table_items import table_items
from toolkit.places import find_places
from toolkit.text import PhraseFinder, clean_text, find_sections, sentence_spans, split_sentences, strip_furniture
from toolkit.text.keeping import KEEPABLE
from toolkit.text.tables import find_cells

__all__ = ["FEW", "Case", "cases"]

SCRATCH = Path(tempfile.mkdtemp(prefix="growth-"))
atexit.register(shutil.rmtree, SCRATCH, ignore_errors=True)


class Case(NamedTuple):
    """A function, its inputs by name (makers of one of a size), and the sizes between which it is measured."""

    name: str
    call: Callable[[Any], object]
    inputs: Mapping[str, Callable[[int], Any]]
    first: int = 1000
    last: int = 32_000
    limit: float = 1.2
    """The largest exponent that is right: 1 and what measuring takes; more where pairs of values are compared by what is asked."""


FEW = (
    "1", "一", "万", "百分之", "-", "（", "《", "《甲》", "“", "、", "第1条、", "增长5%，", "今年增长5%；",
    "其中，增长5%", "由5亿元增加到6亿元，", "全市", "\n一、5%", "\n", "甲\t1\t2\n", " ", "发展", "国发〔2023〕1号",
    "关于加强", "中华人民共和国", "公司", "广东省", "桃源县", "2023年1月", "<p>",
)  # fmt: skip
"""Pieces of which each begins something else: what is measured where there is little time."""


def cases(pieces: Sequence[str] = PIECES) -> Iterator[Case]:
    """All of them, by what they take."""
    texts = {piece: repeated(piece) for piece in pieces}
    for name, call in TEXT_CALLS.items():
        yield Case(name, _or_told(call), texts)
    yield Case("suggest_indicators", tk.suggest_indicators, {piece: repeated(piece) for piece in DOCUMENTS}, first=100)
    for suffix in sorted({kind for kind, _ in FILES.values()}):
        inputs = {name: made for name, (kind, made) in FILES.items() if kind == suffix}
        yield Case(f"read {suffix}", _or_told(READERS[suffix]), inputs, first=100, last=6_400)
    for suffix in sorted({kind for kind, _ in TABLES.values()}):
        inputs = {name: made for name, (kind, made) in TABLES.items() if kind == suffix}
        yield Case(f"read {suffix}", partial(_read_table, suffix), inputs, first=100, last=6_400)
    yield Case("build_corpus, archive", _scan_archive, {"members": _archive}, first=50, last=6_400)
    yield Case("build_corpus, table", _built, {"documents": table, "documents, all alike": _alike}, first=50, last=1_600)
    for name, call in ONE_DOCUMENT_CALLS.items():
        yield Case(name, _or_told(_opened(call)), {piece: partial(_document, piece) for piece in DOCUMENTS[:3]}, first=16_000, last=64_000)
    for name, call in MANY_DOCUMENT_CALLS.items():
        yield Case(name, _or_told(_opened(call)), {"documents": _documents}, first=120, last=480)
    for name, (call, made, first, last) in TABLE_CALLS.items():
        yield Case(name, _or_told(call), {"rows": made}, first=first, last=last)
    for name, call in SERIES_CALLS.items():
        yield Case(name, call, {"years": _series}, first=50, last=800, limit=2.3)
    yield Case("fit_wordfish, documents", _scaled, {"documents": _placed}, first=200, last=3_200)


def _or_told(call: Callable[[Any], object]) -> Callable[[Any], object]:
    """The call, where a clear refusal counts as an answer."""

    def answered(given: Any) -> object:
        try:
            return call(given)
        except tk.ToolkitError as error:
            return error

    return answered


TEXT_CALLS: Mapping[str, Callable[[str], object]] = {
    "tokenize": tk.tokenize,
    "Segmenter(keep=…).cut": tk.Segmenter(keep=KEEPABLE).cut,
    "Segmenter.tokens": tk.Segmenter(user_words=["“双随机、一公开”"]).tokens,
    "extract_keywords": tk.extract_keywords,
    "extract_keywords, tfidf": partial(tk.extract_keywords, method="tfidf"),
    "extract_key_phrases": tk.extract_key_phrases,
    "extract_entities": partial(tk.extract_entities, place="清远市", year=2023),
    "extract_entities, rules": partial(tk.extract_entities, engine="rules"),
    "extract_claims": partial(tk.extract_claims, place="清远市", report_year=2024, review_year=2023),
    "parse_number": tk.parse_number,
    "resolve_place": tk.resolve_place,
    "clean_text": clean_text,
    "strip_furniture": strip_furniture,
    "find_sections": find_sections,
    "sentence_spans": sentence_spans,
    "split_sentences": split_sentences,
    "find_cells": find_cells,
    "find_places": find_places,
    "find_metadata": lambda text: find_metadata(text, name="a.txt", stated=(), furniture={}),
    "PhraseFinder.find": lambda text: list(PhraseFinder(["营商环境", "发展", "甲甲"]).find(text)),
    "as_hanlp_document": lambda text: tk.as_hanlp_document(text, tk.extract_entities(text)),
}


def _read_table(suffix: str, data: bytes) -> object:
    return list(table_items(f"table{suffix}", io.BytesIO(data), {}))


def _archive(size: int) -> Path:
    path = SCRATCH / f"members{size}.zip"
    if not path.exists():
        with zipfile.ZipFile(path, "w") as target:
            for at in range(size):
                target.writestr(f"{at}.txt", "全市完成任务。")
    return path


def _scan_archive(path: Path) -> object:
    return [read_file(item) for item in scan_files([SourceFile(path.name, str(path))], FileIndex(), Asked({}, LIMITS))]


def _alike(size: int) -> pd.DataFrame:
    return pd.DataFrame({"正文": ["2024年桃源县政府工作报告\n全县治理河湖，保护水源，新建道路二十公里，完成全年任务。"] * size})


def _built(frame: pd.DataFrame) -> object:
    return tk.build_corpus(frame).duplicates


DOCUMENTS = ("发展改革，", "增长5%，《甲》", "\n（一）治理河湖", "甲\t1\t2\n", "推进发展。\n")
"""What corpora of one long document are made of."""


@lru_cache(maxsize=256)
def _document(piece: str, size: int) -> Path:
    frame = pd.DataFrame({"正文": [repeated(piece)(size)], "年份": [2024], "地区": ["桃源县"]})
    return _annotated(frame, f"one-{DOCUMENTS.index(piece)}-{size}")


@lru_cache(maxsize=16)
def _documents(size: int) -> Path:
    return _annotated(_reports(size), f"many-{size}")


def _reports(size: int) -> pd.DataFrame:
    """Short reports of 40 years, of as many places as are needed, with words of a vocabulary that all share."""
    random = np.random.default_rng(size)
    words = ["发展", "改革", "创新", "生态", "环境", "教育", "医疗", "就业", "农业", "工业", "交通", "水利", "能源", "文化", "旅游", "法治"]
    names = [name for name in PLACES for _ in range(40)][:size]
    texts = [
        f"{1985 + at % 40}年{name}政府工作报告\n全县生产总值增长{at % 9}.5%。落实《中华人民共和国环境保护法》。"
        + "。".join("推进" + "、".join(random.choice(words, 4)) for _ in range(6)) + "。"
        for at, name in enumerate(names)
    ]
    return pd.DataFrame({"正文": texts, "年份": [1985 + at % 40 for at in range(len(names))], "地区": names})


PLACES = [
    "清远市", "吉安市", "绵阳市", "常德市", "温州市", "洛阳市", "桂林市", "大理白族自治州", "酒泉市", "赤峰市",
    "丹东市", "唐山市", "徐州市", "泉州市", "烟台市", "遵义市", "宝鸡市", "九江市", "芜湖市", "宜昌市", "湛江市",
    "柳州市", "三亚市", "玉溪市", "延安市", "天水市", "中卫市", "保定市", "大同市", "包头市", "鞍山市", "四平市",
    "佳木斯市", "无锡市", "嘉兴市", "蚌埠市", "莆田市", "赣州市", "潍坊市", "开封市", "襄阳市", "株洲市", "佛山市",
    "梧州市", "泸州市", "安顺市", "曲靖市", "汉中市",
]  # fmt: skip


def _annotated(frame: pd.DataFrame, name: str) -> Path:
    tk.build_corpus(frame, SCRATCH / name).annotate()
    return SCRATCH / name


def _opened(call: Callable[["tk.Corpus"], object]) -> Callable[[Path], object]:
    return lambda folder: call(tk.open_corpus(folder))


ONE_DOCUMENT_CALLS: Mapping[str, Callable[["tk.Corpus"], object]] = {
    "Corpus.claims": lambda corpus: corpus.claims,
    "Corpus.entities": lambda corpus: corpus.entities,
    "count_terms": tk.count_terms,
    "count_terms, sentences": partial(tk.count_terms, unit="sentence"),
    "count_terms, sections, pairs of words": partial(tk.count_terms, unit="section", ngrams=2),
    "count_entities": tk.count_entities,
    "concordance": lambda corpus: tk.concordance(corpus, "发展"),
    "concordance, words": lambda corpus: tk.concordance(corpus, "发展", unit="word", sort="right"),
    "concordance, pattern": lambda corpus: tk.concordance(corpus, re.compile("[发1甲]")),
    "concordance_html": lambda corpus: tk.concordance_html(tk.concordance(corpus, "发展")),
    "collocations": partial(tk.collocations, window=5),
    "cooccurrence_network": tk.cooccurrence_network,
    "find_new_words": tk.find_new_words,
    "find_phrases": tk.find_phrases,
    "rank_key_phrases": tk.rank_key_phrases,
    "code_dictionary": lambda corpus: tk.code_dictionary(corpus, "policy_instruments"),
    "code_dictionary, own words": lambda corpus: tk.code_dictionary(corpus, {"甲": ["发*", "发展", "1*"], "乙": ["治理 河湖", "增长"]}),
    "find_dictionary_matches": lambda corpus: tk.find_dictionary_matches(corpus, "obligation"),
    "lexical_diversity": tk.lexical_diversity,
    "readability": tk.readability,
    "policy_strength": tk.policy_strength,
    "attention": partial(tk.attention, n_samples=10),
    "word_neighbours": lambda corpus: tk.word_neighbours(corpus, "发展"),
    "claims_panel": lambda corpus: tk.claims_panel(corpus),
    "show": lambda corpus: tk.show(corpus.claims)._repr_html_(),
}
MANY_DOCUMENT_CALLS: Mapping[str, Callable[["tk.Corpus"], object]] = {
    "count_terms, many documents": tk.count_terms,
    "claims_panel, many documents": tk.claims_panel,
    "panel_sources": tk.panel_sources,
    "research_panel": partial(tk.research_panel, terms=["发展"]),
    "target_outcomes": lambda corpus: tk.target_outcomes(tk.claims_panel(corpus), n_permutations=20),
    "document_pairs": lambda corpus: tk.document_pairs(corpus.documents),
    "find_reuse": tk.find_reuse,
    "reuse_shares": lambda corpus: tk.reuse_shares(corpus, tk.find_reuse(corpus), n_boot=20),
    "similarity, own": lambda corpus: tk.similarity(tk.count_terms(corpus), pairs="own"),
    "novelty": lambda corpus: tk.novelty(corpus, n_boot=5),
    "first_mentions": lambda corpus: tk.first_mentions(corpus, ["环境保护", "乡村"]),
    "adoption_curve": lambda corpus: tk.adoption_curve(tk.first_mentions(corpus, ["环境保护", "乡村"])),
    "adoption_order": lambda corpus: tk.adoption_order(tk.first_mentions(corpus, ["环境保护", "乡村"])),
    "event_table": lambda corpus: tk.event_table(tk.first_mentions(corpus, ["环境保护", "乡村"])),
    "citation_network": tk.citation_network,
    "entity_trends": tk.entity_trends,
    "term_trends": lambda corpus: tk.trend_summary(tk.term_trends(tk.count_terms(corpus))),
    "detect_bursts": lambda corpus: tk.detect_bursts(tk.count_terms(corpus)),
    "find_change_points": lambda corpus: tk.find_change_points(tk.term_trends(tk.count_terms(corpus))),
    "rank_keywords": lambda corpus: tk.rank_keywords(tk.count_terms(corpus), n_resamples=19),
    "keyness": lambda corpus: tk.keyness(tk.count_terms(corpus), target={"place": "清远市"}, n_resamples=19),
    "fit_topics": lambda corpus: tk.fit_topics(tk.count_terms(corpus), n_topics=3, max_iter=20),
    "topic_trends": lambda corpus: tk.topic_trends(tk.fit_topics(tk.count_terms(corpus), n_topics=3, max_iter=20)),
    "fit_lss": lambda corpus: tk.fit_lss(corpus, {"生态": 1, "工业": -1}, n_components=5, n_bootstrap=0),
    "fit_wordfish": lambda corpus: tk.fit_wordfish(tk.count_terms(corpus), direction=(0, 1), max_iterations=20, tolerance=1e-1),
    "meaning_change": lambda corpus: tk.meaning_change(corpus, ["生态"], PERIODS, n_permutations=9),
}
PERIODS = {"早": range(1985, 2005), "晚": range(2005, 2025)}


def _long_table(size: int) -> pd.DataFrame:
    rows = np.arange(size)
    return pd.DataFrame({"term": [f"词{at // 20}" for at in rows], "year": 2000 + rows % 20, "value": rows})


def _rates(size: int) -> pd.DataFrame:
    """Series of 20 years, as many as fill so many rows."""
    rows = np.arange(size - size % 20)
    random = np.random.default_rng(size)
    return pd.DataFrame({
        "term": [f"词{at // 20}" for at in rows], "year": 2000 + rows % 20, "n": random.poisson(9, len(rows)), "n_tokens": 10_000,
        "rate": random.poisson(9, len(rows)).astype(float), "slope": 0.0, "slope_low": 0.0, "slope_high": 0.0, "n_years": 20, "test": "ar1",
        "p": 0.5, "p_adjusted": 0.5, "trend": "", "tau": 0.0,
    })  # fmt: skip


def _written(suffix: str, frame: pd.DataFrame) -> object:
    return tk.write_table(frame, SCRATCH / f"written{suffix}")


def _dictionary(size: int) -> Path:
    path = SCRATCH / f"words{size}.csv"
    path.write_text("category,word\n" + "".join(f"甲,词{at}\n" for at in range(size)), encoding="utf-8")
    return path


_FRESH = count()


def _series(size: int) -> pd.Series:
    """A series of a length that no other had: what noise does in series of one length is found out once and kept."""
    n = size + next(_FRESH)
    return pd.Series(np.random.default_rng(n).normal(size=n), index=range(n))


SERIES_CALLS: Mapping[str, Callable[[pd.Series], object]] = {
    "mann_kendall, years": tk.mann_kendall,
    "mann_kendall, years, original": partial(tk.mann_kendall, method="original"),
    "find_change_points, years": tk.find_change_points,
}
"""Of a series of n years: slopes are told for all pairs of years, stretches and segments begin and end anywhere, n² of them."""


def _placed(size: int) -> "tk.TermMatrix":
    """So many documents on a scale, with 20 words."""
    random = np.random.default_rng(size)
    rates = np.exp(random.normal(size=20) + np.outer(random.normal(size=size), random.normal(0, 0.4, 20)))
    counts = random.poisson(400 * rates / rates.sum(axis=1, keepdims=True))
    return tk.TermMatrix.from_sklearn(counts, [f"词{at}" for at in range(20)])


def _scaled(matrix: "tk.TermMatrix") -> object:
    return tk.fit_wordfish(matrix, direction=(0, 1), max_iterations=8)


TABLE_CALLS: Mapping[str, tuple[Callable[[Any], object], Callable[[int], Any], int, int]] = {
    "write_table, csv": (partial(_written, ".csv"), _long_table, 1_000, 128_000),
    "write_table, dta": (partial(_written, ".dta"), _long_table, 1_000, 128_000),
    "show, table": (lambda frame: tk.show(frame)._repr_html_(), _long_table, 1_000, 128_000),
    "find_change_points, table": (tk.find_change_points, _rates, 1_000, 128_000),
    "trend_summary, table": (tk.trend_summary, _rates, 1_000, 128_000),
    "read_dictionary": (tk.read_dictionary, _dictionary, 500, 4_000),
    "Segmenter(user_words=…)": (
        lambda words: tk.Segmenter(user_words=words).cut("发展"), lambda size: [f"新词{at}" for at in range(size)], 1_000, 16_000,
    ),
}  # fmt: skip
