"""Panels: place × year × indicator with target and result, each figure traceable to its sentence, and what follows from them."""

from toolkit.panel.attainment import attained
from toolkit.panel.attention import Attention, attention
from toolkit.panel.cells import PANEL_COLUMNS, claims_panel, panel_of
from toolkit.panel.naming import standard_indicators, suggest_indicators
from toolkit.panel.outcomes import TargetOutcomes, judged_targets, target_outcomes
from toolkit.panel.research import ResearchPanel, research_panel
from toolkit.panel.sources import CELL_CLAIMS, SOURCE_COLUMNS, cell_claims, panel_sources

__all__ = [
    "CELL_CLAIMS", "PANEL_COLUMNS", "SOURCE_COLUMNS", "Attention", "ResearchPanel", "TargetOutcomes", "attained", "attention",
    "cell_claims", "claims_panel", "judged_targets", "panel_of", "panel_sources", "research_panel", "standard_indicators",
    "suggest_indicators", "target_outcomes",
]  # fmt: skip
