"""What ``policy-toolkit run`` and the analyses of a whole corpus cost as it grows: CPU seconds and memory of each step.

    python benchmarks/bench_run.py [FOLDER_OF_REPORTS] [--sizes 1000 2000 4000] [--characters 3000] [--calls] [--only NAME …]
    python benchmarks/bench_run.py --corpora CORPUS … [--calls] [--only NAME …]

Documents are put together by a seed: of the reports of a folder (of the demo corpus without one) each paragraph comes from another one,
from about the same place in it, with other figures, so that no two are alike; they are of as many prefectures and counties as twenty years
of each take. A step's memory is the most that its process held while it ran (the mark is set back before it). To each step an exponent e
(cost ~ documents ** e) is fitted. ``--calls`` measures the public functions that read whole tables as well, each in a process of its own.
"""

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from bench_scale import slope
from rows import DEMO, Row

import toolkit as tk
from toolkit.places.divisions import LAST_YEAR, divisions

YEARS = 20
_BODY, _HEAD = re.compile("[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|.{40}"), re.compile("大会第.{1,3}次会议|^<!--|://")
"""Headings and paragraphs; not the head of a report, which tells who gave it, when and where."""
COST = """
import resource
def spent():
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
def peak():
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM")) / 1024
def forget():
    with open("/proc/self/clear_refs", "w") as mark:
        mark.write("5")
"""
RUN = """
import importlib, json, sys
from functools import wraps
source, out, given_corpus = sys.argv[1:]
told = {}
def watched(name, call):
    @wraps(call)
    def step(*given, **options):
        forget()
        before = spent()
        found = call(*given, **options)
        if hasattr(found, "__next__"):
            found = list(found)
        old = told.get(name, (0.0, 0.0))
        told[name] = old[0] + spent() - before, max(old[1], peak())
        return found
    return step
STEPS = {
    "toolkit.cli.run": {"built": "build", "render_page": "page", "_write_tables": "tables", "_write_figures": "figures"},
    "toolkit.report.analysis": {
        "count_terms": "words", "_keywords": "keywords", "_place_words": "words of places", "corpus_topics": "topics", "_trends": "trends",
        "trend_summary": "trend tests", "gathered": "names and claims", "panel_tables": "panel", "collect_samples": "sentences",
        "readings_of": "readings", "_without_texts": "documents",
    },
}
for module, steps in STEPS.items():
    loaded = importlib.import_module(module)
    for name, step in steps.items():
        setattr(loaded, name, watched(step, getattr(loaded, name)))
from toolkit.corpus import Corpus, open_corpus
Corpus.annotate = watched("annotate", Corpus.annotate)
if given_corpus:
    importlib.import_module("toolkit.cli.run").built = lambda arguments, target: open_corpus(given_corpus)
    Corpus.annotate = lambda corpus, **options: corpus
from toolkit.cli import main
before = spent()
main(["run", source, "--out", out, "--quiet"])
told["whole run"] = spent() - before, max(taken[1] for taken in told.values())
watched("export, csv", main)(["export", out, "--format", "csv", "--out", out + "/export_csv", "--quiet"])
print(json.dumps(told))
"""
CALLS = {
    "count_terms": "tk.count_terms(corpus)",
    "count_terms by section": "tk.count_terms(corpus, unit='section', min_df=5)",
    "fit_topics": "tk.fit_topics(tk.count_terms(corpus, unit='section', min_df=20, max_df=0.5), n_topics=12)",
    "rank_keywords": "tk.rank_keywords(tk.count_terms(corpus))",
    "term_trends": "tk.trend_summary(tk.term_trends(tk.count_terms(corpus, min_df=20)))",
    "entity_trends": "tk.entity_trends(corpus, min_docs=20)",
    "count_entities": "tk.count_entities(corpus)",
    "claims": "corpus.claims",
    "entities": "corpus.entities",
    "claims_panel": "tk.claims_panel(corpus)",
    "research_panel": "tk.research_panel(corpus, terms=['发展'])",
    "target_outcomes": "tk.target_outcomes(tk.claims_panel(corpus), n_permutations=20)",
    "code_dictionary": "tk.code_dictionary(corpus, 'policy_instruments')",
    "concordance": "tk.concordance(corpus, '营商环境')",
    "collocations": "tk.collocations(corpus)",
    "cooccurrence_network": "tk.cooccurrence_network(corpus)",
    "find_new_words": "tk.find_new_words(corpus)",
    "find_phrases": "tk.find_phrases(corpus)",
    "rank_key_phrases": "tk.rank_key_phrases(corpus)",
    "readability": "tk.readability(corpus)",
    "lexical_diversity": "tk.lexical_diversity(corpus)",
    "policy_strength": "tk.policy_strength(corpus)",
    "attention": "tk.attention(corpus, n_samples=10)",
    "word_neighbours": "tk.word_neighbours(corpus, '发展')",
    "meaning_change": "tk.meaning_change(corpus, ['生态'], {'early': range(1990, 2016), 'late': range(2016, 2030)}, n_permutations=9)",
    "find_reuse": "tk.find_reuse(corpus)",
    "novelty": "tk.novelty(corpus, n_boot=5)",
    "first_mentions": "tk.first_mentions(corpus, ['营商环境', '乡村振兴'])",
    "citation_network": "tk.citation_network(corpus)",
    "fit_lss": "tk.fit_lss(corpus, {'生态': 1, '工业': -1}, n_components=20, n_bootstrap=0)",
    "write_report": "tk.write_report(corpus, '/dev/null')",
}


