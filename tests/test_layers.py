"""Imports point down: a module imports only from layers above its own in the table of the design."""

import ast
from pathlib import Path

import toolkit

LAYERS = [
    {"errors"},
    {"document", "lexicon", "tables", "table_files"},
    {"grammar"},
    {"text"},
    {"places"},
    {"entities", "claims"},
    {"corpus"},
    {"matrix"},
    {"keywords", "topics", "trends", "panel"},
    {"figures"},
    {"report"},
    {"cli", "testing"},
]
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
ROOT = Path(toolkit.__file__).parent


def own_imports(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative import"
            names = [node.module]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        yield from (name.split(".")[1] for name in names if name.startswith("toolkit."))


def test_imports_point_down():
    wrong = []
    for path in ROOT.rglob("*.py"):
        part = path.relative_to(ROOT).parts[0].removesuffix(".py")
        if part in ("__init__", "__main__"):
            continue
        for target in own_imports(path):
            if target != part and LEVEL[target] >= LEVEL[part]:
                wrong.append(f"{path.relative_to(ROOT)} imports toolkit.{target}")
    assert not wrong
