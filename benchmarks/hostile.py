"""Thousands of broken files: what is raised, what hangs, how much memory is taken; and how many flipped bits of a corpus are found.

``python benchmarks/hostile.py --files 3000 --flips 150``: sound files of every format are made, bytes of them are changed, cut, doubled or
swapped with fixed seeds, and each is built alone. A build must end with documents or rows of errors, whatever the file. The table says
by format how many were read, refused, how long the slowest took; below it, the peak of memory, and exceptions where there were any.
"""

import argparse
import io
import json
import os
import random
import resource
import shutil
import tempfile
import time
import zipfile
from collections import Counter
from pathlib import Path

import docx
import openpyxl
import pandas as pd

import toolkit as tk
from toolkit.errors import CorpusError

TEXT = "".join(
    f"{year}年桃源县政府工作报告\n一、{year - 1}年工作回顾\n（一）产业。全县生产总值{year}.5亿元，增长{year % 9}.3%。治理河湖，保护水源。\n"
    for year in range(2001, 2021)
)
YEARS = range(2001, 2013)
TABLE = pd.DataFrame({"标题": [f"{year}年桃源县政府工作报告" for year in YEARS], "正文": [TEXT[:600]] * len(YEARS), "年份": YEARS})
TABLES = ["documents", "sections", "sentences", "cells", "tokens", "notes", "errors", "duplicates", "entities", "claims"]


def office(document) -> bytes:
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def word() -> bytes:
    document = docx.Document()
    for line in TEXT.split("\n"):
        document.add_paragraph(line)
    table = document.add_table(rows=4, cols=3)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"第{number}格"
    return office(document)


def workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(list(TABLE.columns))
    for row in TABLE.itertuples(index=False):
        book.active.append(list(row))
    return office(book)


def page() -> bytes:
    lines = "".join(f"<p>{line}</p>" for line in TEXT.split("\n"))
    head = '<meta charset="utf-8"><meta name="PubDate" content="2021-02-03"><title>桃源县政府工作报告</title>'
    return f"<html><head>{head}</head><body><div id=a>{lines}<table><tr><td>甲<td>1</table></div></body></html>".encode()


def pdf() -> bytes:
    import matplotlib.pyplot as plt

    made = io.BytesIO()
    figure = plt.figure()
    figure.text(0.1, 0.5, "GDP 2023 grew 5.2%\nbudget 12.5")
    figure.savefig(made, format="pdf")
    plt.close(figure)
    return made.getvalue()


def archive(method: int) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as target:
        for name, data in (("a/报告.txt", TEXT.encode()), ("b.html", page()), ("c.csv", TABLE.to_csv(index=False).encode())):
            target.writestr(name, data)
    return made.getvalue()


def parquet() -> bytes:
    made = io.BytesIO()
    TABLE.to_parquet(made)
    return made.getvalue()


def seeds() -> dict[str, bytes]:
    mhtml = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html\n\n" + page() + b"\n--x--\n"
    return {
        "txt": TEXT.encode(), "gbk.txt": TEXT.encode("gb18030"), "utf16.txt": TEXT.encode("utf-16"),
        "md": ("---\ntitle: 报告\ndate: 2021-02-03\n---\n# 一、总则\n| 甲 | 乙 |\n| --- | --- |\n| 1 | **2** |\n" + TEXT).encode(),
        "html": page(), "mhtml": mhtml, "docx": word(), "pdf": pdf(), "xlsx": workbook(), "parquet": parquet(),
        "csv": TABLE.to_csv(index=False).encode(), "jsonl": TABLE.to_json(orient="records", lines=True, force_ascii=False).encode(),
        "zip": archive(zipfile.ZIP_DEFLATED), "lzma.zip": archive(zipfile.ZIP_LZMA), "bz2.zip": archive(zipfile.ZIP_BZIP2),
    }  # fmt: skip


