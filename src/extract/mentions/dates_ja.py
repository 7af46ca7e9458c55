"""Dates and durations as Japanese writes them: finds the expressions, leaves their anchors open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from extract.lexicon.loader import read_lexicon
from extract.mentions.date_terms import (
    Base,
    Compact,
    Expression,
    Hit,
    Point,
    Relation,
    Term,
    clear_hits,
    fixed,
    has_any,
    select,
)
from extract.mentions.durations_ja import NOT_A_DAY, find_durations, is_counted, is_length
from extract.mentions.numeric_dates import find_numeric
from extract.mentions.ranges_ja import RUN_DASH, day_lists, day_runs, give_edge, join_points
from extract.spans import Span
from extract.values.dates import read_count, read_era_year

_KANJI = "〇○零一二三四五六七八九十百千"
_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_FOUR = r"(?:(?:1[5-9]|20)\d\d|[一二][〇○零一二三四五六七八九]{3})"
# Not a date's number: what follows a digit, a decimal point, 第, or an indefinite 数.
_FRESH = rf"(?<![\d{_KANJI}第数何.])(?<!\d,)"
# 月 as a unit of a month's name, 日 as a day of the month.
_MONTH_END = r"月(?!間|面|額|例|刊|給|次|極|食|曜|雨|世界|探査|着陸|当たり|あたり|を超えない|を経過|以内|を限度)"
_DAY_END = r"日(?!間|数|程|常|曜|和見|間隔|月(?!曜)|千秋|天下)"
_SEASON_GUARD = r"(?!節|闘|秋|至|分の日|季)"


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))


@dataclass(frozen=True, slots=True)
class _Words:
    """The lexicon's Japanese words as patterns and tables."""

    year: re.Pattern[str]
    month: re.Pattern[str]
    day: re.Pattern[str]
    bare: re.Pattern[str]
    terms: dict[str, Term]
    year_parts: dict[str, str]
    month_parts: dict[str, str]
    bare_parts: dict[str, tuple[str, str]]
    seasons: dict[str, tuple[int, str]]
    future: tuple[str, ...]
    put_off: re.Pattern[str]
    fiscal_act: re.Pattern[str]


def _terms(words: dict[str, dict[str, tuple[Base, int]]]) -> dict[str, Term]:
    kinds = ("years", "fiscal_years", "months", "days", "weeks")
    return {word: Term(base, number) for kind in kinds for word, (base, number) in words[kind].items()}


def _year_head(words: dict[str, dict[str, object]]) -> str:
    """Return the pattern of a year: 令和7年, R7年, 2025年, 二〇二五年, 25年 (only before 4月 and the like), 今年, 同 (before 12月)."""
    era = rf"(?:(?P<era>{_alternatives(words['eras'])})|(?<![A-Za-z0-9])(?P<letter>[{''.join(words['era_letters'])}])\.?)(?P<ey>元|{_NUMBER})(?:\({_FOUR}\))?(?:年|(?=\.\d))"
    four = rf"{_FRESH}(?P<y>{_FOUR})(?:\((?:{_alternatives(words['eras'])})(?:元|\d{{1,2}})\)年|年|(?=会計年度|財政年度|年度))"
    cue = r"度(?!以上)|の?\d{1,2}月|末|初め|初頭|前半|後半|半ば|[春夏秋冬]|上半期|下半期|上期|下期|第[1-4一二三四]四|1[012]?[~〜-]|\d[~〜-]1?\d月|[~〜-]'?\d\d年"
    kanji = rf"(?<![{_KANJI}第数何])(?<![{_KANJI}][、・])(?P<y2k>[〇二七八九][〇一二三四五六七八九])年"
    two = rf"(?<![\d.,第])(?<!\d[~\-])['’]?(?P<y2>\d\d)年(?={cue})"
    word = rf"(?<![日基])(?P<yrel>{_alternatives(words['fiscal_years'])}|{_alternatives(words['years'])})(?!代|齢|輩|次)"
    same = rf"(?P<same>同)(?={_NUMBER}{_MONTH_END})"
    other = rf"(?:\((?:(?:{_alternatives(words['eras'])})(?:元|\d{{1,2}})年|{_FOUR}年|(?:[RHS])\d{{1,2}}年?|{_FOUR})\))?"
    return rf"(?:{era}|{four}|{two}|{kanji}|{word}|{same}){other}"


