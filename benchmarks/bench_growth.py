"""Whether time grows in proportion to the input: every public function that takes a text or a table, on hostile inputs that double.

    python benchmarks/bench_growth.py [NAME …] [--pieces]

A call is made with inputs of twice the size each, until it takes long enough to be measured; to the last three sizes an exponent e
(seconds ~ size ** e) is fitted. Each function has its worst input in the table; an exponent above 1.2 (2.3
for the length of a series, of which all pairs of years are compared) is measured again with larger inputs before it is told. NAME
chooses functions whose name has it; ``--pieces`` prints every input above it.
"""

import argparse
import os
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import hostile_calls
from growth import Growth, growth
from rows import Row

TOO_SHORT = 0.02
"""Seconds: of what takes less at the largest size, no exponent is told."""


class Worst(NamedTuple):
    """The input on which a function grows fastest."""

    name: str
    given: str
    found: Growth


def measured(case: hostile_calls.Case) -> list[Worst]:
    """How a function grows on each of its inputs, the fastest first."""
    found = [Worst(case.name, name, _growth(case, made)) for name, made in case.inputs.items()]
    return sorted(found, key=lambda worst: -_exponent(worst.found))


def _growth(case: hostile_calls.Case, made: Callable[[int], Any]) -> Growth:
    once = growth(made, case.call, first=case.first, last=case.last, enough=0.1)
    if _exponent(once) <= case.limit:
        return once
    again = growth(made, case.call, first=max(once.size // 2, case.first), last=case.last * 8, enough=3.0)
    return min(once, again, key=_exponent)


def _exponent(found: Growth) -> float:
    return 0.0 if found.seconds < TOO_SHORT else found.exponent


def rows() -> Iterator[Row]:
    """The worst exponent of each function, on fewer texts than `main` takes."""
    for case in hostile_calls.cases(hostile_calls.FEW):
        worst = measured(case)[0]
        yield Row(f"growth of {worst.name} ({worst.given!r})", min(_exponent(worst.found), 9.0), 1.0, "at most", case.limit, "", "linear")


def main() -> None:
    """Print the table."""
    os.environ["TQDM_DISABLE"] = "1"
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--pieces", action="store_true")
    given = parser.parse_args()
    above = 0
    print(f"{'function':44} {'exponent':>8} {'seconds':>9} {'at size':>9}  worst input")
    for case in hostile_calls.cases():
        if given.names and not any(name in case.name for name in given.names):
            continue
        found = measured(case)
        for worst in found if given.pieces else found[:1]:
            exponent = _exponent(worst.found)
            if worst is found[0] or exponent > case.limit:
                above += exponent > case.limit
                print(f"{worst.name:44} {exponent:8.2f} {worst.found.seconds:9.3f} {worst.found.size:9,}  {worst.given!r}", flush=True)
    print(f"{above} above what is right for them")


if __name__ == "__main__":
    main()
