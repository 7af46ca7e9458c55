"""String → EDTF date or ISO 8601 duration, with no text around it; also the numerals that Japanese dates are written in."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from extract.lexicon.loader import read_lexicon
from extract.values import edtf
from extract.values.edtf import Period

KANJI_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "元": 1, "正": 1}
_KANJI_UNITS = {"十": 10, "百": 100, "千": 1000}
_WHITE = re.compile(r"\s+")
_JA_SPACE = re.compile(r"(?<=[0-9年月日〇-鿿.])\s+(?=[0-9年月日〇-鿿.])|(?<=[0-9])\s+(?=[./])")
_WEEKDAY = re.compile(r"\((?:[月火水木金土日](?:曜日?)?(?:・祝)?|[A-Za-z]{3,9}\.?)\)")
_RANGE = re.compile(r"\s*(?:[~〜～–—―]|から|\bto\b|\bthrough\b|\buntil\b|(?<=\s)-(?=\s)|(?<=[日月年])-)\s*")
_NUMERIC = re.compile(r"(\d{4})\s*([./-])\s*(\d{1,2})(?:\s*\2\s*(\d{1,2}))?")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_OPEN = re.compile(r"(.+?)(?:以降|以後|以来|[~〜]|から)|(?:since|from)\s+(.+)", re.I)
_UNTIL = re.compile(r"(.+?)(?:まで(?:に)?|以前)|(?:until|by|through|before)\s+(.+)", re.I)
_EN_SHAPE = re.compile(r"(?=.*[A-Za-z]{3})(?=.*\b(?:1[5-9]|20|21)\d\d\b)[A-Za-z0-9 ,.]{8,40}")
_EN_PARTS = {"early": "early", "mid": "mid", "late": "late"}
_ISO_DURATION = re.compile(r"P(?=\d|T\d)(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?)?")


def read_count(text: str) -> int | None:
    """Return the number written in digits or kanji, None for anything else: 90, 百五十, 二〇二五, 元."""
    if text.isascii():
        plain = text.replace(",", "")
        return int(plain) if plain.isdigit() else None
    if not text or any(c not in KANJI_DIGITS and c not in _KANJI_UNITS for c in text):
        return None
    if not any(c in _KANJI_UNITS for c in text):
        return int("".join(str(KANJI_DIGITS[c]) for c in text))
    total = digit = 0
    for c in text:
        if c in _KANJI_UNITS:
            total, digit = total + (digit or 1) * _KANJI_UNITS[c], 0
        else:
            digit = KANJI_DIGITS[c]
    return total + digit


@cache
def eras() -> dict[str, int]:
    """Return the year before the first year of each era, by its name and its letter."""
    words = read_lexicon("dates")["ja"]
    return {**words["eras"], **words["era_letters"]}


def read_era_year(era: str, year: str) -> int | None:
    """Return the western year of an era's year: (令和, 7) → 2025, (R, 元) → 2019; None for an unknown era or year 0."""
    count, base = read_count(year), eras().get(era)
    return base + count if base is not None and count else None


@cache
def _japanese() -> re.Pattern[str]:
    words = read_lexicon("dates")["ja"]
    names = "|".join(sorted(eras(), key=len, reverse=True))
    number = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
    year = rf"(?:(?P<era>{names})\.?(?P<ey>元|{number})|(?P<y>\d{{4}}|[一二][〇○零一二三四五六七八九]{{3}})|'?(?P<y2>\d\d(?=年度?.)))"
    parts = "|".join(sorted({*words["year_parts"], *words["month_parts"]}, key=len, reverse=True))
    month = rf"(?P<m>{number})(?:月|[./-](?=\d))(?:(?P<d>{number})日?)?"
    alternative = r"(?:\((?:[^\d()]{2}[\d元]{1,2}|\d{4})年?\))?"
    return re.compile(rf"{year}(?:年|(?=年?度)|[./-](?=\d)){alternative}(?P<fy>年?度)?の?(?:{month})?の?(?P<part>{parts})?(?:現在|時点|付け?|版|頃|ごろ)?")


