"""EDTF as people say it, in Japanese and English; `dates_near.read_date_near` reads all of it back."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from extract.values import edtf
from extract.values.dates import take_part
from extract.values.dates_near import MONTHS, read_date_near
from extract.values.edtf import Period, read_edtf, read_simple

_SEASONS = {"21": ("春", "spring"), "22": ("夏", "summer"), "23": ("秋", "autumn"), "24": ("冬", "winter")}
# Parts of a month, and of a calendar year, with the names they are said by.
_MONTH_PARTS = {"early": ("上旬", "early {}"), "mid": ("中旬", "mid-{}"), "late": ("下旬", "late {}")}
_YEAR_PARTS = {
    "q1": ("第1四半期", "Q1 {}"),
    "q2": ("第2四半期", "Q2 {}"),
    "q3": ("第3四半期", "Q3 {}"),
    "q4": ("第4四半期", "Q4 {}"),
    "h1": ("上半期", "first half of {}"),
    "h2": ("下半期", "second half of {}"),
}


@lru_cache(maxsize=4096)
def show_date(text: str, language: str) -> str:
    """Return an EDTF date as it is said: "2025-05-21/2025-05-31" → 2025年5月下旬, late May 2025.

    "2025-23" → 2025年秋, autumn 2025; "2025-04-02/.." → 2025年4月2日以降, from 2 April 2025. What would not be read back the
    same, and what is no EDTF, stays as it is.
    """
    return next((said for said in _say(text, language == "ja") if read_date_near(said) == text), text)


def _say(text: str, ja: bool) -> Iterator[str]:
    left, slash, right = text.partition("/")
    if not slash:
        yield _say_point(text, ja)
    elif right == "..":
        yield f"{_say_point(left, ja)}以降" if ja else f"from {_say_point(left, ja)}"
    elif left == "..":
        yield f"{_say_point(right, ja)}まで" if ja else f"until {_say_point(right, ja)}"
    else:
        yield from _say_part(text, ja)
        yield from _say_range(left, right, ja)


def _say_point(text: str, ja: bool) -> str:
    """Return a day, month, year, season or decade."""
    year, _, rest = text.partition("-")
    if text.endswith("X"):
        return f"{text[:-1]}0年代" if ja else f"{text[:-1]}0s"
    if rest in _SEASONS:
        return f"{year}年{_SEASONS[rest][0]}" if ja else f"{_SEASONS[rest][1]} {year}"
    if read_simple(text) is None:
        return text
    month, _, day = rest.partition("-")
    if ja:
        return f"{int(year)}年" + (f"{int(month)}月" if month else "") + (f"{int(day)}日" if day else "")
    return " ".join([*([str(int(day))] if day else []), *([MONTHS[int(month) - 1]] if month else []), year])


def _say_part(text: str, ja: bool) -> Iterator[str]:
    """Yield the name of an interval that is a part of a month or a year: the last third of May, the first quarter."""
    period = read_edtf(text)
    if period is None:
        return
    year, month = period.first.year, period.first.month
    for part, (name_ja, name_en) in _MONTH_PARTS.items():
        if _is_same(take_part(year, month, part), text):
            yield f"{year}年{month}月{name_ja}" if ja else name_en.format(f"{MONTHS[month - 1]} {year}")
    for part, (name_ja, name_en) in _YEAR_PARTS.items():
        if _is_same(take_part(year, None, part), text):
            yield f"{year}年{name_ja}" if ja else name_en.format(year)
    if _is_same(edtf.make_months(year, 4, 15), text):
        yield f"{year}年度" if ja else f"fiscal {year} (April–March)"


def _is_same(period: Period | None, text: str) -> bool:
    return period is not None and period.edtf == text


def _say_range(left: str, right: str, ja: bool) -> Iterator[str]:
    if not ja:
        yield f"{_say_point(left, ja)} – {_say_point(right, ja)}"
        return
    last = _say_point(right, ja)
    if left[:4] == right[:4] and "-" in right:
        yield f"{_say_point(left, ja)}〜{last.partition('年')[2]}"
    yield f"{_say_point(left, ja)}〜{last}"
