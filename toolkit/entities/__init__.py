"""Named policies, places and organisations of one text."""

from toolkit.entities.annotation_files import read_annotations, write_annotations
from toolkit.entities.display import as_hanlp_document
from toolkit.entities.extract import extract_entities
from toolkit.entities.hanlp_models import Recognizer, load_recognizer
from toolkit.entities.training import train_recognizer

__all__ = [
    "Recognizer", "as_hanlp_document", "extract_entities", "load_recognizer", "read_annotations", "train_recognizer", "write_annotations",
]  # fmt: skip
