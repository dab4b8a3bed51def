"""Parts of a Word file, read straight from the archive: a relation that leads nowhere is not followed, so it does no harm."""

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from lxml import etree

from toolkit.corpus.archives import check_office_file
from toolkit.errors import ReadError

__all__ = ["Element", "Parts", "child", "children", "count_of", "is_on", "local_name", "read_parts", "value_of"]

Element: TypeAlias = etree._Element

_MAX_PART = 96 * 2**20
"""Bytes of XML above which a part is not parsed; a report of 5 million characters has a third of it."""
_LARGEST_COUNT = 10**6


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts that hold text, or say how it is shown."""

    document: Element
    styles: Element | None = None
    numbering: Element | None = None
    footnotes: Element | None = None
    endnotes: Element | None = None
    title: str = ""
    """The document property."""
    diagrams: Mapping[str, Element] = field(default_factory=dict)
    """The texts of SmartArt graphics, by the ids of their relations."""


def read_parts(data: bytes) -> Parts:
    """Return the parts of a .docx file.

    Raises
    ------
    ReadError
        It is damaged, or no Word file.
    """
    check_office_file(io.BytesIO(data))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = {name.lower(): name for name in archive.namelist()}
        own = list(_relations(archive, names, ""))
        main = next((relation.target for relation in own if relation.kind == "officeDocument"), "word/document.xml")
        of_main = list(_relations(archive, names, main))
        related = {relation.kind: relation.target for relation in [*of_main[::-1], *own]}
        drawn = {relation.id: relation.target for relation in of_main if relation.kind == "diagramData"}
        diagrams = {at: part for at, target in drawn.items() if (part := _parse(archive, names, target)) is not None}
        found = {kind: _parse(archive, names, related.get(kind, "")) for kind in ("styles", "numbering", "footnotes", "endnotes")}
        document = _parse(archive, names, main)
        core = _parse(archive, names, related.get("core-properties", ""))
    if document is None:
        raise ReadError("there is no document in the Word file, or it is damaged")
    title = next((element.text or "" for element in core if local_name(element) == "title"), "") if core is not None else ""
    return Parts(document, title=title.strip(), diagrams=diagrams, **found)


class _Relation(NamedTuple):
    kind: str
    target: str
    id: str


def _relations(archive: zipfile.ZipFile, names: dict[str, str], part: str) -> Iterator[_Relation]:
    """Yield the relations of a part (of the file itself for an empty name)."""
    folder, name = posixpath.split(part)
    relations = _parse(archive, names, posixpath.join(folder, "_rels", f"{name}.rels"))
    for relation in relations if relations is not None else ():
        if isinstance(relation.tag, str) and relation.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
            yield _Relation(relation.get("Type", "").rsplit("/", 1)[-1], target.lstrip("/"), relation.get("Id", ""))


def _parse(archive: zipfile.ZipFile, names: dict[str, str], name: str) -> Element | None:
    stored = names.get(name.lower())
    if not stored:
        return None
    if archive.getinfo(stored).file_size > _MAX_PART:
        raise ReadError(f"{name} in the Word file has {archive.getinfo(stored).file_size:,} bytes; above {_MAX_PART:,} is not read")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    with archive.open(stored) as handle:
        return etree.fromstring(handle.read(_MAX_PART + 1), parser)


@lru_cache(maxsize=4096)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def local_name(element: Element) -> str:
    """Return the name of an element without its namespace, of which Word has two sets."""
    return _local(element.tag) if isinstance(element.tag, str) else ""


def children(element: Element | None, name: str) -> Iterator[Element]:
    """Yield the children of a name; none where there is no element."""
    for found in element if element is not None else ():
        if local_name(found) == name:
            yield found


def child(element: Element | None, *path: str) -> Element | None:
    """Return the first child of a name, or what a path of names leads to."""
    for name in path:
        element = next(children(element, name), None)
    return element


def value_of(element: Element | None, attribute: str = "val") -> str:
    """Return an attribute, whatever its namespace; empty where there is none."""
    if element is None:
        return ""
    return next((str(value) for name, value in element.attrib.items() if _local(str(name)) == attribute), "")


def count_of(element: Element | None, attribute: str = "val") -> int:
    """Return an attribute that counts; 0 where it holds no number."""
    stated = value_of(element, attribute)
    return min(int(stated), _LARGEST_COUNT) if stated.isascii() and stated.isdigit() and len(stated) < 10 else 0


def is_on(element: Element | None) -> bool:
    """Tell whether a property is there and not switched off."""
    return element is not None and value_of(element).lower() not in ("0", "false", "off", "none")
