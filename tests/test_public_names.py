import subprocess
import sys

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
