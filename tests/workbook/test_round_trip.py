from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.corrections.views import RecordView
from extract.model import SLOTS
from extract.schema import FillerPart, RecordPart
from extract.store.corrections import read_history, read_views
from extract.store.documents import DocumentRow, list_documents
from extract.store.engine import Store
from extract.typed import revise_typed
from extract.workbook.apply import apply_plan
from extract.workbook.columns import make_columns
from extract.workbook.export import Exported, build_workbook
from extract.workbook.plan import Plan, make_plan
from extract.workbook.sheets import read_sheet
from store.briefs import SECOND, THIRD, do, file_brief, filler, make_brief
from workbook.sheets_by_hand import edit, export, put


def plan_of(store: Store, data: bytes, by: str = "tanaka") -> Plan:
    return make_plan(store, read_sheet(data, "check.xlsx"), by)


def first(store: Store) -> RecordView:
    return read_views(store, 1)[0]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_an_untouched_workbook_changes_nothing(store: Store, language: str) -> None:
    data = export(store, language)
    assert data == export(store, language)
    plan = plan_of(store, data)
    assert (plan.steps, plan.problems, plan.absent) == ([], [], 0)
    assert plan_of(store, edit(data, lambda workbook: None)).steps == []


def test_headings_differ_within_a_language() -> None:
    columns = make_columns()
    assert len({c.ja for c in columns} | {c.en for c in columns}) == len(columns) + len({c.en for c in columns} - {c.ja for c in columns})
    assert len({c.ja for c in columns}) == len({c.en for c in columns}) == len(columns)


def test_a_changed_cell_becomes_a_correction(store: Store) -> None:
    plan = plan_of(store, put(export(store), (2, "date", "5月下旬"), (2, "why", "本文のとおり")))
    assert [(s.row, s.column, s.now, s.new) for s in plan.steps] == [(2, "date", "2031-04-02", "2031-05-21/2031-05-31")]
    outcome = apply_plan(store, plan)
    assert (len(outcome.written), outcome.conflicts, outcome.refused) == (1, [], [])
    assert [f.value for f in first(store).body.date] == ["2031-05-21/2031-05-31"]
    (event,) = read_history(store, 1)
    assert (event.kind, event.slot, event.by, event.why) == ("change", "date", "tanaka", "本文のとおり")


def test_a_date_without_a_year_lies_before_the_brief_unless_the_row_is_of_a_plan(store: Store) -> None:
    cells = (2, "date", "12月"), (3, "date", "12月"), (3, "action", "propose"), (4, "effective_from", "12月")
    plan = plan_of(store, put(export(store), *cells))
    assert [(s.row, s.new) for s in plan.steps if s.column != "action"] == [(2, "2030-12"), (3, "2031-12"), (4, "2031-12")]


def test_the_same_workbook_again_writes_nothing_more(store: Store) -> None:
    data = put(export(store), (2, "date", "2031-04-03"), (2, "state", "Accepted"))
    apply_plan(store, plan_of(store, data))
    again = plan_of(store, data)
    assert (again.steps, again.problems) == ([], [])
    assert len(read_history(store, 1)) == 2


def test_what_stays_in_a_cell_keeps_its_place(store: Store) -> None:
    before = first(store).body.items[0]
    apply_plan(store, plan_of(store, put(export(store), (2, "items", f"{before.text}; 掃除機"))))
    items = first(store).body.items
    assert items[0] == before
    assert (items[1].value, items[1].evidence) == ("掃除機", [])


def test_a_typed_value_finds_its_place_in_the_statement(store: Store) -> None:
    apply_plan(store, plan_of(store, put(export(store), (2, "items", "輸入ロボットの関税"))))
    (item,) = first(store).body.items
    assert [e.quote for e in item.evidence] == ["輸入ロボットの関税"]


def test_changes_then_acceptance_of_one_row(store: Store) -> None:
    data = put(export(store), (2, "rates", "10→34"), (2, "imposing", "日本"), (2, "state", "Accepted"))
    outcome = apply_plan(store, plan_of(store, data))
    assert [s.column for s in outcome.written] == ["imposing", "rates", "state"]
    view = first(store)
    assert (view.state, view.body.review.by) == ("accepted", "tanaka")
    assert [(f.value, f.role) for f in view.body.rates] == [(10, "from"), (34, "to")]


