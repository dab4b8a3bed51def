"""``build_corpus``: a source of documents to a corpus folder, restartable, the same bytes whatever the number of processes."""

import os
import shutil
import tempfile
import weakref
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

import toolkit
from toolkit.addresses import located
from toolkit.corpus.columns import check_columns
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.digests import code_digest
from toolkit.corpus.file_index import load_index, save_index
from toolkit.corpus.folder import FileIndex
from toolkit.corpus.jobs import check_jobs, in_parallel
from toolkit.corpus.limits import check_limits, limits_with
from toolkit.corpus.options import BUILD_CODE, BuildOptions, rules_of
from toolkit.corpus.pdf_ocr import check_ocr
from toolkit.corpus.process import COUNTED, process_shard
from toolkit.corpus.raw import Item
from toolkit.corpus.repeats import find_duplicates
from toolkit.corpus.shards import Shard, cut_shards
from toolkit.corpus.sources import Asked, Source, files_of, scan_files, scan_frame
from toolkit.corpus.store import SCHEMA_VERSION, Store
from toolkit.errors import invalid
from toolkit.progress import progress
from toolkit.tables import SCHEMAS
from toolkit.text import Segmenter

__all__ = ["build_corpus"]

Counts = dict[str, int]


def build_corpus(
    source: Source,
    target: str | os.PathLike[str] | None = None,
    *,
    n_jobs: int = 1,
    columns: Mapping[str, str] | None = None,
    tokens: bool = True,
    simplified: bool = False,
    ocr: bool = False,
    segmenter: Segmenter | None = None,
    drop_duplicates: bool = False,
    limits: Mapping[str, float] | None = None,
) -> Corpus:
    """Return the corpus built from a source of documents in a folder of tables.

    Where the folder holds a corpus already, only what changed is read again. A build that was interrupted is completed by the next
    one. Documents that cannot be read become rows of ``corpus.errors``.

    Parameters
    ----------
    source : path, iterable of paths, or DataFrame
        A folder (with its subfolders), a file, a list of files, or a table with a text column. Read are .txt, .md, .html, .mhtml, .docx
        and .pdf, and where LibreOffice is installed .doc, .wps, .rtf and .odt, one document each; .xlsx, .xlsm, .xls, .et, .csv and
        .tsv (with any usual separator), .json, .jsonl, .ndjson, .parquet, .dta and .sav, one document a row, those of text also packed
        as .csv.gz and the like; and .zip archives of these.
        Paths may be addresses that fsspec opens (``s3://bucket/reports``, ``hdfs://…``; extra ``[remote]``, or ``[s3]``).
    target : path, optional
        The folder of the corpus, or its address: new, empty, or a corpus to bring up to date. Without one the corpus is kept in a
        temporary folder, which goes when the corpus is no longer used.
    n_jobs : int
        Number of processes (as in joblib, -1 for all cores); a joblib ``parallel_config`` around the call chooses where they run.
    columns : mapping, optional
        Of tables: which column holds which field, as ``{"text": "正文", "date": "发布日期"}``. Others are guessed by well-known names, and
        ``documents.metadata_sources`` says so. Rows with the same value in the column ``{"part_of": "编号"}`` are the paragraphs of one
        document. Columns that are no field stay columns of ``documents``.
    tokens : bool
        Whether to cut the sentences into words.
    simplified : bool
        Whether to write traditional characters as simplified ones.
    ocr : bool
        Whether to recognise the characters of scanned pages of PDF files, some ten seconds each; it needs the extra ``[ocr]``. Such
        documents have ``ocr`` true and the mean confidence of their characters in ``ocr_confidence``.
    segmenter : Segmenter, optional
        How to cut words, with words of your own; by default ``Segmenter()``.
    drop_duplicates : bool
        Whether to leave out documents whose text is that of an earlier one, or nearly so; ``corpus.duplicates`` names them.
    limits : mapping, optional
        What reading one file may take before it becomes a row of errors: ``{"seconds": 60, "memory": 2000}`` for a minute of the
        processor (10 seconds by default) and 2,000 MB (500; tables get more by their size).

    Returns
    -------
    Corpus

    Raises
    ------
    InvalidValue
        The source is missing or empty, or an option cannot be used.
    CorpusError
        The target is neither empty nor a corpus.

    Examples
    --------
    >>> import tempfile
    >>> reports = pd.DataFrame({"标题": ["2024年清远市政府工作报告"], "正文": ["一、2023年工作回顾\\n全市生产总值增长4.5%。"]})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     build_corpus(reports, folder).documents[["place", "year", "review_year"]].values.tolist()
    [['清远市', 2024, 2023]]
    """
    check_columns(columns or {})
    check_jobs(n_jobs)
    check_limits(limits or {})
    if ocr:
        check_ocr()
    cutter = (segmenter or Segmenter()) if tokens else None
    options = BuildOptions(
        cutter, simplified=simplified, columns=columns or {}, drop_duplicates=drop_duplicates, ocr=ocr, limits=limits or {}
    )
    if target is None:
        return _build_temporary(source, options, n_jobs)
    return _build(source, _target(target, n_jobs), options, n_jobs)