def _patterns(words: dict[str, dict[str, object]]) -> dict[str, re.Pattern[str]]:
    """Return the patterns of points by their first term."""
    month_rel, day_rel = _alternatives(words["months"]), _alternatives(words["days"])
    month = rf"(?:(?P<m>{_NUMBER}){_MONTH_END}|(?P<mrel>{month_rel}))"
    day_rel = rf"(?:{day_rel})(?!本(?!格|会議|邦|部))"
    day = rf"(?:(?P<d>{_NUMBER}){_DAY_END}|(?P<drel>{day_rel}))"
    year_part = rf"(?P<yp>(?:{_alternatives(words['year_parts'])})(?!て|期的|端|の日|導体|分|額|値){_SEASON_GUARD})"
    month_part = rf"(?P<mp>(?:{_alternatives(words['month_parts'])})(?!て|端))"
    tail = rf"(?:の?{month}(?:の?{day}|の?{month_part})?)"
    bare = _alternatives({**words["bare_year_parts"], **words["bare_fiscal_parts"], **words["bare_month_parts"]})
    sources = {
        "year": rf"{_year_head(words)}(?:(?P<decade>代)|(?P<fy>会計年度|財政年度|年度|度))?(?:の?{year_part}|{tail})?",
        "month": rf"(?:{_FRESH}(?P<m>{_NUMBER}){_MONTH_END}|(?P<mrel>{month_rel}))(?!次)(?:の?{day}|の?{month_part})?",
        "day": rf"{_FRESH}(?P<d>{_NUMBER}){_DAY_END}|(?<!日)(?P<drel>{day_rel})|翌(?P<next>{_NUMBER}){_DAY_END}|(?P<week>{_alternatives(words['weeks'])})(?:(?P<weekend>末)|の?(?P<weekday>[月火水木金土日])曜日?)?",
        "bare": (
            rf"(?P<season>{_alternatives(words['year_seasons'])})(?!闘)"
            rf"|(?<![\u3041-\u30ff\u3400-\u9fff])(?P<alone>[春夏秋冬])(?=から|にも|には|に(?:実施|予定|開催|発効|施行|開始|導入)|まで|以降|ごろ|頃)"
            rf"|(?P<in_week>週内)(?=に|の|、|で)|(?<![\d{_KANJI}同前数])(?P<word>{bare})(?!年始|商戦|導体|分)|(?P<q>第[1-4一二三四]四半期|(?<!年)[上下]半期(?=[にのはもをで、]|から|まで))"
        ),
    }
    return {name: re.compile(source) for name, source in sources.items()}


@cache
def _words() -> _Words:
    words = read_lexicon("dates")["ja"]
    bare = ("bare_year_parts", "bare_fiscal_parts", "bare_month_parts")
    return _Words(
        **_patterns(words),
        terms=_terms(words),
        year_parts=words["year_parts"],
        month_parts=words["month_parts"],
        bare_parts={w: (kind, p) for kind in bare for w, p in words[kind].items()},
        seasons={w: (n, s) for w, (n, s) in words["year_seasons"].items()},
        future=tuple(words["future"]),
        put_off=re.compile(rf"(?:(?!だった|た[\u4e00-\u9fff])[^、。]){{0,10}}?(?:{_alternatives(words['put_off'])})"),
        fiscal_act=re.compile(rf"(?:の|米国?の?)*(?:{_alternatives(words['fiscal_acts'])})"),
    )


def _term(found: re.Match[str], number: str, word: str) -> Term | None:
    groups = found.groupdict()
    if groups.get(number):
        count = read_count(groups[number])
        return fixed(count) if count is not None else None
    return _words().terms[groups[word]] if groups.get(word) else None


def _day_term(found: re.Match[str]) -> Term | None:
    term = _term(found, "d", "drel")
    return None if term and term.base == "fixed" and not 1 <= term.number <= 31 else term


