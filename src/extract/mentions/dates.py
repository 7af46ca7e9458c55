"""Finds every date, range, deictic or anaphoric date and duration of a document, and resolves it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.mentions.date_anchors import resolve
from extract.mentions.date_context import Place, Resolved, Setting
from extract.mentions.date_terms import Expression, compact, mask, select
from extract.mentions.dates_en import find_english
from extract.mentions.dates_ja import find_japanese
from extract.mentions.own_dates import applies, goes_on, is_issued, is_labelled, stands_alone
from extract.model import OTHER_DATE, Issue, Mention, Passage
from extract.spans import Span
from extract.values import edtf

_SENTENCE_END = re.compile(r"[。！？]|(?<=[a-z0-9)\"”])[.;!?]\s+(?=[A-Z\"“(])")
_JAPANESE = re.compile(r"[\u3041-\u30ff\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class _Said:
    """An expression of one passage, its spans in the passage's own text."""

    expression: Expression
    span: Span
    language: str


def _find_in(text: str) -> list[_Said]:
    """Return the expressions of one passage, in order."""
    source = compact(mask(text))
    japanese = bool(_JAPANESE.search(text))
    own = find_japanese(source) if japanese or any(c.isdigit() for c in text) else []
    other = find_english(source)
    # Numeric dates are found by both; the language of the passage knows what から or since beside them means.
    first, second = (own, other) if japanese else (other, own)
    taken = {e.span for e in first}
    both = select([*first, *(e for e in second if e.span not in taken)])
    names = {id(e): "ja" for e in own} | {id(e): "en" for e in other}
    return [_Said(e, source.span(e.span.start, e.span.end), names[id(e)]) for e in both]


def _sentence_starts(passage: Passage) -> list[int]:
    if passage.sentences:
        return [s.start for s in passage.sentences]
    return [0, *(found.end() for found in _SENTENCE_END.finditer(passage.text))]


_SENTENCE_LIKE = ("。", ".", ";", "、", ",")
_HEADING_LENGTH = 40


def _headings(passages: Sequence[Passage]) -> list[int]:
    """Return for each passage of running text the number of the nearest short one above it that is no sentence (-1: none)."""
    above, last = [], -1
    for number, passage in enumerate(passages):
        text = passage.text.rstrip()
        short = len(text) <= _HEADING_LENGTH and not text.endswith(_SENTENCE_LIKE)
        above.append(-1 if short else last)
        if short:
            last = number
    return above


_ROW_REACH = 8


def _rows(passages: Sequence[Passage], said: Sequence[Sequence[_Said]]) -> list[int]:
    """Return for each passage the number of the row of a chronology that it follows (-1: none).

    Such a row is a passage that is a year and nothing else, or one that begins with a date and is no sentence; the cells
    of a table's row follow its date. It reaches `_ROW_REACH` passages far.
    """
    above, last = [], -1
    for number, passage in enumerate(passages):
        above.append(last if last >= 0 and number - last <= _ROW_REACH else -1)
        if not said[number]:
            continue
        first, text = said[number][0], passage.text.strip()
        start = first.expression.start
        bare_year = start and start.explicit and not start.month and len(first.span) >= len(text) - 4
        row = start and start.month and start.day and first.span.start <= 2 and not text.endswith("。")
        if bare_year or row:
            last = number
    return above


# A paragraph that begins so goes on with the story of the one before.
_GOES_ON = re.compile(r"\s*(?:これに(?:対し|伴|より|先立|応じ|続)|これを(?:受け|踏まえ)|その後|続いて|次いで|同時に|さらに、|更に、)")


