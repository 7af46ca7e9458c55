"""Ranges, lists and open ends of Japanese dates: what joins two points, and what 以降, まで and から make of one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extract.mentions.date_terms import Edge, Expression, Hit, Point, fixed
from extract.spans import Span

# A weekday or a time zone in brackets after a date.
_WEEKDAY = r"(?:\((?:[月火水木金土日](?:曜日?)?(?:[・,、]?祝日?)?|(?:米国?|現地|日本|北京|東部|中国|欧州)[^()]{0,6}時間?)\))*"
RUN_DASH = r"[~〜\-–—―]"
_DAY_RUN = re.compile(rf"(?<!\d)(?P<a>3[01]|[12]\d|[1-9]){RUN_DASH}(?P<b>3[01]|[12]\d|[1-9])日(?!間|本人)")
_DAY_LIST = re.compile(r"(?<!\d)(?P<first>3[01]|[12]\d|[1-9])(?P<more>(?:[・、,](?:3[01]|[12]\d|[1-9]))+)(?:日(?!間)(?P<both>の?両日)?|(?P<pair>(?=の?両日)))")

_JOINT = re.compile(rf"{_WEEKDAY}(?:[(（][^()（）]{{0,8}}[)）])?(?:{RUN_DASH}|から|より|ないし|乃至)(?P<gap>\s*)$")
_DASH_JOINT = re.compile(rf"{_WEEKDAY}\s*{RUN_DASH}\s*$")
_UNTIL_AFTER = re.compile(rf"{_WEEKDAY}(?:頃|ごろ|の間)?(?:まで(?!も)|にかけ|迄|の(?:間|期間|日程)|に至る)")
_NOW = re.compile(rf"{_WEEKDAY}(?:{RUN_DASH}|から)(?:現在|今日|本日|足元|直近)(?:まで|に至る)?")
_SINCE = re.compile(rf"{_WEEKDAY}(?:頃|ごろ)?の?(?:以降|以後|以来)|{_WEEKDAY}[~〜](?=[\s)\]】」』、。,;*]|$)")
_UNTIL = re.compile(rf"{_WEEKDAY}(?:頃|ごろ)?(?:まで(?!も)|迄)")
_BEFORE = re.compile(rf"{_WEEKDAY}(?:以前|前(?=に締結|に契約|に輸出|に出荷|に到着|に発注|の(?:契約|状態)))")
_FROM = re.compile(rf"{_WEEKDAY}(?:頃|ごろ)?(?:から|より(?!も|多|少|高|低|大き|小さ|約?[\d増減]))")
_LEADING_DASH = re.compile(r"(?:^|[(、,\s「【])[~〜]$")
_MISSING_DAY = re.compile(r"(\d{1,2})(?![\d年月日時分%.,:か個ヵカヶ件社者名品隻機])")


def _extend_missing_day(text: str, hit: Hit) -> Hit:
    """`11月1の日程` after a dash: the end of a range that lacks its 日."""
    found = _MISSING_DAY.match(text, hit.end)
    if found and hit.point.month and hit.point.day is None and not hit.point.part and 1 <= int(found[1]) <= 31:
        return replace(hit, end=found.end(), point=replace(hit.point, day=fixed(int(found[1]))))
    return hit


def _joined(text: str, first: Hit, last: Hit) -> Hit | None:
    """Return the second half of the range, or None where the two are two dates."""
    between = text[first.end : last.start]
    if len(between) > 16 or not _JOINT.match(between):
        return None
    if _DASH_JOINT.match(between):
        return _extend_missing_day(text, last) if first.point.day else last
    return last if _UNTIL_AFTER.match(text, last.end) else None


def join_points(text: str, hits: list[Hit]) -> Iterator[Expression]:
    """Give the points as expressions, two of them as one where a dash or から … まで joins them."""
    skip = False
    for index, hit in enumerate(hits):
        if skip:
            skip = False
            continue
        following = hits[index + 1] if index + 1 < len(hits) else None
        last = _joined(text, hit, following) if following else None
        if last:
            skip = True
            yield Expression(Span(hit.start, last.end), f"{hit.rule}_range", hit.point, last.point)
        else:
            yield _edged(text, hit)


def _edged(text: str, hit: Hit) -> Expression:
    now = _NOW.match(text, hit.end)
    if now:
        return Expression(Span(hit.start, now.end()), f"{hit.rule}_to_now", hit.point, edge="now")
    since = _SINCE.match(text, hit.end)
    if since:
        end = since.end() if text[since.end() - 1] in "~〜" else hit.end
        return Expression(Span(hit.start, end), hit.rule, hit.point, edge="since")
    until = _UNTIL.match(text, hit.end)
    if until:
        return Expression(Span(hit.start, until.end()), hit.rule, hit.point, edge="until")
    if _BEFORE.match(text, hit.end):
        return Expression(Span(hit.start, hit.end), hit.rule, hit.point, edge="before")
    if _LEADING_DASH.search(text, max(0, hit.start - 2), hit.start):
        return Expression(Span(hit.start - 1, hit.end), hit.rule, hit.point, edge="until")
    edge: Edge = "from" if _FROM.match(text, hit.end) else ""
    return Expression(Span(hit.start, hit.end), hit.rule, hit.point, edge=edge)


def give_edge(text: str, made: Expression) -> Expression:
    """Return a run, anaphor or year with the edge that follows it."""
    if (made.duration and made.two_digit is None) or made.end or made.edge:
        return made
    edge: Edge = "since" if _SINCE.match(text, made.span.end) else "until" if _UNTIL.match(text, made.span.end) else made.edge
    return replace(made, edge=edge)


def _month_before(hits: list[Hit], end: int) -> Hit | None:
    """Return the month without a day that ends there: the 7月 of `7月28~29日`."""
    return next((h for h in hits if h.end == end and h.point.month and not h.point.day and not h.point.part), None)


def day_runs(text: str, hits: list[Hit]) -> Iterator[Expression]:
    """`7月28~29日`: the first day has no 日 of its own."""
    for found in _DAY_RUN.finditer(text):
        before = _month_before(hits, found.start())
        if int(found["a"]) < int(found["b"]):
            head = before.point if before else Point()
            ends = replace(head, day=fixed(int(found["a"]))), replace(head, day=fixed(int(found["b"])))
            made = Expression(Span(before.start if before else found.start(), found.end()), "day_run", *ends)
            yield give_edge(text, made)


def day_lists(text: str, hits: list[Hit]) -> Iterator[Hit]:
    """`7月10、11日`, `10、11両日`: only the last day has 日."""
    for found in _DAY_LIST.finditer(text):
        before = _month_before(hits, found.start())
        if not (before or found["both"] or found["pair"] is not None):
            continue
        head = before.point if before else Point()
        yield Hit(before.start if before else found.start(), found.end("first"), replace(head, day=fixed(int(found["first"]))), "day_list")
        days = list(re.finditer(r"\d+", text[found.start("more") : found.end("more")]))
        for place, day in enumerate(days):
            start, end = found.start("more") + day.start(), found.start("more") + day.end()
            unit = place == len(days) - 1 and found["pair"] is None
            yield Hit(start, end + unit, Point(day=fixed(int(day[0]))), "day_list")
