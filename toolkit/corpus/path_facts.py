"""What the path of a file says of its document: a folder a place, a file a year (甲省/2024.md, 2024/甲省.txt)."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from toolkit.corpus.locating import locate
from toolkit.corpus.raw import Stated

__all__ = ["path_facts"]

_YEAR = re.compile("((?:19|20)[0-9]{2})年?")


def path_facts(name: str) -> Iterator[Stated]:
    """Yield the place and the year that parts of a path are the bare names of, from the file up.

    Parameters
    ----------
    name : str
        Path of the file inside the source.

    Examples
    --------
    >>> [(fact.field, fact.value) for fact in path_facts("云南省/2010.md")]
    [('year', '2010'), ('place', '云南省')]
    """
    path = PurePosixPath(re.sub("#.*$", "", name))
    parts = [(path.stem if path.suffix else path.name, "file name"), *((part, "folder name") for part in reversed(path.parts[:-1]))]
    for part, origin in parts:
        year = _YEAR.fullmatch(part)
        if year:
            yield Stated("year", year[1], origin)
        elif locate(part, year=None, whole=True):
            yield Stated("place", part, origin)
