"""The documentation beside the repository: pages of the reference by name, and links to sources as links to the pages made of them."""

import re
from pathlib import Path
from typing import Any

__all__ = ["on_config", "on_page_markdown"]

_SOURCE = re.compile(r"\]\((?:\.\./)+toolkit/(?:(\w+)/__init__\.py|(\w+)\.py|data/codebook\.tsv)\)")


def on_config(config: Any) -> Any:
    """Fill the part Reference with the pages that `scripts/make_docs_pages.py` wrote (called by mkdocs)."""
    pages = sorted(path.name for path in (Path(config["docs_dir"]) / "en" / "reference").glob("*.md"))
    for part in config["nav"]:
        if isinstance(part, dict) and "Reference" in part:
            part["Reference"] = [f"reference/{name}" for name in pages]
    return config


def on_page_markdown(markdown: str, *, page: Any, **_: Any) -> str:
    """Lead to the pages that are made where the files of the repository lead to sources, which can be read there (called by mkdocs)."""
    up = "../" * (page.file.src_uri.count("/") - 1)

    def made(link: re.Match[str]) -> str:
        part = link[1] or link[2]
        return f"]({up}reference/{part}.md)" if part else f"]({up}tables.md)"

    return _SOURCE.sub(made, markdown).replace("](../en/", "](")
