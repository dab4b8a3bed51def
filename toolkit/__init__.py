"""Text mining for Chinese policy reports.

Text is fixed once, everything found in it is a span, everything counted is a matrix, everything shown is a table.

Names resolve on first use, so that ``import toolkit`` stays fast.

Examples
--------
>>> import toolkit as tk
>>> tk.parse_number("一千二百三十万")
12300000.0
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_MODULE_OF = {
    "Claim": "document",
    "Corpus": "corpus",
    "Dictionary": "dictionaries",
    "Document": "document",
    "Entity": "document",
    "Keyword": "document",
    "Place": "places",
    "Recognizer": "entities",
    "Section": "document",
    "Sentence": "document",
    "Segmenter": "text",
    "TermMatrix": "matrix",
    "ToolkitError": "errors",
    "Topics": "topics",
    "as_hanlp_document": "entities",
    "build_corpus": "corpus",
    "choose_topics": "topics",
    "claims_panel": "panel",
    "code_dictionary": "dictionaries",
    "collocations": "keywords",
    "concordance": "keywords",
    "convert": "grammar.units",
    "count_entities": "matrix",
    "count_terms": "matrix",
    "detect_bursts": "trends",
    "entity_trends": "trends",
    "extract_claims": "claims",
    "extract_entities": "entities",
    "extract_keywords": "keywords",
    "find_change_points": "trends",
    "find_dictionary_matches": "dictionaries",
    "find_new_words": "keywords",
    "fit_topics": "topics",
    "keyness": "keywords",
    "lexical_diversity": "readability",
    "list_dictionaries": "dictionaries",
    "load_recognizer": "entities",
    "mann_kendall": "trends",
    "open_corpus": "corpus",
    "panel_sources": "panel",
    "parse_number": "grammar.numerals",
    "plot_bursts": "figures",
    "plot_keyness": "figures",
    "plot_keywords": "figures",
    "plot_panel": "figures",
    "plot_places": "figures",
    "plot_topics": "figures",
    "plot_trends": "figures",
    "rank_keywords": "keywords",
    "read_annotations": "entities",
    "read_dictionary": "dictionaries",
    "readability": "readability",
    "resolve_place": "places",
    "term_trends": "trends",
    "tokenize": "text",
    "topic_trends": "trends",
    "train_recognizer": "entities",
    "trend_summary": "trends",
    "write_annotations": "entities",
    "write_report": "report",
    "write_table": "table_files",
}

__all__ = sorted([*_MODULE_OF, "__version__"])


def __getattr__(name: str) -> Any:
    if name not in _MODULE_OF:
        raise AttributeError(f"module 'toolkit' has no attribute {name!r}")
    value = getattr(import_module(f"toolkit.{_MODULE_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
