"""How many documents of a year, decade or place cite each policy."""

import pandas as pd

__all__ = ["in_degree", "most_cited"]

_COLUMNS = ["policy", "group", "n_docs", "docs", "share", "n_mentions", "first_doc_id", "first_sentence_id"]


def in_degree(table: pd.DataFrame, documents: pd.DataFrame, by: str, label: str) -> pd.DataFrame:
    """One row a policy and group; ``docs`` counts all documents of the group, or all documents where the group is of the policies."""
    table = table.assign(group=_groups(table, by))
    if by in documents or by == "decade":
        all_of = documents.assign(group=_groups(documents, by)).groupby("group")["doc_id"].nunique()
    else:
        all_of = pd.Series(len(documents), index=sorted(set(table["group"])))
    found = table.groupby([label, "group"], sort=True).agg(
        n_docs=("doc_id", "nunique"), n_mentions=("n_mentions", "sum"), first_doc_id=("doc_id", "first"),
        first_sentence_id=("sentence_id", "first")
    ).reset_index().rename(columns={label: "policy"})  # fmt: skip
    found["docs"] = found["group"].map(all_of).astype("int64")
    found["share"] = found["n_docs"] / found["docs"]
    return found[_COLUMNS]


def most_cited(counts: pd.DataFrame, k: int) -> pd.DataFrame:
    """The first `k` of each group by the number of documents."""
    rank = counts.groupby("group")["n_docs"].rank(method="min", ascending=False).astype("int64")
    table = counts.assign(rank=rank)[rank <= k]
    return table.sort_values(["group", "rank", "policy"], kind="stable", ignore_index=True)[
        ["group", "rank", *_COLUMNS[:1], *_COLUMNS[2:]]
    ]


def _groups(table: pd.DataFrame, by: str) -> pd.Series:
    return table["year"] // 10 * 10 if by == "decade" else table[by]
