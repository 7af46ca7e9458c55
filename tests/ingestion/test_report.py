from __future__ import annotations

import pytest

from extract.ingestion.items import Item, Outcome, State, describe_fetched, find_name
from extract.ingestion.report import MOST_ROWS, Report, build_rows, code, order_outcomes, plain, write_summary
from extract.sources.candidates import Fetched, Problem


def outcome(name: str, state: State, **more: object) -> Outcome:
    return Outcome(f"https://example.org/{name}", state, **more)  # type: ignore[arg-type]


def make_report(*outcomes: Outcome) -> Report:
    report = Report("1.2.3")
    for item in outcomes:
        report.add(item)
    return report


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("file:///in/%E9%80%9A%E5%95%86.pdf", "通商.pdf"),
        ("https://example.org/a/b.pdf?x=1", "b.pdf"),
        ("https://example.org/", "example.org"),
        ("https://example.org", "example.org"),
        ("file:///in/a%2Fb.pdf", "b.pdf"),
    ],
)
def test_what_a_source_is_called(source: str, name: str) -> None:
    assert find_name(source) == Item(source, "").name == name


@pytest.mark.parametrize(
    ("fetched", "state"),
    [
        (Fetched("https://e.org/a", "failed", code="http_status"), State.failed),
        (Fetched("https://e.org/a", "waiting", code="http_status"), State.waiting),
        (Fetched("file:///a.txt", "failed", code="settling"), State.waiting),
        (Fetched("file:///a.txt", "failed", code="content"), State.failed),
        (Fetched("file:///a.txt", "waiting", code="content"), State.set_aside),
        (Fetched("file:///a.txt", "waiting"), State.waiting),
    ],
)
def test_what_gave_no_bytes_is_an_outcome(fetched: Fetched, state: State) -> None:
    found = describe_fetched(fetched)
    assert isinstance(found, Outcome)
    assert found.state is state


def test_a_report_counts_and_says_so_in_a_line() -> None:
    report = make_report(
        outcome("a", State.stored, records=3, pages=2),
        outcome("b", State.stored, records=1),
        outcome("c", State.failed, message="broken"),
        outcome("d", State.known),
    )
    assert report.describe() == "1 failed, 2 stored (4 records), 1 known"
    assert report.count() == {"failed": 1, "stored": 2, "known": 1, "records": 4, "pages": 2, "problems": 0}
    report.problems.append(Problem("news", "feed", "parse", "no feed"))
    assert report.describe().endswith("; 1 problem in sources")
    assert Report("x").describe() == "no documents"


def test_what_needs_attention_comes_first_and_a_table_has_an_end() -> None:
    states = (State.stored, State.failed, State.set_aside, State.interrupted)
    report = make_report(*(outcome(s.value, s) for s in states))
    assert [o.state for o in order_outcomes(report)] == list(reversed(states))
    many = make_report(*(outcome(f"n{n:04}", State.failed, message="m") for n in range(MOST_ROWS + 5)))
    assert len(build_rows(many)) == MOST_ROWS
    assert "- … and 5 more" in write_summary(many)


def test_the_summary_leads_to_the_review_only_where_there_is_one() -> None:
    report = make_report(outcome("a", State.stored))
    assert "http" not in write_summary(report)
    assert "[documents](http://h:1/documents)" in write_summary(report, "http://h:1/")


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "[x](javascript:1)", "a|b", "# head", "`x`", "![i](u)", "a\n\n# b"])
def test_nothing_of_a_file_becomes_markup(text: str) -> None:
    summary = write_summary(make_report(Outcome(f"file:///in/{text}", State.failed, message=text)))
    body = summary.split("## Failed", 1)[1].split("\n", 1)[1]
    assert "<script" not in plain(text)
    for sign in ("[", "|", "`", "!["):
        assert sign not in plain(text).replace("\\" + sign[0], "").replace("\\!", "")
    assert "\n" not in plain(text)
    assert code(text).count("`") == 2
    assert len([line for line in body.splitlines() if line.startswith("#")]) == 0
