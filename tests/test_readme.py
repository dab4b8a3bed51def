"""The example of the two READMEs runs, and prints what they say; their links lead somewhere."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]
EXAMPLE = re.compile(r"```python\n(.*?)```\n+```text\n(.*?)```", re.DOTALL)


def example(path):
    """The code of a README and the output that it shows."""
    found = EXAMPLE.search(path.read_text(encoding="utf-8"))
    assert found, f"{path.name} shows no example with its output"
    return found.groups()


@pytest.fixture(scope="module")
def output(tmp_path_factory):
    """What the example prints, run in a folder that has its part of the demo corpus."""
    folder = tmp_path_factory.mktemp("readme")
    demo = folder / "corpora" / "demo"
    demo.mkdir(parents=True)
    # The example shows one place: the reports of others would only take time.
    for path in (ROOT / "corpora" / "demo").glob("*清远市*"):
        shutil.copy(path, demo)
    code, _ = example(READMES[0])
    command = [sys.executable, "-X", "utf8", "-c", code]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=True)
    return run.stdout


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.name)
def test_example_prints_what_the_readme_shows(path, output):
    code, shown = example(path)
    assert code == example(READMES[0])[0]
    assert shown.rstrip() == output.rstrip()


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.name)
def test_first_screen_shows_the_two_commands(path):
    first_screen = "\n".join(path.read_text(encoding="utf-8").splitlines()[:20])
    assert re.findall(r"^ {4}make (\w+)", first_screen, re.MULTILINE) == ["demo", "test"]


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.name)
def test_links_lead_to_files(path):
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text(encoding="utf-8"))
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []
