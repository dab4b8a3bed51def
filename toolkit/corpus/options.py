"""How a corpus is built: the options, and what its tables depend on besides its documents."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from toolkit.corpus.digests import code_digest
from toolkit.corpus.pdf_ocr import OCR_LIBRARY
from toolkit.text import Segmenter

__all__ = ["BUILD_CODE", "BuildOptions", "rules_of"]

_LIBRARIES = ("jieba", "lxml", "opencc-python-reimplemented", "openpyxl", "pandas", "pyarrow", "pypdfium2", "python-calamine")
"""Libraries whose versions can change what is read or how it is stored."""


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """Options of a build, as recorded in ``corpus.json``."""

    segmenter: Segmenter | None
    """None where no tokens are wanted."""
    simplified: bool = False
    columns: Mapping[str, str] = field(default_factory=dict)
    """Field to column of tables, as the caller named them."""
    drop_duplicates: bool = False
    ocr: bool = False
    """Whether the characters of scanned pages are recognised."""
    limits: Mapping[str, float] = field(default_factory=dict)
    """What reading one file may take, where the caller set it."""

    def record(self) -> dict[str, object]:
        """Return the options for ``corpus.json``; a user dictionary as its SHA-256."""
        return {**self.of_documents(), "columns": dict(sorted(self.columns.items())), "drop_duplicates": self.drop_duplicates}

    def of_documents(self) -> dict[str, object]:
        """Return the options by which the same document gives other tables."""
        return {
            "tokens": self.segmenter is not None,
            "simplified": self.simplified,
            "ocr": self.ocr,
            "limits": dict(sorted(self.limits.items())),
            "segmenter": _segmenter_record(self.segmenter),
        }


def _segmenter_record(segmenter: Segmenter | None) -> dict[str, object] | None:
    if segmenter is None:
        return None
    content = Path(segmenter.user_dict).read_bytes() if segmenter.user_dict else b""
    return {
        "engine": segmenter.engine,
        "keep": list(segmenter.keep),
        "domain": segmenter.domain,
        "user_words": list(segmenter.user_words),
        "user_dict_sha256": hashlib.sha256(content).hexdigest() if content else None,
    }


BUILD_CODE = ("corpus.process", "corpus.reading_process", "corpus.sources")
"""Modules that the tables of a build are made by."""


def rules_of(options: BuildOptions) -> str:
    """Return the text that changes whenever the same documents would give other tables."""
    parts: Mapping[str, object] = {
        "options": options.of_documents(),
        "code": code_digest(*BUILD_CODE),
        "libraries": {name: version(name) for name in (*_LIBRARIES, *([OCR_LIBRARY] if options.ocr else []))},
    }
    return json.dumps(parts, sort_keys=True, ensure_ascii=False)
