"""Files: found by pattern, read when they have settled, once for each change."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from extract.errors import NotFoundError
from extract.sources.folders import find_files
from extract.sources.local import find_path, find_url

from .site import PDF, FakeClock, make_fetcher


def names(folder: Path, *globs: str) -> list[str]:
    return [find_path(c.url).relative_to(folder.resolve()).as_posix() for c in find_files(folder, globs or None, "inbox").candidates]


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    for name in ("a.pdf", "B.PDF", "c.txt", "d.zip", "sub/e.html", "sub/deep/f.pdf", ".hidden/g.pdf", ".h.pdf", "~$i.txt", "j.pdf.part", "文 書.md"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(PDF)
    (folder / "folder.pdf").mkdir()
    return folder


@pytest.mark.parametrize(
    ("globs", "expected"),
    [
        ((), ["B.PDF", "a.pdf", "c.txt", "文 書.md", "sub/e.html", "sub/deep/f.pdf"]),
        (("*.pdf",), ["B.PDF", "a.pdf"]),
        (("**/*.pdf",), ["B.PDF", "a.pdf", "sub/deep/f.pdf"]),
        (("sub/*",), ["sub/e.html"]),
        (("sub/**",), ["sub/e.html", "sub/deep/f.pdf"]),
        (("?.txt", "*.zip"), ["c.txt", "d.zip"]),
        (("../*",), []),
    ],
)
def test_globs(inbox: Path, globs: tuple[str, ...], expected: list[str]) -> None:
    assert names(inbox, *globs) == expected


def test_one_file_has_one_address(inbox: Path) -> None:
    (inbox / "link.pdf").symlink_to(inbox / "a.pdf")
    (inbox / "around").symlink_to(inbox)
    (inbox / "dead.pdf").symlink_to(inbox / "nowhere")
    assert names(inbox, "*.pdf") == ["B.PDF", "a.pdf"]
    assert find_url(inbox / "around" / "文 書.md") == find_url(inbox / "文 書.md")
    assert find_path(find_url(inbox / "文 書.md")).read_bytes() == PDF


def test_names_that_no_database_indexes(tmp_path: Path) -> None:
    folder = tmp_path.joinpath(*["税" * 80] * 3)
    folder.mkdir(parents=True)
    (folder / "a.pdf").write_bytes(PDF)
    (tmp_path / "b.pdf").write_bytes(PDF)
    found = find_files(tmp_path, None, "inbox")
    assert [find_path(c.url).name for c in found.candidates] == ["b.pdf"]
    assert [p.code for p in found.problems] == ["long_name"]


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no such folder"):
        find_files(tmp_path / "none", None, "inbox")


def test_a_file_is_read_once_for_each_change(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(PDF)
    fetcher, url = make_fetcher(tmp_path), find_url(file)
    got = fetcher.fetch(url)
    assert (got.state, got.kind, got.path) == ("new", "pdf", file.resolve())
    assert fetcher.fetch(url).state == "unchanged"
    file.write_bytes(PDF + b"more")
    again = fetcher.fetch(url)
    assert (again.state, again.sha256 != got.sha256) == ("new", True)
    assert not (tmp_path / "downloads").exists()


def test_a_change_that_keeps_size_and_time_is_seen(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(PDF)
    fetcher, url = make_fetcher(tmp_path), find_url(file)
    fetcher.fetch(url)
    before = file.stat()
    file.write_bytes(PDF.replace(b"x", b"y"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert fetcher.fetch(url).state == "new"


def test_a_touched_file_is_unchanged(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(PDF)
    fetcher, url = make_fetcher(tmp_path), find_url(file)
    fetcher.fetch(url)
    os.utime(file)
    assert fetcher.fetch(url).state == "unchanged"


def test_a_file_that_is_being_written_is_left_for_later(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(PDF)
    clock = FakeClock()
    fetcher, url = make_fetcher(tmp_path, clock, settle=5), find_url(file)
    got = fetcher.fetch(url)
    assert (got.state, got.code, got.attempts) == ("failed", "settling", 0)
    clock.ahead += 6
    assert fetcher.fetch(url).state == "new"


def test_a_bad_file_is_not_read_again_until_it_changes(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(b"PK\x03\x04zip")
    fetcher, url = make_fetcher(tmp_path), find_url(file)
    got = fetcher.fetch(url)
    assert (got.state, got.code) == ("failed", "content")
    waiting = fetcher.fetch(url)
    assert (waiting.state, waiting.code, waiting.sha256) == ("waiting", "content", "")
    file.write_bytes(PDF)
    assert fetcher.fetch(url).state == "new"


def test_too_large_and_gone(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(PDF)
    fetcher, url = make_fetcher(tmp_path, max_bytes=10), find_url(file)
    assert fetcher.fetch(url).code == "too_large"
    file.unlink()
    assert fetcher.fetch(url).code == "not_found"
    os.mkfifo(file)
    assert fetcher.fetch(url).code == "content"
