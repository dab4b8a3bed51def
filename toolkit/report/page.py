"""``write_report``: one self-contained HTML page about a corpus."""

import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import jinja2

import toolkit
from toolkit.corpus import Corpus
from toolkit.figures.style import Language, wording
from toolkit.report.analysis import Analysis, AnalysisOptions, analyse
from toolkit.report.blocks import Figure, Section, drawn
from toolkit.report.charts import charts_of
from toolkit.report.name_section import name_section
from toolkit.report.overview_sections import (
    document_section,
    error_section,
    note_section,
    provenance_section,
    span_of,
    summary_section,
)
from toolkit.report.panel_section import conflict_section, panel_section
from toolkit.report.word_sections import keyword_section, topic_section, trend_section

__all__ = ["render_page", "versions", "write_report"]

_LIBRARIES = ("numpy", "scipy", "scikit-learn", "pandas", "pyarrow", "matplotlib", "jieba", "rjieba", "jinja2")


def write_report(
    corpus: Corpus,
    path: str | os.PathLike[str],
    *,
    lang: Language = "zh",
    title: str | None = None,
    n_topics: int = 12,
    seed: int = 0,
) -> Path:
    """Write one HTML page about a corpus and return its path; entities and claims that are lacking are found first.

    The page needs nothing besides itself: figures and styles are part of it. It shows what the corpus is, its documents, keywords,
    topics, trends, the policies, places and organisations named most with the year of their first mention, the panel of indicators,
    each figure with the sentence it was read in, figures for which sources differ, what could not be read, and how all this was made.
    The same corpus and options give the same bytes.

    Parameters
    ----------
    corpus : Corpus
        Or a view of it.
    path : path
        The file to write.
    lang : {"zh", "en"}
        Language of the wording.
    title : str, optional
        Heading of the page.
    n_topics : int
        Topics at most; fewer where the corpus is small.
    seed : int
        For the random steps of the topics.

    Examples
    --------
    >>> import tempfile
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> corpus = tk.build_corpus(pd.DataFrame({"text": ["全市地区生产总值增长5%。"], "year": [2024]}))
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     page = write_report(corpus, f"{folder}/report.html").read_text(encoding="utf-8")
    >>> page[:15]
    '<!DOCTYPE html>'
    """
    corpus.annotate()
    analysis = analyse(corpus, options=AnalysisOptions(n_topics=n_topics, seed=seed), lang=lang)
    path = Path(path)
    path.write_text(render_page(analysis, corpus.options, lang=lang, title=title), encoding="utf-8", newline="\n")
    return path


def render_page(analysis: Analysis, build_options: dict[str, object], *, lang: Language = "zh", title: str | None = None) -> str:
    """Return the page of an analysis as text.

    Parameters
    ----------
    analysis : Analysis
        As `analyse` returns it.
    build_options : dict
        The options that the corpus was built with.
    lang, title
        As in `write_report`.
    """
    folder = files("toolkit") / "report"
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, keep_trailing_newline=True)
    template = environment.from_string((folder / "page.html").read_text(encoding="utf-8"))
    heading = title or wording(lang, "政策文本分析报告", "Report on a corpus of policy documents")
    return template.render(
        lang=lang,
        version=toolkit.__version__,
        title=heading,
        lead=_lead(analysis, lang),
        css=(folder / "page.css").read_text(encoding="utf-8"),
        contents_label=wording(lang, "目录", "Contents"),
        sections=_sections(analysis, build_options, lang),
        footer=wording(lang, f"由 policy-text-toolkit {toolkit.__version__} 生成。", f"Made by policy-text-toolkit {toolkit.__version__}."),
    )


def versions() -> dict[str, str]:
    """Return the versions of Python, of this package and of the libraries that results depend on."""
    libraries = {name: version(name) for name in _LIBRARIES}
    return {"policy-text-toolkit": toolkit.__version__, "python": platform.python_version(), **libraries}


def _lead(analysis: Analysis, lang: Language) -> str:
    documents = analysis.documents
    places = sorted(documents["place"].dropna().unique())
    span = span_of(documents["year"], lang=lang)
    where = "、".join(places) if len(places) <= 4 else wording(lang, f"{len(places)} 个地区", f"{len(places)} places")
    return " · ".join(part for part in (wording(lang, f"{len(documents)} 份文件", f"{len(documents)} documents"), span, where) if part)


def _flat(options: Mapping[str, object], prefix: str) -> Iterator[tuple[str, object]]:
    """Yield options that are set, those inside others by their path."""
    for name, value in options.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}.{name}")
        elif value not in (None, [], ()):
            yield f"{prefix}.{name}", value


def _sections(analysis: Analysis, build_options: dict[str, object], lang: Language) -> Sequence[Section]:
    documents = analysis.documents
    titles = {doc_id: title for doc_id, title in zip(documents["doc_id"], documents["title"], strict=True) if isinstance(title, str)}
    options = dict(_flat(build_options, "build"))
    options |= {name: getattr(analysis.options, name) for name in AnalysisOptions.__slots__}
    figures = {name: drawn(chart) for name, chart in charts_of(analysis, lang=lang).items()}

    def those(*names: str) -> list[Figure]:
        return [figures[name] for name in names if name in figures]

    return [
        summary_section(analysis.counts, documents, lang=lang),
        document_section(documents, analysis.found, lang=lang),
        keyword_section(analysis.keywords, those("keywords"), lang=lang),
        topic_section(analysis.topics, analysis.topic_shares, those("topics"), lang=lang),
        trend_section(analysis, those("trends", "bursts"), lang=lang),
        name_section(analysis.names, figures, titles, lang=lang),
        panel_section(analysis.panel, figures, titles, lang=lang),
        conflict_section(analysis.panel_sources, titles, lang=lang),
        error_section(analysis.errors, lang=lang),
        note_section(analysis.notes, lang=lang),
        provenance_section(options, versions(), documents, analysis.trails, lang=lang),
    ]