def test_states_are_set_and_taken_back(store: Store) -> None:
    apply_plan(store, plan_of(store, put(export(store, "ja"), (2, "state", "削除"), (3, "state", "承認済み"))))
    assert [v.state for v in read_views(store, 1)] == ["deleted", "accepted", "open"]
    apply_plan(store, plan_of(store, put(export(store), (2, "state", "Accepted"), (3, "state", "open"))))
    assert [v.state for v in read_views(store, 1)] == ["accepted", "open", "open"]


def test_a_missing_row_deletes_nothing(store: Store) -> None:
    plan = plan_of(store, edit(export(store), lambda w: w["records"].delete_rows(3)))
    assert (plan.steps, plan.problems, plan.absent) == ([], [], 1)


def test_a_record_is_added_by_its_quote(store: Store) -> None:
    file_brief(store, make_brief(without=(3,)), source="file:///briefs/other.txt")
    quote = THIRD.replace("鋼材", "鋼材 ")
    row = (6 + 5, "document", 2), (6 + 5, "quote", quote), (11, "measure_type", "tariff"), (11, "action", "reduce"), (11, "rates", "10%"), (11, "imposing", "EU")
    data = put(export(store), *row)
    plan = plan_of(store, data)
    assert [(s.draft.kind, s.row) for s in plan.steps] == [("add", 11)]
    apply_plan(store, plan)
    added = read_views(store, 2)[-1]
    assert (added.origin, added.body.evidence[0].quote, added.body.rates[0].evidence[0].quote) == ("added", THIRD, "10%")
    assert plan_of(store, data).steps == []


@pytest.mark.parametrize("quote", [f"| {SECOND} | {THIRD} |", f"| {SECOND} |\n|:---|---|\n｜{THIRD}｜", f"{SECOND}|{THIRD}"])
def test_a_quote_may_be_a_row_of_a_markdown_table(store: Store, quote: str) -> None:
    cells = {"document": 1, "quote": quote, "measure_type": "tariff", "action": "extend"}
    plan = plan_of(store, put(export(store), *((11, key, value) for key, value in cells.items())))
    assert (len(plan.steps), plan.problems) == (1, [])
    apply_plan(store, plan)
    assert "".join(e.quote for e in read_views(store, 1)[-1].body.evidence).replace("\n", "") == SECOND + THIRD


@pytest.mark.parametrize("cells", [{"quote": "| この文 | はない |"}, {"quote": "|---|"}, {"quote": "この文はない"}, {"quote": ""}, {"document": 9}, {"document": None}, {"action": None}, {"date": "soon"}])
def test_a_row_that_cannot_be_added_is_told(store: Store, cells: dict[str, object]) -> None:
    good = {"document": 1, "quote": SECOND, "measure_type": "Tariff", "action": "impose", **cells}
    plan = plan_of(store, put(export(store), *((12, key, value) for key, value in good.items())))
    assert plan.steps == []
    assert [p.row for p in plan.problems] == [12]


# --- what spreadsheets make of cells ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "value", "now"),
    [
        ("date", datetime(2031, 4, 9), "2031-04-09"),
        ("date", date(2031, 4, 9), "2031-04-09"),
        ("rates", 34, "34%"),
        ("rates", 12.5, "12.5%"),
        ("quantities", 28.0, "28"),
        ("hs", 8542.31, "854231"),
        ("hs", 854231, "854231"),
        ("footnotes", 8.0, "8"),
        ("duration", "90日", "P90D"),
    ],
)
def test_dates_and_numbers_are_read(store: Store, key: str, value: object, now: str) -> None:
    plan = plan_of(store, put(export(store), (3, key, value)))
    assert (plan.problems, [s.new for s in plan.steps]) == ([], [now])


