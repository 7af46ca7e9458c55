from __future__ import annotations

import time

import pytest

from extract.mentions.codes import find_codes
from extract.model import Mention, Passage
from extract.spans import OffsetMap


def find(text: str) -> tuple[Mention, ...]:
    mentions = find_codes(3, Passage(0, text, OffsetMap.identity(len(text)), "ja"))
    for mention in mentions:
        assert mention.passage == 3
        assert mention.span.of(text) == mention.text
    return mentions


def codes(text: str, kind: str) -> list[str | float]:
    return [m.value for m in find(text) if m.kind == kind]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("設計ソフト(3D991,3E991)が対象", ["3D991", "3E991"]),
        ("3D001、3D006,3D997は既に対象", ["3D001", "3D006", "3D997"]),
        ("ECCN 3A090及び4A090", ["3A090", "4A090"]),
        ("5A002/5D002に該当する", ["5A002", "5D002"]),
        ("items under ECCN 3A001.b.2.b. The rule", ["3A001.b.2.b"]),
        ("classified as 5D992.c.", ["5D992.c"]),
        ("600 series (9A610.x, 0A606.b)", ["9A610.x", "0A606.b"]),
        ("the 0Y521 series, as 0D521", ["0Y521", "0D521"]),
        ("EAR99品目、EAR 99 items", ["EAR99", "EAR99"]),
        ("3A090該当IC", ["3A090"]),
        ("3B001〜3B002", ["3B001", "3B002"]),
    ],
)
def test_finds_control_codes(text: str, values: list[str]) -> None:
    assert codes(text, "eccn") == values


@pytest.mark.parametrize(
    "text",
    [
        "H20、A800、RTX5090D、5G、3Dプリンター",
        "3D printing and 5G",
        "Docket No. 2025-12345, SEC File Number 0-23985",
        "https://www.example.org/3A090/5D992.html",
        "型番X3A001、3A001B、3A0012",
        "図3A、表2B",
        "uuid 09c2-4E953-83ff",
    ],
)
def test_finds_no_control_code(text: str) -> None:
    assert codes(text, "eccn") == []


@pytest.mark.parametrize(
    ("text", "scheme"),
    [
        ("BISは3A090の許可を求めた", "EAR ECCN"),
        ("3A090", "EAR ECCN"),
        ("EUは規則2021/821の附属書Iの3A001を改めた", "EU 2021/821"),
        ("商務部は両用品目の1C902を追加した", "CN dual-use"),
        ("中国向けの輸出にはEARの3D991の許可が要る", "EAR ECCN"),
        ("EU域内でもEARのECCN 3A090に該当する", "EAR ECCN"),
    ],
)
def test_names_the_list_of_a_control_code(text: str, scheme: str) -> None:
    assert [m.scheme for m in find(text)] == [scheme]


@pytest.mark.parametrize(
    ("text", "values", "scheme"),
    [
        ("ブタン(HS29011010)", ["29011010"], "HS"),
        ("HS 8541、8542及び8543.70", ["8541", "8542", "854370"], "HS"),
        ("HSコード:8471.50", ["847150"], "HS"),
        ("HTS 8542.31.00", ["85423100"], "HTSUS"),
        ("HTSUS subheading 9903.01.24", ["99030124"], "HTSUS"),
        ("税番8542.31の製品", ["854231"], "HS"),
        ("関税分類番号第8703号", ["8703"], "HS"),
        ("products of headings 8703 and 8704", ["8703", "8704"], "HS"),
        ("新設の9903.01.25に分類する", ["99030125"], "HS"),
        ("海关商品编号:2804619011", ["2804619011"], "HS"),
        ("CN codes 7208 and 7209", ["7208", "7209"], "CN"),
        ("subheadings 8471.50.0150 and 8471.80 of the HTSUS", ["8471500150", "847180"], "HTSUS"),
    ],
)
def test_finds_tariff_codes(text: str, values: list[str], scheme: str) -> None:
    found = [m for m in find(text) if m.kind == "hs"]
    assert [m.value for m in found] == values
    assert {m.scheme for m in found} == {scheme}


@pytest.mark.parametrize(
    "text",
    [
        "HS2022年版への移行",
        "HS 2022への改正",
        "HS2007年改正",
        "2025.04.24の公表",
        "2025年8541件",
        "8542.31円",
        "番号0-23985、2025-12345",
        "heading for 2025",
        "税目ごとに1,234社",
        "Section 8541",
        "THS 8541",
        "03-1234-5678",
        "https://www.example.org/HS8541/9903.01.24",
    ],
)
def test_finds_no_tariff_code(text: str) -> None:
    assert codes(text, "hs") == []


@pytest.mark.parametrize(
    ("text", "values", "scheme"),
    [
        ("輸出令別表第1の7の項(10)に該当する", ["7の項(10)"], "輸出令別表第一"),
        ("輸出貿易管理令別表第一の三の二の項", ["3の2の項"], "輸出令別表第一"),
        ("外為令別表の7の項", ["7の項"], "外為令別表"),
        ("外為令別表の9項(1)", ["9の項(1)"], "外為令別表"),
        ("輸出令別表第1の16項(2)", ["16の項(2)"], "輸出令別表第一"),
        ("別表第二の35の項の2", [], ""),
        ("7の項(10)に該当する", ["7の項(10)"], "輸出令別表第一"),
        ("リスト規制のうち16項に当たる", ["16の項"], "輸出令別表第一"),
        ("別表第1の1の項、7の項(1)、9の項", ["1の項", "7の項(1)", "9の項"], "輸出令別表第一"),
    ],
)
def test_finds_items_of_the_japanese_lists(text: str, values: list[str], scheme: str) -> None:
    found = [m for m in find(text) if m.kind == "jp_item"]
    assert [m.value for m in found] == values
    assert {m.scheme for m in found} == ({scheme} if values else set())


@pytest.mark.parametrize("text", ["外為法第25条第1項", "外為法25条1項", "貨物等省令6条17号", "第7項(10)", "7項(10)のとおり", "10項目", "同法48条3項の規定とリスト規制"])
def test_finds_no_item_of_the_japanese_lists(text: str) -> None:
    assert codes(text, "jp_item") == []


@pytest.mark.parametrize("unit", ["HS ", "3A001、", "HS8541、", "一の", "7の項、", "EAR3A001", "8541.10."])
def test_endless_repetition_takes_no_endless_time(unit: str) -> None:
    text = unit * (30_000 // len(unit))
    began = time.process_time()
    find_codes(0, Passage(0, text, OffsetMap.identity(len(text)), "ja"))
    assert time.process_time() - began < 5
