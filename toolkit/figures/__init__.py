"""Figures: one function a chart; each takes a table and an optional ``ax``, and returns the axes."""

from toolkit.figures.panel import plot_panel

__all__ = ["plot_panel"]
