from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner, Result

from extract.cli import app
from extract.corrections.views import RecordView
from extract.errors import ExtractError
from extract.learning.lexicon_file import add_proposals, extend_text
from extract.learning.proposals import Proposal, find_proposals
from extract.learning.triggers import find_triggers
from extract.lexicon.loader import parse_user
from extract.model import Extraction
from extract.pipeline import extract_document
from extract.schema import FillerPart
from extract.store.corrections import read_views
from extract.store.engine import Store, open_store
from extract.workbook.plan import build_body
from store.briefs import do, file_brief, filler, mark

TOLL = "カナダは木材に通関割増金を課した。"
LISTED = "米国は2031年4月2日、ヤマト電産をエンティティリストに追加した。"
BANNED = "米国の輸出管理局は2031年4月3日、半導体の輸出を禁止した。"
DOUBLED = "日本は鋼板の関税を倍化した。"
TEXT = "通商の動き\n\n" + "\n\n".join((TOLL, LISTED, BANNED, DOUBLED)) + "\n"


@pytest.fixture(scope="module")
def extraction() -> Extraction:
    return extract_document(data=TEXT.encode(), name="notice.txt", published="2031-06-01")


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'records.db'}"


@pytest.fixture
def store(database: str, extraction: Extraction) -> Iterator[Store]:
    with open_store(database, clock=lambda: "2031-06-06T00:00:00Z") as opened:
        file_brief(opened, extraction)
        yield opened


def view_of(store: Store, quote: str) -> RecordView:
    return next(v for v in read_views(store, 1) if any(e.quote in quote or quote in e.quote for e in v.body.evidence))


def add(store: Store, sentence: str, kind: str, action: str, **marked: str) -> RecordView:
    """Add a record on a sentence, with the words of other slots (or of type and action) marked in it."""
    values = {"measure_type": kind, "action": action}
    slots: dict[str, list[FillerPart]] = {}
    for slot in {*values, *marked}:
        place = mark(store, 1, marked[slot]) if slot in marked else []
        slots[slot] = [filler(values.get(slot, marked.get(slot, "")), place, text=marked.get(slot, ""))]
    return do(store, "add", body=build_body({s: slots.get(s, []) for s in _slots()}, mark(store, 1, sentence)))


def _slots() -> Sequence[str]:
    from extract.model import SLOTS

    return SLOTS


def words(proposals: Sequence[Proposal]) -> set[tuple[str, str, str]]:
    return {(p.kind, p.word, p.means) for p in proposals}


def accept(store: Store, view: RecordView) -> None:
    do(store, "accept", read_views(store, 1)[[v.key for v in read_views(store, 1)].index(view.key)])


# --- what is proposed -------------------------------------------------------------------------------------------------


def test_nothing_corrected_nothing_proposed(store: Store) -> None:
    do(store, "complete")
    assert find_proposals(store) == []


def test_an_alias_needs_an_accepted_record(store: Store) -> None:
    view = view_of(store, BANNED)
    do(store, "change", view, slot="authority", new=[filler("us-bis", mark(store, 1, "輸出管理局"), text="輸出管理局")])
    assert find_proposals(store) == []
    accept(store, view)
    (proposal,) = find_proposals(store)
    assert (proposal.kind, proposal.word, proposal.means) == ("alias", "輸出管理局", "us-bis")
    assert proposal.entry == {"agencies": {"agencies": {"us-bis": {"names": ["輸出管理局"]}}}}
    (support,) = proposal.support
    assert (support.by, support.record, support.name, support.quote) == ("sato", view.key, "notice.txt", "輸出管理局")


def test_what_was_undone_is_no_support(store: Store) -> None:
    view = view_of(store, BANNED)
    changed = do(store, "change", view, slot="authority", new=[filler("us-bis", mark(store, 1, "輸出管理局"), text="輸出管理局")])
    do(store, "undo", changed, undoes=changed.revision)
    do(store, "complete")
    assert find_proposals(store) == []


def test_a_known_form_is_not_proposed(store: Store) -> None:
    do(store, "change", view_of(store, BANNED), slot="authority", new=[filler("us-bis", text="BIS")])
    do(store, "complete")
    assert find_proposals(store) == []


def test_two_meanings_of_a_word_are_none(store: Store) -> None:
    for sentence, value in ((BANNED, "us-bis"), (LISTED, "us-doc")):
        do(store, "change", view_of(store, sentence), slot="authority", new=[filler(value, text="輸出管理局")])
    do(store, "complete")
    assert find_proposals(store) == []


def test_a_name_and_a_suppression(store: Store) -> None:
    view = view_of(store, LISTED)
    assert [f.text for f in view.body.items] == ["ヤマト電産"]
    place = mark(store, 1, "ヤマト電産")
    after = do(store, "change", view, slot="items", new=[])
    after = do(store, "change", after, slot="entities", new=[filler("ヤマト電産", place)])
    do(store, "accept", after)
    assert words(find_proposals(store)) == {("name", "ヤマト電産", "companies"), ("suppression", "ヤマト電産", "items")}


