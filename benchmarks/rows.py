"""What a benchmark hands to ``make bench``.

A script ``benchmarks/bench_NAME.py`` with a function ``rows()`` is found by itself: ``rows()`` takes nothing and yields a `Row` for each
thing measured. It makes its inputs from `demo` or from a seed, reads nothing else, and stays under about a minute of CPU; what
longer or larger measures there are has a ``main()`` of its own. The runner (``benchmarks/run.py``) gives each script its own process,
so that imports and memory of one do not count for another. ::

    from rows import Row, faster, seconds

    def rows():
        ours, theirs = seconds(lambda: tk.tokenize(text), lambda: jieba.lcut(text))
        yield faster("tokenize", ours, theirs, than="jieba.lcut", target=10)
        yield Row("memory of 1,000 documents", 310, 290, "at most", 1.3, "MiB", than="of 100")

``ratio`` is what is compared, between machines too: seconds of the other over ours in `faster`, ours over the other otherwise.
"""

import gc
import resource
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Literal, NamedTuple

__all__ = ["DEMO", "Row", "demo", "faster", "seconds", "with_children"]

DEMO = Path(__file__).resolve().parent.parent / "corpora" / "demo"
_SAMPLE = 60


class Row(NamedTuple):
    """One line of the table: a figure of ours beside a baseline of the same run, and what the ratio should be."""

    name: str
    ours: float
    baseline: float
    sense: Literal["at least", "at most"]
    target: float | None = None
    """None where the ratio is told and nothing is asked of it."""
    unit: str = "s"
    than: str = ""
    """What the baseline is."""
    inverse: bool = False
    """Whether less is better, so that the ratio is the baseline over ours."""

    @property
    def ratio(self) -> float:
        """Ours over the baseline, or for times the other way round: how many times as fast."""
        above, below = (self.baseline, self.ours) if self.inverse else (self.ours, self.baseline)
        return above / below if below else float("inf")

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None where there is none."""
        if self.target is None:
            return None
        return self.ratio >= self.target if self.sense == "at least" else self.ratio <= self.target


def faster(name: str, ours: float, baseline: float, *, than: str, target: float | None = None) -> Row:
    """Return the row of two times in seconds: how many times as fast ours is."""
    return Row(name, ours, baseline, "at least", target, "s", than, inverse=True)


def demo() -> list[Path]:
    """Return some 60 text files and pages of the demo corpus, the same ones each time: its growth makes no table slower."""
    files = sorted(path for path in DEMO.rglob("*") if path.suffix in (".txt", ".html"))
    return files[:: max(len(files) // _SAMPLE, 1)]


def seconds(
    *calls: Callable[[], object], runs: int = 3, before: Callable[[], object] = lambda: None, clock: Callable[[], float] = time.process_time
) -> list[float]:
    """Return the CPU seconds that each call takes: the medians of some runs in turn, after one of each that does not count.

    ``before`` is called before each and does not count; ``clock`` is another one where what the processor does is not what matters.
    """
    taken: list[list[float]] = [[] for _ in calls]
    for run in range(runs + 1):
        for call, own in zip(calls, taken, strict=True):
            before()
            gc.collect()
            start = clock()
            call()
            if run:
                own.append(clock() - start)
    return [statistics.median(own) for own in taken]


def with_children() -> float:
    """CPU seconds of this process and of its children that have ended: a clock for `seconds`."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
