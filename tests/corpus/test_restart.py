"""The same documents give the same bytes: after kills, in any order, with any number of processes; and only what changed is read again."""

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import joblib
import pytest

import toolkit as tk
from toolkit.corpus import process

PLACES = ("清远市", "吉安市", "绵阳市", "常德市")
KILLS, SECONDS = 32, 16


def report(place, year, rng):
    lines = [f"{year}年{place}政府工作报告", f"一、{year - 1}年工作回顾"]
    lines += [f"全市完成第{n}项任务{rng.randrange(1000)}件，增长{rng.randrange(100) / 10}%。" for n in range(30)]
    return "\n".join([*lines, f"二、{year}年工作安排", "生产总值增长5%左右。"])


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    root = tmp_path_factory.mktemp("source") / "reports"
    rng = random.Random(7)
    for place in PLACES:
        (root / place).mkdir(parents=True)
        for year in range(1990, 2025):
            (root / place / f"{year}.txt").write_text(report(place, year, rng), encoding="utf-8")
    (root / "broken.pdf").write_bytes(b"no pdf")
    return root


def digest_of(target):
    """SHA-256 of every file of a corpus but its private state."""
    files = sorted(path for path in Path(target).rglob("*") if path.is_file() and ".state" not in path.parts)
    return {str(path.relative_to(target)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def small_folder(tmp_path_factory):
    """Short reports, with names that are cut into two shards."""
    root = tmp_path_factory.mktemp("small") / "reports"
    root.mkdir()
    rng = random.Random(3)
    for number in range(60):
        lines = report("常德市", 1990 + number % 30, rng).split("\n")[:6]
        (root / f"要点{number}.txt").write_text("\n".join(lines), encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def undisturbed(folder, tmp_path_factory):
    target = tmp_path_factory.mktemp("undisturbed") / "corpus"
    tk.build_corpus(folder, target)
    return digest_of(target)


def test_the_corpus_has_several_shards_so_that_the_tests_here_mean_something(undisturbed):
    assert sum(name.startswith("documents.parquet") for name in undisturbed) >= 3


def test_two_processes_give_the_same_bytes(folder, tmp_path, undisturbed):
    tk.build_corpus(folder, tmp_path / "corpus", n_jobs=2)
    assert digest_of(tmp_path / "corpus") == undisturbed


def test_the_backend_of_joblib_makes_no_difference(folder, tmp_path, undisturbed):
    with joblib.parallel_config(backend="threading"):
        tk.build_corpus(folder, tmp_path / "corpus", n_jobs=2)
    assert digest_of(tmp_path / "corpus") == undisturbed


def test_files_listed_in_another_order_give_the_same_bytes(folder, tmp_path, undisturbed):
    files = [path for path in folder.rglob("*") if path.is_file()]
    random.Random(1).shuffle(files)
    tk.build_corpus(files, tmp_path / "corpus")
    assert digest_of(tmp_path / "corpus") == undisturbed


def test_killed_at_any_instant_the_next_run_completes_the_same_bytes(small_folder, tmp_path):
    """A helper process imports once and forks a build each time, so that the kills fall into the build and not into the import."""
    driver = (
        "import os, sys\n"
        "sys.stderr = open(os.devnull, 'w')\n"
        "import toolkit as tk\n"
        "import toolkit.corpus.build\n"
        "from toolkit.corpus.digests import code_digest\nfrom toolkit.corpus.options import BUILD_CODE\n"
        "from toolkit.corpus.metadata import find_metadata\n"
        "from toolkit.corpus.signatures import minhash_signature\n"
        "from toolkit.text import clean_text, find_sections, strip_furniture, tokenize\n"
        "find_sections(strip_furniture(clean_text('一、工作\\n完成。'))[0])\n"
        "code_digest(*BUILD_CODE), tokenize('预热'), minhash_signature('全面推进依法行政' * 50)\n"
        "find_metadata('2020年常德市政府工作报告', name='a.txt', stated=(), furniture={})\n"
        "for line in sys.stdin:\n"
        "    child = os.fork()\n"
        "    if child == 0:\n"
        "        tk.build_corpus(sys.argv[1], line.strip())\n"
        "        os._exit(0)\n"
        "    print(child, flush=True)\n"
        "    print(os.waitpid(child, 0)[1], flush=True)\n"
    )
    rng = random.Random(0)
    command = [sys.executable, "-c", driver, str(small_folder)]
    killed = 0
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as helper:
        whole = timed_build(helper, tmp_path / "undisturbed")
        undisturbed = digest_of(tmp_path / "undisturbed")
        assert sum(name.startswith("documents.parquet") for name in undisturbed) >= 2
        started = time.monotonic()
        while killed < KILLS and time.monotonic() - started < SECONDS:
            target = tmp_path / f"corpus{killed}"
            killed += killed_build(helper, target, rng.uniform(0, whole))
            assert run_build(helper, target) == 0
            assert digest_of(target) == undisturbed
        helper.stdin.close()
    assert killed >= 5, "too few of the builds were killed before they ended"


def run_build(helper, target):
    helper.stdin.write(f"{target}\n")
    helper.stdin.flush()
    helper.stdout.readline()
    return int(helper.stdout.readline())


def timed_build(helper, target):
    run_build(helper, target.with_name("warm"))
    start = time.monotonic()
    run_build(helper, target)
    return time.monotonic() - start


def killed_build(helper, target, delay):
    """Return whether the kill came before the end of the build."""
    helper.stdin.write(f"{target}\n")
    helper.stdin.flush()
    child = int(helper.stdout.readline())
    time.sleep(delay)
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(int(helper.stdout.readline()))


def test_a_change_reads_one_shard_again(folder, tmp_path, monkeypatch):
    source = tmp_path / "reports"
    source.mkdir()
    for path in folder.rglob("*.txt"):
        (source / f"{path.parent.name}{path.name}").write_bytes(path.read_bytes())
    tk.build_corpus(source, tmp_path / "corpus")
    read = []
    usual = process.read_item
    monkeypatch.setattr(process, "read_item", lambda item, **options: read.append(item.name) or usual(item, **options))
    assert len(tk.build_corpus(source, tmp_path / "corpus")) == 140
    assert read == []
    before = set(digest_of(tmp_path / "corpus"))
    changed = source / "清远市2001.txt"
    changed.write_text(changed.read_text(encoding="utf-8") + "新增一句。", encoding="utf-8")
    corpus = tk.build_corpus(source, tmp_path / "corpus")
    after = set(digest_of(tmp_path / "corpus"))
    assert "清远市2001.txt" in read
    assert sum(name.startswith("documents.parquet") for name in after - before) == 1
    assert sum(name.startswith("documents.parquet") for name in after & before) >= 1
    tk.build_corpus(source, tmp_path / "fresh")
    assert digest_of(tmp_path / "corpus") == digest_of(tmp_path / "fresh")
    assert corpus.documents.set_index("doc_id")["text"]["清远市2001.txt"].endswith("新增一句。")


def test_a_document_taken_away_is_gone_and_other_annotations_stay(folder, tmp_path):
    source = tmp_path / "reports"
    source.mkdir()
    for year in (2001, 2002, 2003):
        (source / f"{year}.txt").write_bytes((folder / "清远市" / f"{year}.txt").read_bytes())
    tk.build_corpus(source, tmp_path / "corpus").annotate(entities=False)
    (source / "2002.txt").unlink()
    corpus = tk.build_corpus(source, tmp_path / "corpus")
    assert list(corpus.documents["doc_id"]) == ["2001.txt", "2003.txt"]
    corpus.annotate(entities=False)
    assert set(corpus.claims["doc_id"]) == {"2001.txt", "2003.txt"}


def test_annotations_are_the_same_bytes_for_any_number_of_processes(folder, tmp_path):
    for jobs in (1, 2):
        tk.build_corpus(folder / "吉安市", tmp_path / str(jobs)).annotate(n_jobs=jobs)
    assert digest_of(tmp_path / "1") == digest_of(tmp_path / "2")
    assert any(name.startswith("claims.parquet") for name in digest_of(tmp_path / "1"))


def test_corpus_json_holds_no_path_name_or_clock(folder, tmp_path, undisturbed):
    tk.build_corpus(folder, tmp_path / "corpus")
    text = (tmp_path / "corpus" / "corpus.json").read_text(encoding="utf-8")
    assert str(tmp_path) not in text
    assert str(folder.parent) not in text


@pytest.mark.parametrize("written", [None, 0, 7])
def test_a_build_that_was_ended_while_it_marked_its_folder_goes_on(folder, tmp_path, written):
    tk.build_corpus(folder / "吉安市", tmp_path / "whole", tokens=False)
    (tmp_path / "begun" / ".state").mkdir(parents=True)
    if written is not None:
        mark = (tmp_path / "whole" / ".state" / "README.txt").read_bytes()
        (tmp_path / "begun" / ".state" / "README.txt").write_bytes(mark[:written])
    tk.build_corpus(folder / "吉安市", tmp_path / "begun", tokens=False)
    assert digest_of(tmp_path / "begun") == digest_of(tmp_path / "whole")
