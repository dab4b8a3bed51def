"""From files to a corpus folder, and the tables of a corpus."""

from toolkit.corpus.build import build_corpus
from toolkit.corpus.corpus import Corpus, open_corpus
from toolkit.corpus.review import score_review

__all__ = ["Corpus", "build_corpus", "open_corpus", "score_review"]
