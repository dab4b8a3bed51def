"""The number of processes, as joblib takes it."""

from toolkit.errors import invalid

__all__ = ["check_jobs"]


def check_jobs(n_jobs: object) -> None:
    """Raise InvalidValue where a number of processes is none."""
    if not isinstance(n_jobs, int) or isinstance(n_jobs, bool) or n_jobs == 0:
        raise invalid("n_jobs", n_jobs, "a whole number of processes, or -1 for all cores")