def _year_term(found: re.Match[str]) -> Term | None:
    groups = found.groupdict()
    if groups.get("era") or groups.get("letter"):
        year = read_era_year(groups.get("era") or groups["letter"], groups["ey"])
        return fixed(year) if year else None
    if groups.get("y2k"):  # 〇五年, 九七年
        year = read_count(groups["y2k"]) or 0
        return fixed(year + (2000 if year < 50 else 1900))
    if groups.get("y2"):
        return fixed(2000 + int(groups["y2"]))
    if groups.get("same"):  # 23年8月に…、同12月に…
        return Term("anchor", 0)
    return _term(found, "y", "yrel")


def _valid(point: Point) -> bool:
    month, day = point.month, point.day
    return not (month and month.base == "fixed" and not 1 <= month.number <= 12) and not (day and day.base == "fixed" and not 1 <= day.number <= 31)


# 公告2025年第61号 is the number of a notice.
_SERIAL = re.compile(r"第\d+号")


def _find_years(text: str) -> Iterator[Hit]:
    words = _words()
    for found in words.year.finditer(text):
        year = _year_term(found)
        if year is None:
            continue
        fiscal = bool(found["fy"]) or (found["yrel"] or "").endswith("度")
        foreign = (found["fy"] or "") in ("会計年度", "財政年度")
        month, day = _term(found, "m", "mrel"), _day_term(found)
        if (fiscal and words.fiscal_act.match(text, found.end())) or (month is None and _SERIAL.match(text, found.end())):
            continue
        part = words.year_parts.get(found["yp"] or "") or words.month_parts.get(found["mp"] or "", "")
        business = bool(month and not day and not part and re.match(r"期(?!限|間|日|待|末)", text[found.end() : found.end() + 2]))
        point = Point(year, month, day, part=part, fiscal=fiscal and not foreign, business_year=business, decade=bool(found["decade"]))
        if _valid(point):
            yield Hit(found.start(), found.end() + business, point, "year_month_day" if day else "year_month" if month else "fiscal_year" if fiscal else "year")


def _find_months(text: str) -> Iterator[Hit]:
    words = _words()
    for found in words.month.finditer(text):
        if re.search(r"(?:毎年|例年|各年|毎)の?$", text[max(0, found.start() - 4) : found.start()]):
            continue
        month, day = _term(found, "m", "mrel"), _day_term(found)
        point = Point(None, month, day, part=words.month_parts.get(found["mp"] or "", ""))
        if _valid(point):
            yield Hit(found.start(), found.end(), point, "month_day" if day else "month")


def _loose_day(text: str, found: re.Match[str]) -> bool:
    """Say whether a bare `14日` is a day of the month rather than a number of days."""
    after, before = text[found.end() : found.end() + 8], text[max(0, found.start() - 6) : found.start()]
    if re.search(r"(?:毎月|毎週|営業|労働|祝)$", before) or re.match(r"(?:市|町|村)", after):
        return False
    if not found["d"].isdigit() and (found["d"] in ("四", "八", "五") and after.startswith("市")):
        return False
    return not (NOT_A_DAY.match(after) or is_counted(text, *found.span()) or is_length(text, *found.span()))


_TODAY = re.compile(r"(?:[は、午朝未付も]|夕方|から|まで|中に|発表|の(?:委員会|会議|会見|質疑|審議|午))")


def _find_days(text: str) -> Iterator[Hit]:
    words = _words()
    for found in words.day.finditer(text):
        after = text[found.end() : found.end() + 4]
        if found["next"]:  # 翌3日
            yield Hit(found.start(), found.end(), Point(day=Term("anchor", 1), number=read_count(found["next"]) or 0), "day_word")
        elif found["week"]:
            weekday = ("月火水木金土日".index(found["weekday"]), 0) if found["weekday"] else None
            point = Point(week=words.terms[found["week"]], weekend=bool(found["weekend"]), weekday=weekday)
            yield Hit(found.start(), found.end(), point, "week")
        elif found["drel"]:
            # 今日 in an essay is "nowadays" unless something is said to happen on it.
            if found["drel"] == "今日" and not _TODAY.match(after):
                continue
            if found["drel"] == "同じ日" and not re.match(r"[、にの]|から|より", after):
                continue
            yield Hit(found.start(), found.end(), Point(day=words.terms[found["drel"]]), "day_word")
        elif _loose_day(text, found) and (day := _day_term(found)):
            yield Hit(found.start(), found.end(), Point(day=day), "day")


