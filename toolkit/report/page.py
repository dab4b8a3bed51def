"""``write_report``: one self-contained HTML page about a corpus."""

import base64
import hashlib
import os
import platform
from collections.abc import Iterator, Mapping
from functools import partial
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import jinja2

import toolkit
from toolkit.addresses import located
from toolkit.corpus import Corpus
from toolkit.display.numbers import counted
from toolkit.figures.fonts import PAGE_FAMILY, page_font
from toolkit.figures.style import Language, wording
from toolkit.given import takes
from toolkit.report.analysis import Analysis, AnalysisOptions, analyse
from toolkit.report.contents import contents_of, page_words
from toolkit.report.overview_sections import count_places, span_of
from toolkit.report.provenance import calls_of, in_words, option_name, shown_option
from toolkit.report.quotes import json_text

__all__ = ["render_page", "versions", "write_report"]

_LIBRARIES = ("numpy", "scipy", "scikit-learn", "pandas", "pyarrow", "matplotlib", "jieba", "rjieba", "jinja2")

_FONT_GOES_HERE = "<font>"  # no text of a document has it: there it is escaped


@takes("corpus")
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

    The page needs nothing besides itself: figures, styles and a script are part of it. It shows what the corpus is, its documents (some
    to be read with names and figures marked), places, keywords, topics, trends, the policies, places and organisations named most, the
    panel of indicators, figures for which sources differ, what could not be read, and how all this was made. Numbers open the
    sentences that they count or quote; tables can be searched, sorted and filtered; places, policies and indicators have pages of their
    own. The same corpus and options give the same bytes.

    Parameters
    ----------
    corpus : Corpus
        Or a view of it.
    path : path
        The file to write, or its address (``s3://…``).
    lang : {"zh", "en"}
        Language of the wording.
    title : str, optional
        Heading of the page.
    n_topics : int
        Topics at most; the corpus decides how many.
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
    analysis = analyse(corpus, options=AnalysisOptions(n_topics=n_topics, seed=seed), lang=lang, sentences=False)
    target = located(path)
    target.write_bytes(render_page(analysis, corpus.options, lang=lang, title=title).encode())
    return target


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
    environment.filters |= {"calls": calls_of, "in_words": partial(in_words, lang=lang)}
    template = environment.from_string((folder / "page.html").read_text(encoding="utf-8"))
    script = "\n" + (folder / "page.js").read_text(encoding="utf-8")
    heading = title or wording(lang, "政策文本分析报告", "Report on a corpus of policy documents")
    contents = contents_of(analysis, _options(analysis, build_options, lang), versions(), lang=lang)
    made_by = f"policy-text-toolkit {toolkit.__version__}"
    parts = {
        "lang": lang,
        "version": toolkit.__version__,
        "title": heading,
        "lead": _lead(analysis, lang),
        "css": (folder / "page.css").read_text(encoding="utf-8"),
        "script": script,
        "script_digest": base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii"),
        "words": page_words(lang),
        "sections": contents.sections,
        "pages": contents.pages,
        "data": json_text(contents.data),
        "readings": [(anchor, json_text(told)) for anchor, told in contents.readings],
        "footer": wording(lang, f"由 {made_by} 生成。", f"Made by {made_by}."),
        "family": PAGE_FAMILY,
    }
    # The characters of the page are known once it is written: the font goes in where it was left out.
    page = template.render(parts, font=_FONT_GOES_HERE)
    return page.replace(_FONT_GOES_HERE, page_font(page), 1)


def versions() -> dict[str, str]:
    """Return the versions of Python, of this package and of the libraries that results depend on."""
    libraries = {name: version(name) for name in _LIBRARIES}
    return {"policy-text-toolkit": toolkit.__version__, "python": platform.python_version(), **libraries}


def _lead(analysis: Analysis, lang: Language) -> str:
    documents = analysis.documents
    places = sorted(documents["place"].dropna().unique())
    span, n_places = span_of(documents["year"], lang=lang), count_places(documents["place"])
    where = "、".join(places) if len(places) <= 4 else wording(lang, f"{n_places} 个地区", counted(n_places, "places"))
    size = wording(lang, f"{len(documents):,} 份文件", counted(len(documents), "documents"))
    return " · ".join(part for part in (size, span, where) if part)


def _flat(options: Mapping[str, object], prefix: str) -> Iterator[tuple[str, object]]:
    """Yield options that are set, those inside others by their path."""
    for name, value in options.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}.{name}")
        elif value not in (None, [], ()):
            yield f"{prefix}.{name}", value


def _options(analysis: Analysis, build_options: dict[str, object], lang: Language) -> dict[str, str]:
    options = dict(_flat(build_options, "build")) | {name: getattr(analysis.options, name) for name in AnalysisOptions.__slots__}
    told = {name: shown_option(value, lang=lang) for name, value in options.items()}
    n, most = analysis.topics["topic"].nunique() if len(analysis.topics) else 0, told["n_topics"]
    told["n_topics"] = wording(lang, f"{n}（上限 {most}，个数由文本决定）", f"{n} (at most {most}; the texts decide)")
    return {option_name(name, lang=lang): value for name, value in told.items()}
