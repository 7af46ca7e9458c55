"""`extract sources`: what the sources hold now, and what could not be fetched or read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extract.cli import app
from extract.errors import ExtractError
from extract.sources.memory import Remembered
from extract.store.engine import open_store
from extract.store.fetches import StoredMemory, begin_attempt, note_failure

from .site import PDF, Site


def call(*args: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["sources", *map(str, args)])
    return result.exit_code, result.stdout, result.stderr


def write(folder: Path, site: Site) -> Path:
    (folder / "inbox").mkdir()
    (folder / "inbox" / "a.pdf").write_bytes(PDF)
    feed = site.serve("/rss", b"<rss><channel><item><title>T\t1</title><link>b.pdf</link><pubDate>2031-05-01</pubDate></item><item/></channel></rss>")
    file = folder / "sources.yaml"
    file.write_text(
        f"sources: [{{name: inbox, folder: inbox}}, {{name: news, feed: '{feed}'}}]\n"
        "fetch: {delay: 0, allow_addresses: [127.0.0.0/8]}"
    )
    return file


def test_what_is_found_is_shown(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = write(tmp_path, site)
    code, out, err = call(file)
    assert code == 1
    assert out.splitlines() == [
        f"inbox\t\t{(tmp_path / 'inbox' / 'a.pdf').resolve().as_uri()}\t",
        f"news\t2031-05-01\t{site.url('/b.pdf')}\tT 1",
    ]
    assert "news: an entry: no link" in err
    assert err.splitlines()[-1] == "2 briefs, 1 problem"
    assert site.paths() == ["/rss"]
    monkeypatch.chdir(tmp_path)
    assert call("--only", "inbox")[0] == 0


def test_what_is_wrong_is_told(site: Site, tmp_path: Path) -> None:
    assert call(tmp_path / "none.yaml")[0] == 2
    code, out, err = call(write(tmp_path, site), "--only", "nwes")
    assert (code, out) == (2, "")
    assert "no source is named 'nwes'" in err
    assert "inbox, news" in err


def test_what_could_not_be_fetched_or_read_is_shown(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'records.db'}"
    given = ("--failures", "--database", database)
    assert call(*given)[0] == 1, "no store is made to find it empty"
    with open_store(database) as store:
        assert call(*given) == (0, "", "Everything could be fetched and read.\n")
        memory = StoredMemory(store)
        memory.remember(Remembered("https://e.example/good", "ab"))
        memory.remember(Remembered("https://e.example/bad", code="http_status", error="404", attempts=3, next_at="2031-05-01T00:00:00Z"))
        for name, attempts in (("scan", 3), ("odd", 1)):
            for _ in range(attempts):
                note_failure(store, begin_attempt(store, f"file:///{name}.pdf", "cd", "1.0"), ExtractError(name, remedy="Mend it."))
    code, out, _ = call(*given, "--format", "json")
    shown = {row["source"]: (row["what"], row["attempts"], row["next"], row["reason"], row["remedy"]) for row in json.loads(out)}
    assert code == 0
    assert shown == {
        "https://e.example/bad": ("fetch", 3, "2031-05-01T00:00:00Z", "404", ""),
        "file:///scan.pdf": ("read", 3, "set aside", "scan", "Mend it."),
        "file:///odd.pdf": ("read", 1, "next run", "odd", "Mend it."),
    }
    assert call(*given)[1].count("\n") == 4