def _resolve_all(passages: Sequence[Passage], said: Sequence[Sequence[_Said]], setting: Setting) -> tuple[list[tuple[_Said, Resolved]], list[tuple[int, _Said]]]:
    done: list[tuple[_Said, Resolved]] = []
    lost: list[tuple[int, _Said]] = []
    seen: list[Resolved] = []
    headings, rows = _headings(passages), _rows(passages, said)
    for number, passage in enumerate(passages):
        starts = _sentence_starts(passage)
        goes_on = _GOES_ON.match(passage.text) is not None
        for one in said[number]:
            place = Place(number, bisect_right(starts, one.span.start), headings[number], rows[number], one.span.start <= 2, goes_on)
            found = resolve(one.expression, place, seen, setting)
            if found is None:
                lost.append((number, one))
                continue
            seen.append(found)
            done.append((one, found))
    return done, lost


_ROLES = {"since": "from", "from": "from", "until": "to", "before": "to"}


def _mention(passage: Passage, said: _Said, found: Resolved, setting: Setting) -> Mention:
    issues = found.issues
    relies = setting.inferred and setting.published is not None and found.anchor == setting.published.edtf
    if relies:
        issues = (*issues, Issue("anchor_inferred", f"resolved against {found.anchor}, the document's date as inferred"))
    role = _ROLES.get(found.expression.edge)
    return Mention(
        kind="duration" if found.duration else "date",
        passage=found.place.passage,
        span=said.span,
        text=said.span.of(passage.text),
        value=found.value,
        rule=f"date_{said.language}_{found.expression.rule}",
        role="from" if role == "from" else "to" if role == "to" else None,
        anchor=found.anchor,
        issues=issues,
    )


def find_dates(passages: Sequence[Passage], published: str) -> tuple[tuple[Mention, ...], tuple[Issue, ...]]:
    """Return the dates and durations of the passages (in reading order), and what is doubtful about them.

    `published` is the document's own date in EDTF; with "" it is read from the document's head, or inferred from the dates
    it states, which the issue `published_inferred` tells. A mention's `anchor` is what it was resolved against ("" where it
    states everything itself); its `role` is from or to where it starts or ends something. An expression that nothing
    resolves (同日 with no date before it) is no mention but an issue `unresolved_date`.

    Accepted: `5月下旬` in a brief of 2025-08-01 → 2025-05-21/2025-05-31. Rejected: `301条`, `一時停止`, digits of a URL.
    """
    said = [_find_in(p.text) for p in passages]
    issues: list[Issue] = []
    known = edtf.read_edtf(published)
    inferred = False
    if known is None:
        value, inferred = _infer(passages, said)
        known = edtf.read_edtf(value)
        if inferred and known:
            issues.append(Issue("published_inferred", f"the document states no date of its own; {value} is the newest date it names", candidates=(value,)))
    setting = Setting(known, inferred)
    done, lost = _resolve_all(passages, said, setting)
    for number, one in lost:
        issues.append(Issue("unresolved_date", f"nothing says what {one.span.of(passages[number].text)!r} refers to"))
    return tuple(_mention(passages[r.place.passage], s, r, setting) for s, r in done), tuple(issues)


# --- the document's own date -----------------------------------------------------------------------------------------

_HEAD_PASSAGES, _HEAD_LENGTH = 15, 90
_VERB = re.compile(r"[。]$|(?:した|する|された|である|です|ます)[。、]|\b(?:is|are|was|were|has|have|announced|signed)\b")


def _is_full(expression: Expression) -> bool:
    """Say whether it is one date with its year and month, open at neither end."""
    start = expression.start
    return bool(start and start.explicit and start.month and not start.part and expression.end is None and not expression.edge)


def _own_date(passage: Passage, said: Sequence[_Said]) -> str:
    """Return the date of a line that is little else than a date (an issuer may stand beside it); "" for other lines."""
    text = passage.text
    if len(text.strip()) > _HEAD_LENGTH or _VERB.search(text.strip()):
        return ""
    done, _ = _resolve_all((passage,), (said,), Setting(None))
    issued = next((r for s, r in done if r.period and is_issued(text, s.span.end)), None)
    if issued and issued.period and issued.period.unit == "day":
        return issued.value
    if len(said) != 1 or not done or applies(text, said[0].span):
        return ""
    expression = replace(said[0].expression, edge="") if is_labelled(text) else said[0].expression
    value = done[0][1].value.removesuffix("/..")
    known = _is_full(expression) and value and "/" not in value
    return value if known and stands_alone(text, said[0].span, len(value) == len("2025-08-01")) else ""


