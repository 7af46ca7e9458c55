"""Entities: longest name without titles, one id under all names, and no names where there are none."""

from __future__ import annotations

import pytest

from extract.mentions.entities import find_entities
from extract.mentions.names_known import read_number
from extract.mentions.names_persons import hepburn
from extract.model import Language, Mention, Passage
from extract.nlp import analyse
from extract.spans import OffsetMap


def find(*texts: str, language: Language = "ja") -> tuple[Mention, ...]:
    passages = [Passage(i, t, OffsetMap.identity(len(t)), language) for i, t in enumerate(texts)]
    found = find_entities(passages, analyse(texts, language))
    for m in found:
        assert m.text == m.span.of(texts[m.passage])
        assert m.kind == "entity"
        assert m.type is not None
    return found


def named(*texts: str, language: Language = "ja") -> list[tuple[str, str]]:
    return [(m.text, m.name_en) for m in find(*texts, language=language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("英財務省は発表した。", [("英財務省", "HM Treasury")]),
        ("米国商務省産業安全保障局(BIS)が公示した。", [
            ("米国商務省産業安全保障局", "Bureau of Industry and Security (BIS)"),
            ("BIS", "Bureau of Industry and Security (BIS)"),
        ]),
        ("カンボジア財務省が告示した。", [("カンボジア財務省", "Ministry of Finance (Cambodia)")]),
        ("日韓両政府が合意した。", [("日", "Japan"), ("韓", "South Korea")]),
        ("マクロン大統領が述べた。", [("マクロン", "Emmanuel Macron")]),
        ("赤沢経産相が訪米した。", [("赤沢", "Ryosei Akazawa"), ("米", "United States")]),
        ("通商法三百一条の調査", [("通商法三百一条", "Section 301")]),
        ("1962年通商拡大法232条による関税", [("1962年通商拡大法232条", "Section 232")]),
        ("大統領令第14257号に署名した。", [("大統領令第14257号", "Executive Order 14257")]),
        ("重慶(じゅうけい)と慶州(キョンジュ)", [("重慶", "Chongqing"), ("慶州(キョンジュ)", "Gyeongju")]),
        ("エンティティ・リストに追加", [("エンティティ・リスト", "Entity List")]),
        ("ネクスペリア社の工場", [("ネクスペリア", "Nexperia")]),
        ("蘭ASMLは", [("蘭", "Netherlands"), ("ASML", "ASML")]),
        ("北浜商工会議所が調べた。", [("北浜商工会議所", "")]),
        ("詳細はhttps://www.bis.gov/USTR/OFAC を参照", []),
        ("○田中委員 次に伺います。", [("田中", "Tanaka")]),
    ],
)  # fmt: skip
def test_japanese(text: str, expected: list[tuple[str, str]]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "インフォームにより許可が必要となる。",
        "米の価格が上がり、玄米を輸入した。",
        "サプライチェーンの強靱化とデカップリングが進む。",
        "関係省庁と各国の金融機関が協議した。",
        "先端半導体の輸出規制と相互関税を発表した。",
        "SNSやGDPの統計",
        "この方法は違法である。",
        "メーカー社長の間で中止の声が上がる。",
    ],
)
def test_no_names(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("President Trump met Prime Minister Keir Starmer in London.", ["Trump", "Keir Starmer", "London"]),
        ("Officials of the Bureau of Industry and Security (BIS) cited the EAR.", ["Bureau of Industry and Security", "BIS", "EAR"]),
        ("American farmers and Chinese buyers", []),
        ("U.S.-EU talks under Section 232", ["U.S.", "EU", "Section 232"]),
        ("The Rural Harbor Modernization Program ends.", ["Rural Harbor Modernization Program"]),
        ("This Final Rule and the Proposed Rule", []),
        ("Blue Lantern Shipping Co., Ltd. was added.", ["Blue Lantern Shipping Co., Ltd."]),
        ("the Government of Kenya and the Peruvian government", ["Government of Kenya", "Peruvian government"]),
        ("Executive Order 14257 and Country Group D:5", ["Executive Order 14257", "Country Group D:5"]),
        ("officials in china told us", []),
    ],
)
def test_english(text: str, expected: list[str]) -> None:
    assert [m.text for m in find(text, language="en")] == expected


def test_one_id_in_three_scripts() -> None:
    found = [*find("ファーウェイとHuawei、華為技術"), *find("华为技术有限公司", language="zh")]
    assert {m.entity_id for m in found} == {"huawei"}
    assert len(found) == 4


def test_abbreviation_takes_the_id_of_the_name_before_it() -> None:
    found = find("南海貿易機構(NBK)が規則を改めた。", "NBKは声明を出した。")
    assert [m.text for m in found] == ["南海貿易機構", "NBK", "NBK"]
    assert len({m.entity_id for m in found}) == 1


def test_known_abbreviation_of_another_body_is_not_bound() -> None:
    found = find("ケニア標準局(BIS)が認証する。")
    assert "us-bis" not in {m.entity_id for m in found}


def test_legal_form_makes_no_other_firm() -> None:
    ids = {m.entity_id for m in find("株式会社南海精機は、南海精機社と称する。", "南海精機株式会社") if m.type == "ORG"}
    assert len(ids) == 1


def test_context_decides_between_bearers() -> None:
    assert ("財務省", "US Department of the Treasury") in named("米国のトランプ大統領は、財務省に命じた。")
    assert ("財務省", "Ministry of Finance (Japan)") in named("日本では財務省が所管する。")
    assert ("最高裁", "US Supreme Court") in named("米国で、最高裁は関税を違法とした。")


def test_short_english_name_is_bound_to_the_longer() -> None:
    found = find("the U.S.-Kenya Board of Trade meets.", "The Board of Trade will report.", language="en")
    assert {m.name_en for m in found} == {"U.S.-Kenya Board of Trade"}


def test_family_name_is_bound_to_the_full_name() -> None:
    found = find("山口智子委員が質疑した。", "○山口委員 伺います。")
    assert [(m.text, m.name_en) for m in found] == [("山口智子", "Tomoko Yamaguchi"), ("山口", "Tomoko Yamaguchi")]
    assert len({m.entity_id for m in found}) == 1


def test_deterministic_and_in_order() -> None:
    text = "米商務省とUSTR、欧州委員会はトランプ氏の通商法301条について協議した。"
    first = find(text)
    assert first == find(text)
    assert [m.span.start for m in first] == sorted(m.span.start for m in first)


@pytest.mark.parametrize(("digits", "number"), [("301", 301), ("百二十二", 122), ("三〇一", 301), ("千二百六十", 1260), ("十", 10)])
def test_read_number(digits: str, number: int) -> None:
    assert read_number(digits) == number


@pytest.mark.parametrize(
    ("kana", "latin"), [("リョウセイ", "ryosei"), ("サトウ", "sato"), ("イッペイ", "ippei"), ("シュンジ", "shunji"), ("チヅル", "chizuru"), ("ジョウジ", "joji")]
)
def test_hepburn(kana: str, latin: str) -> None:
    assert hepburn(kana) == latin
