import pandas as pd
import pytest

from toolkit.corpus.known_dates import dated

ROWS = [("000000", 1980, "1980-08-30"), ("000000", 2016, "2016-03-05"), ("000000", 2017, None), ("330000", 2016,
"2016-01-24"), ("330000", 2018, None),
        ("441800", 2018, None), ("330000", 2019, "2019-02"), ("330000", None, "2019-02-01")]  # fmt: skip


@pytest.mark.parametrize(
    ("at", "date", "known", "level"),
    [
        (1, "2016-03-05", True, "nation"),
        (2, "2017-03-06", False, "nation"),
        (4, "2018-02-04", False, "province"),
        (6, "2019-02-15", True, "province"),
    ],
)
def test_dates_by_custom_of_the_level_near_in_time(at, date, known, level):
    row = dated(pd.DataFrame(ROWS, columns=["adcode", "year", "date"])).loc[at]
    assert (row["date"].strftime("%Y-%m-%d"), row["date_known"], row["level"]) == (date, known, level)


def test_what_has_no_year_is_left_out_and_no_date_is_the_middle_of_the_year():
    table = dated(pd.DataFrame([*ROWS[-1:], ("330000", 2018, None)], columns=["adcode", "year", "date"]))
    assert [stamp.strftime("%Y-%m-%d") for stamp in table["date"]] == ["2018-07-02"]
