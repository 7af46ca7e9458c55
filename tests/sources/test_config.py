"""sources.yaml: what is accepted, and what is said of what is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.sources.config import FeedEntry, FolderEntry, PageEntry, UrlsEntry, load_sources
from extract.sources.errors import SourcesError

ROOT = Path(__file__).parents[2]
GOOD = """
sources:
  - {name: inbox, folder: briefs, glob: "**/*.pdf"}
  - {name: leaflets, urls: ["https://example.org/文書.pdf"]}
  - {name: news, feed: "https://example.org/rss.xml", limit: 20}
  - {name: gazette, page: "https://example.org/", match: '\\.pdf$'}
fetch:
  allow_addresses: [10.1.0.0/16]
  delay: 0.5
"""


def load(folder: Path, text: str) -> object:
    file = folder / "sources.yaml"
    file.write_text(text, encoding="utf-8")
    return load_sources(file)


def test_what_is_accepted(tmp_path: Path) -> None:
    file = tmp_path / "sources.yaml"
    file.write_text(GOOD, encoding="utf-8")
    sources = load_sources(file)
    kinds = [type(entry) for entry in sources.sources]
    assert kinds == [FolderEntry, UrlsEntry, FeedEntry, PageEntry]
    folder, urls, feed, _ = sources.sources
    assert isinstance(folder, FolderEntry)
    assert folder.glob == ["**/*.pdf"]
    assert isinstance(urls, UrlsEntry)
    assert urls.urls == ["https://example.org/%E6%96%87%E6%9B%B8.pdf"]
    assert isinstance(feed, FeedEntry)
    assert (feed.limit, sources.fetch.delay, sources.fetch.robots) == (20, 0.5, True)
    assert [str(n) for n in sources.fetch.allow_addresses] == ["10.1.0.0/16"]
    assert sources.find_path(folder.folder) == tmp_path / "briefs"
    assert sources.find_path(str(tmp_path / "x")) == tmp_path / "x"
    assert sources.find_path("~/x") == Path.home() / "x"


def test_the_example_is_accepted() -> None:
    sources = load_sources(ROOT / "sources.example.yaml")
    assert {type(entry) for entry in sources.sources} == {FolderEntry, UrlsEntry, FeedEntry, PageEntry}


@pytest.mark.parametrize(
    ("text", "said", "remedy"),
    [
        ("", "no mapping", "sources:"),
        ("- a", "no mapping", "sources:"),
        ("a: [", "no YAML", "Mend"),
        ("{}", "sources: missing", "Add it"),
        ("sources: []", "sources: List should have at least 1 item", "Correct"),
        ("sources: [{name: a, folder: b}]\nbase: /", "base: unknown key", "Remove"),
        ("sources: [{name: a, folder: b}]\nfetsh: {}", "fetsh: unknown key", "Remove"),
        ("sources: [{name: a, folder: b}]\nfetch: {delay: soon}", "fetch.delay: ", "Correct"),
        ("sources: [{name: a, folder: b}]\nfetch: {deadline: .inf}", "fetch.deadline: ", "Correct"),
        ("sources: [{name: a, folder: b}]\nfetch: {contact: \"a\\nb\"}", "fetch.contact: ", "Correct"),
        ("sources: [{name: a, folder: b}]\nfetch: {allow_addresses: [here]}", "fetch.allow_addresses.0: ", "Correct"),
        ("sources: [{name: a}]", "entry 1 (a): exactly one of folder, urls, feed and page", "Keep one"),
        ("sources: [{name: a, feed: x, page: y}]", "entry 1 (a): exactly one of", "Keep one"),
        ("sources: [folder]", "entry 1: exactly one of", "Keep one"),
        ("sources: [{folder: b}]", "entry 1, name: missing", "Add it"),
        ("sources: [{name: a, folder: b}, {name: c, feed: 'ftp://x.org/'}]", "entry 2 (c), feed: ", "Correct"),
        ("sources: [{name: a, feed: 'https://u:p@x.org/'}]", "entry 1 (a), feed: https://x.org/: has a user name", "Correct"),
        ("sources: [{name: a, urls: ['https://x.org/', x]}]", "entry 1 (a), urls 2: x: not an http(s) address", "Correct"),
        ("sources: [{name: a, page: 'https://x.org/'}]", "entry 1 (a), match: missing", "Add it"),
        ("sources: [{name: a, page: 'https://x.org/', match: '('}]", "entry 1 (a), match: no regular expression", "Correct"),
        ("sources: [{name: a, feed: 'https://x.org/', glob: x}]", "entry 1 (a), glob: unknown key", "Remove"),
        ("sources: [{name: a, folder: b}, {name: a, folder: c}]", "two sources are named 'a'", "name of its own"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, said: str, remedy: str) -> None:
    with pytest.raises(SourcesError) as caught:
        load(tmp_path, text)
    assert caught.value.message.startswith(f"{tmp_path / 'sources.yaml'}: ")
    assert said in caught.value.message
    assert remedy in caught.value.remedy
    assert ":p@" not in caught.value.message
    assert caught.value.exit_code == 2


def test_all_that_is_wrong_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourcesError, match=r"entry 1 \(a\), x: unknown key; entry 2 \(b\), y: unknown key"):
        load(tmp_path, "sources: [{name: a, folder: b, x: 1}, {name: b, folder: b, y: 1}]")


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(SourcesError, match="cannot be read") as caught:
        load_sources(tmp_path / "sources.yaml")
    assert "sources.example.yaml" in caught.value.remedy
