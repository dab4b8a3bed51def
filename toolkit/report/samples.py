"""Sentences behind the numbers of a page: of each count a few of those counted, spread over the documents, and the same every time."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import numpy as np
import pandas as pd

from toolkit.corpus import Corpus

__all__ = ["Sample", "Samples", "Wanted", "collect_samples"]

Key = tuple[str, ...]

SENTENCES = 5
"""Sentences shown of a count at most."""
_LONGEST = 240
"""Characters of a sentence shown on each side of what is counted."""
_HEADING = 24
_PARTS = 6
"""Shards whose sentences are held at a time."""
_SEPARATOR = "\x1f"


@dataclass(frozen=True, slots=True)
class Sample:
    """Some of the sentences that a number counts."""

    n: int
    """How many mentions there are."""
    quotes: tuple[tuple[int, int, int], ...]
    """Row of the quotation, and the first and last position in it of what is counted."""


@dataclass(frozen=True, slots=True)
class Samples:
    """Quotations (``doc_id, section, start, text``), and those of each number by its key."""

    quotes: pd.DataFrame
    by_key: Mapping[Key, Sample]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What sentences are wanted of: keys are tuples of a kind and what is counted."""

    groups: pd.Series
    """Group of each document, by ``doc_id``."""
    terms: frozenset[Key] = frozenset()
    """Keys of words: altogether, of a group, of a year."""
    names: frozenset[tuple[str, str]] = frozenset()
    """Type and name of things named."""
    figures: Mapping[Key, list[tuple[str, int, int]]] = field(default_factory=dict)
    """Document, start and end of each figure of a cell."""
    documents: frozenset[str] = frozenset()
    """Documents of whose numbers sentences are shown."""
    of_document: int = SENTENCES
    """Sentences shown of the numbers of one document."""


def collect_samples(corpus: Corpus, wanted: Wanted) -> Samples:
    """Return the sample of each key, read from the corpus one shard at a time.

    Keys are ``("term", word)``, ``("term", word, group)``, ``("term", word, "year", year)``,
    ``("term", word, "place", place)``, ``("name", type, name)``, ``("name", type,
    name, place)``, ``("name", type, name, "year", year)``, ``("document", doc_id, table)``, ``("all", table)`` and those of `figures`.
    """
    chosen: list[pd.DataFrame] = []
    counts: dict[str, int] = {}
    figures = _figure_mentions(wanted.figures)
    for part in corpus.parts():
        here = part.read("documents", ["doc_id"])["doc_id"]
        mentions = pd.concat([figures[figures["doc_id"].isin(here)], *_mentions(part, wanted)], ignore_index=True)
        for key, n in mentions.groupby("key", sort=False).size().items():
            counts[str(key)] = counts.get(str(key), 0) + int(n)
        chosen.append(_with_text(_best(_ranked(mentions), wanted), part))
        if len(chosen) > _PARTS:
            chosen = [_best(pd.concat(chosen, ignore_index=True), wanted)]
    found = _best(pd.concat(chosen, ignore_index=True), wanted) if chosen else pd.DataFrame()
    return _assembled(found, corpus.read("documents", ["doc_id"])["doc_id"], counts)


def _figure_mentions(figures: Mapping[Key, list[tuple[str, int, int]]]) -> pd.DataFrame:
    rows = [(_SEPARATOR.join(key), *figure, at) for key, told in figures.items() for at, figure in enumerate(told)]
    return pd.DataFrame(rows, columns=["key", "doc_id", "start", "end", "rank"])


def _mentions(part: Corpus, wanted: Wanted) -> Iterator[pd.DataFrame]:
    known = part.read("documents", ["doc_id", "place", "year", "duplicate_of"])
    once = known[known["duplicate_of"].isna()]
    counted = once[once["doc_id"].isin(wanted.groups.index)]
    if len(counted):
        yield from _word_mentions(part.read("tokens", ["doc_id", "start", "end", "text"]), counted, wanted)
    entities = part.read("entities", ["doc_id", "start", "end", "text", "type", "name"])
    named = entities.assign(name=entities["name"].fillna(entities["text"]))
    listed = pd.MultiIndex.from_frame(named[["type", "name"]]).isin(list(wanted.names)) if wanted.names else np.zeros(len(named), bool)
    things = named[listed].merge(once, on="doc_id")
    yield _keyed(things, "name", things["type"], things["name"])
    policies = things[things["type"] == "POLICY"]
    yield _keyed(policies, "name", policies["type"], policies["name"], policies["place"])
    yield _keyed(things, "name", things["type"], things["name"], "year", things["year"])
    for name, table in (("entities", entities), ("claims", part.read("claims", ["doc_id", "start", "end"]))):
        listed_here = table[table["doc_id"].isin(wanted.documents)]
        yield _keyed(listed_here, "document", listed_here["doc_id"], name)
        yield _keyed(table, "all", name)


