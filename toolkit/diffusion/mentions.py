"""Which documents name a policy: by its wordings, by the policies found in the texts, or by a table of passages."""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from toolkit.corpus.several import policies_of, sentences_of
from toolkit.errors import InvalidValue, invalid

if TYPE_CHECKING:
    from toolkit.corpus import Corpus

__all__ = ["Policies", "mentions", "policy_names"]

Wordings = str | re.Pattern[str] | Sequence[str]
Policies = Wordings | Mapping[str, Wordings] | pd.DataFrame

_COLUMNS = ["policy", "doc_id", "start", "end", "n_mentions"]


def mentions(
    corpora: "Corpus | Sequence[Corpus]", documents: pd.DataFrame, policies: Policies, by: str
) -> pd.DataFrame:
    """One row a policy and document that names it: where it does so first, and how often."""
    if by not in ("text", "entity"):
        raise invalid("by", by, ["text", "entity"])
    if isinstance(policies, pd.DataFrame):
        return _of_passages(corpora, policies)
    wordings = _named(policies)
    found = _in_texts(documents, wordings) if by == "text" else _in_entities(corpora, wordings)
    return pd.DataFrame(found, columns=_COLUMNS).astype({"start": "int64", "end": "int64", "n_mentions": "int64"})


def policy_names(policies: Policies) -> list[str]:
    """The names of the policies, in the order in which they were given."""
    if isinstance(policies, pd.DataFrame):
        return sorted(set(policies["policy"])) if "policy" in policies else ["passage"]
    return list(_named(policies))


def _named(policies: Wordings | Mapping[str, Wordings]) -> dict[str, tuple[str, ...] | re.Pattern[str]]:
    if isinstance(policies, Mapping):
        given: Mapping[str, Wordings] = policies
    elif isinstance(policies, str):
        given = {policies: policies}
    elif isinstance(policies, re.Pattern):
        given = {policies.pattern: policies}
    else:
        given = {"、".join(policies): policies}
    named: dict[str, tuple[str, ...] | re.Pattern[str]] = {}
    for name, wordings in given.items():
        if isinstance(wordings, re.Pattern):
            named[name] = wordings
            continue
        words = (wordings,) if isinstance(wordings, str) else tuple(wordings)
        if not words or not all(words):
            raise InvalidValue(f"the policy {name!r} has no wordings, or an empty one: give it at least one")
        named[name] = words
    return named


def _in_texts(
    documents: pd.DataFrame, wordings: Mapping[str, tuple[str, ...] | re.Pattern[str]]
) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    texts = list(zip(documents["doc_id"], documents["text"], strict=True))
    for name, words in wordings.items():
        # The longest wording first, so that 河长制 is one mention where 河长 is a wording too.
        pattern = (
            words
            if isinstance(words, re.Pattern)
            else re.compile("|".join(map(re.escape, sorted(words, key=lambda w: (-len(w), w)))))
        )
        for doc_id, text in texts:
            if not isinstance(words, re.Pattern) and not any(word in text for word in words):
                continue
            spans = [match.span() for match in pattern.finditer(text) if match.end() > match.start()]
            if spans:
                rows.append((name, doc_id, *spans[0], len(spans)))
    return rows


def _in_entities(
    corpora: "Corpus | Sequence[Corpus]", wordings: Mapping[str, tuple[str, ...] | re.Pattern[str]]
) -> list[tuple[object, ...]]:
    if any(isinstance(words, re.Pattern) for words in wordings.values()):
        raise InvalidValue("a pattern is not allowed with by='entity': give the names or links (id) of the policies")
    found = policies_of(corpora)
    pairs = [(word, name) for name, words in wordings.items() if isinstance(words, tuple) for word in words]
    policy_of = pd.DataFrame(pairs, columns=["word", "policy"])
    hits = [found.merge(policy_of, left_on=column, right_on="word") for column in ("name", "id")]
    return _first_of(pd.concat(hits).drop_duplicates(["policy", "doc_id", "start"]))


def _of_passages(corpora: "Corpus | Sequence[Corpus]", passages: pd.DataFrame) -> pd.DataFrame:
    """A passage that was found in documents stands where its sentence, or its own offset, begins."""
    lacking = {"doc_id"} - set(passages.columns)
    if lacking or not {"sentence_id", "start"} & set(passages.columns):
        raise InvalidValue(
            f"the table of passages has the columns {list(passages.columns)}: it needs doc_id, and start and end or sentence_id"
        )
    table = passages.assign(policy=passages.get("policy", "passage"))
    if "start" not in table:
        table = table.merge(sentences_of(corpora, table["doc_id"]), on=["doc_id", "sentence_id"])
    rows = pd.DataFrame(_first_of(table), columns=_COLUMNS)
    return rows.astype({"start": "int64", "end": "int64", "n_mentions": "int64"})


def _first_of(hits: pd.DataFrame) -> list[tuple[object, ...]]:
    ordered = hits.sort_values(["policy", "doc_id", "start"], kind="stable")
    groups = ordered.groupby(["policy", "doc_id"], sort=False)
    first = groups[["start", "end"]].first().assign(n=groups.size())
    return [(policy, doc_id, start, end, n) for (policy, doc_id), start, end, n in first.itertuples(name=None)]
