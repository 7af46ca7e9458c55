"""Turns of notices, digests and answers in parliament: who comes under a measure, when a levy begins, on what occasion."""

from __future__ import annotations

import pytest

from records.sentences import core, read_records, records_of


def _values(text: str, slot: str) -> tuple[str, ...]:
    return tuple(str(v) for r in read_records(text) for v in r.values(slot))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("商務部は2025年5月12日、タイ産の米に10%の反ダンピング税の課税を開始した。", "2025-05-12"),
        ("商務部は2025年5月12日、タイ産の米に10%の反ダンピング税を5年間課し始めた。", "2025-05-12"),
        ("中国は2025年10月14日に特別港務費の徴収を始めた。", "2025-10-14"),
        ("中国は2025年8月24日、日本産水産物の輸入を停止した。香港も同じ日から日本産水産物の輸入を禁止した。", "2025-08-24"),
    ],
)
def test_the_day_on_which_a_levy_or_ban_begins_is_its_start(text: str, day: str) -> None:
    assert day in _values(text, "effective_from")


@pytest.mark.parametrize(
    "text",
    [
        "米国は2025年2月4日、銅に10%の追加関税の徴収を始めると発表した。",
        "ドイツは2025年8月4日、対外経済法の施行令を改め、医薬品の企業の株式取得を届出の対象に加えた。",
        "商務省は2025年5月3日、タイヤに対する反ダンピング調査を開始した。",
    ],
)
def test_what_is_announced_amended_or_probed_has_a_day_and_no_start(text: str) -> None:
    assert _values(text, "date")
    assert not _values(text, "effective_from")


@pytest.mark.parametrize(
    ("text", "acting", "hit"),
    [
        ("ロシア中央銀行は2月28日、EUの資産凍結の対象となった。", "EU", "RU"),
        ("ロシア国防省は3月3日、米国の輸出規制の対象に追加された。", "US", "RU"),
        ("日本は米国から15%の関税を課された。", "US", "JP"),
        ("カナダ製の家具について米国への輸入禁止を実施", "US", "CA"),
        ("北朝鮮による核実験を受け、日本は2016年2月19日、北朝鮮を仕向地とする全ての貨物の輸出を禁止した。", "JP", "KP"),
    ],
)
def test_who_comes_under_a_measure_is_hit(text: str, acting: str, hit: str) -> None:
    assert (_values(text, "imposing"), _values(text, "target_jurisdictions")) == ((acting,), (hit,))


def test_a_body_that_is_put_on_a_list_is_its_party() -> None:
    assert _values("ロシア中央銀行は2月28日、EUの資産凍結の対象となった。", "entities") == ("ru-cbr",)
    text = "外為法に基づき、アルファバンク、ノビコムバンクの2行が資産凍結の対象に追加された。"
    assert len(_values(text, "entities")) == 2
    assert not _values(text, "items")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("米国は3月1日から半年間、301条調査に基づく措置を止めた。", ("tariff", "suspend", ("US",))),
        ("欧州委員会は調査の結果に基づき、10月29日に確定措置を発動した。", ("tariff", "impose", ("EU",))),
        ("政府は2022年5月10日から、ロシアを仕向地とする蒸留装置の輸出を承認制とした。", ("export_control", "impose", ("JP",))),
        ("経済産業省は7月4日から、フッ化水素の韓国向け輸出を包括許可の対象から外し、個別許可を求めることとした。", ("export_control", "increase", ("JP",))),
        ("米国は5月2日、中国からの小口貨物を免税の対象から除外した。", ("tariff", "increase", ("US",))),
        ("英国政府は8月17日、香港企業によるソフトウエア会社の買収を禁止した。", ("transaction_review", "deny", ("GB",))),
        ("インドは5月13日に小麦の輸出を原則禁止とした。", ("export_control", "impose", ("IN",))),
        ("トランプ大統領は、カナダ産の木材を米国市場から締め出した。", ("import_control", "impose", ("US",))),
    ],
)
def test_what_the_object_makes_of_the_verb(text: str, expected: tuple[str, str, tuple[str, ...]]) -> None:
    assert [core(r) for r in read_records(text)] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("政府は鉄鋼を追加関税の対象から除外した。", ("tariff", "ease", ("JP",))),
        ("USTRは3月12日、16か国を対象に301条調査を開始した。", ("investigation", "impose", ("US",))),
        ("欧州委員会は中国製EVを調査の対象とした。", ("investigation", "impose", ("EU",))),
        ("韓国は日本を優遇対象国から除外した。", ("export_control", "lift", ("KR",))),
    ],
)
def test_what_looks_alike_stays_as_it_is(text: str, expected: tuple[str, str, tuple[str, ...]]) -> None:
    assert [core(r) for r in read_records(text)] == [expected]


