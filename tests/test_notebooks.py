"""The notebooks show what their code gives today, say the same in both languages, and are one script too.

The English ones are executed, all in one kernel and with the corpus of the other tests; the Chinese ones hold the same code and outputs.
"""

import os
import re
import shutil
import subprocess
import sys
from base64 import b64decode
from io import BytesIO
from pathlib import Path

import nbformat
import numpy as np
import pytest
from PIL import Image

pytestmark = pytest.mark.xdist_group("demo")
ROOT = Path(__file__).parent.parent
NAMES = sorted(path.stem for path in (ROOT / "notebooks" / "source").glob("*.py"))
PARTS = {"en": ("**Question.**", "## Answer", "**Beware.**"), "zh": ("**问题。**", "## 回答", "**注意。**")}
NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?")


def committed(name, language):
    return nbformat.read(ROOT / "notebooks" / language / f"{name}.ipynb", as_version=4)


def outputs_of(book):
    return [cell.outputs for cell in book.cells if cell.cell_type == "code"]


@pytest.fixture(scope="module")
def maker(script):
    """The script that writes the notebooks."""
    return script("make_notebooks")


@pytest.fixture(scope="module")
def project(tmp_path_factory, demo_corpus):
    """A folder that is to the notebooks what the project's folder is, with the corpus built already."""
    base = tmp_path_factory.mktemp("project")
    (base / "notebooks" / "en").mkdir(parents=True)
    (base / "corpora").symlink_to(ROOT / "corpora")
    shutil.copytree(demo_corpus.folder, base / "out" / "notebooks" / "demo")
    return base


@pytest.fixture(scope="module")
def shown(maker, project):
    """What the code of each notebook shows now."""
    books = [maker.code_of(maker.read_source(path)) for path in maker.SOURCES]
    return dict(zip(NAMES, maker.execute_all(books, project / "notebooks" / "en"), strict=True))


@pytest.mark.examples
@pytest.mark.parametrize("name", NAMES)
def test_executed_again_it_shows_what_is_committed(name, shown):
    before = outputs_of(committed(name, "en"))
    assert [[output.output_type for output in cell] for cell in shown[name]] == [[output.output_type for output in cell] for cell in before]
    for cell, kept in zip(shown[name], before, strict=True):
        for output, old in zip(cell, kept, strict=True):
            assert_same_words(text_of(output), text_of(old))
            if "image/png" in old.get("data", {}):
                assert_same_picture(output.data["image/png"], old.data["image/png"])


def text_of(output):
    return output.get("text") or output.get("data", {}).get("text/plain", "")


def assert_same_words(text, old):
    """The last digits of a number may differ from machine to machine, nothing else."""
    assert " ".join(NUMBER.sub("#", text).split()) == " ".join(NUMBER.sub("#", old).split())
    numbers, kept = ([float(number) for number in NUMBER.findall(words)] for words in (text, old))
    assert numbers == pytest.approx(kept, rel=0.002, abs=0.002)


def assert_same_picture(picture, old):
    """The same bytes, or, drawn by another version of matplotlib, nearly the same points."""
    if picture == old:
        return
    new, kept = (np.asarray(Image.open(BytesIO(b64decode(data))).convert("L"), dtype=float) for data in (picture, old))
    assert np.abs(np.subtract(new.shape, kept.shape)).max() <= 4
    height, width = np.minimum(new.shape, kept.shape)
    assert np.abs(new[:height, :width] - kept[:height, :width]).mean() < 6


def test_a_picture_of_something_else_is_not_the_same():
    outputs = [output for name in NAMES for cell in outputs_of(committed(name, "en")) for output in cell]
    pictures = [output.data["image/png"] for output in outputs if "image/png" in output.get("data", {})]
    assert len(pictures) >= 10
    with pytest.raises(AssertionError):
        assert_same_picture(pictures[0], pictures[1])


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", NAMES)
def test_both_languages_hold_the_source_and_the_same_outputs(name, language, maker):
    cells = maker.read_source(ROOT / "notebooks" / "source" / f"{name}.py")
    written = maker.notebook(cells, outputs_of(committed(name, "en")), language)
    assert committed(name, language).cells == written.cells


@pytest.mark.parametrize("name", NAMES)
def test_each_asks_and_answers_in_both_languages(name, maker):
    prose = {language: [cell.text for cell in maker.read_source(ROOT / "notebooks" / "source" / f"{name}.py") if cell.language == language]
             for language in ("en", "zh")}  # fmt: skip
    assert len(prose["en"]) == len(prose["zh"])
    assert [headings(text) for text in prose["en"]] == [headings(text) for text in prose["zh"]]
    for language, (question, *ending) in PARTS.items():
        assert question in prose[language][0]
        assert [part for part in ending if part not in prose[language][-1]] == []


def headings(text):
    return re.findall("^#+", text, re.MULTILINE)


@pytest.mark.parametrize("name", NAMES)
def test_links_lead_to_files(name):
    for language in ("en", "zh"):
        prose = "\n".join(cell.source for cell in committed(name, language).cells if cell.cell_type == "markdown")
        targets = re.findall(r"\]\((?!https?:)([^)#]+)", prose)
        assert [target for target in targets if not (ROOT / "notebooks" / language / target).exists()] == []


def test_notebooks_are_numbered_in_order_and_small():
    assert [name[:2] for name in NAMES] == [f"{number:02d}" for number in range(1, len(NAMES) + 1)]
    files = [*(ROOT / "notebooks").rglob("*.ipynb")]
    assert len(files) == 2 * len(NAMES)
    assert sum(path.stat().st_size for path in files) < 6e6


def test_script_has_the_code_of_all_notebooks(maker):
    assert (ROOT / "notebooks" / "whole_analysis.py").read_text(encoding="utf-8") == maker.whole_script(maker.SOURCES)


@pytest.mark.examples
def test_script_writes_what_a_notebook_shows(project, tmp_path):
    command = [sys.executable, ROOT / "notebooks" / "whole_analysis.py", "--out", tmp_path, "--work", project / "out" / "notebooks", "05"]
    subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True)
    book = outputs_of(committed("05_entities_and_policies", "en"))
    # A figure is one output, with or without the value of its last line; what is printed is no file.
    kept = ["png" if any("image/png" in output.get("data", {}) for output in cell) else "csv" for cell in book if cell]
    assert [path.suffix[1:] for path in sorted(tmp_path.glob("05-*"))] == kept
