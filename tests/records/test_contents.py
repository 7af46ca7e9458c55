"""What a sentence of its own adds to the act before it, whom an act answers, and what a heading says of whom it hits; negatives beside."""

from __future__ import annotations

import pytest

from records.sentences import records_of, slots_of

ACT = "中国は2025年4月4日、鉱物の輸出を規制した。"


@pytest.mark.parametrize(
    ("text", "slot", "values"),
    [
        ("ペルーは2025年4月4日、追加関税を課した。対象となるのは鋼管、鋼板、ねじなどだ。", "items", ("鋼管", "鋼板", "ねじ")),
        ("ペルーは2025年4月4日、追加関税を課した。対象は革靴とかばんである。", "items", ("革靴", "かばん")),
        ("ペルーは2025年4月4日、輸入を規制した。革靴やかばんなど80品目が対象となる。", "quantities", ("80品目",)),
        ("ペルーは2025年4月4日、追加関税を課した。対象国はチリ、タイ、インドなどだ。", "target_jurisdictions", ("チリ", "タイ", "インド")),
        ("日本は2025年4月4日、12団体を外国ユーザーリストに加えた。国別では、イランが7、トルコが5だった。", "target_jurisdictions", ("イラン", "トルコ")),
        ("ペルーは2025年4月4日、革靴に追加関税を課した。税率は12%、課税期間は2025年5月1日から2030年4月30日までの5年間です。", "effective_until", ("2025年5月1日から2030年4月30日",)),
        ("ペルーは2025年4月4日、革靴の輸入枠を縮小した。新たな枠は6月1日から適用する。", "effective_from", ("6月1日",)),
        ("日本は2025年4月4日、特定団体への輸出を禁止した。この政令は本日閣議決定され、4月9日に公布、同月16日に施行されます。", "effective_from", ("同月16日",)),
        ("ペルーは2025年4月4日、革靴に追加関税を課した。こちらも6月1日に発効する予定で、詳細は追って示す。", "effective_from", ("6月1日",)),
    ],
)
def test_sentences_that_add(text: str, slot: str, values: tuple[str, ...]) -> None:
    found = slots_of(text)
    assert len(found) == 1
    assert found[0].get(slot) == values


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        (ACT + "鋼管は対象に含まれない。", "items"),
        (ACT + "対象は広範囲に及ぶ。", "items"),
        ("ペルーは2025年4月4日、追加関税を課した。対象は今後広げる。", "items"),
        ("ペルーは2025年4月4日、追加関税を課した。内訳は公表していない。", "target_jurisdictions"),
        ("ペルーは2025年4月4日、追加関税を課した。調査期間は5年間だった。", "duration"),
    ],
)
def test_sentences_that_add_nothing(text: str, slot: str) -> None:
    assert all(slot not in r or r[slot] == ("鉱物",) for r in slots_of(text))


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("米国は2025年4月4日、革靴に関税を課した。これに対しペルーは4月6日、関税を発動した。", ("US",)),
        ("米国は2025年4月4日、革靴に関税を課した。ペルーは4月6日、報復関税を発動した。", ("US",)),
        ("米国は2025年4月4日、革靴に関税を課した。ペルーは4月6日、対抗措置として関税を発動した。", ("US",)),
        ("米国は2025年4月4日、革靴に関税を課した。ペルーは4月6日、革靴に関税を課した。", ()),
        ("ペルーは4月6日、報復関税を発動した。", ()),
        ("米国は2025年4月4日、チリについては関税を課す。", ("CL",)),
        ("米国は2025年4月4日、チリにつきましては関税を課しております。", ("CL",)),
    ],
)
def test_whom_an_act_answers(text: str, targets: tuple[str, ...]) -> None:
    assert records_of(text)[-1].values("target_jurisdictions") == targets


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("ロシア連邦等に対する制裁措置\n\n政府は2025年5月2日、特定団体への輸出を禁止した。", ("ロシア連邦",)),
        ("対イラン制裁の強化\n\n日本は2025年5月2日、特定団体への輸出を禁止した。", ("イラン",)),
        ("米国の関税措置への対応\n\n日本は2025年5月2日、特定団体への輸出を禁止した。", ()),
        ("ロシア産業の動向\n\n日本は2025年5月2日、特定団体への輸出を禁止した。", ()),
    ],
)
def test_whom_a_heading_names(text: str, codes: tuple[str, ...]) -> None:
    assert slots_of(text)[0].get("target_jurisdictions", ()) == codes


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("日本は2025年5月2日、イランの核活動に関与する78団体を資産凍結の対象に指定した。", ("IR",)),
        ("日本は2025年5月2日、ロシアの産業基盤の強化に資する物品の輸出を禁止した。", ("RU",)),
        ("日本は2025年5月2日、ロシア向けの機械の輸出を禁止した。また、部品の輸出も禁止した。", ("RU",)),
        ("日本は2025年5月2日、韓国の要請を受け、鉄鋼の輸入を制限した。", ()),
        ("日本は2025年5月2日、韓国の規制に反発し、鉄鋼の輸入を制限した。", ()),
        ("日本は2025年5月2日、ロシア向けの機械の輸出を禁止した。一方、米国は綿花の輸出を禁止した。", ()),
        ("域内の税率を下げる。加盟国のうち、ネパールについては関税の引き下げを緩やかにする。", ()),
    ],
)
def test_whom_a_clause_or_the_act_before_names(text: str, targets: tuple[str, ...]) -> None:
    assert [r.values("target_jurisdictions") for r in records_of(text)][-1:] in ([targets], [])


