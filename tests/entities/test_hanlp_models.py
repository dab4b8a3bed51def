"""The real HanLP code path on models trained here; needs the extra ``hanlp``."""

import json
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from toolkit.entities.hanlp_models import load_recognizer
from toolkit.entities.hanlp_training import train_hanlp
from toolkit.errors import InvalidValue, ReadError

pytestmark = [pytest.mark.hanlp, pytest.mark.filterwarnings("ignore")]

hanlp = pytest.importorskip("hanlp", reason="needs the extra hanlp")
pytest.importorskip("torch", reason="needs PyTorch")

VILLAGES = ["青禾", "白石", "柳湾", "石桥", "云岭", "河东", "南塘", "松坪", "长坡", "金沙"]
PATTERNS = ["{0}县组织{1}县水务局检查河道。", "会议由{1}县水务局主持，{0}县代表参加。", "{0}县粮食增产，农民增收。"]


def annotated(first, second, pattern):
    text, entities = pattern, []
    names = {"{0}县": (f"{first}县", "PLACE"), "{1}县水务局": (f"{second}县水务局", "ORG")}
    for slot, (name, kind) in sorted(names.items(), key=lambda item: pattern.find(item[0])):
        if slot in text:
            start = text.index(slot)
            text = text.replace(slot, name)
            entities.append({"start": start, "end": start + len(name), "type": kind})
    return {"text": text, "entities": entities}


@pytest.fixture(scope="module")
def records():
    one_character = {"text": "沪上有厂。", "entities": [{"start": 0, "end": 1, "type": "PLACE"}]}
    return [one_character, *(annotated(a, b, p) for a in VILLAGES for b in VILLAGES[::2] for p in PATTERNS)]


@pytest.fixture(scope="module")
def folder(records, tmp_path_factory):
    target = tmp_path_factory.mktemp("models") / "villages"
    train_hanlp(records, target, epochs=8, hidden=32, copies=0, seed=3)
    return target


def test_a_trained_model_is_four_small_files_without_paths(folder):
    assert sorted(p.name for p in folder.iterdir()) == ["config.json", "model.pt", "scores.json", "vocabs.json"]
    assert str(folder.parent) not in (folder / "config.json").read_text(encoding="utf-8")
    assert json.loads((folder / "scores.json").read_text(encoding="utf-8"))["scores"]["PLACE"]["f1"] > 0.8


def test_it_is_loaded_in_a_fresh_process_from_another_folder(folder, tmp_path):
    code = (
        "import sys; from toolkit.entities.hanlp_models import load_recognizer\n"
        "text = '　　青禾县组织白石县水务局检查河道。\\n'\n"
        "found = load_recognizer(sys.argv[1]).recognize([text, ''])\n"
        "assert all(text[e.start:e.end] == e.text for e in found[0])\n"
        "print([(e.text, e.type) for e in found[0]], found[1])"
    )
    run = subprocess.run([sys.executable, "-c", code, str(folder)], cwd=tmp_path, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    (here,) = load_recognizer(folder).recognize(["　　青禾县组织白石县水务局检查河道。\n"])
    assert ("青禾县", "PLACE") in [(e.text, e.type) for e in here]
    assert run.stdout.strip().endswith(f"{[(e.text, e.type) for e in here]} []")


def test_the_same_seed_gives_the_same_weights(records, folder, tmp_path):
    train_hanlp(records, tmp_path / "again", epochs=8, hidden=32, copies=0, seed=3)
    assert (tmp_path / "again" / "vocabs.json").read_bytes() == (folder / "vocabs.json").read_bytes()
    texts = [record["text"] for record in records[:30]]
    assert load_recognizer(tmp_path / "again").recognize(texts) == load_recognizer(folder).recognize(texts)


def test_batch_size_changes_nothing(records, folder):
    texts = [record["text"] for record in records[:20]]
    model = load_recognizer(folder)
    assert model.recognize(texts, batch_size=1) == model.recognize(texts, batch_size=7, progress=True)


@pytest.mark.parametrize("text", ["", "\n\n", "𠮷" * 500, "，。；" * 100, "没有句号的长行" * 100])
def test_any_text_is_read_without_an_error(folder, text):
    (found,) = load_recognizer(folder).recognize([text])
    assert all(text[e.start : e.end] == e.text for e in found)


def test_an_annotation_outside_its_text_is_named(tmp_path):
    wrong = {"text": "青禾县", "entities": [{"start": 0, "end": 9, "type": "PLACE"}]}
    with pytest.raises(InvalidValue, match="PLACE 0–9 lies outside its text of 3 characters"):
        train_hanlp([wrong, wrong], tmp_path)


def test_an_unknown_model_name_is_answered_with_the_known_ones():
    with pytest.raises(InvalidValue, match="MSRA_NER_ELECTRA_SMALL_ZH"):
        load_recognizer("MSRA_NER_ELEKTRA_SMALL_ZH")


def test_a_folder_that_is_no_model_is_named(tmp_path):
    with pytest.raises(ReadError, match=r"is not a saved HanLP model: its config\.json cannot be read"):
        load_recognizer(tmp_path)


def test_without_a_network_a_pretrained_name_fails_at_once_in_one_sentence(monkeypatch):
    import hanlp_common.constant

    monkeypatch.setattr(hanlp_common.constant, "HANLP_URL", "http://127.0.0.1:9/")
    started = time.monotonic()
    with pytest.raises(ReadError, match=r"MSRA_NER_ELECTRA_SMALL_ZH is not on this computer and .* cannot be reached"):
        load_recognizer("MSRA_NER_ELECTRA_SMALL_ZH")
    assert time.monotonic() - started < 5


class Server(BaseHTTPRequestHandler):
    """Answers as a HanLP server does: words, and entities by word."""

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        sentences = asked["text"] if isinstance(asked["text"], list) else [asked["text"]]
        answer = {
            "tok/fine": [[s[:3], *s[3:]] for s in sentences],
            "ner/pku": [[["错", "nt", 0, 1]] for _ in sentences],
            "ner/msra": [[["项", "INTEGER", 1, 2]] * (len(s) > 3) + [[s[:3], "LOCATION", 0, 1]] for s in sentences],
        }
        body = json.dumps(answer, ensure_ascii=False).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture
def server():
    pytest.importorskip("hanlp_restful", reason="needs hanlp_restful")
    running = HTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()
    running.server_close()


def test_a_server_answers_with_mapped_types_and_character_offsets(server):
    text = "清远市\n阳山县三项。"
    (found,) = load_recognizer(server).recognize([text])
    assert [(e.start, e.end, e.text, e.type) for e in found] == [(0, 3, "清远市", "PLACE"), (4, 7, "阳山县", "PLACE")]


def test_a_server_that_is_down_is_named():
    with pytest.raises(ReadError, match=r"the HanLP server http://127\.0\.0\.1:9 gave no answer"):
        load_recognizer("http://127.0.0.1:9").recognize(["清远市。"])
