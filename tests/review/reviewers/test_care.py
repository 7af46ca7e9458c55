"""Nothing typed is lost, nobody is overwritten, and nothing a brief says becomes a page's markup."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from playwright.sync_api import expect

from browsing import Reviewer
from extract.model import Citation, Extraction, Note
from extract.spans import Span
from extract.store.corrections import read_history, read_view, read_views
from extract.store.engine import Store
from extract.store.ingest import store_extraction
from samples import make_document, plain_passages
from store.briefs import do, filler, make_act

MakeReviewer = Callable[..., Reviewer]
KEY = "m-813a4725"
EVIL = '<img src=x onerror="document.title=1">'


def change_date(someone: Reviewer, text: str) -> None:
    someone.type_value("date", text)
    expect(someone.page.locator(".understood")).to_contain_text("Understood")
    someone.page.keyboard.press("Enter")


def test_the_second_of_two_sees_both_values_and_chooses(reviewer: MakeReviewer, store: Store) -> None:
    first, second = reviewer("佐藤"), reviewer("Tanaka")
    for someone in (first, second):
        someone.open(1, KEY)
    change_date(first, "2025-02-01")
    first.expect_notice("Date saved.")
    change_date(second, "2025-03-01")
    conflict = second.page.locator(".conflict")
    expect(conflict).to_contain_text("佐藤")
    expect(conflict).to_contain_text("1 February 2025")
    expect(conflict).to_contain_text("1 March 2025")
    assert read_view(store, 1, KEY).body.date[0].value == "2025-02-01"
    second.page.get_by_role("button", name="Take mine").click()
    second.expect_notice("Date saved.")
    expect(second.values("date")).to_contain_text("2025-03-01")
    assert [(e.by, e.kind) for e in read_history(store, document=1, key=KEY)] == [
        ("Tanaka", "change"),
        ("佐藤", "change"),
    ]
    # The other way round, keeping what the other wrote.
    change_date(first, "2025-04-01")
    expect(first.page.locator(".conflict")).to_contain_text("Tanaka")
    first.page.get_by_role("button", name="Keep theirs").click()
    expect(first.values("date")).to_contain_text("2025-03-01")
    assert read_view(store, 1, KEY).body.date[0].value == "2025-03-01"


def test_accepting_what_somebody_else_changed_asks_first(reviewer: MakeReviewer, store: Store) -> None:
    first, second = reviewer("佐藤"), reviewer("Tanaka")
    for someone in (first, second):
        someone.open(1, KEY)
    change_date(first, "2025-02-01")
    first.expect_notice("Date saved.")
    second.page.keyboard.press("a")
    conflict = second.page.locator("#record-conflict .conflict")
    expect(conflict).to_contain_text("佐藤")
    second.page.get_by_role("button", name="Look again").click()
    expect(second.values("date")).to_contain_text("2025-02-01")
    assert read_view(store, 1, KEY).state == "open"


def test_the_choice_stays_in_sight_however_much_others_did(reviewer: MakeReviewer, store: Store) -> None:
    someone = reviewer()
    page = someone.page
    someone.open(1, KEY)
    for number in range(12):
        do(store, "change", read_view(store, 1, KEY), slot="items", new=[filler(f"露光装置・現像装置・洗浄装置 第{number}号" * 3)])
    page.keyboard.press("x")
    for name in ("Look again", "Do it anyway"):
        button = page.get_by_role("button", name=name)
        expect(button).to_be_in_viewport(ratio=1)
        button.click(trial=True)
    page.get_by_role("button", name="Look again").click()
    someone.type_value("items", "検査装置")
    do(store, "change", read_view(store, 1, KEY), slot="items", new=[filler("搬送装置・検査装置" * 40)])
    page.keyboard.press("Enter")
    for name in ("Keep theirs", "Take mine"):
        button = page.get_by_role("button", name=name)
        expect(button).to_be_in_viewport(ratio=1)
        button.click(trial=True)


def test_unsaved_input_survives_a_reload_and_a_dead_server(reviewer: MakeReviewer, store: Store) -> None:
    someone = reviewer()
    page = someone.page
    someone.open(1, KEY)
    someone.type_value("items", "露光装置")
    page.reload()
    field = someone.slot("items").get_by_role("textbox").first
    expect(field).to_have_value("露光装置")
    page.context.set_offline(True)
    field.press("Enter")
    expect(someone.slot("items").get_by_role("alert")).to_contain_text("cannot be reached")
    page.context.set_offline(False)
    field.press("Enter")
    someone.expect_notice("Items saved.")
    page.reload()
    expect(someone.values("items")).to_contain_text("露光装置")
    expect(page.locator(".editor")).to_have_count(0)


def test_what_is_not_understood_is_said_at_its_place(reviewer: MakeReviewer, store: Store) -> None:
    someone = reviewer()
    someone.open(1, KEY)
    someone.type_value("date", "いつか")
    someone.page.keyboard.press("Enter")
    error = someone.slot("date").get_by_role("alert")
    expect(error).not_to_be_empty()
    someone.page.keyboard.press("Escape")
    expect(someone.values("date")).to_contain_text("2025-01-31")
    assert read_history(store, document=1, key=KEY) == []


def test_a_text_file_is_shown_as_text_with_its_marks(reviewer: MakeReviewer, store: Store) -> None:
    someone = reviewer()
    page = someone.page
    key = next(v.key for v in read_views(store, 2) if v.body.effective_from and v.body.quantities)
    someone.open(2, key)
    start = read_view(store, 2, key).body.effective_from[0].text
    segment = page.locator(".segment", has_text=start).first
    expect(segment).to_be_visible()
    segment.click()
    expect(someone.slot("effective_from").locator(".slot-main")).to_be_focused()
    page.keyboard.press("c")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+End")
    page.keyboard.press("Enter")
    expect(page.locator(".pick-menu")).to_be_visible()
    page.keyboard.press("Escape")


def evil_brief() -> Extraction:
    """A brief whose title, text, names and links try to be markup."""
    act = f"米国は2031年4月2日、{EVIL}の関税を34%に引き上げた。"
    document = make_document([("paragraph", act), ("note", f"{EVIL} 資料")], name="evil.txt", title=EVIL)
    note = Note("1", Span(len(act) + 1, len(document.text)), 1)
    document = replace(document, notes=(note,))
    record = replace(make_act(0, act), title_ja=EVIL, title_en=EVIL)
    slots = {**record.slots, "footnotes": tuple(replace(f, text="1", value="1") for f in record.slots["date"])}
    cited = Citation(EVIL, EVIL, "", ("javascript:alert(1)", "https://example.org/a"), "ja", note.span)
    return Extraction(
        document,
        plain_passages(document),
        (),
        {"1": (cited,)},
        records=(replace(record, slots=slots),),
        published="2031-06-05",
    )


def test_markup_in_a_brief_stays_text(reviewer: MakeReviewer, store: Store) -> None:
    filed = store_extraction(store, evil_brief(), EVIL.encode(), "file:///briefs/evil.txt", "1.0")
    someone = reviewer(EVIL)
    page = someone.page
    key = read_views(store, filed.document)[0].key
    someone.open(filed.document, key)
    page.locator("#why").fill(EVIL)
    page.keyboard.press("Escape")
    someone.type_value("items", EVIL)
    page.keyboard.press("Enter")
    someone.expect_notice("saved")
    page.keyboard.press("Escape")
    page.keyboard.press("h")
    for address in (
        page.url,
        f"{someone.site}/",
        f"{someone.site}/documents",
        f"{someone.site}/documents/{filed.document}",
        f"{someone.site}/history",
    ):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert page.locator("img[src='x']").count() == 0, address
        assert page.locator("a[href^='javascript']").count() == 0, address
        assert page.title() != "1", address
