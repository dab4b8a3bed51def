"""``research_panel``: one balanced frame of places and years for regressions, with its codebook."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from toolkit.errors import InvalidValue, invalid
from toolkit.given import takes
from toolkit.panel.attention import sentences_with
from toolkit.panel.cells import claims_panel
from toolkit.trail import with_trail

if TYPE_CHECKING:
    from toolkit.corpus import Corpus

__all__ = ["ResearchPanel", "research_panel"]

_KEYS = ["place_id", "year"]
_NAME, _LABEL = 32, 80
"""Longest name and label of a variable in Stata."""
_STAMP = datetime(2000, 1, 1)
"""Stata's files hold the time of writing; a fixed one, so that the same panel is the same file."""
_FIGURES = {"target": "target for the year", "actual": "result of the year", "attained": "whether the target was reached"}
_NO_REPORT = "no report of that place and year"


class _Variable(NamedTuple):
    values: pd.Series
    meaning: str
    unit: str
    source: str
    missing: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ResearchPanel:
    """A frame of places and years with its codebook. Made by `research_panel`.

    Parameters
    ----------
    frame : DataFrame
        ``place_id, place, adcode, year, observed`` (1 where there is a document), ``n_docs, doc_ids, n_chars``, then the variables.
    codebook : DataFrame
        ``name, meaning, unit, source, missing`` (what a missing value means), ``n, n_missing, mean, min, max``.
    """

    frame: pd.DataFrame
    codebook: pd.DataFrame

    def __repr__(self) -> str:
        places, years = self.frame["place"].nunique(), self.frame["year"]
        span = f"{years.min()}–{years.max()}" if len(years) else "no years"
        return (
            f"<ResearchPanel: {places} places × {years.nunique()} years ({span}), {int(self.frame['observed'].sum())} of "
            f"{len(self.frame)} cells with a document, {len(self.codebook)} variables>"
        )

    def write(self, folder: str | Path, *, name: str = "panel") -> list[Path]:
        """Write the frame for Stata (``.dta``), R and others (``.parquet``, ``.csv``), and the codebook (``_codebook.csv``).

        In the file for Stata variables have their meaning as label, ``place_id`` the names of the places and indicators of 0 and 1 theirs.

        Parameters
        ----------
        folder : path
            Made if missing; files of these names are written again.
        name : str
            What the files are called.
        """
        target = Path(folder)
        target.mkdir(parents=True, exist_ok=True)
        paths = [target / f"{name}{ending}" for ending in (".dta", ".parquet", ".csv", "_codebook.csv")]
        plain = self.frame.copy()
        plain.attrs = {}
        meanings = dict(zip(self.codebook["name"], self.codebook["meaning"], strict=True))
        labels = {column: meanings[column][:_LABEL] for column in plain.columns}
        _for_stata(plain).to_stata(
            paths[0], write_index=False, version=118, time_stamp=_STAMP, variable_labels=labels, value_labels=self._value_labels(),
        )  # fmt: skip
        plain.to_parquet(paths[1], index=False)
        plain.to_csv(paths[2], index=False, encoding="utf-8-sig", lineterminator="\n")
        self.codebook.to_csv(paths[3], index=False, encoding="utf-8-sig", lineterminator="\n")
        return paths

    def _value_labels(self) -> dict[Any, dict[float, str]]:
        named = self.frame.drop_duplicates("place_id")
        told: dict[Any, dict[float, str]] = {"place_id": dict(zip(named["place_id"].tolist(), named["place"].tolist(), strict=True))}
        told["observed"] = {0: "no document", 1: "document"}
        return told | {name: {0: "missed", 1: "attained"} for name in self.frame.columns if name.endswith("_attained")}


