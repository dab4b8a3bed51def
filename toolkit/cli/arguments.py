"""The arguments of every command, as ``--help`` shows them."""

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import toolkit
from toolkit.cli.kinds import Listed, categories, here, jobs, limit, pair, place, positive, years

__all__ = ["FORMATS", "CommandLine", "command_line"]

FORMATS = ("xlsx", "csv", "parquet", "dta")
_SWITCH = argparse.BooleanOptionalAction

_EXIT = """\
exit codes:
  0  all done
  1  done, but some sources could not be read (the table of errors says which and why); of verify: some results differ
  2  nothing done: a wrong argument, a missing or empty source, no readable document
  130  stopped by Ctrl-C
"""
_TABLE = "file to write: .csv (opens in Excel), .parquet or .dta (Stata); without it, CSV goes to standard output"
_ABOUT = {
    "init": "look at a folder of reports and write policy-toolkit.toml, the settings of a run, with comments",
    "run": "do everything: from a folder of reports to a corpus, tables, figures and report.html",
    "build": "read reports into a corpus folder; only what changed is read again",
    "annotate": "find policies, places, organisations and numeric claims in a corpus",
    "keywords": "list the words that set years, places or types of document apart",
    "entities": "write the policies, places and organisations named in a corpus",
    "claims": "write the numeric claims of a corpus, or the panel of targets and results",
    "topics": "fit topics to the sections of a corpus and list their words",
    "trends": "test which words rise and fall over the years",
    "report": "write the report page of a corpus",
    "verify": "run again into a temporary folder and say whether the results have the same bytes",
    "export": "write the tables of a run or corpus for Excel (with links and a codebook), Stata or others",
    "completion": "print what makes a shell complete commands and options",
}
_EXAMPLES = {
    "init": "reports/",
    "run": "reports/ --out results/",
    "build": "reports/ corpus/ --jobs 4",
    "annotate": "corpus/",
    "keywords": "corpus/ --by year -k 15 --out keywords.csv",
    "entities": "corpus/ --type POLICY --out policies.csv",
    "claims": "corpus/ --panel --indicator 地区生产总值 --out panel.dta",
    "topics": "corpus/ --topics 15 --out topics.csv",
    "trends": "corpus/ --term 改革 --term 创新 --out trends.csv",
    "report": "corpus/ --out report.html",
    "verify": "results/",
    "export": "results/ --format xlsx",
    "completion": "bash > ~/.local/share/bash-completion/completions/policy-toolkit",
}


class CommandLine(NamedTuple):
    """The parser of ``policy-toolkit`` and those of its commands."""

    top: argparse.ArgumentParser
    commands: Mapping[str, argparse.ArgumentParser]


def command_line() -> CommandLine:
    """Return the parsers, made anew."""
    top = argparse.ArgumentParser(
        prog="policy-toolkit",
        description="Text mining for Chinese policy reports: from a folder of reports to tables, figures and a report page.",
        epilog=_EXIT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,  # a misspelt option must not be taken for another
    )
    top.add_argument("--version", action="version", version=f"policy-toolkit {toolkit.__version__}")
    actions = top.add_subparsers(title="commands", metavar="COMMAND", dest="command", required=True)
    made = {name: _command(actions, name) for name in _ABOUT}
    for name, add in _ARGUMENTS.items():
        add(made[name])
        _add_loudness(made[name])
    return CommandLine(top, made)


