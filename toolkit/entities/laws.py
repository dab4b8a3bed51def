"""Laws by their short and full titles."""

from collections.abc import Mapping
from functools import lru_cache

from toolkit.lexicon import read_table

__all__ = ["law_title"]

REPUBLIC = "中华人民共和国"


def law_title(name: str) -> str | None:
    """The full title of a law or regulation that is called by this name, None if it is not known.

    Examples
    --------
    >>> law_title("环境保护法"), law_title("新环境保护法")
    ('中华人民共和国环境保护法', '中华人民共和国环境保护法')
    """
    titles = _titles()
    return titles.get(name) or titles.get(name.removeprefix(REPUBLIC)) or titles.get(name.removeprefix("新"))


@lru_cache(maxsize=1)
def _titles() -> Mapping[str, str]:
    return {row["name"]: row["title"] for row in read_table("laws.tsv")}
