"""Figures: one function a chart; each takes a table and an optional ``ax``, and returns the axes."""

from toolkit.figures.keywords import plot_keyness, plot_keywords
from toolkit.figures.panel import plot_panel

__all__ = ["plot_keyness", "plot_keywords", "plot_panel"]
