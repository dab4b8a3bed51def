"""Text mining for Chinese policy reports.

Text is fixed once, everything found in it is a span, everything counted is a matrix, everything shown is a table.

Names resolve on first use, so that ``import toolkit`` stays fast.

Examples
--------
>>> import toolkit as tk
>>> tk.parse_number("一千二百三十万")
12300000.0
"""

from toolkit.lazy import lazily

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
    "Segmenter": "text",
    "Sentence": "document",
    "TermMatrix": "matrix",
    "TermVectorizer": "matrix",
    "ToolkitError": "errors",
    "Topics": "topics",
    "WordNetwork": "keywords",
    "adoption_curve": "diffusion",
    "adoption_order": "diffusion",
    "as_hanlp_document": "entities",
    "attention": "panel",
    "build_corpus": "corpus",
    "choose_topics": "topics",
    "citation_network": "citations",
    "claims_panel": "panel",
    "code_dictionary": "dictionaries",
    "collocations": "keywords",
    "concordance": "keywords",
    "concordance_html": "keywords",
    "convert": "grammar.units",
    "cooccurrence_network": "keywords",
    "count_entities": "matrix",
    "count_terms": "matrix",
    "detect_bursts": "trends",
    "diffusion_network": "diffusion",
    "document_pairs": "reuse",
    "entity_trends": "trends",
    "event_table": "diffusion",
    "extract_claims": "claims",
    "extract_entities": "entities",
    "extract_key_phrases": "keywords",
    "extract_keywords": "keywords",
    "find_change_points": "trends",
    "find_dictionary_matches": "dictionaries",
    "find_new_words": "keywords",
    "find_phrases": "keywords",
    "find_reuse": "reuse",
    "first_mentions": "diffusion",
    "fit_lss": "scaling",
    "fit_topics": "topics",
    "fit_wordfish": "scaling",
    "hazard_model": "diffusion",
    "keyness": "keywords",
    "lexical_diversity": "stylistics",
    "list_dictionaries": "dictionaries",
    "load_recognizer": "entities",
    "mann_kendall": "trends",
    "meaning_change": "semantics",
    "novelty": "reuse",
    "open_corpus": "corpus",
    "panel_sources": "panel",
    "parse_number": "grammar.numerals",
    "plot_adoption": "figures",
    "plot_attainment": "figures",
    "plot_bursts": "figures",
    "plot_citations": "figures",
    "plot_cloud": "figures",
    "plot_effects": "figures",
    "plot_first_mentions": "figures",
    "plot_followers": "figures",
    "plot_keyness": "figures",
    "plot_keywords": "figures",
    "plot_map": "figures",
    "plot_outcomes": "figures",
    "plot_panel": "figures",
    "plot_panel_by_place": "figures",
    "plot_places": "figures",
    "plot_provinces": "figures",
    "plot_strength": "figures",
    "plot_timeline": "figures",
    "plot_topic_choice": "figures",
    "plot_topic_shares": "figures",
    "plot_topic_terms": "figures",
    "plot_topics": "figures",
    "plot_trends": "figures",
    "plot_word_network": "figures",
    "policy_strength": "strength",
    "rank_key_phrases": "keywords",
    "rank_keywords": "keywords",
    "read_annotations": "entities",
    "read_dictionary": "dictionaries",
    "readability": "stylistics",
    "research_panel": "panel",
    "resolve_place": "places",
    "reuse_shares": "reuse",
    "score_review": "corpus",
    "show": "display",
    "similarity": "reuse",
    "suggest_indicators": "panel",
    "target_outcomes": "panel",
    "term_trends": "trends",
    "tokenize": "text",
    "topic_evolution": "topics",
    "topic_stability": "topics",
    "topic_trends": "trends",
    "train_recognizer": "entities",
    "trend_summary": "trends",
    "word_neighbours": "semantics",
    "write_annotations": "entities",
    "write_report": "report",
    "write_table": "table_files",
}

__all__ = sorted([*_MODULE_OF, "__version__"])


__getattr__ = lazily(__name__, _MODULE_OF)


def __dir__() -> list[str]:
    return __all__
