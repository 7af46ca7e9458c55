"""Rows of tables: cells become acts with what the names of their columns and the caption say; statistics become none."""

from __future__ import annotations

import pytest

from extract.lexicon.columns import role_of_column
from extract.model import MeasureRecord
from records.sentences import core, read_records


def table(rows: str, over: str = "", tabs: bool = False) -> str:
    """Return a text with a table of lines `a | b | c`, typed with bars or with tabs."""
    lines = [[cell.strip() for cell in line.split("|")] for line in rows.strip().splitlines()]
    if tabs:
        return f"{over}\n\n" + "\n".join("\t".join(cells) for cells in lines) + "\n"
    typed = [f"| {' | '.join(cells)} |" for cells in lines]
    return f"{over}\n\n" + "\n".join([typed[0], "|" + "---|" * len(lines[0]), *typed[1:]]) + "\n"


def values(record: MeasureRecord, slot: str) -> str:
    """Return a slot's fillers as text, from and to of rates with an arrow."""
    fillers = record.slots.get(slot, ())
    words = [f.text if slot in {"items", "entities"} else f"{f.value:g}" if isinstance(f.value, float) else str(f.value) for f in fillers]
    return ("→" if any(f.role for f in fillers) else ",").join(words)


def told(text: str, *slots: str) -> list[tuple[str, ...]]:
    return [tuple(values(r, s) for s in slots) for r in read_records(text)]


COUNTER = """国・地域 | 品目 | 税率 | 適用日
カナダ | 鉄鋼、アルミ製品 | 25% | 2025年3月13日
EU | 二輪車 | 50% | 2025年4月1日
EU | ウイスキー | 50% | 2025年4月1日"""


@pytest.mark.parametrize("tabs", [False, True])
def test_a_rate_is_an_act_with_the_goods_and_the_day_of_its_row(tabs: bool) -> None:
    text = table(COUNTER, "表1 各国の対抗措置", tabs)
    assert told(text, "imposing", "items", "rates", "effective_from") == [
        ("CA", "鉄鋼,アルミ製品", "25", "2025-03-13"),
        ("EU", "二輪車", "50", "2025-04-01"),
        ("EU", "ウイスキー", "50", "2025-04-01"),
    ]
    assert {core(r)[:2] for r in read_records(text)} == {("tariff", "impose")}


@pytest.mark.parametrize(
    "over",
    ["米国の232条追加関税", "米国は通商拡大法232条に基づき、以下の品目に追加関税を課した。", "米国による追加関税は次表のとおり。", "トランプ関税の一覧", "232条関税の税率"],
)
def test_who_acts_stands_over_the_table(over: str) -> None:
    text = table("品目 | 税率 | 発効日\n鋼線 | 50% | 2025年6月4日\n木材 | 10% | 2025年10月14日", over)
    assert told(text, "imposing", "items", "rates", "effective_from") == [("US", "鋼線", "50", "2025-06-04"), ("US", "木材", "10", "2025-10-14")]


@pytest.mark.parametrize("over", ["各国の報復関税", "米国の関税に対する対抗措置", "主要国の追加関税"])
def test_a_caption_about_many_names_nobody_who_acts(over: str) -> None:
    assert told(table("国 | 追加関税率\nカナダ | 25%\nインド | 10%", over), "imposing", "target_jurisdictions") == [("CA", ""), ("IN", "")]


def test_countries_are_hit_where_the_caption_says_who_acts() -> None:
    rows = "対象国 | 税率 | 適用開始日\nベトナム | 20% | 2025年8月7日\nスイス | 39% | 2025年8月7日"
    assert told(table(rows, "米国の相互関税率"), "imposing", "target_jurisdictions", "rates") == [("US", "VN", "20"), ("US", "CH", "39")]
    rows = "Country | Rate | Effective\nVietnam | 20% | August 7, 2025\nSwitzerland | 39% | August 7, 2025"
    assert told(table(rows, "U.S. reciprocal tariff rates"), "imposing", "target_jurisdictions", "effective_from") == [("US", "VN", "2025-08-07"), ("US", "CH", "2025-08-07")]


def test_both_sides_have_columns_of_their_own() -> None:
    rows = """発動国 | 相手国 | 対象品目 | 措置 | 開始日 | 終了日
ベトナム | 中国 | 熱延鋼板 | 反ダンピング税を課す | 2025年7月6日 | 2030年7月5日
インド | ベトナム | 鋼管 | 反ダンピング税を課す | 2025年11月13日 | 2030年11月12日"""
    assert told(table(rows), "imposing", "target_jurisdictions", "items", "effective_from", "effective_until") == [
        ("VN", "CN", "熱延鋼板", "2025-07-06", "2030-07-05"),
        ("IN", "VN", "鋼管", "2025-11-13", "2030-11-12"),
    ]


