"""A headline is evidence of the act told under it, whatever its words; an act that only the headline states stays."""

from __future__ import annotations

import pytest

from records.sentences import core, read_records

JOINED = [
    "# 韓国、厚板に最大41%の仮関税へ\n\n韓国貿易委員会は5月12日、中国産の厚板に29.4～41.3%の暫定的な反ダンピング関税を課すよう建議した。\n",
    "# カナダ、鉄鋼の関税割当を縮小\n\nカナダ政府は10月14日、鉄鋼の輸入枠を2024年の実績の60%に引き下げると発表した。\n",
    "# 中国、日本産の真珠の輸入を再び停止\n\n中国政府は12月3日、日本産の真珠の輸入を停止すると業界に伝えた。\n",
    "# EU sets five-year duties on electric bikes from Vietnam\n\nThe European Commission imposed definitive countervailing duties on electric bicycles from Vietnam on 3 June 2025.\n",
]
APART = [
    # Another rate, though goods are not named again.
    "# 米国、鉄鋼に25%の追加関税\n\n米国は6月4日、追加関税を50%にして発動した。\n",
    # Another side, goods at another rate, goods under another kind of measure.
    "# 中国、大豆に15%の追加関税\n\n米国は5月7日、中国製の乗用車に20%の追加関税を課した。\n",
    "# EU、電気自動車に30%の追加関税\n\nEUは5月7日、中国製の衣料品に20%の追加関税を課した。\n",
    "# EU、電気自動車に追加関税を発動\n\nEUは5月7日、中国製の衣料品の輸入を禁止した。\n",
]


@pytest.mark.parametrize("text", JOINED)
def test_a_headline_is_no_act_beside_the_one_it_announces(text: str) -> None:
    told = read_records(text)
    assert len(told) == 1
    assert all(any(p.passage > 0 for p in r.statements) for r in told)


def test_each_entry_of_a_chronicle_is_one_act() -> None:
    told = read_records("2025-03-04　鉄鋼に追加関税\n米国が鉄鋼への232条関税を25%から50%に引き上げ\n2025-03-12　銅の調査開始\n米商務省が銅の輸入について調査を始めた\n")
    assert [(core(r)[0], r.values("date")) for r in told] == [("tariff", ("2025-03-04",)), ("investigation", ("2025-03-12",))]


def test_what_only_the_headline_says_is_kept() -> None:
    told = read_records("# 米国、鉄鋼に関税を発動\n\n米国は6月4日、追加関税を50%にして発動した。\n")
    assert [r.slots["items"][0].text for r in told] == ["鉄鋼"]


def test_a_title_and_a_subheading_are_of_one_act() -> None:
    told = read_records("# EU、竹材に追加関税を発動\n\n## EUが竹材に追加関税を発動\n\nEUは7月1日、中国製の竹材に12%の追加関税を課した。\n")
    assert len(told) == 1
    assert len(told[0].statements) == 3


@pytest.mark.parametrize("text", APART)
def test_a_headline_of_another_act_keeps_its_record(text: str) -> None:
    assert len(read_records(text)) == 2


def test_an_act_that_only_a_headline_states_stays() -> None:
    told = read_records("# 米国、インド製品に25%の追加関税を発動\n\nインドの輸出業者には戸惑いが広がっている。\n")
    assert [core(r) for r in told] == [("tariff", "impose", ("US",))]


@pytest.mark.parametrize(
    "text",
    [
        "EUは7月1日、中国製の竹材に12%の追加関税を課した。\n\n域内の業界は歓迎している。\n\nEUは追加関税の賦課に踏み切った。\n",
        "米国は5月7日、希土類の磁石の輸出を禁止した。\n\n市場は混乱している。\n\n米国が輸出禁止に踏み切ったことになる。\n",
        "India imposed a 20% safeguard duty on flat steel on 21 April 2025.\n\nMills welcomed it.\n\nIndia has imposed a safeguard duty.\n",
    ],
)
def test_what_says_only_who_does_what_tells_the_act_again(text: str) -> None:
    assert len(read_records(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "EUは7月1日、中国製の竹材に12%の追加関税を課した。\n\nEUは9月にも追加関税を課した。\n",
        "EUは7月1日、中国製の竹材に12%の追加関税を課した。\n\n米国も追加関税を課した。\n",
        "EUは7月1日、中国製の竹材に12%の追加関税を課した。\n\nEUは木炭に追加関税を課した。\n",
    ],
)
def test_a_day_a_side_or_goods_make_another_act(text: str) -> None:
    assert len(read_records(text)) == 2