# 金曜日に, 土曜朝: the last such day, or the next where the clause looks ahead. Rejected: 3月4日(火曜日), 毎週金曜日, 先週の金曜日.
_WEEKDAY = re.compile(r"(?<![\d年月日毎各第今来先翌前週祝火水木金土~〜、・(])(?<!週の)(?<!から)(?P<name>[月火水木金土日])曜(?:日(?:の?(?:早朝|未明|朝|午前|午後|夕方|夜|深夜|昼))?(?!営業|ごと|以外|市場|まで|版|から[月火水木金土日])|の?(?:早朝|未明|朝|午前|午後|夕方|夜|深夜))")


def _find_weekdays(text: str) -> Iterator[Hit]:
    for found in _WEEKDAY.finditer(text) if "曜" in text else ():
        yield Hit(found.start(), found.end(), Point(weekday=("月火水木金土日".index(found["name"]), 0)), "weekday")


def _find_bare(text: str) -> Iterator[Hit]:
    words = _words()
    for found in words.bare.finditer(text):
        if found["season"]:
            offset, season = words.seasons[found["season"]]
            yield Hit(found.start(), found.end(), Point(Term("document", offset), part=season), "season")
        elif found["alone"]:
            part = words.year_parts[found["alone"]]
            yield Hit(found.start(), found.end(), Point(Term("document", 0), part=part), "season")
        elif found["in_week"]:
            yield Hit(found.start(), found.end(), Point(week=Term("document", 0)), "week")
        elif found["q"]:
            yield Hit(found.start(), found.end(), Point(Term("anchor", 0), part=words.year_parts[found["q"]]), "quarter")
        else:
            yield _bare_word(found)


def _bare_word(found: re.Match[str]) -> Hit:
    kind, part = _words().bare_parts[found["word"]]
    if kind == "bare_month_parts":
        point = Point(month=Term("anchor", 0), part=part)
    elif part == "new_year":
        point = Point(Term("document", 1), part="new_year")
    else:
        point = Point(Term("document", 0), part=part, fiscal=kind == "bare_fiscal_parts")
    return Hit(found.start(), found.end(), point, "part_word")


_MONTH_RUN = re.compile(rf"(?:(?:(?P<y>(?:19|20)\d\d)|(?<!\d)'?(?P<y2>\d\d)|(?P<era>令和|平成)(?P<ey>元|\d{{1,2}}))年の?(?P<fy>度)?の?|(?P<yrel>今年|本年|昨年|一昨年|来年|同年|翌年|前年)の?)?(?<![\d.])(?P<a>1[0-2]|[1-9])月?{RUN_DASH}(?P<b>1[0-2]|[1-9])月(?P<term>期)?(?!間|\d|日)")
_YEAR_RUN = re.compile(rf"(?<![\d/.\-])(?P<a>(?:19|20)\d\d)(?P<sep>{RUN_DASH}|[・、,])'?(?P<b>(?:19|20)?\d\d)年(?P<fy>度)?(?!\d{{1,2}}月)")
# Both of two digits: a range of years if the first is near the document's, else of lengths (10~25年).
_SHORT_YEAR_RUN = re.compile(rf"(?<![\d/.,\-第])['’]?(?P<a>\d\d){RUN_DASH}['’]?(?P<b>\d\d)年(?:(?P<fy>度)|(?=[のにはもが、)~〜]|から|まで|以降|比|実績|平均|累計))(?!の?(?:期間|間|猶予|契約|延長|懲役|計画))")
_ERA_LIST = re.compile(r"(?P<era>令和|平成|昭和)(?P<a>\d{1,2})(?P<sep>[・、]|[~〜\-])(?P<b>\d{1,2})年(?P<fy>度)?")
_CITED_YEAR = re.compile(r"(?<=[\w」』.)])\((?P<y>(?:19|20)\d\d)(?:[a-z]?)\)")


