"""Stop words: of the language, and of the genre."""

from collections.abc import Iterable
from functools import cache

from toolkit.errors import invalid
from toolkit.lexicon import read_list

__all__ = ["stop_words"]

_FILES = {"general": ("stopwords.txt",), "genre": ("stopwords_genre.txt",), "all": ("stopwords.txt", "stopwords_genre.txt")}


def stop_words(kind: str = "general", *, extra: Iterable[str] = ()) -> frozenset[str]:
    """Return stop words: of Chinese (``general``), of policy reports (``genre``), or both (``all``).

    The genre's are words that nearly every report has (各位代表, 审议, 认真, 切实), some of them words of content (发展, 建设, 增长):
    they are left out only where they are asked for. One-character words of content (水, 法, 税) are in neither list.

    Parameters
    ----------
    kind : {"general", "genre", "all"}
    extra : iterable of str
        Words to add.

    Examples
    --------
    >>> "的" in stop_words(), "法" in stop_words("all"), "清远" in stop_words(extra=["清远"])
    (True, False, True)
    """
    if kind not in _FILES:
        raise invalid("kind", kind, _FILES)
    return _words(kind) | frozenset(extra)


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(word for name in _FILES[kind] for word in read_list(name))
