"""What a table was made with is read off the imports."""

import pytest

from toolkit.corpus.digests import code_digest
from toolkit.corpus.options import BUILD_CODE


def test_other_code_has_another_digest():
    digests = {code_digest("claims"), code_digest("entities"), code_digest(*BUILD_CODE)}
    assert len(digests) == 3


@pytest.mark.parametrize("data", ["words.tsv", "units.tsv", "modality_cues.tsv"])
def test_a_changed_data_file_changes_the_digest(data, tmp_path, monkeypatch):
    import shutil
    from importlib.resources import files

    import toolkit.corpus.digests as digests

    copy = tmp_path / "toolkit"
    shutil.copytree(files("toolkit"), copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(digests, "files", lambda package: copy)
    before = code_digest.__wrapped__("claims")
    (copy / "data" / data).write_text("word\n", encoding="utf-8")
    assert code_digest.__wrapped__("claims") != before
