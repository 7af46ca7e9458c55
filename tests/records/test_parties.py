"""Companies, instruments and deals that an act names."""

from __future__ import annotations

import pytest

from records.sentences import all_of, slots_of


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("米国は2025年6月3日、ファーウェイをエンティティリストに追加した。", ("ファーウェイ",)),
        ("国家市場監督管理総局は2025年6月3日、クアルコムに対する独占禁止法調査を開始した。", ("クアルコム",)),
        ("米国は2025年6月3日、SMIC向けの半導体製造装置の輸出を禁止した。", ("SMIC",)),
        ("米国は2025年6月3日、ファーウェイに適用する輸出規制を強化した。", ("ファーウェイ",)),
        ("米国は2025年6月3日、日本製鉄によるUSスチールの買収を承認した。", ("日本製鉄", "USスチール")),
    ],
)
def test_parties(text: str, names: tuple[str, ...]) -> None:
    assert all_of(text, "entities") == names


@pytest.mark.parametrize(
    "text",
    [
        "米国は2025年6月3日、中国企業12社をエンティティリストに追加した。",
        "ロイターによると、米国は2025年6月3日、銅に50%の追加関税を課した。",
        "日本経済新聞が報じたところでは、米国は2025年6月3日、銅に50%の追加関税を課した。",
        "米国商務省は2025年6月3日、黒鉛の輸出規制を強化した。",
        "トランプ大統領は2025年6月3日、銅に50%の追加関税を課した。",
    ],
)
def test_no_parties(text: str) -> None:
    assert slots_of(text)
    assert all_of(text, "entities") == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("米国は2025年6月3日、通商拡大法232条に基づき、銅に50%の追加関税を課した。", "通商拡大法232条"),
        ("米国は2025年6月3日、大統領令14300号に基づき、銅に50%の追加関税を課した。", "大統領令14300号"),
        ("中国は2025年6月3日、黒鉛の精製技術を「輸出制限技術目録」に追加した。", "輸出制限技術目録"),
        ("EUは2025年6月3日、「蓄電池に関する規則」を公布し、黒鉛の輸入を許可制とした。", "蓄電池に関する規則"),
        ("ロシアは2025年6月3日、政府決定第312号により、木材の輸出を禁止した。", "決定第312号"),
    ],
)
def test_instruments(text: str, name: str) -> None:
    assert any(name in t for t in all_of(text, "instrument"))


@pytest.mark.parametrize(
    "text",
    [
        "米国は2025年6月3日、銅に50%の追加関税を課した。",
        "中国は2025年6月3日、新たな方法により黒鉛の輸出を禁止した。",
        "EUは2025年6月3日、違法な木材の輸入を禁止した。",
        "中国は2025年6月3日、国内法に基づき、黒鉛の輸出を禁止した。",
        "韓国は2025年6月3日、「戦略物資」の輸出を禁止した。",
    ],
)
def test_no_instruments(text: str) -> None:
    assert slots_of(text)
    assert all_of(text, "instrument") == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("米中首脳会談で、中国は米国産大豆の購入を約束した。", "米中首脳会談"),
        ("日米貿易協定の発効に伴い、日本は2020年1月1日、牛肉の関税を引き下げた。", "日米貿易協定"),
        ("ジュネーブ合意に基づき、米国は2025年5月14日、追加関税を停止した。", "ジュネーブ合意"),
        ("第一段階の経済・貿易協定で、中国は米国産品の追加購入を約束した。", "第一段階の経済・貿易協定"),
        ("米英経済繁栄協定に基づき、米国は2025年6月30日、乗用車の関税を10%に引き下げた。", "経済繁栄協定"),
    ],
)
def test_deals(text: str, name: str) -> None:
    assert any(name in t for t in all_of(text, "agreement"))


@pytest.mark.parametrize(
    "text",
    [
        "IEEPAに基づき、米国は2025年4月5日、追加関税を課した。",
        "交渉で、米国は2025年4月5日、追加関税を停止した。",
        "合意に基づき、米国は2025年4月5日、追加関税を停止した。",
        "米国は2025年4月5日、合意を目指して追加関税を停止した。",
        "米国は2025年4月5日、銅に50%の追加関税を課した。",
    ],
)
def test_no_deals(text: str) -> None:
    assert slots_of(text)
    assert all_of(text, "agreement") == ()
