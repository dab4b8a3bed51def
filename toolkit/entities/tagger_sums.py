"""For each character the sum of the weights of its features, each read only as often as it differs.

Most templates speak of what is alike at many characters: the same character, the same word, nothing of the rules far and wide.
Such sums are made once for each kind and looked up; where something lies over a character, they are put right. Weights are
whole numbers, so the order in which they are added changes nothing: the sums are those of the lines of `feature_lines`.
"""

from collections.abc import Callable, Mapping
from functools import partial, reduce
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from toolkit.entities.tagger_features import Mixer, last_mixed, lines_at, lines_of
from toolkit.entities.tagger_layers import Offsets
from toolkit.entities.tagger_page import GAP
from toolkit.entities.tagger_plan import (
    OF_ITEMS,
    POSITION,
    POSITIONS,
    Over,
    Table,
    levels,
    rare,
    tables,
    without_position,
)
from toolkit.entities.tagger_templates import GROUPS, Value
from toolkit.entities.tagger_view import View
from toolkit.entities.tagger_words import (
    LONGEST,
    ROLES,
    Clusters,
    Codes,
    Rows,
    WordTable,
    cluster_sizes,
    code_of,
    tag_numbers,
)

__all__ = ["Sums", "Weighing"]

Sums = NDArray[np.int16]
_AT_ONCE = 1 << 17
"""So many lines are fetched at once: they fit into the memory next to the processor."""
_FEW = 2000
"""Characters for which it is faster to read all lines of each than to look at what is alike."""
_NUMBERED = {"tag": "tag_number"}
_PLACES_IN_LISTS, _REPEATED = 4, 2


