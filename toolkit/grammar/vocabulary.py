"""What is known of the common words of reports: how each is read before a figure and before the name of a policy."""

from functools import cache

from toolkit.lexicon import read_table

__all__ = ["claim_classes", "policy_roles"]


@cache
def claim_classes() -> dict[str, str]:
    """Return the class of each word that has one (``words.tsv``).

    Examples
    --------
    >>> claim_classes()["增长"], claim_classes().get("小麦")
    ('up', None)
    """
    return {row["word"]: row["claim"] for row in read_table("words.tsv") if row["claim"]}


@cache
def policy_roles() -> dict[str, frozenset[str]]:
    """Return the roles of each word that has one before the noun of a policy (``words.tsv``).

    Examples
    --------
    >>> sorted(policy_roles()["实施"])
    ['generic', 'hard']
    """
    return {row["word"]: frozenset(row["policy"].split("|")) for row in read_table("words.tsv") if row["policy"]}
