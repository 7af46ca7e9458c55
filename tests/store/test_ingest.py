from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from sqlalchemy import func, select, text

from extract.errors import NotFoundError
from extract.export import build_brief
from extract.store.corrections import read_views
from extract.store.documents import (
    get_document,
    list_documents,
    list_versions,
    read_brief_rest,
    read_file,
    read_geometry,
)
from extract.store.engine import Store, StoreError
from extract.store.ingest import Filed, is_stored, store_extraction
from extract.store.tables import APPEND_ONLY, metadata
from samples import make_extraction
from store.briefs import ACTS, FIRST, SOURCE, file_brief, make_brief


def count_rows(store: Store) -> dict[str, int]:
    with store.reading() as connection:
        return {t.name: connection.execute(select(func.count()).select_from(t)).scalar_one() for t in metadata.sorted_tables}


def test_what_was_found_comes_back_as_it_was(store: Store) -> None:
    brief = make_extraction()
    assert store_extraction(store, brief, b"x", SOURCE, "1.0") == Filed(1, 1, 1, True, True, 1)
    expected = build_brief(brief)
    assert [v.body for v in read_views(store, 1)] == expected.records
    rest = read_brief_rest(store, 1)
    assert (rest.mentions, rest.footnotes, rest.issues) == (expected.mentions, expected.footnotes, expected.issues)
    assert read_file(store, 1) == (b"x", "text/plain")
    geometry = read_geometry(store, 1)
    assert geometry.text == expected.document.text
    for record in expected.records:
        for evidence in record.evidence:
            assert geometry.locate(evidence.start, evidence.end) == [evidence]


def test_the_same_file_and_version_store_nothing_new(store: Store) -> None:
    file_brief(store, make_brief())
    before = count_rows(store)
    again = file_brief(store, make_brief())
    assert again == Filed(1, 1, 1, False, False, 3)
    assert count_rows(store) == before


def test_another_pipeline_is_another_run_and_another_text_another_version(store: Store) -> None:
    file_brief(store, make_brief())
    assert file_brief(store, make_brief(), "1.1") == Filed(1, 1, 2, False, True, 3)
    assert file_brief(store, make_brief(ACTS[:2]), "1.1") == Filed(1, 2, 3, True, True, 2)
    other = file_brief(store, make_brief(), "1.1", "https://example.org/notice.txt")
    assert (other.document, other.new_version) == (2, True)
    first, second = list_documents(store)
    assert (first.versions, first.version, first.run, first.records, first.pipeline) == (2, 2, 3, 2, "1.1")
    assert (second.versions, second.records, second.source) == (1, 3, "https://example.org/notice.txt")
    assert [(v.number, [r[1] for r in v.runs]) for v in list_versions(store, 1)] == [(2, ["1.1"]), (1, ["1.1", "1.0"])]
    # The bytes of a file are kept once.
    assert count_rows(store)["files"] == 2


def test_a_file_that_goes_back_is_the_newest_again(store: Store) -> None:
    digest = hashlib.sha256(make_brief().document.text.encode()).hexdigest()
    file_brief(store, make_brief())
    file_brief(store, make_brief(ACTS[:2]))
    assert not is_stored(store, SOURCE, digest, "1.0")
    back = file_brief(store, make_brief())
    assert (back.new_version, back.records) == (True, 3)
    assert is_stored(store, SOURCE, digest, "1.0")
    document = get_document(store, 1)
    assert (document.versions, document.records) == (3, 3)
    assert file_brief(store, make_brief()).new_run is False
    assert count_rows(store)["files"] == 2


def test_is_stored_asks_for_source_file_and_pipeline(store: Store) -> None:
    file_brief(store, make_brief())
    digest = hashlib.sha256(make_brief().document.text.encode()).hexdigest()
    assert is_stored(store, SOURCE, digest, "1.0")
    assert not is_stored(store, SOURCE, digest, "1.1")
    assert not is_stored(store, SOURCE, "0" * 64, "1.0")
    assert not is_stored(store, "file:///other", digest, "1.0")


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_what_is_stored_is_never_changed(store: Store, table: str) -> None:
    file_brief(store, make_brief())
    column = metadata.tables[table].primary_key.columns[0].name
    with store.writing() as connection:
        if table == "users":
            connection.execute(text("INSERT INTO users (name, since) VALUES ('sato', '')"))
        if table == "events":
            connection.execute(text("INSERT INTO users (name, since) VALUES ('sato', '')"))
            names = '(document, record, track, kind, slot, "by", at, why, seen, text_sha256, rest)'
            connection.execute(text(f"INSERT INTO events {names} VALUES (1, '', '', 'complete', '', 'sato', '', '', 0, '', '{{}}')"))
    before = count_rows(store)
    for statement in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"):
        with pytest.raises(StoreError, match="append-only"), store.writing() as connection:
            connection.execute(text(statement))
    assert before[table]
    assert count_rows(store) == before


def test_characters_that_a_database_cannot_keep_become_marks(store: Store) -> None:
    brief = make_brief(["米国は\x00関税を34%に引き上げた。"])
    file_brief(store, brief)
    assert read_geometry(store, 1).text == brief.document.text.replace("\x00", "\ufffd")
    view = read_views(store, 1)[0]
    assert view.body.evidence[0].quote == "米国は\ufffd関税を34%に引き上げた。"


def test_unknown_numbers_are_said(store: Store) -> None:
    for read in (get_document, read_views, read_file, read_geometry, read_brief_rest):
        with pytest.raises(NotFoundError):
            read(store, 7)
    assert list_versions(store, 7) == []


def test_a_record_without_a_place_is_kept(store: Store) -> None:
    brief = make_brief()
    bare = replace(brief.records[0], statements=())
    file_brief(store, replace(brief, records=(bare, *brief.records[1:])))
    assert read_views(store, 1)[0].body.evidence == []
    assert FIRST in read_geometry(store, 1).text
