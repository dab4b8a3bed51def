"""The panel of claims: place × year × indicator with target and result, each figure traceable to its sentence."""

from toolkit.panel.attainment import attained
from toolkit.panel.cells import PANEL_COLUMNS, claims_panel, panel_of
from toolkit.panel.naming import standard_indicators, suggest_indicators
from toolkit.panel.sources import SOURCE_COLUMNS, panel_sources

__all__ = [
    "PANEL_COLUMNS", "SOURCE_COLUMNS", "attained", "claims_panel", "panel_of", "panel_sources",
    "standard_indicators", "suggest_indicators",
]  # fmt: skip
