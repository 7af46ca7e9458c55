"""What a run did, for people: counts, a line, a table, a summary in markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.ingestion.items import Outcome, State
from extract.plural import say_count
from extract.sources.candidates import Problem

# What a page of the server still shows at ease; failures come first.
MOST_ROWS = 200
_ORDER = (State.interrupted, State.set_aside, State.failed, State.stored, State.waiting, State.known)
_HEADINGS = {
    State.interrupted: "Interrupted (taken up in the next run)",
    State.set_aside: "Set aside (left alone until the file or the version changes)",
    State.failed: "Failed (tried again in the next run)",
}


@dataclass(slots=True)
class Report:
    """What a run has done so far. Documents that were known already are only counted.

    `others` counts what was read as another pipeline than the run's, by its fingerprint; `stopped` says what ended the run early.
    """

    fingerprint: str
    outcomes: list[Outcome] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    counts: Counter[State] = field(default_factory=Counter)
    records: int = 0
    pages: int = 0
    others: Counter[str] = field(default_factory=Counter)
    stopped: str = ""

    def add(self, outcome: Outcome) -> None:
        """Add how a document ended."""
        self.counts[outcome.state] += 1
        if outcome.fingerprint not in ("", self.fingerprint):
            self.others[outcome.fingerprint] += 1
        if outcome.state not in (State.known, State.waiting):
            self.outcomes.append(outcome)
        if outcome.state is State.stored:
            self.records += outcome.records
            self.pages += outcome.pages or 0

    def count(self) -> dict[str, int]:
        """Return how many documents ended how, and how much was stored."""
        counts = {state.value: self.counts[state] for state in _ORDER if self.counts[state]}
        return {**counts, "records": self.records, "pages": self.pages, "problems": len(self.problems)}

    def describe(self) -> str:
        """Return the run in a line: "38 stored (412 records), 1 set aside, 1 known; 2 problems in sources"."""
        parts = [f"{self.counts[state]} {state.value}" for state in _ORDER if self.counts[state]]
        line = ", ".join(parts) or "no documents"
        line = line.replace(" stored", f" stored ({say_count(self.records, 'record')})")
        line += f"; {say_count(len(self.problems), 'problem')} in sources" if self.problems else ""
        line += f"; {self.others.total()} read with another lexicon" if self.others else ""
        return f"{line}; stopped: {self.stopped}" if self.stopped else line


def order_outcomes(report: Report) -> list[Outcome]:
    """Return what is worth showing, what needs attention first, then the largest."""
    return sorted(report.outcomes, key=lambda o: (_ORDER.index(o.state), -o.records, o.source))[:MOST_ROWS]


def build_rows(report: Report) -> list[dict[str, str | int | float]]:
    """Return the table of documents."""
    return [
        {
            "document": o.name,
            "state": o.state.value,
            "number": o.document or "",
            "version": o.version or "",
            "records": o.records,
            "pages": o.pages or "",
            "seconds": round(o.seconds, 1),
            "reason": f"{o.message} {o.remedy}".strip(),
            "attempts": o.attempts or "",
            "source": o.source,
        }
        for o in order_outcomes(report)
    ]


def write_summary(report: Report, review_url: str = "") -> str:
    """Return the summary in markdown; `review_url` is where the review application is reached."""
    lines = [f"# {report.describe()}", "", f"Pipeline {code(report.fingerprint)}, {report.pages} pages read.", ""]
    if review_url:
        lines += [f"[Review the records]({review_url.rstrip('/')}/) · [documents]({review_url.rstrip('/')}/documents)", ""]
    if report.stopped:
        lines += ["## Stopped (the next run goes on)", "", f"- {plain(report.stopped)}", ""]
    lines += _write_others(report)
    shown = order_outcomes(report)
    for state, heading in _HEADINGS.items():
        lines += _write_list(heading, [o for o in shown if o.state is state], report.counts[state])
    if report.problems:
        lines += ["## Problems in sources", ""]
        lines += [f"- {code(p.origin)}: {plain(p.message)} {plain(p.remedy)}".rstrip() for p in report.problems[:MOST_ROWS]]
    return "\n".join(lines).rstrip() + "\n"


def _write_others(report: Report) -> list[str]:
    if not report.others:
        return []
    why = "the lexicon file changed during the run, or is not the same on each machine; the next run reads them again"
    lines = [f"- {count} as {code(fingerprint)}: {why}" for fingerprint, count in sorted(report.others.items())]
    return ["## Read with another lexicon", "", *lines, ""]


def _write_list(heading: str, outcomes: Sequence[Outcome], count: int) -> list[str]:
    if not outcomes:
        return []
    lines = [f"- {code(o.name)}: {plain(o.message)} {plain(o.remedy)}".rstrip() for o in outcomes]
    more = [f"- … and {count - len(outcomes)} more"] if count > len(outcomes) else []
    return [f"## {heading}", "", *lines, *more, ""]


def code(text: str) -> str:
    """Return text as markdown code, whatever is in it: names of files and addresses are not to be trusted."""
    flat = " ".join(text.replace("`", "ˋ").split())
    return f"`{flat}`" if flat else ""


def plain(text: str) -> str:
    """Return text without anything that markdown or HTML would take for a sign."""
    flat = " ".join(text.split())
    for sign in "\\`*_[]<>|#!":
        flat = flat.replace(sign, "\\" + sign if sign not in "<>" else {"<": "&lt;", ">": "&gt;"}[sign])
    return flat
