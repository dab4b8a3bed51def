"""How often the default engine cuts a sentence as jieba itself does, given the same dictionary, and where it does not.

    python benchmarks/segmentation_agreement.py FOLDER_OF_DOCUMENTS [--show 20]

Beside the segmenter as it is, the engine in Rust alone is measured: it leaves runs of Latin letters and figures whole that jieba
cuts (2021-2025, NB-IoT, 8.1ZB), and takes rare characters (beyond U+9FD5) into words.
"""

import argparse
from collections import Counter
from collections.abc import Callable, Sequence

import rjieba
from tqdm.auto import tqdm

import toolkit as tk
from toolkit.lexicon import read_list
from toolkit.text import Segmenter


def main() -> None:
    """Print the shares of equal sentences, and the differences by frequency."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--show", type=int, default=20, help="differences to print")
    args = parser.parse_args()
    sentences = tk.build_corpus(args.folder, tokens=False).sentences["text"].tolist()
    reference = Segmenter(engine="jieba").cut
    expected = [reference(sentence) for sentence in tqdm(sentences, desc="jieba")]
    _compare("segmenter", Segmenter(engine="rjieba").cut, sentences, expected, args.show)
    _compare("rjieba alone", _engine_alone(), sentences, expected, args.show)


def _engine_alone() -> Callable[[str], list[str]]:
    engine = rjieba.Jieba()
    for line in read_list("policy_terms.txt"):
        word, tag = line.split()
        engine.add_word(word, None, tag)
    return engine.cut


def _compare(name: str, cut: Callable[[str], list[str]], sentences: Sequence[str], expected: Sequence[list[str]], show: int) -> None:
    differences: Counter[tuple[str, str]] = Counter()
    for sentence, theirs in zip(sentences, expected, strict=True):
        ours = cut(sentence)
        if ours != theirs:
            differences[" ".join(_only(ours, theirs)), " ".join(_only(theirs, ours))] += 1
    different = differences.total()
    print(f"{name}: {len(sentences)} sentences, {different} cut otherwise: {1 - different / max(1, len(sentences)):.4%} alike")
    for (ours, theirs), count in differences.most_common(show):
        print(f"{count:6}  ours {ours!r}  jieba {theirs!r}")


def _only(words: list[str], others: list[str]) -> list[str]:
    """The words that the other cut lacks."""
    missing = Counter(words) - Counter(others)
    return [word for word in dict.fromkeys(words) if word in missing]


if __name__ == "__main__":
    main()
