"""A corpus is the same bytes whatever backend of joblib builds it: a cluster of dask, and one that keeps all results to the end."""

import hashlib

import joblib
import pytest
from joblib._parallel_backends import ThreadingBackend
from joblib.parallel import BACKENDS

import toolkit as tk

N_REPORTS = 150
"""Enough for three shards."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    root = tmp_path_factory.mktemp("source") / "reports"
    root.mkdir()
    for number in range(N_REPORTS):
        text = f"{1980 + number % 45}年桃源县政府工作报告\n一、工作回顾\n全县生产总值增长{number % 9}.5%，新建道路{number}公里。\n"
        (root / f"{number}.txt").write_text(text, encoding="utf-8")
    return root


def digests(target):
    files = sorted(path for path in target.rglob("*") if path.is_file() and ".state" not in path.parts)
    return {str(path.relative_to(target)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def alone(folder, tmp_path_factory):
    target = tmp_path_factory.mktemp("alone") / "corpus"
    tk.build_corpus(folder, target).annotate()
    found = digests(target)
    assert sum(name.startswith("documents.parquet") for name in found) >= 3
    return found


@pytest.fixture
def fake_backend():
    """Registers a backend under a name that no library has, and takes it away again."""
    registered = []

    def register(backend):
        joblib.register_parallel_backend("fake", backend)
        registered.append("fake")
        return "fake"

    yield register
    for name in registered:
        BACKENDS.pop(name)


class KeepsResults(ThreadingBackend):
    """As those of ray and multiprocessing: results come when all are there."""

    supports_return_generator = False


class Fails(ThreadingBackend):
    """A backend that takes no work."""

    def configure(self, *arguments, **options):
        raise ValueError("no cluster is running")


@pytest.mark.filterwarnings("ignore")  # of ports in use, and of what the cluster itself leaves open
def test_a_dask_cluster_of_two_workers_gives_the_same_bytes(folder, tmp_path, alone):
    distributed = pytest.importorskip("distributed")
    options = {"n_workers": 2, "threads_per_worker": 1, "processes": True, "dashboard_address": None, "silence_logs": "ERROR"}
    with distributed.LocalCluster(**options) as cluster, distributed.Client(cluster) as client:
        with joblib.parallel_config(backend="dask"):
            tk.build_corpus(folder, tmp_path / "corpus", n_jobs=-1).annotate(n_jobs=-1)
        worked = client.run(lambda dask_worker: dask_worker.state.transition_counter)
    assert digests(tmp_path / "corpus") == alone
    assert sum(count > 0 for count in worked.values()) == 2, "both workers took part"


def test_a_backend_that_keeps_results_to_the_end_gives_the_same_bytes_and_is_told(folder, tmp_path, alone, fake_backend, caplog):
    with joblib.parallel_config(backend=fake_backend(KeepsResults)):
        tk.build_corpus(folder, tmp_path / "corpus", n_jobs=2).annotate(n_jobs=2)
    assert digests(tmp_path / "corpus") == alone
    told = [record.getMessage() for record in caplog.records if record.levelname == "WARNING"]
    assert told == ["the backend KeepsResults of joblib hands out results only when all are there: progress is shown at the end"] * 2


def test_a_fault_of_the_backend_is_not_hidden(folder, tmp_path, fake_backend):
    with joblib.parallel_config(backend=fake_backend(Fails)), pytest.raises(ValueError, match="no cluster is running"):
        tk.build_corpus(folder, tmp_path / "corpus", n_jobs=2)
