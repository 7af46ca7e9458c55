"""Strings that are a date or a length of time, and strings that are not."""

from __future__ import annotations

from datetime import date

import pytest

from extract.values import edtf
from extract.values.dates import read_count, read_date, read_duration, read_era_year, take_part


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2025.8.1", "2025-08-01"),
        ("2 0 2 5 . 8 . 1", "2025-08-01"),
        ("２０２５年８月１日", "2025-08-01"),
        ("2025年 8 月 1 日", "2025-08-01"),
        ("2025年8月1日(金)", "2025-08-01"),
        ("2025/10", "2025-10"),
        ("20250801", "2025-08-01"),
        ("2025", "2025"),
        ("令和7年6月3日", "2025-06-03"),
        ("令和元年", "2019"),
        ("㋿7年6月", "2025-06"),
        ("R7.6.3", "2025-06-03"),
        ("平成30年度", "2018-04-01/2019-03-31"),
        ("二〇二五年一月", "2025-01"),
        ("25年4月", "2025-04"),
        ("2025年5月下旬", "2025-05-21/2025-05-31"),
        ("2024年末", "2024-12"),
        ("2025年度上半期", "2025-04-01/2025-09-30"),
        ("2025年4月2日～5月11日", "2025-04-02/2025-05-11"),
        ("2025年7月28日～29日", "2025-07-28/2025-07-29"),
        ("2025年4月2日以降", "2025-04-02/.."),
        ("2024年12月まで", "../2024-12"),
        ("April 9,2025", "2025-04-09"),
        ("Sept. 6, 2024", "2024-09-06"),
        ("6 June 2025", "2025-06-06"),
        ("June 2025", "2025-06"),
        ("early May 2025", "2025-05-01/2025-05-10"),
        ("by 2028", "../2028"),
        ("since July 2024", "2024-07/.."),
        ("2025-04-02/..", "2025-04-02/.."),
        ("2025-23", "2025-23"),
        # no date, or not a whole one
        ("", ""),
        ("H20", ""),
        ("金", ""),
        ("5月下旬", ""),
        ("2025年2月30日", ""),
        ("2025-13", ""),
        ("31 February 2025", ""),
        ("May the force", ""),
        ("301条", ""),
        ("2025年6月3日に施行した規則", ""),
        ("3.14", ""),
        ("99999999", ""),
    ],
)
def test_read_date(text: str, value: str) -> None:
    assert read_date(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("90日間", "P90D"),
        ("百五十日間", "P150D"),
        ("6ヵ月", "P6M"),
        ("六か月間", "P6M"),
        ("10 ヵ月間", "P10M"),
        ("1年半", "P1Y6M"),
        ("半年", "P6M"),
        ("2年6か月", "P2Y6M"),
        ("2週間", "P2W"),
        ("six months", "P6M"),
        ("90-day", "P90D"),
        ("P1Y6M", "P1Y6M"),
        ("8月", ""),
        ("数年", ""),
        ("P", ""),
        ("PT", ""),
        ("", ""),
        ("monthly", ""),
    ],
)
def test_read_duration(text: str, value: str) -> None:
    assert read_duration(text) == value


@pytest.mark.parametrize(("text", "count"), [("九十", 90), ("百五十", 150), ("二〇二五", 2025), ("十", 10), ("元", 1), ("1,200", 1200), ("三千二百", 3200), ("数", None), ("", None), ("1.5", None)])
def test_read_count(text: str, count: int | None) -> None:
    assert read_count(text) == count


def test_read_era_year() -> None:
    assert read_era_year("令和", "7") == 2025
    assert read_era_year("平成", "元") == 1989
    assert read_era_year("大宝", "1") is None


def test_parts() -> None:
    assert [take_part(2025, 2, p).edtf for p in ("early", "mid", "late", "last_day")] == [  # type: ignore[union-attr]
        "2025-02-01/2025-02-10",
        "2025-02-11/2025-02-20",
        "2025-02-21/2025-02-28",
        "2025-02-28",
    ]
    assert take_part(2025, None, "q4", fiscal=True) == edtf.make_span(date(2026, 1, 1), date(2026, 3, 31))


@pytest.mark.parametrize(("months", "value"), [(1, "2025-02-28"), (-2, "2024-11-30"), (12, "2026-01-31")])
def test_shift_keeps_the_end_of_a_month(months: int, value: str) -> None:
    start = edtf.make_day(2025, 1, 31)
    assert start is not None
    moved = edtf.shift(start, months=months)
    assert moved is not None
    assert moved.edtf == value


def test_join_never_runs_backwards() -> None:
    early, late = edtf.make_month(2025, 4), edtf.make_month(2025, 7)
    assert early is not None
    assert late is not None
    joined = edtf.join(early, late)
    assert joined is not None
    assert joined.edtf == "2025-04/2025-07"
    assert edtf.join(late, early) is None


@pytest.mark.parametrize("text", ["2025", "2025-04", "2025-04-02", "2025-04-02/..", "../2025", "2025-04/2025-07", "2025-21"])
def test_read_edtf_takes_what_is_edtf(text: str) -> None:
    period = edtf.read_edtf(text)
    assert period is not None
    assert period.edtf == text


@pytest.mark.parametrize("text", ["", "2025-4", "2025-02-30", "..", "../..", "2026/2025", "yesterday", "0000"])
def test_read_edtf_refuses_the_rest(text: str) -> None:
    assert edtf.read_edtf(text) is None