def take_part(year: int, month: int | None, part: str, fiscal: bool = False) -> Period | None:
    """Return a part of a year or month.

    Of a month: early 1–10, mid 11–20, late 21 to the end, first_half, second_half, last_day. Of a year: h1, h2, q1 … q4,
    begin (its first month), end (its last month), a season. `fiscal` years run from April to March.
    """
    start = 4 if fiscal else 1
    if month is None:
        if part in edtf.SEASONS:
            return edtf.make_season(year, part)
        if part in ("begin", "end"):
            return edtf.make_month(year, start + (11 if part == "end" else 0))
        if part[:1] in ("h", "q") and part[1:].isdigit():
            length = 6 if part[0] == "h" else 3
            first = start + length * (int(part[1:]) - 1)
            return edtf.make_months(year, first, first + length - 1)
        return edtf.make_months(year, 4, 15) if fiscal else edtf.make_year(year)
    whole = edtf.make_month(year, month)
    if whole is None or part in ("", "whole"):
        return whole
    if part == "last_day":
        return edtf.day_of(whole.last)
    bounds = {"early": (1, 10), "mid": (11, 20), "late": (21, 31), "first_half": (1, 15), "second_half": (16, 31)}
    first_day, last_day = bounds.get(part, (1, 31))
    return edtf.make_span(whole.first.replace(day=first_day), whole.first.replace(day=min(last_day, whole.last.day)))


def _read_japanese(text: str) -> Period | None:
    found = _japanese().fullmatch(text)
    if not found:
        return None
    year = read_era_year(found["era"], found["ey"]) if found["era"] else read_count(found["y"] or "20" + (found["y2"] or ""))
    if year is None:
        return None
    month = read_count(found["m"]) if found["m"] else None
    words = read_lexicon("dates")["ja"]
    part = words["month_parts" if month else "year_parts"].get(found["part"] or "", "")
    if found["d"]:
        return edtf.make_day(year, month or 0, read_count(found["d"]) or 0)
    if month is not None and not 1 <= month <= 12:
        return None
    return take_part(year, month, part, bool(found["fy"]))


def _read_numeric(text: str) -> Period | None:
    compact = _COMPACT.fullmatch(text)
    if compact:
        return edtf.make_day(int(compact[1]), int(compact[2]), int(compact[3]))
    found = _NUMERIC.fullmatch(text)
    if not found:
        return edtf.make_year(int(text)) if re.fullmatch(r"(?:1[5-9]|20|21)\d\d", text) else None
    year, month = int(found[1]), int(found[3])
    if found[4]:
        return edtf.make_day(year, month, int(found[4]))
    return edtf.make_month(year, month) if 1 <= month <= 12 else None


def _read_english(text: str) -> Period | None:
    """Read a full or month-year English date with dateparser, which is imported only here: it takes 0.1 s."""
    head, _, rest = text.partition(" ")
    prefix, dash, tail = head.partition("-")
    part = _EN_PARTS.get(prefix.casefold(), "")
    plain = (tail + " " + rest if dash else rest) if part else text
    if not _EN_SHAPE.fullmatch(plain):
        return None
    from dateparser import parse  # cost of import

    for needed in (["day", "month", "year"], ["month", "year"]):
        settings = {"DATE_ORDER": "MDY", "REQUIRE_PARTS": needed, "PREFER_DAY_OF_MONTH": "first", "PARSERS": ["absolute-time"], "RETURN_AS_TIMEZONE_AWARE": False}
        found = parse(plain, languages=["en"], settings=settings)
        if found and (found.hour, found.minute) == (0, 0):
            if len(needed) == 3:
                return None if part else edtf.make_day(found.year, found.month, found.day)
            return take_part(found.year, found.month, part)
    return None


def _read_point(text: str) -> Period | None:
    plain = _JA_SPACE.sub("", _WEEKDAY.sub("", text)).strip(" .,、。")
    return edtf.read_edtf(text) or _read_numeric(plain) or _read_japanese(plain) or _read_english(plain)


