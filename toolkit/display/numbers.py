"""Numbers with what they count, in English."""

__all__ = ["counted"]


def counted(n: int, things: str) -> str:
    """Return a number with what it counts, which is named in the plural.

    Examples
    --------
    >>> counted(1, "documents"), counted(1200, "entities"), counted(1, "entities")
    ('1 document', '1,200 entities', '1 entity')
    """
    if n != 1:
        return f"{n:,} {things}"
    return f"1 {things[:-3]}y" if things.endswith("ies") else f"1 {things.removesuffix('s')}"
