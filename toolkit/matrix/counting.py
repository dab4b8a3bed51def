"""``count_terms``: the tokens of a corpus become a `TermMatrix`, shard by shard, without a loop over tokens."""

from collections.abc import Collection
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array, hstack

from toolkit.given import takes
from toolkit.matrix.ngrams import Cells, Sequences, assembled, counted, read_sequences
from toolkit.matrix.term_matrix import TermMatrix, df_bounds
from toolkit.matrix.tokens import Tokens, check_phrases, read_tokens
from toolkit.matrix.units import check_unit, rows_of, rows_of_tokens
from toolkit.matrix.vocabulary import Vocabulary, WordOptions
from toolkit.trail import step

if TYPE_CHECKING:
    from toolkit.corpus import Corpus

__all__ = ["Counter", "count_terms"]

Ints = NDArray[np.int64]


@takes("corpus")
def count_terms(
    corpus: "Corpus", *, unit: str = "document", min_df: float = 1, max_df: float = 1.0,
    stop_words: str | Collection[str] | None = "general", punctuation: bool = False, numbers: bool = False,
    phrases: Collection[str] = (), ngrams: int | str | Collection[int | str] = 1, skip: int = 0, block_chars: int = 200,
    duplicates: bool = True,
) -> TermMatrix:  # fmt: skip
    """Return how often each word stands in each document, section, paragraph, block or sentence of a corpus.

    Words of one character (水, 法, 税) count like any other. Rows are in the order of the corpus, terms in code point order. What is known
    of the document stands in ``rows``, with ``speaker``: who gives the report, where its head tells or a column of the source.

    Parameters
    ----------
    corpus : Corpus
        Its ``documents``, ``sentences``, ``sections`` and ``tokens`` are read as needed.
    unit : {"document", "section", "paragraph", "block", "sentence"}
        What a row of the matrix is. Topics of long reports are sharper on blocks: whole sentences of one section, about
        ``block_chars`` characters. A paragraph is a line of the text.
    min_df, max_df : int or float
        Fewest and most rows that have the term: a number of rows (int) or a share of them (float from 0 to 1).
    stop_words : {"general", "genre", "all"}, collection of str, or None
        Words left out: a list of `toolkit.text.stop_words`, words of your own, or none. ``all`` leaves out the words of the genre too
        (加强, 落实), words of content such as 发展 and 建设 among them.
    punctuation : bool
        Whether tokens without a letter, a digit or a Chinese character are kept.
    numbers : bool
        Whether numbers (2023, 8.1%, 三千) and the units after them (5 家, 2 个 百分点) are kept.
    phrases : collection of str
        Words of your own that are counted as one term wherever the text has them, the longest first, whatever the segmentation makes
        of them; they are no stop words. The terms of `find_phrases` can be given.
    ngrams : int, str, or collection of them
        What a term is: so many words in a row, or words with these parts of speech (``"a n"``: an adjective, then a noun; tags
        of jieba, of which the beginning is enough, and ``*`` for any), or several of these. No word that is left out is part of a
        sequence, and none goes over a punctuation mark. Words are set apart by a blank: 经济 发展.
    skip : int
        How many words in all may be passed over inside a sequence, whatever they are.
    block_chars : int
        About how many characters a block has.
    duplicates : bool
        False leaves out documents whose text is that of an earlier one of the corpus, or nearly so (``duplicate_of``).

    Returns
    -------
    TermMatrix

    References
    ----------
    Guthrie, D. et al. (2006). A closer look at skip-gram modelling. LREC.

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> corpus = tk.build_corpus(pd.DataFrame({"text": ["水、大气和土壤的污染。"]}))
    >>> tk.count_terms(corpus).terms.tolist()
    ['土壤', '大气', '水', '污染']
    >>> tk.count_terms(corpus, ngrams=2, skip=1).terms.tolist()
    ['土壤 污染', '大气 土壤']
    """
    check_unit(unit, block_chars)
    words = WordOptions(stop_words, punctuation, numbers, check_phrases(phrases))
    counter = Counter(words, read_sequences(ngrams, skip), skip)
    tables = []
    for part in corpus.parts():
        documents = part.documents
        documents = documents if duplicates else documents[documents["duplicate_of"].isna()]
        rows, sentences = rows_of(part, documents, unit, block_chars)
        tokens = read_tokens(part.tokens, documents, counter.vocabulary)
        n_tokens = counter.add(tokens, rows_of_tokens(tokens, sentences), len(rows))
        tables.append(rows.assign(n_tokens=n_tokens))
    counts, terms = counter.result(min_df, max_df)
    trail = step(
        "count_terms", unit=unit, min_df=min_df, max_df=max_df, stop_words=stop_words, punctuation=punctuation, numbers=numbers,
        phrases=words.phrases, ngrams=ngrams, skip=skip, block_chars=block_chars, duplicates=duplicates,
    )  # fmt: skip
    return TermMatrix(counts, terms, pd.concat(tables, ignore_index=True), unit, trail=(trail,))


class Counter:
    """Sums up the sequences of words of one part of the documents after the other."""

    def __init__(self, words: WordOptions, asked: tuple[Sequences, ...], skip: int) -> None:
        self.vocabulary = Vocabulary(words)
        self._asked, self._skip = asked, skip
        self._cells: list[list[Cells]] = [[] for _ in asked]
        self._n_rows = 0

    def add(self, tokens: Tokens, row_of: Ints, n_rows: int) -> Ints:
        """Count the tokens of some more rows, which are numbered from 0, and return the number of words of each row."""
        found = counted(tokens, row_of, n_rows, self.vocabulary, self._asked, self._skip)
        for cells, new in zip(self._cells, found, strict=True):
            cells.append(new)
        self._n_rows += n_rows
        return np.bincount(row_of[self.vocabulary.flags("word")[tokens.code]], minlength=n_rows)

    def result(self, min_df: float = 1, max_df: float = 1.0) -> tuple[csr_array, NDArray[np.object_]]:
        """Return the counts of all rows, and the terms of their columns in code point order; the counter is empty afterwards."""
        low, high = df_bounds(min_df, max_df, self._n_rows)
        tables, terms = [], []
        for cells in self._cells:
            counts, words = assembled(cells)
            df = np.bincount(counts.indices, minlength=len(words))
            # A word that was met and never counted has a number, and no column.
            kept = np.flatnonzero((df >= max(low, 1)) & (df <= high))
            tables.append(_columns(counts, kept))
            terms += [" ".join(self.vocabulary.words[code] for code in codes) for codes in words[kept].tolist()]
        # A phrase with a blank in it may be written like a sequence of words: they are one term.
        named, column = np.unique(np.array(terms, dtype=object), return_inverse=True)
        whole = tables[0] if len(tables) == 1 else csr_array(hstack(tables, format="csr"))
        whole = csr_array((whole.data.astype(np.int64), column.astype(np.int32)[whole.indices], whole.indptr), (self._n_rows, len(named)))
        whole.sum_duplicates()
        return whole, named


def _columns(counts: csr_array, kept: Ints) -> csr_array:
    """Return some columns of a matrix; its own cells where these are all that have any."""
    column = np.full(counts.shape[1], -1, dtype=np.int32)
    column[kept] = np.arange(len(kept), dtype=np.int32)
    indices = column[counts.indices]
    here = indices >= 0
    if here.all():
        return csr_array((counts.data, indices, counts.indptr), shape=(counts.shape[0], len(kept)))
    starts = np.concatenate([[0], np.cumsum(here)])[counts.indptr].astype(counts.indptr.dtype)
    return csr_array((counts.data[here], indices[here], starts), shape=(counts.shape[0], len(kept)))
