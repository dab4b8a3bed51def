"""The corpus that a command builds, with the options that `build` and `run` share, or opens."""

import argparse
from pathlib import Path

import toolkit as tk
from toolkit.errors import InvalidValue

__all__ = ["built", "chosen", "opened"]


def built(arguments: argparse.Namespace, target: Path) -> "tk.Corpus":
    """Return the corpus of the source that a command names, built as its options say."""
    return tk.build_corpus(
        str(arguments.source),
        target,
        n_jobs=arguments.jobs,
        columns=dict(arguments.column),
        simplified=arguments.simplified,
        drop_duplicates=arguments.drop_duplicates,
        ocr=arguments.ocr,
        limits=dict(arguments.limit),
        segmenter=tk.Segmenter(user_dict=arguments.dictionary),
    )


def opened(path: Path) -> "tk.Corpus":
    """Return the corpus of a folder, or that of the results of a run, which lies in them."""
    inside = path / "corpus"
    return tk.open_corpus(inside if (inside / "corpus.json").is_file() and not (path / "corpus.json").exists() else path)


def chosen(corpus: "tk.Corpus", arguments: argparse.Namespace) -> "tk.Corpus":
    """Return the part of a corpus that the options choose."""
    part = corpus.filter(place=arguments.place or None, year=arguments.year, doc_type=arguments.doc_type or None)
    if len(part) == 0:
        raise InvalidValue(f"no document of the corpus {str(corpus.folder)!r} meets the conditions --place, --year, --doc-type")
    return part