def test_a_percent_cell_is_read(store: Store) -> None:
    def change(workbook: object) -> None:
        cell = workbook["records"].cell(3, [c.key for c in make_columns()].index("rates") + 1)  # type: ignore[index]
        cell.value, cell.number_format = 0.07, "0%"

    plan = plan_of(store, edit(export(store), change))
    assert [s.new for s in plan.steps] == ["7%"]


@pytest.mark.parametrize(
    ("key", "value", "word"),
    [
        ("rates", "=1+1", "formula"),
        ("items", datetime(2031, 4, 9), "date"),
        ("rates", True, "TRUE"),
        ("date", "soon", "soon"),
        ("state", "done", "done"),
        ("measure_type", "tariff; sanction", "one value"),
        ("hs", 301, "301"),
    ],
)
def test_what_cannot_be_taken_is_told_and_the_rest_goes_on(store: Store, key: str, value: object, word: str) -> None:
    plan = plan_of(store, put(export(store), (2, key, value), (3, "items", "銅")))
    assert [(p.row, p.column) for p in plan.problems] == [(2, key)]
    assert word in plan.problems[0].message_en
    assert [(s.row, s.column) for s in plan.steps] == [(3, "items")]


# --- others were quicker ----------------------------------------------------------------------------------------------


def test_a_conflict_is_listed_with_who_and_when_and_the_rest_goes_on(store: Store) -> None:
    data = put(export(store), (2, "date", "2031-04-09"), (2, "items", "銅"), (2, "state", "Accepted"), (3, "items", "金"))
    do(store, "change", first(store), by="sato", slot="date", new=[filler("2031-04-01")])
    plan = plan_of(store, data)
    assert [(s.column, s.conflict is not None) for s in plan.steps] == [("items", False), ("date", True), ("state", True), ("items", False)]
    outcome = apply_plan(store, plan)
    assert [(s.row, s.column) for s in outcome.written] == [(2, "items"), (3, "items")]
    (conflict,) = outcome.conflicts
    assert conflict.conflict is not None
    assert [(e.by, e.at[:10]) for e in conflict.conflict.theirs] == [("sato", "2031-05-01")]
    assert [s.column for s, _ in outcome.refused] == ["state"]
    assert [f.value for f in first(store).body.date] == ["2031-04-01"]


def test_ones_own_stands_where_that_is_wanted(store: Store) -> None:
    data = put(export(store), (2, "date", "2031-04-09"))
    do(store, "change", first(store), by="sato", slot="date", new=[filler("2031-04-01")])
    outcome = apply_plan(store, plan_of(store, data), keep_mine=True)
    assert len(outcome.written) == 1
    assert [f.value for f in first(store).body.date] == ["2031-04-09"]


def test_a_change_between_plan_and_writing_is_a_conflict_too(store: Store) -> None:
    plan = plan_of(store, put(export(store), (2, "date", "2031-04-09"), (2, "items", "銅")))
    do(store, "change", first(store), by="sato", slot="date", new=[filler("2031-04-01")])
    outcome = apply_plan(store, plan)
    assert ([s.column for s in outcome.written], [s.column for s in outcome.conflicts]) == (["items"], ["date"])


@pytest.mark.parametrize(
    ("slot", "value", "unit", "respelt", "theirs"),
    [
        ("hs", "711311", "", "7113.11", "711319"),
        ("date", "2031-04-02", "", "2031年4月2日", "2031-04-01"),
        ("rates", 34, "%", "34 パーセント", 35),
        ("imposing", "US", "", "米国", "JP"),
        ("action", "increase", "", "引き上げ", "reduce"),
        ("authority", "us-bis", "", "BIS", "us-ustr"),
    ],
)
def test_what_is_merely_respelt_is_no_change_and_undoes_nothing(
    store: Store, slot: str, value: str | float, unit: str, respelt: str, theirs: str | float
) -> None:
    do(store, "change", first(store), by="mori", slot=slot, new=[filler(value, unit=unit)])
    data = put(export(store), (2, slot, respelt))
    assert plan_of(store, data).steps == []
    do(store, "change", first(store), by="sato", slot=slot, new=[filler(theirs, unit=unit)])
    plan = plan_of(store, data)
    assert (plan.steps, plan.problems) == ([], [])
    assert [s.conflict is not None for s in plan_of(store, put(data, (2, slot, ""))).steps] == [True]


