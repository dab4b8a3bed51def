"""Which tested words a page lists: the steepest rises and falls, or the clearest changes where none holds."""

import pandas as pd

__all__ = ["any_holds", "listed_trends"]

_HOLDING = ("increasing", "decreasing")


def any_holds(tests: pd.DataFrame) -> bool:
    """Whether any of the tested words rises or falls after correction."""
    return bool(tests["trend"].isin(_HOLDING).any())


def listed_trends(tests: pd.DataFrame, k: int = 15) -> list[tuple[str, pd.DataFrame]]:
    """Return the k rows of `trend_summary` that rise and that fall most, named ``increasing`` and ``decreasing``.

    Where there are none of either kind, the k rows with the smallest p, named ``none``.
    """
    steepest = tests.assign(size=tests["slope"].abs()).sort_values(["size", "term"], ascending=[False, True]).drop(columns="size")
    if any_holds(tests):
        return [(trend, steepest[steepest["trend"] == trend].head(k)) for trend in _HOLDING]
    return [("none", tests.sort_values(["p", "term"], kind="stable").head(k))]
