"""The demo corpus: the script writes what is committed, and the public API recovers from the texts what was planted in them."""

import hashlib
import json
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pandas as pd
import pytest

import toolkit as tk
from toolkit.lexicon import read_table

pytestmark = pytest.mark.xdist_group("demo")
CORPORA = Path(__file__).parent.parent / "corpora"
PLAIN = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
MARK = "模拟文本，数字为虚构"
TRUTH = json.loads((CORPORA / "demo_truth.json").read_text(encoding="utf-8").translate(PLAIN))


def rows_of(name):
    """The rows of a table of the truth, each with the names of its columns."""
    return [dict(zip(TRUTH[name]["columns"], row, strict=True)) for row in TRUTH[name]["rows"]]


DOCUMENTS = rows_of("documents")
CLAIMS = [
    {**claim, "file": DOCUMENTS[claim["document"]]["file"], "place": DOCUMENTS[claim["document"]]["place"],
     "concept": TRUTH["concepts"][claim["concept"]]}
    for claim in rows_of("claims")
]  # fmt: skip
MANIFEST = pd.read_csv(CORPORA / "demo_manifest.tsv", sep="\t")
FILES = [name.partition("#")[0] for name in MANIFEST["file"]]
AMOUNT = ("value", "value_max", "unit", "bound")
MEANING = ("role", "direction", "modality", "year")
STANDARD = {row["indicator"] for row in read_table("indicators.tsv")}
CONCEPTS = sorted({claim["concept"] for claim in CLAIMS})
WORK_REPORTS = {document["file"] for document in DOCUMENTS if document["doc_type"] == "政府工作报告"}


def test_script_writes_the_committed_bytes(tmp_path):
    subprocess.run([sys.executable, CORPORA / "make_demo.py", "--seed", "0", "--out", tmp_path / "demo"], check=True)
    for name in ("demo_truth.json", "demo_manifest.tsv"):
        assert (tmp_path / name).read_bytes() == (CORPORA / name).read_bytes()
    written = {path.name: path.read_bytes() for path in (tmp_path / "demo").iterdir()}
    assert written == {path.name: path.read_bytes() for path in (CORPORA / "demo").iterdir()}


def test_another_seed_writes_other_reports_of_the_same_names(tmp_path):
    subprocess.run([sys.executable, CORPORA / "make_demo.py", "--seed", "1", "--out", tmp_path / "demo"], check=True)
    assert {path.name for path in (tmp_path / "demo").iterdir()} == set(FILES)
    other = pd.read_csv(tmp_path / "demo_manifest.tsv", sep="\t")
    assert (other["sha256"] != MANIFEST["sha256"]).mean() > 0.85


def test_manifest_names_every_file_with_its_hash():
    hashes = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (CORPORA / "demo").iterdir()}
    assert hashes == dict(zip(FILES, MANIFEST["sha256"], strict=True))
    assert MANIFEST[MANIFEST["doc_type"] == "政府工作报告"]["characters"].min() >= 1500


def test_twenty_years_of_twelve_places():
    reports = [document for document in DOCUMENTS if document["file"] in WORK_REPORTS]
    assert {report["year"] for report in reports} == set(range(2005, 2025))
    assert len({report["place"] for report in reports}) == 12
    assert len(reports) == 240


def test_corpus_packs_small():
    packed = sum(len(zlib.compress(path.read_bytes())) for path in (CORPORA / "demo").iterdir())
    assert packed < 1_500_000


def test_every_file_says_at_its_beginning_that_it_is_synthetic():
    for path in (CORPORA / "demo").iterdir():
        content = path.read_bytes()
        if path.suffix == ".pdf":
            assert MARK.encode("utf-16-be").hex().encode() in content
        elif path.suffix == ".xlsx":
            assert zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml").decode().count(MARK) == FILES.count(path.name)
        else:
            charset = "gbk" if path.name.endswith("瑞金市政府工作报告.html") else "utf-8"
            assert MARK in content.decode(charset).splitlines()[0], path.name


@pytest.fixture(scope="module")
def corpus(demo_corpus):
    return demo_corpus


@pytest.fixture(scope="module")
def documents(corpus):
    """The documents of the corpus by file name."""
    table = corpus.documents
    return table.set_index(table["source"].map(lambda source: Path(source).name))


@pytest.fixture(scope="module")
def figures(corpus, documents):
    """The claims of the corpus, with their sentences, by the file that tells them and the wording of the figure."""
    names = dict(zip(documents["doc_id"], documents.index, strict=True))
    told = {}
    for row in corpus.claims.to_dict("records"):
        told.setdefault((names[row["doc_id"]], row["text"]), []).append(row)
    return told


def test_every_file_is_read(corpus, documents):
    assert corpus.errors.empty
    assert set(documents.index) == set(MANIFEST["file"])


@pytest.mark.parametrize("field", ["title", "issuer", "place", "adcode", "date", "year", "review_year", "doc_type", "doc_number"])
def test_metadata_are_those_of_the_report(documents, field):
    wrong = [
        (planted["file"], planted[field], documents.loc[planted["file"], field])
        for planted in DOCUMENTS
        if not same(documents.loc[planted["file"], field], planted[field])
    ]
    assert not wrong


