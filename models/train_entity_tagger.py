"""Train the tagger of ``models/entity-tagger`` and write its scores.

    python models/train_entity_tagger.py --data FILE [FILE ...] --corpora FOLDER [FOLDER ...] --out models/entity-tagger

``--data`` are files of annotated texts, one JSON object a line: ``text``, ``entities`` (``start``, ``end``, ``type``), ``place``,
``report_year``, ``genre``; where a file has parts (``part``), those to check a model with are left out. ``--corpora`` are folders
of plain reports (``.md``, ``.txt``), from which the clusters of words are learned. The scores come from cross-validation by text;
thresholds are set on them, so that of each type the asked share is right.

With ``--silver FILE`` the model learns from silver labels of plain reports too (``label_reports.py``). Their teacher has seen all annotated
texts, so that ``--held-out PASSAGES DOCUMENTS`` must say what is measured with: thresholds are set on its part ``learn``, scores are
those of its part ``check`` (see ``held_out.py``).

With ``--mean-with FOLDER`` the weights are the mean of those learned and those of an earlier tagger with the same features, which
learned from other texts (silver ones, say) or from other rules (Wortsman et al. 2022). Thresholds are then set by cross-validation of
models that learned from the annotated texts alone.

References
----------
Wortsman, M. et al. (2022). Model soups: averaging weights of multiple fine-tuned models improves accuracy without increasing inference
time. ICML.
"""

import argparse
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from entity_scores import Answer, compare, scores
from held_out import Record, read_held_out, read_lines
from joblib import Parallel, delayed
from silver_labels import silver_examples

from toolkit.entities.hybrid import decide
from toolkit.entities.proposals import Proposals, propose
from toolkit.entities.tagger import Tagged, Tagger
from toolkit.entities.tagger_clusters import learn_clusters
from toolkit.entities.tagger_features import BITS
from toolkit.entities.tagger_model import (
    TaggerModel,
    Thresholds,
    Weights,
    labels_of,
    load_tagger,
    read_weights,
    save_tagger,
)
from toolkit.entities.tagger_training import Example, examples_of, fit
from toolkit.entities.tagger_view import Given
from toolkit.entities.tagger_words import Clusters
from toolkit.places import parse_text

TYPES = ("POLICY", "PLACE", "ORG")
SHARES = (0.25, 0.5)
PROPOSED = (0.0, 0.02, 0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.75, 0.85, 0.92)
NEW = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.86, 0.9, 0.94, 0.97)
NEVER = (2.0, 2.0)
LEAST = 0.3
"""Held-out passages of part ``learn`` were read for the rules, which are more often right there than elsewhere: no lower threshold is
believed where the rules propose."""
REPEATED = 2
"""How often the annotated texts stand among silver ones."""
RARE = 7
"""Features that silver texts have less often are left out, so that the model stays small."""
LEAST_STEPS = 2
"""Lines of a mean of models with no weight of so many steps are left out, so that the model stays small."""
DROPPED = 0.5
"""Share of the features that a step does not see: of so many texts the model need not be kept from learning by heart."""
COMMAND = "python models/train_entity_tagger.py --data FILE [FILE ...] --corpora FOLDER [FOLDER ...] --out models/entity-tagger"
SAID = (("held_out", " --held-out PASSAGES DOCUMENTS"), ("silver", " --silver FILE"), ("mean_with", " --mean-with FOLDER"))
"""How the card names the options that were given."""
SET_ON_HELD_OUT = " (set on the passages of part `learn`, from which the model has not learned, but which were read for the rules)"
SET_ON_FOLDS = " (set by cross-validation of models that learned from the annotated texts alone)"
MEAN = (
    " The weights are the mean of those learned from them and of those of an earlier tagger, which learned from earlier rules and from"
    " reports, too, that a teacher labelled (`models/label_reports.py`: a transformer over characters, pre-trained on reports without"
    " labels and fine-tuned on the same annotated texts)."
)
SILVER = (
    ", and those that a teacher labelled: a transformer over characters, pre-trained on reports without labels and fine-tuned on"
    " annotated texts (`models/label_reports.py`). The model learned from {share:.0%} of their text, with the probabilities of labels that"
    " the teacher gives, beside the annotated texts {times} times. No report that holds a passage it is measured with was among them; the"
    " teacher may have read such reports when it was pre-trained, but no annotation of them"
)
TEMPLATE = Path(__file__).with_name("entity_tagger_card.txt")
FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


def read_records(paths: Iterable[Path]) -> list[Record]:
    """The annotated texts, without those that are kept to check a model with."""
    return [record for path in paths for record in read_lines(path) if record.get("part") != "check"]


def read_texts(folders: Iterable[Path]) -> list[str]:
    """The plain reports of the folders, without front matter."""
    paths = sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in (".md", ".txt"))
    return [FRONT_MATTER.sub("", path.read_text(encoding="utf-8", errors="replace")) for path in paths]