def _find_era_lists(text: str) -> Iterator[Expression]:
    """`平成29・30年度`: one era for two years."""
    for found in _ERA_LIST.finditer(text):
        first, last = (read_era_year(found["era"], found[k]) for k in "ab")
        if first and last and first < last:
            points = Point(fixed(first), fiscal=bool(found["fy"])), Point(fixed(last), fiscal=bool(found["fy"]))
            if found["sep"] in "・、":
                yield Expression(Span(found.start(), found.end("a")), "year_list", points[0])
                yield Expression(Span(found.start("b"), found.end()), "year_list", points[1])
            else:
                yield Expression(Span(*found.span()), "year_run", *points)


def _find_cited_years(text: str) -> Iterator[Expression]:
    """Find a year in brackets after an author or title: 内閣府(2020)."""
    for found in _CITED_YEAR.finditer(text):
        yield Expression(Span(found.start("y"), found.end("y")), "cited_year", Point(fixed(int(found["y"]))))


def _find_runs(text: str) -> Iterator[Expression]:
    """Ranges and lists whose first member leaves its unit to the last: 4~6月期, 14~15日, 2024~25年, 10、11日."""
    for found in _MONTH_RUN.finditer(text):
        a, b = int(found["a"]), int(found["b"])
        year = _year_term(found)
        if found["fy"] and b < a:
            continue
        if found["term"] or not text[found.start("a") : found.start("b")].count("月"):
            yield Expression(Span(*found.span()), "month_run", Point(year, fixed(a), months=(a, b)))
    for found in _YEAR_RUN.finditer(text):
        a = int(found["a"])
        b = int(found["b"]) if len(found["b"]) == 4 else a // 100 * 100 + int(found["b"])
        points = Point(fixed(a), fiscal=bool(found["fy"])), Point(fixed(b), fiscal=bool(found["fy"]))
        if found["sep"] in "・、,":
            yield Expression(Span(found.start("a"), found.end("a")), "year_list", points[0])
            yield Expression(Span(found.start("b"), found.end()), "year_list", points[1])
        elif a < b:
            yield Expression(Span(*found.span()), "year_run", *points)
    for found in _SHORT_YEAR_RUN.finditer(text):
        a, b = int(found["a"]), int(found["b"])
        if a < b:
            end, length = Point(fixed(2000 + b), fiscal=bool(found["fy"])), f"P{a}Y/P{b}Y"
            yield Expression(Span(*found.span()), "duration_run", end=end, duration=length, two_digit=2000 + a)


_ANAPHORS: tuple[tuple[re.Pattern[str], Relation], ...] = (
    (re.compile(r"同期間"), "same_interval"),
    (re.compile(r"同(?:じ)?時期"), "same_time"),
    (re.compile(r"前年同月"), "same_month_last_year"),
    (re.compile(r"(?:前年|(?<!一)昨年)の?同(?:期|時期)"), "same_term_last_year"),
)


def _find_anaphors(text: str) -> Iterator[Expression]:
    for pattern, relation in _ANAPHORS:
        for found in pattern.finditer(text):
            yield Expression(Span(*found.span()), relation, relation=relation)


# --- what the clause says ------------------------------------------------------------------------------------------------

