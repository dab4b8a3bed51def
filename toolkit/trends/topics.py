"""``topic_trends``: how much of the text is about each topic from year to year."""

from typing import Protocol

import numpy as np
import pandas as pd

from toolkit.given import takes
from toolkit.trail import with_trail
from toolkit.trends.calibration import SEED
from toolkit.trends.series import check_options, tested, times_of

__all__ = ["topic_trends"]


class _Topics(Protocol):
    @property
    def n_topics(self) -> int: ...

    def prevalence(self, by: str | pd.Series) -> pd.DataFrame: ...


@takes("topics")
def topic_trends(topics: _Topics, *, by: str | pd.Series = "year", test: str = "ar1", alpha: float = 0.05) -> pd.DataFrame:
    """Return the share of each topic in each year, with a Mann–Kendall test of each topic.

    Parameters
    ----------
    topics : Topics
        As `fit_topics` returns them.
    by, test, alpha
        As for `term_trends`.

    Returns
    -------
    DataFrame
        One row for each topic and year: ``topic, label, year, share, n_rows, n_docs``, then the columns of the test as in
        `term_trends`.

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> texts = ["治水护水，河湖清洁，治水。" + "普法执法，司法公正，执法。" * n for n in range(5)]
    >>> corpus = tk.build_corpus(pd.DataFrame({"text": texts, "year": range(2019, 2024)}))
    >>> table = tk.topic_trends(tk.fit_topics(tk.count_terms(corpus), n_topics=2))
    >>> len(table), table["n_years"].unique().tolist()
    (10, [5])
    """
    check_options(test, alpha)
    long = topics.prevalence(by)
    time = long.columns[0]
    times = times_of(long[[time]].drop_duplicates())
    ordered = long.sort_values(["topic", time], kind="stable", ignore_index=True)
    values = ordered["share"].to_numpy(dtype=float).reshape(topics.n_topics, len(times))
    tests = tested(values, times, test=test, alpha=alpha)
    repeated = tests.loc[np.repeat(np.arange(topics.n_topics), len(times))].reset_index(drop=True)
    found = pd.concat([ordered[["topic", "label", time, "share", "n_rows", "n_docs"]], repeated], axis=1)
    return with_trail(found, long.attrs.get("trail", []), "topic_trends", by=time, test=test, alpha=alpha, seed=SEED)
