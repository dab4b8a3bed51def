"""How policies spread from place to place: first mentions, curves, order, hazards, who follows whom."""

from toolkit.diffusion.curve import adoption_curve
from toolkit.diffusion.events import event_table
from toolkit.diffusion.first import first_mentions
from toolkit.diffusion.hazard import HazardModel, hazard_model
from toolkit.diffusion.network import DiffusionNetwork, diffusion_network
from toolkit.diffusion.order import adoption_order

__all__ = [
    "DiffusionNetwork", "HazardModel", "adoption_curve", "adoption_order", "diffusion_network",
    "event_table", "first_mentions", "hazard_model",
]  # fmt: skip
