"""Rules of dates and durations beyond the bare forms: what a clause says of them, what they are compared with; negatives beside."""

from __future__ import annotations

import pytest

from extract.mentions.dates import find_dates
from extract.model import Language, Passage
from extract.spans import OffsetMap


def values(text: str, published: str, language: Language) -> list[str]:
    passages = [Passage(i, t, OffsetMap.identity(len(t)), language) for i, t in enumerate(text.split("|"))]
    return [str(m.value) for m in find_dates(passages, published)[0]]


# (the document's date, text, values); `|` separates passages.
JAPANESE: dict[str, list[tuple[str, str, list[str]]]] = {
    "deadlines look ahead": [
        ("2026-01-15", "上乗せ分は10月20日まで停止された。", ["../2026-10-20"]),
        ("2026-01-15", "除外は9月30日まで延長されている。", ["../2026-09-30"]),
        ("2026-01-15", "期限は10月20日とされた。", ["2026-10-20"]),
        ("2026-01-15", "11月30日を期限とする免除が続く。", ["2026-11-30"]),
        ("2026-01-15", "12月20日に失効する免除である。", ["2026-12-20"]),
        ("2026-01-15", "会合は12月20日まで開かれた。", ["../2025-12-20"]),
        ("2026-01-15", "12月20日まで続いた免除は打ち切られた。", ["../2025-12-20"]),
        ("2026-01-15", "12月20日に失効した免除である。", ["2025-12-20"]),
        ("2026-01-15", "12月20日に税率を下げた。", ["2025-12-20"]),
        ("2026-01-15", "期限だった10月20日に合意した。", ["2025-10-20"]),
    ],
    "ends of ranges": [
        ("2026-06-01", "2025年11月5日から翌年2月3日まで募集した。", ["2025-11-05/2026-02-03"]),
        ("2026-06-01", "令和7年5月2日から同年9月1日までの間", ["2025-05-02/2025-09-01"]),
        ("2026-06-01", "12月8日から2026年12月7日まで止める。", ["2025-12-08/2026-12-07"]),
        ("2026-06-01", "3月8日から2026年12月7日まで止める。", ["2026-03-08/2026-12-07"]),
        ("2026-06-01", "19~22年の輸出", ["2019/2022"]),
        ("2026-06-01", "19~22年間の契約", ["P19Y/P22Y"]),
        ("2026-06-01", "40~60年の寿命", ["P40Y/P60Y"]),
    ],
    "years that are reckoned from": [
        ("2026-01-20", "枠を2023年実績の80%に減らす。新たな枠は3月1日から適用する。", ["2023", "2026-03-01"]),
        ("2026-06-01", "2019年比で2割減らした。4月3日に施行した。", ["2019", "2026-04-03"]),
        ("2026-06-01", "輸入を2022年の輸入量水準に抑える。会合は5月7日に開かれた。", ["2022", "2026-05-07"]),
        ("2026-06-01", "2019年に規制を設けた。4月3日に施行した。", ["2019", "2019-04-03"]),
        ("2026-06-01", "2019年実施の検査を改めた。4月3日に施行した。", ["2019", "2019-04-03"]),
    ],
    "starts of long terms": [
        ("2026-06-20", "2026年6月1日署名の布告は、6月8日から2028年12月31日まで課す。", ["2026-06-01", "2026-06-08/2028-12-31"]),
        ("2026-06-20", "2019年1月の法により、3月8日から2026年12月7日まで止める。", ["2019-01", "2026-03-08/2026-12-07"]),
    ],
    "weekdays": [
        ("2026-06-17", "政府は月曜日、関税を課した。", ["2026-06-15"]),  # a Wednesday
        ("2026-06-17", "関税は土曜朝に発効する予定だ。", ["2026-06-20"]),
        ("2026-06-17", "水曜日の夜に発表した。", ["2026-06-17"]),
        ("2026-06-17", "窓口は毎週金曜日に開く。", []),
        ("2026-06-17", "6月15日(月曜日)に開いた。", ["2026-06-15"]),
        ("2026-06-17", "受付は月曜日から金曜日までとする。", []),
        ("2026-06-17", "日曜版に載った。", []),
    ],
    "at once": [
        ("2026-06-17", "省は6月3日に省令を公布し、即日施行した。", ["2026-06-03", "2026-06-03"]),
        ("2026-06-17", "即日施行する。", []),
    ],
    "lists of days": [
        ("2026-06-01", "5月21、22の両日に協議した。", ["2026-05-21", "2026-05-22"]),
        ("2026-06-01", "5月分、22の品目、両国", ["2026-05"]),
    ],
    "lengths that are said": [
        ("2026-06-01", "意見募集は21日とし、6月20日に締め切る。", ["P21D", "2026-06-20"]),
        ("2026-06-01", "特許の存続期間は20年、商標は10年である。", ["P20Y", "P10Y"]),
        ("2026-06-01", "審査は14日で終わった。", ["P14D"]),
        ("2026-06-01", "審査は14日に始まった。", ["2026-05-14"]),
        ("2026-05-20", "通知を出し、さらに12日には説明会を開いた。", ["2026-05-12"]),
        ("2026-05-20", "停止をさらに12日延ばした。", ["P12D"]),
    ],
    "comparisons": [
        ("2026-01-20", "11月の輸出は前月に届かず、前年同月も下回った。", ["2025-11", "2025-10", "2024-11"]),
        ("2026-01-20", "2024年の輸入は前年を上回った。", ["2024", "2023"]),
        ("2026-01-20", "1~11月の累計では前年を上回った。", ["2025-01/2025-11", "2024"]),
        ("2026-06-20", "1~3月は増加した。", ["2026-01/2026-03"]),
    ],
    "the same and the next day": [
        ("2025-09-20", "この規則は2025年10月6日から施行する。ただし、同日前に契約したものを除く。", ["2025-10-06", "2025-10-06"]),
        ("2025-12-20", "2025年12月1日に署名し、新税率は12月15日から課す。同日、声明も出した。", ["2025-12-01", "2025-12-15", "2025-12-01"]),
        ("2025-12-20", "12月1日に発表し、翌2日に施行した。", ["2025-12-01", "2025-12-02"]),
        ("2025-12-20", "翌2日に施行した。", ["2025-12-02"]),
        ("2025-12-20", "同日選挙と同日中の処理", []),
    ],
    "parts of a year": [
        ("2026-02-20", "第4四半期は輸出が減った。", ["2025-10-01/2025-12-31"]),
        ("2026-02-20", "第3四半期に導入する予定だ。", ["2026-07-01/2026-09-30"]),
        ("2026-02-20", "2025年上半期は増え、下半期は減った。", ["2025-01-01/2025-06-30", "2025-07-01/2025-12-31"]),
        ("2025-07-20", "市場は年後半の減速を見込む。", ["2025-07-01/2025-12-31"]),
        ("2025-07-20", "四半期報告書、半期配当、来年後半導体を、数年後半ばに", ["2026"]),
    ],
    "two digits": [
        ("2024-05-20", "EUは30年までに倍にする計画だ。", ["../2030"]),
        ("2024-05-20", "最長30年まで延ばせる。", ["P30Y"]),
        ("2025-12-20", "24年通年の輸出と26年目標", ["2024", "2026"]),
    ],
    "counted": [
        ("2026-02-20", "施行から3年後に見直す。", ["P3Y"]),
        ("2026-02-20", "今から3年後に見直す。", ["2029"]),
        ("2026-02-20", "枠は5年後に倍になる。", ["2031"]),
        ("2026-02-20", "2024年4月の公布の1年後に改めた。", ["2024-04", "2025-04"]),
    ],
    "in numbers": [
        ("2025-08-01", "公布20250401、施行20250601。", ["2025-04-01", "2025-06-01"]),
        ("2025-08-01", "20250401貿局第1号、税番8471300100、第20250401号", []),
        ("2025-08-01", "比率は3/4、割合は2/3に満たない。", []),
        ("2025-08-01", "発表は3/4、施行は4/1から", ["2025-03-04", "2025-04-01"]),
        ("2025-08-01", "表の20 25年版と 20 社", ["2025"]),
    ],
    "vague": [
        ("2025-08-01", "当面、数年、近年、今後数カ月、いずれ、従来、当初、その後", []),
    ],
}