@dataclass(frozen=True)
class Reading:
    """What rules and tagger say of a text, before it is decided."""

    proposals: Proposals
    candidates: Sequence[Tagged]

    def answer(self, thresholds: Thresholds) -> Answer:
        """What the engine answers with these thresholds."""
        return [(e.start, e.end, e.type) for part in decide(self.proposals, self.candidates, thresholds, TYPES) for e in part]

    def by_rules(self) -> Answer:
        """What the rules alone answer."""
        return [(e.start, e.end, e.type) for e in self.proposals.entities]


def readings_of(model: TaggerModel, records: Iterable[Record]) -> list[Reading]:
    """The texts as a model reads them."""
    tagger, found = Tagger(model), []
    for record in records:
        place, year = record.get("place"), record.get("report_year")
        proposals = propose(parse_text(record["text"], place=place, year=year), place=place, year=year)
        found.append(Reading(proposals, *tagger.candidates([Given.of(proposals, place)])))
    return found


def cross_validate(
    records: Sequence[Record], examples: Sequence[Example], clusters: Clusters, share: float, args: argparse.Namespace
) -> list[Reading]:
    """What models say that have not seen the text, each trained on a share of the others."""
    labels = labels_of(TYPES)
    order = np.random.default_rng(args.seed).permutation(len(records))

    def read(fold: int) -> list[tuple[int, Reading]]:
        held_out = order[fold :: args.folds].tolist()
        others = [i for i in order.tolist() if i not in set(held_out)]
        seen = [examples[i] for i in others[: round(share * len(others))]]
        model = unlimited(fit(seen, labels, rounds=args.rounds, seed=args.seed), clusters)
        return list(zip(held_out, readings_of(model, [records[i] for i in held_out]), strict=True))

    readings = Parallel(n_jobs=args.jobs)(delayed(read)(fold) for fold in range(args.folds))
    return [found for _, found in sorted((pair for fold in readings for pair in fold), key=lambda pair: pair[0])]


def choose_thresholds(records: Sequence[Record], readings: Sequence[Reading], precision: float, least: float = 0.0) -> Thresholds:
    """For each type the thresholds of the best F1 with which the asked share of what is found is right."""
    chosen: dict[str, tuple[float, float]] = {}
    for kind in TYPES:
        tried = []
        for limits in product((limit for limit in PROPOSED if limit >= least), NEW):
            answers = [reading.answer({**dict.fromkeys(TYPES, NEVER), kind: limits}) for reading in readings]
            score = scores(compare(records, answers))["all"][kind]
            tried.append((min(score["precision"], precision), score["f1"], limits))
        chosen[kind] = max(tried)[2]
    return chosen


@dataclass(frozen=True)
class Trained:
    """A model, what it learned from, and how good it is."""

    weights: Weights
    thresholds: Thresholds
    records: Sequence[Record]
    report: Mapping[str, Any]


def on_held_out(records: Sequence[Record], clusters: Clusters, args: argparse.Namespace) -> Trained:
    """A model measured on passages it has not seen; its thresholds are set on others that it has not seen."""
    held_out = read_held_out(*args.held_out)
    learn, check = ([record for record in held_out if record["part"] == part] for part in ("learn", "check"))
    weights = train(records, silver_of(check, clusters, args), clusters, args)
    weights = mean_of(weights, read_weights(args.mean_with)) if args.mean_with else weights
    model = unlimited(weights, clusters)
    folds: dict[str, Any] = {}
    if args.mean_with:
        unseen = cross_validate(records, examples_of(records, TYPES, clusters), clusters, 1.0, args)
        thresholds = choose_thresholds(records, unseen, args.precision)
        folds = {"cross-validated": scores(compare(records, [reading.answer(thresholds) for reading in unseen]))["all"]}
    else:
        thresholds = choose_thresholds(learn, readings_of(model, learn), args.precision, LEAST)
    readings = readings_of(model, check)
    report = {
        "measured": f"on {sum(len(record['windows']) for record in check)} passages that the model has not seen",
        "scores": scores(compare(check, [reading.answer(thresholds) for reading in readings])),
        "rules": scores(compare(check, [reading.by_rules() for reading in readings]))["all"],
        **folds,
    }
    return Trained(weights, thresholds, records, report)


def silver_of(check: Iterable[Record], clusters: Clusters, args: argparse.Namespace) -> list[Example]:
    """The silver texts, without those that hold a passage to check the model with."""
    if not args.silver:
        return []
    unseen = [record["text"][start:end] for record in check for start, end in record["windows"]]
    return silver_examples(args.silver, TYPES, clusters, args.silver_share, without=unseen, seed=args.seed, jobs=args.jobs)


def train(records: Sequence[Record], silver: Sequence[Example], clusters: Clusters, args: argparse.Namespace) -> Weights:
    """The weights of a model of annotated texts, and of silver ones where there are any."""
    examples, labels = examples_of(records, TYPES, clusters), labels_of(TYPES)
    if not silver:
        return fit(examples, labels, rounds=args.rounds, seed=args.seed)
    return fit([*silver, *(examples * REPEATED)], labels, rounds=args.rounds, seed=args.seed, rare=RARE, dropped=DROPPED)


