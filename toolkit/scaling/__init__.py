"""Scaling: positions of documents on one dimension, from counts of words alone or from seed words."""

from toolkit.scaling.lss import LatentSemanticScale, fit_lss
from toolkit.scaling.wordfish import Wordfish, fit_wordfish

__all__ = ["LatentSemanticScale", "Wordfish", "fit_lss", "fit_wordfish"]
