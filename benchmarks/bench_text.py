"""Megabytes of UTF-8 a second of each step from raw text to words, beside ``jieba.lcut`` on the same text in the same run.

    python benchmarks/bench_text.py [FOLDER_OF_TXT_FILES]

Each step runs once to warm up and then five times; the median counts.
"""

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jieba
import rjieba
from rows import DEMO, Row, demo, faster, seconds

from toolkit.text import Segmenter, clean_text, find_sections, sentence_spans, split_sentences, strip_furniture

RUNS = 5


def main() -> None:
    """Print a table of steps with their speeds, and how many times as fast as jieba each is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=DEMO)
    raw = [path.read_text(encoding="utf-8") for path in sorted(parser.parse_args().folder.rglob("*.txt"))]
    cleaned = [clean_text(text) for text in raw]
    texts = [strip_furniture(text)[0] for text in cleaned]
    reference = jieba.Tokenizer()
    reference.initialize()
    steps: list[tuple[str, Callable[[str], Any], list[str]]] = [
        ("jieba.lcut", reference.lcut, texts),
        ("rjieba.cut", rjieba.Jieba().cut, texts),
        ("Segmenter.cut", Segmenter().cut, texts),
        ("Segmenter.cut, numbers and titles kept", Segmenter(keep=["numbers", "titles"]).cut, texts),
        ("clean_text", clean_text, raw),
        ("strip_furniture", strip_furniture, cleaned),
        ("find_sections", find_sections, texts),
        ("sentence_spans", sentence_spans, texts),
        ("split_sentences", split_sentences, texts),
        ("all of them: clean to words", _everything, raw),
    ]
    megabytes = sum(len(text.encode()) for text in raw) / 1e6
    calls = [lambda step=step, given=given: [step(text) for text in given] for _, step, given in steps]
    took_each = dict(zip((name for name, _, _ in steps), seconds(*calls, runs=RUNS), strict=True))
    print(f"{len(raw)} texts, {megabytes:.2f} MB")
    for name, took in took_each.items():
        print(f"{name:40} {megabytes / took:8.1f} MB/s {took_each['jieba.lcut'] / took:8.1f} times jieba.lcut")


def rows() -> Iterator[Row]:
    """Words, and everything up to them, beside jieba on the demo corpus."""
    raw = [path.read_text(encoding="utf-8") for path in demo() if path.suffix == ".txt"]
    texts = [strip_furniture(clean_text(text))[0] for text in raw]
    reference = jieba.Tokenizer()
    reference.initialize()
    keeping = Segmenter(keep=["numbers", "titles"])
    calls: dict[str, tuple[Callable[[str], Any], list[str], float]] = {
        "Segmenter.cut": (SEGMENTER.cut, texts, 10),
        "Segmenter.cut, numbers and titles kept": (keeping.cut, texts, 5),
        "Segmenter.tokens": (SEGMENTER.tokens, texts, 5),
        "clean to words": (_everything, raw, 5),
    }
    theirs, *ours = seconds(
        lambda: [reference.lcut(text) for text in texts],
        *(lambda call=call, given=given: [call(text) for text in given] for call, given, _ in calls.values()),
    )
    for (name, (_, _, target)), taken in zip(calls.items(), ours, strict=True):
        yield faster(name, taken, theirs, than="jieba.lcut", target=target)


def _everything(raw: str) -> None:
    text, _ = strip_furniture(clean_text(raw))
    find_sections(text)
    sentence_spans(text)
    SEGMENTER.cut(text)


SEGMENTER = Segmenter()

if __name__ == "__main__":
    main()
