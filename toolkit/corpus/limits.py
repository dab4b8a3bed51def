"""What reading one file may take, each limit with its reason: what takes more is a row of errors and not the end of a build."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from toolkit.errors import invalid

__all__ = ["LIMITS", "Limits", "check_limits", "limits_with"]

_MB = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of a build."""

    file_bytes: int = 256 * _MB
    """Of a file or a member of an archive; reports are far smaller, and memory stays bounded."""
    characters: int = 5_000_000
    """Of a document; the longest plans have a tenth of it."""
    unpacked_bytes: int = 2048 * _MB
    """Of an archive, all members together: what a disk and a minute hold."""
    unpacked_ratio: int = 200
    """Text packs to a tenth, tables of repeated rows to a fiftieth; what unpacks to more than this is made to fill a disk."""
    seconds: float = 10.0
    """Of processor time to read a file; the longest real one of ours takes a third of it."""
    wall_seconds: float = 120.0
    """Of the clock, where a file makes its reader wait and not work; other programs on the machine must not decide what is read."""
    ocr_seconds: float = 3600.0
    """To read a file whose scanned pages are recognised, of the processor and of the clock: some ten seconds a page."""
    ocr_memory: int = 4096 * _MB
    """For the same: the models that recognise characters, and pictures of pages."""
    memory: int = 500 * _MB
    """To read a file, beyond what the program itself has."""
    table_seconds_a_mb: float = 2.0
    """More processor time for each MB of a table: it holds many documents."""
    table_memory_factor: int = 8
    """More memory for each byte of a table: a workbook is unpacked to read it."""


LIMITS = Limits()

_GIVEN = ("seconds", "memory")
"""What a caller may set, of one file: seconds of processor time, and MB beyond what the program itself has."""


def check_limits(given: Mapping[str, float]) -> None:
    """Raise InvalidValue where a limit is unknown or no positive number."""
    for name, value in given.items():
        if name not in _GIVEN:
            raise invalid("limits key", name, _GIVEN)
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value < float("inf"):
            raise invalid(f"limits[{name!r}]", value, "a number above 0")


def limits_with(given: Mapping[str, float]) -> Limits:
    """Return the limits with those that a caller set; the clock's is raised as the processor's is.

    Examples
    --------
    >>> limits_with({"seconds": 60}).wall_seconds
    720.0
    """
    seconds, memory = given.get("seconds", LIMITS.seconds), given.get("memory", LIMITS.memory / _MB)
    wall = LIMITS.wall_seconds * max(1.0, seconds / LIMITS.seconds)
    return replace(LIMITS, seconds=float(seconds), wall_seconds=wall, memory=int(memory * _MB))
