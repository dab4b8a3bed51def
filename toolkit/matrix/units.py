"""What a row of a matrix is: a document, a section, a paragraph, a block of sentences, a sentence; and which row a token is in."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from toolkit.corpus.delivery import speaker_name
from toolkit.errors import invalid
from toolkit.matrix.tokens import Tokens
from toolkit.pair_keys import pair_keys
from toolkit.tables import SCHEMAS

if TYPE_CHECKING:
    from toolkit.corpus import Corpus

__all__ = ["UNITS", "check_unit", "row_columns", "rows_of", "rows_of_tokens"]

Ints = NDArray[np.int64]
UNITS = ("document", "section", "paragraph", "block", "sentence")
METADATA = ["doc_id", "title", "issuer", "place", "adcode", "date", "year", "review_year", "doc_type", "doc_number"]


def check_unit(unit: str, block_chars: int) -> None:
    """Raise the error for rows that there are not."""
    if unit not in UNITS:
        raise invalid("unit", unit, UNITS)
    if isinstance(block_chars, bool) or not isinstance(block_chars, int) or block_chars < 1:
        raise invalid("block_chars", block_chars, "a number of characters, 1 or more")


def row_columns(documents: pd.DataFrame) -> list[str]:
    """Return the columns of documents that rows of a matrix have: the metadata, the length, and what the source states besides."""
    declared = SCHEMAS["documents"].names
    return [name for name in documents.columns if name in METADATA or name == "n_chars" or name not in declared]


def rows_of(part: "Corpus", documents: pd.DataFrame, unit: str, block_chars: int) -> tuple[pd.DataFrame, pd.DataFrame | None]:
    """Return the rows in order of documents and text, and of each sentence its document, number and row (none where documents are rows).

    Parameters
    ----------
    part : Corpus
        Whose ``sections`` and ``sentences`` are read as needed.
    documents : DataFrame
        Those that are counted.
    unit, block_chars
        As in `count_terms`.
    """
    known = _with_speaker(documents)
    if unit == "document":
        return known.reset_index(drop=True), None
    sentences = _placed(part.sentences, documents).sort_values(["document", "sentence_id"], ignore_index=True)
    if unit == "section":
        columns = ["document", "doc_id", "section_id", "level", "number", "heading", "kind", "start", "end"]
        parts = _placed(part.sections, documents)[columns].sort_values(["document", "section_id"], ignore_index=True)
        places = pd.Index(_keys(parts, "section_id")).get_indexer(pd.Index(_keys(sentences, "section_id")))
    elif unit == "sentence":
        parts = sentences[["document", "doc_id", "sentence_id", "section_id", "start", "end"]]
        places = np.arange(len(sentences))
    else:
        places = _paragraphs(sentences) if unit == "paragraph" else _blocks(sentences, block_chars)
        parts = _joined(sentences, places, f"{unit}_id")
    return _with_documents(parts, known), sentences[["document", "sentence_id"]].assign(row=places)


def _with_speaker(documents: pd.DataFrame) -> pd.DataFrame:
    """The columns of rows, with who gives the report, as the lines above its address tell; a column of the source stands before that."""
    known = documents[row_columns(documents)]
    if "speaker" in known.columns:
        return known
    names = pd.Series([speaker_name(text) for text in documents["text"]], known.index, dtype="str")
    before = list(known.columns).index("n_chars")
    return pd.concat([known.iloc[:, :before], names.rename("speaker"), known.iloc[:, before:]], axis=1)


def rows_of_tokens(tokens: Tokens, sentences: pd.DataFrame | None) -> Ints:
    """Return the row of each token."""
    if sentences is None:
        return tokens.document
    at = pd.Index(_keys(sentences, "sentence_id")).get_indexer(pd.Index(pair_keys(tokens.document, tokens.sentence)))
    return sentences["row"].to_numpy(dtype=np.int64)[at]


def _placed(table: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """The rows of the documents that are counted, with the place of their document among them."""
    places = pd.Index(documents["doc_id"]).get_indexer(pd.Index(table["doc_id"]))
    placed: pd.DataFrame = table.assign(document=places)[places >= 0]
    return placed


def _keys(table: pd.DataFrame, column: str) -> Ints:
    return pair_keys(table["document"].to_numpy(dtype=np.int64), table[column].to_numpy(dtype=np.int64))


def _paragraphs(sentences: pd.DataFrame) -> Ints:
    """The number of the paragraph of each sentence: a line of the text."""
    document = sentences["document"].to_numpy()
    ended = sentences["text"].str.endswith("\n").to_numpy(dtype=bool)
    begins = np.ones(len(sentences), dtype=bool)
    begins[1:] = ended[:-1] | (document[1:] != document[:-1])
    return np.cumsum(begins) - 1


def _blocks(sentences: pd.DataFrame, size: int) -> Ints:
    """The number of the block of each sentence: a section is cut into equal parts of about so many characters, between sentences."""
    groups = sentences.groupby(["document", "section_id"], sort=False)
    section = groups.ngroup().to_numpy()
    start, end = sentences["start"].to_numpy(dtype=np.int64), sentences["end"].to_numpy(dtype=np.int64)
    first = groups["start"].transform("min").to_numpy(dtype=np.int64)
    length = groups["end"].transform("max").to_numpy(dtype=np.int64) - first
    parts = np.maximum((length + size // 2) // size, 1)
    part = (start + end - 2 * first) * parts // (2 * np.maximum(length, 1))
    begins = np.ones(len(sentences), dtype=bool)
    begins[1:] = (section[1:] != section[:-1]) | (part[1:] != part[:-1])
    return np.cumsum(begins) - 1


def _joined(sentences: pd.DataFrame, places: Ints, name: str) -> pd.DataFrame:
    """One row a paragraph or block, numbered within its document from 0."""
    groups = sentences.groupby(places, sort=True)
    first = {column: groups[column].first() for column in ("document", "doc_id", "section_id", "start")}
    parts = pd.DataFrame(first).assign(end=groups["end"].last()).reset_index(drop=True)
    parts.insert(2, name, parts.groupby("document").cumcount())
    return parts


def _with_documents(parts: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """The rows with their length and what is known of their documents."""
    document = parts["document"].to_numpy()
    parts = parts.assign(n_chars=parts["end"] - parts["start"]).drop(columns=["document", "start", "end"]).reset_index(drop=True)
    taken = parts.columns.drop("doc_id")
    of_documents = known.drop(columns=["doc_id", "n_chars"]).rename(columns={name: f"document_{name}" for name in taken})
    return pd.concat([parts, of_documents.iloc[document].reset_index(drop=True)], axis=1)
