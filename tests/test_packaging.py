from configparser import ConfigParser
from pathlib import Path

import pytest

import toolkit

ROOT = Path(toolkit.__file__).parent.parent


@pytest.mark.skipif(not (ROOT / "setup.cfg").is_file(), reason="not a checkout")
def test_every_package_is_installed():
    config = ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    listed = config["options"]["packages"].split()
    found = {".".join(path.parent.relative_to(ROOT).parts) for path in (ROOT / "toolkit").rglob("__init__.py")}
    assert set(listed) == {*found, "toolkit.models.entity-tagger", "toolkit.models.policy-ner"}
