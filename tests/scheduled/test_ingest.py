"""The flow on a real Prefect server, in this process: what it stores, says and shows, and what it does the second time."""

from __future__ import annotations

from typing import Any

import pytest

from extract.ingestion import shared
from extract.ingestion.documents import check_item
from extract.ingestion.items import Item, Outcome
from extract.settings import Settings
from extract.store.engine import Store, StoreError
from extract.store.fingerprint import expect_fingerprint
from extract.workers.pool import Pool
from flows import documents
from flows import ingest as ingesting
from scheduled.conftest import Bench
from scheduled.machinery import ask, write_briefs, write_sources

FOLDER = "  - {name: inbox, folder: in}"


def read_artifact(bench: Bench, key: str) -> dict[str, Any]:
    """Return the newest artifact under a key."""
    found: list[dict[str, Any]] = ask(bench.api, "/artifacts/latest/filter", artifacts={"key": {"any_": [key]}}, limit=1)
    return found[0] if found else {}


def test_first_run_stores_all_second_nothing_and_a_changed_file_is_a_new_version(bench: Bench) -> None:
    write_briefs(bench.briefs, range(5))
    sources = write_sources(bench.folder, FOLDER)
    first = bench.run(sources)
    assert (first.type.value, first.message) == ("COMPLETED", "5 stored (5 records)")
    assert bench.count() == {"documents": 5, "versions": 5, "runs": 5, "records": 5}

    second = bench.run(sources)
    assert second.message == "5 known"
    assert bench.count() == {"documents": 5, "versions": 5, "runs": 5, "records": 5}

    write_briefs(bench.briefs, range(2, 3), year=2032)
    assert bench.run(sources).message == "1 stored (1 record), 4 known"
    assert bench.count() == {"documents": 5, "versions": 6, "runs": 6, "records": 6}


def test_a_second_run_runs_no_task_of_any_document(bench: Bench) -> None:
    write_briefs(bench.briefs, range(2))
    sources = write_sources(bench.folder, FOLDER)
    for expected in (2, 0):
        run = bench.run(sources).state_details.flow_run_id
        tasks = ask(bench.api, "/task_runs/filter", flow_runs={"id": {"any_": [str(run)]}})
        assert sum(t["name"].endswith(".txt") for t in tasks) == expected


def test_artifacts_show_progress_documents_and_the_way_to_the_review(bench: Bench) -> None:
    write_briefs(bench.briefs, range(2))
    (bench.briefs / "<b>_x_.pdf").write_bytes(b"%PDF-1.7\nno pages at all, whatever the beginning says\n")
    bench.run(write_sources(bench.folder, FOLDER))
    summary = read_artifact(bench, "ingest-summary")["data"]
    assert "# 1 failed, 2 stored (2 records)" in summary
    assert "[Review the records](http://localhost:8765/)" in summary
    assert "- `<b>_x_.pdf`: " in summary
    assert "\n## Failed (tried again in the next run)" in summary
    table = read_artifact(bench, "ingest-documents")["data"]
    assert [name in table for name in ("b0.txt", "b1.txt", "_x_.pdf")] == [True] * 3
    assert read_artifact(bench, "ingest-progress")["data"] == 100.0
    assert "http://localhost:8765/" in read_artifact(bench, "review-queue")["data"]


def test_a_bad_document_is_tried_three_times_then_set_aside_until_it_changes(bench: Bench) -> None:
    write_briefs(bench.briefs, range(1))
    bad = bench.briefs / "scan.pdf"
    bad.write_bytes(b"%PDF-1.7\nno pages at all, whatever the beginning says\n")
    sources = write_sources(bench.folder, FOLDER)
    ends = [bench.run(sources) for _ in range(4)]
    assert {e.type.value for e in ends} == {"COMPLETED"}
    assert [e.message for e in ends] == [
        "1 failed, 1 stored (1 record)",
        "1 failed, 1 known",
        "1 set aside, 1 known",
        "1 set aside, 1 known",
    ]
    run = ends[3].state_details.flow_run_id
    tasks = ask(bench.api, "/task_runs/filter", flow_runs={"id": {"any_": [str(run)]}})
    assert [t["name"] for t in tasks if t["name"] == "scan.pdf"] == []
    assert "scan.pdf" in read_artifact(bench, "ingest-summary")["data"]

    assert bench.run(sources, retry=True).message == "1 failed, 1 known"
    bad.write_bytes(b"%PDF-1.7\nother bytes, and still no pages\n")
    assert bench.run(sources).message == "1 failed, 1 known"


