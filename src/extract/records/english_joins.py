"""Acts of one English sentence that are one: an undertaking told in several verbs, a licence and what it authorizes, a ban and what it bars."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.records.english_clauses import EnglishClause
from extract.records.english_roles import distinct
from extract.records.statements import Context, Statement
from extract.spans import Span

# What a participle at the end may tell of the act before it without being another.
_TOLD_ONCE = ("items", "entities", "rates", "quantities", "eccn", "hs", "date", "effective_from", "effective_until", "duration")
# A participle that says what the act does: authorizing transactions, barring firms from trading; not: lifting, raising, extending.
_SAYS = re.compile(r"(?:authori[sz]|permit(?:t)?|allow|bar(?:r)?|prohibit|prevent|forbid(?:d)?|restrict|block|freez|ban(?:n)?|requir|subject|cutt?)ing\b", re.IGNORECASE)


# When the act just told begins or ends to apply: exclusions, which will expire on July 31.
_RUNS = re.compile(r"(?:expire|laps|end|take|took|go|went|com|enter|becom|became|run)", re.IGNORECASE)
_BOUNDS = ("effective_from", "effective_until", "duration")


def joined(out: list[Statement], statement: Statement, ctx: Context, clause: EnglishClause) -> list[Statement]:
    """Add a statement to those of its sentence; what only goes on about the last of them becomes part of it."""
    last = out[-1] if out else None
    if last is not None and _is_quota_duty(last, statement, ctx, clause):
        goes_on = {k: v for k, v in last.slots.items() if k not in statement.slots}
        return [*out[:-1], replace(statement, span=Span(last.span.start, statement.span.end), slots={**statement.slots, **goes_on})]
    if last is None or last.type != statement.type or last.values("imposing") != statement.values("imposing"):
        return [*out, statement]
    if statement.action in {"lift", "impose"} and re.search(r",? which$", ctx.text[: clause.verb.group.start].rstrip()) and _RUNS.match(clause.verb.term.span.of(ctx.text)):
        told = {k: v for k, v in statement.slots.items() if k in _BOUNDS and k not in last.slots}
        return [*out[:-1], replace(last, span=Span(last.span.start, statement.span.end), slots={**last.slots, **told})]
    if last.type == "cooperation":
        items = distinct([*last.slots.get("items", ()), *statement.slots.get("items", ())])
        return [*out[:-1], replace(last, span=Span(last.span.start, statement.span.end), slots={**statement.slots, **last.slots, **({"items": items} if items else {})})]
    if last.action == statement.action and clause.shared and all(s not in statement.slots or statement.values(s) == last.values(s) for s in (*_TOLD_ONCE, "target_jurisdictions", "instrument")) and not statement.slots.get("items"):
        return [*out[:-1], replace(last, span=Span(last.span.start, statement.span.end))]  # to enhance its procedures and sharpen its powers
    if last.action == statement.action and _says_what(last, statement, ctx, clause):
        told = {k: v for k, v in statement.slots.items() if k not in last.slots}
        return [*out[:-1], replace(last, span=Span(last.span.start, statement.span.end), slots={**last.slots, **told})]
    return [*out, statement]


def _is_quota_duty(last: Statement, statement: Statement, ctx: Context, clause: EnglishClause) -> bool:
    """Say whether a participle tells the duty within the quota that stands before it: will open a quota for cars, cutting the tariff to 10%."""
    if (last.type, statement.type) != ("import_control", "tariff") or last.values("imposing") != statement.values("imposing") or statement.slots.get("items"):
        return False
    before = ctx.text[last.span.start : clause.verb.group.start].rstrip()
    return clause.verb.form == "gerund" and before.endswith(",") and bool(re.search(r"\bquotas?\b", before))


def _says_what(last: Statement, statement: Statement, ctx: Context, clause: EnglishClause) -> bool:
    """Say whether a participle after a comma tells what the act before it does: issued a licence, authorizing transactions with ….

    Rejected: what names goods, parties or dates of its own beside those of the act before it.
    """
    before = ctx.text[: clause.verb.group.start].rstrip()
    after_comma = before.endswith(",") or re.search(r", (?:and )?(?:thereby|thus|effectively|also)$", before)
    related = re.search(r",? which$", before)
    if not (after_comma or related) or not _SAYS.match(clause.verb.term.span.of(ctx.text) if after_comma else _as_participle(clause.verb.term.span.of(ctx.text))):
        return False
    return not any(last.slots.get(s) and statement.slots.get(s) and last.values(s) != statement.values(s) for s in _TOLD_ONCE)


def _as_participle(word: str) -> str:
    """Return a verb in the third person as its participle, near enough to compare: authorizes → authorizing."""
    return re.sub(r"(?:e?s|ed)$", "ing", word)
