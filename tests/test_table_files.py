import pandas as pd
import pyarrow.parquet as pq
import pytest

import toolkit as tk
from toolkit import table_files

TABLE = pd.DataFrame(
    {
        "place": ["云山市", None],
        "year": pd.array([2024, None], dtype="Int32"),
        "target": [5.5, float("nan")],
        "attained": pd.array([True, None], dtype="boolean"),
        "sentence": ["增长。" * 1500, ""],
    }
)


def test_csv_opens_in_excel_with_chinese(tmp_path):
    path = tk.write_table(TABLE, tmp_path / "panel.csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbfplace,year")
    assert pd.read_csv(path, encoding="utf-8-sig")["place"].tolist()[0] == "云山市"


def test_parquet_keeps_types_and_gaps(tmp_path):
    read = pd.read_parquet(tk.write_table(TABLE, tmp_path / "panel.parquet"))
    assert read["year"].isna().tolist() == [False, True]
    assert read["sentence"].tolist() == TABLE["sentence"].tolist()


def test_stata_holds_long_chinese_text_and_gaps(tmp_path):
    read = pd.read_stata(tk.write_table(TABLE, tmp_path / "panel.dta"))
    assert read["sentence"][0] == TABLE["sentence"][0]
    assert read["place"].tolist() == ["云山市", ""]
    assert read["attained"].isna().tolist() == [False, True]
    assert (read["year"][0], read["target"][0]) == (2024, 5.5)


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".dta"])
def test_the_same_table_gives_the_same_bytes(tmp_path, suffix):
    first, second = (tk.write_table(TABLE, tmp_path / f"{name}{suffix}").read_bytes() for name in ("a", "b"))
    assert first == second


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".dta"])
def test_a_table_without_rows_is_written(tmp_path, suffix):
    assert tk.write_table(TABLE.iloc[:0], tmp_path / f"empty{suffix}").stat().st_size > 0


def test_an_unknown_format_is_refused(tmp_path):
    with pytest.raises(ValueError, match=r"must be a file name that ends in \.csv, \.parquet, \.dta"):
        tk.write_table(TABLE, tmp_path / "panel.doc")


def parts_of(table, *ends):
    return [table.iloc[start:end] for start, end in zip((0, *ends), (*ends, len(table)), strict=True)]


def test_parts_keep_what_is_told_of_a_table(tmp_path):
    table = TABLE.copy()
    table.attrs["trail"] = ["count_terms()"]
    whole = tk.write_table(table, tmp_path / "whole.parquet")
    (path,) = table_files.write_parts(parts_of(table, 1), [tmp_path / "parts.parquet"])
    assert path.read_bytes() == whole.read_bytes()
    (part,) = table_files.read_parts(path)
    pd.testing.assert_frame_equal(part, pd.read_parquet(whole))
    assert part.attrs == table.attrs
    (nothing,) = table_files.read_parts(tk.write_table(TABLE.iloc[:0], tmp_path / "empty.parquet"))
    assert list(nothing.columns) == list(TABLE.columns)


@pytest.mark.parametrize("ends", [(), (1,), (0, 1), (1, 1, 2)])
@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_parts_give_the_bytes_of_the_whole(tmp_path, suffix, ends):
    whole = tk.write_table(TABLE, tmp_path / f"whole{suffix}").read_bytes()
    (path,) = table_files.write_parts(parts_of(TABLE, *ends), [tmp_path / f"parts{suffix}"])
    assert path.read_bytes() == whole


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_parts_without_rows_have_columns(tmp_path, suffix):
    whole = tk.write_table(TABLE.iloc[:0], tmp_path / f"whole{suffix}").read_bytes()
    (path,) = table_files.write_parts([TABLE.iloc[:0]], [tmp_path / f"parts{suffix}"])
    assert path.read_bytes() == whole


@pytest.mark.parametrize(("rows", "groups"), [(7, [3, 3, 1]), (6, [3, 3]), (3, [3])])
def test_groups_of_rows_end_where_they_do_whatever_the_parts(tmp_path, monkeypatch, rows, groups):
    monkeypatch.setattr(table_files, "_ROW_GROUP", 3)
    table = pd.DataFrame({"n": range(rows), "text": [f"第{row}项" for row in range(rows)]})
    one, other = (
        table_files.write_parts(parts_of(table, *ends), [tmp_path / name])[0] for name, ends in (("a.parquet", (1, 2)), ("b.parquet", ()))
    )
    assert one.read_bytes() == other.read_bytes()
    found = pq.ParquetFile(one)
    assert [found.metadata.row_group(at).num_rows for at in range(found.num_row_groups)] == groups
    assert pd.read_parquet(one).equals(table)
