"""The documentation says what the code says: each column has a meaning, each public name a place, each page both languages."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest

import toolkit as tk
from toolkit.tables import SCHEMAS

ROOT = Path(__file__).parent.parent
PAGES = sorted(path.relative_to(ROOT / "docs" / "zh").as_posix() for path in (ROOT / "docs" / "zh").rglob("*.md"))


@pytest.fixture(scope="module")
def pages(script):
    """The script that writes the pages made from the code."""
    return script("make_docs_pages")


@pytest.mark.parametrize("table", [*SCHEMAS, "panel", "panel_sources"])
def test_every_column_has_a_meaning_in_both_languages(pages, table):
    rows = pages.column_meanings(table)
    assert [row["name"] for row in rows] == list(pages.COLUMNS[table])
    assert all(row["meaning"] and row["meaning_zh"] for row in rows)


def test_a_column_without_a_meaning_ends_the_script(pages, monkeypatch):
    monkeypatch.setattr(pages, "COLUMNS", {"documents": ["doc_id", "茶"]})
    with pytest.raises(SystemExit, match="column '茶' of table 'documents' has no meaning"):
        pages.tables_page("en")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_tables_of_analyses_are_described(pages, language):
    page = pages.tables_page(language)
    assert {"### keyness", "### claims_panel", "### first_mentions"} <= set(page.splitlines())


def test_every_public_name_is_in_the_reference_once(pages):
    listed = re.findall(r"^::: \S+\.(\w+)$", "\n".join(pages.reference_pages().values()), re.MULTILINE)
    assert sorted([*listed, "__version__"]) == tk.__all__


@pytest.mark.parametrize("page", PAGES)
def test_chinese_pages_have_the_same_parts_and_code_as_the_english_ones(page):
    english, chinese = ((ROOT / "docs" / language / page).read_text(encoding="utf-8") for language in ("en", "zh"))
    assert re.findall("^#+ ", english, re.MULTILINE) == re.findall("^#+ ", chinese, re.MULTILINE)
    assert calls(english) == calls(chinese)


@pytest.mark.parametrize("path", [*(ROOT / "docs").rglob("*.md"), ROOT / "CONTRIBUTING.md"], ids=lambda path: str(path.relative_to(ROOT)))
def test_functions_that_pages_name_exist(path):
    assert calls(path.read_text(encoding="utf-8")) <= set(tk.__all__)


def calls(page):
    return set(re.findall(r"\btk\.(\w+)", page))


def test_data_files_that_the_architecture_names_exist():
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").partition("## Where knowledge lives")[2]
    named = re.findall(r"`([\w/]+\.(?:tsv|txt))`", page)
    assert named
    assert [name for name in named if not (ROOT / "toolkit" / "data" / name).exists()] == []


def links(path):
    """The relative links of a page, without what they point to inside one."""
    found = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))
    return [link for link in found if "://" not in link and not link.startswith("mailto:")]


@pytest.mark.parametrize("path", [*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")], ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_to_files_of_the_repository(path):
    if "reference" in path.parts or path.name == "tables.md":
        pytest.skip("made from the code, for the site alone")
    assert [link for link in links(path) if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_links_to_sources_lead_to_pages_of_the_site(script, pages, page):
    hook, made = script("docs_contents"), {"tables.md", *(f"reference/{name}" for name in pages.reference_pages())}
    for language in ("en", "zh"):
        text = (ROOT / "docs" / language / page).read_text(encoding="utf-8")
        shown = hook.on_page_markdown(text, page=SimpleNamespace(file=SimpleNamespace(src_uri=f"{language}/{page}")))
        assert "toolkit/" not in "".join(re.findall(r"\]\(([^)]+)\)", shown))
        for link in re.findall(r"\]\(((?:\.\./)*(?:reference/\w+|tables)\.md)\)", shown):
            assert Path(page).parent.joinpath(link).as_posix().replace("tasks/../", "").replace("methods/../", "") in made