def paragraphs_of(folder: Path | None) -> list[list[str]]:
    """The paragraphs of each report."""
    files = sorted(path for path in folder.rglob("*") if path.suffix in (".txt", ".md")) if folder else []
    texts = [path.read_text(encoding="utf-8") for path in files] or tk.build_corpus(DEMO, tokens=False).documents["text"].tolist()
    lines = [[line.strip("*") for line in text.split("\n")] for text in texts]
    return [[line for line in own if _BODY.match(line) and not _HEAD.search(line)] for own in lines]


def places() -> Iterator[str]:
    """Names of prefectures, then of counties, each once."""
    valid = [division for division in divisions() if division.valid(LAST_YEAR) and division.level in ("prefecture", "county")]
    yield from dict.fromkeys(one.name for level in ("prefecture", "county") for one in valid if one.level == level)


def written(source: Path, reports: Sequence[Sequence[str]], number: int, characters: int, *, seed: int = 0) -> Path:
    """Write so many reports of so many characters into a folder."""
    rng = random.Random(seed)
    source.mkdir(parents=True)
    names = list(islice(places(), -(-number // YEARS)))
    for at in range(number):
        year, name = LAST_YEAR - at % YEARS, names[at // YEARS]
        lines, length, progress = [f"{year}年{name}政府工作报告"], 0, 0.0
        while length < characters:
            report = rng.choice(reports)
            line = report[min(int(progress * len(report)), len(report) - 1)]
            lines.append(re.sub("[0-9](?=[0-9.]*[亿万%个家])", lambda _: str(rng.randrange(1, 10)), line))
            length += len(line)
            progress = length / characters
        Path(source, f"{at:07}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return source


def _told(code: str, *given: str) -> dict[str, tuple[float, float]]:
    command = [sys.executable, "-c", COST + code, *given]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def run_costs(source: Path, out: Path, corpus: Path | str = "") -> dict[str, tuple[float, float]]:
    """CPU seconds and MiB of each step of a run and an export, in one process; of a corpus that is there, without its making."""
    return _told(RUN, str(source), str(out), str(corpus))


def call_costs(corpus: Path, names: Sequence[str] = ()) -> Iterator[tuple[str, tuple[float, float]]]:
    """CPU seconds and MiB of the public functions, each in a process of its own; the import counts for the memory."""
    for name, call in CALLS.items():
        if not names or name in names:
            code = f"import json, sys, toolkit as tk\ncorpus = tk.open_corpus(sys.argv[1])\nbefore = spent()\n{call}\n"
            yield name, _told(f"{code}print(json.dumps({{'cost': (spent() - before, peak())}}))", str(corpus))["cost"]


def rows() -> Iterator[Row]:
    """How time and memory of a whole run grow between 60 and 240 documents."""
    reports, sizes = paragraphs_of(None), (60, 240)
    with tempfile.TemporaryDirectory() as name:
        found = [run_costs(written(Path(name, f"in{size}"), reports, size, 2000), Path(name, f"out{size}")) for size in sizes]
    first, last = (one["whole run"] for one in found)
    yield Row("time of a run, 240 documents", last[0], first[0], "at most", sizes[1] / sizes[0], "s", "60 documents")
    yield Row("memory of a run, 240 documents", last[1], first[1], "at most", 1.3, "MiB", "60 documents")


def _print(found: Sequence[dict[str, tuple[float, float]]], sizes: Sequence[int]) -> None:
    for at, unit in ((0, "CPU seconds"), (1, "MiB")):
        print(f"{unit:26}" + "".join(f"{size:>10,}" for size in sizes) + f"{'exponent':>10}")
        for step in found[0]:
            values = [one[step][at] for one in found]
            exponent = f"{slope(sizes, values):10.2f}" if len(sizes) > 1 and min(values) > 0 else ""
            print(f"{step:26}" + "".join(f"{value:10.1f}" for value in values) + exponent)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--sizes", nargs="+", type=int, default=[1000, 2000, 4000])
    parser.add_argument("--characters", type=int, default=3000)
    parser.add_argument("--keep", type=Path, help="folder of the documents and results, used again where they are there")
    parser.add_argument("--corpora", nargs="+", type=Path, default=[], help="annotated corpora (see replicate.py), instead of --sizes")
    parser.add_argument("--calls", action="store_true", help="measure public functions too")
    parser.add_argument("--only", nargs="+", default=[], help="public functions")
    given = parser.parse_args()
    runs, calls = [], []
    sizes = [len(tk.open_corpus(corpus)) for corpus in given.corpora] or given.sizes
    with tempfile.TemporaryDirectory() as name:
        folder = given.keep or Path(name)
        for at, size in enumerate(sizes):
            source, out = folder / f"in{size}", folder / f"out{size}"
            if given.corpora:
                source.mkdir(exist_ok=True)
                Path(source, "none.txt").touch()
            elif not source.exists():
                written(source, paragraphs_of(given.folder), size, given.characters)
            corpus = given.corpora[at] if given.corpora else out / "corpus"
            if not given.only:
                runs.append(run_costs(source, out, given.corpora[at] if given.corpora else ""))
                print(size, {step: [round(value, 1) for value in cost] for step, cost in runs[-1].items()}, file=sys.stderr, flush=True)
            if given.calls:
                calls.append({})
                for step, cost in call_costs(corpus, given.only):
                    calls[-1][step] = cost
                    print(size, step, *(round(value, 1) for value in cost), file=sys.stderr, flush=True)
    for found in (runs, calls):
        if found:
            _print(found, sizes)


if __name__ == "__main__":
    main()