def test_what_stands_elsewhere_is_not_suppressed(store: Store) -> None:
    do(store, "change", view_of(store, LISTED), slot="items", new=[])
    do(store, "change", view_of(store, BANNED), slot="items", new=[filler("ヤマト電産")])
    do(store, "complete")
    assert words(find_proposals(store)) == set()


def test_goods_taken_out_of_one_record_remain_goods(store: Store) -> None:
    do(store, "change", view_of(store, BANNED), slot="items", new=[])
    do(store, "complete")
    assert words(find_proposals(store)) == set()


def test_a_known_name_is_never_suppressed(store: Store) -> None:
    view = view_of(store, LISTED)
    assert view.body.instrument
    do(store, "change", view, slot="instrument", new=[])
    do(store, "complete")
    assert words(find_proposals(store)) == set()


def test_triggers_of_records_that_were_missed(store: Store) -> None:
    add(store, TOLL, "tariff", "impose", items="木材")
    add(store, DOUBLED, "tariff", "increase")
    do(store, "complete")
    assert words(find_proposals(store)) == {("noun", "通関割増金", "tariff"), ("operator", "倍化", "increase")}


def test_a_record_on_words_that_gave_one_brings_no_trigger(store: Store) -> None:
    add(store, LISTED, "sanction", "impose", measure_type="ヤマト電産")
    do(store, "complete")
    assert words(find_proposals(store)) == set()


@pytest.mark.parametrize(
    ("text", "kind", "action", "found"),
    [
        ("カナダは木材に通関割増金を課した。", "tariff", "impose", ("nouns", "通関割増金")),
        ("通関割増金の導入を決めた。", "tariff", "impose", ("nouns", "通関割増金")),
        ("The United States imposed a wharf toll on lumber.", "port_fee", "impose", ("nouns", "wharf toll")),
        ("日本は鋼板の関税を倍化した。", "tariff", "increase", ("operators", "倍化")),
        ("日本は木材の輸出を半禁する。", "export_control", "impose", ("operators", "半禁")),
        # Neither noun nor operator, or both: nothing stands out.
        ("両国は静かに話し合った。", "cooperation", "agree", None),
        ("米国は木材に追加関税を課した。", "tariff", "impose", None),
        # The object is the goods.
        ("米国は木材を禁止した。", "import_control", "impose", None),
    ],
)
def test_words_that_state_acts(text: str, kind: str, action: str, found: tuple[str, str] | None) -> None:
    from extract.schema import EvidencePart

    quote = EvidencePart(page=None, rects=[], start=0, end=len(text), quote=text, block="paragraph")
    slots: dict[str, list[FillerPart]] = {s: [] for s in _slots()} | {"measure_type": [filler(kind)], "action": [filler(action)], "items": [filler("木材")]}
    triggers = list(find_triggers(build_body(slots, [quote])))
    assert [(t.section, t.word) for t in triggers] == ([found] if found else [])


# --- the lexicon file -------------------------------------------------------------------------------------------------

ALIAS = Proposal("a1", "alias", "輸出\n管理局", "us-bis", {"agencies": {"agencies": {"us-bis": {"names": ["輸出管理局"]}}}}, ())
MINE = "# my own words\nagencies:\n  agencies:\n    us-bis: {names: [局]}  # short"


@pytest.mark.parametrize("before", ["", MINE, MINE + "\n", "---\n" + MINE + "\n...\n", "# only a comment\n"])
def test_nothing_of_the_file_is_lost(tmp_path: Path, before: str) -> None:
    path = tmp_path / "words.yaml"
    path.write_text(before, encoding="utf-8")
    add_proposals(path, [ALIAS, ALIAS])
    text = path.read_text(encoding="utf-8")
    assert text.startswith(before)
    names = parse_user(text)["agencies"]["agencies"]["us-bis"]["names"]
    assert names == [*(["局"] if MINE in before else []), "輸出管理局", "輸出管理局"]
    assert all(line.startswith(("#", "-", ".", " ", "agencies")) for line in text.splitlines())


