"""Tables of one corpus or of several side by side: provincial reports and the central ones."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from toolkit.corpus.known_dates import dated
from toolkit.errors import InvalidValue

if TYPE_CHECKING:
    from toolkit.corpus.corpus import Corpus

__all__ = ["documents_of", "listed", "policies_of", "sentences_of"]

_KNOWN = ["doc_id", "title", "place", "adcode", "level", "year", "date", "date_known", "text"]
_MADE = ("level", "date_known")
"""What `dated` adds."""
_POLICY = ["doc_id", "sentence_id", "start", "end", "text", "subtype", "name", "id"]


def listed(corpora: "Corpus | Sequence[Corpus]") -> "list[Corpus]":
    """The corpora as a list, also where there is one."""
    return list(corpora) if isinstance(corpora, (list, tuple)) else [corpora]  # type: ignore[list-item]


def documents_of(corpora: "Corpus | Sequence[Corpus]", *, texts: bool = True) -> pd.DataFrame:
    """The documents that have a place and a year, with level and date, in order of date; without their texts where none is wanted."""
    columns = [name for name in _KNOWN if texts or name != "text"]
    tables = [corpus.read("documents", [name for name in columns if name not in _MADE]) for corpus in listed(corpora)]
    table = dated(pd.concat([table.astype({"text": "str"}) if texts else table for table in tables], ignore_index=True))
    repeated = table["doc_id"].duplicated()
    if repeated.any():
        raise InvalidValue(
            f"the document {table.loc[repeated, 'doc_id'].iloc[0]!r} is in two of the corpora: give each document once"
        )
    kept = table[table["place"].notna()]
    return kept[columns].sort_values(["year", "date", "doc_id"], kind="stable", ignore_index=True)


def policies_of(corpora: "Corpus | Sequence[Corpus]") -> pd.DataFrame:
    """The policies that the documents name, one row a mention."""
    parts = [part for corpus in listed(corpora) for part in corpus.batches("entities", [*_POLICY, "type"])]
    return pd.concat([part.loc[part["type"] == "POLICY", _POLICY] for part in parts], ignore_index=True)


def sentences_of(corpora: "Corpus | Sequence[Corpus]", doc_ids: Iterable[str]) -> pd.DataFrame:
    """The sentences of some documents: ``doc_id, sentence_id, start, end``."""
    wanted = set(doc_ids)
    tables = [corpus.sentences for corpus in listed(corpora)]
    parts = [table.loc[table["doc_id"].isin(wanted), ["doc_id", "sentence_id", "start", "end"]] for table in tables]
    return pd.concat(parts, ignore_index=True)