def test_a_document_that_hangs_or_kills_its_process_stops_no_other(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.briefs.mkdir()
    for name, what in {"a": "good", "b": "die", "c": "hang", "d": "good "}.items():
        (bench.briefs / f"{name}.txt").write_text(what)
    with Pool(2, Settings(max_document_seconds=2.0), work="workers.faults:read") as pool:
        monkeypatch.setattr(shared, "_pools", [pool])
        end = bench.run(write_sources(bench.folder, FOLDER))
    assert (end.type.value, end.message) == ("COMPLETED", "2 failed, 2 stored (2 records)")
    assert bench.count()["documents"] == 2


def test_a_source_that_fails_stops_no_other(bench: Bench) -> None:
    write_briefs(bench.briefs, range(1))
    end = bench.run(write_sources(bench.folder, FOLDER + "\n  - {name: gone, folder: nowhere}"))
    assert end.message == "1 stored (1 record); 1 problem in sources"
    assert "no such folder" in read_artifact(bench, "ingest-summary")["data"]


def test_a_database_that_stays_away_fails_the_run_and_the_next_one_stores_all(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise StoreError("records.db: gone")

    write_briefs(bench.briefs, range(2))
    sources = write_sources(bench.folder, FOLDER)
    with monkeypatch.context() as patch:
        patch.setattr(documents, "process_document", documents.process_document.with_options(retries=0))
        patch.setattr(documents, "ingest_item", refuse)
        end = bench.run(sources)
    assert (end.type.value, end.message) == ("FAILED", "2 interrupted. The next run takes up what is left.")
    assert bench.run(sources).message == "2 stored (2 records)"


def test_a_database_that_goes_while_documents_are_handed_out_fails_the_run_that_says_what_it_did(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def check(store: Store, item: Item, fingerprint: str) -> Outcome | None:
        if item.name == "b2.txt":
            raise StoreError("records.db: gone")
        return check_item(store, item, fingerprint)

    write_briefs(bench.briefs, range(4))
    sources = write_sources(bench.folder, FOLDER)
    with monkeypatch.context() as patch:
        patch.setattr(ingesting, "check_item", check)
        end = bench.run(sources)
    assert (end.type.value, end.message) == (
        "FAILED",
        "2 stored (2 records); stopped: records.db: gone. The next run takes up what is left.",
    )
    summary = read_artifact(bench, "ingest-summary")
    assert "## Stopped (the next run goes on)\n\n- records.db: gone" in summary["data"]
    assert summary["flow_run_id"] == str(end.state_details.flow_run_id)
    assert bench.run(sources).message == "2 stored (2 records), 2 known"


def test_what_was_read_with_another_lexicon_than_the_run_began_with_has_its_name_and_is_told(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where the file changes after the run has begun, or is another one on the machine that reads."""
    write_briefs(bench.briefs, range(2))
    sources = write_sources(bench.folder, FOLDER)
    with monkeypatch.context() as patch:
        patch.setattr(ingesting, "expect_fingerprint", lambda: "9.9.9+lex.12345678")
        first = bench.run(sources)
    assert (first.type.value, first.message) == ("COMPLETED", "2 stored (2 records); 2 read with another lexicon")
    summary = read_artifact(bench, "ingest-summary")["data"]
    assert f"## Read with another lexicon\n\n- 2 as `{expect_fingerprint()}`: " in summary
    assert bench.run(sources).message == "2 known"
    assert bench.count() == {"documents": 2, "versions": 2, "runs": 2, "records": 2}
