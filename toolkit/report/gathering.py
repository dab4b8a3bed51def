"""What is kept of the entities and claims of all documents, read one shard after the other."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from toolkit.corpus import Corpus
from toolkit.panel import CELL_CLAIMS, cell_claims, panel_of, panel_sources
from toolkit.report.cells import shown_sources
from toolkit.report.names import Names, NameTables
from toolkit.tables import frame

__all__ = ["Gathered", "gathered", "panel_tables"]

_AT_ONCE = 200_000
"""Claims that are made into cells of the panel at a time; those of one indicator stay together."""
_SOURCE_ORDER = ["adcode", "place_key", "year", "indicator", "measure", "unit", "modality"]
_PANEL_ORDER = ["adcode", "place", "indicator", "measure", "unit", "year"]
_ENTITY_COLUMNS = ["doc_id", "sentence_id", "start", "text", "type", "subtype", "name", "id"]
_COUNTED = ("sections", "sentences", "tokens")


@dataclass(frozen=True, slots=True)
class Gathered:
    """What is kept of the tables of all shards."""

    claims: pa.Table
    """Those that fill a cell of the panel; each word of a column is kept once."""
    names: NameTables
    found: dict[str, pd.Series]
    """Number of entities and of claims by document."""
    counts: dict[str, int]


def gathered(corpus: Corpus, once: Corpus, *, sentences: bool) -> Gathered:
    """Return what the page and the tables need of entities and claims.

    Parameters
    ----------
    corpus, once : Corpus
        All documents, and those that repeat none.
    sentences : bool
        Whether claims and names have their sentences.
    """
    columns = [name for name in CELL_CLAIMS if sentences or name != "sentence"]
    unique = once.read("documents", ["doc_id"])["doc_id"]
    names = Names(corpus.read("documents", ["doc_id", "year", "place"]), sentences=sentences)
    counts = {name: corpus.n_rows(name) for name in (*_COUNTED, "entities", "claims")}
    found: dict[str, list[pd.Series]] = {"entities": [], "claims": []}
    claims: list[pa.Table] = []
    for part in corpus.parts():
        named, told = part.read("entities", _ENTITY_COLUMNS), part.read("claims", columns)
        for name, table in (("entities", named), ("claims", told)):
            found[name].append(table["doc_id"].value_counts(sort=False))
        claims.append(_told_once(cell_claims(told)))
        names.add(named[named["doc_id"].isin(unique)], part.read("sentences", ["doc_id", "sentence_id", "text"]) if sentences else None)
    totals = {name: pd.concat(series) for name, series in found.items()}
    return Gathered(pa.concat_tables(claims).unify_dictionaries(), names.tables(), totals, counts)


def _told_once(claims: pd.DataFrame) -> pa.Table:
    """The table with each word of a column kept once: a tenth of the room."""
    table = pa.Table.from_pandas(claims, preserve_index=False)
    text = pa.dictionary(pa.int32(), pa.string())
    schema = pa.schema([field if _is_plain(field.type) else pa.field(field.name, text) for field in table.schema])
    return table.replace_schema_metadata().cast(schema)


def _is_plain(kind: pa.DataType) -> bool:
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_boolean(kind))


def panel_tables(claims: pa.Table, *, sentences: bool) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the panel and the figures that speak for its cells, a few indicators at a time.

    Parameters
    ----------
    claims : Table
        As `gathered` keeps them.
    sentences : bool
        Whether all figures are returned; those only that a page may show otherwise.
    """
    panels, told = [], []
    of_claims = claims["indicator_id"].cast(pa.string())
    for names in _groups(claims):
        chosen = claims.filter(pc.is_in(of_claims, value_set=pa.array(names, type=pa.string())))
        sources = panel_sources(_words(chosen))
        panels.append(panel_of(sources))
        told.append(sources if sentences else shown_sources(sources, panels[-1]))
    if len(panels) == 1:
        return panels[0], told[0]
    panel = pd.concat(panels, ignore_index=True).sort_values(_PANEL_ORDER, na_position="last", kind="stable", ignore_index=True)
    panels.clear()
    sources = pd.concat(told, ignore_index=True)
    keyed = sources.assign(place_key=sources["place"].where(sources["adcode"].isna(), ""))
    ordered = keyed.sort_values(_SOURCE_ORDER, na_position="last", kind="stable", ignore_index=True)
    return panel, ordered.drop(columns="place_key")


def _groups(claims: pa.Table) -> Iterator[list[str]]:
    """Yield the indicators, so many together that their claims are about as many as are made into cells at a time."""
    group: list[str] = []
    size = 0
    for name, n in frame(claims.select(["indicator_id"]))["indicator_id"].value_counts().sort_index().items():
        if group and size + n > _AT_ONCE:
            yield group
            group, size = [], 0
        group.append(str(name))
        size += int(n)
    yield group


def _words(table: pa.Table) -> pd.DataFrame:
    fields = [pa.field(field.name, pa.string() if pa.types.is_dictionary(field.type) else field.type) for field in table.schema]
    return frame(table.cast(pa.schema(fields)))
