"""Named policies, places and organisations of one text."""

from toolkit.entities.display import as_hanlp_document
from toolkit.entities.extract import extract_entities
from toolkit.entities.hanlp_models import Recognizer, load_recognizer
from toolkit.entities.hanlp_training import train_recognizer

__all__ = ["Recognizer", "as_hanlp_document", "extract_entities", "load_recognizer", "train_recognizer"]
