#!/usr/bin/env python3
"""Write the notebooks, in English and Chinese, and the script that runs all of them, from one source each.

    python scripts/make_notebooks.py            # all of them
    python scripts/make_notebooks.py 03 09      # some
    python scripts/make_notebooks.py --prose    # after a change of prose: only what has other code is executed

A source (``notebooks/source/NN_name.py``) has cells of code, which both languages share, and cells of prose marked ``lang="en"`` or
``lang="zh"``. The code is executed once, in a new kernel, and both notebooks hold what it showed: tables, pictures, printed text. No time,
path or progress bar is kept, so that the same sources give the same bytes. ``tests/test_notebooks.py`` executes them again and compares.
"""

import argparse
import ast
import re
import textwrap
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = ROOT / "notebooks"
SOURCES = sorted((NOTEBOOKS / "source").glob("[0-9]*.py"))
LANGUAGES = ("en", "zh")
HEAD = re.compile(r'^# %%(?: \[markdown\] lang="(en|zh)")?$', re.MULTILINE)
QUIET = 'import logging\nlogging.getLogger("toolkit").setLevel("ERROR")'
"""Run before the first cell: bars of progress show how fast a machine is, and that differs."""
FORGET = f'import matplotlib.pyplot\nmatplotlib.pyplot.close("all")\nget_ipython().reset(new_session=False)\n{QUIET}'
"""Run between notebooks that share a kernel."""
GIVEN = re.compile(r"(?:ROOT|work) = |import (?:pandas as pd|toolkit as tk)$|from pathlib import Path$")
"""Lines of a notebook that the script has once for all."""


class Cell(NamedTuple):
    """A cell of a source: its text, and the language of prose; code has none."""

    text: str
    language: str | None


def read_source(path: Path) -> list[Cell]:
    """Return the cells of a source."""
    _, *parts = HEAD.split(path.read_text(encoding="utf-8"))
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return [Cell(_prose(text) if language else text.strip("\n"), language) for language, text in pairs]


def _prose(text: str) -> str:
    lines = text.strip("\n").splitlines()
    wrong = [line for line in lines if line != "#" and not line.startswith("# ")]
    if wrong:
        raise SystemExit(f"prose is written behind '# ', and this line is not: {wrong[0]}")
    # A line break between Chinese characters would show as a blank.
    return re.sub(r"(?<=[^\x00-\x7f])\n(?=[^\x00-\x7f])", "", "\n".join(line[2:] for line in lines))


def code_of(cells: Iterable[Cell]) -> list[str]:
    """Return the code of the cells that have code."""
    return [cell.text for cell in cells if cell.language is None]


def execute(code: Sequence[str], folder: Path, *, timeout: int = 300) -> list[list[NotebookNode]]:
    """Return what each piece of code shows, all run one after the other in a new kernel that starts in a folder."""
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text) for text in (QUIET, *code)])
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    NotebookClient(book, timeout=timeout, resources={"metadata": {"path": str(folder)}}).execute()
    return [[output for output in cell.outputs if output.get("name") != "stderr"] for cell in book.cells[1:]]


def execute_all(books: Sequence[Sequence[str]], folder: Path) -> list[list[list[NotebookNode]]]:
    """Return what the code of several notebooks shows, run in one kernel that forgets each before the next."""
    shown = iter(execute([text for code in books for text in (*code, FORGET)], folder))
    return [[next(shown) for _ in (*code, FORGET)][:-1] for code in books]


def notebook(cells: Iterable[Cell], shown: Iterable[Sequence[NotebookNode]], language: str) -> NotebookNode:
    """Return the notebook of one language."""
    book = nbformat.v4.new_notebook()
    book.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}, "language_info": {"name": "python"},
    }  # fmt: skip
    outputs = iter(shown)
    count = 0
    for cell in cells:
        if cell.language is None:
            count += 1
            kept = [_numbered(output, count) for output in next(outputs)]
            book.cells.append(nbformat.v4.new_code_cell(cell.text, outputs=kept, execution_count=count))
        elif cell.language == language:
            book.cells.append(nbformat.v4.new_markdown_cell(cell.text))
    for number, written in enumerate(book.cells, start=1):
        written.id = f"cell-{number:02d}"
    return book


def _numbered(output: NotebookNode, count: int) -> NotebookNode:
    return NotebookNode(output, execution_count=count) if output.output_type == "execute_result" else output


