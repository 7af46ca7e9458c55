"""Which date is the act's, which starts or ends it, and which belongs to something else."""

from __future__ import annotations

import pytest

from records.sentences import all_values, records_of, slots_of


@pytest.mark.parametrize(
    ("text", "slot", "value"),
    [
        ("米国は2025年6月3日、銅に50%の追加関税を課すと発表した。", "date", "2025-06-03"),
        ("米国は2025年6月3日から銅に50%の追加関税を課した。", "effective_from", "2025-06-03"),
        ("中国は2025年6月3日より黒鉛の輸出を許可制とした。", "effective_from", "2025-06-03"),
        ("日本は2025年6月3日、省令を公布し、9月1日から黒鉛の輸出を許可制とした。", "effective_from", "2025-09-01"),
        ("中国は2025年6月3日、鋼管に反ダンピング税を課すと公告し、6月5日から徴収を始めた。", "effective_from", "2025-06-05"),
        ("EUは2025年6月3日、鋼管の輸入を制限すると発表し、7月1日に施行した。", "effective_from", "2025-07-01"),
        ("米国は2026年11月10日まで港湾使用料の徴収を停止した。", "effective_until", "2026-11-10"),
        ("EUは2025年6月3日に採択した規則により黒鉛の輸入を禁止した。", "date", "2025-06-03"),
        ("中国は2025年4月1日から9月30日までの間、黒鉛の輸出を禁止する。", "effective_from", "2025-04-01"),
        ("中国は2025年4月1日から9月30日までの間、黒鉛の輸出を禁止する。", "effective_until", "2025-09-30"),
        ("米国商務省は2025年8月7日、黒鉛の輸出を認める一般許可を発給し、12月21日を期限とした。", "effective_until", "2025-12-21"),
        ("2025年10月17日の布告は、バスに10%の関税を11月1日から課すと定めた。", "date", "2025-10-17"),
        ("インドは、小麦の輸出禁止(2022年5月13日)、砂糖の輸出禁止(2022年6月1日)を発動した。", "date", "2022-06-01"),
        ("中国は2025年3月20日からカナダ産の大豆に100%、豚肉に25%を上乗せした。", "effective_from", "2025-03-20"),
    ],
)
def test_dates_in_slots(text: str, slot: str, value: str) -> None:
    assert value in {str(v).removesuffix("/..").removeprefix("../") for v in all_values(text, slot)}


@pytest.mark.parametrize(
    ("text", "slot", "value"),
    [
        ("商務部は2025年6月3日、輸出規制の施行を2026年11月10日まで停止すると公告した。", "effective_from", "2025-06-03"),
        ("米国は1962年通商拡大法に基づき、銅に50%の追加関税を課した。", "date", "1962"),
        ("EUは鉄鋼の関税割当を2023年実績の80%に縮小した。", "date", "2023"),
        ("米国は2025年6月3日、銅の追加関税(2月1日発表)を停止した。", "date", "2025-02-01"),
        ("財務省は2025年6月3日、2024年3月26日に公表した黒鉛の輸出規制を延長した。", "date", "2024-03-26"),
        ("米国は2026年1月1日の税率引き上げを2025年12月31日に延期した。", "date", "2026-01-01"),
        ("EUは2025年4月1日から5日に開催された会合で、黒鉛の輸入を禁止した。", "effective_from", "2025-04-01"),
        ("EUは2025年6月3日、4月1日から5月1日まで意見を募り、黒鉛の輸入を禁止した。", "effective_until", "2025-05-01"),
        ("米国は2025年6月3日以降の報復に対し、銅に50%の追加関税を課した。", "effective_from", "2025-06-03"),
    ],
)
def test_dates_of_something_else(text: str, slot: str, value: str) -> None:
    assert slots_of(text)
    assert value not in {str(v) for v in all_values(text, slot)}


@pytest.mark.parametrize(
    "text",
    [
        "同省令は2025年7月23日に施行された。",
        "これらの措置は2025年7月23日から適用される。",
        "なお、同規則は7月23日に発効した。",
        "改正は2025年7月23日から実施する。",
        "当該関税も、7月23日から徴収を始めた。",
    ],
)
def test_a_sentence_that_gives_the_act_before_it_a_start(text: str) -> None:
    found = [r.values("effective_from") for r in records_of("日本は2025年5月23日、黒鉛の輸出規制を導入した。" + text)]
    assert [tuple(str(v).removesuffix("/..") for v in f) for f in found] == [("2025-07-23",)]


@pytest.mark.parametrize(
    "text",
    [
        "日本は2025年7月23日に会合を開いた。",
        "同社は2025年7月23日に工場を稼働した。",
        "同規則の施行は2025年7月23日まで延期された。",
        "これらの品目は2025年7月23日に視察された。",
        "同協議は2025年7月23日に始まった。",
    ],
)
def test_a_sentence_about_something_else(text: str) -> None:
    first = records_of("日本は2025年5月23日、黒鉛の輸出規制を導入した。" + text)[0]
    assert first.values("effective_from") == ()


@pytest.mark.parametrize(
    ("text", "slot", "value"),
    [
        ("7月23日から適用する。", "effective_from", "2025-07-23"),
        ("なお、7月23日に施行した。", "effective_from", "2025-07-23"),
        ("施行日は7月23日とする。", "effective_from", "2025-07-23"),
        ("期間は3年間とする。", "duration", "P3Y"),
        ("措置の期限は12月31日とする。", "effective_until", "2025-12-31"),
        ("適用期間は7月1日から12月31日までとする。", "effective_until", "2025-12-31"),
    ],
)
def test_a_sentence_that_only_dates_the_act_before_it(text: str, slot: str, value: str) -> None:
    found = [r.values(slot) for r in records_of("日本は2025年5月23日、黒鉛の輸出規制を導入した。" + text)]
    assert [tuple(str(v).removesuffix("/..") for v in f) for f in found] == [(value,)]


@pytest.mark.parametrize(
    "text",
    [
        "7月23日に韓国が説明会を開いた。",
        "7月23日から会合が続いた。",
        "期間は協議で決める。",
        "7月23日には担当者が訪日した。",
        "適用は当面見合わせる。",
    ],
)
def test_a_sentence_about_something_else_dates_nothing(text: str) -> None:
    found = records_of("日本は2025年5月23日、黒鉛の輸出規制を導入した。" + text)[0]
    assert not any(found.values(slot) for slot in ("effective_from", "effective_until", "duration"))
