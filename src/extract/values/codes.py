"""Control and tariff codes: which texts are one, and how it is written plainly."""

from __future__ import annotations

import re
import unicodedata

from extract.values.numbers import parse_number

# Category 0–9, product group A–E, three digits, then paragraphs: 5D992.c, 3A001.b.2.b, 9A610.x. 0Y521 is the placeholder series
# (15 CFR 742.6(a)(8)). The same shape serves the EU (Annex I to Regulation 2021/821) and the Chinese dual-use list.
ECCN = r"(?:[0-9][A-E][0-9]{3}|[0-9]Y521)(?:\.[a-z](?:\.[0-9]{1,2}(?:\.[a-z](?:\.[0-9]{1,2})?)?)?(?![a-z0-9]))?"
_ECCN = re.compile(rf"{ECCN}|EAR99")
# Chapter 01–97 of the Harmonized System without the reserved 77, and 98 and 99 of national tariffs.
_CHAPTER = r"(?:0[1-9]|[1-6][0-9]|7[0-689]|[89][0-9])"
HS = rf"{_CHAPTER}[0-9]{{2}}(?:\.[0-9]{{2}}(?:\.?[0-9]{{2,4}}(?:[.-][0-9]{{2,3}})?|-[0-9]{{3}})?|(?:[0-9]{{2}}){{1,3}}(?:-[0-9]{{3}})?)?"
_HS = re.compile(HS)
# Editions of the Harmonized System that are no headings: chapter 20 ends at 2009.
_EDITIONS = frozenset(("2012", "2017", "2022", "2028"))


def parse_eccn(text: str) -> str | None:
    """Return a control code as the list prints it, None for anything else.

    Accepted: "3A090", "５Ｄ９９２．ｃ" → "5D992.c", "EAR 99" → "EAR99". Rejected: "3D", "H20", "3F001", "3A09".
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    return plain if _ECCN.fullmatch(plain) else None


def parse_hs(text: str) -> str | None:
    """Return the digits of a tariff code of 4, 6, 8, 9 or 10 digits, None for anything else.

    Accepted: "8542.31.00" → "85423100", "29011010". Rejected: "2022" (an edition), "77.01", "123", "2025-12345".
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if not _HS.fullmatch(plain) or plain in _EDITIONS:
        return None
    return re.sub(r"\D", "", plain)


def is_date_like(text: str) -> bool:
    """Say whether a dotted code reads as a date as well: 2025.04.24, but not 8542.31.00 or 2009.11.00."""
    match = re.fullmatch(r"(?:19|20)\d\d\.(\d\d)\.(\d\d)", text)
    return match is not None and 1 <= int(match[1]) <= 12 and 1 <= int(match[2]) <= 31


_JP_ITEM = re.compile(r"([^の項()]+)(?:の([^の項()]+))?の?項(?:の?((?:\([^()]+\))+))?")


def parse_jp_item(text: str) -> str | None:
    """Return an item of the Japanese export lists in Arabic figures, None for anything else.

    Accepted: "三の二の項" → "3の2の項", "７項（１０）" → "7の項(10)". Rejected: "第1項", "17の項" (there are 16), "項".
    """
    match = _JP_ITEM.fullmatch("".join(unicodedata.normalize("NFKC", text).split()))
    if match is None:
        return None
    item, branch = parse_number(match[1]), parse_number(match[2]) if match[2] else 0.0
    if item is None or branch is None or not 1 <= item <= 16 or not 0 <= branch <= 9:
        return None
    subs = [parse_number(part) for part in re.findall(r"\(([^()]+)\)", match[3] or "")]
    if any(sub is None for sub in subs):
        return None
    head = f"{item:g}の{branch:g}の項" if branch else f"{item:g}の項"
    return head + "".join(f"({sub:g})" for sub in subs)
