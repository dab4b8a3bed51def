"""Figures: one function a chart; each takes a table and an optional ``ax``, and returns the axes."""

from typing import TYPE_CHECKING

from toolkit.lazy import lazily

if TYPE_CHECKING:
    from toolkit.figures.attainment import plot_attainment, plot_panel_by_place
    from toolkit.figures.citations import plot_citations
    from toolkit.figures.cloud import plot_cloud
    from toolkit.figures.diffusion import plot_adoption, plot_first_mentions
    from toolkit.figures.effects import plot_effects
    from toolkit.figures.files import figure_bytes, write_figure
    from toolkit.figures.keywords import plot_keyness, plot_keywords
    from toolkit.figures.maps import plot_map
    from toolkit.figures.networks import plot_followers, plot_word_network
    from toolkit.figures.outcomes import plot_outcomes
    from toolkit.figures.panel import plot_panel, scale_of
    from toolkit.figures.places import plot_places
    from toolkit.figures.strength import plot_strength
    from toolkit.figures.tiles import plot_provinces
    from toolkit.figures.timeline import plot_timeline
    from toolkit.figures.topic_charts import plot_topic_choice, plot_topic_shares, plot_topic_terms
    from toolkit.figures.topics import plot_topics
    from toolkit.figures.trends import plot_bursts, plot_trends

__all__ = [
    "figure_bytes",
    "plot_adoption",
    "plot_attainment",
    "plot_bursts",
    "plot_citations",
    "plot_cloud",
    "plot_effects",
    "plot_first_mentions",
    "plot_followers",
    "plot_keyness",
    "plot_keywords",
    "plot_map",
    "plot_outcomes",
    "plot_panel",
    "plot_panel_by_place",
    "plot_places",
    "plot_provinces",
    "plot_strength",
    "plot_timeline",
    "plot_topic_choice",
    "plot_topic_shares",
    "plot_topic_terms",
    "plot_topics",
    "plot_trends",
    "plot_word_network",
    "scale_of",
    "write_figure",
]

_MODULE_OF = {
    "figure_bytes": "files",
    "plot_adoption": "diffusion",
    "plot_attainment": "attainment",
    "plot_bursts": "trends",
    "plot_citations": "citations",
    "plot_cloud": "cloud",
    "plot_effects": "effects",
    "plot_first_mentions": "diffusion",
    "plot_followers": "networks",
    "plot_keyness": "keywords",
    "plot_keywords": "keywords",
    "plot_map": "maps",
    "plot_outcomes": "outcomes",
    "plot_panel": "panel",
    "plot_panel_by_place": "attainment",
    "plot_places": "places",
    "plot_provinces": "tiles",
    "plot_strength": "strength",
    "plot_timeline": "timeline",
    "plot_topic_choice": "topic_charts",
    "plot_topic_shares": "topic_charts",
    "plot_topic_terms": "topic_charts",
    "plot_topics": "topics",
    "plot_trends": "trends",
    "plot_word_network": "networks",
    "scale_of": "panel",
    "write_figure": "files",
}
__getattr__ = lazily(__name__, _MODULE_OF)
