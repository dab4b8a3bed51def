"""How often the default engine cuts a sentence as jieba itself does, given the same dictionary, and where it does not.

    python benchmarks/segmentation_agreement.py FOLDER_OF_TEXTS [--show 20]
"""

import argparse
from collections import Counter
from pathlib import Path

from tqdm.auto import tqdm

from toolkit.text import Segmenter, clean_text, split_sentences


def main() -> None:
    """Print the share of equal sentences, and the differences by frequency."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", type=int, default=20, help="differences to print")
    args = parser.parse_args()
    fast, reference = Segmenter(engine="rjieba"), Segmenter(engine="jieba")
    differences: Counter[tuple[str, str]] = Counter()
    n_sentences = 0
    for path in tqdm(sorted(args.folder.rglob("*.txt"))):
        for sentence in split_sentences(clean_text(path.read_text(encoding="utf-8"))):
            n_sentences += 1
            ours, theirs = fast.cut(sentence.text), reference.cut(sentence.text)
            if ours != theirs:
                differences[" ".join(_only(ours, theirs)), " ".join(_only(theirs, ours))] += 1
    different = sum(differences.values())
    print(f"{n_sentences} sentences, {n_sentences - different} cut alike: {1 - different / max(1, n_sentences):.4%}")
    for (ours, theirs), count in differences.most_common(args.show):
        print(f"{count:6}  ours {ours!r}  jieba {theirs!r}")


def _only(words: list[str], others: list[str]) -> list[str]:
    """The words that the other cut lacks."""
    missing = Counter(words) - Counter(others)
    return [word for word in dict.fromkeys(words) if word in missing]


if __name__ == "__main__":
    main()
