"""Documents written out in full: notices, plans, measures, a budget report."""

from demo_maker.draft import Draft, Meta
from demo_maker.sources import SOURCE, read_document

REPORTS_ON_PAST = ("预算报告",)


def _source(year: int) -> tuple[dict[str, str], list[str]]:
    path = next((SOURCE / "documents").glob(f"{year}_*.txt"))
    return read_document(path.name)


def meta(draft: Draft) -> Meta:
    """Return what the header of the document says."""
    fields, _ = _source(draft.year)
    return Meta(
        title=fields["title"], issuer=fields["issuer"], place=draft.place["place"], adcode=draft.place["adcode"], date=fields["date"],
        year=draft.year, review_year=draft.year - 1 if fields["type"] in REPORTS_ON_PAST else None, doc_type=fields["type"],
        doc_number=fields["number"] or None, suffix="html" if draft.year in (2019, 2022, 2023) else "txt",
    )


def write(draft: Draft, about: Meta) -> None:
    """Write the document into the draft, its number first and its signature last."""
    if about.doc_number:
        draft.add("number", about.doc_number)
    for paragraph in _source(draft.year)[1]:
        text = draft.written_out(paragraph)
        kind = "heading" if len(text) < 20 and text[0] in "一二三四五六第" and not text.endswith("。") else "paragraph"
        draft.add(kind, text)
    draft.add("signature", about.issuer)
    draft.add("signature", about.day)
