"""The process in which files are read: requests come in on standard input, answers go out on standard output (see `confined`)."""

import gc
import io
import os
import pickle
import sys
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, BinaryIO

from toolkit.corpus.confined import allowed
from toolkit.corpus.limits import Limits
from toolkit.corpus.raw import Item, RawText
from toolkit.corpus.readers import read_archive_member, read_file
from toolkit.corpus.reasons import reason_of
from toolkit.corpus.table_items import table_items
from toolkit.errors import ReadError

__all__ = ["main"]

_ITEMS_AT_ONCE = 50


def main() -> None:
    """Serve requests until standard input ends."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not come between the answers
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)  # a file makes many small objects and few cycles
    data_before = _data_bytes()
    while True:
        try:
            request = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        most = allowed(request)
        _limit(most.seconds, data_before + most.memory)
        answer = _answer(request, answers)
        pickle.dump(answer, answers)
        answers.flush()
        if answer[0] == "memory":  # what is left of the memory is not to be relied on
            return


def _answer(request: tuple[Any, ...], answers: BinaryIO) -> tuple[str, str]:
    try:
        for part in _parts(*request):
            pickle.dump(("part", part), answers)
            answers.flush()
    except MemoryError:
        return ("memory", "")
    except ReadError as error:
        return ("error", str(error))
    except Exception as error:  # parsers of damaged files raise whatever they meet; the row names it
        return ("error", f"the file cannot be read ({type(error).__name__}: {reason_of(error)})")
    return ("end", "")


def _parts(kind: str, *arguments: Any) -> Iterator[Any]:
    return _file(*arguments) if kind == "file" else _table(*arguments)


def _file(item: Item, ocr: bool, limits: Limits) -> Iterator[RawText]:
    yield read_file(item, ocr=ocr)


def _table(name: str, path: str, member: str, size: int, columns: Mapping[str, str], limits: Limits) -> Iterator[list[Item]]:
    with io.BytesIO(read_archive_member(path, member)) if member else open(path, "rb") as source:
        items = table_items(name, source, columns)
        while batch := list(islice(items, _ITEMS_AT_ONCE)):
            yield batch


def _data_bytes() -> int:
    """Return how much memory the program itself has, 0 where the system does not tell."""
    try:
        with open("/proc/self/status", encoding="ascii") as status:
            return next((int(line.split()[1]) * 1024 for line in status if line.startswith("VmData:")), 0)
    except OSError:
        return 0


def _limit(seconds: float, memory: int) -> None:
    """Set the limits of this process for one request; systems without such limits have the clock's only."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    end = int(used.ru_utime + used.ru_stime + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (end, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_DATA, (memory, resource.getrlimit(resource.RLIMIT_DATA)[1]))


if __name__ == "__main__":
    main()
