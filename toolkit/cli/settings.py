"""The settings of a run in a file: ``policy-toolkit.toml``, whose keys are the options of ``run``."""

import argparse
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from toolkit.addresses import is_remote
from toolkit.cli.kinds import here
from toolkit.errors import InvalidValue, invalid

__all__ = ["KEYS", "settings_of"]

KEYS: Mapping[str, str] = {
    "source": "source", "out": "out", "title": "title", "lang": "lang", "indicators": "indicator", "topics": "topics", "seed": "seed",
    "jobs": "jobs", "simplified": "simplified", "drop_duplicates": "drop_duplicates", "ocr": "ocr", "dictionary": "dictionary",
    "places": "place", "years": "year", "doc_types": "doc_type", "columns": "column", "categories": "categories", "limits": "limit",
}  # fmt: skip
"""Keys of the file, and the option of ``run`` that each sets."""
_FORMER = {"words": "dictionary"}
"""Keys of earlier files."""


def settings_of(path: Path, run: argparse.ArgumentParser) -> dict[str, Any]:
    """Return the options of ``run`` that a file of settings sets; its paths are meant from the folder that it lies in.

    Parameters
    ----------
    path : Path
        The file.
    run : ArgumentParser
        The parser of the command, which says what an option may be.

    Raises
    ------
    InvalidValue
        There is no such file, it is no TOML, or a key or a value is not allowed.
    """
    actions = {action.dest: action for action in run._actions}
    options: dict[str, Any] = {}
    for key, value in _loaded(path).items():
        name = _FORMER.get(key, key.replace("-", "_"))
        if name not in KEYS:
            raise InvalidValue(f"{str(path)!r}: {invalid('key', key, KEYS)}")
        options[KEYS[name]] = _value(actions[KEYS[name]], value, path, key)
    return options


def _loaded(path: Path) -> Mapping[str, Any]:
    if not path.is_file():
        raise InvalidValue(f"there is no file {str(path)!r}: policy-toolkit init FOLDER writes one")
    try:
        # Editors of Windows put a mark before the text.
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise InvalidValue(f"{str(path)!r} is not in UTF-8: save it in that encoding") from None
    except tomllib.TOMLDecodeError as error:
        # The commonest slip: a path or name without quotation marks.
        hint = "; texts stand in quotation marks: out = 'results'" if "Invalid value" in str(error) else ""
        raise InvalidValue(f"{str(path)!r} is not in the form of TOML: {error}{hint}") from None


def _value(action: argparse.Action, value: Any, path: Path, key: str) -> Any:
    """Return a value as the option itself would have it."""
    if isinstance(action, argparse.BooleanOptionalAction):
        return _checked(value, isinstance(value, bool), "true or false", path, key)
    if isinstance(action.default, list):
        return _listed(action, value, path, key)
    _checked(value, isinstance(value, (str, int, float)) and not isinstance(value, bool), "a text or a number", path, key)
    if action.type in (Path, here) and not is_remote(value):
        return Path(os.path.normpath(path.parent / str(value)))
    return _converted(action, str(value), path, key)


def _listed(action: argparse.Action, value: Any, path: Path, key: str) -> list[Any]:
    if action.type is None:
        names = isinstance(value, list) and all(isinstance(name, str) for name in value)
        return list(_checked(value, names, "a list of texts, such as ['GDP', '财政收入']", path, key))
    _checked(value, isinstance(value, dict), f"a part of its own: [{key}], and below it one line a name, such as name = 'value'", path, key)
    # A dictionary of categories is a file beside the settings, unless it comes with the package: then it has no ending.
    found = {name: path.parent / str(item) if key == "categories" and Path(str(item)).suffix else item for name, item in value.items()}
    return [_converted(action, f"{name}={item}", path, f"{key}.{name}") for name, item in found.items()]


def _converted(action: argparse.Action, text: str, path: Path, key: str) -> Any:
    convert = action.type if callable(action.type) else str
    try:
        value = convert(text)
    except (argparse.ArgumentTypeError, ValueError) as error:
        told = str(error) if isinstance(error, argparse.ArgumentTypeError) else f"{text!r} is not a whole number"
        raise InvalidValue(f"{str(path)!r}: {key}: {told}") from None
    if action.choices is not None and value not in action.choices:
        raise InvalidValue(f"{str(path)!r}: {invalid(key, value, action.choices)}")
    return value


def _checked(value: Any, right: bool, allowed: str, path: Path, key: str) -> Any:
    if not right:
        raise InvalidValue(f"{str(path)!r}: {invalid(key, value, allowed)}")
    return value
