"""Countries alone, in compounds, and words that only look like them."""

from __future__ import annotations

import pytest

from extract.values.jurisdictions import find_jurisdictions, is_adjective, parse_jurisdiction


def read(text: str) -> list[tuple[str, str, str]]:
    return [(f.span.of(text), f.code, f.form) for f in find_jurisdictions(text)]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("米国", "US"),
        (" アメリカ合衆国 ", "US"),
        ("U.S.A.", "US"),
        ("Türkiye", "TR"),
        ("欧盟", "EU"),
        ("ﾏﾚｰｼｱ", "MY"),
        ("ヴェトナム", "VN"),
        ("Republic of Korea", "KR"),
        ("People’s Republic of China", "CN"),
        ("中", "CN"),
        ("NO", "NO"),
        ("俄罗斯", "RU"),
        ("中東", None),
        ("Asia", None),
        ("china", None),
        ("Sinology", None),
        ("", None),
    ],
)
def test_parse(name: str, code: str | None) -> None:
    assert parse_jurisdiction(name) == code


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("米中両国は", [("米", "US", "compound"), ("中", "CN", "compound")]),
        ("欧米", [("欧", "EU", "compound"), ("米", "US", "compound")]),
        ("日米豪印", [("日", "JP", "compound"), ("米", "US", "compound"), ("豪", "AU", "compound"), ("印", "IN", "compound")]),
        ("対中輸出", [("中", "CN", "against")]),
        ("対韓国関税", [("韓国", "KR", "against")]),
        ("中国側", [("中国", "CN", "side")]),
        ("豪州産牛肉", [("豪州", "AU", "origin")]),
        ("ベトナム製の家具", [("ベトナム", "VN", "origin")]),
        ("ロシア向け", [("ロシア", "RU", "bound")]),
        ("訪印した", [("印", "IN", "short")]),
        ("米議会と独政府", [("米", "US", "short"), ("独", "DE", "short")]),
        ("蘭ASMLと英アーム", [("蘭", "NL", "short"), ("英", "GB", "short")]),
        ("日EUの協議", [("日", "JP", "short"), ("EU", "EU", "full")]),
        ("日・米・欧", [("日", "JP", "short"), ("米", "US", "short"), ("欧", "EU", "short")]),
        ("米中間選挙", [("米", "US", "short")]),
        ("米中間の対話", [("米", "US", "compound"), ("中", "CN", "compound")]),
        ("審査中韓国は", [("韓国", "KR", "full")]),
        ("協議中米国が", [("米国", "US", "full")]),
        ("日中国交", [("日", "JP", "compound"), ("中", "CN", "compound")]),
        ("我が国の輸出", [("我が国", "JP", "deictic")]),
        ("U.S.-China talks", [("U.S.", "US", "full"), ("China", "CN", "full")]),
        ("Chinese firms", [("Chinese", "CN", "adjective")]),
        ("American-made parts", [("American", "US", "origin")]),
        ("中华人民共和国商务部", [("中华人民共和国", "CN", "full")]),
    ],
)
def test_find(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "中東情勢と中央銀行、中小企業、中間財",
        "中国地方の豪雨",
        "玄米と加工用米、米の価格",
        "米、小麦、大豆の輸入",
        "日本海の独自調査",
        "英語で印刷",
        "伊勢の仏教",
        "追加措置に参加し加盟する",
        "10日政府は",
        "書類在中",
        "東海地方の工場",
        "タイヤとタイミング",
        "a turkey, fine china, and us",
        "South China Sea",
        "1米ドル",
        "反対中の議員",
    ],
)
def test_traps(text: str) -> None:
    assert read(text) == []


def test_spans_are_offsets_into_the_text() -> None:
    text = "  韓国と、対米"
    assert [(f.span.start, f.span.end) for f in find_jurisdictions(text)] == [(2, 4), (7, 8)]


def test_adjectives() -> None:
    assert is_adjective("Japanese")
    assert is_adjective("AMERICAN")
    assert not is_adjective("Japan")


def test_names_of_a_long_text_are_looked_up_once() -> None:
    """Every clause of a sentence asks for the names of its passage: an endless sentence would else take hours."""
    text = "米国は中国産の鋼板に25%の関税を課し、" * 200
    assert find_jurisdictions(text) is find_jurisdictions("".join(text))
