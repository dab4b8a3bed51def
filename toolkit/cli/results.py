"""The folder of results of a run: written whole, without ever touching a file that the toolkit did not write there."""

import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from toolkit.corpus.folder import sha256_of
from toolkit.errors import InvalidValue

__all__ = ["Results"]

_RECORD = "run.json"
_JOURNAL = "outputs.json"
_PLACES = ("tables", "figures", "report.html")
"""Where a run writes; a record that names other places was not written by one."""


class Results:
    """The results of earlier runs in a folder, by path and digest, and those of this one."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._state = out / "corpus" / ".state"
        self._written = {*_listed(out / _RECORD), *_listed(self._state / _JOURNAL)}

    def check(self, names: Iterable[str]) -> None:
        """Raise InvalidValue where a file is in the way that no run wrote, or that was changed since."""
        taken = [name for name in names if (self._out / name).exists() and not self._is_ours(name)]
        if _RECORD not in taken and (self._out / _RECORD).exists() and not _is_record(self._out / _RECORD):
            taken.append(_RECORD)
        if taken:
            raise InvalidValue(
                f"{str(self._out / taken[0])!r} was not written by a run, or was changed since: move it, or give another folder with --out"
            )

    def _is_ours(self, name: str) -> bool:
        path = self._out / name
        return path.is_file() and not path.is_symlink() and (name, sha256_of(str(path))) in self._written

    @contextmanager
    def staging(self) -> Iterator[Path]:
        """Give a folder to write into; `publish` moves what is there to its place."""
        self._state.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="outputs-", dir=self._state) as folder:
            yield Path(folder)

    def publish(self, staged: Path, names: Iterable[str], record: Mapping[str, Any]) -> None:
        """Put files into their places with the record of the run, and remove those that an earlier run wrote and this one does not.

        A run that is cut off here leaves a journal, by which the next one knows the files.
        """
        names = list(names)
        self.check(names)
        made = {(name, sha256_of(str(staged / name))) for name in names}
        journal = {"outputs": [{"path": name, "sha256": digest} for name, digest in sorted(self._written | made)]}
        _write_json(self._state / _JOURNAL, journal)
        for name in names:
            (self._out / name).parent.mkdir(parents=True, exist_ok=True)
            os.replace(staged / name, self._out / name)
        for name in sorted({name for name, _ in self._written} - set(names)):
            if self._is_ours(name):
                (self._out / name).unlink()
        _write_json(self._out / _RECORD, record)
        (self._state / _JOURNAL).unlink()


def _write_json(path: Path, value: Mapping[str, Any]) -> None:
    partial = path.with_name(f"{path.name}.part")
    partial.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    os.replace(partial, path)


def _loaded(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None


def _is_record(path: Path) -> bool:
    record = _loaded(path)
    return isinstance(record, dict) and isinstance(record.get("outputs"), list) and "versions" in record


def _listed(path: Path) -> Iterator[tuple[str, str]]:
    """Yield path and digest of the files that a record lists, where they are of the places in which a run writes."""
    record = _loaded(path)
    outputs = record.get("outputs") if isinstance(record, dict) else None
    for output in outputs if isinstance(outputs, list) else ():
        name, digest = (output.get("path"), output.get("sha256")) if isinstance(output, dict) else (None, None)
        if isinstance(name, str) and isinstance(digest, str) and name.split("/")[0] in _PLACES and ".." not in name.split("/"):
            yield name, digest
