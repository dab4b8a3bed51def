"""How the time of a call grows with its input: doubling inputs, and the exponent fitted to the last of them."""

import gc
import math
import time
from collections.abc import Callable
from typing import Any, NamedTuple

__all__ = ["Growth", "growth"]

FITTED = 3
"""So many sizes, each twice the one before, are fitted."""


class Growth(NamedTuple):
    """The exponent e of seconds ~ size ** e, the largest size and its CPU seconds."""

    exponent: float
    size: int
    seconds: float


def growth(
    made: Callable[[int], Any], call: Callable[[Any], object], *, first: int = 1000, last: int = 64_000, enough: float = 0.2
) -> Growth:
    """Return how the CPU time of a call grows: inputs of twice the size each, until one takes long enough to be measured.

    Parameters
    ----------
    made : function of a size
        Makes the input; its time does not count.
    call : function of an input
        What is measured.
    first, last : int
        The smallest and the largest size.
    enough : float
        Seconds; no larger input follows one that took them.
    """
    call(made(first))
    size, points = first, []
    while True:
        points.append((size, _seconds(made, call, size, enough / 4)))
        taken = points[-1][1]
        if size * 2 > last or (taken >= enough and len(points) >= FITTED) or taken >= 20 * enough:
            break
        size *= 2
    return Growth(_slope(points[-FITTED:]), *points[-1])


def _seconds(made: Callable[[int], Any], call: Callable[[Any], object], size: int, short: float) -> float:
    """CPU seconds of one call, the less of three where it is short."""
    taken: list[float] = []
    while not taken or (taken[0] < short and len(taken) < 3):
        given = made(size)
        gc.disable()  # a look for cycles that falls into a short call would be taken for its time
        try:
            start = time.process_time()
            call(given)
            taken.append(time.process_time() - start)
        finally:
            gc.enable()
    return min(taken)


def _slope(points: list[tuple[int, float]]) -> float:
    if len(points) < FITTED:
        return math.inf  # so slow that there are no three sizes to fit
    sizes, seconds = [math.log(size) for size, _ in points], [math.log(max(taken, 1e-6)) for _, taken in points]
    middle, level = sum(sizes) / len(sizes), sum(seconds) / len(seconds)
    return sum((x - middle) * (y - level) for x, y in zip(sizes, seconds, strict=True)) / sum((x - middle) ** 2 for x in sizes)
