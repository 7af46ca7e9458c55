"""Lengths of time as Japanese writes them, told from the years and days of the calendar that look like them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extract.mentions.date_terms import Expression
from extract.spans import Span
from extract.values.dates import read_count, spell_duration

_KANJI = "〇○零一二三四五六七八九十百千"
_RUN_DASH = r"[~〜\-–—―]"
# What follows or precedes a number of days rather than a day of the month.
NOT_A_DAY = re.compile(r"(?:以内|以上|未満|以下|超|を超え|余り?|ぶり|分(?!の)|程度|にわた|連続|上限|限定|ごと|毎|目|足らず|弱|当たり|あたり|平均|につき|に?\d+(?:回|件|時間)|の(?:猶予|期間|休戦|停戦|延長|停止|間|待機|告知|周知|予告|審査|コメント|一時|意見)|(?:が|を)?経過|かけて|後(?!半|ろ)|前(?!後|半)|も早|本(?!日|件|年|法|会|省|紙|社)|半|短縮|で(?:完了|終了))")
BEFORE_LENGTH = re.compile(r"(?:最大|最長|最短|最低|約|およそ|わずか|今後|向こう|少なくとも|合計|延べ|計|おおむね|概ね|あと|残り|残す|さらに|更に|追加で|丸|まる|過去|この|ここ|直近)$")

# What is said of a length: 意見募集は30日とし, 存続期間は25年.
_LENGTH_SUBJECT = re.compile(r"(?:期間|年限|年数|日数|猶予|任期|刑期|寿命|延長|審査|募集|待機|所要|公示|停止)(?:は|が|を|も)$")
_ON_DAY = re.compile(r"(?:に(?!わた|及|延|短縮|限|満)|には|、)")
_LENGTH_SAID = re.compile(r"(?:と(?:し|する|定め|なっ|なる)|に限|で(?:終|済|足り|完了)|を(?:要|予定|見込|想定)|(?:に|へ)(?:短縮|延長|延ば|縮)|か(?:か[るりっ]|から)|である|です|、)")


def is_counted(text: str, start: int, end: int) -> bool:
    """Say whether the word before makes the number a length (最長30日); さらに12日に is a further day of the month."""
    found = BEFORE_LENGTH.search(text, max(0, start - 6), start)
    return bool(found and not (found[0] in ("さらに", "更に") and _ON_DAY.match(text, end)))


def is_length(text: str, start: int, end: int) -> bool:
    """Say whether a length of time is what the clause is about, and the number says how long it is."""
    return bool(_LENGTH_SUBJECT.search(text, max(0, start - 6), start) and _LENGTH_SAID.match(text, end))


_COUNT = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+|[{_KANJI}]+)"
# Statutes count months without か: 公布の日から起算して六月を超えない範囲内.
_MONTHS_UNIT = r"[ヵカかヶケ箇個]月間?|月間|月(?=を超えない|を経過|以内|を限度)"
_DURATION = re.compile(
    rf"(?P<half_year>(?<!上)(?<!下)(?<!前)(?<!後)半年(?!度)間?)|四半世紀"
    rf"|(?<![\d{_KANJI}第数何.~〜'’])(?<!\d,)(?<![一二三四五六七八九]、)(?:"
    rf"(?P<y>{_COUNT})(?:[ヵカかヶケ箇]年|年)(?P<half>半)?間?(?:と?(?P<ym>{_COUNT})(?:{_MONTHS_UNIT}))?"
    rf"|(?P<m>{_COUNT})(?:{_MONTHS_UNIT})(?P<mhalf>半)?"
    rf"|(?P<w>{_COUNT})週間?(?=間|以内|ぶり|後|前|連続|で|の|に|を|と|、|。|$)"
    rf"|(?P<d>{_COUNT})(?:営業日|暦日|日)間?"
    rf"|(?P<h>{_COUNT})時間(?=以内|以上|前|後|の猶予|の期限|を超))"
)
_SPAN_RUN = re.compile(rf"(?<![\d.])(?P<a>\d{{1,3}}){_RUN_DASH}(?P<b>\d{{1,3}})(?P<unit>年間?|[ヵカかヶケ箇]月間?|週間|日間)(?!\d|[月代度])")
_YEAR_NOT_SPAN = re.compile(r"(?:[月度生次債物組号版式代金齢季末初春夏秋冬貢利]|目(?!標|指)|当たり|あたり|につき|に?\d+回|\d{1,2}月|第[1-4一二三四]|上[半期]|下[半期])")
_ORDINAL_BEFORE = re.compile(r"(?:第|次|[小中高大]学?|創業|築|学|令和|平成|昭和|大正|明治|西暦|['’]|[A-Z])$")
_YEAR_LIKELY = re.compile(r"(?:[のにはもが、。,)」』~〜から:：]|まで|以来|以降|以後|時点|実績|比|通年|累計|平均|目標|予算|入り|産|当時|中|発効|施行|改正|前半|後半|半ば|$)")


def find_durations(text: str) -> Iterator[Expression]:
    """Give the lengths of time in a compacted, masked text; `90日間` is one, `8日` and `25年4月` are not."""
    for found in _SPAN_RUN.finditer(text):
        unit = "Y" if found["unit"][0] == "年" else "W" if found["unit"][0] == "週" else "D" if found["unit"][0] == "日" else "M"
        if unit != "Y" or len(found["a"]) < 2 or "間" in found["unit"]:
            yield Expression(Span(*found.span()), "duration_run", duration=f"P{found['a']}{unit}/P{found['b']}{unit}")
    for found in _DURATION.finditer(text):
        made = _duration(text, found)
        if made:
            yield made


def _duration(text: str, found: re.Match[str]) -> Expression | None:
    span = Span(*found.span())
    if found[0].startswith("四半世紀"):
        return Expression(span, "duration", duration="P25Y", amount=(25, 0, 0))
    if found["half_year"]:
        return _counted(text, span, (0, 6, 0))
    if found["y"]:
        return _years(text, found)
    count = read_count(found["m"] or found["w"] or found["d"] or found["h"] or "")
    if not count:
        return None
    if found["h"]:
        return Expression(span, "duration", duration=f"PT{count}H")
    if found["m"]:
        return _counted(text, span, (0, count, 15 if found["mhalf"] else 0))
    if found["w"]:
        return _counted(text, span, (0, 0, 7 * count), f"P{count}W")
    return _days(text, found, count)


def _days(text: str, found: re.Match[str], count: int) -> Expression | None:
    after, before = text[found.end() : found.end() + 8], text[max(0, found.start() - 6) : found.start()]
    if re.match(r"(?:目|当たり|あたり|平均|につき|も早|市|町|本(?!日|件)|に?\d+(?:回|件|万|時間))", after) or before.endswith(("月", "第")):
        return None
    clear = found[0].endswith(("間", "営業日", "暦日")) or count > 31
    if clear or NOT_A_DAY.match(after) or is_counted(text, *found.span()) or is_length(text, *found.span()):
        return _counted(text, Span(*found.span()), (0, 0, count))
    return None


def _years(text: str, found: re.Match[str]) -> Expression | None:
    count, months = read_count(found["y"]), read_count(found["ym"] or "") or 0
    after, before = text[found.end() : found.end() + 6], text[max(0, found.start() - 6) : found.start()]
    if not count or count > 999 or _ORDINAL_BEFORE.search(before):
        return None
    span = Span(*found.span())
    plain = found[0].endswith("年") and not re.search(r"[ヵカかヶケ箇]年", found[0])
    if plain and _YEAR_NOT_SPAN.match(after):
        return None
    made = _counted(text, span, (count, months + (6 if found["half"] else 0), 0))
    maybe_year = plain and found["y"].isdigit() and len(found["y"]) == 2 and not made.offset and not is_length(text, *found.span())
    if maybe_year and _YEAR_LIKELY.match(after) and not BEFORE_LENGTH.search(before) and not re.match(r"(?:以上|以内|の(?:猶予|期間|延長|停止|歴史|懲役|間|契約|節目)|にわた|に及|間)", after):
        return replace(made, two_digit=2000 + int(found["y"]))
    return made


_LATER = re.compile(r"(?:後|のち)(?!半|ろ|続|期|退|継|任)")
# 施行から3年後, 公布の1年後: counted from an event, not from today.
_EVENT_BEFORE = re.compile(r"(?<!今)(?<!現在)(?<!いま)(?<!これ)(?<!ここ)(?<!それ)(?<!だ)(?<=[\u4e00-\u9fff\u30a1-\u30fc])(?:から|より|の)(?:約|およそ)?$")
_EARLIER = re.compile(r"前(?!半|後|倒|期|提|払|借)")


def _counted(text: str, span: Span, amount: tuple[int, int, int], duration: str = "") -> Expression:
    """Make a length of time; followed by 後 or 前 it also points to a date."""
    duration = duration or spell_duration(amount[0], amount[1], days=amount[2])
    after = text[span.end : span.end + 6]
    event = bool(_EVENT_BEFORE.search(text, max(0, span.start - 8), span.start))
    if _LATER.match(after):
        return Expression(Span(span.start, span.end + 1), "offset", duration=duration, amount=amount, offset=1, from_event=event)
    if _EARLIER.match(after) and not re.match(r"前まで", after):
        return Expression(Span(span.start, span.end + 1), "offset", duration=duration, amount=amount, offset=-1, from_event=event)
    return Expression(span, "duration", duration=duration, amount=amount)