def test_a_file_is_made_and_links_are_followed(tmp_path: Path) -> None:
    (tmp_path / "link.yaml").symlink_to(tmp_path / "words.yaml")
    add_proposals(tmp_path / "link.yaml", [ALIAS])
    assert (tmp_path / "link.yaml").is_symlink()
    assert "輸出管理局" in (tmp_path / "words.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("before", [b"a: [", b"\xff\xfe\x00x", b"%TAG x"])
def test_a_damaged_file_stays_as_it_is(tmp_path: Path, before: bytes) -> None:
    path = tmp_path / "words.yaml"
    path.write_bytes(before)
    with pytest.raises(ExtractError):
        add_proposals(path, [ALIAS])
    assert path.read_bytes() == before


def test_a_write_that_fails_leaves_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "words.yaml"
    path.write_text(MINE, encoding="utf-8")

    def fail(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(ExtractError, match="No space"):
        add_proposals(path, [ALIAS])
    assert path.read_text(encoding="utf-8") == MINE


def test_words_from_briefs_cannot_break_out_of_the_comment() -> None:
    evil = Proposal("b2", "noun", "x\nagencies: {evil: 1}", "tariff\r\n---", {"measures": {"nouns": []}}, ())
    assert set(parse_user(extend_text("", [evil]))) == {"measures"}


# --- the command, and the next run ------------------------------------------------------------------------------------


def call(database: str, *args: str) -> Result:
    return CliRunner().invoke(app, ["learn", *args, "--database", database])


@pytest.fixture
def corrected(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Everything there is to learn from the brief, confirmed."""
    monkeypatch.setenv("EXTRACT_LEXICON", "")
    listed = view_of(store, LISTED)
    after = do(store, "change", listed, slot="items", new=[])
    do(store, "change", after, slot="entities", new=[filler("ヤマト電産", mark(store, 1, "ヤマト電産"))])
    do(store, "change", view_of(store, BANNED), slot="authority", new=[filler("us-bis", mark(store, 1, "輸出管理局"), text="輸出管理局")])
    add(store, TOLL, "tariff", "impose", items="木材")
    add(store, DOUBLED, "tariff", "increase")
    do(store, "complete")
    return store


def test_proposals_are_listed_with_their_support(corrected: Store, database: str) -> None:
    listed = call(database)
    assert listed.exit_code == 0
    for words_ in ("alias", "輸出管理局  (names us-bis)  1 correction", "notice.txt: 輸出管理局", "sato 2031-06-06", "通関割増金  (names a measure: tariff)"):
        assert words_ in listed.output, words_
    assert {p["kind"] for p in json.loads(call(database, "--json").output)} == {"alias", "name", "suppression", "noun", "operator"}
    assert call(database, "--support", "2", "--json").output == "[]\n"


@pytest.mark.parametrize(("args", "code"), [(["--all"], 2), (["--accept", "zzz", "--lexicon", "x.yaml"], 1), (["--accept", "zzz"], 2)])
def test_wrong_calls(corrected: Store, database: str, args: list[str], code: int) -> None:
    assert call(database, *args).exit_code == code


def test_nothing_to_learn_is_said_and_nothing_written(store: Store, database: str, tmp_path: Path) -> None:
    done = call(database, "--all", "--lexicon", str(tmp_path / "words.yaml"))
    assert (done.exit_code, "Nothing to learn" in done.output, "written" in done.output) == (0, True, False)
    assert not (tmp_path / "words.yaml").exists()


def test_accepted_entries_change_the_next_run_and_are_not_proposed_again(corrected: Store, database: str, tmp_path: Path) -> None:
    words_file = tmp_path / "words.yaml"
    before = run(tmp_path, "")
    done = call(database, "--all", "--lexicon", str(words_file))
    assert (done.exit_code, "5 entries" in done.output) == (0, True)
    assert len(list(yaml.safe_load_all(words_file.read_text(encoding="utf-8")))) == 5
    after = run(tmp_path, str(words_file))
    assert {("tariff", "impose", "木材"), ("tariff", "increase", "鋼板")} <= acts(after) - acts(before)
    listed = {r["action"][0]["text"]: r for r in after["records"]}["追加"]
    assert ([f["text"] for f in listed["entities"]], listed["items"]) == (["ヤマト電産"], [])
    assert [f["value"] for r in after["records"] for f in r["authority"]] == ["us-bis"]
    again = subprocess.run(
        [sys.executable, "-m", "extract.cli", "learn", "--json", "--database", database],
        env={**os.environ, "EXTRACT_LEXICON": str(words_file)},
        capture_output=True,
        check=True,
    )
    assert json.loads(again.stdout) == []


def run(folder: Path, lexicon: str) -> dict[str, list[dict[str, list[dict[str, str]]]]]:
    """Return the document JSON of the brief, extracted in a new process with a lexicon file."""
    brief = folder / "notice.txt"
    brief.write_text(TEXT, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "extract.cli", "run", str(brief), "--format", "json", "--date", "2031-06-01"],
        env={**os.environ, "EXTRACT_LEXICON": lexicon},
        capture_output=True,
        check=True,
    )
    found: dict[str, list[dict[str, list[dict[str, str]]]]] = json.loads(done.stdout)
    return found


def acts(brief: dict[str, list[dict[str, list[dict[str, str]]]]]) -> set[tuple[str, str, str]]:
    return {
        (r["measure_type"][0]["value"], r["action"][0]["value"], "; ".join(f["text"] for f in r["items"])) for r in brief["records"]
    }
