"""What a command returns to the shell."""

__all__ = ["FAILED", "FINE", "SOME_UNREADABLE"]

FINE, SOME_UNREADABLE, FAILED = 0, 1, 2
