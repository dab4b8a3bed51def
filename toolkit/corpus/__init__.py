"""From files to a corpus folder, and the tables of a corpus.

Names are looked up when they are asked for: the process that reads files imports the readers, and nothing that works on corpora.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from toolkit.corpus.build import build_corpus
    from toolkit.corpus.corpus import Corpus, open_corpus
    from toolkit.corpus.review import score_review

__all__ = ["Corpus", "build_corpus", "open_corpus", "score_review"]

_MODULE_OF = {"Corpus": "corpus", "build_corpus": "build", "open_corpus": "corpus", "score_review": "review"}


def __getattr__(name: str) -> Any:
    if name not in _MODULE_OF:
        raise AttributeError(f"module 'toolkit.corpus' has no attribute {name!r}")
    return getattr(import_module(f"toolkit.corpus.{_MODULE_OF[name]}"), name)
