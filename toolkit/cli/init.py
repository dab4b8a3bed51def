"""``init``: a look at a folder of reports, and the settings of a run that fit it."""

import argparse
import json
import os
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from string import Template

from toolkit.cli.exit_codes import FINE
from toolkit.cli.look import Look, look_at
from toolkit.cli.output import say, warn
from toolkit.errors import InvalidValue

__all__ = ["init"]

_COLUMNS_OF_ONE = """
# 哪一列是什么（下面是猜的，请核对；右边改成表里的列名）
#   which column is what (guessed: check it, and put names of your table on the right)"""
_COLUMNS_OF_MANY = """
# 各表的列不尽相同，各自猜测；要自己指定就去掉 #（没有所写正文列的表不读）
#   tables differ, and each is guessed for itself; to say it yourself take the # away (a table without the text column is not read)"""
_PARTS = """\
# 同一编号的各行是一份文件的各段时，写 part_of = "编号"
#   where rows are the paragraphs of one document, name the column that they share: part_of = "编号\""""


def init(arguments: argparse.Namespace) -> int:
    """Write a file of settings with comments."""
    source, out = arguments.source, arguments.out
    if not source.exists():
        raise InvalidValue(f"there is no file or folder {str(source)!r}")
    if out.exists():
        raise InvalidValue(f"{str(out)!r} is there already: edit it, or name another file with --out")
    if source.is_dir() and out.resolve().is_relative_to(source.resolve()):
        told = f"{str(out)!r} would lie inside {str(source)!r} and be read as a report"
        raise InvalidValue(f"{told}: call init from the folder above, or give --out")
    look = look_at(source)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(_settings(source, out, look), encoding="utf-8", newline="\n")
    for line in look.remarks:
        warn(line)
    kinds = ", ".join(f"{number:,} {kind or '(no extension)'}" for kind, number in look.formats.items())
    total = sum(look.formats.values())
    files = f"{total:,} file{'' if total == 1 else 's'} ({kinds})"
    say(f"{files}; settings written to {out}: read them, then policy-toolkit run --config {out}")
    return FINE


def _settings(source: Path, out: Path, look: Look) -> str:
    """The text of the file of settings."""
    seen = [f"#   {number:>6,}  {kind or '(no extension)'}" for kind, number in look.formats.items()]
    seen += [f"#   ! {_one_line(remark)}" for remark in look.remarks]
    template = (files("toolkit") / "data" / "settings.toml").read_text(encoding="utf-8")
    return Template(template).substitute(
        name=out.name,
        seen="\n".join(seen),
        source=_text(_seen_from(source, out.parent)),
        out=_text(_results_of(source, out.parent)),
        ocr="true" if look.ocr else "false",
        columns="\n".join(_columns(look)),
    )


def _columns(look: Look) -> Iterator[str]:
    """The columns of tables; active where all tables have the same."""
    headers = {tuple(sheet.header) for sheet in look.sheets}
    if not headers:
        return
    one = len(headers) == 1
    yield _COLUMNS_OF_ONE if one else _COLUMNS_OF_MANY
    yield _PARTS
    yield "[columns]"
    for sheet in look.sheets:
        yield f"# {sheet.name}: {'、'.join(_one_line(name) for name in sheet.header)}"
    for field in dict.fromkeys(field for sheet in look.sheets for field in sheet.guessed):
        first, *others = dict.fromkeys(_text(sheet.guessed[field]) for sheet in look.sheets if field in sheet.guessed)
        yield f"{'' if one else '# '}{field} = {first}{'  # ' if others else ''}{'、'.join(others)}"
    yield ""


def _seen_from(path: Path, folder: Path) -> str:
    """A path from a folder where it lies in it, else in full: a folder far away is found from anywhere."""
    full, base = os.path.abspath(path), os.path.abspath(folder)
    return os.path.relpath(full, base) if full.startswith(base + os.sep) else full


def _results_of(source: Path, folder: Path) -> str:
    """A folder beside the settings that is not there yet, or that holds results."""
    names = (f"{source.resolve().stem}-results{number}" for number in ("", *(f"-{number}" for number in range(2, 1000))))
    return next(name for name in names if not (folder / name).exists() or (folder / name / "run.json").exists())


def _text(value: str) -> str:
    """A text as TOML writes it."""
    return json.dumps(value, ensure_ascii=False)


def _one_line(name: str) -> str:
    return " ".join(name.split())