def _stated(passages: Sequence[Passage], said: Sequence[Sequence[_Said]]) -> str:
    """Return the first date that a line near the head gives; many such lines are a chronology, and none of them its date."""
    values = [v for n, p in enumerate(passages[:_HEAD_PASSAGES]) if (v := _own_date(p, said[n]))]
    days = [v for v in values if len(v) == 10]
    if len(set(days)) > 3:
        return ""
    return next(iter(days or values), "")


def _is_event(expression: Expression) -> bool:
    """Say whether an expression names a month itself, and is neither an edge nor told of what is to come."""
    named = expression.start is not None and expression.start.month is not None
    return named and expression.edge not in ("until", "from", "since") and not expression.future


def _newest(passages: Sequence[Passage], said: Sequence[Sequence[_Said]]) -> str:
    """Return the newest full date stated that is neither a deadline, planned nor a start of application; else the newest date of the year most spoken of."""
    full: list[str] = []
    years: list[int] = []
    months: set[int] = set()
    for number, found in enumerate(said):
        for one in found:
            point, expression = one.expression.start, one.expression
            if not point or not point.explicit or not point.year or expression.edge in ("until", "from", "since") or expression.planned or expression.background:
                continue
            years.append(point.year.number)
            months.add(point.year.number if point.month else 0)
            if point.month and point.day and point.month.base == point.day.base == "fixed":
                made = resolve(expression, Place(number, 0), (), Setting(None))
                ahead = expression.future and not goes_on(passages[number].text, one.span.end)
                if made and made.period and not ahead and not applies(passages[number].text, one.span):
                    full.append(made.period.last.isoformat())
    if full:
        return max(full)
    if not years:
        return ""
    year = max(years, key=lambda y: (years.count(y), y in months, y))
    setting = Setting(edtf.make_year(year))
    done, _ = _resolve_all(passages, said, setting)
    told = [r.period for s, r in done if r.period and _is_event(s.expression) and not r.duration and not applies(passages[r.place.passage].text, s.span)]
    days = [p for p in told if p.unit in ("day", "month") and p.last.year == year]
    return max(days, key=lambda p: p.last).edtf if days else f"{year:04d}"


def _infer(passages: Sequence[Passage], said: Sequence[Sequence[_Said]]) -> tuple[str, bool]:
    stated = _stated(passages, said)
    if stated:
        return stated, False
    newest = _newest(passages, said)
    return newest, bool(newest)


def infer_published(passages: Sequence[Passage]) -> tuple[str, bool]:
    """Return the document's own date in EDTF, and whether it was only inferred.

    A line of its own near the head that is little else than a date states it (`2025.8.1`, `令和7年6月3日 経済産業省`). Without
    one it is the newest full date that the text names, or the newest of the year it speaks of most. ("", False) if it names none.
    """
    return _infer(passages, [_find_in(p.text) for p in passages])


def compare_published(given: str, stated: str, passages: Sequence[Passage]) -> tuple[Issue, ...]:
    """Return an issue where a date given by hand is not the one that the brief states of itself; a guess is no statement.

    `stated` is the date in the file's own metadata, "" where it has none. 2025-08 is not another date than 2025-08-01.
    """
    found, inferred = (stated, False) if stated or not given else infer_published(passages)
    if not given or not found or inferred or found.startswith(given) or given.startswith(found):
        return ()
    return (Issue(OTHER_DATE, f"the brief is dated {given} as given by hand; it states {found} itself"),)