@takes("corpus")
def research_panel(
    corpus: "Corpus", *, terms: Sequence[str] = (), shares: Mapping[str, Sequence[str]] | None = None, indicators: Sequence[str] = (),
    tables: Mapping[str, pd.DataFrame] | None = None, balanced: bool = True,
) -> ResearchPanel:  # fmt: skip
    """Return one row for each place and year with what the documents say, ready for regressions with fixed effects.

    Parameters
    ----------
    corpus : Corpus
        With places and years; with claims where `indicators` are asked for.
    terms : sequence of str
        Words or phrases: ``n_…`` (times in the text) and ``rate_…`` (per 10,000 characters).
    shares : mapping of str to sequence of str, optional
        Words of each category: ``share_…``, characters of sentences that have one of them over all characters.
    indicators : sequence of str
        Standard indicators: target, result and attainment of `claims_panel` for the commonest unit of each measure.
    tables : mapping of str to DataFrame, optional
        Your own: with ``doc_id`` (topic shares of `Topics.documents`, scores of `policy_strength`; means over the documents of a
        cell) or with ``place`` and ``year`` (one row a cell). Their columns of numbers become ``NAME_COLUMN``.
    balanced : bool
        A row for each place and each year from the first to the last, missing where there is no document; False keeps cells with one.

    Raises
    ------
    InvalidValue
        No document has place and year, two variables would have one name, or a table has no key.

    Notes
    -----
    A count is 0 only where there is a document; without one it is missing, never 0. Regressions are those of statsmodels or
    linearmodels, on ``frame`` as it is::

        import statsmodels.formula.api as smf
        used = panel.frame.dropna(subset=["share_环保", "地区生产总值_change_target"])
        smf.ols("share_环保 ~ 地区生产总值_change_target + C(place_id) + C(year)", used).fit(
            cov_type="cluster", cov_kwds={"groups": used["place_id"]})

        from linearmodels import PanelOLS
        PanelOLS.from_formula("share_环保 ~ 地区生产总值_change_target + EntityEffects + TimeEffects",
            panel.frame.set_index(["place_id", "year"])).fit(cov_type="clustered", cluster_entity=True)

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> texts = ["治水。修路修桥。", "治水治水。"]
    >>> corpus = tk.build_corpus(pd.DataFrame({"text": texts, "place": ["云山市", "云山市"], "year": [2022, 2024]}))
    >>> panel = tk.research_panel(corpus, terms=["治水"], shares={"路": ["修路"]})
    >>> panel.frame[["place", "year", "observed", "n_治水", "share_路"]].values.tolist()
    [['云山市', 2022, 1, 1.0, 0.625], ['云山市', 2023, 0, nan, nan], ['云山市', 2024, 1, 2.0, 0.0]]
    """
    cells = _cells(corpus, balanced=balanced)
    documents = _placed(corpus)
    parts = [
        *_term_variables(documents, terms), *_share_variables(corpus, documents, shares or {}),
        *_claim_variables(corpus, cells, indicators), *_table_variables(documents, cells, tables or {}),
    ]  # fmt: skip
    frame, about = cells, _key_codebook()
    for part in parts:
        name = next(iter(part.values.to_frame().columns))
        if name in frame.columns:
            raise InvalidValue(f"two variables are called {name!r}: give them names that differ in the first {_NAME} characters")
        frame = frame.merge(part.values.reset_index(), on=["key", "year"], how="left", validate="one_to_one")
        about.append({"name": name, "meaning": part.meaning, "unit": part.unit, "source": part.source, "missing": part.missing})
    frame = frame.drop(columns="key")
    options = {"terms": terms, "shares": shares, "indicators": indicators, "tables": list(tables or {}), "balanced": balanced}
    return ResearchPanel(
        with_trail(frame, [], "research_panel", **options), with_trail(_described(frame, about), [], "research_panel", **options)
    )


def _placed(corpus: "Corpus") -> pd.DataFrame:
    """The documents with place and year, and ``key``: the code of the place, or its name."""
    documents = corpus.documents.dropna(subset=["place", "year"])
    if documents.empty:
        raise InvalidValue("no document of the corpus has both place and year: a panel needs them (corpus.documents)")
    return documents.assign(key=documents["adcode"].fillna(documents["place"]).astype("str"), year=documents["year"].astype("int64"))


