"""Which tested words a page lists: the steepest rises and falls, or the clearest changes where none holds."""

import pandas as pd

__all__ = ["listed_trends"]


def listed_trends(tests: pd.DataFrame, k: int = 15) -> list[tuple[str, pd.DataFrame]]:
    """Return the k rows of `trend_summary` that rise and that fall most, named ``increasing`` and ``decreasing``.

    Where there are none of either kind, the k rows with the smallest p, named ``none``.
    """
    steepest = tests.assign(size=tests["slope"].abs()).sort_values(["size", "term"], ascending=[False, True]).drop(columns="size")
    found = [(trend, steepest[steepest["trend"] == trend].head(k)) for trend in ("increasing", "decreasing")]
    if any(len(rows) for _, rows in found):
        return found
    return [("none", tests.sort_values(["p", "term"], kind="stable").head(k))]
