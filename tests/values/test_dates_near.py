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
        ("12月", "2025-12"),
        ("1月", "2026-01"),
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
        ("May", "2025-05"),
    ],
)
def test_reads_what_is_typed(text: str, edtf: str) -> None:
    assert read_date_near(text, "2025-08-01") == edtf


@pytest.mark.parametrize("text", ["", "soon", "2025年2月30日", "5月下旬の予定", "H20", "34%", "2025-13", "13月"])
def test_reads_no_date(text: str) -> None:
    assert read_date_near(text, "2025-08-01") == ""


@pytest.mark.parametrize("text", ["5月下旬", "May 12", "来月1日", "年末", "15日"])
def test_without_the_date_of_the_brief_a_year_must_be_given(text: str) -> None:
    assert read_date_near(text) == ""


@pytest.mark.parametrize(("text", "known"), [("2025-04-02", True), ("199X", True), ("2025-05-21/2025-05-31", True), ("4月", False), ("2025-02-30", False)])
def test_knows_edtf(text: str, known: bool) -> None:
    assert is_edtf(text) is known
