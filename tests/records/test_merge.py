"""One record an act: restatements, joint acts, back-references, consequences and sentences that only add to an act."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from extract.model import Filler, Place
from extract.records.merge import merge_statements
from extract.records.recalls import join_recalls, recall_of
from extract.records.statements import Statement
from extract.spans import Span
from records.sentences import core, read_records


def _count(text: str) -> int:
    return len(read_records(text))


@pytest.mark.parametrize(
    "text",
    [
        "BISは9月3日、北方電子をエンティティリストに追加し、米国産品の輸出を禁止した。",
        "商務部は5月2日、米国企業4社を信頼できないエンティティリストに掲載し、輸出入を禁じた。",
        "EUは6月3日、企業7社の資産を凍結し、域内への渡航も禁じた。",
        "BISは9月3日、北方電子をエンティティリストに追加した。これにより、同社向けの輸出には許可が必要となった。",
        "中国は5月7日、ガリウムの輸出を許可制とした。\n\nガリウムについては要許可のままである。",
    ],
)
def test_consequences_and_states_are_part_of_their_act(text: str) -> None:
    assert _count(text) == 1


@pytest.mark.parametrize(
    "text",
    [
        "商務部は5月2日、米国企業4社を信頼できないエンティティリストに掲載し、5月9日にはタングステンの輸出を禁止した。",
        "EUは6月3日、企業7社の資産を凍結し、同日、ロシア産木材の輸入を禁止した。",
        "BISは9月3日、北方電子をエンティティリストに追加し、10月1日には南方重工を追加した。",
        "米国は8月1日、銅に50%の追加関税を課した。この関税は10月1日に撤廃された。",
        "中国は5月7日、ガリウムの輸出を許可制とした。\n\n日本は旋盤の輸出を要許可のまま維持した。",
    ],
)
def test_a_day_a_side_or_another_act_makes_a_record_of_its_own(text: str) -> None:
    assert _count(text) == 2


@pytest.mark.parametrize(
    ("text", "slot", "value"),
    [
        ("オランダは9月6日、露光装置の輸出に許可を義務付けると発表した。7日から適用する。", "effective_from", "2025-09-07"),
        ("オランダは9月6日、露光装置の輸出に許可を義務付けると発表した。\n\n施行日は、10月1日とする。", "effective_from", "2025-10-01"),
        ("EUはベトナムとの協定で自動車の関税を撤廃する。発効は2027年1月の見通し。", "effective_from", "2027-01"),
        ("米国は銅の関税を50%に引き上げた。適用は8月1日から。", "effective_from", "2025-08-01"),
        ("経済産業省は、タングステンの輸出を許可制とする。\n\nこの措置は、10月1日から施行する。", "effective_from", "2025-10-01"),
        ("インドは9月2日、太陽電池に不当廉売関税を課した。税率は23～30%。", "rates", 23.0),
        ("韓国は液化天然ガスを1000億ドル購入する。購入の期間は4年間だという。", "duration", "P4Y"),
    ],
)
def test_a_sentence_that_only_adds_belongs_to_the_act_before(text: str, slot: str, value: str | float) -> None:
    (found,) = read_records(text)
    assert found.values(slot)[0] == value
    assert len(found.statements) == 2


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("日本は4月1日、木材の関税を撤廃した。韓国は5月1日から適用する。", "effective_from"),
        ("米国は19日、輸入車の関税を維持した。次の品目の税率は0%とする。", "rates"),
        ("韓国は8月1日、大豆の関税を撤廃した。企業の資金繰りは厳しく、期間は見通せない。", "duration"),
        ("カナダは8月1日、鉄鋼の輸入割当を導入した。会談は9月3日に開かれる。", "effective_from"),
        ("米国は銅に関税を課した。日本の物価上昇率は3%だった。", "rates"),
    ],
)
def test_what_is_about_something_else_adds_nothing(text: str, slot: str) -> None:
    assert read_records(text)[0].values(slot) == ()


def test_additions_to_several_acts_belong_to_each() -> None:
    text = "経済産業省\n令和7年9月12日\n\nア　人工黒鉛の輸出を許可制とする。\n\nイ　ガリウムの輸出を許可制とする。\n\nア及びイの措置は、10月1日から施行する。\n"
    assert [r.values("effective_from") for r in read_records(text)] == [("2025-10-01",)] * 2


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("日韓ともに水産物の輸入規制を撤廃した。", [("JP", "KR")]),
        ("米中とも半導体の輸出規制を維持した。", [("US", "CN")]),
        ("日本と米国は追加関税をそれぞれ引き下げ、日本は50%から20%、米国は40%から10%とした。", [("JP",), ("US",)]),
        ("米中とも戦略分野の輸出規制は維持し、米国は露光装置の輸出規制を維持し、中国もレアアースの輸出規制を維持した。", [("US",), ("CN",)]),
        ("日本と米国は鉄鋼の関税を引き下げ、日本は自動車の輸入規制を撤廃した。", [("JP", "US"), ("JP",)]),
        ("日本と米国は鉄鋼の関税を引き下げ、日本は木材の関税も引き下げた。", [("JP", "US"), ("JP",)]),
    ],
)
def test_a_joint_act_told_of_each_side_is_one_act_a_side(text: str, sides: list[tuple[str, ...]]) -> None:
    assert [core(r)[2] for r in read_records(text)] == sides


@pytest.mark.parametrize(
    ("sentence", "recall"),
    [
        ("これらの措置の多くは解除された。", "same"),
        ("今回の延長措置は3回目となる。", "same"),
        ("同規則は撤回された。", "same"),
        ("旋盤の輸出は要許可のままである。", "state"),
        ("これにより、同社への輸出には許可が必要となった。", "result"),
        ("これらの規制により、両国が輸出を制限する事態となった。", "result"),
        ("米国は銅に関税を課した。", ""),
        ("同社は部品の輸出を停止した。", ""),
        ("これを受けて、EUは関税を課した。", ""),
        ("この日、日本は関税を引き下げた。", ""),
        ("中国はこれまでの輸出規制を撤廃した。", ""),
    ],
)
def test_how_a_clause_looks_back(sentence: str, recall: str) -> None:
    assert recall_of(sentence, sentence, False) == recall


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("5月にジュネーブで行われた日韓閣僚級協議において、両国は関税の引き下げで合意した。", [("2025-05",)]),
        ("4月2日、米国は銅の関税を引き上げ、その後、木材の関税も引き上げた。", [("2025-04-02",), ()]),
        ("米国は6月3日、銅の関税を引き下げると発表した。この合意に基づき、木材の関税も撤廃された。", [("2025-06-03",), ()]),
        ("4月2日、米国は銅の関税を引き上げ、木材の輸入割当を導入した。", [("2025-04-02",), ("2025-04-02",)]),
    ],
)
def test_a_later_act_has_a_day_of_its_own(text: str, dates: list[tuple[str, ...]]) -> None:
    assert [r.values("date") for r in read_records(text)] == dates


def test_a_note_behind_a_contrast_belongs_to_what_it_closes() -> None:
    first, second = read_records("両国は関税を相互に引き上げたが、中国は9月3日に豚肉の輸入を停止した1。\n\n1 税関総署公告。\n")
    assert first.values("footnotes") == ()
    assert second.values("footnotes") == ("1",)


def _statement(passage: int, kind: str, action: str, **slots: str | float) -> Statement:
    place = (Place(passage, Span(0, 10)),)
    fillers: dict[str, tuple[Filler, ...]] = {slot: (Filler(str(v), v, "test", place),) for slot, v in slots.items()}
    return Statement(passage, Span(0, 10), kind, action, fillers, wording=str(passage))


_BRIEF = [
    _statement(0, "tariff", "suspend", imposing="US", rates=24.0, duration="P90D", date="2025-05-12"),
    _statement(1, "tariff", "impose", imposing="US", items="銅", date="2025-08-01", rates=50.0),
    _statement(2, "tariff", "increase", imposing="US", items="銅", rates=50.0),
    _statement(3, "tariff", "extend", imposing="US", duration="P90D"),
    _statement(4, "tariff", "impose", imposing="CA", items="銅", rates=50.0),
    _statement(5, "export_control", "impose", imposing="CN", items="ガリウム", date="2025-05"),
    _statement(6, "export_control", "impose", imposing="CN", items="ガリウム", date="2025-05-07"),
    _statement(7, "export_control", "impose", imposing="CN", items="ガリウム", date="2025-10-09"),
]


@pytest.mark.parametrize("seed", range(8))
def test_merging_does_not_depend_on_the_order_given(seed: int) -> None:
    shuffled = random.Random(seed).sample(_BRIEF, len(_BRIEF))
    merged = merge_statements(shuffled, lambda place: (place.passage, 1))
    assert merged == merge_statements(_BRIEF, lambda place: (place.passage, 1))
    assert [[p.passage for p in (s.place, *s.more)] for s in merged] == [[0], [1, 2], [3], [4], [5, 6], [7]]


def test_no_place_is_lost() -> None:
    told = [*_BRIEF, replace(_statement(8, "export_control", "maintain", imposing="CN", items="ガリウム"), recalls="state")]
    merged = merge_statements(join_recalls(told), lambda place: (place.passage, 1))
    assert {p for s in merged for p in (s.place, *s.more)} == {s.place for s in told}


def test_ids_stay_when_an_act_is_told_again_at_the_end() -> None:
    act = "インドは9月3日、玉ねぎの輸出を禁止した。\n"
    (alone,) = read_records(act)
    (again,) = read_records(f"{act}\nインドの玉ねぎの輸出禁止は9月3日に発表された。\n")
    assert alone.id == again.id


@pytest.mark.parametrize(
    "text",
    [
        "# 中国、レアアースの輸出規制を強化\n\n商務部は5月7日、ジスプロシウムの輸出を許可制とした。",
        "# India extends ban on onion exports\n\nIndia on May 7, 2025 extended restrictions on exports of fresh and dried bulbs.",
        "中国は5月7日、ガリウムの輸出を許可制とした。制限は6カ月間実施する。",
        "# インド、鉄鋼に輸入制限を発動\n\nインドは5月7日、熱延鋼板の輸入を制限した。",
        "# EU、電気自動車に追加関税を発動\n\nEUは5月7日、中国製の乗用車に20%の追加関税を課した。",
    ],
)
def test_a_headline_and_the_next_sentence_tell_the_same_act(text: str) -> None:
    assert _count(text) == 1


@pytest.mark.parametrize(
    "text",
    [
        "# 中国、レアアースの輸出規制を強化\n\n日本は5月7日、旋盤の輸出を許可制とした。",
        "# EU、電気自動車に30%の追加関税\n\nEUは5月7日、中国製の乗用車に20%の追加関税を課した。",
        "米国は次の関税を引き上げる。\n\n- 半導体: 税率は25%から50%に引き上げられる。\n- 太陽電池: 税率は25%から50%に引き上げられる。",
        "中国は5月7日、ガリウムの輸出を許可制とした。また、黒鉛の輸出を禁止した。",
        "# EU、電気自動車に追加関税を発動\n\nEUは5月7日、中国製の乗用車の輸入を禁止した。",
    ],
)
def test_another_side_rate_item_or_kind_is_another_act(text: str) -> None:
    assert _count(text) == 2
