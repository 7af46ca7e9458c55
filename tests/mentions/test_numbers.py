from __future__ import annotations

import time

import pytest

from extract.mentions.numbers import find_numbers
from extract.model import Language, Mention, Passage
from extract.spans import OffsetMap, Span
from extract.values.sentences import split_sentences


def passage(text: str, language: Language = "ja") -> Passage:
    sentences = tuple(Span(a, b) for a, b in split_sentences(text, language))
    return Passage(0, text, OffsetMap.identity(len(text)), language, sentences=sentences)


def find(text: str) -> tuple[Mention, ...]:
    mentions = find_numbers(7, passage(text, "en" if text.isascii() else "ja"))
    for mention in mentions:
        assert mention.passage == 7
        assert mention.span.of(text) == mention.text
        assert mention.rule
    return mentions


def rates(text: str) -> list[tuple[float | str, str | None]]:
    return [(m.value, m.role) for m in find(text) if m.kind == "percentage"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("税率は34%である", [34]),
        ("追加関税を12.5%とする", [12.5]),
        ("関税二四%、付加価値税七・五%", [24, 7.5]),
        ("一〇〇%依存している", [100]),
        ("輸入の3割、うち二割五分が対象", [30, 25]),
        ("持分の6割強", [60]),
        ("34 パーセントの関税", [34]),
        ("輸出は▲10.2%、△3%、マイナス2%", [-10.2, -3, -2]),
        ("GDPを▲0.4ポイント押し下げ", [-0.4]),
        ("10〜20%の関税", [10, 20]),
        ("10%〜20%の関税", [10, 20]),
        ("5から10%の関税", [5, 10]),
        ("15%または25%", [15, 25]),
        ("10、20%の二段階", [10, 20]),
        ("年額×(1-0.5%)", [0.5]),
        ("a 7.5 percent duty, 10 per cent tax, and 2% fee", [7.5, 10, 2]),
        ("duties of between 10 and 25 percent", [10, 25]),
        ("duties of 10 to 25 percent", [10, 25]),
        ("a ten percent levy and a twenty-five percent tariff", [10, 25]),
        ("a one hundred percent tariff", [100]),
        ("raised by 5 percentage points", [5]),
        ("a 25-percent tariff", [25]),
        ("「50%ルール」", [50]),
        ("日本24%、EU20%、MFN2.5%", [24, 20, 2.5]),
        ("2½%の手数料", [2.5]),
    ],
)
def test_finds_percentages(text: str, values: list[float]) -> None:
    assert [value for value, _ in rates(text)] == values


