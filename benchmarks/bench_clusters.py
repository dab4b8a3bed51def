"""Building on a cluster beside two processes of this computer: dask, and ray where it is installed; whether the bytes are the same.

    python benchmarks/bench_clusters.py [--documents 600]

A cluster of two workers is started here; its start does not count, nor does the first task, in which the workers import the package.
Times are those of the clock: the work is done in other processes.
"""

import argparse
import hashlib
import logging
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib.util import find_spec
from pathlib import Path

import joblib
from bench_build import write_documents
from rows import Row

import toolkit as tk


@contextmanager
def dask() -> Iterator[None]:
    """Two workers of dask."""
    from distributed import Client, LocalCluster

    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None, "silence_logs": logging.ERROR}
    with LocalCluster(**options) as cluster, Client(cluster), joblib.parallel_config(backend="dask"):
        yield


@contextmanager
def ray() -> Iterator[None]:
    """Two workers of ray."""
    import ray as library
    from ray.util.joblib import register_ray

    register_ray()
    library.init(num_cpus=2, include_dashboard=False, logging_level=logging.ERROR)
    with joblib.parallel_config(backend="ray"):
        yield
    library.shutdown()


@contextmanager
def processes() -> Iterator[None]:
    """Two processes of this computer."""
    with joblib.parallel_config(backend="loky"):
        yield


CLUSTERS: dict[str, tuple[str, Callable[[], AbstractContextManager[None]]]] = {"dask": ("distributed", dask), "ray": ("ray", ray)}


def built(source: Path, target: Path, cluster: Callable[[], AbstractContextManager[None]]) -> tuple[float, dict[str, str]]:
    """Seconds by the clock of building and annotating, and the digests of the corpus."""
    with cluster():
        tk.build_corpus(source, target, n_jobs=2).annotate(n_jobs=2)  # the workers get ready
        shutil.rmtree(target)
        start = time.perf_counter()
        tk.build_corpus(source, target, n_jobs=2).annotate(n_jobs=2)
        taken = time.perf_counter() - start
    files = sorted(path for path in target.rglob("*") if path.is_file() and ".state" not in path.parts)
    return taken, {str(path.relative_to(target)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def rows(documents: int = 150) -> Iterator[Row]:
    """Time beside two processes, and the share of files with the same bytes."""
    with tempfile.TemporaryDirectory() as name:
        write_documents(Path(name, "in"), documents)
        alone, same = built(Path(name, "in"), Path(name, "processes"), processes)
        for cluster, (library, started) in CLUSTERS.items():
            if find_spec(library):
                taken, found = built(Path(name, "in"), Path(name, cluster), started)
                what = f"{cluster}: build and annotate {documents} reports"
                yield Row(what, taken, alone, "at most", 1.5, "s", "two processes, by the clock")
                alike = len(same.items() & found.items())
                yield Row(f"{cluster}: files with the same bytes", alike, len(same.keys() | found.keys()), "at least", 1, "", "files")


def main() -> None:
    """Print the rows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=600)
    for row in rows(parser.parse_args().documents):
        print(f"{row.name:48} {row.ours:8.2f} {row.baseline:8.2f} {row.ratio:6.2f}")


if __name__ == "__main__":
    main()
