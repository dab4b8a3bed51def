"""Words and sequences of words as they are counted: contiguous, with gaps, by part of speech."""

from collections.abc import Collection, Iterator
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from toolkit.errors import invalid
from toolkit.matrix.tokens import Tokens
from toolkit.matrix.vocabulary import Vocabulary
from toolkit.pair_keys import pair_keys
from toolkit.text import known_tags

__all__ = ["Cells", "Sequences", "assembled", "compacted", "counted", "read_sequences", "runs"]

Ints = NDArray[np.int64]
Narrow = NDArray[np.int32]
MOST = 6


class Sequences(NamedTuple):
    """Sequences of so many words: any, or those with these parts of speech."""

    length: int
    tags: tuple[tuple[str, ...], ...]


class Cells(NamedTuple):
    """How often sequences stand in some rows: how many cells each row has, the numbers of the words of each, and its count.

    Row after row, in half the width of a number: of a large corpus these are kept for every document.
    """

    of_row: Narrow
    words: Narrow
    """One row a sequence."""
    n: Narrow


def read_sequences(ngrams: int | str | Collection[int | str], skip: int) -> tuple[Sequences, ...]:
    """Return what is to be counted, by length.

    Parameters
    ----------
    ngrams : int, str, or collection of them
        A number of words, or tags of the parts of speech set apart by blanks.
    skip : int
        Checked.
    """
    given = [ngrams] if isinstance(ngrams, (int, str)) else list(ngrams)
    if isinstance(skip, bool) or not isinstance(skip, int) or not 0 <= skip <= MOST:
        raise invalid("skip", skip, f"a number of words from 0 to {MOST}")
    asked: dict[int, list[tuple[str, ...]]] = {}
    for item in given:
        tags = tuple("" if tag == "*" else tag for tag in item.split()) if isinstance(item, str) else ("",) * int(item)
        if isinstance(item, bool) or not 1 <= len(tags) <= MOST:
            raise invalid("ngrams", item, f"a number of words from 1 to {MOST}, or tags of parts of speech, such as 'a n'")
        if isinstance(item, str):
            _check_tags(tags)
        asked.setdefault(len(tags), []).append(tags)
    if not asked:
        raise invalid("ngrams", ngrams, "a number of words, or several")
    if skip and max(asked) == 1:
        raise invalid("skip", skip, "0 for single words: ask for sequences (ngrams=2)")
    return tuple(Sequences(length, tuple(sorted(set(tags)))) for length, tags in sorted(asked.items()))


def _check_tags(tags: tuple[str, ...]) -> None:
    """Refuse a part of speech that no word has, which would find nothing."""
    for tag in tags:
        if not any(known.startswith(tag) for known in known_tags()):
            raise invalid("part of speech", tag, sorted(known_tags()))


def runs(tokens: Tokens, vocabulary: Vocabulary) -> Ints:
    """Return a number for each token that is that of the next one only where both are words of one sentence with no mark between."""
    begins = ~vocabulary.flags("word")[tokens.code]
    sentence = pair_keys(tokens.document, tokens.sentence)
    begins[1:] |= sentence[1:] != sentence[:-1]
    return np.cumsum(begins, dtype=np.int64)


def counted(
    tokens: Tokens, row_of: Ints, n_rows: int, vocabulary: Vocabulary, asked: tuple[Sequences, ...], skip: int
) -> list[Cells]:
    """Return the cells of some documents, one table for each length of sequences."""
    wanted = vocabulary.flags("counted")[tokens.code]
    if not vocabulary.options.numbers:
        wanted &= ~tokens.units_of_numbers(vocabulary)
    tables = []
    run = runs(tokens, vocabulary) if any(sequences.length > 1 for sequences in asked) else row_of
    for sequences in asked:
        places = np.concatenate(list(_windows(wanted, run, sequences.length, skip)), axis=1)
        chosen = tokens.code[places]
        fits = np.zeros(chosen.shape[1], dtype=bool)
        for tags in sequences.tags:
            fits |= np.logical_and.reduce([_tagged(vocabulary, tag)[codes] for tag, codes in zip(tags, chosen, strict=True)])
        tables.append(_summed(row_of[places[0][fits]], chosen[:, fits].T, n_rows))
    return tables


def _tagged(vocabulary: Vocabulary, tag: str) -> NDArray[np.bool_]:
    return vocabulary.tagged(tag) if tag else np.ones(len(vocabulary.words), dtype=bool)


def _windows(wanted: NDArray[np.bool_], run: Ints, length: int, skip: int) -> Iterator[Ints]:
    """Yield places of tokens, one column a sequence, for each way to leave words out."""
    for gaps in product(range(skip + 1), repeat=length - 1):
        if sum(gaps) > skip:
            continue
        steps = np.cumsum([0, *(gap + 1 for gap in gaps)])
        first = np.flatnonzero(wanted[: max(len(wanted) - steps[-1], 0)])
        for step in steps[1:]:
            first = first[wanted[first + step]]
        places = first + steps[:, None]
        yield places[:, run[places[0]] == run[places[-1]]] if length > 1 else places


def _summed(row: Ints, words: Ints, n_rows: int) -> Cells:
    """The cells of sequences, each told once."""
    if words.shape[1] == 1:
        ids, first = words[:, 0], np.arange(words.max(initial=-1) + 1)[:, None]
    else:
        ids, place = compacted(words)
        first = words[place]
    sums = csr_array((np.ones(len(row), dtype=np.int32), (row, ids)), shape=(n_rows, len(first)))
    return Cells(np.diff(sums.indptr).astype(np.int32), first.astype(np.int32)[sums.indices], sums.data)


def compacted(words: Ints | Narrow) -> tuple[Ints, Ints]:
    """Return for each sequence (a row of numbers of words) its number, and for each number a place where it stands."""
    ids = np.zeros(len(words), dtype=np.int64)
    first = np.zeros(min(len(words), 1), dtype=np.int64)
    for column in words.T:
        _, first, ids = np.unique(pair_keys(ids, column), return_index=True, return_inverse=True)
    return ids, first


def assembled(cells: list[Cells]) -> tuple[csr_array, Ints]:
    """Return counts with one column a sequence, and the words of each column; the list is emptied, so that parts go as they are joined."""
    of_row, words, n = map(list, zip(*cells, strict=True))
    cells.clear()
    starts = np.concatenate([[0], np.cumsum(_joined(of_row), dtype=np.int64)])
    # Places of cells are told in half the width too where there are not too many: both must be of one width.
    starts = starts.astype(np.int32) if starts[-1] <= np.iinfo(np.int32).max else starts
    joined = _joined(words)
    if joined.shape[1] == 1:
        ids, first = joined[:, 0], np.arange(joined.max(initial=-1) + 1)[:, None]
    else:
        numbers, places = compacted(joined)
        ids, first = numbers.astype(np.int32), joined[places]
    return csr_array((_joined(n), ids, starts), shape=(len(starts) - 1, len(first))), first


def _joined(parts: list[Narrow]) -> Narrow:
    whole = np.concatenate(parts)
    parts.clear()
    return whole
