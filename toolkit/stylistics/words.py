"""The words of a corpus, document by document, numbers and punctuation left out."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from toolkit.matrix import is_number, is_word

if TYPE_CHECKING:
    from toolkit.corpus import Corpus

__all__ = ["words_of"]


def words_of(corpus: "Corpus") -> pd.DataFrame:
    """Return ``row`` (of ``corpus.documents``), ``sentence_id`` and ``word`` (categorical) of each word, in the order of the texts."""
    tokens = corpus.read("tokens", ["doc_id", "sentence_id", "text"])
    words = tokens["text"].astype("category")
    counted = np.array([is_word(word) and not is_number(word) for word in words.cat.categories], dtype=bool)
    row = pd.Index(corpus.read("documents", ["doc_id"])["doc_id"]).get_indexer(pd.Index(tokens["doc_id"].astype("str")))
    table = pd.DataFrame({"row": row, "sentence_id": tokens["sentence_id"].to_numpy(dtype=np.int64), "word": words.to_numpy()})
    table["word"] = pd.Categorical.from_codes(words.cat.codes.to_numpy(), categories=words.cat.categories)
    return table[counted[words.cat.codes.to_numpy()]].reset_index(drop=True)
