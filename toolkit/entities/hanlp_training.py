"""From a researcher's annotations to a recogniser of their own."""

import json
import logging
import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from toolkit.entities.hanlp_models import INSTALL, Recognizer, forget_loaded, load_recognizer
from toolkit.entities.hanlp_pieces import LIMIT
from toolkit.entities.hanlp_scores import score_recognizer
from toolkit.errors import InvalidValue, MissingExtra, ReadError

__all__ = ["train_hanlp"]

Sample = tuple[str, list[tuple[int, int, str]]]
"""A piece of text and its entities: start, end, type."""


def train_hanlp(
    annotations: str | Path | Iterable[Mapping[str, Any]],
    folder: str | Path,
    *,
    epochs: int = 8,
    hidden: int = 128,
    dev_share: float = 0.1,
    substitutes: Mapping[str, Sequence[str]] | None = None,
    copies: int = 2,
    seed: int = 1,
) -> Recognizer:
    """Return a recogniser trained on annotated texts, and save it to a folder.

    A character BiLSTM-CRF of HanLP. A model that sees few names learns them by heart; so every sentence with entities is
    also shown with other names of the same type in their place.

    Parameters
    ----------
    annotations : path or iterable of mapping
        A ``.jsonl`` file, or mappings, with ``text`` and ``entities``: a list of mappings with ``start``, ``end`` (half-open
        character offsets into ``text``) and ``type``. Any names of types will do.
    folder : path
        Where the model goes: ``config.json``, ``vocabs.json``, ``model.pt`` (half precision) and ``scores.json``. Load it again
        with ``extract_entities(text, engine="hanlp", model=folder)``.
    epochs, hidden : int
        Passes over the training text, and the width of the LSTM.
    dev_share : float
        Share of the texts, chosen by ``seed``, that are held out to choose the best epoch and to score.
    substitutes : mapping of str to sequence of str, optional
        Names to put in the place of annotated ones, by type, such as place names from a gazetteer. Default: the other names
        that are annotated with the type.
    copies : int
        How many variants with other names each sentence with entities gets.
    seed : int
        The same annotations, seed and number of threads give the same weights.

    Returns
    -------
    Recognizer
        The trained model, as `load_recognizer` gives it.

    Raises
    ------
    InvalidValue
        An annotation that lies outside its text, or too few texts to train on.
    MissingExtra
        HanLP is not installed.

    References
    ----------
    Huang, Z., Xu, W., Yu, K. (2015). Bidirectional LSTM-CRF Models for Sequence Tagging. arXiv:1508.01991.
    """
    records = list(_records(annotations))
    dev_records, train_records = _split(records, dev_share, seed)
    train = [sample for record in train_records for sample in _samples(record)]
    dev = [sample for record in dev_records for sample in _samples(record)]
    train = [*train, *_with_other_names(train, substitutes, copies, random.Random(seed))]
    random.Random(seed).shuffle(train)
    target = Path(folder).resolve()
    target.mkdir(parents=True, exist_ok=True)
    _fit(train, dev, target, epochs=epochs, hidden=hidden, seed=seed)
    forget_loaded()
    recognizer = load_recognizer(target)
    known = {text[b:e] for text, spans in train for b, e, _ in spans}
    _write_scores(target, recognizer, dev_records, known, epochs=epochs, hidden=hidden, seed=seed, sentences=len(train))
    return recognizer


def _records(annotations: str | Path | Iterable[Mapping[str, Any]]) -> Iterable[Mapping[str, Any]]:
    if not isinstance(annotations, str | Path):
        yield from annotations
        return
    try:
        lines = Path(annotations).read_text(encoding="utf-8").splitlines()
        yield from (json.loads(line) for line in lines if line.strip())
    except (OSError, ValueError) as error:
        raise ReadError(f"cannot read the annotations {annotations}: {error}; give one JSON object a line") from error


def _split(
    records: list[Mapping[str, Any]], dev_share: float, seed: int
) -> tuple[list[Mapping[str, Any]], list[Mapping[str, Any]]]:
    if len(records) < 2:
        raise InvalidValue(f"{len(records)} annotated texts are too few: give at least 2, one of them is held out for scoring")
    order = list(records)
    random.Random(seed).shuffle(order)
    n_dev = min(max(1, round(dev_share * len(order))), len(order) - 1)
    return order[:n_dev], order[n_dev:]


