"""Which statements stand on their own, and who acts where the brief as a whole leaves no doubt of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from extract.records.likely import rate_wording
from extract.records.statements import Context, Statement
from extract.records.wording import read_wording

if TYPE_CHECKING:
    from spacy.tokens import Doc

# The probability from which the wording of its sentence alone lets a statement stand that names nobody and nothing else.
LIKELY: Final = 0.7
# The share of the acts with a named actor that must be of one actor for the rest to be his.
MAIN_SHARE: Final = 0.6


def is_grounded(statement: Statement) -> bool:
    """Say whether somebody acts, or the words leave no doubt that it is an act on something named."""
    slots = statement.slots
    if slots.get("imposing") or slots.get("authority"):
        return True
    if slots.get("agreement") or slots.get("instrument"):
        return True
    when_or_whom = ("date", "effective_from", "effective_until", "footnotes", "target_jurisdictions", "rates")
    return bool(slots.get("items")) and any(slots.get(s) for s in when_or_whom)


def keep_grounded(statements: Sequence[Statement], contexts: Sequence[Context], docs: Sequence[Doc]) -> list[Statement]:
    """Return the statements that are grounded, or whose sentence as a whole most likely states an act.

    Accepted: 特恵税率は2026年1月に廃止された. Rejected: 輸出の際には許可の申請が義務付けられる.
    """
    return [s for s in statements if is_grounded(s) or _reads_as_act(s, contexts[s.passage], docs[s.passage])]


def _reads_as_act(statement: Statement, ctx: Context, doc: Doc) -> bool:
    sentence = ctx.passage.sentence_at(statement.span.start)
    likely = rate_wording(read_wording(ctx.narrowed(sentence), sentence, doc), ctx.passage.language)
    return likely is not None and likely.stated >= LIKELY


def name_main_actor(statements: Sequence[Statement]) -> list[Statement]:
    """Return the statements, those that name nobody with the actor of most others: a brief on Mexico's law goes on about Mexico.

    Nobody is named where the brief tells of several powers in turn, or where the act would hit the one who does it.
    """
    sides = Counter(tuple(sorted(map(str, s.values("imposing")))) for s in statements if s.slots.get("imposing"))
    if not sides:
        return list(statements)
    main, count = sides.most_common(1)[0]
    if count < MAIN_SHARE * sides.total():
        return list(statements)
    first = next(s for s in statements if tuple(sorted(map(str, s.values("imposing")))) == main)
    fillers = tuple(replace(f, rule="main-actor-of-brief") for f in first.slots["imposing"])
    return [s if set(main) & set(map(str, s.values("target_jurisdictions"))) else s.inheriting("imposing", fillers) for s in statements]