def test_a_deed_and_its_answer_are_acts_of_their_own_sides() -> None:
    text = "米国が銅に関税を課したことを受け、中国は米国産の大豆の輸入を停止した。"
    assert [core(r) for r in read_records(text)] == [("tariff", "impose", ("US",)), ("import_control", "impose", ("CN",))]
    text = "中国は、米国が半導体の輸出規制を強化したことに対抗し、ガリウムの輸出を禁止した。"
    assert [core(r)[2] for r in read_records(text)] == [("US",), ("CN",)]


def test_what_only_gave_occasion_lends_no_goods() -> None:
    text = "日本は、3月9日の核実験を実施した旨の発表を踏まえ、同月14日から、北朝鮮を原産地とする全ての貨物の輸入を禁止した。"
    assert "核実験" not in _values(text, "items")
    assert _values(text, "target_jurisdictions") == ("KP",)


def test_the_duty_after_a_probe_is_on_its_goods() -> None:
    text = "インドは2015年9月7日、厚板についてセーフガード調査を始め、同月21日、暫定措置として15%の従価税を課した。"
    assert [r.values("items") for r in read_records(text) if core(r)[0] == "tariff"] == [("厚板",)]


def test_the_parts_of_a_digest_tell_one_act_each() -> None:
    text = """### 実データ

**タイの対日関税**（出典: タイ商務省）
- タイトル: タイ、日本製品の一部輸入禁止と関税措置の変更を公表
- 要約: タイ商務省は9月10日、日本製品の一部の輸入を禁止し、追加関税の対象を拡大したと発表しました。政府はまた、日本企業を政府調達の対象から外すよう命じました。
- 要点:
  - 日本製品の一部についてタイへの輸入禁止措置を実施
  - 追加関税の対象を拡大
  - 日本企業を政府調達の対象から除外するよう指示
"""
    assert sorted(core(r)[0] for r in read_records(text)) == ["import_control", "procurement", "tariff"]


@pytest.mark.parametrize("text", ["加盟国の間で協力に関する協議も続けている。", "商務省の調査による結果は来月公表される。"])
def test_talks_and_results_to_come_are_no_acts(text: str) -> None:
    assert read_records(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "米国は月齢の基準を緩和する要請を続けるとされる。",
        "日本は米国に関税の撤廃の要請を行った。",
        "EUは、中国に輸出規制を解除するよう求める要請を送った。",
    ],
)
def test_what_is_only_asked_for_is_no_act(text: str) -> None:
    assert read_records(text) == ()


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("カナダ政府は6月21日に報復関税を課す計画だったが、7月21日に先送りした。", "suspend"),
        ("政府は8月1日に輸出規制を発動する予定だったが、これを見送った。", "forgo"),
    ],
)
def test_a_plan_that_is_put_off_is_one_act(text: str, action: str) -> None:
    assert [core(r)[1] for r in read_records(text)] == [action]


def test_a_passive_goes_on_with_the_side_of_the_like_act_before() -> None:
    text = "中国が対抗措置を講じた。懸念のある者は米国のエンティティリストに記載され、企業ではアクメ社などが掲載されている。"
    assert [core(r)[2] for r in read_records(text) if core(r)[0] == "entity_listing"] == [("US",), ("US",)]


def test_the_agent_of_a_quoted_passive_acts() -> None:
    assert [core(r) for r in read_records("来年はEUから関税を課されるということになった。")] == [("tariff", "impose", ("EU",))]


def test_a_clause_may_only_say_when_and_how_much_of_the_act_before_begins() -> None:
    text = "中国交通運輸部は2025年10月10日、米国の船舶に対する特別港務費の徴収を公告し、同月17日にトン当たり500元で始めた。"
    assert (_values(text, "date"), _values(text, "effective_from"), _values(text, "quantities")) == (("2025-10-10",), ("2025-10-17",), ("500.0",))


def test_the_tail_of_a_date_is_no_goods() -> None:
    assert _values("- 2025.11.01　中国、ドローン用途の規制を部分緩和", "items") == ("ドローン用途",)


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("EUの暫定関税は3月31日に期限を迎えた。", [("tariff", "lift", ("EU",))]),
        ("英国の暫定関税は5月末に期限が切れた。", [("tariff", "lift", ("GB",))]),
        ("米中の交渉期限を迎える。", []),
        ("輸出許可の申請期限を迎えた。", []),
        ("両国は回答期限が切れる前に協議した。", []),
    ],
)
def test_a_measure_whose_term_ends_is_lifted(text: str, acts: list[tuple[str, str, tuple[str, ...]]]) -> None:
    assert [core(r) for r in read_records(text)] == acts


@pytest.mark.parametrize("when", ["七月下旬", "来年三月末", "翌月上旬", "年明け早々", "週末"])
def test_a_time_that_cannot_be_placed_is_no_goods(when: str) -> None:
    assert all(not r.values("items") for r in records_of(f"米国の新関税は、{when}に撤廃される。", ""))
