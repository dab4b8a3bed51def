"""Annotated texts as a folder of BRAT: a ``.txt`` and an ``.ann`` file each."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from toolkit.errors import InvalidValue

__all__ = ["read_brat", "write_brat"]

_UNSAFE = re.compile(r'[/\\:*?"<>|\x00-\x1f]')
_IN_LINE = re.compile(r"[^\n]+")
_TYPE = re.compile(r"\S+")


def write_brat(records: Iterable[Mapping[str, Any]], folder: Path) -> None:
    """Write each text under its ``doc_id``."""
    folder.mkdir(parents=True, exist_ok=True)
    for record in records:
        name, text = str(record["doc_id"]), record["text"]
        if _UNSAFE.search(name) or name in ("", ".", ".."):
            raise InvalidValue(f"doc_id={name!r} cannot be the name of a file, as BRAT needs it: rename the document")
        lines = [_line(number, text, item) for number, item in enumerate(record["entities"], 1)]
        (folder / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
        (folder / f"{name}.ann").write_text("".join(lines), encoding="utf-8", newline="\n")


def _line(number: int, text: str, item: Mapping[str, Any]) -> str:
    """A span over several lines is written in pieces, as BRAT asks for."""
    if not _TYPE.fullmatch(item["type"]):
        raise InvalidValue(f"type={item['type']!r} is not allowed in BRAT: it must be without blanks")
    pieces = [match.span() for match in _IN_LINE.finditer(text, item["start"], item["end"])]
    spans = ";".join(f"{start} {end}" for start, end in pieces)
    return f"T{number}\t{item['type']} {spans}\t{' '.join(text[start:end] for start, end in pieces)}\n"


def read_brat(folder: Path) -> list[dict[str, Any]]:
    """Read each ``.ann`` file with its text; events, relations and notes are left out."""
    paths = sorted(folder.glob("*.ann"))
    if not paths:
        raise FileNotFoundError(f"no .ann file in {folder}")
    records = []
    for path in paths:
        with path.with_suffix(".txt").open(encoding="utf-8", newline="") as file:
            text = file.read()
        lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line.startswith("T")]
        records.append({"doc_id": path.stem, "text": text, "entities": [_entity(line, text, path) for line in lines]})
    return records


def _entity(line: str, text: str, path: Path) -> dict[str, Any]:
    try:
        kind, _, spans = line.split("\t")[1].partition(" ")
        pieces: Sequence[tuple[int, int]] = [(int(start), int(end)) for start, end in (piece.split() for piece in spans.split(";"))]
    except (IndexError, ValueError) as error:
        raise InvalidValue(f"{path.name} has a line that is not BRAT's: {line!r}") from error
    for (_, before), (after, _) in pairwise(pieces):
        if text[before:after].strip():
            raise InvalidValue(f"{path.name} has an entity in pieces with text between them, which is not supported: {line!r}")
    return {"start": pieces[0][0], "end": pieces[-1][1], "type": kind}
