"""How right a corpus is read: a sheet of figures and names to be verified by a reader, and the precision that it shows."""

import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from toolkit.corpus.decoding import decode
from toolkit.corpus.quoting import with_sentences
from toolkit.errors import InvalidValue, invalid
from toolkit.statistics import wilson

__all__ = ["SHEET_COLUMNS", "review_sheet", "score_review"]

_FIGURE = ("value", "value_max", "unit", "bound", "role", "direction", "indicator", "indicator_id", "modality", "year", "grain", "place")
_NAME = ("type", "subtype", "name", "id")
SHEET_COLUMNS = [
    "kind", "right", "sentence", "text", *_NAME, *_FIGURE, "title", "report_place", "report_year", "doc_id", "start", "end",
]  # fmt: skip
_NUMBERS = {
    "value": "float64", "value_max": "float64", "year": "Int32", "report_year": "Int32", "start": "Int64", "end": "Int64",
}  # fmt: skip
_YES = frozenset(("1", "1.0", "true", "yes", "y", "right", "是", "对", "正确", "√", "✓"))
_NO = frozenset(("0", "0.0", "false", "no", "n", "wrong", "否", "错", "不对", "错误", "×", "✗"))
_CONFIDENCE = 0.95


def review_sheet(
    claims: pd.DataFrame, entities: pd.DataFrame, documents: pd.DataFrame, sentences: pd.DataFrame, *,
    n_figures: int, n_names: int, seed: int,
) -> pd.DataFrame:  # fmt: skip
    """Return the sheet of `Corpus.sample_for_review` from the tables of a corpus."""
    for name, number in (("n_figures", n_figures), ("n_names", n_names)):
        if number < 0:
            raise invalid(name, number, "0 or more")
    random = np.random.default_rng(seed)
    figures = _drawn(claims, n_figures, random).assign(kind="figure")
    names = with_sentences(_drawn(entities, n_names, random), sentences).assign(kind="name")
    origin = documents[["doc_id", "title", "place", "year"]].rename(columns={"place": "report_place", "year": "report_year"})
    parts = []
    for part in (figures, names):
        placed = part.drop(columns="report_year", errors="ignore").merge(origin, on="doc_id", how="left", validate="many_to_one")
        placed = placed.assign(right="", sentence=[_pointed(row) for row in placed.to_dict("records")])
        parts.append(placed.reindex(columns=SHEET_COLUMNS).astype(object))
    return pd.concat(parts, ignore_index=True).astype(_NUMBERS)


def _drawn(table: pd.DataFrame, n: int, random: np.random.Generator) -> pd.DataFrame:
    chosen = np.sort(random.permutation(len(table))[:n])
    return table.iloc[chosen].reset_index(drop=True)


def _pointed(row: dict[Any, Any]) -> str:
    """The sentence with what was read between brackets, so that it is found where the same figure stands twice."""
    if pd.isna(row["sentence"]):
        return ""
    at = int(row["start"] - row["sentence_start"])
    end = at + len(row["text"])
    return f"{row['sentence'][:at]}【{row['sentence'][at:end]}】{row['sentence'][end:]}".strip()


def score_review(sheet: "pd.DataFrame | str | os.PathLike[str]") -> pd.DataFrame:
    """Return how many of the figures and names of a verified sheet are right, with an interval.

    Parameters
    ----------
    sheet : DataFrame or path
        The sheet of `Corpus.sample_for_review` with its column ``right`` filled in, or the .csv, .xlsx, .parquet or .dta file of it.
        1, yes, true, 是, 对, √ mean right; 0, no, false, 否, 错, × wrong; rows where it is empty are left out.

    Returns
    -------
    DataFrame
        ``kind, type, n, right, precision, low, high, unchecked``: one row for all figures and all names, then one for each type (the
        modality of figures, the type of names). ``low`` and ``high`` are the Wilson interval at 95 %, that of a random sample of
        a large corpus; ``unchecked`` counts the rows that were left empty. Nothing is said of what the toolkit missed.

    Raises
    ------
    InvalidValue
        A cell of ``right`` says neither, or none is filled in.

    References
    ----------
    Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. JASA 22.

    Examples
    --------
    >>> sheet = pd.DataFrame({"kind": ["name"] * 4, "type": ["ORG"] * 4, "modality": None, "right": ["是", "是", "否", ""]})
    >>> score_review(sheet)[["kind", "type", "n", "right", "low", "high", "unchecked"]].round(2).values.tolist()
    [['name', 'all', 3, 2, 0.21, 0.94, 1], ['name', 'ORG', 3, 2, 0.21, 0.94, 1]]
    """
    table = sheet if isinstance(sheet, pd.DataFrame) else _read(Path(sheet))
    lacking = [name for name in ("kind", "type", "modality", "right") if name not in table.columns]
    if lacking:
        raise InvalidValue(f"the sheet lacks the column {lacking[0]!r}: give a sheet of corpus.sample_for_review")
    answers = [_answer(cell, row) for row, cell in enumerate(table["right"], start=2)]
    if all(answer is None for answer in answers):
        raise InvalidValue("no row of the sheet is verified yet: write 1 (right) or 0 (wrong) into its column 'right'")
    told = pd.DataFrame({"kind": table["kind"], "type": table["type"].where(table["kind"] == "name", table["modality"]), "answer": answers})
    rows = []
    for kind, part in told.groupby("kind", sort=True):
        rows.append(_scored(kind, "all", part["answer"]))
        rows += [_scored(kind, type_, some["answer"]) for type_, some in part.groupby("type", sort=True)]
    return pd.DataFrame(rows, columns=["kind", "type", "n", "right", "precision", "low", "high", "unchecked"])


def _answer(cell: Any, row: int) -> bool | None:
    said = "" if pd.isna(cell) else str(cell).strip().lower()
    if said and said not in _YES | _NO:
        raise InvalidValue(f"row {row} of the sheet: right={cell!r} is not allowed: write 1 (right), 0 (wrong), or nothing")
    return said in _YES if said else None


def _scored(kind: object, type_: object, answers: pd.Series) -> tuple[object, ...]:
    checked = answers.dropna()
    n, right = len(checked), int(checked.astype(bool).sum())
    if not n:
        return kind, type_, 0, 0, float("nan"), 0.0, 1.0, len(answers)
    low, high = map(float, wilson(right, n, _CONFIDENCE))
    return kind, type_, n, right, right / n, low, high, len(answers) - n


def _read(path: Path) -> pd.DataFrame:
    readers: dict[str, Callable[[Path], pd.DataFrame]] = {
        # Spreadsheets save in the encoding of the country.
        ".csv": lambda path: pd.read_csv(io.StringIO(decode(path.read_bytes()).text)),
        ".xlsx": lambda path: pd.read_excel(path, engine="openpyxl"), ".parquet": pd.read_parquet,
        ".dta": pd.read_stata,
    }  # fmt: skip
    if path.suffix not in readers:
        raise invalid("sheet", str(path), f"a file name that ends in {', '.join(readers)}")
    if not path.is_file():
        raise InvalidValue(f"there is no file {str(path)!r}")
    return readers[path.suffix](path)
