"""What web pages state about themselves."""

from __future__ import annotations

import pytest
from lxml import html

from extract.read.html_meta import read_day, read_published, read_title

JSON = '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2025-08-04T00:00:00Z"}</script>'


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("2025-08-01", "2025-08-01"),
        ("2025-08-01T23:00:00+09:00", "2025-08-01"),
        ("2025/8/1 10:00", "2025-08-01"),
        ("2025.08.01", "2025-08-01"),
        ("20250801", "2025-08-01"),
        ("2025年8月1日", "2025-08-01"),
        ("2025-13-01", ""),
        ("2025-02-30", ""),
        ("2025-08", ""),
        ("1754006400", ""),
        ("Aug 1", ""),
        ("", ""),
    ],
)
def test_days(stated: str, day: str) -> None:
    assert read_day(stated) == day


@pytest.mark.parametrize(
    ("head", "body", "day"),
    [
        ('<meta property="article:published_time" content="2025-08-01T09:00:00+09:00">', "", "2025-08-01"),
        ('<meta name="DC.date.issued" content="2025-08-02">', "", "2025-08-02"),
        (
            '<meta name="date" content="2025-08-09"><meta name="citation_publication_date" content="2025/08/03">',
            "",
            "2025-08-03",
        ),
        (JSON, "", "2025-08-04"),
        ("", '<span itemprop="datePublished" content="2025-08-05">8月5日</span>', "2025-08-05"),
        ("", '<time datetime="2025-08-06">8月6日</time><time datetime="2025-08-06T01:00">', "2025-08-06"),
        ("", '<time datetime="2025-08-06">a</time><time datetime="2025-08-07">b</time>', ""),
        ('<meta property="article:modified_time" content="2025-08-01">', "", ""),
        ('<meta name="date" content="soon">', "<p>2025年8月1日</p>", ""),
    ],
)
def test_published(head: str, body: str, day: str) -> None:
    assert read_published(html.document_fromstring(f"<html><head>{head}</head><body>{body}x</body></html>")) == day


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>関税 | 機関</title>", "<h1>関税の\n引上げ</h1>", "関税の 引上げ"),
        ('<title>機関</title><meta property="og:title" content="関税">', "<h1>甲</h1><h1>乙</h1>", "関税"),
        ("<title> 関税  | 機関 </title>", "", "関税 | 機関"),
        ("", "<p>x</p>", ""),
    ],
)
def test_title(head: str, body: str, title: str) -> None:
    assert read_title(html.document_fromstring(f"<html><head>{head}</head><body>{body}x</body></html>")) == title
