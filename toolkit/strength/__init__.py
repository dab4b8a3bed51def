"""Policy strength: how far the sentences of a document bind, by which means, whom and until when."""

from toolkit.strength.score import COMPONENTS, PolicyStrength, policy_strength

__all__ = ["COMPONENTS", "PolicyStrength", "policy_strength"]
