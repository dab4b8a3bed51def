"""Change over time: trends of terms, topics and entities, bursts, change points."""

from toolkit.trends.bursts import detect_bursts
from toolkit.trends.change_points import find_change_points
from toolkit.trends.entities import entity_trends
from toolkit.trends.mann_kendall import TrendTest, mann_kendall
from toolkit.trends.shapes import LEAST_FOR_SHAPE
from toolkit.trends.summary import trend_summary
from toolkit.trends.terms import term_trends
from toolkit.trends.topics import topic_trends

__all__ = [
    "LEAST_FOR_SHAPE",
    "TrendTest",
    "detect_bursts",
    "entity_trends",
    "find_change_points",
    "mann_kendall",
    "term_trends",
    "topic_trends",
    "trend_summary",
]
