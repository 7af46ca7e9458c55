from __future__ import annotations

import pytest

from extract.values.dates_near import is_edtf, read_date_near


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("2025年4月2日", "2025-04-02"),
        ("令和7年4月2日", "2025-04-02"),
        ("令和７年４月２日", "2025-04-02"),
        ("R7.4.2", "2025-04-02"),
        ("2025/4/2", "2025-04-02"),
        ("2025-04", "2025-04"),
        ("2025-04-02/..", "2025-04-02/.."),
        ("../2025-08-12", "../2025-08-12"),
        ("2025-23", "2025-23"),
        ("199X", "199X"),
        ("5月下旬", "2025-05-21/2025-05-31"),
        ("12月", "2024-12"),
        ("1月", "2025-01"),
        ("8月", "2025-08"),
        ("8月2日", "2025-08-02"),
        ("9月2日", "2024-09-02"),
        ("来月1日", "2025-09-01"),
        ("昨年12月", "2024-12"),
        ("年末", "2025-12"),
        ("中旬", "2025-08-11/2025-08-20"),
        ("15日", "2025-08-15"),
        ("5/12", "2025-05-12"),
        ("4月2日から", "2025-04-02/.."),
        ("4月2日〜5月1日", "2025-04-02/2025-05-01"),
        ("May 12", "2025-05-12"),
        ("12 May 2025", "2025-05-12"),
        ("late May", "2025-05-21/2025-05-31"),
        ("mid-August 2024", "2024-08-11/2024-08-20"),
        ("Aug. 3rd", "2025-08-03"),
        ("July 31", "2025-07-31"),
        ("May", "2025-05"),
    ],
)
def test_reads_what_is_typed(text: str, edtf: str) -> None:
    assert read_date_near(text, "2025-08-01") == edtf


@pytest.mark.parametrize(
    ("text", "begun", "ahead"),
    [
        ("5月下旬", "2025-05-21/2025-05-31", "2026-05-21/2026-05-31"),
        ("1月1日", "2025-01-01", "2026-01-01"),
        ("12月11日", "2025-12-11", "2025-12-11"),
        ("12月10日", "2025-12-10", "2025-12-10"),
        ("12月中旬", "2025-12-11/2025-12-20", "2025-12-11/2025-12-20"),
        ("late May", "2025-05-21/2025-05-31", "2026-05-21/2026-05-31"),
        ("from 1/15", "2025-01-15/..", "2026-01-15/.."),
        ("9月", "2025-09", "2025-09"),
        ("10月1日から", "2025-10-01/..", "2025-10-01/.."),
        # What names its year or month lies where it says.
        ("来月1日", "2026-01-01", "2026-01-01"),
        ("来年5月", "2026-05", "2026-05"),
        ("2026年5月", "2026-05", "2026-05"),
    ],
)
def test_a_date_without_a_year_has_begun_unless_it_may_lie_ahead(text: str, begun: str, ahead: str) -> None:
    assert read_date_near(text, "2025-12-10") == begun
    assert read_date_near(text, "2025-12-10", ahead=True) == ahead


def test_what_is_there_once_in_four_years_is_not_sought_further_than_a_year_back() -> None:
    assert read_date_near("2月29日", "2024-12-10") == "2024-02-29"
    assert read_date_near("2月29日", "2027-12-10") == ""


@pytest.mark.parametrize("text", ["", "soon", "2025年2月30日", "5月下旬の予定", "H20", "34%", "2025-13", "13月"])
def test_reads_no_date(text: str) -> None:
    assert read_date_near(text, "2025-08-01") == ""


@pytest.mark.parametrize("text", ["5月下旬", "May 12", "来月1日", "年末", "15日"])
def test_without_the_date_of_the_brief_a_year_must_be_given(text: str) -> None:
    assert read_date_near(text) == ""


@pytest.mark.parametrize(("text", "known"), [("2025-04-02", True), ("199X", True), ("2025-05-21/2025-05-31", True), ("4月", False), ("2025-02-30", False)])
def test_knows_edtf(text: str, known: bool) -> None:
    assert is_edtf(text) is known
