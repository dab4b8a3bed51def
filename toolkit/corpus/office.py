"""Text of Word files: .docx as it is; .doc, .wps, .rtf and .odt as LibreOffice turns them into .docx."""

import re
import shutil
import subprocess
import tempfile
from functools import partial
from pathlib import Path

from toolkit.corpus.docx_parts import read_parts
from toolkit.corpus.docx_text import WordText
from toolkit.corpus.html import read_html, read_mhtml
from toolkit.corpus.raw import Note, RawText, Stated
from toolkit.errors import ReadError

__all__ = ["CONVERTED", "office_program", "read_docx"]

_SECONDS = 120
_PAGE = re.compile(rb"\s*(?:MIME-Version|<!DOCTYPE html|<html)", re.IGNORECASE)
_ZIP, _RTF, _OLE = b"PK\x03\x04", b"{\\rtf", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FILTERS = {_OLE: "MS Word 97", _RTF: "Rich Text Format", _ZIP: "writer8"}
"""By the first bytes of a file, how LibreOffice is to read it; left to itself it takes whatever is damaged for plain text."""


def read_docx(data: bytes) -> RawText:
    """Return the text of a .docx file: table rows with tabs between their cells, notes at the end, the headings by their styles."""
    parts = read_parts(data)
    word = WordText(parts).read()
    stated = (Stated("page_title", parts.title, "document property title"),) if parts.title else ()
    notes = tuple(Note("unread part", warning) for warning in dict.fromkeys(word.warnings))
    return RawText("\n".join(word.lines), stated, notes=notes, wrapped=False, headings=tuple(word.headings))


def office_program() -> str | None:
    """Return the path of LibreOffice; None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def _converted(data: bytes, *, kind: str) -> RawText:
    """The text of a file of another word processor, converted by LibreOffice."""
    if data.startswith(_ZIP) and kind != ".odt":  # a .docx by another name
        return read_docx(data)
    if _PAGE.match(data):  # web sites hand out pages as .doc
        return (read_mhtml if data.lstrip().startswith(b"MIME") else read_html)(data)
    program = office_program()
    if program is None:
        raise ReadError(f"reading {kind} needs LibreOffice, which is not installed; install it, or save the file as .docx")
    form = next((form for first, form in _FILTERS.items() if data.startswith(first)), None)
    if form is None:
        raise ReadError(f"LibreOffice could not convert the {kind} file: it is damaged or of another format")
    with tempfile.TemporaryDirectory() as folder:
        return read_docx(_convert(program, data, kind, form, Path(folder)))


def _convert(program: str, data: bytes, kind: str, form: str, folder: Path) -> bytes:
    source, target = folder / f"source{kind}", folder / "converted"
    source.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", f"--infilter={form}", "--convert-to", "docx:MS Word 2007 XML"]
    try:
        subprocess.run([*command, "--outdir", str(target), str(source)], check=True, capture_output=True, timeout=_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise ReadError(f"LibreOffice did not convert the {kind} file within {_SECONDS} seconds") from error
    except (OSError, subprocess.CalledProcessError) as error:
        raise ReadError(f"LibreOffice could not convert the {kind} file; save it as .docx") from error
    converted = target / "source.docx"
    if not converted.is_file():
        raise ReadError(f"LibreOffice could not convert the {kind} file: it may be damaged")
    return converted.read_bytes()


CONVERTED = {kind: partial(_converted, kind=kind) for kind in (".doc", ".wps", ".rtf", ".odt")}
"""Readers of the formats that LibreOffice converts."""