ENGLISH: dict[str, list[tuple[str, str, list[str]]]] = {
    "lists of days": [
        ("2025-10-10", "Hearings were held on June 3, 5 and 9, 2025.", ["2025-06-03", "2025-06-05", "2025-06-09"]),
        ("2026-10-10", "Duties rose on March 4 and April 5, 2025.", ["2025-03-04", "2025-04-05"]),
        ("2026-10-10", "Notices of December 4 and January 5, 2026", ["2025-12-04", "2026-01-05"]),
        ("2025-10-10", "The panel met on 10 and 11 June.", ["2025-06-10", "2025-06-11"]),
        ("2025-10-10", "The panel met between 10 and 11 June.", ["2025-06-10/2025-06-11"]),
        ("2025-10-10", "The notices of May 6 and 29 June apply.", ["2025-05-06", "2025-06-29"]),
        ("2025-10-10", "On June 3, 5 firms and 9 agents were listed.", ["2025-06-03"]),
    ],
    "deadlines look ahead": [
        ("2026-01-15", "The waiver expires on December 31.", ["2026-12-31"]),
        ("2026-01-15", "The surcharge is set to lapse on November 20.", ["2026-11-20"]),
        ("2026-01-15", "The waiver expired on December 31.", ["2025-12-31"]),
        ("2026-01-15", "The exclusion was extended until November 20.", ["../2026-11-20"]),
    ],
    "time of day before the date": [
        ("2025-08-01", "effective 12:01 a.m. eastern daylight time on August 7, 2025", ["2025-08-07"]),
        ("2025-08-01", "until 12:01 a.m. EST on November 10, 2026", ["../2026-11-10"]),
    ],
    "comparisons": [
        ("2026-01-20", "Imports in May 2025 fell from the same month of the previous year.", ["2025-05", "2024-05"]),
        ("2026-01-20", "Sales in the third quarter of 2025 beat the same period a year earlier.", ["2025-07-01/2025-09-30", "2024-07-01/2024-09-30"]),
        ("2026-01-20", "The same monthly quota and the same terms apply.", []),
    ],
    "the same day": [
        ("2025-05-15", "Two days ago the rule was rescinded; it was to start today.|On the same day guidance appeared.", ["2025-05-13", "2025-05-15", "2025-05-13"]),
        ("2025-12-20", "As of November 10, 2025 the fees are suspended.|They stay so through November 9, 2026.|The other side did so on the same day.", ["2025-11-10", "../2026-11-09", "2025-11-10"]),
    ],
    "parts of a year": [
        ("2026-02-20", "Shipments fell in the fourth quarter.", ["2025-10-01/2025-12-31"]),
        ("2025-08-20", "Analysts expect a recovery in the fourth quarter.", ["2025-10-01/2025-12-31"]),
        ("2026-02-20", "in the second half of last year", ["2025-07-01/2025-12-31"]),
        ("2023-07-20", "Exports grew in the year to March.", ["2022-04-01/2023-03-31"]),
        ("2026-02-20", "A quarter of the goods and half of the firms", []),
    ],
    "weekdays": [
        ("2025-12-12", "He spoke last Thursday.", ["2025-12-04"]),
        ("2025-12-08", "He spoke last Thursday.", ["2025-12-04"]),
        ("2025-12-08", "The vote is next Tuesday.", ["2025-12-16"]),
        ("2025-12-12", "The vote is next Tuesday.", ["2025-12-16"]),
        ("2025-12-12", "The vote is Tuesday next week.", ["2025-12-16"]),
    ],
    "months without a day": [
        ("2025-08-20", "Mills offered discounts on September tonnage. October prices follow.", ["2025-09", "2025-10"]),
        ("2025-08-20", "May is kind. April said so. It may march on.", []),
    ],
    "lengths": [
        ("2025-08-20", "It took a year and a half, and prices rose over the past month.", ["P1Y6M", "P1M"]),
        ("2025-08-20", "the last month of the plan, the past president, the first week of talks", []),
    ],
    "other spellings": [
        ("2026-01-20", "Signed on 15.01.2026 or 15/01/2026", ["2026-01-15", "2026-01-15"]),
        ("2026-01-20", "this fifth day of September, in the year of our Lord two thousand twenty-five", ["2025-09-05"]),
        ("2026-01-20", "The rule of May 5, 2025.12 The next sentence", ["2025-05-05"]),
        ("2026-01-20", "version 15.1.202, the fifth day of talks", []),
        ("2026-01-20", "between the firm and 1990 Avenue Partners", []),
    ],
}


def rows(cases: dict[str, list[tuple[str, str, list[str]]]]) -> list[object]:
    return [pytest.param(*row, id=f"{name}-{i}") for name, block in cases.items() for i, row in enumerate(block)]


@pytest.mark.parametrize(("published", "text", "expected"), rows(JAPANESE))
def test_japanese_forms(published: str, text: str, expected: list[str]) -> None:
    assert values(text, published, "ja") == expected


@pytest.mark.parametrize(("published", "text", "expected"), rows(ENGLISH))
def test_english_forms(published: str, text: str, expected: list[str]) -> None:
    assert values(text, published, "en") == expected
