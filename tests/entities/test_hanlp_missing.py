"""What a user without the extra sees."""

import subprocess
import sys

import pytest

import toolkit as tk
from toolkit.errors import InvalidValue

HIDE = "import sys; sys.modules['hanlp'] = None; import toolkit as tk\n"


def run(code):
    return subprocess.run([sys.executable, "-c", HIDE + code], capture_output=True, text=True)


def test_the_engine_without_its_extra_says_what_to_install():
    done = run("tk.extract_entities('国务院', engine='hanlp', model='.')")
    assert done.returncode == 1
    assert "MissingExtra" in done.stderr
    assert "pip install 'policy-text-toolkit[hanlp]'" in done.stderr


def test_rules_work_without_it():
    assert run("assert tk.extract_entities('国务院印发通知')").returncode == 0


def test_a_model_for_the_rules_is_refused():
    with pytest.raises(InvalidValue, match="is for a trained engine"):
        tk.extract_entities("国务院", engine="rules", model="some-model")


def test_an_unknown_engine_is_answered_with_the_known_ones():
    with pytest.raises(InvalidValue, match="use one of 'hybrid', 'rules', 'hanlp'"):
        tk.extract_entities("国务院", engine="bert")