SCRIPT = '''#!/usr/bin/env python3
"""The whole analysis of the notebooks as one script: their code, in their order. Written by ``scripts/make_notebooks.py``; don't edit it.

    python notebooks/whole_analysis.py --out out/analysis             # everything
    python notebooks/whole_analysis.py --out out/analysis 03 09       # some parts

What a notebook shows becomes files of ``--out``: tables (CSV), figures (PNG), and the rest as text, numbered in the order in which
the notebook shows them. The same inputs and versions give the same bytes.
"""

import argparse
from pathlib import Path

import matplotlib

matplotlib.use("agg")  # no window

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

import toolkit as tk

ROOT = Path(__file__).resolve().parent.parent


class Results:
    """The folder into which a part writes what it shows."""

    def __init__(self, folder, part):
        self.folder, self.part, self.count = folder, part, 0

    def keep(self, value):
        """Write a table, a figure or anything else that was shown."""
        if value is None:
            return
        self.count += 1
        path = self.folder / f"{self.part}-{self.count:02d}"
        if isinstance(value, np.ndarray) and value.size and isinstance(value.flat[0], Axes):
            value = value.flat[0]
        if isinstance(value, Axes):
            value.figure.savefig(path.with_suffix(".png"), bbox_inches="tight", dpi=150)
            return
        value = getattr(value, "table", value)  # of tk.show
        if isinstance(value, pd.Series):
            value = value.reset_index()
        if isinstance(value, pd.DataFrame):
            tk.write_table(value if isinstance(value.index, pd.RangeIndex) else value.reset_index(), path.with_suffix(".csv"))
        else:
            path.with_suffix(".txt").write_text(f"{value}\\n", encoding="utf-8")
'''
MAIN = '''

def main():
    """Run the parts that are named, or all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="NN", choices=[*PARTS, []], help=f"some of {', '.join(PARTS)}; all without")
    parser.add_argument("--out", type=Path, default=Path("out/analysis"))
    parser.add_argument("--work", type=Path, help="where corpora and models go; OUT/work without")
    options = parser.parse_args()
    work = options.work or options.out / "work"
    for folder in (options.out, work):
        folder.mkdir(parents=True, exist_ok=True)
    for name in options.parts or PARTS:
        PARTS[name](work, Results(options.out, name).keep)


if __name__ == "__main__":
    main()
'''


def whole_script(sources: Sequence[Path]) -> str:
    """Return the script that runs the code of all sources from the command line."""
    parts = []
    names = []
    for path in sources:
        number, _, title = path.stem.partition("_")
        name = f"part_{number}"
        body = "\n\n".join(_kept(text) for text in code_of(read_source(path)))
        about = title.replace("_", " ").capitalize()
        parts.append(f'def {name}(work, keep):\n    """{about}."""\n{textwrap.indent(body, "    ")}\n')
        names.append(f'"{number}": {name}')
    return "\n\n".join([SCRIPT, *parts, f"PARTS = {{{', '.join(names)}}}\n"]) + MAIN


def _kept(text: str) -> str:
    """Return code whose last expression is kept instead of shown, and which takes its folders from the script."""
    tree = ast.parse(text)
    lines = text.splitlines()
    if tree.body and isinstance(last := tree.body[-1], ast.Expr) and not _prints(last):
        shown = ast.get_source_segment(text, last.value)
        whole = f"({shown})" if isinstance(last.value, ast.Tuple) else shown
        lines[last.lineno - 1 :] = f"keep({whole})".splitlines()
    return "\n".join(line for line in lines if not GIVEN.match(line)).strip("\n")


def _prints(statement: ast.Expr) -> bool:
    called = statement.value
    return isinstance(called, ast.Call) and isinstance(called.func, ast.Name) and called.func.id == "print"


def kept_outputs(path: Path, cells: Iterable[Cell]) -> list[list[NotebookNode]] | None:
    """Return the outputs of the notebook as it is, or None if its code is not that of the cells."""
    written = NOTEBOOKS / "en" / f"{path.stem}.ipynb"
    if not written.exists():
        return None
    code = [cell for cell in nbformat.read(written, as_version=4).cells if cell.cell_type == "code"]
    return [cell.outputs for cell in code] if [cell.source for cell in code] == code_of(cells) else None


def main() -> None:
    """Execute and write the notebooks that are named, or all, and the script."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("numbers", nargs="*", metavar="NN")
    parser.add_argument("--prose", action="store_true", help="execute only those whose code has changed")
    options = parser.parse_args()
    for path in SOURCES:
        if options.numbers and path.stem[:2] not in options.numbers:
            continue
        cells = read_source(path)
        shown = (kept_outputs(path, cells) if options.prose else None) or execute(code_of(cells), NOTEBOOKS / "en")
        for language in LANGUAGES:
            nbformat.write(notebook(cells, shown, language), NOTEBOOKS / language / f"{path.stem}.ipynb")
    (NOTEBOOKS / "whole_analysis.py").write_text(whole_script(SOURCES), encoding="utf-8")


if __name__ == "__main__":
    main()
