"""A damaged corpus folder is found when it is read, and made whole by the next build; what others put there stays."""

import hashlib
import json
import random
import shutil

import pytest

import toolkit as tk
from toolkit.errors import CorpusError

TABLES = ["documents", "sections", "sentences", "cells", "tokens", "notes", "errors", "duplicates", "entities", "claims"]
FLIPS = 30


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    root = tmp_path_factory.mktemp("damage") / "reports"
    root.mkdir()
    for year in range(2010, 2024):
        table = f"项目\t预算数（万元）\t决算数（万元）\n收入\t{year}\t31\n支出\t20\t30\n结余\t5\t6\n"
        text = f"{year}年桃源县政府工作报告\n一、{year - 1}年工作回顾\n全县生产总值增长{year % 7}.5%。\n{table}"
        (root / f"{year}.txt").write_text(text + "治理河湖，保护水源。" * (year % 5), encoding="utf-8")
    (root / "broken.pdf").write_bytes(b"no pdf")
    return root


@pytest.fixture(scope="module")
def sound(source):
    tk.build_corpus(source, source.parent / "sound").annotate()
    return source.parent / "sound"


def files_of(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file() and ".state" not in path.parts)


def contents(folder):
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files_of(folder)}


def read_all(folder):
    corpus = tk.open_corpus(folder)
    for table in TABLES:
        getattr(corpus, table)


def repaired(source, folder):
    tk.build_corpus(source, folder).annotate()
    read_all(folder)
    return contents(folder)


def test_every_flipped_bit_is_found_and_repaired(source, sound, tmp_path):
    rng = random.Random(5)
    for flip in range(FLIPS):
        copy = tmp_path / str(flip)
        shutil.copytree(sound, copy)
        path = rng.choice(files_of(copy))
        data = bytearray(path.read_bytes())
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
        path.write_bytes(data)
        with pytest.raises(CorpusError, match="damaged"):
            read_all(copy)
        if flip % 5 == 0:
            assert repaired(source, copy) == contents(sound)


@pytest.mark.parametrize("table", ["documents", "sections", "sentences", "cells", "tokens", "notes", "errors", "entities", "claims"])
def test_a_deleted_file_is_missed_and_built_again(source, sound, tmp_path, table):
    copy = tmp_path / "copy"
    shutil.copytree(sound, copy)
    next(iter(files_of(copy / f"{table}.parquet"))).unlink()
    with pytest.raises(CorpusError, match=r"damaged|annotate"):
        read_all(copy)
    assert repaired(source, copy) == contents(sound)


@pytest.mark.parametrize("name", ["corpus.json", "duplicates.parquet"])
@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"{}", b"[1]", b'{"schema": 3}', b"[" * 100_000])
def test_single_files_with_other_content(source, sound, tmp_path, name, content):
    copy = tmp_path / "copy"
    shutil.copytree(sound, copy)
    (copy / name).write_bytes(content)
    with pytest.raises(CorpusError):
        read_all(copy)
    assert repaired(source, copy) == contents(sound)


def test_a_damaged_index_of_files_changes_nothing(source, sound, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(sound, copy)
    for path in (copy / ".state").glob("files-*"):
        path.write_bytes(path.read_bytes()[:-9] + b"damage!!!")
    assert repaired(source, copy) == contents(sound)


def test_what_others_put_into_the_folder_stays(source, sound, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(sound, copy)
    own = ["notes.txt", ".state/mine.part", ".state/x.txt", "documents.parquet/mine.parquet", "claims.parquet/readme.md"]
    for name in own:
        (copy / name).write_text("mine", encoding="utf-8")
    (source / "2030.txt").write_text("2030年桃源县政府工作报告\n一、展望\n前景很好。\n", encoding="utf-8")
    try:
        repaired(source, copy)
    finally:
        (source / "2030.txt").unlink()
    assert all((copy / name).read_text(encoding="utf-8") == "mine" for name in own)


@pytest.mark.parametrize("name", [".state/cache.db", "corpus.json"])
def test_a_folder_of_another_program_is_left_alone(source, tmp_path, name):
    path = tmp_path / "theirs" / name
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"name": "theirs"}), encoding="utf-8")
    with pytest.raises(CorpusError, match="holds no corpus"):
        tk.build_corpus(source, tmp_path / "theirs")
    assert path.read_text(encoding="utf-8") == '{"name": "theirs"}'
