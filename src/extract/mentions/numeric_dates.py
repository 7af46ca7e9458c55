"""Dates written in numbers alone: 2025.8.1, R7.6.3, 4/2, 20250401."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extract.lexicon.loader import read_lexicon
from extract.mentions.date_terms import Hit, Point, fixed
from extract.values import edtf
from extract.values.dates import read_era_year


@cache
def _numeric() -> re.Pattern[str]:
    letters = "".join(read_lexicon("dates")["ja"]["era_letters"])
    return re.compile(
        rf"(?<![A-Za-z0-9_./\-])(?:(?P<y>(?:19|20)\d\d)|(?P<letter>[{letters}])(?P<ey>\d{{1,2}}))(?P<sep>[./-])(?P<m>1[0-2]|0?[1-9])"
        rf"(?:(?P=sep)(?P<d>3[01]|[12]\d|0?[1-9]))?(?![\d%/]|[.\-]\d|[a-z])"
    )


_SLASH = re.compile(r"(?<![A-Za-z0-9_/.\-])(?P<m>1[0-2]|0?[1-9])/(?P<d>3[01]|[12]\d|0?[1-9])(?![A-Za-z0-9_/%]|[.\-]\d)")
_SLASH_BEFORE = re.compile(r"\d/\d{1,2}(?:\([月火水木金土日]\))?[~〜\-–]$")
_SLASH_AFTER = re.compile(r"(?:現地|日本|米国?(?:東部)?時間|[、,](?=[\u3041-\u9fff])|\s*\([月火水木金土日]\)|付|の?発表|に(?!満)|から|より|まで|以降|公表|公布|施行|発効|開始|時点|で(?:失効|終了|満了|廃止|停止|締|打ち切)|[~〜])")
# A fraction: 比率は3/4、.
_FRACTION_BEFORE = re.compile(r"(?:[比率]|割合|シェア|議席|確率|全体の|約|およそ)(?:は|が|を|の|も)?$")
# Eight digits are a date where no number of a document or goods can stand: 20250401貿局第1号, 8542310020.
_COMPACT = re.compile(r"(?<![A-Za-z0-9_./\-#＃第番号])(?P<y>(?:19[89]|20[0-4])\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?=$|[\s、。,;)\]】」]|から|より|まで|付け?|に|の|以降|現在|時点|施行|公布|発効|更新)(?!\s*(?:円|ドル|トン|件|社|人))")


def find_numeric(text: str) -> Iterator[Hit]:
    """Give the dates in numbers of a compacted, masked text; neither versions (2.5.1) nor fractions (3/4) are dates."""
    yield from _find_full(text)
    for found in _COMPACT.finditer(text):
        year, month, day = (int(found[k]) for k in ("y", "m", "d"))
        if edtf.make_day(year, month, day):
            yield Hit(found.start(), found.end(), Point(fixed(year), fixed(month), fixed(day)), "compact")
    for found in _SLASH.finditer(text):
        month, day = int(found["m"]), int(found["d"])
        enclosed = text[: found.start()][-1:] in ("(", "[", "【") and (text[found.end() : found.end() + 1] in (")", "]", "】", "~", "-"))
        part_of_series = enclosed and month <= day <= 9  # (1/2): page one of two
        if _FRACTION_BEFORE.search(text, max(0, found.start() - 6), found.start()):
            continue
        if (enclosed and not part_of_series) or _SLASH_AFTER.match(text, found.end()) or _SLASH_BEFORE.search(text, max(0, found.start() - 12), found.start()):
            yield Hit(found.start(), found.end(), Point(None, fixed(month), fixed(day)), "slash")


def _find_full(text: str) -> Iterator[Hit]:
    for found in _numeric().finditer(text):
        year = read_era_year(found["letter"], found["ey"]) if found["letter"] else int(found["y"])
        if not year or (found["letter"] and not found["d"]):
            continue
        if not found["d"] and found["sep"] == "." and not re.search(r"[(\[、,\s]$|^$", text[: found.start()][-1:]):
            continue
        day = fixed(int(found["d"])) if found["d"] else None
        yield Hit(found.start(), found.end(), Point(fixed(year), fixed(int(found["m"])), day), "numeric")
