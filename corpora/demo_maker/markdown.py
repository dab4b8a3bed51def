"""One document in Markdown: headings, a list, bold figures and a table."""

from demo_maker.draft import Draft, Meta
from demo_maker.pages import MARK
from demo_maker.sources import read_document

SOURCE_NAME = "markdown_wetlands.txt"


def meta(draft: Draft) -> Meta:
    """Return what the header of the document says."""
    fields, _ = read_document(SOURCE_NAME)
    return Meta(
        title=fields["title"], issuer=fields["issuer"], place=draft.place["place"], adcode=draft.place["adcode"], date=fields["date"],
        year=draft.year, review_year=None, doc_type=fields["type"], doc_number=fields["number"], suffix="md",
    )


def write(draft: Draft, about: Meta) -> None:
    """Write the document into the draft, as Markdown has it."""
    draft.add("number", about.doc_number or "")
    for paragraph in read_document(SOURCE_NAME)[1]:
        draft.add("markdown", paragraph)
    draft.add("signature", about.issuer)
    draft.add("signature", about.day)


def markdown(draft: Draft, about: Meta) -> bytes:
    """Return the file: the mark in a comment, the title as a heading, paragraphs apart, the rows of a table together."""
    lines = [f"<!-- {MARK} -->", "", f"# {about.title}"]
    for line in draft.lines:
        lines += [line.text] if line.text.startswith("|") and lines[-1].startswith("|") else ["", line.text]
    return ("\n".join(lines) + "\n").encode()
