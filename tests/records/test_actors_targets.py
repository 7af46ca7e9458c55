"""Whom an act hits, and which agencies do it."""

from __future__ import annotations

import pytest

from records.sentences import all_of, all_values, slots_of


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("米国は2025年6月3日、対中追加関税を引き上げた。", {"CN"}),
        ("日本は2025年6月3日、ロシア向けの工作機械の輸出を禁止した。", {"RU"}),
        ("米国は2025年6月3日、タイ、ベトナム及びインドからの太陽電池に追加関税を課した。", {"TH", "VN", "IN"}),
        ("EUは2025年6月3日、トルコの3団体に制裁を科した。", {"TR"}),
        ("米国は2025年6月3日、スイスには39%の相互関税を課した。", {"CH"}),
        ("カナダは2025年6月3日、メキシコの乗用車に25%の追加関税を課した。", {"MX"}),
        ("豪州は2025年6月3日、中国製の風力タワーに反ダンピング税を課した。", {"CN"}),
        ("日本は今後5年間に米国に800億ドルを投資すると約束した。", {"US"}),
        ("米国は2025年6月3日、チリ、ペルー、タイに対する調査を打ち切った。", {"CL", "PE", "TH"}),
        ("カナダは2025年6月3日、メキシコ産の鋼管に25%の追加関税を課し、乗用車に15%の追加関税を課した。", {"MX"}),
    ],
)
def test_targets(text: str, codes: set[str]) -> None:
    assert set(all_values(text, "target_jurisdictions")) == codes


@pytest.mark.parametrize(
    "text",
    [
        "中国は2025年6月3日、レアアースの輸出規制を強化した。",
        "米国からの要請を受け、日本は2025年6月3日、工作機械の輸出を禁止した。",
        "米国は2025年6月3日、銅に50%の追加関税を課した。",
        "EUは2025年6月3日、鉄鋼の関税割当を縮小した。",
        "韓国は2025年6月3日、鋼管のダンピング調査を開始した。",
    ],
)
def test_no_targets(text: str) -> None:
    assert slots_of(text)
    assert all_values(text, "target_jurisdictions") == ()


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("財務省は2025年6月3日、鋼管に追加関税を課した。", ("財務省",)),
        ("商務部と海関総署は2025年6月3日、黒鉛の輸出を禁止した。", ("商務部", "海関総署")),
        ("米国商務省は2025年6月3日、半導体の輸出規制を強化した。", ("米国商務省",)),
        ("欧州委員会は2025年6月3日、合金鉄の輸入を制限した。", ("欧州委員会",)),
        ("USTRは2025年6月3日、港湾使用料の徴収を停止した。", ("USTR",)),
    ],
)
def test_agencies(text: str, bodies: tuple[str, ...]) -> None:
    assert all_of(text, "authority") == bodies


@pytest.mark.parametrize(
    "text",
    [
        "中国政府は2025年6月3日、黒鉛の輸出を禁止した。",
        "米国は2025年6月3日、鋼管に追加関税を課した。",
        "トランプ大統領は2025年6月3日、鋼管に追加関税を課した。",
        "韓国当局は2025年6月3日、鋼管の輸入を禁止した。",
        "EUは2025年6月3日、合金鉄の輸入を制限した。",
    ],
)
def test_no_agency(text: str) -> None:
    assert slots_of(text)
    assert all_of(text, "authority") == ()


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("2025年6月3日、チリ、ペルー、タイに対する関税調査を打ち切ると米国が発表した。", {"US"}),
        ("メキシコ、米国産鶏肉への反ダンピング調査を開始。", {"MX"}),
        ("米国は2025年6月3日、中国企業5社をリストに加えた。同国は6月5日、銅に50%の追加関税を課した。", {"US"}),
        ("インドのコメの輸出禁止は2025年6月3日に始まった。", {"IN"}),
    ],
)
def test_who_acts_beside_other_names(text: str, codes: set[str]) -> None:
    assert slots_of(text)
    assert set(all_values(text, "imposing")) <= codes


@pytest.mark.parametrize(
    ("title", "code"),
    [("月報 | ベトナム", "VN"), ("関税の引き上げ (インド)", "IN"), ("月報 | インド、ベトナム", "JP"), ("週報", "JP")],
)
def test_a_ministry_is_that_of_the_state_in_the_title(title: str, code: str) -> None:
    text = f"{title}\n\n財務省は2025年6月3日、銅に20%の追加関税を課すと発表した。"
    assert set(all_values(text, "imposing")) == {code}


@pytest.mark.parametrize(
    ("heading", "codes"),
    [
        ("(2)インドの輸出規制", {"IN"}),
        ("(2)米国の関税措置への対応", set()),
        ("(2)関税をめぐる動き", set()),
    ],
)
def test_a_heading_says_whose_measures_follow(heading: str, codes: set[str]) -> None:
    text = f"貿易の話題\n\n{heading}\n\n・6月3日 綿花の関税を11%から5%に引き下げ\n・6月9日 砂糖の輸出を禁止\n"
    assert set(all_values(text, "imposing")) == codes
