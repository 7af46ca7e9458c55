"""Notes and the sources they cite."""

from __future__ import annotations

import pytest

from extract.citations import parse_citations
from extract.values.urls import find_urls

ONE = [
    ("JETRO（2021）「関税制度の概要」 https://www.example.go.jp/a.html", "JETRO", "関税制度の概要", "2021", "https://www.example.go.jp/a.html", "ja"),
    ("共同ﾆｭｰｽ､｢半導体の輸出規制を強化｣､2025 年 6\n月 2 日､https://example.jp/x-2025-06-01/", "共同ニュース", "半導体の輸出規制を強化", "2025-06-02", "https://example.jp/x-2025-06-01/", "ja"),
    ("XYZ協会 解説、「規制の\n動向（速報）」(2025.4.24), https://example.or.jp/d/20250424.pdf.", "XYZ協会", "規制の動向(速報)", "2025-04-24", "https://example.or.jp/d/20250424.pdf", "ja"),
    ("Acme Corp, Current Report, File Number 0-1234, April 9,2025, \nhttps://www.example.com/acme-20250409.htm ", "Acme Corp", "Current Report, File Number 0-1234", "2025-04-09", "https://www.example.com/acme-20250409.htm", "en"),
    ("Acme, Statement on the Letter, https://news.example.com/2025-05-29-\nAcme-Statement", "Acme", "Statement on the Letter", "2025-05-29", "https://news.example.com/2025-05-29-Acme-Statement", "en"),
    ("Reuters, “US raises tariffs”, 5 June 2025.", "Reuters", "US raises tariffs", "2025-06-05", "", "en"),
    ("See The Times, \"New duties\" (June 2025)", "The Times", "New duties", "2025-06", "", "en"),
    ("「新たな関税」（甲新聞、2024年2月3日）", "甲新聞", "新たな関税", "2024-02-03", "", "ja"),
    ("経済産業省「貿易管理」令和7年5月1日、https://www.example.go.jp/policy/\nindex.html（2025年6月3日閲覧）", "経済産業省", "貿易管理", "2025-05-01", "https://www.example.go.jp/policy/index.html", "ja"),
    ("商务部､｢商务部新闻发言人答记者问｣､2025年6月27日､https://www.example.cn/art.html", "商务部", "商务部新闻发言人答记者问", "2025-06-27", "https://www.example.cn/art.html", "zh"),
    ("Agency, Press Release, https://www.example.gov/x (accessed June 1, 2025)", "Agency", "Press Release", "", "https://www.example.gov/x", "en"),
    ("乙研究所「報告書「関税の影響」」2025年", "乙研究所", "報告書「関税の影響」", "2025", "", "ja"),
    ("90 Fed. Reg. 1234 (Jan. 2, 2025).", "", "90 Fed. Reg. 1234", "2025-01-02", "", "en"),
    ("See Changes to the List, 88 Fed. Reg. 73,458, 73,462 (Oct. 5, 2023).", "", "See Changes to the List, 88 Fed. Reg. 73,458, 73,462", "2023-10-05", "", "en"),
    ("90 Fed. Reg. 4321 (Sept. 6, 2025). 掲載された者のうち三者は既に解散している。", "", "90 Fed. Reg. 4321", "2025-09-06", "", "en"),
    ("Ministry of Finance, statement of 9 May 2025. The same statement promised more on 2 June.", "Ministry of Finance", "statement", "2025-05-09", "", "en"),
    ("Gazette, Order on exports, June 3, 2023, https://\ngazette.example.nl/a-1.html", "Gazette", "Order on exports", "2023-06-03", "https://gazette.example.nl/a-1.html", "en"),
    ("https://www.example.go.jp/only", "", "", "", "https://www.example.go.jp/only", "en"),
    ("詳細はhttps://www.example.eu/a/200を参照。", "", "", "", "https://www.example.eu/a/200", "ja"),
]


@pytest.mark.parametrize(("note", "publisher", "title", "date", "url", "language"), ONE)
def test_one_source(note: str, publisher: str, title: str, date: str, url: str, language: str) -> None:
    found = parse_citations(note)
    assert len(found) == 1
    assert (found[0].publisher, found[0].title, found[0].date, found[0].language) == (publisher, title, date, language)
    assert found[0].urls == ((url,) if url else ())


