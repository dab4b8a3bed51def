"""``find_new_words``: strings that behave like words and that the dictionary lacks."""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from toolkit.errors import invalid
from toolkit.keywords.strings import Strings
from toolkit.lexicon import read_list
from toolkit.matrix import is_number
from toolkit.text import Segmenter, stop_words

if TYPE_CHECKING:
    from toolkit.corpus import Corpus

__all__ = ["find_new_words"]

def find_new_words(
    corpus: "Corpus", *, min_count: int = 10, max_length: int = 6, min_cohesion: float = 4.0, min_entropy: float = 2.0,
    phrases: bool = False, segmenter: Segmenter | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Return strings of Chinese characters that hold together inside, combine freely outside, and that the segmenter cuts in pieces.

    They are candidates: read them, and give those you keep to `Segmenter` as user words.

    Parameters
    ----------
    corpus : Corpus
    min_count : int
        Least number of occurrences.
    max_length : int
        Most characters, from 2 to 10.
    min_cohesion : float
        Least pointwise mutual information, in bits, of the two parts at the weakest place to cut.
    min_entropy : float
        Least branching entropy, in bits, of the characters before and of the characters after the string.
    phrases : bool
        Whether strings are shown that the segmenter cuts into known words of two characters or more (稳步推进); see also `collocations`.
    segmenter : Segmenter, optional
        Strings that it keeps whole are no new words; the default segmenter if not given.

    Returns
    -------
    DataFrame
        ``word, n, df`` (documents that have it), ``first_year, cohesion, left_entropy, right_entropy, cut`` (how the segmenter cuts it
        now) and ``score``, the product of cohesion and the lesser entropy; highest score first.

    References
    ----------
    Jin, Z. & Tanaka-Ishii, K. (2006). Unsupervised segmentation of Chinese text by use of branching entropy. COLING/ACL.
    Sornlertlamvanich, V., Potipiti, T. & Charoenporn, T. (2000). Automatic corpus-based Thai word extraction. COLING.

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> texts = ["推行蓝藻哨制度。", "设立蓝藻哨岗位。", "增加蓝藻哨人员。", "撤并蓝藻哨站点。"]
    >>> corpus = tk.build_corpus(pd.DataFrame({"text": texts}))
    >>> tk.find_new_words(corpus, min_count=4, min_cohesion=1)[["word", "n", "df"]]
      word  n  df
    0  蓝藻哨  4   4
    """
    if not 2 <= max_length <= 10:
        raise invalid("max_length", max_length, "a number of characters from 2 to 10")
    if min_count < 2:
        raise invalid("min_count", min_count, "2 or more")
    documents = corpus.documents.sort_values("doc_id", ignore_index=True)
    strings = Strings.of(documents["text"].tolist())
    table = strings.candidates(max_length, min_count=min_count, min_cohesion=min_cohesion, min_entropy=min_entropy)
    cutter = segmenter or Segmenter()
    cuts = [cutter.cut(word) for word in table["word"]]
    new = [_is_new(word, cut, cutter, phrases) for word, cut in zip(table["word"], cuts, strict=True)]
    table["cut"] = pd.Series([" ".join(cut) for cut in cuts], dtype="str")
    table = table[np.array(new, dtype=bool)].reset_index(drop=True)
    table["df"] = np.array([len(found) for found in table["documents"]], dtype=np.int64)
    table["first_year"] = pd.array([documents["year"].iloc[found].min() for found in table["documents"]], dtype="Int32")
    table["score"] = table["cohesion"] * table[["left_entropy", "right_entropy"]].min(axis=1)
    ordered = table.astype({"word": "str"}).sort_values(["score", "word"], ascending=[False, True], ignore_index=True)
    return ordered[["word", "n", "df", "first_year", "cohesion", "left_entropy", "right_entropy", "cut", "score"]]


def _is_new(word: str, cut: Sequence[str], segmenter: Segmenter, phrases: bool) -> bool:
    """Whether a string is no word yet, no number, and has no stop word at its edge or as a piece."""
    stops = stop_words()
    terms = _policy_terms()
    if len(cut) == 1 or is_number(word) or word[0] in stops or word[-1] in stops or not stops.isdisjoint(cut) or any(map(is_number, cut)):
        return False
    return phrases or any(len(piece) == 1 or (piece not in terms and segmenter.tag_of(piece) is None) for piece in cut)


@cache
def _policy_terms() -> frozenset[str]:
    return frozenset(line.split()[0] for line in read_list("policy_terms.txt"))
