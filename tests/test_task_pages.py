"""The pages of tasks: their code runs on the demo corpus, their commands exist, and both languages have the same of both."""

import ast
import re
import shlex
import shutil
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from toolkit.cli.arguments import command_line

ROOT = Path(__file__).parent.parent
TASKS = sorted(path.stem for path in (ROOT / "docs" / "en" / "tasks").glob("*.md") if path.stem != "index")


def text_of(language, task):
    return (ROOT / "docs" / language / "tasks" / f"{task}.md").read_text(encoding="utf-8")


def code_of(language, task):
    return re.search(r"```python\n(.*?)```", text_of(language, task), re.DOTALL)[1]


def commands_of(language, task):
    return re.findall(r"^ {4}(.+)$", re.sub(r"```.*?```", "", text_of(language, task), flags=re.DOTALL), re.MULTILINE)


@pytest.fixture(scope="module")
def folder(demo_corpus, tmp_path_factory):
    """The folder of the project after ``make demo``; of the reports only those of one place, so that building them takes little time."""
    base = tmp_path_factory.mktemp("project")
    (base / "corpora" / "demo").mkdir(parents=True)
    for path in (ROOT / "corpora" / "demo").iterdir():
        if "清远市" in path.name or path.suffix == ".pdf":
            shutil.copy(path, base / "corpora" / "demo")
    shutil.copytree(demo_corpus.folder, base / "out" / "demo" / "corpus")
    return base


@pytest.mark.examples
@pytest.mark.xdist_group("demo")
@pytest.mark.parametrize("task", TASKS)
def test_code_of_a_task_runs_on_the_demo_corpus(folder, monkeypatch, task):
    monkeypatch.chdir(folder)
    names = {}
    for statement in ast.parse(code_of("en", task)).body:
        if isinstance(statement, ast.Expr):
            seen = eval(compile(ast.Expression(statement.value), task, "eval"), names)
            assert not isinstance(seen, pd.DataFrame) or len(seen), f"nothing is seen of {ast.unparse(statement)}"
        else:
            exec(compile(ast.Module([statement], []), task, "exec"), names)
    plt.close("all")


@pytest.mark.parametrize("task", TASKS)
def test_both_languages_have_the_same_code_and_commands(task):
    assert code_of("en", task) == code_of("zh", task)
    assert commands_of("en", task) == commands_of("zh", task)


@pytest.mark.parametrize("task", TASKS)
def test_commands_are_those_of_the_command_line(task):
    for command in commands_of("en", task):
        program, *arguments = shlex.split(command)
        assert program == "pip" or command_line().top.parse_args(arguments)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_task_is_listed(language):
    listed = re.findall(r"\]\((\w+)\.md\)", text_of(language, "index"))
    assert sorted(listed) == TASKS
