"""Annotated texts in the files of annotation programs: Label Studio, doccano, BRAT, and plain JSON lines or tables.

Annotated texts are mappings with ``doc_id``, ``text`` and ``entities``: a list of mappings with ``start``, ``end`` (half-open
character offsets into ``text``) and ``type``.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.entities.brat import read_brat, write_brat
from toolkit.errors import InvalidValue, ReadError, invalid

if TYPE_CHECKING:
    from pandas import DataFrame

__all__ = ["FORMS", "checked", "read_annotations", "write_annotations"]

Record = Mapping[str, Any]
_COLUMNS = ("doc_id", "start", "end", "type")


def write_annotations(records: Iterable[Record], path: str | Path, *, form: str = "jsonl") -> Path:
    """Write annotated texts for an annotation program, and return the path.

    Parameters
    ----------
    records : iterable of mapping
        With ``doc_id``, ``text`` and ``entities`` (``start``, ``end``, ``type``).
    path : path
        A file; for ``brat`` a folder.
    form : {"jsonl", "label_studio", "doccano", "brat"}
        ``jsonl``: a mapping a line. ``label_studio``: its JSON, to import as tasks with annotations (labels from ``label`` to ``text``).
        ``doccano``: its JSONL for sequence labelling. ``brat``: a ``.txt`` and an ``.ann`` file a text.

    Examples
    --------
    >>> import tempfile
    >>> text = {"doc_id": "a", "text": "阳山县修水渠", "entities": [{"start": 0, "end": 3, "type": "PLACE"}]}
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     read_annotations(write_annotations([text], f"{folder}/a.json", form="label_studio")) == [text]
    True
    """
    if form not in FORMS:
        raise invalid("form", form, FORMS)
    target = Path(path)
    whole = [checked(record) for record in records]
    if form == "brat":
        write_brat(whole, target)
    else:
        target.write_text(_WRITERS[form](whole), encoding="utf-8", newline="\n")
    return target


def read_annotations(path: str | Path, *, texts: Mapping[str, str] | None = None) -> list[dict[str, Any]]:
    """Return annotated texts, from a file or folder of any form that `write_annotations` knows, or from a table.

    Parameters
    ----------
    path : path
        A folder of BRAT; ``.json`` of Label Studio; ``.jsonl`` of doccano or of the toolkit; or a table ``.csv`` with the columns
        ``doc_id``, ``start``, ``end``, ``type``.
    texts : mapping of str to str, optional
        For a table: the text of each document.

    Raises
    ------
    ReadError
        The file cannot be read, or is none of these.
    InvalidValue
        An annotation lies outside its text.
    """
    source = Path(path)
    try:
        records = _read(source, texts)
        return [checked(record) for record in records]
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        raise ReadError(
            f"cannot read the annotations {source}: {type(error).__name__} {error}; give a file of Label Studio or doccano, a folder of "
            f"BRAT, JSON lines with text and entities, or a table with {', '.join(_COLUMNS)}"
        ) from error


def checked(record: Record) -> dict[str, Any]:
    """An annotated text with its entities in order, each within the text.

    Raises
    ------
    InvalidValue
        An annotation lies outside its text.
    """
    text = record["text"]
    spans = sorted((int(item["start"]), int(item["end"]), str(item["type"])) for item in record["entities"])
    for start, end, kind in spans:
        if not 0 <= start < end <= len(text):
            raise InvalidValue(f"annotation {kind} {start}–{end} lies outside its text of {len(text)} characters: {text[:20]!r}")
    rest = {key: value for key, value in record.items() if key not in ("text", "entities")}
    return {**rest, "text": text, "entities": [{"start": start, "end": end, "type": kind} for start, end, kind in spans]}


def _read(source: Path, texts: Mapping[str, str] | None) -> Sequence[Record]:
    if source.is_dir():
        return read_brat(source)
    if source.suffix == ".csv":
        return _from_table(_read_table(source), texts)
    content = source.read_text(encoding="utf-8-sig")
    if content.lstrip().startswith("["):
        return [_from_label_studio(task) for task in json.loads(content)]
    lines = [json.loads(line) for line in content.splitlines() if line.strip()]
    return [record if "type" in _first_entity(record) or not _is_doccano(record) else _from_doccano(record) for record in lines]


def _read_table(source: Path) -> "DataFrame":
    # Loading pandas takes longer than finding the entities of a text, which is far more often what this package is loaded for.
    import pandas as pd

    try:
        return pd.read_csv(source, dtype={"doc_id": str, "type": str})
    except pd.errors.ParserError as error:
        raise OSError(str(error)) from error


def _from_table(table: "DataFrame", texts: Mapping[str, str] | None) -> list[Record]:
    if texts is None:
        raise InvalidValue("a table of annotations has no texts: give texts={doc_id: text}")
    unknown = sorted(set(table["doc_id"]) - set(texts))
    if unknown:
        raise InvalidValue(f"the table of annotations names documents that have no text: {', '.join(unknown[:5])}")
    groups = {str(doc_id): rows[["start", "end", "type"]].to_dict("records") for doc_id, rows in table.groupby("doc_id")}
    return [{"doc_id": doc_id, "text": texts[doc_id], "entities": entities} for doc_id, entities in groups.items()]


def _to_label_studio(records: Sequence[Record]) -> str:
    tasks = []
    for record in records:
        regions = [_label_studio_region(number, record["text"], item) for number, item in enumerate(record["entities"])]
        data = {key: value for key, value in record.items() if key != "entities"}
        tasks.append({"data": data, "annotations": [{"result": regions}]})
    return json.dumps(tasks, ensure_ascii=False, indent=1) + "\n"


def _label_studio_region(number: int, text: str, item: Record) -> dict[str, Any]:
    start, end = item["start"], item["end"]
    value = {"start": start, "end": end, "text": text[start:end], "labels": [item["type"]]}
    return {"id": f"e{number}", "from_name": "label", "to_name": "text", "type": "labels", "value": value}


def _from_label_studio(task: Record) -> Record:
    """The first annotation of a task; its regions without labels (relations, choices) are left out."""
    regions = task["annotations"][0]["result"] if task["annotations"] else []
    entities = [
        {"start": region["value"]["start"], "end": region["value"]["end"], "type": label}
        for region in regions for label in region.get("value", {}).get("labels", ())
    ]  # fmt: skip
    return {**task["data"], "entities": entities}


def _to_doccano(records: Sequence[Record]) -> str:
    lines = [
        {**{key: value for key, value in record.items() if key != "entities"},
         "label": [[item["start"], item["end"], item["type"]] for item in record["entities"]]}
        for record in records
    ]  # fmt: skip
    return _lines(lines)


def _is_doccano(record: Record) -> bool:
    return "label" in record or "label" in _first_entity(record)


def _first_entity(record: Record) -> Record:
    found: Record = next(iter(record.get("entities") or ()), {})
    return found


def _from_doccano(record: Record) -> Record:
    """Both of its exports: triples under ``label``, or mappings under ``entities``."""
    triples = record.get("label") or [[e["start_offset"], e["end_offset"], e["label"]] for e in record.get("entities", ())]
    rest = {key: value for key, value in record.items() if key not in ("label", "entities", "relations", "Comments")}
    return {**rest, "entities": [{"start": start, "end": end, "type": kind} for start, end, kind in triples]}


def _lines(records: Iterable[Record]) -> str:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


_WRITERS: Mapping[str, Callable[[Sequence[Record]], str]] = {"jsonl": _lines, "label_studio": _to_label_studio, "doccano": _to_doccano}
FORMS = (*_WRITERS, "brat")
