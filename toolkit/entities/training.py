"""A recogniser of one's own, of either kind, from one's own annotations."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from toolkit.entities.annotation_files import checked, read_annotations
from toolkit.entities.hanlp_models import Recognizer
from toolkit.entities.hanlp_training import train_hanlp
from toolkit.entities.tagger_training import train_tagger
from toolkit.errors import InvalidValue, invalid

__all__ = ["train_recognizer"]

KINDS = ("tagger", "hanlp")


def train_recognizer(
    annotations: str | Path | Iterable[Mapping[str, Any]], folder: str | Path, *, kind: str = "tagger",
    texts: Mapping[str, str] | None = None, seed: int = 1, **options: Any,
) -> Recognizer:  # fmt: skip
    """Return a recogniser trained on annotated texts, and save it to a folder.

    Parameters
    ----------
    annotations : path or iterable of mapping
        Annotated texts: a file or folder as in `read_annotations`, or mappings with ``text`` and ``entities`` (``start``, ``end``,
        ``type``); ``place`` and ``report_year`` are used where they are given. Any names of types will do.
    folder : path
        Where the model goes.
    kind : {"tagger", "hanlp"}
        ``tagger``: a CRF over what the rules say, trained in a minute; use it with ``extract_entities(text, model=folder)``. ``hanlp``:
        a BiLSTM-CRF over characters, which needs the extra; use it with ``extract_entities(text, engine="hanlp", model=folder)``.
    texts : mapping of str to str, optional
        For a table of annotations: the text of each document.
    seed : int
        The same annotations and seed give the same weights.
    **options
        For ``kind="tagger"`` as in `train_tagger`, for ``kind="hanlp"`` as in `train_hanlp`.

    Returns
    -------
    Recognizer
        Its method ``recognize(texts)`` gives a list of `Entity` for each text.

    Raises
    ------
    InvalidValue
        An annotation that lies outside its text, or too few texts to train on.
    MissingExtra
        ``kind="hanlp"``, and HanLP is not installed.
    """
    if kind not in KINDS:
        raise invalid("kind", kind, KINDS)
    given = read_annotations(annotations, texts=texts) if isinstance(annotations, str | Path) else annotations
    records = [checked(record) for record in given]
    if not any(record["entities"] for record in records):
        raise InvalidValue(f"{len(records)} texts have no annotation: there is nothing to learn from")
    train = train_tagger if kind == "tagger" else train_hanlp
    trained: Recognizer = train(records, folder, seed=seed, **options)
    return trained