@pytest.mark.parametrize(
    ("text", "goods"),
    [
        ("日本は2025年5月2日、めっき液に限り、輸出を許可した。", ("めっき液",)),
        ("ガーナは2025年5月2日、カカオとコーヒーに限って輸出を認めた。", ("カカオ", "コーヒー")),
        ("日本は2025年5月2日、望遠鏡や双眼鏡といった、先端的な物品の輸出を禁止した。", ("望遠鏡", "双眼鏡")),
        ("日本は2025年5月2日、測量サービス又は設計サービスの提供を許可制とした。", ("測量サービス", "設計サービス")),
        ("日本は2025年5月2日、軍の増強に資する物品の輸出を禁止した。", ("軍の増強に資する物品",)),
        ("EUは2025年5月2日、オリーブ、チーズ等約28億ユーロ相当の産品に追加関税を課した。", ("オリーブ", "チーズ")),
        ("EUは2025年5月2日、こうした動きに対抗する関税を課した。", ()),
    ],
)
def test_goods_limited_described_or_summed_up(text: str, goods: tuple[str, ...]) -> None:
    assert [r.get("items", ()) for r in slots_of(text)] == [goods]


def test_a_decimal_point_of_columns() -> None:
    assert records_of("ガーナは2025年5月2日、カカオに19・38~27・83%の関税を課した。")[0].values("rates") == (19.38, 27.83)


def test_countries_of_one_list_are_one_act() -> None:
    found = records_of("米国商務省は2025年5月1日、エンティティリストに中国の3社、イランの2社、トルコの1社を追加した。")
    assert [r.values("target_jurisdictions") for r in found] == [("CN", "IR", "TR")]


@pytest.mark.parametrize(
    ("text", "offices"),
    [
        ("12月20日　経産省、めっき液に限り、輸出を許可", ("経産省",)),
        ("2025年5月2日、経済産業省は測量機器の輸出を禁止した。また、望遠鏡の輸出も禁止した。", ("経済産業省",)),
    ],
)
def test_the_office_of_a_row_and_of_the_sentence_before(text: str, offices: tuple[str, ...]) -> None:
    assert slots_of(text)[-1].get("authority") == offices
