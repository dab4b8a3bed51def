"""How fast entities and places are found: megabytes of UTF-8 a second on one core, next to jieba on the same text.

    python benchmarks/entities.py [FOLDER_OF_TXT ...]

Each figure is the median CPU time of five runs after a warm-up, on a text of about one megabyte; the growth with the length of the text
and the time for hostile text are printed too. Without a folder the demo corpus is read.
"""

import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import ahocorasick
import jieba
from hanlp_trie.dictionary import TrieDict
from rows import DEMO, seconds

from toolkit.entities import extract_entities
from toolkit.places import find_places
from toolkit.places.gazetteer import forms
from toolkit.text import PhraseFinder

SIZE = 1_000_000


def texts(folders: Iterable[str]) -> list[str]:
    """The texts of the folders, until there is a megabyte."""
    found, size = [], 0
    for folder in folders:
        for path in sorted(Path(folder).rglob("*.txt")):
            text = path.read_text(encoding="utf-8")
            found.append(text)
            size += len(text.encode())
            if size > SIZE:
                return found
    return found


def speeds(documents: list[str]) -> None:
    """Megabytes a second of each step, and its ratio to jieba."""
    megabytes = sum(len(text.encode()) for text in documents) / 1e6
    steps = {
        "jieba.lcut": lambda: [jieba.lcut(text) for text in documents],
        "find_places": lambda: [find_places(text, place="广东省", year=2023) for text in documents],
        **{f"engine {engine}": extraction(documents, engine) for engine in ("rules", "hybrid")},
    }
    taken = seconds(*steps.values(), runs=5)
    print(f"{len(documents)} documents, {megabytes:.2f} MB")
    for name, own in zip(steps, taken, strict=True):
        print(f"{name:18} {megabytes / own:7.2f} MB/s   {taken[0] / own:6.2f} times jieba.lcut")


def extraction(documents: list[str], engine: str) -> Callable[[], object]:
    """What finds the entities of all texts."""
    return lambda: [extract_entities(text, place="广东省", year=2023, engine=engine) for text in documents]


def finders(documents: list[str]) -> None:
    """Milliseconds a megabyte of three ways to find the forms of the gazetteer."""
    text = "".join(documents)
    automaton = ahocorasick.Automaton()
    for name in forms():
        automaton.add_word(name, name)
    automaton.make_automaton()
    trie, finder = TrieDict(dict.fromkeys(forms(), True)), PhraseFinder(forms())
    ways = {
        "PhraseFinder": lambda: finder.find(text),
        "pyahocorasick": lambda: list(automaton.iter(text)),
        "hanlp_trie.TrieDict": lambda: trie.parse(text),
    }
    for name, own in zip(ways, seconds(*ways.values()), strict=True):
        print(f"{name:20} {own * 1e9 / len(text.encode()):8.0f} ms/MB for {len(forms())} forms")


def growth(document: str) -> None:
    """Seconds a megabyte as one text grows: constant where the time is linear."""
    for repeats in (1, 4, 16):
        text = document * repeats
        (own,) = seconds(lambda text=text: extract_entities(text))
        print(f"{len(text):9} characters {own / (len(text.encode()) / 1e6):6.3f} s/MB")


def hostile() -> None:
    """Seconds for text that would bring a careless pattern to its knees."""
    cases = {
        "unclosed 《": "《" + "环境保护" * 50_000,
        "10,000 nested brackets": "《" * 10_000 + "办法" + "》" * 10_000,
        "200,000 《": "《" * 200_000,
        "200,000 “": "“" * 200_000,
        "nouns only": "规划行动工程" * 30_000,
        "short names introduced": "办法（以下简称办法）" * 2_000,
        "no punctuation": "加快推进" * 50_000,
    }
    for name, text in cases.items():
        begin = time.process_time()
        extract_entities(text)
        print(f"{name:24} {len(text):8} characters {time.process_time() - begin:7.2f} s")


def main() -> None:
    documents = texts(sys.argv[1:] or [str(DEMO)])
    speeds(documents)
    finders(documents)
    growth(documents[0])
    hostile()


if __name__ == "__main__":
    main()