def _target(target: str | os.PathLike[str], n_jobs: int) -> Path:
    """The folder of the corpus, here or elsewhere."""
    if str(target).startswith("memory://") and n_jobs != 1:
        raise invalid("n_jobs", n_jobs, "1 where the target is in memory://, which processes do not share")
    return located(target)


def _build_temporary(source: Source, options: BuildOptions, n_jobs: int) -> Corpus:
    folder = tempfile.mkdtemp(prefix="corpus-")
    try:
        corpus = _build(source, Path(folder), options, n_jobs)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    weakref.finalize(corpus.store, shutil.rmtree, folder, ignore_errors=True)
    return corpus


def _build(source: Source, target: Path, options: BuildOptions, n_jobs: int) -> Corpus:
    items, index, total = _items(source, target, options)
    store = Store.prepare(target)
    store.remove_partial_files()
    counts = _build_shards(store, cut_shards(_unique(items), rules=rules_of(options)), options, n_jobs=n_jobs, total=total)
    _finish(store, counts, options)
    save_index(store, index)
    return Corpus(store)


def _items(source: Source, target: Path, options: BuildOptions) -> tuple[Iterator[Item], FileIndex, int]:
    """Return the stream of items, the index that it fills, and about how many there are."""
    if isinstance(source, pd.DataFrame):
        return scan_frame(source, options.columns), FileIndex(), len(source)
    files = files_of(source, skip=target)
    index = load_index(Store(target))
    return scan_files(files, index, Asked(options.columns, limits_with(options.limits))), index, len(files)


def _unique(items: Iterable[Item]) -> Iterator[Item]:
    """Turn a second item of the same name into an error: ids must differ."""
    seen: set[str] = set()
    for item in items:
        if item.name in seen and not item.error:
            yield Item(item.name, item.sha256, 0, error="another document has the same id: this one is left out")
        else:
            yield item
        seen.add(item.name)


def _build_shards(store: Store, shards: Iterable[Shard], options: BuildOptions, *, n_jobs: int, total: int) -> dict[str, Counts]:
    """Build the shards that are not there yet; return the row counts of all, in order."""
    files = store.files("documents")
    counts: dict[str, Counts] = {}
    with progress("build", total=total, unit="doc") as bar:

        def missing() -> Iterator[Shard]:
            for shard in shards:
                counts[shard.key] = {}
                parts = store.parts(shard.key, files)
                if parts is None:
                    yield shard
                    continue
                counts[shard.key] = {name: parts[name].rows if name in parts else 0 for name in COUNTED}
                bar.update(len(shard.items))

        for key, n_items, rows in in_parallel(_process, ((store, shard, options) for shard in missing()), n_jobs=n_jobs):
            counts[key] = rows
            bar.update(n_items)
    return counts


def _process(store: Store, shard: Shard, options: BuildOptions) -> tuple[str, int, Counts]:
    return shard.key, len(shard.items), process_shard(store, shard, options)


def _finish(store: Store, counts: Mapping[str, Counts], options: BuildOptions) -> None:
    """Flag duplicates, replace the manifest, and only then remove what is no longer part of the corpus."""
    before = store.sound_manifest()
    shards = [{"key": key, **rows} for key, rows in counts.items()]
    manifest = {
        "schema": SCHEMA_VERSION,
        "toolkit": toolkit.__version__,
        "rules": code_digest(*BUILD_CODE),
        "options": options.record(),
        "counts": {name: sum(rows[name] for rows in counts.values()) for name in COUNTED},
        "duplicates": _write_duplicates(store, list(counts)),
        "annotations": before.get("annotations", {}),
        "shards": shards,
    }
    store.commit(manifest)
    for table in (*COUNTED, "entities", "claims"):
        store.sweep(table, counts)


def _write_duplicates(store: Store, keys: list[str]) -> str:
    documents = store.read("documents", keys, ["doc_id", "sha256", "minhash", "title", "year", "place"]).to_pandas()

    def texts(wanted: Iterable[str]) -> dict[str, str]:
        asked, files = pa.array(sorted(wanted), type=pa.string()), store.files("documents")
        found: dict[str, str] = {}
        for key in keys:  # a shard at a time: all texts need not go into memory
            shard = store.read("documents", [key], ["doc_id", "text"], files=files)
            chosen = shard.filter(pc.is_in(shard["doc_id"].cast(pa.string()), value_set=asked))
            found |= dict(zip(chosen["doc_id"].to_pylist(), chosen["text"].to_pylist(), strict=True))
        return found

    found = find_duplicates(documents, texts)
    return store.write_file("duplicates.parquet", pa.Table.from_pandas(found, schema=SCHEMAS["duplicates"], preserve_index=False))