def _read_pair(text: str) -> Period | None:
    """Read a range; what its second half leaves out (year, month) is carried from the first."""
    for found in _RANGE.finditer(text):
        first = _read_point(text[: found.start()])
        if first is None or not text[found.end() :].strip():
            continue
        rest = re.sub(r"まで$", "", text[found.end() :])
        carried = (rest, f"{first.first.year}年{rest}", f"{first.first.year}年{first.first.month}月{rest}", f"{rest}, {first.first.year}")
        lasts = (_read_point(c) for c in carried)
        whole = next((w for last in lasts if last and (w := edtf.join(first, last))), None)
        if whole:
            return whole
    return None


def read_date(text: str) -> str:
    """Return the EDTF of a string that is a date, a range or an open range and nothing else; "" where it is not.

    A year must be stated: `2025年5月下旬` → `2025-05-21/2025-05-31`, `R7.6.3` → `2025-06-03`, `April 9,2025` → `2025-04-09`,
    `2025年4月2日以降` → `2025-04-02/..`; `5月下旬`, `H20` and `2025年2月30日` give "".
    """
    plain = _WHITE.sub(" ", unicodedata.normalize("NFKC", text)).strip()
    whole = _read_point(plain) or _read_pair(plain)
    if whole:
        return whole.edtf
    for pattern, form in ((_OPEN, "{}/.."), (_UNTIL, "../{}")):
        found = pattern.fullmatch(plain)
        period = _read_point(found[1] or found[2]) if found else None
        if period and ".." not in period.edtf:
            return form.format(edtf.edge(period, "start" if pattern is _OPEN else "end"))
    return ""


@cache
def _durations() -> tuple[re.Pattern[str], re.Pattern[str]]:
    number = r"(?:\d[\d,]*|[〇一二三四五六七八九十百千]+)"
    japanese = rf"(?:約|丸|およそ)?(?:(?P<half_year>半年)|(?:(?P<y>{number})[ヵカかヶケ箇個]?年)?(?P<half>半)?(?:(?P<m>{number})(?:[ヵカかヶケ箇個]月|月(?=間)))?(?:(?P<w>{number})週)?(?:(?P<d>{number})日)?)間?"
    words = "|".join(sorted(read_lexicon("dates")["en"]["numbers"], key=len, reverse=True))
    english = rf"(?P<n>\d+|{words})[\s-]+(?P<unit>day|week|month|year)s?"
    return re.compile(japanese), re.compile(english, re.I)


def spell_duration(years: int = 0, months: int = 0, weeks: int = 0, days: int = 0) -> str:
    """Return the ISO 8601 duration (P1Y6M, P90D; weeks stand alone: P2W), "" for nothing."""
    if weeks and not (years or months or days):
        return f"P{weeks}W"
    parts = ((years, "Y"), (months, "M"), (days + 7 * weeks, "D"))
    body = "".join(f"{n}{u}" for n, u in parts if n)
    return f"P{body}" if body else ""


def read_duration(text: str) -> str:
    """Return the ISO 8601 duration of a string that is a length of time and nothing else (90日間 → P90D, 1年半 → P1Y6M); else ""."""
    plain = _WHITE.sub(" ", unicodedata.normalize("NFKC", text)).strip()
    if _ISO_DURATION.fullmatch(plain):
        return plain
    japanese, english = _durations()
    found = japanese.fullmatch(plain.replace(" ", ""))
    if found and plain:
        if found["half_year"]:
            return "P6M"
        years, months, weeks, days = ((read_count(found[k]) or 0) if found[k] else 0 for k in "ymwd")
        return spell_duration(years, months + (6 if found["half"] and years else 0), weeks, days)
    found = english.fullmatch(plain)
    if not found:
        return ""
    count = read_count(found["n"]) or read_lexicon("dates")["en"]["numbers"].get(found["n"].casefold(), 0)
    return f"P{count}{found['unit'][0].upper()}" if count else ""
