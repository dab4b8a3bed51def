"""The contents of the documentation: every page of the reference that was made, so that none has to be listed by hand."""

from pathlib import Path
from typing import Any

__all__ = ["on_config"]


def on_config(config: Any) -> Any:
    """Fill the part Reference with the pages that `scripts/make_docs_pages.py` wrote (called by mkdocs)."""
    pages = sorted(path.name for path in (Path(config["docs_dir"]) / "en" / "reference").glob("*.md"))
    for part in config["nav"]:
        if isinstance(part, dict) and "Reference" in part:
            part["Reference"] = [f"reference/{name}" for name in pages]
    return config
