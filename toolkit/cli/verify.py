"""``verify``: the run of a folder of results done again, and its bytes compared."""

import argparse
import json
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from toolkit.cli.exit_codes import DIFFERENT, FAILED, FINE
from toolkit.cli.origin import file_again, given_again, inputs_of, place_of
from toolkit.cli.output import say
from toolkit.cli.run import produce
from toolkit.corpus.folder import sha256_of
from toolkit.display.numbers import counted
from toolkit.errors import InvalidValue
from toolkit.progress import LOG
from toolkit.report import versions

__all__ = ["verify"]

_SHOWN = 20


def verify(arguments: argparse.Namespace) -> int:
    """Say whether a rerun gives the same bytes, and which files differ."""
    record = _record(arguments.results)
    source = arguments.source or place_of(arguments.results, "source")
    with tempfile.TemporaryDirectory(prefix="verify-") as folder:
        out = Path(folder) / "results"
        changed = list(_changed_inputs(record, source, skip=arguments.results))
        if changed:
            return _told(changed, "the reports are not those of the run, so that nothing can be compared", FAILED)
        again = argparse.Namespace(**_given(arguments, record), source=source, out=out, jobs=arguments.jobs)
        code, done = produce(again)
        if not done:
            return code
        differing = [*_differing(record, _record(out)), *_touched(record, arguments.results)]
    if differing:
        return _told(differing, f"the results in {arguments.results} are not those of a rerun", DIFFERENT)
    told = f"{counted(len(record['outputs']), 'files')} in {arguments.results} from {counted(len(record['inputs']), 'sources')}"
    say(f"a rerun gives the same bytes: {told}")
    return FINE


def _given(arguments: argparse.Namespace, record: Mapping[str, Any]) -> dict[str, Any]:
    """The options of the run; where there were dictionaries, the same ones."""
    out = arguments.results
    wanted = (record["options"]["corpus"].get("segmenter") or {}).get("user_dict_sha256")
    dictionary = file_again(out, "dictionary", arguments.dictionary, wanted) if wanted else None
    said = {name: Path(file) for name, file in arguments.categories}
    categories = [
        (name, str(file_again(out, f"categories {name}", said.get(name), content.removeprefix("sha256:"))) if ":" in content else content)
        for name, content in record["options"]["given"]["categories"].items()
    ]
    return {**given_again(record), "dictionary": dictionary, "categories": categories}


def _record(results: Path) -> dict[str, Any]:
    path = results / "run.json"
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        if {"options", "inputs", "outputs", "versions"} <= record.keys() and "given" in record["options"]:
            return dict(record)
    except FileNotFoundError:
        raise InvalidValue(f"{str(results)!r} holds no results of a run: there is no run.json") from None
    except (ValueError, AttributeError, TypeError):
        pass
    raise InvalidValue(f"{str(path)!r} is not the record of a run of this version: run again")


def _changed_inputs(record: Mapping[str, Any], source: Path, *, skip: Path) -> Iterator[str]:
    before, now = _by(record["inputs"], "name"), _by(inputs_of(source, skip=skip), "name")
    yield from (f"{name}: {_change(name, before, now)} since the run" for name in sorted({*before, *now}) if not _same(name, before, now))


def _differing(record: Mapping[str, Any], again: Mapping[str, Any]) -> Iterator[str]:
    before, now = _by(record["outputs"], "path"), _by(again["outputs"], "path")
    found = [f"{name}: {_differs(name, before, now)}" for name in sorted({*before, *now}) if not _same(name, before, now)]
    if found:
        then, there = record["versions"], versions()
        yield from (f"(made with {name} {then[name]}, now {there.get(name)})" for name in then if then[name] != there.get(name))
    yield from found


def _touched(record: Mapping[str, Any], results: Path) -> Iterator[str]:
    for name, digest in _by(record["outputs"], "path").items():
        path = results / name
        if not path.is_file() or sha256_of(str(path)) != digest:
            yield f"{name}: {'changed by hand' if path.exists() else 'removed'} since the run"


def _by(rows: Any, key: str) -> dict[str, str]:
    return {row[key]: row["sha256"] for row in rows}


def _same(name: str, before: Mapping[str, str], now: Mapping[str, str]) -> bool:
    return name in before and name in now and before[name] == now[name]


def _change(name: str, before: Mapping[str, str], now: Mapping[str, str]) -> str:
    return "changed" if name in before and name in now else "removed" if name in before else "added"


def _differs(name: str, before: Mapping[str, str], now: Mapping[str, str]) -> str:
    return "other bytes" if name in before and name in now else "not made again" if name in before else "not made before"


def _told(lines: list[str], verdict: str, code: int) -> int:
    for line in lines[:_SHOWN]:
        LOG.error("%s", line)
    if len(lines) > _SHOWN:
        LOG.error("… and %s more", len(lines) - _SHOWN)
    say(verdict)
    return code
