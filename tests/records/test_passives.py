"""Whom a passive hits and by whom, whose act is told with which date, what a leave is for, and what only asks or explains."""

from __future__ import annotations

import pytest

from records.sentences import core, records_of

PUBLISHED = "2031-06-20"


@pytest.mark.parametrize(
    ("text", "imposing", "targets"),
    [
        ("日本は米国から15%の関税を課されている。", ("US",), ("JP",)),
        ("韓国は5月に中国から輸入規制を課された。", ("CN",), ("KR",)),
        ("インドはEUによって鉄鋼に12%の相殺関税を課された。", ("EU",), ("IN",)),
        ("わが国企業も4月に米国から相互関税を課された。", ("US",), ("JP",)),
        ("ベトナムは20%の関税を課されることになった。", (), ("VN",)),
        # The measure is the subject; the courteous passive of somebody who acts.
        ("50%の関税は米国によって5月1日に課された。", ("US",), ()),
        ("政府は5月1日、ロシアへの輸出を禁止されました。", ("JP",), ("RU",)),
    ],
)
def test_who_is_hit_by_whom(text: str, imposing: tuple[str, ...], targets: tuple[str, ...]) -> None:
    assert [(core(r)[2], r.values("target_jurisdictions")) for r in records_of(text, PUBLISHED)] == [(imposing, targets)]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("国営放送は23日、韓国が19日に北朝鮮への金融制裁を強めたことを非難した。", "2031-05-19"),
        ("中国外務省は5日、米国が3日に中国製品に10%の関税を発動したことに抗議した。", "2031-06-03"),
        ("EUは5月8日、ロシアが4月20日に日本産水産物の輸入を停止したことに懸念を示した。", "2031-04-20"),
        # The speaker's own act has the speaker's day.
        ("米国は5月3日、景気が4月に悪化したことを受け、鉄鋼に10%の関税を課した。", "2031-05-03"),
    ],
)
def test_an_act_told_by_another_has_its_own_day(text: str, date: str) -> None:
    assert [r.values("date") for r in records_of(text, PUBLISHED)] == [(date,)]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("商務省は中国企業に対し、半導体「H20」を購入する許可を出した。", ("半導体「H20」",)),
        ("米政府は台湾企業に、露光装置を中国に販売する許可を与えた。", ("露光装置",)),
        ("中国政府は自国産業保護のため、鉄鋼の輸入を5月1日から制限した。", ("鉄鋼",)),
        ("政府は、事故の発生以後、輸入を止めているチリ産さけについて、輸入禁止の解除を決めた。", ("さけ",)),
    ],
)
def test_what_an_act_is_about(text: str, items: tuple[str, ...]) -> None:
    assert [r.values("items") for r in records_of(text, PUBLISHED)] == [items]


@pytest.mark.parametrize(
    "text",
    [
        "この制裁はどの企業に及びますか?",
        "輸出許可はどのような場合に必要になりますか?",
        "なぜ米国は5月に関税を課したのか?",
        "この措置で輸出を禁止されるのはどの品目でしょうか?",
    ],
)
def test_a_question_states_nothing(text: str) -> None:
    assert records_of(text, PUBLISHED) == ()


def test_years_later_is_another_day() -> None:
    told = records_of("2003年12月にえびの輸入が止められてから、2年ぶりに輸入が再開された。", "2005-12-13")
    assert [(core(r)[1], r.values("date")) for r in told] == [("impose", ("2003-12",)), ("resume", ())]


def test_the_parties_of_a_case_are_no_parties_of_the_measure() -> None:
    told = records_of("連邦最高裁は2031年2月20日のAlder Imports, Inc. v. Brook判決で追加関税を退けた。", PUBLISHED)
    assert [r.values("entities") for r in told] == [()]
