"""What a run was given: its options and inputs as ``run.json`` has them, and where they lie, which no record tells.

The places are kept in a file that is no part of the results (it differs between computers), so that ``verify`` finds the reports again.
"""

import argparse
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from toolkit.cli.settings import KEYS
from toolkit.corpus.folder import sha256_of
from toolkit.corpus.sources import files_of
from toolkit.errors import InvalidValue

__all__ = ["check_same_source", "file_again", "given_again", "inputs_of", "place_of", "recorded", "remember"]

_NOT_TOLD = frozenset(("source", "dictionary", "out", "jobs", "categories"))
"""Paths, and the number of processes, which changes nothing."""
_PAIRS = ("column", "limit")


def recorded(arguments: argparse.Namespace) -> dict[str, Any]:
    """Return every option of a run that results depend on, by the key that it has in a file of settings."""
    given = {key: getattr(arguments, name) for key, name in KEYS.items() if name not in _NOT_TOLD}
    plain = {key: dict(value) if KEYS[key] in _PAIRS else value for key, value in given.items()}
    return {**plain, "categories": {name: _content(source) for name, source in arguments.categories}}


def _content(source: str) -> str:
    """What tells a dictionary from another: the digest of its file, or its name where it comes with the package."""
    return f"sha256:{sha256_of(source)}" if os.path.isfile(source) else source


def given_again(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return the arguments of a run from the options that its record tells."""
    options = {KEYS[key]: value for key, value in record["options"]["given"].items() if key in KEYS and key != "categories"}
    told = {name: list(value.items()) if name in _PAIRS else value for name, value in options.items()}
    # What an earlier version had no option for was not chosen.
    return dict.fromkeys(name for name in KEYS.values() if name not in _NOT_TOLD) | told


def inputs_of(source: Path, *, skip: Path) -> list[dict[str, str | None]]:
    """Return the files of a source by name and SHA-256."""
    files = files_of(str(source), skip=skip)
    return [{"name": file.name, "sha256": None if file.error else sha256_of(file.path)} for file in files]


def check_same_source(source: Path, out: Path) -> None:
    """Refuse a folder that holds the results of other reports: they would be replaced.

    Raises
    ------
    InvalidValue
        The run whose results lie there read no file that the source has.
    """
    try:
        before = {row["name"] for row in json.loads((out / "run.json").read_text(encoding="utf-8"))["inputs"]}
    except (OSError, ValueError, KeyError, TypeError):
        return  # no results, or a file that is refused as such
    if before and before.isdisjoint(file.name for file in files_of(str(source), skip=out)):
        raise InvalidValue(
            f"{str(out)!r} holds the results of other reports ({sorted(before)[0]}, …), which {str(source)!r} would replace: give another "
            "folder with --out, or remove it first"
        )


def _file(out: Path) -> Path:
    return out / "corpus" / ".state" / "origin.json"


def remember(out: Path, arguments: argparse.Namespace) -> None:
    """Write down where the reports and the dictionaries lie, seen from the results."""
    given = {"source": arguments.source, "dictionary": arguments.dictionary}
    given |= {f"categories {name}": source for name, source in arguments.categories if os.path.isfile(source)}
    places = {name: os.path.relpath(path, out) for name, path in given.items() if path is not None}
    _file(out).write_text(json.dumps(places, ensure_ascii=False) + "\n", encoding="utf-8")


def file_again(out: Path, name: str, said: Path | None, digest: str) -> Path:
    """Return where a file of a run lies, as the caller says or as it was.

    Raises
    ------
    InvalidValue
        It is not found, or its content is another.
    """
    path = said or place_of(out, name)
    if not path.is_file() or sha256_of(str(path)) != digest:
        option = name.partition(" ")[0]
        raise InvalidValue(f"{str(path)!r} is not the file of the run, or was changed since: give that of the run with --{option}")
    return path


def place_of(out: Path, name: str) -> Path:
    """Return where the reports or a dictionary of a run lie.

    Raises
    ------
    InvalidValue
        It is not known, or they lie there no more.
    """
    try:
        place = json.loads(_file(out).read_text(encoding="utf-8")).get(name)
    except (OSError, ValueError, AttributeError):
        place = None
    path = Path(os.path.normpath(out / place)) if isinstance(place, str) else None
    if path is None or not path.exists():
        where = "is not known" if path is None else f"was {str(path)!r}, and is there no more"
        raise InvalidValue(f"where the {name} of {str(out)!r} lies {where}: say it with --{name.partition(' ')[0]}")
    return path