@pytest.mark.parametrize(
    ("rows", "over", "expected"),
    [
        ("品目 | 現行 | 改正後\n液晶 | 10% | 20%\n電池 | 5% | 0%", "インドの関税率改定", [("increase", "10→20"), ("reduce", "5→0")]),
        ("品目 | 旧税率（％） | 新税率（％）\n鋼管 | 14 | 25\n板紙 | 12 | 16", "ブラジルの輸入関税引き上げ", [("increase", "14→25"), ("increase", "12→16")]),
        ("品目 | 現行税率 | 改正後\n乗用車 | 20 | 50\n靴下 | 35 | 35", "表3 メキシコの関税率引き上げ（単位：％）", [("increase", "20→50")]),
        ("Product | Before | After\nCars | 20% | 50%\nShoes | 25% | 35%", "Mexico: tariff increases", [("increase", "20→50"), ("increase", "25→35")]),
        ("Product | Current rate | New rate\nSteel | 25% | 50%\nPipes | 25% | 10%", "The United States imposed the following tariffs.", [("increase", "25→50"), ("reduce", "25→10")]),
    ],
)
def test_two_columns_are_the_rates_before_and_after(rows: str, over: str, expected: list[tuple[str, ...]]) -> None:
    assert told(table(rows, over), "action", "rates") == expected


def test_a_planned_rate_is_proposed() -> None:
    assert told(table("国 | 品目 | 税率案\nEU | 鉄鋼 | 50%\n英国 | 鉄鋼 | 25%"), "action", "rates") == [("propose", "50"), ("propose", "25")]


def test_a_cell_under_measures_states_an_act_without_a_verb() -> None:
    rows = """国・地域 | 手段 | 開始時期 | 水準
米国 | 232条に基づく追加関税 | 2025年6月4日 | 25%→50%
韓国 | 中国産厚板へのAD関税 | 2025年8月 | 27.91～34.10%
中国 | 鋼材の輸出許可制 | 2026年1月1日 | ―
日本 | 中国産めっき鋼板のAD調査 | 2025年8月13日 | ―"""
    assert told(table(rows), "measure_type", "action", "imposing", "target_jurisdictions", "rates", "date") == [
        ("tariff", "increase", "US", "", "25→50", "2025-06-04"),
        ("tariff", "impose", "KR", "CN", "27.91,34.1", "2025-08"),
        ("export_control", "impose", "CN", "", "", "2026-01-01"),
        ("investigation", "impose", "JP", "CN", "", "2025-08-13"),
    ]
    rows = "Country | Measure | Product | Start date | Duty rate\nVietnam | Anti-dumping duty | coil from China | July 6, 2025 | 27.83%\nBrazil | Tariff quota | wire | June 1, 2025 | 25%"
    assert told(table(rows), "imposing", "target_jurisdictions", "items", "rates", "effective_from") == [
        ("VN", "CN", "coil", "27.83", "2025-07-06"),
        ("BR", "", "wire", "25", "2025-06-01"),
    ]


def test_how_far_a_measure_has_come_stands_in_brackets() -> None:
    rows = """日付 | 措置 | 対象国 | 税率
5月9日 | 鋼線に対する相殺関税(確定) | トルコ | 6.9%
5月10日 | 陶磁器に対する反ダンピング税(暫定) | 中国 | 12%
5月11日 | 鋼管の輸入割当(延長) | 韓国 |
5月12日 | 銅の輸出規制(継続) | 中国 |
5月13日 | 銅の価格(速報) | チリ | 5%"""
    assert told(table(rows), "measure_type", "action", "rates") == [
        ("tariff", "impose", "6.9"),
        ("tariff", "impose", "12"),
        ("import_control", "extend", ""),
        ("export_control", "maintain", ""),
    ]


STARTS = [
    ("表1 ペルーの輸出税率の変更(2031年6月1日適用)", "2031-06-01"),
    ("表1 ペルーの輸出税率の変更(2031年6月1日施行)", "2031-06-01"),
    ("表1 ペルーの輸出関税(2031年6月1日から実施)", "2031-06-01"),
    ("Table 1. Peru's export duties, effective June 1, 2031", "2031-06-01"),
    ("表1 ペルーの輸出税率の変更(2031年6月1日公表)", ""),
    ("表1 ペルーの輸出税率の変更(2031年6月1日現在)", ""),
    ("表1 ペルーの輸出税率の変更(2031年6月1日適用前)", ""),
]