def _cells(corpus: "Corpus", *, balanced: bool) -> pd.DataFrame:
    documents = _placed(corpus)
    grouped = documents.groupby(["key", "year"])
    told = pd.DataFrame({
        "n_docs": grouped.size(), "doc_ids": grouped["doc_id"].agg(";".join), "n_chars": grouped["n_chars"].sum().astype("int64"),
    })  # fmt: skip
    places = documents.sort_values("year", kind="stable").drop_duplicates("key", keep="last").sort_values("key")[["key", "place", "adcode"]]
    places = places.assign(place_id=range(1, len(places) + 1))
    years = range(int(documents["year"].min()), int(documents["year"].max()) + 1)
    index = pd.MultiIndex.from_product([places["key"], years], names=["key", "year"]) if balanced else told.index
    frame = told.reindex(index).reset_index().merge(places, on="key", how="left", validate="many_to_one")
    frame = frame.assign(observed=frame["n_docs"].notna().astype("int64"), n_docs=frame["n_docs"].fillna(0).astype("int64"))
    frame["doc_ids"] = frame["doc_ids"].fillna("").astype("str")
    return frame[["key", "place_id", "place", "adcode", "year", "observed", "n_docs", "doc_ids", "n_chars"]]


def _key_codebook() -> list[dict[str, str]]:
    rows = [
        ("place_id", "number of the place, in order of its code", "", "corpus.documents", "never"),
        ("place", "name of the place", "", "corpus.documents", "never"),
        ("adcode", "administrative code of the place", "", "corpus.documents", "code not known"),
        ("year", "year of delivery or publication; of claims, the year that the figure is about", "year", "corpus.documents", "never"),
        ("observed", "whether there is a document", "0/1", "corpus.documents", "never"),
        ("n_docs", "documents of the place and year", "documents", "corpus.documents", "never"),
        ("doc_ids", "their doc_id, joined by ;", "", "corpus.documents", "empty: no document"),
        ("n_chars", "characters of their text", "characters", "corpus.documents", _NO_REPORT),
    ]
    return [dict(zip(("name", "meaning", "unit", "source", "missing"), row, strict=True)) for row in rows]


def _series(documents: pd.DataFrame, values: "pd.Series[float]", name: str, how: str) -> pd.Series:
    grouped = values.groupby([documents["key"], documents["year"]])
    return (grouped.sum() if how == "sum" else grouped.mean()).astype("float64").rename(_name(name))


def _name(given: str) -> str:
    """A name that Stata takes: letters, digits and _, not beginning with a digit, 32 characters at most."""
    name = re.sub(r"\W", "_", given)[:_NAME]
    return f"_{name[: _NAME - 1]}" if name[:1].isdigit() else name


def _term_variables(documents: pd.DataFrame, terms: Sequence[str]) -> Iterator[_Variable]:
    for term in terms:
        if not isinstance(term, str) or not term:
            raise invalid("terms", term, "words or phrases")
        counts = documents["text"].map(lambda text, term=term: text.count(term)).astype("float64")
        n, size = (_series(documents, values, "", "sum") for values in (counts, documents["n_chars"].astype("float64")))
        yield _Variable(n.rename(_name(f"n_{term}")), f"times that {term} stands in the text", "times", "corpus.documents", _NO_REPORT)
        rate = (1e4 * n / size).rename(_name(f"rate_{term}"))
        yield _Variable(rate, f"times that {term} stands in 10,000 characters", "per 10,000 characters", "corpus.documents", _NO_REPORT)


