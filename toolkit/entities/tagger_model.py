"""A tagger on disk and in memory: its labels, weights, thresholds and word clusters."""

import hashlib
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from toolkit.entities.tagger_crf import allowed_transitions
from toolkit.entities.tagger_features import BITS, feature_digest
from toolkit.entities.tagger_sums import Weighing
from toolkit.entities.tagger_words import Clusters, Vocabulary
from toolkit.errors import ReadError

__all__ = [
    "TaggerModel", "Thresholds", "Weights", "forget_taggers", "is_tagger", "labels_of", "load_tagger", "read_weights", "save_tagger",
    "tagger_digest",
]  # fmt: skip

OWN_MODEL = "entity-tagger"
_PARTS = ("config.json", "weights.npz", "clusters.tsv")
KIND = "policy-text-toolkit tagger"
_FORBIDDEN = -1e9
_HEAD = "word\tfine\tmiddle\tcoarse"
_STEPS = 127
"""Weights are kept as whole numbers between minus and plus this."""
_WIDTH = 8
"""The weights of a line fill whole numbers of eight bytes, which are fetched at once."""


Thresholds = Mapping[str, tuple[float, float]]
"""For each type the least probability of an entity that is kept: where the rules propose it, and where they don't."""


@dataclass(frozen=True, slots=True)
class TaggerModel:
    """What a tagger decides by."""

    labels: Sequence[str]
    """``O``, then begin and inside of each type."""
    weighing: Weighing
    """Gives each character the sums of its weights, in steps."""
    scale: float
    """What a step of a weight is worth."""
    transitions: NDArray[np.float64]
    thresholds: Thresholds
    clusters: Clusters
    vocabulary: Vocabulary


def labels_of(types: Sequence[str]) -> list[str]:
    """The labels of a tagger for these types."""
    return ["O", *(f"{place}-{name}" for name in types for place in "BI")]


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of a tagger as they are kept: whole numbers, and what a step of them is worth."""

    lines: NDArray[np.uint32]
    """Lines of the table that are not zero."""
    values: NDArray[np.int8]
    """A row for each of them, a column for each label."""
    scale: float
    transitions: NDArray[np.float32]

    @classmethod
    def of(cls, weights: NDArray[np.float64], transitions: NDArray[np.float64]) -> "Weights":
        """Trained weights, rounded."""
        scale = max(float(np.abs(weights).max()), 1e-6) / _STEPS
        values = np.round(weights / scale).astype(np.int8)
        lines = np.flatnonzero(values.any(axis=1))
        return cls(lines.astype(np.uint32), values[lines], scale, transitions.astype(np.float32))

    def model(self, labels: Sequence[str], thresholds: Thresholds, clusters: Clusters) -> TaggerModel:
        """The model with these weights."""
        width = -(-len(labels) // _WIDTH) * _WIDTH
        table = np.zeros((1 << BITS, width), dtype=np.int8)
        table[self.lines, : len(labels)] = self.values
        moves = np.where(allowed_transitions(labels), self.transitions.astype(np.float64), _FORBIDDEN)
        eights = np.ascontiguousarray(table.view(np.int64).T)
        return TaggerModel(labels, Weighing(eights, clusters), self.scale, moves, thresholds, clusters, Vocabulary(clusters))


def save_tagger(folder: Path, weights: Weights, clusters: Clusters, config: Mapping[str, Any]) -> None:
    """Write a tagger: the same arguments give the same bytes.

    Parameters
    ----------
    folder : Path
    weights : Weights
    clusters : mapping
    config : mapping
        ``labels``, ``thresholds``, and whatever else is worth knowing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(folder / "weights.npz", lines=weights.lines, values=weights.values, transitions=weights.transitions)
    rows = [f"{word}\t{fine}\t{middle}\t{coarse}\n" for word, (fine, middle, coarse) in sorted(clusters.items())]
    (folder / "clusters.tsv").write_text("".join([_HEAD + "\n", *rows]), encoding="utf-8", newline="\n")
    whole = {"kind": KIND, "features": feature_digest(), "scale": weights.scale, **config}
    text = json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    (folder / "config.json").write_text(text, encoding="utf-8", newline="\n")


def is_tagger(folder: Path) -> bool:
    """Whether a folder says of itself that it holds a tagger."""
    try:
        return bool(json.loads((folder / "config.json").read_text(encoding="utf-8")).get("kind") == KIND)
    except (OSError, ValueError, AttributeError):
        return False


def load_tagger(folder: str | Path | None = None) -> TaggerModel:
    """Return the toolkit's own tagger, or that of a folder; read once a process.

    Raises
    ------
    ReadError
        There is no tagger in the folder, it is damaged, or it was trained for other features.
    """
    return _load(str(Path(folder).resolve() if folder is not None else _own_folder()))


def tagger_digest(folder: str | Path | None = None) -> str:
    """The SHA-256 of a tagger, the toolkit's own by default."""
    where = Path(folder) if folder is not None else _own_folder()
    try:
        return hashlib.sha256(b"".join((where / name).read_bytes() for name in _PARTS)).hexdigest()
    except OSError as error:
        raise _cannot_load(where, error) from error


def forget_taggers() -> None:
    """Drop the taggers that this process keeps, so that a folder written anew is read anew."""
    _load.cache_clear()


@cache
def _own_folder() -> Path:
    """The model is installed inside the package; a checkout has it beside the package."""
    package = Path(str(files("toolkit")))
    for folder in (package / "models", package.parent / "models"):
        if (folder / OWN_MODEL).is_dir():
            return folder / OWN_MODEL
    raise ReadError(f'the model {OWN_MODEL} is missing from this installation: install the package again, or use engine="rules"')


@lru_cache(maxsize=4)
def _load(name: str) -> TaggerModel:
    folder = Path(name)
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        weights = read_weights(folder)
        labels = config["labels"]
        if config["kind"] != KIND or config["features"] != feature_digest():
            raise ValueError("it was trained by another version of the toolkit, with other features")
        if weights.transitions.shape != (len(labels), len(labels)) or weights.values.shape != (len(weights.lines), len(labels)):
            raise ValueError("its parts do not fit together")
        thresholds = {kind: (proposed, new) for kind, (proposed, new) in config["thresholds"].items()}
        return weights.model(labels, thresholds, _read_clusters(folder / "clusters.tsv"))
    except (OSError, ValueError, KeyError, TypeError, IndexError, EOFError, zipfile.BadZipFile) as error:
        raise _cannot_load(folder, error) from error


def read_weights(folder: Path) -> Weights:
    """The weights of a tagger as they are kept."""
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    with np.load(folder / "weights.npz", allow_pickle=False) as arrays:
        return Weights(arrays["lines"], arrays["values"], config["scale"], arrays["transitions"])


def _cannot_load(folder: Path, error: Exception) -> ReadError:
    cause = str(error) or type(error).__name__
    return ReadError(f'cannot load the tagger {folder}: {cause}; install the package again, train the model anew, or use engine="rules"')


def _read_clusters(path: Path) -> Clusters:
    """The clusters of words of a model."""
    head, *lines = path.read_text(encoding="utf-8").split("\n")
    if head != _HEAD:
        raise ValueError(f"{path.name} is no table of clusters")
    rows = (line.split("\t") for line in lines if line)
    return {word: (int(fine), int(middle), int(coarse)) for word, fine, middle, coarse in rows}
