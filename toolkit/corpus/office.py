"""Text of Word files: .docx as it is; .doc, .wps, .rtf and .odt as LibreOffice turns them into .docx."""

import shutil
import subprocess
import tempfile
from functools import partial
from pathlib import Path

from toolkit.corpus.docx_parts import read_parts
from toolkit.corpus.docx_text import WordText
from toolkit.corpus.raw import RawText, Stated
from toolkit.errors import ReadError

__all__ = ["CONVERTED", "read_docx"]

_SECONDS = 120
_ZIP = b"PK\x03\x04"


def read_docx(data: bytes) -> RawText:
    """Return the text of a .docx file: table rows with tabs between their cells, notes at the end, the headings by their styles."""
    parts = read_parts(data)
    word = WordText(parts).read()
    stated = (Stated("page_title", parts.title, "document property title"),) if parts.title else ()
    return RawText("\n".join(word.lines), stated, tuple(dict.fromkeys(word.warnings)), wrapped=False, headings=tuple(word.headings))


def _converted(data: bytes, *, kind: str) -> RawText:
    """The text of a file of another word processor, converted by LibreOffice."""
    if kind != ".odt" and data.startswith(_ZIP):  # a .docx by another name
        return read_docx(data)
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise ReadError(f"reading {kind} needs LibreOffice, which is not installed; install it, or save the file as .docx")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, f"source{kind}")
        source.write_bytes(data)
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        target = Path(folder, "converted")
        command = [program, profile, "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(target), str(source)]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)
        except subprocess.TimeoutExpired as error:
            raise ReadError(f"LibreOffice did not convert the {kind} file within {_SECONDS} seconds") from error
        except (OSError, subprocess.CalledProcessError) as error:
            raise ReadError(f"LibreOffice could not convert the {kind} file; save it as .docx") from error
        converted = target / "source.docx"
        if not converted.is_file():
            raise ReadError(f"LibreOffice could not convert the {kind} file: it may be damaged")
        return read_docx(converted.read_bytes())


CONVERTED = {kind: partial(_converted, kind=kind) for kind in (".doc", ".wps", ".rtf", ".odt")}
"""Readers of the formats that LibreOffice converts."""
