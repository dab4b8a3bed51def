"""Which documents cite which laws and policies: one row a document and policy."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import pandas as pd

from toolkit.citations.versions import has_versions, version_of
from toolkit.corpus.several import documents_of, policies_of
from toolkit.errors import InvalidValue, invalid
from toolkit.lexicon import read_table
from toolkit.places.regions import region_of

if TYPE_CHECKING:
    from toolkit.corpus import Corpus

__all__ = ["CITED_COLUMNS", "DEFAULT_SUBTYPES", "cited"]

DEFAULT_SUBTYPES = ("law", "regulation", "plan", "document", "document_number")
CITED_COLUMNS = [
    "doc_id", "title", "place", "level", "region", "year", "date", "date_known", "policy", "label", "subtype",
    "origin", "version", "amended", "coming",
    "version_source", "age", "n_mentions", "sentence_id", "start", "end", "found",
]  # fmt: skip
_CENTRAL = re.compile("^(?:中华人民共和国|国务院|中共中央|党中央|中央|全国|国家|中国)")
_CENTRAL_NUMBER = re.compile("国发|国办发|国函|中发|中办发|国令")
_DRAFT = re.compile(r"(?:草案|[（(]草案[）)])$")
_PLAN_OUTLINE = re.compile("(?<=五(?:规划|计划))纲要$")


def cited(
    corpora: "Corpus | Sequence[Corpus]", subtypes: Sequence[str] | None
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return what is cited, the documents (without their texts), and the names that were left out since they name no one policy."""
    documents = documents_of(corpora, texts=False)
    if documents.empty:
        raise InvalidValue("the corpus has no document with a place and a year: a citation needs both")
    found = policies_of(corpora)
    known = sorted(set(found["subtype"].dropna()))
    unknown = sorted(set(subtypes or ()) - {*known, *DEFAULT_SUBTYPES})
    if unknown:
        raise invalid("subtype", unknown[0], known)
    if subtypes is not None:
        found = found[found["subtype"].isin(list(subtypes))]
    name = found["id"].where(found["id"].notna(), found["name"])
    found = found.assign(
        policy=name.where(name.notna(), found["text"].str.strip("《》“”"))
        .astype("str")
        .str.replace(_PLAN_OUTLINE, "", regex=True)
    )
    generic = found["policy"].map(_is_generic).astype(bool)
    told = documents.assign(region=documents["adcode"].map(region_of, na_action="ignore"))
    table = found[~generic].rename(columns={"text": "found"}).merge(told, on="doc_id")
    return _versioned(_one_a_document(table)), told, _left_out(found[generic])


def _one_a_document(table: pd.DataFrame) -> pd.DataFrame:
    ordered = table.sort_values(["year", "date", "doc_id", "policy", "start"], kind="stable")
    counts = ordered.groupby(["doc_id", "policy"])["start"].transform("size")
    return ordered.assign(n_mentions=counts).drop_duplicates(["doc_id", "policy"]).reset_index(drop=True)


def _versioned(table: pd.DataFrame) -> pd.DataFrame:
    versions = [version_of(*row) for row in zip(table["policy"], table["date"], table["found"], strict=True)]
    # A law that was only called for is not the law that came later: it keeps the wording of the text.
    older = [version.source if version.source.startswith("before") else "" for version in versions]
    wording = table["found"].str.strip("《》〈〉“”")
    named = [
        f"{words}（{told}）" if told else policy
        for policy, words, told in zip(table["policy"], wording, older, strict=True)
    ]
    table = table.assign(policy=pd.Series(named, index=table.index, dtype="str"))
    table["version"] = pd.array([version.year for version in versions], dtype="Int32")
    table["amended"] = pd.array([version.amended for version in versions], dtype="Int32")
    table["coming"] = pd.array([version.coming for version in versions], dtype="Int32")
    table["version_source"] = pd.Series([version.source for version in versions], index=table.index, dtype="str")
    table["age"] = table["year"].astype("Int32") - table["version"]
    year = table["version"].astype("object").map(lambda value: "" if pd.isna(value) else f"（{value}）")
    table["label"] = table["policy"] + year.where(table["version_source"] == "table", "").astype("str")
    table["origin"] = _origin(table)
    return table[CITED_COLUMNS].astype(
        {"year": "int64", "sentence_id": "int64", "start": "int64", "end": "int64", "n_mentions": "int64"}
    )


def _origin(table: pd.DataFrame) -> pd.Series:
    """Whose a policy is: central where its title, its number or a central document that names it says so."""
    by_centre = set(table.loc[table["level"] == "nation", "policy"])
    laws = _laws()
    values = []
    columns = ("policy", "subtype", "found", "place", "version_source")
    for policy, subtype, found, place, source in zip(*(table[name] for name in columns), strict=True):
        number = subtype == "document_number" and bool(_CENTRAL_NUMBER.search(found))
        central = (
            policy in laws or has_versions(policy) or policy in by_centre or number or bool(_CENTRAL.match(policy))
        )
        own = policy.startswith((place, place.removesuffix("自治区")[:2]))
        values.append("local" if own else "central" if central and not source.startswith("before") else "unknown")
    return pd.Series(values, index=table.index, dtype="str")


def _is_generic(policy: str) -> bool:
    """Whether a name is a kind of document only: 纲要, 实施办法, 建议."""
    bare = _DRAFT.sub("", policy)
    return not bare or bare in _heads()


@lru_cache(maxsize=1)
def _heads() -> frozenset[str]:
    return frozenset(row["head"] for row in read_table("policy_heads.tsv"))


@lru_cache(maxsize=1)
def _laws() -> frozenset[str]:
    return frozenset(row["title"] for row in read_table("laws.tsv"))


def _left_out(found: pd.DataFrame) -> pd.DataFrame:
    counts = found.groupby("policy").agg(n_mentions=("doc_id", "size"), n_docs=("doc_id", "nunique")).reset_index()
    return counts.sort_values(["n_docs", "policy"], ascending=[False, True], kind="stable", ignore_index=True)
