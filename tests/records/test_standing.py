"""Who goes on acting from clause to clause, whom the parties and places named make a target, and what is no goods."""

from __future__ import annotations

import pytest

from records.sentences import all_of, all_values, core, read_records


def last_actor(text: str) -> tuple[str, ...]:
    """Return who acts in the last record of a text."""
    return core(read_records(text + "\n")[-1])[2]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("米国は10月7日、半導体の輸出規制を強化した。中国が先端半導体を自給することを阻む狙いがある。12月には検査装置も輸出規制の対象に追加された。", ("US",)),
        ("カナダ政府は6月に鉄鋼の関税割当を導入した。メキシコは最大の輸入国だ。12月1日から割当枠を縮小する。", ("CA",)),
        ("カナダ政府は鋼管に25%の関税を課す。対象品目は財務省が追って公示する。アルミニウムの輸入も禁止する。", ("CA",)),
        ("ブラジル: 鋼板の輸入を禁止すると発表。12月5日に対象を拡大。インドからの鋼管に20%の関税を賦課。", ("BR",)),
        ("ロシアは2月に水産物の輸入を止めた。5月3日には中国側から牛肉の輸入を停止するという通告があった。", ("CN",)),
        ("ロシアは2月に水産物の輸入を止めた。中国の税関当局は5月3日、牛肉の輸入を停止すると公告した。", ("CN",)),
        ("政府は12月1日の閣議で、ロシアに対する追加の制裁を了解し、工作機械の輸出を禁止した。", ("JP",)),
        ("石川首相は、自動車の相互関税を15%に引き下げることで合意したと説明した。", ("US",)),
    ],
)
def test_who_goes_on(text: str, actor: tuple[str, ...]) -> None:
    assert last_actor(text) == actor


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("中国は10月7日、黒鉛の輸出規制を強化した。日本は対抗措置を検討した。12月1日には工作機械の輸出を禁止した。", ("JP",)),
        ("カナダ政府は関税割当を導入した。メキシコは11月に声明を発表した。12月1日から鋼管の輸入を禁止する。", ("MX",)),
        ("カナダ政府は鋼管に25%の関税を課す。米財務省は追って対象を公示する。アルミニウムの輸入も禁止する。", ("US",)),
        ("中国は5月に黒鉛の輸出を禁止した。ロシア側から届いた水産物の輸入も停止した。", ("CN",)),
        ("韓国政府は12月1日、鋼板の輸入を禁止した。政府は鋼管にも15%の関税を課した。", ("KR",)),
    ],
)
def test_who_takes_over(text: str, actor: tuple[str, ...]) -> None:
    assert last_actor(text) == actor


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("日本は6月3日、ロシアの製油所や工場など30の団体を輸出禁止の対象に追加した。", {"RU"}),
        ("日本政府は6月3日、韓国を「グループA」から除外した。", {"KR"}),
        ("韓国政府は6月3日、日本を優遇対象国に復帰させた。", {"JP"}),
        ("米国は6月3日、フランス、イタリアのデジタル税に対し、25%の追加関税を課した。", {"FR", "IT"}),
        ("経済産業省は、レジスト、フッ化水素の台湾向け輸出について、6月3日から包括許可の対象から外し、個別に輸出許可申請を求めると発表した。", {"TW"}),
        ("EUは6月3日、ロシア及びベラルーシの特定団体に制裁を科した。", {"RU", "BY"}),
    ],
)
def test_whom_it_hits(text: str, codes: set[str]) -> None:
    assert set(all_values(text, "target_jurisdictions")) == codes


@pytest.mark.parametrize(
    "text",
    [
        "米国政府機関が6月3日、鋼管の輸入を禁止した。",
        "中国の規制当局は6月3日、黒鉛の輸出を禁止した。",
        "日本は6月3日、提案を対象に加え、工作機械の輸出を禁止した。",
        "韓国の貿易委員会は6月3日、鋼板に20%の関税を課した。",
        "カナダは6月3日、鋼管に対し20%の関税を課した。",
    ],
)
def test_hits_nobody_named(text: str) -> None:
    assert read_records(text + "\n")
    assert all_values(text, "target_jurisdictions") == ()


@pytest.mark.parametrize(
    "text",
    [
        "米国は6月3日、対中関税の第4弾を発動した。",
        "EUは6月3日、18回目の制裁を発動した。",
        "日本政府は6月3日、韓国を「グループA」から除外する政令改正を閣議決定した。",
        "メキシコは6月3日、交渉期間中の関税を停止した。",
        "日本は6月3日、安全保障上の輸出規制を強化した。",
    ],
)
def test_no_goods(text: str) -> None:
    assert read_records(text + "\n")
    assert all_of(text, "items") == ()


@pytest.mark.parametrize(
    ("text", "goods"),
    [
        ("メキシコは6月3日、乗用車(第8703号) 20% → 50%に関税を引き上げた。", ("乗用車",)),
        ("経済産業省は、レジスト、フッ化水素の台湾向け輸出について、6月3日から包括許可の対象から外し、個別に輸出許可申請を求めると発表した。", ("レジスト", "フッ化水素")),
        ("中国は6月3日、黒鉛及びガリウムの計10分類の技術の輸出を禁止した。", ("黒鉛", "ガリウム")),
        ("米国は6月3日、鉄鋼の中心地ではなく、銅に50%の関税を課した。", ("銅",)),
        ("カナダは6月3日、改正品種の菜種に20%の関税を課した。", ("改正品種の菜種",)),
    ],
)
def test_goods(text: str, goods: tuple[str, ...]) -> None:
    assert all_of(text, "items") == goods