@pytest.mark.parametrize(
    "note",
    [
        "これに加え、別の関税も課される（2025年5月に20%から10%に引き下げ）。",
        "「50%ルール」とは、子会社にも規制を及ぼす仕組みをいう。",
        "甲社「B4」の性能は公表されていない。",
        "佐藤 2022, p. 46.",
        "同上。",
        "The quota, which opened on 3 May 2025.",
        "Exports rose, mainly to Canada, and the ministry said so on May 3, 2025.",
        "31 C.F.R. Part 850. The list is annexed to the rule.",
        "前掲注3参照。",
        "財務省貿易統計を基に筆者作成",
        "2020年12月成立、2021年施行。",
        "",
    ],
)
def test_prose_is_no_source(note: str) -> None:
    assert parse_citations(note) == ()


def test_several_sources_in_one_note() -> None:
    note = (
        "Truthful Social, Jane Roe, June 11,2025, \nhttps://social.example.com/@jane/posts/1,  \n"
        "中国某部､｢问答｣､2025年 6 月 27 日､\nhttps://www.example.cn/a.html, \n丙通信､｢署名を確認｣､2025年 6月 28 日､\nhttps://www.example.jp/b"
    )
    found = parse_citations(note)
    assert [c.date for c in found] == ["2025-06-11", "2025-06-27", "2025-06-28"]
    assert [c.publisher for c in found] == ["Truthful Social", "中国某部", "丙通信"]
    assert [len(c.urls) for c in found] == [1, 1, 1]


def test_sources_without_addresses_are_parted() -> None:
    found = parse_citations("甲新聞「規制を発表」（2024年1月10日）、乙新聞「関税を延期」（2024年2月1日）")
    assert [(c.publisher, c.date) for c in found] == [("甲新聞", "2024-01-10"), ("乙新聞", "2024-02-01")]


def test_prose_between_addresses_lends_no_date() -> None:
    note = (
        "Acme to resume sales of its chips to the north, July 14, 2025, https://blogs.acme.com/a. Acmeは販売再開を2025年7月15日に公表している｡"
        "https://www.example.org/b。なお、関係は明らかではない。https://www.example.cn/c.html"
    )
    found = parse_citations(note)
    assert [c.date for c in found] == ["2025-07-14", "", ""]
    assert found[0].publisher == "Acme"


def test_spans_lie_in_the_document() -> None:
    text = "前置き。甲新聞「関税」2025年5月1日 https://a.example.jp/x 続き"
    note = text[4:]
    span = parse_citations(note, 4)[0].span
    assert span is not None
    assert span.of(text) == "甲新聞「関税」2025年5月1日 https://a.example.jp/x"


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("詳細はhttps://a.example.jp/bを見よ", ["https://a.example.jp/b"]),
        ("（https://a.example.jp/b.html）。", ["https://a.example.jp/b.html"]),
        ("(https://en.example.org/wiki/Rule_(law)).", ["https://en.example.org/wiki/Rule_(law)"]),
        ("https://a.example.jp/b-\nc-d", ["https://a.example.jp/b-c-d"]),
        ("https://a.example.jp/b/\nc/d.html", ["https://a.example.jp/b/c/d.html"]),
        ("https://a.example.jp/b/\n3 次の注", ["https://a.example.jp/b/"]),
        ("https://a.example.jp/b.html\n中国側の発表", ["https://a.example.jp/b.html"]),
        ("https://a.example.jp/b.html\nThe agency said", ["https://a.example.jp/b.html"]),
        ("https://a.example.jp/b, https://a.example.jp/c", ["https://a.example.jp/b", "https://a.example.jp/c"]),
        ("https://a.example.jp/bhttps://a.example.jp/c", ["https://a.example.jp/b", "https://a.example.jp/c"]),
        ("https://web.example.org/web/2020/https://a.example.jp/c", ["https://web.example.org/web/2020/https://a.example.jp/c"]),
        ("www.example.jp/b", ["www.example.jp/b"]),
        ("x@www.example.jp and http:// alone", []),
        ("[出典](https://a.example.jp/b.pdf)。", ["https://a.example.jp/b.pdf"]),
    ],
)
def test_addresses(text: str, urls: list[str]) -> None:
    assert [hit.url for hit in find_urls(text)] == urls