@pytest.mark.parametrize(("over", "start"), STARTS)
def test_a_caption_tells_from_when_its_rows_apply(over: str, start: str) -> None:
    rows = "品目 | HSコード | 現行 | 改正後\n粗銅 | 7402.00 | 4% | 9%\n亜鉛鉱 | 2608.00 | 0% | 6%"
    assert told(table(rows, over), "imposing", "hs", "rates", "effective_from") == [("PE", "740200", "4→9", start), ("PE", "260800", "0→6", start)]


def test_an_empty_cell_at_the_left_repeats_the_one_above() -> None:
    rows = "国 | 品目 | 措置 | 発効日\n中国 | 黒鉛 | 輸出許可制を導入 | 2023年12月1日\n | アンチモン | 輸出許可制を導入 | 2024年9月15日\n日本 | 冷凍機 | 輸出許可制を導入 | 2024年9月8日"
    assert told(table(rows), "imposing", "items", "effective_from") == [("CN", "黒鉛", "2023-12-01"), ("CN", "アンチモン", "2024-09-15"), ("JP", "冷凍機", "2024-09-08")]


def test_rows_of_a_chronology_are_those_of_its_caption() -> None:
    rows = "年月 | 内容\n2023年8月 | ガリウムの輸出を許可制に\n2024年9月15日 | アンチモンの輸出規制を開始\n2025年11月 | 三か国の会談を開催"
    assert told(table(rows, "中国の輸出管理をめぐる動き"), "imposing", "items", "date") == [("CN", "ガリウム", "2023-08"), ("CN", "アンチモン", "2024-09-15")]


@pytest.mark.parametrize("name", ["適用期間", "適用開始日", "発効日"])
def test_the_name_of_a_column_states_no_act(name: str) -> None:
    assert len(told(table(f"品目 | 税率 | {name}\n綿糸 | 7% | 2024年5月1日", "ペルーの関税措置"), "imposing")) == 1


def test_parties_period_and_remarks() -> None:
    rows = "国 | 措置 | 対象企業 | 発表日\n米国 | エンティティリストへの追加 | 華晶電子 | 2025年9月12日\n中国 | 信頼できないエンティティリストへの掲載 | NorthLab | 2025年10月9日"
    assert told(table(rows), "imposing", "entities", "date") == [("US", "華晶電子", "2025-09-12"), ("CN", "NorthLab", "2025-10-09")]
    rows = "品目 | 税率 | 適用期間\nナイロン糸 | 5% | 2025年1月1日～2027年12月31日\n靴下 | 8% | 3年間"
    assert told(table(rows, "トルコのセーフガード措置"), "effective_from", "effective_until", "duration") == [("2025-01-01", "2027-12-31", ""), ("", "", "P3Y")]
    rows = "国 | 発表日 | 措置 | 備考\nカナダ | 2025年11月26日 | 鋼管に25%の関税を新設 | 12月26日実施\nインド | 2025年12月30日 | 熱延鋼板にセーフガード関税を賦課 | 3年間"
    assert told(table(rows), "date", "effective_from", "duration") == [("2025-11-26", "2025-12-26", ""), ("2025-12-30", "", "P3Y")]


