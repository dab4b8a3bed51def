"""Sources and corpora that lie elsewhere give what the same files give here: in memory, and in an object store of this computer."""

import sys
import zipfile
from importlib import import_module
from pathlib import Path

import pandas as pd
import pytest
from joblib.externals.loky import get_reusable_executor

import toolkit as tk
from toolkit.cli import main
from toolkit.errors import CorpusError, InvalidValue, MissingExtra

fsspec = pytest.importorskip("fsspec")
pytest.importorskip("upath")


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    folder = tmp_path_factory.mktemp("here") / "reports"
    (folder / "桃源县").mkdir(parents=True)
    for year in range(2018, 2022):
        text = f"{year}年桃源县政府工作报告\n一、{year - 1}年工作回顾\n全县生产总值增长{year % 9}.5%。新建道路{year - 2000}公里。\n"
        (folder / "桃源县" / f"{year}.txt").write_text(text, encoding="utf-8")
    (folder / ".hidden.txt").write_text("不读。", encoding="utf-8")
    page = "<p>云山市政府工作报告</p><p>全市新增就业3万人，治理河湖，保护水源，新建道路20公里。</p>"
    (folder / "page.html").write_text(page, encoding="utf-8")
    pd.DataFrame({"正文": ["全市完成3项任务。", "全市完成5项任务。"]}).to_csv(folder / "rows.csv", index=False)
    with zipfile.ZipFile(folder / "old.zip", "w") as archive:
        archive.writestr("2010.txt", "2010年桃源县政府工作报告\n全县完成任务。\n")
        archive.writestr("2011.md", "# 2011年桃源县政府工作报告\n\n全县完成任务。\n")
    return folder


@pytest.fixture
def memory(reports):
    """The reports in the memory of this process."""
    system = fsspec.filesystem("memory")
    system.put(str(reports), "/reports", recursive=True)
    yield "memory://"
    for path in ("/reports", "/corpora", "/tables"):
        if system.exists(path):
            system.rm(path, recursive=True)


@pytest.fixture(scope="module")
def store(tmp_path_factory, reports):
    """The reports in an object store that speaks S3, on this computer."""
    server_module = pytest.importorskip("moto.server")
    pytest.importorskip("s3fs")
    server = server_module.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        known = {"AWS_ACCESS_KEY_ID": "one", "AWS_SECRET_ACCESS_KEY": "two", "AWS_DEFAULT_REGION": "us-east-1"}
        # Processes that wait for work since another test don't know the store.
        get_reusable_executor().shutdown()
        for name, value in {**known, "AWS_ENDPOINT_URL": f"http://{host}:{port}", "AWS_EC2_METADATA_DISABLED": "true"}.items():
            patch.setenv(name, value)
        system = fsspec.filesystem("s3")
        system.mkdir("bucket")
        system.put(str(reports), "bucket/reports", recursive=True)
        yield "s3://bucket/"
        get_reusable_executor().shutdown()
        system.clear_instance_cache()
    server.stop()


def bytes_of(root):
    """Every file of a corpus but its private state, by its name inside."""
    system, inside = fsspec.core.url_to_fs(str(root))
    system.invalidate_cache()
    names = {path.removeprefix(inside).lstrip("/"): path for path in system.find(inside)}
    return {name: system.cat(path) for name, path in names.items() if not name.startswith(".state")}


@pytest.fixture(params=["memory", pytest.param("store", marks=pytest.mark.filterwarnings("ignore::DeprecationWarning"))])
def elsewhere(request):
    return request.getfixturevalue(request.param)


def test_a_corpus_elsewhere_has_the_same_bytes_as_one_here(reports, elsewhere, tmp_path):
    tk.build_corpus(reports, tmp_path / "corpus").annotate()
    target = f"{elsewhere}corpora/one"
    corpus = tk.build_corpus(f"{elsewhere}reports", target)
    corpus.annotate()
    assert corpus.errors.empty
    assert bytes_of(target) == bytes_of(tmp_path / "corpus")
    opened = tk.open_corpus(target)
    assert opened.documents["doc_id"].tolist() == tk.open_corpus(tmp_path / "corpus").documents["doc_id"].tolist()
    assert len(opened.claims) == len(corpus.claims) > 0


def test_what_changed_elsewhere_is_read_again_and_what_went_is_gone(elsewhere, reports):
    target = f"{elsewhere}corpora/two"
    source = f"{elsewhere}reports/桃源县"
    tk.build_corpus(source, target)
    system, inside = fsspec.core.url_to_fs(source)
    changed = "2018年桃源县政府工作报告\n一、2017年工作回顾\n全县生产总值增长9.5%。\n"
    try:
        system.pipe(f"{inside}/2018.txt", changed.encode())
        system.rm(f"{inside}/2021.txt")
        corpus = tk.build_corpus(source, target)
        texts = corpus.documents.set_index("doc_id")["text"]
        assert list(texts.index) == ["2018.txt", "2019.txt", "2020.txt"]
        assert "9.5%" in texts["2018.txt"]
        assert len([name for name in bytes_of(target) if name.startswith("documents")]) == 1, "what is no part of the corpus is removed"
    finally:
        for year in (2018, 2021):
            system.put_file(str(reports / "桃源县" / f"{year}.txt"), f"{inside}/{year}.txt")


