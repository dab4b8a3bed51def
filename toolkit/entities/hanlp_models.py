"""HanLP models as recognisers: the toolkit's own, a folder, a pretrained model by name, or a HanLP server.

HanLP is imported when a model is first loaded, never before: the toolkit works without it.
"""

import json
import os
import urllib.error
import urllib.request
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Protocol

from tqdm.auto import tqdm

from toolkit.document import Entity
from toolkit.entities.hanlp_pieces import pieces
from toolkit.entities.tagger import Tagger
from toolkit.entities.tagger_model import is_tagger, load_tagger
from toolkit.errors import InvalidValue, MissingExtra, ReadError, invalid
from toolkit.lexicon import read_table

__all__ = ["Recognizer", "forget_loaded", "load_recognizer"]

INSTALL = "pip install torch --index-url https://download.pytorch.org/whl/cpu && pip install 'policy-text-toolkit[hanlp]'"
OWN_MODEL = "policy-ner"
HEADS = ("ner/msra", "ner/ontonotes", "ner/pku")
"""Heads of a multi-task model in order of preference; any other ``ner/*`` head comes after these."""


class Recognizer(Protocol):
    """What every loaded model offers, wherever it runs."""

    def recognize(self, texts: Sequence[str], *, batch_size: int = 128, progress: bool = False) -> list[list[Entity]]:
        """Return the entities of each text, with offsets into it, in order and without overlap."""
        ...


Span = tuple[int, int, str]


def _entities(text: str, spans: Iterable[Span], types: dict[str, str]) -> list[Entity]:
    found = []
    end_before = 0
    for start, end, label in sorted(spans):
        kind = types.get(label)
        if kind and start >= end_before and text[start:end].strip():
            found.append(Entity(start=start, end=end, text=text[start:end], type=kind))  # type: ignore[arg-type]
            end_before = end
    return found


def _types(labels: Iterable[str] = ()) -> dict[str, str]:
    """Public labels mapped to our types; labels of the caller's own model stand for themselves."""
    return {label: label for label in labels} | {row["label"]: row["type"] for row in read_table("hanlp_labels.tsv")}


@dataclass(frozen=True, slots=True)
class CharacterRecognizer:
    """A single-task model that reads characters."""

    component: Any
    types: dict[str, str]

    def recognize(self, texts: Sequence[str], *, batch_size: int = 128, progress: bool = False) -> list[list[Entity]]:
        """See `Recognizer`."""
        cut = [(index, offset, chars) for index, text in enumerate(texts) for offset, chars in pieces(text)]
        spans: list[list[Span]] = [[] for _ in texts]
        for first in tqdm(range(0, len(cut), batch_size), desc="hanlp", disable=not progress):
            batch = cut[first : first + batch_size]
            answers = self.component([list(chars) for _, _, chars in batch], batch_size=batch_size)
            for (index, offset, _), answer in zip(batch, answers, strict=True):
                spans[index] += [(offset + begin, offset + end, label) for _, label, begin, end in answer]
        return [_entities(text, found, self.types) for text, found in zip(texts, spans, strict=True)]


@dataclass(frozen=True, slots=True)
class DocumentRecognizer:
    """A model that answers with a HanLP ``Document``: multi-task models and HanLP servers."""

    parse: Any
    types: dict[str, str]

    def recognize(self, texts: Sequence[str], *, batch_size: int = 128, progress: bool = False) -> list[list[Entity]]:
        """See `Recognizer`."""
        cut = [(index, offset, chars) for index, text in enumerate(texts) for offset, chars in pieces(text)]
        spans: list[list[Span]] = [[] for _ in texts]
        for first in tqdm(range(0, len(cut), batch_size), desc="hanlp", disable=not progress):
            batch = cut[first : first + batch_size]
            answer = self.parse([chars for _, _, chars in batch])
            head = _choose_head(answer)
            tokens = answer.get("tok/fine") or answer.get("tok") or answer["tok/coarse"]
            for (index, offset, chars), words, found in zip(batch, tokens, answer[head], strict=True):
                starts, ends = _token_offsets(chars, words)
                spans[index] += [(offset + starts[b], offset + ends[e - 1], label) for _, label, b, e in found]
        return [_entities(text, found, self.types) for text, found in zip(texts, spans, strict=True)]


def _choose_head(answer: Any) -> str:
    heads: list[str] = [key for key in answer if key == "ner" or key.startswith("ner/")]
    if not heads:
        raise InvalidValue(f"the HanLP model answered {sorted(answer)} and recognises no entities: use one with a ner head")
    return min(heads, key=lambda head: (HEADS.index(head) if head in HEADS else len(HEADS), head))


def _token_offsets(text: str, words: Sequence[str]) -> tuple[list[int], list[int]]:
    """Where each word of a HanLP tokenisation stands; HanLP drops blanks, so each word is searched from the last end on."""
    starts, ends, at = [], [], 0
    for word in words:
        found = text.find(word, at)
        # A word that HanLP normalised (full width) is not found as it is: it still takes its own length.
        start = at if found < 0 else found
        at = start + len(word)
        starts.append(start)
        ends.append(at)
    return starts, ends


