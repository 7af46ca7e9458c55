"""The name lexicon is whole, and its index finds names as they are written."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from extract.errors import UndecodableError
from extract.lexicon import names
from extract.lexicon.loader import read_lexicon
from extract.lexicon.names import NameIndex, name_index, name_of, normal_form, read_names, strip_legal_form


def find(text: str, chinese: bool = False) -> list[tuple[str, tuple[str, ...]]]:
    return [(h.span.of(text), tuple(n.id for n in h.names)) for h in name_index(chinese).find(text)]


def test_every_state_and_some_of_everything() -> None:
    kinds = Counter(n.kind for n in read_names())
    assert kinds["jurisdictions"] == 250
    assert kinds["companies"] >= 250
    assert kinds["agencies"] >= 200
    assert min(kinds[k] for k in ("persons", "places", "lists")) >= 100


def test_ids_are_unique_and_names_whole() -> None:
    ids = Counter(n.id for n in read_names())
    assert [i for i, n in ids.items() if n > 1] == []
    for name in read_names():
        assert name.name_en
        assert name.surfaces or name.kind in ("agencies", "products")
        assert not name.parent or name_of(name.parent), name.id


def test_jurisdictions_and_measures_exist() -> None:
    codes = {n.jurisdiction for n in read_names("jurisdictions")}
    measures = {n.measure for n in read_names()} - {""}
    assert {n.jurisdiction for n in read_names()} - {""} <= codes
    assert measures <= {
        "tariff", "export_control", "import_control", "entity_listing", "sanction", "investigation",
        "transaction_review", "procurement", "subsidy",
    }  # fmt: skip


def test_sections_lead_to_laws() -> None:
    assert all(name_of(id_) for id_ in read_lexicon("lists")["sections"].values())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SK ハイニックス", "SKハイニックス"),
        ("ｴﾝﾃｨﾃｨ・ﾘｽﾄ", "エンティティリスト"),
        ("サイバーセキュリティー法", "サイバーセキュリティ法"),
        ("ジュネーヴ", "ジュネーブ"),
        ("People’s", "people's"),
        ("南 アジア 地域", "南アジア地域"),
    ],
)
def test_same_form(one: str, other: str) -> None:
    assert normal_form(one) == normal_form(other)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("華為とHuaweiとファーウェイ", [("華為", ("huawei",)), ("Huawei", ("huawei",)), ("ファーウェイ", ("huawei",))]),
        ("ソニーの製品", [("ソニー", ("sony",))]),
        ("BISの規則", [("BIS", ("us-bis",))]),
        ("財務省", [("財務省", ("us-treasury", "jp-mof"))]),
        ("インディアン ・ エクスプレス紙", [("インディアン ・ エクスプレス", ("indian-express",))]),
        ("EAR99品目", []),
        ("ears and bis", []),
        ("インドネシアルピア", []),
        ("米国・英国", [("米国", ("gpe-us",)), ("英国", ("gpe-gb",))]),
        ("東海地方", []),
        ("英外務・英連邦・開発省", [("外務・英連邦・開発省", ("gb-fcdo",))]),
        ("財・務省", []),
    ],
)
def test_find(text: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    assert find(text) == expected


def test_chinese_forms_count_only_when_asked_for() -> None:
    assert find("商务部公告", chinese=True) == [("商务部", ("cn-mofcom",))]
    assert find("商务部公告") == []
    assert names.is_chinese("商务部公告")
    assert not names.is_chinese("東海地方")
    assert not names.is_chinese("「商务部公告」による")


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("ファーウェイ社", "ファーウェイ"),
        ("株式会社東芝", "東芝"),
        ("Intel Corp.", "Intel"),
        ("Example Trading Co., Ltd.", "Example Trading"),
        ("社", "社"),
        ("会社法", "会社法"),
    ],
)
def test_strip_legal_form(name: str, bare: str) -> None:
    assert strip_legal_form(name) == bare


def test_get_tolerates_legal_forms() -> None:
    assert [n.id for n in name_index().get("ネクスペリア社")] == ["nexperia"]
    assert [n.id for n in name_index().get("Micron Technology, Inc.")] == ["micron"]
    assert name_index().get("ネクスペリアン") == ()


def test_user_names_are_laid_on_top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("companies:\n  companies:\n    acme: {en: Acme, ja: アクメ商会, in: JP}\n", encoding="utf-8")
    monkeypatch.setenv("EXTRACT_LEXICON", str(own))
    read_names.cache_clear()
    try:
        index = NameIndex(read_names("companies"))
        assert [n.name_en for n in index.get("アクメ商会")] == ["Acme"]
        assert [n.id for n in index.get("インテル")] == ["intel"]
    finally:
        read_names.cache_clear()


def test_an_entry_without_english_name_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("companies:\n  companies:\n    acme: {ja: アクメ商会}\n", encoding="utf-8")
    monkeypatch.setenv("EXTRACT_LEXICON", str(own))
    read_names.cache_clear()
    try:
        with pytest.raises(UndecodableError, match="acme"):
            read_names("companies")
    finally:
        read_names.cache_clear()