def _command(actions: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str) -> argparse.ArgumentParser:
    about = _ABOUT[name]
    return actions.add_parser(
        name,
        help=about,
        description=f"{about[0].upper()}{about[1:]}.",
        epilog=f"example:\n  policy-toolkit {name} {_EXAMPLES[name]}\n\n{_EXIT}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )


def _add_run(command: argparse.ArgumentParser) -> None:
    command.add_argument("source", nargs="?", type=here, metavar="FOLDER", help="folder of reports (with its subfolders), or one file")
    command.add_argument("--out", type=here, metavar="DIR", help="folder for the results, outside FOLDER; made if missing")
    command.add_argument(
        "--config", type=Path, metavar="FILE", help="settings, as policy-toolkit init writes them; options given here win over the file"
    )
    _add_reading(command)
    _add_choice(command)
    _add_indicators(command)
    _add_categories(command, "count the words of a dictionary of categories into a table; repeat for more")
    _add_page(command)


def _add_init(command: argparse.ArgumentParser) -> None:
    command.add_argument("source", type=Path, metavar="FOLDER", help="folder of reports (with its subfolders), or one file")
    default = Path("policy-toolkit.toml")
    command.add_argument("--out", type=Path, default=default, metavar="FILE", help=f"file to write, outside FOLDER (default: {default})")


def _add_verify(command: argparse.ArgumentParser) -> None:
    command.add_argument("results", type=here, metavar="DIR", help="folder of results, as policy-toolkit run makes it")
    command.add_argument("--source", type=here, metavar="FOLDER", help="where the reports are now, if they or DIR were moved")
    command.add_argument("--dictionary", type=Path, metavar="FILE", help="where the user dictionary is now, if it was moved")
    _add_categories(command, "where a dictionary of categories is now, if it was moved")
    _add_jobs(command)


def _add_export(command: argparse.ArgumentParser) -> None:
    command.add_argument("corpus", type=place, metavar="DIR", help="folder of results of run, or a corpus folder")
    command.add_argument("--format", required=True, choices=FORMATS, help="xlsx is one workbook, the others a folder with one file a table")
    default = "default: DIR/export.xlsx, DIR/export_FORMAT"
    command.add_argument("--out", type=place, metavar="PATH", help=f"workbook or folder to write ({default})")


def _add_completion(command: argparse.ArgumentParser) -> None:
    command.add_argument("shell", choices=["bash", "zsh"], help="for zsh: a file _policy-toolkit in a folder of $fpath")


def _add_build(command: argparse.ArgumentParser) -> None:
    documents = "folder of reports (with its subfolders), or one file; here or at an address (s3://…)"
    command.add_argument("source", type=place, metavar="SOURCE", help=documents)
    target = "folder of the corpus, or its address: new, empty, or a corpus to bring up to date"
    command.add_argument("corpus", type=place, metavar="CORPUS", help=target)
    _add_reading(command)


def _add_annotate(command: argparse.ArgumentParser) -> None:
    _add_corpus(command)
    command.add_argument("--entities", action="store_true", help="find entities only")
    command.add_argument("--claims", action="store_true", help="find claims only")
    engines = ("hybrid", "rules", "hanlp")
    command.add_argument("--engine", default="hybrid", choices=engines, help="recogniser of entities (default: hybrid, rules and a tagger)")
    command.add_argument("--model", help="folder of a tagger; for --engine hanlp folder, name or server (default: the toolkit's own)")
    _add_jobs(command)


def _add_keywords(command: argparse.ArgumentParser) -> None:
    _add_corpus(command, chosen=True)
    command.add_argument("--by", default="year", metavar="COLUMN", help="column that groups the documents (default: year)")
    _add_duplicates(command)
    command.add_argument("-k", type=positive, default=20, metavar="N", help="keywords of each group (default: 20)")
    _add_table(command)


def _add_entities(command: argparse.ArgumentParser) -> None:
    _add_corpus(command, chosen=True)
    command.add_argument("--type", choices=["POLICY", "PLACE", "ORG"], help="only entities of this type")
    _add_table(command)


def _add_claims(command: argparse.ArgumentParser) -> None:
    _add_corpus(command, chosen=True)
    _add_indicators(command)
    command.add_argument("--panel", action="store_true", help="one row a place, year and indicator, with target and result")
    command.add_argument("--unit", help="with --panel: bring figures of the same kind into this unit, such as 亿元 or 吨")
    _add_table(command)


def _add_topics(command: argparse.ArgumentParser) -> None:
    _add_corpus(command, chosen=True)
    _add_duplicates(command)
    command.add_argument("--topics", type=positive, default=20, metavar="N", help="number of topics (default: 20)")
    command.add_argument("--method", choices=["nmf", "lda"], default="nmf", help="default: nmf")
    command.add_argument("--by", metavar="COLUMN", help="write the share of each topic by this column (year, place) instead of its words")
    _add_seed(command)
    _add_table(command)


def _add_trends(command: argparse.ArgumentParser) -> None:
    _add_corpus(command, chosen=True)
    _add_duplicates(command)
    command.add_argument("--term", action="append", default=[], metavar="WORD", help="word to follow; repeat for more")
    command.add_argument("--summary", action="store_true", help="one row a word, the surest trends first, instead of one a word and year")
    _add_table(command)


def _add_report(command: argparse.ArgumentParser) -> None:
    _add_corpus(command, chosen=True)
    command.add_argument("--out", type=place, required=True, metavar="FILE", help="HTML file to write")
    _add_page(command)


def _add_corpus(command: argparse.ArgumentParser, *, chosen: bool = False) -> None:
    command.add_argument("corpus", type=place, metavar="CORPUS", help="corpus folder or address, as build makes it, or the results of run")
    if chosen:
        _add_choice(command)


def _add_choice(command: argparse.ArgumentParser) -> None:
    part = command.add_argument_group("which documents (default: all)")
    part.add_argument("--place", action=Listed, default=[], help="only of this place; repeat for more")
    part.add_argument("--year", type=years, help="only of this year (2023) or these years (2018-2023)")
    part.add_argument("--doc-type", action=Listed, default=[], metavar="TYPE", help="only of this type; repeat for more")


def _add_duplicates(command: argparse.ArgumentParser) -> None:
    command.add_argument("--duplicates", action="store_true", help="count documents that repeat an earlier one, or nearly so, too")


def _add_reading(command: argparse.ArgumentParser) -> None:
    command.add_argument("--simplified", action=_SWITCH, default=False, help="write traditional characters as simplified ones")
    alike = "leave out documents that repeat an earlier one, or nearly so"
    command.add_argument("--drop-duplicates", action=_SWITCH, default=False, help=alike)
    command.add_argument("--ocr", action=_SWITCH, default=False, help="recognise the characters of scanned pages (needs the extra [ocr])")
    command.add_argument("--dictionary", type=Path, metavar="FILE", help="user dictionary in jieba's format")
    command.add_argument(
        "--column", action="append", default=[], type=pair, metavar="FIELD=COLUMN", help="in tables: the column of a field (text=正文)"
    )
    command.add_argument(
        "--limit", action="append", default=[], type=limit, metavar="NAME=NUMBER", help="of one file: seconds=60, memory=2000 (MB)"
    )
    _add_jobs(command)


def _add_page(command: argparse.ArgumentParser) -> None:
    command.add_argument("--title", help="heading of the report page")
    command.add_argument("--lang", choices=["zh", "en"], default="zh", help="language of figures and report (default: zh)")
    command.add_argument("--topics", type=positive, default=12, metavar="N", help="topics at most (default: 12)")
    _add_seed(command)


def _add_jobs(command: argparse.ArgumentParser) -> None:
    command.add_argument("--jobs", type=jobs, default=1, metavar="N", help="processes, -1 for all cores; same results (default: 1)")


def _add_categories(command: argparse.ArgumentParser, what: str) -> None:
    command.add_argument("--categories", action="append", default=[], type=categories, metavar="NAME=FILE", help=what)


def _add_indicators(command: argparse.ArgumentParser) -> None:
    what = "standard indicator of the panel, also by another name (GDP); repeat for more (default: all)"
    command.add_argument("--indicator", action=Listed, default=[], metavar="NAME", help=what)


def _add_seed(command: argparse.ArgumentParser) -> None:
    command.add_argument("--seed", type=int, default=0, help="for the random steps of topics (default: 0)")


def _add_loudness(command: argparse.ArgumentParser) -> None:
    loudness = command.add_mutually_exclusive_group()
    loudness.add_argument("-v", "--verbose", action="store_true", help="say on standard error what is done and how long it took")
    loudness.add_argument("-q", "--quiet", action="store_true", help="no bars, no remarks: errors only")


def _add_table(command: argparse.ArgumentParser) -> None:
    command.add_argument("--out", type=place, metavar="FILE", help=_TABLE)


_ARGUMENTS: dict[str, Callable[[argparse.ArgumentParser], None]] = {
    "init": _add_init,
    "run": _add_run,
    "build": _add_build,
    "annotate": _add_annotate,
    "keywords": _add_keywords,
    "entities": _add_entities,
    "claims": _add_claims,
    "topics": _add_topics,
    "trends": _add_trends,
    "report": _add_report,
    "verify": _add_verify,
    "export": _add_export,
    "completion": _add_completion,
}