@pytest.mark.parametrize(
    ("over", "rows"),
    [
        ("表 対米輸出額", "国 | 輸出額 | シェア | 伸び率\n中国 | 4,386億ドル | 13.4% | 2.8%\n日本 | 1,482億ドル | 4.5% | 0.7%"),
        ("主要国の法人税率", "国 | 税率\n日本 | 23.2%\n米国 | 21%"),
        ("主要国の平均関税率（2024年）", "国 | 平均関税率 | 輸入額\n日本 | 3.7% | 7,426億ドル\n韓国 | 13.4% | 6,320億ドル"),
        ("追加関税によるGDPへの影響", "国 | 実質GDP | 輸出\n日本 | ▲0.4% | ▲1.2%\nメキシコ | -1.8% | -3.9%"),
        ("追加関税の下での生産", "国 | 生産 | 輸出\n日本 | 0.4% | 1.2%\nメキシコ | 1.8% | 3.9%"),
        ("目次", "章 | 内容 | 頁\n1 | 米国の追加関税 | 3\n2 | 中国の輸出管理の強化 | 12"),
        ("表 米国の輸入額（関税対象品目）", "品目 | 金額 | 税率 | シェア\n鉄鋼 | 312億ドル | 9.5% | 1%\n銅 | 12億ドル | 2% | 0.1%"),
        ("", "国・地域 | 成長率 | 政策金利 | 実施日\n米国 | 2.8% | 4.5% | 2025年1月29日\n日本 | 0.1% | 0.5% | 2025年1月24日"),
        ("", "協定 | 品目 | 利用率 | 発効日\n日豪EPA | 牛肉 | 97.3% | 2015年1月15日\nRCEP | 酒類 | 40.1% | 2022年1月1日"),
        ("", "用語 | 内容\n相互関税 | 各国に課される関税\n輸出許可制 | 当局の許可を要する制度"),
        ("", "著者 | 題名 | 年\n山田 | 対中輸出規制の強化 | 2023年\n佐藤 | 相互関税の帰結 | 2025年"),
        ("関税発動前後の輸出シェア", "国 | 改正前 | 改正後\n日本 | 10% | 8%\n韓国 | 6% | 5%"),
        ("Support for tariffs", "Country | Before | After\nCanada | 40% | 31%\nJapan | 22% | 18%"),
        ("Views on tariffs", "Country | Before | After\nCanada | 40% | 31%\nJapan | 22% | 18%"),
        ("", "Index | Rate | Date\nFed funds | 4.50% | December 18, 2024\nTreasury | 4.2% | March 3, 2025"),
        ("Tariffs and trade", "Country | Exports | Share | Growth rate\nChina | $438.9 billion | 13.4% | 2.8%\nMexico | $505.9 billion | 15.5% | 6.4%"),
    ],
)
def test_statistics_and_contents_state_nothing(over: str, rows: str) -> None:
    assert read_records(table(rows, over)) == ()
    assert read_records(table(rows, over, tabs=True)) == ()


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("税率（%）", "rate"),
        ("国・ 地域", "side"),
        ("発効日*", "effective_from"),
        ("Effective date", "effective_from"),
        ("対中追加関税", "rate"),
        ("平均関税率", ""),
        ("Average tariff", ""),
        ("輸出額", ""),
        ("備考", "other"),
    ],
)
def test_names_of_columns_say_what_stands_under_them(name: str, role: str) -> None:
    assert role_of_column(name) == role


@pytest.mark.parametrize(
    ("names", "rates"),
    [
        ("改定前 | 改定後", "25→50"),
        ("従来の税率 | 新しい税率", "25→50"),
        ("発動前の関税率 | 発動後の関税率", "25→50"),
        ("現行 | 今回", "25→50"),
        ("Previous rate | New rate", "25→50"),
        ("売上高 | 構成比", ""),
    ],
)
def test_names_of_columns_for_what_was_and_what_is(names: str, rates: str) -> None:
    text = table(f"国 | 品目 | {names} | 発効日\nカナダ | 鉄鋼 | 25% | 50% | 2025年7月16日", "表 関税の引き上げ")
    assert [r for r, in told(text, "rates") if r] == ([rates] if rates else [])


def test_bare_figures_are_percentages_where_the_caption_says_so() -> None:
    text = table("国・地域 | 対象 | 従来 | 改定後\n米国 | 中国産電気自動車 | 25 | 100", "表1 電気自動車に対する関税の引き上げ（単位：%）")
    assert told(text, "imposing", "target_jurisdictions", "rates") == [("US", "CN", "25→100")]


@pytest.mark.parametrize("same", ["〃", "同上", "″", "同"])
def test_a_cell_may_say_what_the_one_above_it_says(same: str) -> None:
    text = table(f"国名 | 対象品目 | 追加関税率 | 発動日\n米国 | 鉄鋼 | 25% | 2025年3月12日\n{same} | アルミ | 25% | {same}")
    assert told(text, "imposing", "items", "date") == [("US", "鉄鋼", "2025-03-12"), ("US", "アルミ", "2025-03-12")]


@pytest.mark.parametrize(
    ("name", "action"), [("追加した企業・団体", "impose"), ("指定された企業", "impose"), ("削除された企業", "lift"), ("企業", "")]
)
def test_a_row_may_say_who_is_put_on_a_list(name: str, action: str) -> None:
    text = table(f"当局 | 公表日 | リスト | {name}\n米商務省 | 2025年9月12日 | エンティティー・リスト | 中国の23団体", "表 主な動き")
    expected = [("entity_listing", action, "US", "CN", "us-entity-list", "2025-09-12")] if action else []
    slots = ("measure_type", "action", "imposing", "target_jurisdictions", "instrument", "date")
    assert told(text, *slots) == expected


def test_goods_named_by_an_adjective_of_origin() -> None:
    text = table("Country | Product | Previous rate | New rate\nCanada | Chinese electric vehicles | 0% | 100%\nCanada | Steel | 25% | 50%", "Table 1. Tariff increases")
    assert told(text, "target_jurisdictions") == [("CN",), ("",)]
