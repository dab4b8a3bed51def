import subprocess
import sys
from importlib import import_module

import pytest

import toolkit as tk


@pytest.mark.parametrize("name", tk.__all__)
def test_every_public_name_resolves_and_is_documented(name):
    value = getattr(tk, name)
    assert name == "__version__" or (value.__doc__ or "").strip()


def test_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'claimz'"):
        tk.claimz  # noqa: B018


def test_import_loads_no_heavy_library():
    code = "import sys, toolkit; print([m for m in ('pandas','sklearn','matplotlib','torch','jieba') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("names", "unused"),
    [
        ("open_corpus, count_terms", ("sklearn", "scipy.stats", "openpyxl", "matplotlib", "networkx", "toolkit.claims.extract",
                                      "toolkit.entities.extract", "toolkit.corpus.build")),
        ("mann_kendall, term_trends", ("scipy.stats", "scipy.signal", "pymannkendall", "sklearn")),
        ("plot_trends", ("networkx", "sklearn", "scipy.stats")),
        ("resolve_place", ("pandas", "numpy", "scipy")),
    ],
)  # fmt: skip
def test_a_function_does_not_load_what_only_others_need(names, unused):
    code = f"import sys; from toolkit import {names}; print([m for m in {unused!r} if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


@pytest.mark.parametrize("package", ["toolkit", "toolkit.claims", "toolkit.corpus", "toolkit.entities", "toolkit.figures", "toolkit.text"])
def test_every_name_of_a_package_that_loads_late_is_there(package):
    module = import_module(package)
    assert all(hasattr(module, name) for name in module.__all__)
    with pytest.raises(AttributeError, match=f"module '{package}' has no attribute 'nothing'"):
        module.nothing  # noqa: B018
