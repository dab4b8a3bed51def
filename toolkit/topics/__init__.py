"""Topics: what a corpus writes about, as groups of words that go together."""

from toolkit.topics.choice import choose_topics
from toolkit.topics.evolution import topic_evolution
from toolkit.topics.fitting import fit_topics
from toolkit.topics.stability import topic_stability
from toolkit.topics.topics import Topics

__all__ = ["Topics", "choose_topics", "fit_topics", "topic_evolution", "topic_stability"]