@pytest.mark.parametrize(
    "text",
    [
        "輸入割当を1割り当てる",
        "役割を果たす2割り振り",
        "数十%にのぼる",
        "https://www.example.org/a%20b/10%25.html を参照",
        "日経平均は500ポイント下げた",
        "On July 6, new tariffs were set.",
        "3つのポイントを挙げる",
        "第3割目",
        "H20%",
    ],
)
def test_finds_no_percentage(text: str) -> None:
    assert rates(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("関税を20%から10%に引き下げた", [(20, "from"), (10, "to")]),
        ("関税率を25%から、段階的に15%へ下げる", [(25, "from"), (15, "to")]),
        ("米国は145%から30%、中国は125%から10%とする", [(145, "from"), (30, "to"), (125, "from"), (10, "to")]),
        ("相互関税34%を90日間は10%とし、別の関税20%と併せて30%とした", [(34, "from"), (10, "to"), (20, None), (30, None)]),
        ("20%→10%", [(20, "from"), (10, "to")]),
        ("20% ⇒ 10%に引下げ", [(20, "from"), (10, "to")]),
        ("上乗せ関税(20%)を10%へ引き下げ", [(20, "from"), (10, "to")]),
        ("25%の自動車関税を15%に引き下げる", [(25, "from"), (15, "to")]),
        ("27.5%だった関税は15%に引き下げられた", [(27.5, "from"), (15, "to")]),
        ("自動車関税は15%へ(従来の25%から引下げ)", [(15, "to"), (25, "from")]),
        ("関税を15%に引き下げ(現行25%)", [(15, "to"), (25, "from")]),
        ("10%だったが、15%に引き上げられた", [(10, "from"), (15, "to")]),
        ("現行の25%を50%に倍増する", [(25, "from"), (50, "to")]),
        ("25%の関税が15%となる", [(25, "from"), (15, "to")]),
        ("25%から10ポイント引き上げ35%とする", [(25, "from"), (10, None), (35, "to")]),
        ("関税は二七・五%から一五%になりました", [(27.5, "from"), (15, "to")]),
        ("税率は5%から15%、平均は8%である", [(5, None), (15, None), (8, None)]),
        ("税率は10%から50%に及ぶ", [(10, None), (50, None)]),
        ("8月から10%、11月から30%を課す", [(10, None), (30, None)]),
        ("10%から20%の関税を課す", [(10, None), (20, None)]),
        ("10%の関税を課し、25%に引き上げる案もある", [(10, None), (25, None)]),
        ("30%(うち相互関税10%、その他20%)を加算し、合計は55%となる", [(30, None), (10, None), (20, None), (55, None)]),
        ("米国は55%、中国は10%と発表した", [(55, None), (10, None)]),
        ("25%の関税を50%以上の製品に課す", [(25, None), (50, None)]),
        ("それぞれ115%引き下げ、24%は停止する", [(115, None), (24, None)]),
        ("関税は25%だ。15%へ下げる", [(25, None), (15, None)]),
        ("raised the duty from 10 percent to 15 percent.", [(10, "from"), (15, "to")]),
        ("from a rate of 25% to 50% on steel", [(25, "from"), (50, "to")]),
        ("reduced the 20 percent tariff to 10 percent.", [(20, "from"), (10, "to")]),
        ("The 25% tariff on autos will be lowered to 15%.", [(25, "from"), (15, "to")]),
        ("reduced to 10% from 20%.", [(10, "to"), (20, "from")]),
        ("to 15 percent, down from 25 percent.", [(15, "to"), (25, "from")]),
        ("lowered by 10 percent to 15 percent.", [(10, None), (15, None)]),
        ("apply the 10 percent tariff to 25 percent of goods.", [(10, None), (25, None)]),
        ("a 10% tariff on China and a 25% tariff on Canada.", [(10, None), (25, None)]),
        ("reduced to 10%.", [(10, None)]),
        ("tariffs of 25 percent on steel were doubled to 50 percent.", [(25, "from"), (50, "to")]),
        ("tariffs ranging from 11 to 50 percent.", [(11, None), (50, None)]),
        ("cut the rate from 39 to 15 percent.", [(39, "from"), (15, "to")]),
    ],
)
def test_tells_the_old_rate_from_the_new(text: str, expected: list[tuple[float, str | None]]) -> None:
    assert rates(text) == expected


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("100%を超える関税", "gt"),
        ("100%超の関税", "gt"),
        ("30%を上回る", "gt"),
        ("50%以上を所有", "ge"),
        ("少なくとも50%", "ge"),
        ("5%未満", "lt"),
        ("10%を下回る", "lt"),
        ("25%以下", "le"),
        ("5%以内", "le"),
        ("最大25%", "le"),
        ("上限は15%", "le"),
        ("10%を超えない範囲", "le"),
        ("25%(特例国を除く)を超える", "gt"),
        ("約20%", "approx"),
        ("20%程度", "approx"),
        ("ほぼ20%", "approx"),
        ("累積145%", "cumulative"),
        ("more than 25 percent", "gt"),
        ("well over 25%", "gt"),
        ("at least 15%", "ge"),
        ("no less than 15%", "ge"),
        ("50 percent or more", "ge"),
        ("less than 10%", "lt"),
        ("up to 25%", "le"),
        ("no more than 25%", "le"),
        ("not exceeding 25%", "le"),
        ("approximately 10%", "approx"),
        ("a cumulative 145%", "cumulative"),
        ("条約10%", None),
        ("5%強化する", None),
        ("25%の関税", None),
        ("under the 50% rule", None),
        ("on 25% of goods", None),
    ],
)
def test_reads_the_comparator(text: str, comparator: str | None) -> None:
    assert [m.comparator for m in find(text)] == [comparator]


def test_the_same_passes_the_comparator_on() -> None:
    assert [m.comparator for m in find("米国は累積145%、中国側は同125%に達した")] == ["cumulative", "cumulative"]
    assert [m.comparator for m in find("米国は累積145%、中国側は125%に達した")] == ["cumulative", None]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("関連7品目を追加", [("7品目", 7, "品目")]),
        ("中国企業23社と3団体", [("23社", 23, "社"), ("3団体", 3, "団体")]),
        ("28の米国企業を掲載", [("28の米国企業", 28, "企業")]),
        ("17の米国事業体を掲載", [("17の米国事業体", 17, "事業体")]),
        ("3つの分野で協力", [("3つの分野", 3, "分野")]),
        ("量子技術など三分野", [("三分野", 3, "分野")]),
        ("航空機200機、船舶三十隻", [("200機", 200, "機"), ("三十隻", 30, "隻")]),
        ("約400施設", [("400施設", 400, "施設")]),
        ("大豆1,200万トンを購入", [("1,200万トン", 12000000, "トン")]),
        ("2.5トンの鋼材", [("2.5トン", 2.5, "トン")]),
        ("十万トンの鋼材", [("十万トン", 100000, "トン")]),
        ("7万5000個まで", [("7万5000個", 75000, "個")]),
        ("EU27カ国", [("27カ国", 27, "カ国")]),
        ("2024年3社を追加", [("3社", 3, "社")]),
        ("一社を追加", [("一社", 1, "社")]),
        ("adds 11 entries to the list", [("11 entries", 11, "entries")]),
        ("200 American-made Boeing aircraft", [("200 American-made Boeing aircraft", 200, "aircraft")]),
        ("two license exceptions", [("two license exceptions", 2, "license exceptions")]),
        ("buy 12 million metric tons of soybeans", [("12 million metric tons", 12000000, "metric tons")]),
        ("23 of the companies", [("23 of the companies", 23, "companies")]),
        ("1,234 Chinese firms", [("1,234 Chinese firms", 1234, "firms")]),
        ("7 medium and heavy rare earth elements", [("7 medium and heavy rare earth elements", 7, "elements")]),
        ("1トン当たり50ドル", []),
        ("one additional entity", [("one additional entity", 1, "entity")]),
    ],
)
def test_finds_counts(text: str, found: list[tuple[str, float, str]]) -> None:
    assert [(m.text, m.value, m.unit) for m in find(text) if m.kind == "quantity"] == found


