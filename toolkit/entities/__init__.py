"""Named policies, places and organisations of one text."""

from typing import TYPE_CHECKING

from toolkit.lazy import lazily

if TYPE_CHECKING:
    from toolkit.entities.annotation_files import read_annotations, write_annotations
    from toolkit.entities.display import as_hanlp_document
    from toolkit.entities.extract import extract_entities, extract_together
    from toolkit.entities.hanlp_models import Recognizer, load_recognizer
    from toolkit.entities.tagger_model import tagger_digest
    from toolkit.entities.training import train_recognizer

__all__ = [
    "Recognizer", "as_hanlp_document", "extract_entities", "extract_together", "load_recognizer", "read_annotations", "tagger_digest",
    "train_recognizer", "write_annotations",
]  # fmt: skip

_MODULE_OF = {
    "as_hanlp_document": "display",
    "extract_entities": "extract",
    "extract_together": "extract",
    "load_recognizer": "hanlp_models",
    "read_annotations": "annotation_files",
    "Recognizer": "hanlp_models",
    "tagger_digest": "tagger_model",
    "train_recognizer": "training",
    "write_annotations": "annotation_files",
}
__getattr__ = lazily(__name__, _MODULE_OF)
