"""Documents a CPU second for each format, beside the library that reads it alone.

    python benchmarks/bench_formats.py [--documents 40] [--runs 3]

The same reports of about 3,000 characters are written in each format; a build without tokens does all besides reading: the encoding,
cleaning, metadata, sections, sentences, cells of tables, checksums. The library alone opens the same files and gives their text.
"""

import argparse
import io
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import lxml.html
import pandas as pd
import pypdfium2
from bench_build import write_documents
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure
from rows import Row, faster, seconds, with_children

import toolkit as tk
from toolkit.corpus.confined import confined
from toolkit.corpus.readers import READERS
from toolkit.corpus.table_items import table_items
from toolkit.figures.style import font_family

LINES = 30


def as_page(text: str) -> bytes:
    lines = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    return f'<html><head><meta charset="utf-8"><title>报告</title></head><body><div>{lines}</div></body></html>'.encode()


def as_word(text: str) -> bytes:
    document = docx.Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def as_pdf(text: str) -> bytes:
    lines = [line[at : at + 40] for line in text.split("\n") for at in range(0, len(line), 40)]
    made = io.BytesIO()
    with PdfPages(made) as pages:
        for first in range(0, len(lines), LINES):
            figure = Figure(figsize=(8.3, 11.7))
            for at, line in enumerate(lines[first : first + LINES]):
                figure.text(0.1, 0.93 - 0.028 * at, line, fontfamily=font_family(), fontsize=12)
            pages.savefig(figure)
    return made.getvalue()


def pdf_text(path: Path) -> object:
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(path)]


FORMATS: dict[str, tuple[Callable[[str], bytes], str, Callable[[Path], object]]] = {
    "txt": (str.encode, "open", lambda path: path.read_text(encoding="utf-8")),
    "md": (str.encode, "open", lambda path: path.read_text(encoding="utf-8")),
    "html": (as_page, "lxml", lambda path: lxml.html.fromstring(path.read_bytes()).text_content()),
    "docx": (as_word, "python-docx", lambda path: [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]),
    "pdf": (as_pdf, "pypdfium2", pdf_text),
}
TABLES: dict[str, tuple[Callable[[pd.DataFrame, Path], object], str, Callable[[Path], object]]] = {
    "csv": (lambda frame, path: frame.to_csv(path, index=False), "pandas", pd.read_csv),
    "xlsx": (lambda frame, path: frame.to_excel(path, index=False), "openpyxl", pd.read_excel),
    "jsonl": (
        lambda frame, path: frame.to_json(path, orient="records", lines=True, force_ascii=False),
        "pandas", lambda path: pd.read_json(path, lines=True),
    ),
    "parquet": (lambda frame, path: frame.to_parquet(path), "pyarrow", pd.read_parquet),
}  # fmt: skip


ASKED = {"pdf": 0.8}
"""How fast a reader should be beside the library alone."""


def rows() -> Iterator[Row]:
    """The readers in this process beside the libraries that they use: what the text costs besides its characters."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        write_documents(root / "texts", 12)
        texts = [path.read_text(encoding="utf-8") for path in sorted((root / "texts").iterdir())]
        frame = pd.DataFrame({"正文": texts, "年份": range(2000, 2000 + len(texts))})
        for kind, (write, library, read) in FORMATS.items():
            if library == "open":
                continue
            paths = [root / f"{at}.{kind}" for at in range(len(texts))]
            for path, text in zip(paths, texts, strict=True):
                path.write_bytes(write(text))
            reader = READERS[f".{kind}"]
            ours, theirs = seconds(
                lambda reader=reader, paths=paths: [reader(path.read_bytes()) for path in paths],
                lambda read=read, paths=paths: [read(path) for path in paths],
            )
            yield faster(f"reading .{kind}", ours, theirs, than=library, target=ASKED.get(kind))
        for kind, (save, library, read) in TABLES.items():
            path = root / f"all.{kind}"
            save(frame, path)
            ours, theirs = seconds(lambda path=path: list(_items(path)), lambda path=path, read=read: read(path))
            yield faster(f"reading .{kind}, a table", ours, theirs, than=library)


def _items(path: Path) -> Iterator[object]:
    with path.open("rb") as source:
        yield from table_items(path.name, source, {})


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=40)
    parser.add_argument("--runs", type=int, default=3)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        write_documents(root / "texts", args.documents)
        texts = [path.read_text(encoding="utf-8") for path in sorted((root / "texts").iterdir())]
        frame = pd.DataFrame({"正文": texts, "年份": range(2000, 2000 + len(texts))})
        print(f"{'format':8} {'build':>10} {'library alone':>26}   documents a CPU second")
        for kind, (write, library, read) in FORMATS.items():
            paths = [root / kind / f"{at:04}.{kind}" for at in range(len(texts))]
            (root / kind).mkdir()
            for path, text in zip(paths, texts, strict=True):
                path.write_bytes(write(text))
            told(kind, library, paths, read, args.runs)
        for kind, (save, library, read) in TABLES.items():
            save(frame, root / f"all.{kind}")
            told(kind, library, [root / f"all.{kind}"], read, args.runs, documents=len(texts))


def build_of(paths: list[Path]) -> None:
    """Build a corpus; the processes that read its files end, so that their time counts, their start included."""
    tk.build_corpus(paths, tokens=False)
    for kind in ("file", "table"):
        confined(kind).close()


def told(kind: str, library: str, paths: list[Path], read: Callable[[Path], object], runs: int, documents: int = 0) -> None:
    """Print the line of a format."""
    number = documents or len(paths)
    (alone,) = seconds(lambda: [read(path) for path in paths], runs=runs)
    (build,) = seconds(lambda: build_of(paths), runs=runs, clock=with_children)
    print(f"{kind:8} {number / build:10.1f} {f'{library} {number / alone:.1f}':>26}", flush=True)


if __name__ == "__main__":
    main()