def _samples(record: Mapping[str, Any]) -> Iterable[Sample]:
    """The pieces of one annotated text, cut where no entity is cut."""
    text = record["text"]
    spans = sorted((item["start"], item["end"], item["type"]) for item in record["entities"])
    for start, end, kind in spans:
        if not 0 <= start < end <= len(text):
            raise InvalidValue(f"annotation {kind} {start}–{end} lies outside its text of {len(text)} characters: {text[:20]!r}")
    covered = {i for start, end, _ in spans for i in range(start + 1, end)}
    begin = 0
    for at in range(1, len(text) + 1):
        full = at - begin >= LIMIT or at == len(text)
        if at not in covered and (full or text[at - 1] in "。！？；\n"):
            piece = text[begin:at]
            if piece.strip():
                yield piece, [(b - begin, e - begin, kind) for b, e, kind in spans if begin <= b < at]
            begin = at


def _with_other_names(
    samples: list[Sample], substitutes: Mapping[str, Sequence[str]] | None, copies: int, rng: random.Random
) -> Iterable[Sample]:
    names: dict[str, list[str]] = {}
    for text, spans in samples:
        for start, end, kind in spans:
            names.setdefault(kind, []).append(text[start:end])
    pools = {kind: sorted(set(found)) for kind, found in sorted(names.items())}
    pools |= {kind: list(given) for kind, given in (substitutes or {}).items() if given}
    for text, spans in samples:
        for _ in range(copies if spans else 0):
            yield _renamed(text, spans, pools, rng)


def _renamed(text: str, spans: list[tuple[int, int, str]], pools: dict[str, list[str]], rng: random.Random) -> Sample:
    parts, moved, at, length = [], [], 0, 0
    for start, end, kind in spans:
        name = rng.choice(pools[kind])
        parts += [text[at:start], name]
        begin = length + start - at
        length = begin + len(name)
        moved.append((begin, length, kind))
        at = end
    return "".join([*parts, text[at:]]), moved


def _write_tsv(path: Path, samples: Iterable[Sample], rare: frozenset[str] = frozenset()) -> None:
    """Character and IOBES tag, a line each; HanLP splits lines on any blank, so blanks are left out."""
    with path.open("w", encoding="utf-8") as file:
        for text, spans in samples:
            tags = ["O"] * len(text)
            for start, end, kind in spans:
                inside = [f"I-{kind}"] * (end - start - 2)
                tags[start:end] = [f"S-{kind}"] if end - start == 1 else [f"B-{kind}", *inside, f"E-{kind}"]
            # Rare characters are shown as unknown, so that the unknown character has a trained vector.
            rows = [f"{'<unk>' if c in rare else c}\t{tag}" for c, tag in zip(text, tags, strict=True) if not c.isspace()]
            if rows:
                file.write("\n".join(rows) + "\n\n")


def _fit(train: list[Sample], dev: list[Sample], target: Path, *, epochs: int, hidden: int, seed: int) -> None:
    try:
        import torch

        from toolkit.entities.hanlp_rnn import CharacterBiLSTM
    except ImportError as error:
        raise MissingExtra(f"training needs HanLP and PyTorch ({error}): {INSTALL}") from error
    counts = Counter(char for text, _ in train for char in text)
    rare = frozenset(char for char, count in counts.items() if count == 1)
    with tempfile.TemporaryDirectory() as scratch:
        train_file, dev_file = Path(scratch, "train.tsv"), Path(scratch, "dev.tsv")
        _write_tsv(train_file, train, rare)
        _write_tsv(dev_file, dev)
        CharacterBiLSTM().fit(
            str(train_file), str(dev_file), scratch + "/model", embed=100, rnn_hidden=hidden, crf=True, lr=2e-3, batch_size=32,
            epochs=epochs, tagging_scheme="IOBES", token_delimiter="", seed=seed, devices=-1,
            logger=logging.getLogger("toolkit.entities.training"),
        )  # fmt: skip
        weights = torch.load(scratch + "/model/model.pt", map_location="cpu", weights_only=True)
        torch.save({name: value.half() for name, value in weights.items()}, target / "model.pt")
        shutil.copy(scratch + "/model/vocabs.json", target)
        _write_config(Path(scratch, "model", "config.json"), target / "config.json")


def _write_config(source: Path, target: Path) -> None:
    """The saved options without the paths of the training run."""
    config = json.loads(source.read_text(encoding="utf-8"))
    for key in ("trn_data", "dev_data", "save_dir", "logger", "_device_placeholder"):
        config.pop(key, None)
    target.write_text(json.dumps(config, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _write_scores(
    target: Path, recognizer: Recognizer, records: Sequence[Mapping[str, Any]], known: set[str], **training: int
) -> None:
    scores = score_recognizer(recognizer, records, known_names=known)
    report = {"training": training, "held_out_texts": len(records), "scores": scores}
    (target / "scores.json").write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