# The clause tells of what has been done, or of what is to be done.
_PAST = re.compile(r"(?:[いきしちにみりぎえけせてねべめれげっ]た|[んい]だ|だった)(?=$|[。、,)」]|よう|が|もの|こと|ため|後|際|の[をがはに]|と|[\u4e00-\u9fff\u30a1-\u30faA-Z](?!合))")
_PLANNED = re.compile(r"(?:予定|見込み|見通し|計画)(?:$|[。、)」]|だ(?!った)|で(?!あった)|と(?!し(?:ていた|た))|とされる)")
# A deadline, or what somebody said would be done: 2月1日から課すとしていた.
_DUE = re.compile(r"期限(?!だった|であった|が過ぎ|を過ぎ|切れ)|締め?切(?!った)|(?:満了|失効)(?!し(?:た|て))")
_DUE_BEFORE = re.compile(r"(?:期限|締め?切り?|満了日|期日)(?:は|を|が)$")
_REPORTED = re.compile(
    r"(?:から|より|に|までに?)[^、。]{0,32}?[うくぐすつぬぶむる](?:と(?:し|の|発|表|述|決|通|い|公|告|宣|定|明|合|約|確|説|伝|報|語|話|投稿|主張|警告|強調|[^、。]{1,12}?[にで](?:投稿|書き込|語|話し|述べ|表明|発表|伝え|明かし|明らか|通告|主張|説明|発言))|ことを|ことで合|ことに(?:決|合|同)|旨|方針|"
    r"(?:大統領令|布告|省令|政令|規則|法案|法律|措置|公告|告示|通達|決定|改正|計画|(?:規則|改正|法)案)(?:を|に)|よう(?:求|要))"
)
_STOP = re.compile(r"[。;\n]|$")
# A sentence that ends in a verb's plain form tells of what is to come; 〜ている and である tell of what is.
_NON_PAST = re.compile(r"(?<!て)(?<!てい)(?<!であ)(?<!が)[うくぐすつぬぶむる]$")
# The year of a law (一九七四年通商法, 令和4年法律第43号) is no time of the story; neither is one looked back to, or reckoned from.
_LAW = re.compile(r"(?:米国?|中国)?[\u4e00-\u9fff\u30a1-\u30fc]{0,12}?(?:法(?!案|的)|法律第|政令第|省令第|条約|協定(?!を|に))")
# 2024年実績の50%, 2019年比: the year that a quota, a rise or a share is reckoned from, whatever year the text tells of.
_BASE_YEAR = re.compile(r"(?:の|における)?(?:[\u4e00-\u9fff]{2,6}の?)?(?:実績|比(?![較率重例])|並み|水準)")


def _in_brackets(text: str, start: int) -> bool:
    before = text[max(0, start - 60) : start]
    return before.rfind("(") > before.rfind(")")


def _contextual(text: str, made: Expression) -> Expression:
    """Note what the rest of the clause says about when the date lies."""
    stop = _STOP.search(text, made.span.end)
    end = stop.start() if stop else len(text)
    clause = text[made.span.end : min(end, made.span.end + 60)]
    near = re.split(r"[、,]", clause)[0]
    # 11月9日まで停止された: until then it will not be done.
    put_off = made.edge == "until" and bool(_words().put_off.match(near))
    due = put_off or bool(_DUE.search(near) or _DUE_BEFORE.search(text, max(0, made.span.start - 6), made.span.start))
    told = due or bool(_REPORTED.match(near))
    past = not told and bool(_PAST.search(near) or (_PAST.search(clause) and not has_any(near, _words().future)))
    planned = bool(_PLANNED.search(near))
    ends_open = bool(_NON_PAST.search(text, max(made.span.end, end - 6), end)) and not past
    future = planned or told or ends_open or (has_any(clause, _words().future) and not past)
    year_only = bool(made.start and made.start.year and made.start.month is None)
    law = year_only and bool(_LAW.match(clause) or _BASE_YEAR.match(clause))
    return replace(made, future=future, planned=planned, past=past and not planned, due=due, background="以来" in near or "ぶり" in near or law, bracketed=_in_brackets(text, made.span.start), adnominal=year_only and clause.startswith("の"))


def find_japanese(source: Compact) -> list[Expression]:
    """Return the expressions of time in a compacted, masked text, in order; spans are in the compacted text."""
    text = source.text
    hits = clear_hits([*_find_years(text), *_find_months(text), *_find_days(text), *_find_weekdays(text), *_find_bare(text), *find_numeric(text)])
    runs = [*_find_runs(text), *_find_era_lists(text), *_find_cited_years(text), *_find_anaphors(text)]
    runs += day_runs(text, hits)
    hits = clear_hits([*hits, *day_lists(text, hits)])
    points = [h for h in hits if not any(r.span.overlaps(Span(h.start, h.end)) and len(r.span) >= h.end - h.start for r in runs)]
    found = [*join_points(text, points), *(give_edge(text, r) for r in (*runs, *find_durations(text)))]
    return [_contextual(text, e) for e in select(found)]
