"""Files that a library reads are read in a process of their own, with limits on time and memory, that may die without harm.

A parser of PDF, Word or Excel that meets a damaged file may run for ever, take all memory, or end its process; no ``except`` helps there.
The process is started when it is first needed, serves one request after another, and is started anew where it was ended. Requests and
answers are pickled over its standard input and output, which works under every backend of joblib, on every system, and in a script
without a main guard (the pools of multiprocessing do not).
"""

import atexit
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from typing import IO, Any, Literal, NamedTuple

from toolkit.corpus.limits import Limits
from toolkit.errors import ReadError

__all__ = ["Allowed", "allowed", "confined"]

_MODULE = "toolkit.corpus.reading_process"


class Allowed(NamedTuple):
    """What the answer to a request may take: seconds of the processor and of the clock, bytes of memory."""

    seconds: float
    wall_seconds: float
    memory: int


def allowed(request: tuple[Any, ...]) -> Allowed:
    """Return what a request may take.

    Requests are a document ``("file", item, ocr, limits)`` and a table ``("table", name, path, member, size, columns, limits)``.
    """
    limits: Limits = request[-1]
    if request[0] == "table":
        size = request[4]
        seconds = limits.seconds + limits.table_seconds_a_mb * size / 2**20
        return Allowed(seconds, limits.wall_seconds, limits.memory + limits.table_memory_factor * size)
    if request[2]:
        return Allowed(limits.ocr_seconds, limits.ocr_seconds, limits.ocr_memory)
    return Allowed(limits.seconds, limits.wall_seconds, limits.memory)


class Confined:
    """A process that reads, one request at a time."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def answers(self, request: tuple[Any, ...]) -> Iterator[Any]:
        """Yield what the process answers to a request.

        Raises
        ------
        ReadError
            The file cannot be read, or not within the limits.
        """
        with self._lock:
            whole = False
            try:
                yield from self._answers(self._started(), request)
                whole = True
            except ReadError:
                whole = self._process is not None
                raise
            finally:
                if not whole:  # answers that nobody took would come before those of the next request
                    self._end()

    def _answers(self, process: subprocess.Popen[bytes], request: tuple[Any, ...]) -> Iterator[Any]:
        try:
            pickle.dump(request, _pipe(process.stdin))
            _pipe(process.stdin).flush()
        except OSError as error:
            raise ReadError(_ending(self._end(), request[-1].seconds, timed_out=False)) from error
        while True:
            kind, value = self._next(process, allowed(request))
            if kind == "end":
                return
            if kind == "memory":
                self._end()
                memory = request[-1].memory / 2**20
                remedy = _REMEDY.format("memory", 4 * memory)
                raise ReadError(f"reading the file takes more than {memory:.0f} MB of memory: it is not read; {remedy}")
            if kind == "error":
                raise ReadError(value)
            yield value

    def _next(self, process: subprocess.Popen[bytes], most: Allowed) -> tuple[str, Any]:
        """Wait for the next answer, not for ever."""
        timer = threading.Timer(most.wall_seconds, process.kill)
        timer.start()
        try:
            answer: tuple[str, Any] = pickle.load(_pipe(process.stdout))
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            raise ReadError(_ending(self._end(), most.seconds, timed_out=not timer.is_alive())) from error
        finally:
            timer.cancel()
        return answer

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._end()
            paths = os.pathsep.join(path or os.getcwd() for path in sys.path)
            environment = {**os.environ, "PYTHONPATH": paths, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
            self._process = subprocess.Popen(
                [sys.executable, "-m", _MODULE],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment,
            )  # fmt: skip
        return self._process

    def _end(self) -> int:
        """End the process and return its exit code."""
        process, self._process = self._process, None
        if process is None:
            return 0
        for stream in (process.stdout, process.stdin):
            with suppress(OSError):  # its other end may have gone
                _pipe(stream).close()
        try:
            return process.wait(timeout=0.5)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()

    def close(self) -> None:
        """End the process."""
        self._end()


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None, "the process has pipes"
    return stream


_REMEDY = "where you trust it, build with limits={{'{}': {:.0f}}}"
_CPU_ENDED = (-24, -9)
"""SIGXCPU, or SIGKILL where that was held up; the clock ends with SIGKILL too."""


def _ending(code: int, seconds: float, *, timed_out: bool) -> str:
    if timed_out or code in _CPU_ENDED:
        return f"reading the file takes more than {seconds:.0f} seconds: it is not read; {_REMEDY.format('seconds', 6 * seconds)}"
    return "the file breaks the program that reads it: it is damaged, or needs more memory than a file may take"


@lru_cache(maxsize=2)
def confined(kind: Literal["file", "table"]) -> Confined:
    """Return the process that reads for this one: tables are read while files are, so they have their own."""
    made = Confined()
    atexit.register(made.close)
    return made
