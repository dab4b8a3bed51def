"""Imports point down: a module imports only from layers above its own in the table of the design."""

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import toolkit

LAYERS = [
    {"errors", "lazy"},
    {"addresses", "given"},
    {"display"},
    {"document", "lexicon", "progress", "tables", "table_files", "trail", "multiple_tests", "pair_keys", "statistics",
     "ordering", "grouping"},
    {"grammar"},
    {"text"},
    {"places"},
    {"entities", "claims"},
    {"corpus"},
    {"matrix"},
    {"keywords", "topics", "trends", "panel", "dictionaries", "reuse", "stylistics", "semantics", "diffusion", "citations",
     "strength", "scaling"},
    {"figures"},
    {"report"},
    {"cli", "testing"},
]
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
ROOT = Path(toolkit.__file__).parent


def module_of(path):
    return ".".join(("toolkit", *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__")


def own_imports(path):
    """The modules of the package that a file imports; ``from toolkit.figures import style`` imports toolkit.figures.style."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative import"
            inner = [f"{node.module}.{alias.name}" for alias in node.names]
            names = [name for name in inner if (ROOT.parent / f"{name.replace('.', '/')}.py").is_file()] or [node.module]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        yield from (name for name in names if name.startswith("toolkit."))


def test_imports_point_down():
    wrong = []
    for path in ROOT.rglob("*.py"):
        part = path.relative_to(ROOT).parts[0].removesuffix(".py")
        if part in ("__init__", "__main__"):
            continue
        for target in own_imports(path):
            other = target.split(".")[1]
            if other != part and LEVEL[other] >= LEVEL[part]:
                wrong.append(f"{path.relative_to(ROOT)} imports {target}")
    assert not wrong


def test_imports_run_one_way_inside_a_folder_too():
    """No file imports, through whatever others, a file that imports it (the order raises where there is a knot)."""
    graph = {module_of(path): set(own_imports(path)) for path in ROOT.rglob("*.py")}
    assert len(list(TopologicalSorter(graph).static_order())) >= len(graph)
