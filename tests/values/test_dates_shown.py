from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.values.dates_near import read_date_near
from extract.values.dates_shown import show_date


@pytest.mark.parametrize(
    ("edtf", "ja", "en"),
    [
        ("2025-04-02", "2025年4月2日", "2 April 2025"),
        ("2025-04", "2025年4月", "April 2025"),
        ("2025", "2025年", "2025"),
        ("2025-23", "2025年秋", "autumn 2025"),
        ("199X", "1990年代", "1990s"),
        ("2025-05-21/2025-05-31", "2025年5月下旬", "late May 2025"),
        ("2025-01-01/2025-03-31", "2025年第1四半期", "Q1 2025"),
        ("2025-07-01/2025-12-31", "2025年下半期", "second half of 2025"),
        ("2025-04-01/2026-03-31", "2025年度", "fiscal 2025 (April–March)"),
        ("2025-04-02/..", "2025年4月2日以降", "from 2 April 2025"),
        ("2025-23/..", "2025年秋以降", "from autumn 2025"),
        ("../2025-08-12", "2025年8月12日まで", "until 12 August 2025"),
        ("2025-04-02/2025-05-01", "2025年4月2日〜5月1日", "2 April 2025 – 1 May 2025"),
        ("2025-12-29/2026-01-04", "2025年12月29日〜2026年1月4日", "29 December 2025 – 4 January 2026"),
        ("soon", "soon", "soon"),
        ("", "", ""),
    ],
)
def test_says_dates_as_people_do(edtf: str, ja: str, en: str) -> None:
    assert (show_date(edtf, "ja"), show_date(edtf, "en")) == (ja, en)


DAYS = st.dates(date(1950, 1, 1), date(2099, 12, 31))
POINTS = st.one_of(DAYS.map(date.isoformat), DAYS.map(lambda d: d.isoformat()[:7]), DAYS.map(lambda d: f"{d.year}-2{d.month % 4 + 1}"))
RANGES = st.builds(lambda a, n: f"{a}/{a + timedelta(n)}", DAYS, st.integers(0, 800))
OPEN = POINTS.map(lambda p: f"{p}/..") | POINTS.map(lambda p: f"../{p}")


@settings(deadline=None)
@given(POINTS | RANGES | OPEN, st.sampled_from(["ja", "en"]))
def test_whatever_is_said_is_read_back(edtf: str, language: str) -> None:
    assert read_date_near(show_date(edtf, language)) == edtf