def _word_mentions(tokens: pd.DataFrame, once: pd.DataFrame, wanted: Wanted) -> Iterator[pd.DataFrame]:
    terms = {key[1] for key in wanted.terms}
    tokens = tokens[tokens["text"].isin(list(terms)) & tokens["doc_id"].isin(once["doc_id"])]
    words = tokens.assign(doc_id=tokens["doc_id"].astype(str), word=tokens["text"].astype(str)).merge(once, on="doc_id")
    keys = [_SEPARATOR.join(key) for key in wanted.terms]
    groups = words["doc_id"].map(wanted.groups)
    counted: list[tuple[str | pd.Series, ...]] = [(), (groups,), ("year", words["year"]), ("place", words["place"])]
    for parts in counted:
        mentions = _keyed(words, "term", words["word"], *parts)
        yield mentions[mentions["key"].isin(keys)]


def _keyed(table: pd.DataFrame, *parts: "str | pd.Series") -> pd.DataFrame:
    """The mentions of a table with their key; a mention of which a part is not known has none."""
    columns = [part for part in parts if isinstance(part, pd.Series)]
    known = np.logical_and.reduce([np.ones(len(table), bool), *(column.notna().to_numpy(bool) for column in columns)])
    mentions = table.loc[known, ["doc_id", "start", "end"]]
    # Keys are few and mentions many: each key is written once.
    code = np.zeros(len(mentions), dtype=np.int64)
    values: list[np.ndarray] = []
    for column in columns:
        codes, names = pd.factorize(column[known])
        code, values = code * max(len(names), 1) + codes, [*values, np.asarray(names.astype("object"))]
    used, number = np.unique(code, return_inverse=True)
    texts = np.array([_SEPARATOR.join(_key(parts, at, values)) for at in used.tolist()], dtype=object)
    return mentions.assign(key=texts[number] if len(texts) else np.array([], dtype=object), rank=np.nan)[["key", *mentions.columns, "rank"]]


def _key(parts: "tuple[str | pd.Series, ...]", at: int, values: list[np.ndarray]) -> list[str]:
    """The parts of the key of a number, of which that of the last column varies fastest."""
    told: list[str] = []
    left = list(values)
    for part in reversed(parts):
        if isinstance(part, pd.Series):
            names = left.pop()
            at, place = divmod(at, max(len(names), 1))
            told.append(str(names[place]))
        else:
            told.append(part)
    return told[::-1]


def _ranked(mentions: pd.DataFrame) -> pd.DataFrame:
    """Mentions with their order of choice: by chance, but the first of each document before the second of any."""
    order = pd.util.hash_array((mentions["doc_id"].astype(str) + ":" + mentions["start"].astype(str)).to_numpy(dtype=object))
    mixed = mentions.assign(order=order).sort_values(["order", "key"], kind="stable")
    nth = mixed.groupby(["key", "doc_id"], sort=False).cumcount()
    return mixed.assign(rank=mixed["rank"].astype(float).where(mixed["rank"].notna(), nth))


def _best(ranked: pd.DataFrame, wanted: Wanted) -> pd.DataFrame:
    ordered = ranked.sort_values(["key", "rank", "order", "start"], kind="stable")
    if "text" in ordered:
        ordered = ordered.drop_duplicates(["key", "doc_id", "sentence"])
    most = np.where(ordered["key"].str.startswith(f"document{_SEPARATOR}"), wanted.of_document, SENTENCES)
    # Of a part more are kept: two may stand in one sentence.
    return ordered[ordered.groupby("key", sort=False).cumcount() < (most if "text" in ordered else 2 * most)]