def mean_of(*models: Weights) -> Weights:
    """The mean of several models, without the lines that it leaves next to nothing."""
    table = np.zeros((1 << BITS, models[0].values.shape[1]))
    for weights in models:
        table[weights.lines] += weights.values * (weights.scale / len(models))
    mean = Weights.of(table, np.mean([weights.transitions for weights in models], axis=0))
    kept = np.abs(mean.values.astype(int)).max(axis=1) >= LEAST_STEPS
    return Weights(mean.lines[kept], mean.values[kept], mean.scale, mean.transitions)


def unlimited(weights: Weights, clusters: Clusters) -> TaggerModel:
    """A model that leaves nothing out."""
    return weights.model(labels_of(TYPES), dict.fromkeys(TYPES, (0.0, 0.0)), clusters)


def on_folds(records: Sequence[Record], clusters: Clusters, args: argparse.Namespace) -> Trained:
    """A model measured by cross-validation."""
    examples = examples_of(records, TYPES, clusters)
    readings = cross_validate(records, examples, clusters, 1.0, args)
    thresholds = choose_thresholds(records, readings, args.precision)
    curve = {}
    for share in SHARES:
        answers = [reading.answer(thresholds) for reading in cross_validate(records, examples, clusters, share, args)]
        curve[f"{share:.0%}"] = scores(compare(records, answers))["all"]
    report = {
        "measured": f"cross-validated by passage in {args.folds} parts",
        "scores": scores(compare(records, [reading.answer(thresholds) for reading in readings])),
        "rules": scores(compare(records, [reading.by_rules() for reading in readings]))["all"],
        "learning curve": curve,
    }
    return Trained(train(records, [], clusters, args), thresholds, records, report)


def card_row(name: str, score: Mapping[str, Mapping[str, float]]) -> str:
    """A line of the table of scores."""
    cells = [" / ".join(f"{score[kind][part]:.2f}" for part in ("precision", "recall", "f1")) if kind in score else "–" for kind in TYPES]
    return f"| {name} | {sum(int(part['gold']) for part in score.values())} | {' | '.join(cells)} |"


def card(trained: Trained, args: argparse.Namespace, **facts: float) -> str:
    """The model card."""
    report = trained.report
    groups = sorted(report["scores"], key=lambda name: -sum(part["gold"] for part in report["scores"][name].values()))
    rows = [card_row(name, report["scores"][name]) for name in groups]
    rows += [card_row(f"all, {share} of the annotations", score) for share, score in report.get("learning curve", {}).items()]
    rows += [card_row("all, rules alone", report["rules"])]
    if "cross-validated" in report:
        rows += [card_row("annotated texts, cross-validated without the earlier tagger", report["cross-validated"])]
    limits = (f"{kind} {old:.2f} where the rules propose it, else {new:.2f}" for kind, (old, new) in trained.thresholds.items())
    return TEMPLATE.read_text(encoding="utf-8").format(
        rows="\n".join(rows), thresholds="; ".join(limits), measured=report["measured"], seed=args.seed, rounds=args.rounds,
        texts=len(trained.records), entities=sum(len(record["entities"]) for record in trained.records),
        command=COMMAND + "".join(words for given, words in SAID if getattr(args, given)),
        mean=MEAN if args.mean_with else "", silver=SILVER.format(share=args.silver_share, times=REPEATED) if args.silver else "",
        set_on=SET_ON_FOLDS if args.mean_with else SET_ON_HELD_OUT if args.held_out else "", **facts,
    )  # fmt: skip


def main() -> None:
    """Read, train, set thresholds, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, nargs="+", required=True)
    parser.add_argument("--corpora", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--silver", type=Path, help="silver labels of plain reports (.jsonl.gz)")
    parser.add_argument("--silver-share", type=float, default=0.25, help="share of their text that is learned from (default: 0.25)")
    parser.add_argument("--mean-with", type=Path, help="an earlier tagger, with which the weights are averaged")
    parser.add_argument("--held-out", type=Path, nargs=2, metavar=("PASSAGES", "DOCUMENTS"), help="what is measured with")
    parser.add_argument("--precision", type=float, default=0.86, help="share of what is found that must be right (default: 0.86)")
    parser.add_argument("--rounds", type=int, default=16, help="how often each text is read (default: 16)")
    parser.add_argument("--folds", type=int, default=4, help="parts of the cross-validation (default: 4)")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    if args.silver and not args.held_out:
        parser.error("--silver needs --held-out: the teacher has seen the annotated texts")
    texts = read_texts(args.corpora)
    clusters = load_tagger(args.mean_with).clusters if args.mean_with else learn_clusters(texts, seed=args.seed)
    trained = (on_held_out if args.held_out else on_folds)(read_records(args.data), clusters, args)
    config = {"labels": labels_of(TYPES), "thresholds": trained.thresholds, "seed": args.seed, "rounds": args.rounds}
    save_tagger(args.out, trained.weights, clusters, config)
    report = {"texts": len(trained.records), **trained.report}
    (args.out / "scores.json").write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    size = sum(path.stat().st_size for path in args.out.glob("[cw]*")) / 1e6
    (args.out / "MODEL_CARD.md").write_text(card(trained, args, size=size, words=len(clusters), corpora=len(texts)), encoding="utf-8")


if __name__ == "__main__":
    main()