def _share_variables(corpus: "Corpus", documents: pd.DataFrame, shares: Mapping[str, Sequence[str]]) -> Iterator[_Variable]:
    if not shares:
        return
    sentences = corpus.sentences.assign(size=lambda table: table["end"] - table["start"])
    found, whole = sentences_with(sentences, shares), sentences.groupby("doc_id")["size"].sum()
    of = documents["doc_id"].map(whole).astype("float64")
    for name, words in shares.items():
        own = found[found["category"] == name].groupby("doc_id")["size"].sum()
        chars = documents["doc_id"].map(own).fillna(0).astype("float64")
        share = (_series(documents, chars, "", "sum") / _series(documents, of, "", "sum")).rename(_name(f"share_{name}"))
        shown = "、".join([words] if isinstance(words, str) else list(words)[:8])
        meaning = f"share of text in sentences with words of {name}: {shown}"
        yield _Variable(share, meaning, "share (0 to 1)", "corpus.sentences", _NO_REPORT)


def _claim_variables(corpus: "Corpus", cells: pd.DataFrame, indicators: Sequence[str]) -> Iterator[_Variable]:
    if not indicators:
        return
    panel = claims_panel(corpus, indicator=indicators)
    panel = panel.assign(key=panel["adcode"].fillna(panel["place"]).astype("str"))
    panel = panel[panel["key"].isin(cells["key"])]
    for (indicator, measure), part in panel.groupby(["indicator", "measure"], sort=True):
        unit = part["unit"].value_counts(sort=False).sort_index().idxmax()
        own = part[part["unit"] == unit].assign(year=lambda table: table["year"].astype("int64")).set_index(["key", "year"])
        for column, what in _FIGURES.items():
            values = own[column].astype("float64").rename(_name(f"{indicator}_{measure}_{column}"))
            told = "0/1" if column == "attained" else str(unit)
            missing = "no report states it" if column != "attained" else "target or result not stated"
            yield _Variable(values, f"{indicator}, {measure}: {what}", told, "claims_panel", missing)


def _table_variables(documents: pd.DataFrame, cells: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> Iterator[_Variable]:
    for name, table in tables.items():
        numbers = [column for column in table.select_dtypes("number").columns if column != "year"]
        if "doc_id" in table.columns:
            means = table.groupby("doc_id")[numbers].mean().reindex(documents["doc_id"])
            means = means.set_axis(documents.index)
            columns = {column: _series(documents, means[column], f"{name}_{column}", "mean") for column in numbers}
        elif {"place", "year"} <= set(table.columns):
            keys = cells.drop_duplicates("key").set_index("place")["key"]
            own = table.assign(key=table["place"].map(keys)).dropna(subset=["key"]).groupby(["key", "year"])[numbers].mean()
            columns = {column: own[column].astype("float64").rename(_name(f"{name}_{column}")) for column in numbers}
        else:
            raise InvalidValue(f"table {name!r} has neither doc_id nor place and year: it needs one of them to be joined")
        for column, values in columns.items():
            yield _Variable(values, f"{column} of the table {name}", "", f"tables[{name!r}]", "not in the table")


def _described(frame: pd.DataFrame, about: list[dict[str, str]]) -> pd.DataFrame:
    table = pd.DataFrame(about)
    numbers = frame.select_dtypes("number")
    told = pd.DataFrame({"n": frame.notna().sum(), "n_missing": frame.isna().sum()})
    told = told.join(pd.DataFrame({"mean": numbers.mean(), "min": numbers.min(), "max": numbers.max()}))
    return table.merge(told, left_on="name", right_index=True, how="left", validate="one_to_one")


def _for_stata(frame: pd.DataFrame) -> pd.DataFrame:
    """Columns as Stata keeps them: whole numbers that may be missing as floats, text without missing values."""
    kinds = {name: "float64" for name in frame.columns if isinstance(frame[name].dtype, pd.Int64Dtype)}
    texts = {name: frame[name].astype("object").fillna("") for name in frame.columns if not pd.api.types.is_numeric_dtype(frame[name])}
    return frame.astype(kinds).assign(**texts)