class Weighing:
    """Sums the weights of the features of characters.

    Parameters
    ----------
    weights : array
        A row for each eight labels; for each line of weights their eight bytes as one number.
    clusters : mapping
        Those of the words that will be met.
    """

    def __init__(self, weights: NDArray[np.int64], clusters: Clusters) -> None:
        self._weights = weights
        self._lock = Lock()
        of_levels = levels()
        overs = [Over.of(group) for group in GROUPS if any(map(rare, group))]
        self._over = [(over, self._combinations(over.combined)) for over in overs]
        self._everywhere = Mixer(of_levels.pop(("everywhere", 0)))
        sizes = {"tag": len(tag_numbers()), "length": LONGEST + 1, **cluster_sizes(clusters)}
        of_words = of_levels.pop(("words", 0))
        self._tables = tables(of_words, sizes, 8 * len(weights))
        tabled = [template for table in self._tables for template in table.mixer.templates]
        self._words = Mixer(without_position(template for template in of_words if template not in tabled))
        self._items = Mixer(of_levels.pop(("item", 0)))
        self._combined = self._combinations(Mixer(of_levels.pop(("combination", 0))))
        self._of_characters = {by: Mixer(templates) for (level, by), templates in of_levels.items() if level == "character"}
        self._of_words = {by: Mixer(templates) for (level, by), templates in of_levels.items() if level == "word"}
        self._character_ids = np.zeros(0x110000, dtype=np.int32)
        self._character_rows = {by: self._rows() for by in self._of_characters}
        self._table: WordTable | None = None
        self._word_rows: dict[int, Rows] = {}
        self._add_characters(np.zeros(1, dtype=np.uint32))

    def __call__(self, view: View) -> Sums:
        """The sums for each label, a row for each character."""
        length = len(view.position)
        found = np.zeros((length, 8 * len(self._weights)), dtype=np.int16)
        inner = found[GAP : length - GAP]
        at: Offsets = np.arange(GAP, length - GAP)
        if length < _FEW:
            inner += self._sums(lines_at(view, at))
            return found
        place = view.position.take(at).astype(np.int64) - 1
        with self._lock:
            character_ids, character_rows = self._known_characters(view.characters["char"])
            word_rows = self._known_words(view)
        for by, rows in character_rows.items():
            inner += rows.take(character_ids.take(at + by), axis=0)
        word, first = view.word.take(at), view.numbers * POSITIONS
        for by, rows in word_rows.items():
            inner += rows.take(first.take(word + by) + place, axis=0)
        for table in self._tables:
            inner += table.rows.take(self._known_keys(table, view).take(word) * POSITIONS + place, axis=0)
        combination = _combination(view, word, view.item.take(at)) + place
        inner += self._combined.take(combination, axis=0)
        inner += self._item_rows(view).take(view.item.take(at) * POSITIONS + place, axis=0)
        self._add_words(inner, view, word)
        for start in range(0, len(at), step := _step(self._everywhere)):
            some = at[start : start + step]
            codes = self._everywhere.codes(len(some), partial(view.values, at=some))
            inner[start : start + step] += self._sums(lines_of(codes))
        for over, combined in self._over:
            self._put_right(inner, view, over, combined, combination)
        return found

    def _rows(self) -> Rows:
        return Rows(np.int16, 8 * len(self._weights))

    def _sums(self, lines: NDArray[np.intp]) -> Sums:
        """The sums of weights for each column of lines."""
        parts = [part.take(lines, mode="clip").view(np.int8).reshape(*lines.shape, 8) for part in self._weights]
        sums: list[Sums] = [part.sum(axis=0, dtype=np.int16) for part in parts]
        return sums[0] if len(sums) == 1 else np.concatenate(sums, axis=1)

    def _weighed(self, mixer: Mixer, columns: dict[tuple[str, int], Codes]) -> Sums:
        """The sums for columns of values."""
        length = len(next(iter(columns.values())))
        parts = [np.zeros((0, 8 * len(self._weights)), dtype=np.int16)]
        for start in range(0, length, step := _step(mixer)):
            some = slice(start, min(start + step, length))
            parts.append(self._sums(lines_of(mixer.codes(some.stop - start, _part(columns, some)))))
        return np.concatenate(parts)

    def _combinations(self, mixer: Mixer) -> Sums:
        """The sums for all combinations of the values of which there are few."""
        tags, roles = (np.array([code_of(name) for name in names], dtype=np.uint32) for names in (tag_numbers(), ROLES))
        grid = np.indices((_PLACES_IN_LISTS, _REPEATED, len(roles), len(tags), POSITIONS), dtype=np.uint32).reshape(5, -1)
        columns = {
            ("list_place", 0): grid[0], ("repeated", 0): grid[1], ("role", -1): roles[grid[2]], ("tag", 0): tags[grid[3]],
            POSITION: grid[4] + np.uint32(1),
        }  # fmt: skip
        return self._weighed(mixer, columns)

    def _known_characters(self, codes: Codes) -> tuple[NDArray[np.int32], dict[int, Sums]]:
        ids = self._character_ids.take(codes)
        new = np.unique(codes[(ids == 0) & (codes > 0)])
        if len(new):
            self._add_characters(new)
            ids = self._character_ids.take(codes)
        return ids, {by: rows.there for by, rows in self._character_rows.items()}

    def _add_characters(self, codes: Codes) -> None:
        for by, mixer in self._of_characters.items():
            rows = self._character_rows[by]
            self._character_ids[codes] = np.arange(len(rows), len(rows) + len(codes))
            rows.add(self._weighed(mixer, {("char", by): codes}))

    def _known_words(self, view: View) -> dict[int, Sums]:
        if self._table is not view.table:
            self._table, self._word_rows = view.table, {by: self._rows() for by in self._of_words}
        place = np.arange(1, POSITIONS + 1, dtype=np.uint32)
        for by, mixer in self._of_words.items():
            rows = self._word_rows[by]
            new = slice(len(rows) // POSITIONS, None)
            columns = {(name, by): view.vocabulary[name][new].repeat(POSITIONS) for name, _ in mixer.values if name != "position"}
            n_new = len(view.vocabulary["word"][new])
            if n_new:
                rows.add(self._weighed(mixer, {**columns, POSITION: np.tile(place, n_new)}))
        return {by: rows.there for by, rows in self._word_rows.items()}

    def _known_keys(self, table: Table, view: View) -> Offsets:
        """For each word the place of its values in a table, which has their sums."""
        end = len(view.numbers) - GAP
        keys = np.zeros(len(view.numbers), dtype=np.int64)
        for (name, by), step in zip(table.values, table.steps, strict=True):
            column = view.vocabulary[_NUMBERED.get(name, name)]
            keys[GAP:end] += column.take(view.numbers[GAP + by : end + by]).astype(np.int64) * step
        with self._lock:
            new = np.unique(keys[~table.known.take(keys)])
            if len(new):
                self._fill(table, new)
        return keys

    def _fill(self, table: Table, keys: Offsets) -> None:
        tags = np.array([code_of(tag) for tag in tag_numbers()], dtype=np.uint32)
        rows = (keys[:, None] * POSITIONS + np.arange(POSITIONS)).ravel()
        columns: dict[tuple[str, int], Codes] = {POSITION: (rows % POSITIONS + 1).astype(np.uint32)}
        for value, step, size in zip(table.values, table.steps, table.sizes, strict=True):
            found = rows // (step * POSITIONS) % size
            columns[value] = tags[found] if value.name == "tag" else found.astype(np.uint32)
        table.rows[rows] = self._weighed(table.mixer, columns)
        table.known[keys] = True

    def _item_rows(self, view: View) -> Sums:
        """The sums for each item of a list at each position of a word."""
        columns = {(name, 0): view.items[name].repeat(POSITIONS) for name in OF_ITEMS}
        place = np.arange(1, POSITIONS + 1, dtype=np.uint32)
        return self._weighed(self._items, {**columns, POSITION: np.tile(place, len(view.items["next_mark"]))})

    def _add_words(self, inner: Sums, view: View, word: Offsets) -> None:
        """Add what neighbouring words of any kind say together, and the place of the character in its word."""
        end = len(view.numbers) - GAP
        codes = self._words.codes(end - GAP, lambda name, by: view.vocabulary[name].take(view.numbers[GAP + by : end + by]))
        for start in range(0, len(word), step := _step(self._words)):
            placed = codes.take(word[start : start + step] - GAP, axis=1)
            lines = lines_of(last_mixed(placed, view.position[GAP + start : GAP + start + len(placed[0])]))
            inner[start : start + step] += self._sums(lines)

    def _put_right(self, inner: Sums, view: View, over: Over, combined: Sums, combination: Offsets) -> None:
        """Put the sums right where something lies over a character that the others took for nothing."""
        at = np.flatnonzero(reduce(np.bitwise_or, (_there(view, guard) for guard in over.guards)) > 0)
        for start in range(0, len(at), step := _step(over.mixer)):
            some = at[start : start + step]
            lines = lines_of(over.mixer.codes(len(some), partial(view.values, at=some + GAP)))
            change = self._sums(lines[over.whole]) - combined.take(combination.take(some), axis=0)
            if over.bare:
                change -= self._sums(lines[over.bare])
            inner[some] += change


def _part(columns: Mapping[tuple[str, int], Codes], some: slice) -> Callable[[str, int], Codes]:
    return lambda name, by: columns[name, by][some]


def _step(mixer: Mixer) -> int:
    return max(_AT_ONCE // max(len(mixer.templates), 1), 1)


def _there(view: View, value: Value) -> Codes:
    """The values at all characters but the first and last gap."""
    inner = slice(GAP + value.by, len(view.position) - GAP + value.by)
    if value.name in view.characters:
        return view.characters[value.name][inner]
    if value.name in view.items:
        return view.items[value.name].take(view.item[inner])
    return view.words[value.name].take(view.word[inner])


def _combination(view: View, word: Offsets, item: Offsets) -> Offsets:
    """For each character the place of the combination of its values, without its position."""
    tags, roles = (view.vocabulary[name].take(view.numbers).astype(np.int64) for name in ("tag_number", "role_number"))
    of_words = view.words["repeated"].astype(np.int64) * len(ROLES)
    of_words[1:] += roles[:-1]
    of_words = of_words * len(tag_numbers()) + tags
    n_words = _REPEATED * len(ROLES) * len(tag_numbers())
    return (of_words.take(word) + view.items["list_place"].take(item).astype(np.int64) * n_words) * POSITIONS