@pytest.mark.parametrize(
    "text",
    [
        "90日間停止し、6ヵ月後の2025年4月2日に",
        "通商法301条、第3国、第2項、3回目",
        "2国間の協議、二国間協定",
        "四国、九州、三菱、百貨店、五輪、十分、千葉県",
        "1.1個人データ、2.3企業の義務",
        "Fortune500企業",
        "同社は3社目、5品目目",
        "一部の製品、一方、一体、一時停止、一種の規制、一般",
        "三者協議、一人当たり、二本柱",
        "H20機とA100を搭載、5G通信網",
        "3社会の変化、5個人情報、2台湾企業、7機関投資",
        "数十社が対象、十数社",
        "唯一の企業、統一の制度、第2の企業",
        "2025年の措置、4月の措置",
        "Section 301 products and List 4 products",
        "On August 20 products were listed in 2019 entries",
        "14 Enterprise Products Partners",
        "within 90 days and 3 years",
        "one of the companies",
        "電話03-1234-5678、番号2025-12345",
        "https://www.example.org/28社/200機",
    ],
)
def test_finds_no_count(text: str) -> None:
    # 機関 is a counter of its own: "7機関" is one.
    assert [m.text for m in find(text) if m.kind == "quantity" and m.text != "7機関"] == []


@pytest.mark.parametrize(
    ("text", "value", "unit", "comparator"),
    [
        ("5500億ドルの投資", 550e9, "ドル", None),
        ("毎年五兆円超の負担", 5e12, "円", "gt"),
        ("最大1.5兆元", 1.5e12, "人民元", "le"),
        ("約1,660億米ドル", 166e9, "米ドル", "approx"),
        ("3000万ユーロの罰金", 30e6, "ユーロ", None),
        ("invest $17 billion per year", 17e9, "dollars", None),
        ("at least US$8.5 billion", 8.5e9, "dollars", "ge"),
        ("a fine of €2m", 2e6, "euros", None),
        ("costs of £300", 300, "pounds", None),
        ("¥5 trillion", 5e12, "yen", None),
        ("RMB 30 million", 30e6, "yuan", None),
        ("550 billion dollars", 550e9, "dollars", None),
        ("well over 15 million U.S. dollars", 15e6, "dollars", "gt"),
    ],
)
def test_finds_money(text: str, value: float, unit: str, comparator: str | None) -> None:
    found = [(m.value, m.comparator) for m in find(text) if m.kind == "money"]
    units = [m.unit for m in find(text)]
    assert found == [(value, comparator)]
    assert units == [unit] or units == [unit.removeprefix("人民")]


@pytest.mark.parametrize("text", ["7元素を追加", "2025元年", "関東一円で", "3 won the contract", "一元化", "10円滑化", "1949 U.S. dollars"])
def test_finds_no_money(text: str) -> None:
    assert [m.text for m in find(text) if m.kind == "money"] == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("前月比7倍超に", [7]),
        ("二・五倍に増えた", [2.5]),
        ("a three-fold rise", [3]),
        ("a threefold rise", [3]),
        ("four times higher than", [4]),
        ("met three times a year", []),
        ("数倍に", []),
        ("2倍率", []),
        ("人一倍の努力", []),
    ],
)
def test_finds_multiples(text: str, values: list[float]) -> None:
    assert [m.value for m in find(text) if m.kind == "multiple"] == values


def test_finds_nothing_in_plain_words() -> None:
    assert find("規制を強化した。") == ()


@pytest.mark.parametrize("unit", ["一", "1", "one ", "万", "1,", "10%から", "二五%を", "約", "$1", "1社", "from 5% to "])
def test_endless_repetition_takes_no_endless_time(unit: str) -> None:
    text = unit * (30_000 // len(unit))
    began = time.process_time()
    find_numbers(0, Passage(0, text, OffsetMap.identity(len(text)), "ja"))
    assert time.process_time() - began < 5
