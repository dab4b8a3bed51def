"""Text of Word files: paragraphs and tables in their order; old .doc files through LibreOffice."""

import io
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.table import Table
from docx.text.paragraph import Paragraph

from toolkit.corpus.archives import check_office_file
from toolkit.corpus.raw import RawText, Stated
from toolkit.errors import ReadError

__all__ = ["read_doc", "read_docx"]

_SECONDS = 120
_DEEPEST = 4
_LINE_END = re.compile(r"(?<=[^\x00-\x7f])\s*[\n\t]\s*|\s*[\n\t]\s*(?=[^\x00-\x7f])")
"""Between Chinese characters a line end is nothing."""


def read_docx(data: bytes) -> RawText:
    """Return the text of a .docx file, table rows with tabs between their cells."""
    check_office_file(io.BytesIO(data))
    document = docx.Document(io.BytesIO(data))
    title = (document.core_properties.title or "").strip()
    stated = (Stated("page_title", title, "document property title"),) if title else ()
    return RawText("\n".join(_blocks(document)), stated, wrapped=False)


def _blocks(document: WordDocument) -> Iterator[str]:
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Table):
            yield from _rows(block)


def _rows(table: Table) -> Iterator[str]:
    """The rows of a table; a cell that spans columns or rows stands in the first of them, and the others are empty."""
    above: list[object] = []
    for row in table.rows:
        elements = [None] * row.grid_cols_before + [cell._tc for cell in row.cells]
        texts = [""] * row.grid_cols_before + [_cell_text(cell.text) for cell in row.cells]
        # A merged cell comes once for each column and row that it spans.
        merged = [element in (elements[at - 1] if at else None, *above[at : at + 1]) for at, element in enumerate(elements)]
        above = list(elements)
        cells = ["" if spanned else text for text, spanned in zip(texts, merged, strict=True)]
        if any(cells):
            yield "\t".join(cells)


def _cell_text(text: str) -> str:
    """The text of a cell on one line, with the blanks that indent it."""
    bare = text.strip()
    depth = sum(1.0 if blank == "\u3000" else 0.5 for blank in text[: len(text) - len(text.lstrip())] if blank not in "\n\t")
    return "\u3000" * min(round(depth), _DEEPEST) + _LINE_END.sub("", " ".join(bare.split(" "))).replace("\n", " ") if bare else ""


def read_doc(data: bytes) -> RawText:
    """Return the text of an old .doc file, converted by LibreOffice."""
    if data.startswith(b"PK\x03\x04"):
        return read_docx(data)
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise ReadError("reading .doc needs LibreOffice, which is not installed; install it, or save the file as .docx")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "source.doc")
        source.write_bytes(data)
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", "docx", "--outdir", folder, str(source)]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            raise ReadError(f"LibreOffice could not convert the .doc file: {error}") from error
        converted = Path(folder, "source.docx")
        if not converted.is_file():
            raise ReadError("LibreOffice could not convert the .doc file: it may be damaged")
        return read_docx(converted.read_bytes())
