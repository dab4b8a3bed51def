"""Figures: one function a chart; each takes a table and an optional ``ax``, and returns the axes."""

from toolkit.figures.attainment import plot_attainment, plot_panel_by_place
from toolkit.figures.diffusion import plot_adoption, plot_first_mentions
from toolkit.figures.files import figure_bytes, write_figure
from toolkit.figures.keywords import plot_keyness, plot_keywords
from toolkit.figures.panel import plot_panel, scale_of
from toolkit.figures.places import plot_places
from toolkit.figures.tiles import plot_provinces
from toolkit.figures.topics import plot_topics
from toolkit.figures.trends import plot_bursts, plot_trends

__all__ = [
    "figure_bytes",
    "plot_adoption",
    "plot_attainment",
    "plot_bursts",
    "plot_first_mentions",
    "plot_keyness",
    "plot_keywords",
    "plot_panel",
    "plot_panel_by_place",
    "plot_places",
    "plot_provinces",
    "plot_topics",
    "plot_trends",
    "scale_of",
    "write_figure",
]
