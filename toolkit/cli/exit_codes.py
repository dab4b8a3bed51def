"""What a command returns to the shell."""

__all__ = ["DIFFERENT", "FAILED", "FINE", "SOME_UNREADABLE", "STOPPED"]

FINE, SOME_UNREADABLE, FAILED = 0, 1, 2
DIFFERENT = 1
"""Of ``verify``: some results are not those of a rerun."""
STOPPED = 130
"""By Ctrl-C, as shells tell it."""