def test_files_of_an_address_are_named_as_files_here(elsewhere, reports, tmp_path):
    names = ["桃源县/2019.txt", "old.zip"]
    there = tk.build_corpus([f"{elsewhere}reports/{name}" for name in names], tmp_path / "there")
    here = tk.build_corpus([reports / name for name in names], tmp_path / "here")
    assert there.documents["doc_id"].tolist() == here.documents["doc_id"].tolist()
    assert there.documents["text"].tolist() == here.documents["text"].tolist()


def test_tables_and_the_page_are_written_to_an_address(elsewhere, reports):
    table = pd.DataFrame({"place": ["桃源县"], "year": [2024]})
    for name in ("panel.csv", "panel.parquet", "panel.dta"):
        target = f"{elsewhere}tables/{name}"
        assert str(tk.write_table(table, target)).endswith(name)
        with fsspec.open(target) as file:
            read = {"csv": pd.read_csv, "parquet": pd.read_parquet, "dta": pd.read_stata}[name.partition(".")[2]](file)
        assert read.values.tolist() == [["桃源县", 2024]]


def test_damage_elsewhere_is_found(elsewhere, reports):
    target = f"{elsewhere}corpora/three"
    tk.build_corpus(reports, target)
    system, inside = fsspec.core.url_to_fs(target)
    damaged = next(path for path in system.find(inside) if "/documents.parquet/" in path)
    system.pipe(damaged, system.cat(damaged)[:-1])
    with pytest.raises(CorpusError, match="damaged"):
        tk.open_corpus(target).documents  # noqa: B018


def test_two_processes_write_one_corpus_in_a_store(store, reports, tmp_path):
    target = f"{store}corpora/four"
    tk.build_corpus(reports, target, n_jobs=2).annotate(n_jobs=2)
    tk.build_corpus(reports, tmp_path / "corpus").annotate()
    assert bytes_of(target) == bytes_of(tmp_path / "corpus")


def test_memory_is_of_one_process(reports):
    with pytest.raises(InvalidValue, match="n_jobs=2 is not allowed: it must be 1 where the target is in memory://"):
        tk.build_corpus(reports, "memory://corpora/five", n_jobs=2)


@pytest.mark.parametrize(
    ("address", "error", "said"),
    [
        ("memory://nowhere", CorpusError, "there is no corpus folder 'memory://nowhere'"),
        ("nosuch://bucket/corpus", InvalidValue, "'nosuch://bucket/corpus' cannot be used: Protocol not known: nosuch"),
    ],
)
def test_an_address_without_a_corpus_is_told(address, error, said):
    with pytest.raises(error, match=said):
        tk.open_corpus(address)


def test_a_source_that_is_not_there_is_told(tmp_path):
    with pytest.raises(InvalidValue, match="there is no file or folder 'memory://nowhere'"):
        tk.build_corpus("memory://nowhere", tmp_path / "corpus")
    with pytest.raises(InvalidValue, match="addresses and paths of this computer"):
        tk.build_corpus(["memory://nowhere/a.txt", "b.txt"], tmp_path / "corpus")


@pytest.mark.parametrize(("lacking", "address", "extra"), [("upath", "s3://b/c", "remote"), ("s3fs", "s3://b/c", "s3")])
def test_a_package_that_is_lacking_is_named_with_its_extra(monkeypatch, lacking, address, extra):
    monkeypatch.setitem(sys.modules, lacking, None)
    monkeypatch.delitem(import_module("fsspec.registry")._registry, "s3", raising=False)
    with pytest.raises(MissingExtra, match=rf"pip install \"policy-text-toolkit\[{extra}\]\""):
        tk.open_corpus(address)


def test_the_command_line_takes_addresses(memory, capsys, tmp_path):
    assert main(["build", f"{memory}reports", f"{memory}corpora/six"]) == 0
    assert len(tk.open_corpus(f"{memory}corpora/six")) == 9
    with pytest.raises(SystemExit):
        main(["build", "nosuch://reports", str(tmp_path / "corpus")])
    assert "Protocol not known: nosuch" in capsys.readouterr().err


def test_an_address_of_a_file_is_a_path(reports, tmp_path):
    assert len(tk.build_corpus(reports / "桃源县", f"file://{tmp_path}/corpus")) == 4
    assert Path(tmp_path, "corpus", "corpus.json").is_file()