def test_a_state_that_is_merely_respelt_is_no_change(store: Store) -> None:
    data = put(export(store), (2, "state", "open"))
    do(store, "accept", first(store), by="sato")
    assert plan_of(store, data).steps == []


@pytest.mark.parametrize("slot", ["measure_type", "action"])
def test_a_record_without_type_or_action_is_not_accepted(store: Store, slot: str) -> None:
    plan = plan_of(store, put(export(store), (2, slot, ""), (2, "state", "Accepted"), (3, "imposing", ""), (3, "state", "Accepted")))
    assert [(s.row, s.column) for s in plan.steps] == [(2, slot), (3, "imposing"), (3, "state")]
    assert [(p.row, p.column) for p in plan.problems] == [(2, slot)]
    assert "delete the record" in plan.problems[0].message_en
    assert apply_plan(store, plan).refused == []
    data = put(export(store), (2, slot, "impose" if slot == "action" else "tariff"), (2, "state", "Accepted"))
    apply_plan(store, plan_of(store, data))
    assert first(store).state == "accepted"


def test_a_workbook_of_another_store_is_refused_row_by_row(store: Store) -> None:
    data = put(export(store), (2, "items", "銅"))

    def move(workbook: object) -> None:
        sheet = workbook["_exported"]  # type: ignore[index]
        heads = [cell.value for cell in sheet[1]]
        sheet.cell(2, heads.index("source") + 1).value = "file:///elsewhere.txt"

    plan = plan_of(store, edit(data, move))
    assert (plan.steps, [p.message_en for p in plan.problems]) == ([], ["exported from another database"])


# --- whatever stands in a record, it comes back unchanged -------------------------------------------------------------

WORDS = st.text(max_size=20) | st.sampled_from(["=1+1", "'=x", "''", "-10%", "@a", "+1", "\tx", "\rx", "a; b", '"a', "x\n y", "あ" * 40_000])
FILLERS = st.builds(
    lambda t, v, r, c, u: FillerPart(text=t, value=v, role=r, comparator=c, unit=u, rule="any", evidence=[]),
    WORDS,
    WORDS | st.integers(-(10**15), 10**15) | st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from([None, "from", "to"]),
    st.sampled_from([None, "ge", "approx"]),
    st.none() | WORDS,
)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[DocumentRow, RecordView]:
    from extract.store.engine import open_store

    with open_store(f"sqlite:///{tmp_path_factory.mktemp('one') / 'records.db'}") as store:
        file_brief(store, make_brief())
        return list_documents(store)[0], read_views(store, 1)[0]


@given(st.dictionaries(st.sampled_from(SLOTS), st.lists(FILLERS, max_size=3), max_size=6), st.sampled_from(["ja", "en"]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_whatever_is_exported_comes_back_unchanged(sample: tuple[DocumentRow, RecordView], slots: dict[str, list[FillerPart]], language: str) -> None:
    document, view = sample
    body = RecordPart.model_validate({**view.body.model_dump(), **slots})
    data = build_workbook([Exported(document, view.model_copy(update={"body": body}))], language)
    (row,) = read_sheet(edit(data, lambda workbook: None), "x.xlsx").rows
    assert row.changed == []


@given(st.lists(st.text(min_size=1, max_size=12).filter(lambda t: t.strip() and t.isprintable()), min_size=1, max_size=3))
@settings(max_examples=60, deadline=None)
def test_what_is_shown_in_a_cell_is_read_back_as_the_same_fillers(texts: list[str]) -> None:
    from extract.report import neutralise
    from extract.typed import show_typed
    from extract.workbook.cells import read_cell

    fillers = [FillerPart(text=t, value=t, rule="any", evidence=[]) for t in texts]
    cell = neutralise(show_typed("items", fillers))
    assert revise_typed("items", read_cell(cell, "@", "s", "items"), fillers) == fillers