def _with_text(mentions: pd.DataFrame, part: Corpus) -> pd.DataFrame:
    """Add the sentence of each mention, and the headings that it stands under."""
    sentences = part.read("sentences", ["doc_id", "section_id", "start", "text"]).rename(columns={"start": "sentence"})
    columns = [*mentions.columns, "section", "sentence", "text"]
    if mentions.empty or sentences.empty:
        return pd.DataFrame(columns=columns)
    joined = pd.merge_asof(
        mentions.astype({"doc_id": str, "start": "int64"}).sort_values("start", kind="stable"),
        sentences.astype({"doc_id": str, "sentence": "int64"}).sort_values("sentence", kind="stable"),
        left_on="start", right_on="sentence", by="doc_id",
    )  # fmt: skip
    paths = _paths(part.read("sections", ["doc_id", "section_id", "parent_id", "number", "heading"]))
    places = zip(joined["doc_id"], joined["section_id"], strict=True)
    return joined.assign(section=[paths.get((doc, number), "") for doc, number in places])[columns]


def _paths(sections: pd.DataFrame) -> dict[tuple[str, int], str]:
    """The headings of each section and of those that it is part of."""
    paths: dict[tuple[str, int], str] = {}
    row: Any
    for row in sections.itertuples(index=False):
        own = (row.number if isinstance(row.number, str) else "") + (row.heading if isinstance(row.heading, str) else "")
        above = "" if pd.isna(row.parent_id) else paths.get((row.doc_id, row.parent_id), "")
        short = own if len(own) <= _HEADING else own[:_HEADING] + "…"
        paths[row.doc_id, row.section_id] = " › ".join(part for part in (above, short) if part)
    return paths


def _assembled(found: pd.DataFrame, doc_ids: pd.Series, counts: Mapping[str, int]) -> Samples:
    order = {doc_id: at for at, doc_id in enumerate(doc_ids)}
    numbers: dict[tuple[str, int, str], int] = {}
    quotes: list[tuple[str, str, int, str]] = []
    by_key: dict[Key, Sample] = {}
    for key, rows in _told(found, order):
        shown = []
        for doc_id, section, sentence, start, end, text in rows:
            first, cut = _cut(text, start - sentence, end - sentence)
            place = (doc_id, sentence + first, cut)
            if place not in numbers:
                numbers[place] = len(quotes)
                quotes.append((doc_id, section, sentence + first, cut))
            lead = "…" if first else ""
            shown.append((numbers[place], start - sentence - first + len(lead), end - sentence - first + len(lead)))
        by_key[tuple(key.split(_SEPARATOR))] = Sample(counts[key], tuple(shown))
    return Samples(pd.DataFrame(quotes, columns=["doc_id", "section", "start", "text"]), by_key)


def _told(found: pd.DataFrame, order: Mapping[str, int]) -> Iterator[tuple[str, Iterable[tuple[str, str, int, int, int, str]]]]:
    """Yield the mentions of each key in the order of documents; those of a cell in the order that they are given in."""
    if found.empty:
        return
    placed = found.dropna(subset=["sentence"]).assign(document=lambda table: table["doc_id"].map(order))
    placed["figure"] = placed["rank"].where(placed["key"].str.startswith(f"cell{_SEPARATOR}"), 0.0)
    placed = placed.sort_values(["key", "figure", "document", "start"], kind="stable")
    rows = zip(
        placed["doc_id"], placed["section"], placed["sentence"].astype(int).tolist(), placed["start"].astype(int).tolist(),
        placed["end"].astype(int).tolist(), placed["text"], strict=True,
    )  # fmt: skip
    for key, group in groupby(zip(placed["key"], rows, strict=True), key=lambda pair: pair[0]):
        yield str(key), [row for _, row in group]


def _cut(text: str, start: int, end: int) -> tuple[int, str]:
    """The sentence, or of a long one what stands around the mention, with the offset that it begins at."""
    first = max(0, start - _LONGEST)
    last = min(len(text), end + _LONGEST)
    body = text[first:last].rstrip()
    return first, ("…" if first else "") + body + ("…" if last < len(text) else "")
