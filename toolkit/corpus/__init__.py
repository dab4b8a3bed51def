"""From files to a corpus folder, and the tables of a corpus.

Names are looked up when they are asked for: the process that reads files imports the readers, and nothing that works on corpora.
"""

from typing import TYPE_CHECKING

from toolkit.lazy import lazily

if TYPE_CHECKING:
    from toolkit.corpus.build import build_corpus
    from toolkit.corpus.corpus import Corpus, open_corpus
    from toolkit.corpus.review import score_review

__all__ = ["Corpus", "build_corpus", "open_corpus", "score_review"]

_MODULE_OF = {
    "Corpus": "corpus",
    "build_corpus": "build",
    "open_corpus": "corpus",
    "score_review": "review",
}
__getattr__ = lazily(__name__, _MODULE_OF)
