"""Characters of scanned pages, recognised by rapidocr, whose wheel brings its models; an extra that is used on request only."""

import importlib
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.util import find_spec
from typing import Any, NamedTuple

import pypdfium2 as pdfium

from toolkit.corpus.pdf_chars import Char, PageChars, placed_char
from toolkit.errors import InvalidValue

__all__ = ["OCR_LIBRARY", "Recognised", "check_ocr", "has_picture", "recognise"]

OCR_LIBRARY = "rapidocr-onnxruntime"
_MODULE = "rapidocr_onnxruntime"
_DPI = 150
"""At 200 the same pages took as long and were read no better (98.3 against 98.8 of 100 characters)."""
_MOST_POINTS = 2000
"""Edge of a page, in points, above which it is made smaller: an A0 sheet would take gigabytes."""
_PICTURES = 200
_MARKS = dict(zip(",;:!?()", "，；：！？（）", strict=True))
_HALF = re.compile("(?<=[\u4e00-\u9fff])[,;:!?()]|[,;:!?()](?=[\u4e00-\u9fff])")


class Recognised(NamedTuple):
    """What was recognised on a page."""

    chars: PageChars
    confidence: float
    """The mean over its characters, from 0 to 1; 0 where there are none."""

    @property
    def length(self) -> int:
        """The number of its characters."""
        return sum(map(len, self.chars.groups))


def check_ocr() -> None:
    """Raise InvalidValue where the library is not installed."""
    if find_spec(_MODULE) is None:
        raise InvalidValue('ocr=True needs rapidocr-onnxruntime: pip install "policy-text-toolkit[ocr]"')


def has_picture(page: pdfium.PdfPage) -> bool:
    """Tell whether something is drawn on a page that may be the picture of a text."""
    kinds = (pdfium.raw.FPDF_PAGEOBJ_IMAGE,)
    return any(True for _, _ in zip(range(_PICTURES), page.get_objects(filter=kinds, max_depth=2), strict=False))


def recognise(page: pdfium.PdfPage) -> Recognised:
    """Return the characters that the picture of a page shows, each with its share of the box of its line."""
    width, height = page.get_size()
    scale = _DPI / 72 * min(1.0, _MOST_POINTS / max(width, height))
    found, _ = _engine()(page.render(scale=scale).to_numpy())
    lines = [(box, _with_wide_marks(text), float(score)) for box, text, score in found or ()]
    chars = [char for box, text, _ in lines for char in _spread(box, text, scale, height)]
    length = sum(len(text) for _, text, _ in lines)
    confidence = sum(score * len(text) for _, text, score in lines) / length if length else 0.0
    return Recognised(PageChars((tuple(chars),)), confidence)


@lru_cache(maxsize=1)
def _engine() -> Any:
    """The recogniser on one thread: the same result on any machine, and as many processes as are asked for."""
    return importlib.import_module(_MODULE).RapidOCR(intra_op_num_threads=1, inter_op_num_threads=1)


def _with_wide_marks(text: str) -> str:
    return _HALF.sub(lambda mark: _MARKS[mark[0]], text)


def _spread(box: Sequence[Sequence[float]], text: str, scale: float, height: float) -> Iterator[Char]:
    """The characters of a line side by side in its box; Latin ones are half as wide."""
    left, right = min(x for x, _ in box) / scale, max(x for x, _ in box) / scale
    top, bottom = height - min(y for _, y in box) / scale, height - max(y for _, y in box) / scale
    widths = [0.5 if char.isascii() else 1.0 for char in text]
    step = (right - left) / (sum(widths) or 1.0)
    for char, width in zip(text, widths, strict=True):
        if char.strip():
            yield placed_char(char, left, left + step * width, bottom, top)
        left += step * width
