"""The corpus that a command builds, with the options that `build` and `run` share, or opens."""

import argparse
from pathlib import Path

import toolkit as tk

__all__ = ["built", "opened"]


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