def same(found, planted):
    return pd.isna(found) if planted is None else not pd.isna(found) and found == planted


def test_the_mark_and_the_page_furniture_are_not_text(documents):
    for piece in ("扫一扫", "浏览次数", "网站地图", "当前位置"):
        assert not documents["text"].str.contains(piece).any()


def close(found, planted):
    return isinstance(planted, float) and not pd.isna(found) and found == pytest.approx(planted)


def differences(planted, row, fields):
    """The fields in which a claim is not the planted figure."""
    wrong = [name for name in fields if not same(row[name], planted[name]) and not close(row[name], planted[name])]
    # A rank is one of the growth (地区生产总值增速): no standard concept, but named after one.
    standard = planted["concept"] in STANDARD and planted["role"] != "rank"
    named = row["indicator_id"] == planted["concept"] if standard else planted["concept"] in row["indicator"]
    return wrong if named or fields == AMOUNT else [*wrong, "indicator"]


def misread(figures, fields, planted):
    """The planted figures that are told otherwise than they were planted, as sentences to look at."""
    for claim in planted:
        told = [row for row in figures.get((claim["file"], claim["text"]), []) if claim["before"] + claim["text"] in row["sentence"]]
        wrong = min((differences(claim, row, fields) for row in told), key=len, default=["absent"])
        if wrong:
            yield f"{'、'.join(wrong)}: {claim['before']}{claim['text']} in {claim['file']}"


@pytest.mark.parametrize("concept", CONCEPTS)
def test_amount_of_every_planted_figure_is_read(figures, concept):
    assert list(misread(figures, AMOUNT, [claim for claim in CLAIMS if claim["concept"] == concept])) == []


def test_planted_figures_are_understood(figures):
    wrong = list(misread(figures, AMOUNT + MEANING, CLAIMS))
    assert len(wrong) <= 0.01 * len(CLAIMS), "\n".join(wrong)


def goals_and_results(concept, role):
    """What the panel should say of growth in a place and year: target of the year's report, result of the next one."""
    cells = {}
    for claim in CLAIMS:
        if claim["concept"] == concept and claim["role"] == role and claim["file"] in WORK_REPORTS:
            value = -claim["value"] if claim["direction"] == "down" else claim["value"]
            cells.setdefault((claim["place"], claim["year"]), {})[claim["modality"]] = (value, claim["bound"])
    return cells


@pytest.mark.parametrize(
    ("concept", "role"),
    [("地区生产总值", "change"), ("一般公共预算收入", "change"), ("城镇登记失业率", "level"), ("固定资产投资", "change")],
)
def test_panel_sets_results_against_the_targets_of_the_year_before(corpus, concept, role):
    panel = tk.claims_panel(corpus.claims, indicator=concept)
    rows = panel[panel["measure"] == role].set_index(["place", "year"])
    planted = goals_and_results(concept, role)
    assert len(planted) >= 100
    differing = {(conflict["place"], conflict["year"]) for conflict in TRUTH["conflicts"]}
    wrong = []
    for cell, values in planted.items():
        if cell not in rows.index:
            wrong.append((cell, "absent"))
            continue
        row = rows.loc[cell]
        if "target" in values and (row["target"], row["target_bound"]) != pytest.approx(values["target"]):
            wrong.append((cell, "target", values["target"], row["target"], row["target_bound"]))
        if "actual" in values and cell not in differing and row["actual"] != pytest.approx(values["actual"][0]):
            wrong.append((cell, "actual", values["actual"], row["actual"]))
    assert not wrong


def test_panel_flags_the_two_sources_that_differ(corpus):
    panel = tk.claims_panel(corpus.claims, indicator="地区生产总值")
    growth = panel[panel["measure"] == "change"]
    flagged = {(row.place, row.year) for row in growth[growth["conflict"].astype(bool)].itertuples()}
    assert flagged == {(conflict["place"], conflict["year"]) for conflict in TRUTH["conflicts"]}


@pytest.mark.parametrize("policy", TRUTH["policies"], ids=lambda policy: policy["name"])
def test_policies_are_recognised_from_their_first_year(corpus, documents, policy):
    entities = corpus.entities
    bare = policy["name"].strip("《》“”")
    named = entities[(entities["type"] == "POLICY") & entities["text"].str.contains(bare, regex=False)]
    years = corpus.documents.set_index("doc_id")["year"].loc[named["doc_id"]]
    assert years.min() == policy["first_year"]
    files = [DOCUMENTS[number]["file"] for number in policy["documents"]]
    assert set(named["doc_id"]) >= set(documents.loc[files, "doc_id"])


def test_places_are_linked_to_their_codes(corpus):
    codes = {place["place"]: place["adcode"] for place in rows_of("places")}
    places = corpus.entities[corpus.entities["type"] == "PLACE"]
    found = places[places["text"].isin(codes)]
    # The other places stand only in the names of organisations and congresses.
    assert found["text"].nunique() >= 3
    assert (found["id"] == found["text"].map(codes)).all()


