"""``Corpus``: the tables of a corpus folder, or of some of its documents, loaded when asked for."""

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.dataset as ds

from toolkit.corpus.annotate import ANNOTATIONS, annotate_shards
from toolkit.corpus.annotations import annotated_documents, read_back
from toolkit.corpus.conditions import Condition, meets
from toolkit.corpus.jobs import check_jobs
from toolkit.corpus.review import review_sheet
from toolkit.corpus.showing import corpus_html, document_of
from toolkit.corpus.store import Store
from toolkit.corpus.tables_of import check_there, column_names, columns_of, dataset_of
from toolkit.corpus.view import View
from toolkit.display.numbers import counted
from toolkit.document import Document
from toolkit.entities import write_annotations
from toolkit.errors import invalid

__all__ = ["Corpus", "open_corpus"]

Values = Condition | None


class Corpus:
    """Tables of a corpus: ``documents``, ``sections``, ``sentences``, ``cells``, ``tokens``, ``entities``, ``claims``, ``notes``,
    ``errors``, ``duplicates``, ``provenance``.

    Each is a DataFrame with the columns of DESIGN §4, read from disk on first use. ``filter`` gives the same for some of the documents.
    Made by `build_corpus` and `open_corpus`.
    """

    __slots__ = ("__weakref__", "_store", "_view")

    def __init__(self, store: Store, *, chosen: pd.DataFrame | None = None, view: View | None = None) -> None:
        self._store = store
        self._view = view or View(store, chosen=chosen)

    @property
    def store(self) -> Store:
        """Where the tables are kept."""
        return self._store

    @property
    def folder(self) -> Path:
        """The corpus folder."""
        return self._store.folder

    @property
    def documents(self) -> pd.DataFrame:
        """One row a document, in the order of sources; ``duplicate_of`` names an earlier one with (nearly) the same text.

        Columns of source tables that are no field of a document, keys of front matter and the like follow the declared columns.
        """
        return self._view.documents()

    @property
    def sections(self) -> pd.DataFrame:
        """Stretches of text under one heading; those of one document cover its text."""
        return self._view.frame("sections")

    @property
    def sentences(self) -> pd.DataFrame:
        """Sentences; those of one document, joined, are its text."""
        return self._view.frame("sentences")

    @property
    def cells(self) -> pd.DataFrame:
        """Cells of the tables in the documents that hold something, with the heads of their rows and columns and their unit."""
        return self._view.frame("cells")

    @property
    def tokens(self) -> pd.DataFrame:
        """Words with their offsets in the text of their document."""
        return columns_of(self._view, "tokens")

    @property
    def entities(self) -> pd.DataFrame:
        """Policies, places and organisations named in the documents; `annotate` finds them."""
        return columns_of(self._view, "entities")

    @property
    def claims(self) -> pd.DataFrame:
        """Quantities that the documents assert, to be read where they stand; `annotate` finds them.

        Beside the declared columns: ``sentence`` and ``sentence_start`` (its text and its offset in the document; of a sentence of
        more than 1,000 characters what stands around the figure), ``report_year`` and ``report_adcode`` (year and place of the document).
        """
        return columns_of(self._view, "claims")

    @property
    def errors(self) -> pd.DataFrame:
        """What could not be read, and why: ``source, stage, error``. A view has the errors of the whole corpus."""
        return self._view.errors()

    @property
    def duplicates(self) -> pd.DataFrame:
        """Documents that repeat an earlier one: ``doc_id, duplicate_of, kind`` (exact or near) and the ``similarity`` of their texts."""
        return self._view.duplicates()

    @property
    def notes(self) -> pd.DataFrame:
        """What is odd about documents that were read: ``doc_id, stage, kind, note``.

        Kinds are ``short``, ``duplicate``, ``lost characters``, ``mixed script``, ``low OCR confidence``, ``unread part`` and
        ``unread column``.
        """
        found, repeated = self._view.frame("notes"), self.duplicates
        told = "the text is " + repeated["kind"].map({"exact": "that", "near": "nearly that"}) + " of " + repeated["duplicate_of"]
        rows = repeated[["doc_id"]].assign(stage="compare", kind="duplicate", note=told)
        order = {name: at for at, name in enumerate(self._view.all_known()["doc_id"])}
        joined = pd.concat([found, rows.astype(found.dtypes.to_dict())], ignore_index=True)
        return joined.sort_values("doc_id", key=lambda names: names.map(order), kind="stable", ignore_index=True)

    @property
    def provenance(self) -> pd.DataFrame:
        """Where each known fact about a document was found: ``doc_id, field, value, origin``, one row a fact.

        An origin is a column of the source table (``column 地区``, with ``(guessed)`` where its name was not given), a part of a page
        or of the text (``text head``, ``text signature``, ``meta PubDate``), the name of the file, or what it follows from.
        """
        rows = [
            (row["doc_id"], field, None if field == "text" else str(row[field]), origin)
            for row in self._view.known().to_dict("records")
            for field, origin in json.loads(row["metadata_sources"]).items()
        ]
        return pd.DataFrame(rows, columns=["doc_id", "field", "value", "origin"])

    @property
    def options(self) -> dict[str, object]:
        """The options that the corpus was built with."""
        return dict(self._view.manifest["options"])

    def filter(
        self,
        *,
        place: Values = None,
        adcode: Values = None,
        year: Values = None,
        review_year: Values = None,
        doc_type: Values = None,
        issuer: Values = None,
        doc_id: Values = None,
        duplicates: bool = True,
        **other: Values,
    ) -> "Corpus":
        """Return a view of the documents that meet all conditions; the tables of the view hold their rows only.

        Parameters
        ----------
        place, adcode, year, review_year, doc_type, issuer, doc_id : value, collection of values, or function of a value
            The column equals the value, or one of the values (``year=range(2018, 2023)``), or the function says so of it
            (``year=lambda year: year >= 2018``). A document where it is unknown is left out. A place may be given by its short name
            (云南 for 云南省).
        duplicates : bool
            False leaves out documents whose text is that of an earlier one of the corpus, or nearly so.
        **other : value, collection of values, or function of a value
            The same for any other column of ``documents`` (``party="…"``).

        Raises
        ------
        InvalidValue
            No document of the corpus has that name (misspelt, most likely), or a year is no number.

        Examples
        --------
        >>> import pandas as pd
        >>> import toolkit as tk
        >>> reports = pd.DataFrame({"text": ["市政府工作报告。", "省政府工作报告。"], "year": [2023, 2024]})
        >>> len(tk.build_corpus(reports).filter(year=range(2024, 2026)))
        1
        """
        conditions = {
            "place": place, "adcode": adcode, "year": year, "review_year": review_year,
            "doc_type": doc_type, "issuer": issuer, "doc_id": doc_id, **other,
        }  # fmt: skip
        known = self._view.known()
        kept = pd.Series(True, index=known.index)
        for column, wanted in conditions.items():
            if column not in known.columns:
                raise invalid("column", column, known.columns)
            if wanted is not None:
                kept &= meets(column, wanted, known[column], known=self._view.all_known()[column])
        if not duplicates:
            kept &= ~known["doc_id"].isin(self.duplicates["doc_id"])
        return Corpus(self._store, chosen=known[kept])

    def document(self, doc_id: str) -> Document:
        """Return one document with its entities and claims, where it has them; Jupyter shows its text with both marked.

        Raises
        ------
        InvalidValue
            No document of the corpus has that id.

        Examples
        --------
        >>> import pandas as pd
        >>> import toolkit as tk
        >>> corpus = tk.build_corpus(pd.DataFrame({"doc_id": ["a"], "text": ["全市地区生产总值增长5%。"], "year": [2024]})).annotate()
        >>> [claim.text for claim in corpus.document("a").claims]
        ['5%']
        """
        one = self.filter(doc_id=doc_id)
        done = [name for name in ANNOTATIONS if not one._view.lacking(name)]
        return document_of(one.documents.iloc[0], {name: one._view.frame(name) for name in done})

    def sample_for_review(self, *, n_figures: int = 200, n_names: int = 200, seed: int = 0) -> pd.DataFrame:
        """Return a sheet of figures and names drawn at random, to be verified against their sentences by a reader.

        Write it with `write_table`, fill in the column ``right`` (1 or 0, 是 or 否; leave empty what cannot be told) and give it to
        `score_review`, which says how many are right, with an interval. Each figure of the corpus is equally likely to be drawn, and
        so is each name.

        Parameters
        ----------
        n_figures, n_names : int
            How many figures and how many names; all where the corpus has fewer.
        seed : int
            Of the random choice.

        Returns
        -------
        DataFrame
            ``kind`` (figure or name), ``right`` (empty), ``sentence`` (with the figure or name between 【 and 】), ``text``, what was read
            (``type, subtype, name, id`` of names; ``value, value_max, unit, bound, role, direction, indicator, indicator_id, modality,
            year, grain, place`` of figures), and where it stands: ``title, report_place, report_year, doc_id, start, end``.

        Examples
        --------
        >>> import pandas as pd
        >>> import toolkit as tk
        >>> corpus = tk.build_corpus(pd.DataFrame({"text": ["全市地区生产总值增长5%。"], "year": [2024]})).annotate()
        >>> corpus.sample_for_review()[["kind", "sentence", "indicator_id", "value", "right"]].values.tolist()
        [['figure', '全市地区生产总值增长【5%】。', '地区生产总值', 5.0, '']]
        """
        return review_sheet(self.claims, self.entities, self.documents, self.sentences, n_figures=n_figures, n_names=n_names, seed=seed)

    def parts(self) -> Iterator["Corpus"]:
        """Yield views of the documents in their order, one shard each, so that their tables need not be in memory together.

        Of a corpus without documents, yield it alone.
        """
        yield from (Corpus(self._store, view=view) for view in self._view.parts())
        if not len(self):
            yield self

    def columns(self, table: str) -> list[str]:
        """Return the names of the columns of a table, without reading it.

        Parameters
        ----------
        table : {"documents", "sections", "sentences", "cells", "tokens", "entities", "claims"}

        Examples
        --------
        >>> import pandas as pd
        >>> import toolkit as tk
        >>> tk.build_corpus(pd.DataFrame({"text": ["治水。"]})).columns("sentences")
        ['doc_id', 'sentence_id', 'section_id', 'start', 'end', 'text']
        """
        check_there(self._view, table)
        return column_names(self._view, table)

    def n_rows(self, table: str) -> int:
        """Return how many rows a table has, without reading it.

        Parameters
        ----------
        table : {"documents", "sections", "sentences", "cells", "tokens", "entities", "claims"}

        Examples
        --------
        >>> import pandas as pd
        >>> import toolkit as tk
        >>> tk.build_corpus(pd.DataFrame({"text": ["治水。修路。"]})).n_rows("sentences")
        2
        """
        check_there(self._view, table)
        return self._view.n_rows(table)

    def read(self, table: str, columns: Sequence[str]) -> pd.DataFrame:
        """Return some columns of a table; the others are not read, and nothing is kept.

        Parameters
        ----------
        table : {"documents", "sections", "sentences", "cells", "tokens", "entities", "claims"}
        columns : sequence of str
            Columns of the table of that name, in the order wanted; any other column of ``documents`` (place and year of the report that
            names an entity) is that of the document which a row is from.

        Raises
        ------
        InvalidValue
            There is no such table, or no such column.
        CorpusError
            Entities or claims are asked for, and some documents have none yet; or a file is damaged.

        Examples
        --------
        >>> import pandas as pd
        >>> import toolkit as tk
        >>> corpus = tk.build_corpus(pd.DataFrame({"text": ["治水。修路。"], "year": [2024]}))
        >>> corpus.read("sentences", ["start", "text", "year"]).values.tolist()
        [[0, '治水。', 2024], [3, '修路。', 2024]]
        """
        return columns_of(self._view, table, columns)

    def batches(self, table: str, columns: Sequence[str] | None = None) -> Iterator[pd.DataFrame]:
        """Yield a table in parts that together are the whole, so that it need not be in memory at once.

        Parameters
        ----------
        table, columns
            As in `read`; all columns by default.

        Yields
        ------
        DataFrame
            The rows of the documents of one shard: about a megabyte of text, 256 documents at most.

        Examples
        --------
        >>> import pandas as pd
        >>> import toolkit as tk
        >>> corpus = tk.build_corpus(pd.DataFrame({"text": ["全市地区生产总值增长5%。"], "year": [2024]})).annotate()
        >>> sum(len(claims) for claims in corpus.batches("claims"))
        1
        """
        check_there(self._view, table)
        return (columns_of(part._view, table, columns) for part in self.parts())

    def scan(self, table: str) -> ds.Dataset:
        """Return a table as a data set of Arrow, of which only the rows and columns are read that are asked for.

        Other programs take it as it is: ``polars.scan_pyarrow_dataset(corpus.scan("claims"))``; in DuckDB, with
        ``claims = corpus.scan("claims")``, ``SELECT indicator_id, count(*) FROM claims GROUP BY 1``. It has the columns that are kept
        on disk: those that are made of others (``documents.duplicate_of`` and columns of one's own; ``sentence, sentence_start,
        report_year, report_adcode`` of claims) are joined by ``doc_id`` and ``sentence_id``. The digests of files are verified by
        `read` and `batches`, not by other programs.

        Parameters
        ----------
        table : {"documents", "sections", "sentences", "cells", "tokens", "entities", "claims"}

        Returns
        -------
        pyarrow.dataset.Dataset
            Of a view, with the rows of its documents only.

        Raises
        ------
        InvalidValue
            There is no such table.
        CorpusError
            Entities or claims are asked for, and some documents have none yet; or a file is missing.

        Examples
        --------
        >>> import pandas as pd
        >>> import pyarrow.compute as pc
        >>> import toolkit as tk
        >>> corpus = tk.build_corpus(pd.DataFrame({"text": ["全市地区生产总值增长5%，粮食产量3万吨。"], "year": [2024]})).annotate()
        >>> corpus.scan("claims").to_table(columns=["text"], filter=pc.field("unit") == "%").to_pylist()
        [{'text': '5%'}]
        """
        return dataset_of(self._view, table)

    def annotate(
        self, *, entities: bool = True, claims: bool = True, n_jobs: int = 1, engine: str = "hybrid", model: str | Path | None = None
    ) -> "Corpus":
        """Find entities and numeric claims in the documents that lack them, store them, and return this corpus.

        Parameters
        ----------
        entities, claims : bool
            What to find.
        n_jobs : int
            Number of processes, as in `build_corpus`; the result is the same for any.
        engine : str
            Recogniser of entities, as in `extract_entities`; entities found by another engine are replaced.
        model : str or Path, optional
            Whose model, as in `extract_entities`.
        """
        check_jobs(n_jobs)
        wanted = [name for name, asked in zip(ANNOTATIONS, (entities, claims), strict=True) if asked]
        keys, named = self._view.own_keys(), None if model is None else str(model)
        annotate_shards(self._store, keys, wanted, n_jobs=n_jobs, engine=engine, model=named)
        self._view.forget(wanted)
        return self

    def export_annotations(self, path: str | Path, *, form: str = "label_studio") -> Path:
        """Write documents with their entities for an annotation program, to be corrected there, and return the path.

        Parameters
        ----------
        path, form
            As in `write_annotations`.
        """
        return write_annotations(annotated_documents(self.documents, self.entities), path, form=form)

    def read_annotations(self, path: str | Path) -> list[dict[str, Any]]:
        """Return annotated documents of this corpus from a file or a table (``doc_id, start, end, type``), ready for `train_recognizer`.

        Parameters
        ----------
        path : path
            As in `read_annotations`.

        Raises
        ------
        InvalidValue
            A document is not in this corpus, or its text is another.
        """
        return read_back(path, self.documents)

    def __len__(self) -> int:
        return len(self._view.known())

    def __repr__(self) -> str:
        known = self._view.known()
        manifest = self._view.manifest
        total = manifest["counts"]["documents"]
        size = counted(total, "documents") if self._view.chosen is None else f"{len(known):,} of {counted(total, 'documents')}"
        facts = [size, _span(known["year"]), _listing(known["place"], "place"), _listing(known["doc_type"], "type")]
        done = [name for name in ANNOTATIONS if known.shape[0] and not self._view.lacking(name)]
        facts.append(f"annotated with {' and '.join(done)}" if done else "not annotated")
        facts.append(counted(manifest["counts"]["errors"], "errors"))
        return f"<Corpus {self._store.folder.name}: {'; '.join(fact for fact in facts if fact)}>"

    def _repr_html_(self) -> str:
        done = [name for name in ANNOTATIONS if len(self) and not self._view.lacking(name)]
        return corpus_html(repr(self), self._view.known(), {name: self._view.found(name) for name in done}, n_notes=len(self.notes))


def open_corpus(target: str | os.PathLike[str]) -> Corpus:
    """Return the corpus of a folder, or of an address such as ``s3://bucket/corpus``, that `build_corpus` made.

    Raises
    ------
    CorpusError
        There is no corpus, its building was interrupted, or it is of another version.
    """
    if not isinstance(target, (str, os.PathLike)):
        raise invalid("target", target, "the folder of a corpus")
    return Corpus(Store.open(target))


def _span(years: pd.Series) -> str:
    known = years.dropna()
    if known.empty:
        return "years unknown"
    return f"{known.min()}–{known.max()}" if known.min() != known.max() else str(known.min())


def _listing(values: pd.Series, noun: str) -> str:
    known = sorted(values.dropna().unique())
    if not known:
        return f"{noun} unknown"
    return str(known[0]) if len(known) == 1 else f"{len(known)} {noun}s"