def mutated(data: bytes, rng: random.Random) -> bytes:
    """The bytes with one to three faults; of what is packed, half of the time a fault inside a member."""
    if data[:2] == b"PK" and rng.random() < 0.5:
        return inside(data, rng)
    changed = bytearray(data)
    for _ in range(rng.randint(1, 3)):
        at, length = rng.randrange(len(changed) + 1), rng.choice([1, 2, 8, 64, 1024])
        kind = rng.randrange(7)
        if kind == 0:
            changed[at : at + length] = rng.randbytes(length)
        elif kind == 1:
            del changed[at : at + length]
        elif kind == 2:
            changed[at:at] = bytes(changed[:length]) * rng.choice([1, 3, 500])
        elif kind == 3:
            del changed[at:]
        elif kind == 4:
            changed[at:at] = rng.choice([b"\0", b"\xff\xff\xff\xff", b"<", b"(((", b"]]>", "（".encode() * 500, b"9" * 5000, b"\n" * 5000])
        elif kind == 5:
            changed[at : at + 4] = rng.choice([b"\xff\xff\xff\x7f", b"\0\0\0\x80", b"\xff\xff\xff\xff"])
        else:
            changed = bytearray(bytes(byte ^ 1 if rng.random() < 0.002 else byte for byte in changed))
        if not changed:
            break
    return bytes(changed)


def inside(data: bytes, rng: random.Random) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        names = source.namelist()
        chosen = rng.choice(names)
        for name in names:
            content = source.read(name)
            target.writestr(name, mutated(content, rng) if name == chosen and content else content)
    return made.getvalue()


def hostile(number: int, folder: Path, *, slow: float) -> list[str]:
    """Build each mutated file alone; return what went wrong."""
    rng = random.Random(20261128)
    kinds = seeds()
    seen: dict[str, Counter[str]] = {kind: Counter() for kind in kinds}
    slowest = dict.fromkeys(kinds, 0.0)
    wrong = []
    for index in range(number):
        kind = list(kinds)[index % len(kinds)]
        path = folder / "in" / f"f{index}.{kind}"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(mutated(kinds[kind], rng))
        started = time.perf_counter()
        try:
            corpus = tk.build_corpus([path], folder / "out")
            seen[kind]["read" if len(corpus) else "refused"] += 1
            if not len(corpus) and corpus.errors.empty:
                wrong.append(f"{path.name}: neither a document nor an error")
        except Exception as error:
            wrong.append(f"{path.name}: {type(error).__name__}: {error}")
        taken = time.perf_counter() - started
        slowest[kind] = max(slowest[kind], taken)
        if taken > slow:
            wrong.append(f"{path.name}: {taken:.1f} s")
        path.unlink()
        shutil.rmtree(folder / "out", ignore_errors=True)
    for kind in kinds:
        print(f"{kind:10} read {seen[kind]['read']:5} refused {seen[kind]['refused']:5} slowest {slowest[kind]:6.2f} s")
    return wrong


def flips(number: int, folder: Path) -> int:
    """Flip one bit of a corpus at a time; return how many are found when its tables are read."""
    TABLE.to_csv(folder / "table.csv", index=False)
    corpus = folder / "corpus"
    tk.build_corpus([folder / "table.csv"], corpus).annotate()
    files = sorted(path for path in corpus.rglob("*") if path.is_file() and ".state" not in path.parts)
    rng = random.Random(7)
    found = 0
    for _ in range(number):
        path = rng.choice(files)
        data = path.read_bytes()
        at, bit = rng.randrange(len(data)), 1 << rng.randrange(8)
        path.write_bytes(data[:at] + bytes([data[at] ^ bit]) + data[at + 1 :])
        try:
            opened = tk.open_corpus(corpus)
            for table in TABLES:
                getattr(opened, table)
        except CorpusError:
            found += 1
        path.write_bytes(data)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=3000)
    parser.add_argument("--flips", type=int, default=150)
    parser.add_argument("--slow", type=float, default=15.0, help="seconds above which a file is told")
    arguments = parser.parse_args()
    os.environ["TQDM_DISABLE"] = "1"
    with tempfile.TemporaryDirectory() as name:
        started = time.perf_counter()
        wrong = hostile(arguments.files, Path(name), slow=arguments.slow)
        seconds = time.perf_counter() - started
        print(f"{arguments.files} files in {seconds:.0f} s; exceptions, hangs and silences: {len(wrong)}")
        print("\n".join(wrong))
        found = flips(arguments.flips, Path(name))
    processes = {"self": resource.RUSAGE_SELF, "reader": resource.RUSAGE_CHILDREN}
    peaks = {name: resource.getrusage(who).ru_maxrss // 1024 for name, who in processes.items()}
    print(json.dumps({"bits flipped": arguments.flips, "found": found, "peak MB": peaks}))


if __name__ == "__main__":
    main()