def load_recognizer(model: str | Path | None = None, *, device: int = -1, timeout: float = 4.0) -> Recognizer:
    """Return a recogniser: the toolkit's own model, or any HanLP model or server that you name.

    Parameters
    ----------
    model : str or Path, optional
        None for the toolkit's own model; the folder of a tagger or a saved HanLP model (`train_recognizer` writes either); the name of a
        pretrained HanLP model as in ``hanlp.pretrained``, such as ``"MSRA_NER_ELECTRA_SMALL_ZH"`` or a multi-task model
        with a ``ner/*`` head; or the ``http(s)://`` address of a HanLP server.
    device : int
        Number of the GPU, -1 for the CPU.
    timeout : float
        Seconds to wait for the model host or the server before giving up.

    Returns
    -------
    Recognizer
        Its method ``recognize(texts)`` gives a list of `Entity` for each text. A model is loaded once a process.

    Raises
    ------
    MissingExtra
        HanLP is not installed; the message has the install line.
    InvalidValue
        There is no such model.
    ReadError
        The folder is not a HanLP model, or the host cannot be reached.

    References
    ----------
    He, H., Choi, J. D. (2021). The Stem Cell Hypothesis: Dilemma behind Multi-Task Learning with Transformer Encoders. EMNLP.
    """
    name = str(model) if model is not None else str(_own_model())
    return _load(name, device, timeout)


def forget_loaded() -> None:
    """Drop the models that this process keeps, so that a folder written anew is read anew."""
    _load.cache_clear()


def _own_model() -> Path:
    """The model is installed inside the package; a checkout has it beside the package."""
    package = Path(str(files("toolkit")))
    for folder in (package / "models", package.parent / "models"):
        if (folder / OWN_MODEL).is_dir():
            return folder / OWN_MODEL
    raise ReadError(f"the model {OWN_MODEL} is missing from this installation: install the package again, or name a model")


@lru_cache(maxsize=4)
def _load(name: str, device: int, timeout: float) -> Recognizer:
    if is_tagger(Path(name)):
        return Tagger(load_tagger(name))
    if Path(name).is_dir():
        return _from_folder(Path(name).resolve(), device)
    if name.startswith(("http://", "https://")) and not name.endswith((".zip", ".tar.gz", ".tgz")):
        return _from_server(name, timeout)
    return _from_name(name, device, timeout)


def _hanlp() -> Any:
    os.environ.setdefault("HANLP_VERBOSE", "0")
    try:
        import hanlp
        import torch  # noqa: F401
    except ImportError as error:
        raise MissingExtra(f'engine="hanlp" needs HanLP and PyTorch ({error}): {INSTALL}') from error
    return hanlp


def _hanlp_load(path: str, **options: Any) -> Any:
    """``hanlp.load`` without its warnings, and with the error that really happened."""
    hanlp = _hanlp()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return hanlp.load(path, verbose=False, **options)
    except Exception as error:
        # HanLP's own handler imports pkg_resources, which current setuptools lacks, and so hides the cause.
        cause = error.__context__ if "pkg_resources" in str(error) and error.__context__ else error
        raise ReadError(f"cannot load the HanLP model {path}: {cause}; check that the folder holds a saved model") from cause


def _from_folder(folder: Path, device: int) -> Recognizer:
    _hanlp()
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ReadError(f"{folder} is not a saved HanLP model: its config.json cannot be read ({error})") from error
    options: dict[str, Any] = {"devices": device}
    if str(config.get("classpath", "")).startswith("toolkit."):
        options["trust_remote_code"] = True
    encoder = folder / "transformer"
    if encoder.is_dir() and isinstance(config.get("transformer"), str):
        options["transformer"] = str(encoder)
    elif encoder.is_dir() and isinstance(config.get("encoder"), dict):
        from hanlp_common.configurable import Configurable

        options["encoder"] = Configurable.from_config({**config["encoder"], "transformer": str(encoder)})
    return _wrap(_hanlp_load(str(folder), **options))


def _from_name(name: str, device: int, timeout: float) -> Recognizer:
    hanlp = _hanlp()
    from hanlp.utils.io_util import path_from_url, split_if_compressed
    from hanlp_common.constant import HANLP_URL

    url = hanlp.pretrained.ALL.get(name, name)
    if not str(url).startswith("http"):
        raise invalid("model", name, [*sorted(hanlp.pretrained.ALL), "the folder of a saved model"])
    folder = Path(split_if_compressed(path_from_url(url))[0])
    if not folder.is_dir() and not _answers(HANLP_URL, timeout):
        raise ReadError(
            f"the HanLP model {name} is not on this computer and {HANLP_URL} cannot be reached: download {url} elsewhere and "
            f"unpack it to {folder}, or set HANLP_HOME or HANLP_URL before Python starts"
        )
    return _wrap(_hanlp_load(url, devices=device))


def _answers(url: str, timeout: float) -> bool:
    """Whether a host answers at all; HanLP itself would retry for 25 seconds and then report something else."""
    try:
        urllib.request.urlopen(urllib.request.Request(url, method="HEAD"), timeout=timeout).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def _from_server(url: str, timeout: float) -> Recognizer:
    try:
        from hanlp_restful import HanLPClient
    except ImportError as error:
        raise MissingExtra(f"a HanLP server needs hanlp_restful ({error}): pip install hanlp_restful") from error
    client = HanLPClient(url, auth=os.environ.get("HANLP_AUTH"), language="zh", timeout=timeout)

    def parse(sentences: list[str]) -> Any:
        try:
            return client.parse(sentences, tasks="ner*")
        except OSError as error:
            raise ReadError(f"the HanLP server {url} gave no answer ({error}): check the address and HANLP_AUTH") from error

    return DocumentRecognizer(parse, _types())


def _wrap(component: Any) -> Recognizer:
    if hasattr(component, "tasks"):
        return DocumentRecognizer(lambda sentences: component(sentences, tasks="ner*"), _types())
    labels = {tag.partition("-")[2] for tag in component.vocabs["tag"].idx_to_token if "-" in tag}
    return CharacterRecognizer(component, _types(labels))
