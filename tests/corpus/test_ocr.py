"""Scanned pages: told without the extra, recognised on request, and marked."""

import io
import sys
from types import ModuleType

import numpy as np
import pandas as pd
import pypdfium2 as pdfium
import pytest
from pdf_files import LEFT, column, pdf
from PIL import Image, ImageDraw, ImageFont

import toolkit as tk
from toolkit.corpus import pdf_ocr
from toolkit.corpus.pdf import read_pdf
from toolkit.errors import InvalidValue, ReadError
from toolkit.figures.fonts import FONT_FILE

LINES = [("桃源市茶业通报", 0.96, 100), ("全市采茶八十吨,茶价平稳.收成", 0.9, 160), ("好于上年。", 0.99, 190)]


def scan(pages: int = 1) -> bytes:
    """A PDF of pictures without a character."""
    made = io.BytesIO()
    pictures = [Image.fromarray(np.full((800, 600, 3), 240 - at, dtype=np.uint8)) for at in range(pages)]
    pictures[0].save(made, "PDF", save_all=True, append_images=pictures[1:], resolution=72)
    return made.getvalue()


@pytest.fixture
def engine(monkeypatch):
    """A stand-in for rapidocr: it finds the same lines on every page; coordinates are pixels of the picture it is given."""

    class RapidOCR:
        def __init__(self, **options):
            assert options == {"intra_op_num_threads": 1, "inter_op_num_threads": 1}

        def __call__(self, picture):
            share = picture.shape[0] / 800
            boxes = []
            for text, score, top in LINES:
                width = sum(20 if char > "\u2e80" else 10 for char in text)
                corners = [(50, top), (50 + width, top), (50 + width, top + 20), (50, top + 20)]
                boxes.append(([[x * share, y * share] for x, y in corners], text, score))
            return boxes, None

    module = ModuleType("rapidocr_onnxruntime")
    module.RapidOCR = RapidOCR
    monkeypatch.setitem(sys.modules, "rapidocr_onnxruntime", module)
    monkeypatch.setattr(pdf_ocr, "check_ocr", lambda: None)
    pdf_ocr._engine.cache_clear()
    yield
    pdf_ocr._engine.cache_clear()


def test_a_scan_is_told_with_the_remedy():
    with pytest.raises(ReadError, match=r"it is a scan; recognise its characters with ocr=True"):
        read_pdf(scan())


def test_a_scan_is_recognised_on_request_and_marked(engine):
    raw = read_pdf(scan(), ocr=True)
    assert raw.text.split("\n") == ["桃源市茶业通报", "全市采茶八十吨，茶价平稳。收成好于上年。"]
    weights = [len(text) for text, _, _ in LINES]
    mean = float(np.average([score for _, score, _ in LINES], weights=weights))
    assert dict(raw.other) == {"ocr": True, "ocr_confidence": round(mean, 4)}


def test_a_page_without_text_among_others_is_told():
    both, made = pdfium.PdfDocument.new(), io.BytesIO()
    both.import_pages(pdfium.PdfDocument(pdf(column(60, 740, LEFT))))
    both.import_pages(pdfium.PdfDocument(scan()))
    both.save(made)
    raw = read_pdf(made.getvalue())
    assert raw.text == "".join(LEFT)
    assert len(raw.notes) == 1
    assert "the first of them page 2, are pictures and are not read; recognise their characters with ocr=True" in raw.notes[0].note
    assert raw.other == ()


def test_without_the_extra_one_sentence_says_what_to_install(monkeypatch):
    monkeypatch.setattr(pdf_ocr, "find_spec", lambda name: None)
    with pytest.raises(InvalidValue, match=r"pip install .*\[ocr\]"):
        tk.build_corpus(pd.DataFrame({"text": ["全市采茶。"]}), ocr=True)


def test_real_recognition_where_the_extra_is_installed():
    pytest.importorskip("rapidocr_onnxruntime")
    picture = Image.new("RGB", (900, 200), "white")
    font = ImageFont.truetype(str(FONT_FILE), 40)
    ImageDraw.Draw(picture).text((60, 80), "全市采茶八十吨茶价平稳", font=font, fill="black")
    made = io.BytesIO()
    picture.save(made, "PDF", resolution=150)
    raw = read_pdf(made.getvalue(), ocr=True)
    assert raw.text == "全市采茶八十吨茶价平稳"
    assert dict(raw.other)["ocr_confidence"] > 0.9
