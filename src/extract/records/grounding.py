"""Which statements stand on their own, and who acts where the brief as a whole leaves no doubt of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from extract.model import Filler, Mention, Place
from extract.records.actors import CARRIED_OVER, is_public_body
from extract.records.likely import rate_wording
from extract.records.statements import Context, Statement
from extract.records.wording import read_wording

if TYPE_CHECKING:
    from spacy.tokens import Doc

# The probability from which the wording of its sentence alone lets a statement stand that names nobody and nothing else.
LIKELY: Final = 0.7
# What speaks for one power must be this share of all that speaks for any, and all this much, for acts that name nobody to be its own.
MAIN_SHARE: Final = 0.6
MAIN_VOTES: Final = 3


def is_grounded(statement: Statement) -> bool:
    """Say whether somebody acts, or the words leave no doubt that it is an act on something named."""
    slots = statement.slots
    if slots.get("imposing") or slots.get("authority"):
        return True
    if slots.get("agreement") or slots.get("instrument"):
        return True
    when_or_whom = ("date", "effective_from", "effective_until", "footnotes", "target_jurisdictions", "rates")
    hit = slots.get("target_jurisdictions") and any(slots.get(s) for s in ("date", "effective_from"))
    return bool(hit) or (bool(slots.get("items")) and any(slots.get(s) for s in when_or_whom))


def keep_grounded(statements: Sequence[Statement], contexts: Sequence[Context], docs: Sequence[Doc]) -> list[Statement]:
    """Return the statements that are grounded, or whose sentence as a whole most likely states an act.

    Accepted: 特恵税率は2026年1月に廃止された. Rejected: 輸出の際には許可の申請が義務付けられる.
    """
    known: dict[tuple[int, int], bool] = {}
    return [s for s in statements if is_grounded(s) or _reads_as_act(s, contexts[s.passage], docs[s.passage], known)]


def _reads_as_act(statement: Statement, ctx: Context, doc: Doc, known: dict[tuple[int, int], bool]) -> bool:
    """Say whether the sentence of a statement most likely states an act; `known` keeps the answer by passage and sentence."""
    sentence = ctx.passage.sentence_at(statement.span.start)
    key = (statement.passage, sentence.start)
    if key not in known:
        likely = rate_wording(read_wording(ctx.narrowed(sentence), sentence, doc), ctx.passage.language)
        known[key] = likely is not None and likely.stated >= LIKELY
    return known[key]


def find_main_actor(statements: Sequence[Statement], mentions: Sequence[Mention]) -> tuple[Filler, ...]:
    """Return the fillers of the power that most acts of a brief are of, () where it tells of several in turn or says too little.

    Each act of one side speaks for it twice, each mention of one of its public bodies once: a notice names its own offices.
    """
    told: dict[str, list[Filler]] = {}
    votes = Counter[str]()
    for filler in (s.slots["imposing"][0] for s in statements if len(s.slots.get("imposing", ())) == 1):
        votes[str(filler.value)] += 2
        told.setdefault(str(filler.value), []).append(filler)
    for m in (m for m in mentions if m.type == "ORG" and m.jurisdiction and is_public_body(m)):
        votes[m.jurisdiction] += 1
        told.setdefault(m.jurisdiction, []).append(Filler(m.text, m.jurisdiction, "", (Place(m.passage, m.span),)))
    if votes.total() < MAIN_VOTES:
        return ()
    main, count = votes.most_common(1)[0]
    return (replace(told[main][0], rule="main-actor-of-brief"),) if count >= MAIN_SHARE * votes.total() else ()


def name_main_actor(statements: Sequence[Statement], mentions: Sequence[Mention]) -> list[Statement]:
    """Return the statements, those that name nobody with the main actor: a brief on Mexico's law goes on about Mexico.

    So are acts that were lent two sides of which he is one. Nobody is made to act on himself.
    """
    main = find_main_actor(statements, mentions)
    return [_with_main_actor(s, main) for s in statements]


def _with_main_actor(statement: Statement, main: tuple[Filler, ...]) -> Statement:
    code = {str(f.value) for f in main}
    if code & set(map(str, statement.values("target_jurisdictions"))):
        return statement
    lent = len(statement.values("imposing")) > 1 and all(f.rule == CARRIED_OVER for f in statement.slots["imposing"])
    if lent and code & set(map(str, statement.values("imposing"))):
        return statement.filled(imposing=main)
    return statement.inheriting("imposing", main)
