"""A new version of the pipeline, and tidying up, on a real server."""

from __future__ import annotations

import pytest

from extract.sources.archive import Archive
from flows.maintain import maintain
from flows.reprocess import reprocess
from scheduled.conftest import Bench
from scheduled.machinery import write_briefs, write_sources


def test_a_new_pipeline_reads_each_document_once_from_the_store(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    write_briefs(bench.briefs, range(3))
    assert bench.run(write_sources(bench.folder, "  - {name: inbox, folder: in}")).message == "3 stored (3 records)"
    for path in bench.briefs.iterdir():
        path.unlink()  # the store has the files themselves
    assert reprocess(return_state=True).message == "no documents"
    words = bench.folder / "words.yaml"
    words.write_text("suppressions: {names: [nobody]}\n")
    monkeypatch.setenv("EXTRACT_LEXICON", str(words))
    assert reprocess(limit=2, return_state=True).message == "2 stored (2 records)"
    assert reprocess(return_state=True).message == "1 stored (1 record)"
    assert reprocess(return_state=True).message == "no documents"
    assert bench.count() == {"documents": 3, "versions": 3, "runs": 6, "records": 6}


def test_maintenance_says_what_it_did(bench: Bench) -> None:
    sources = write_sources(bench.folder, "  - {name: inbox, folder: in}")
    archive = Archive(bench.folder / "downloads")
    kept = archive.put(b"nobody has stored this")
    done = maintain(keep_days=0, sources=sources)
    assert (done.downloads, done.failures) == (0, 0)
    assert archive.holds(kept)
