"""The document by which an English text says an act was done, for the sentences that go on with it: The Proclamation also exempts …."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.model import Filler
from extract.records.english_roles import Scope, find_dates, find_instruments
from extract.records.statements import Statement
from extract.records.topics import Topic

_DOCUMENT = r"(?:[Pp]roclamation|(?:[Ee]xecutive )?[Oo]rder|(?:[Ff]inal |[Ii]nterim )*[Rr]ule|[Mm]emorandum|[Dd]ecree|[Rr]egulations?|[Nn]otice|[Nn]otification|[Dd]irective|[Pp]ackage|[Aa]nnouncement|[Dd]etermination|[Ll]aw|[Aa]ct)"
# signed a Proclamation, issued two orders, adopted its 18th package
_MADE = re.compile(rf"\b(?:sign|issu|releas|publish|adopt|enact|promulgat|approv|announc)(?:e[sd]?|ed|s|es|ing)? (?:(?:an?|the|its|his|two|new|final|interim|presidential|separate|\d+th|[A-Z][a-z]+) ){{0,4}}{_DOCUMENT}")
_GOES_ON = re.compile(rf"^\W*(?:[A-Z][A-Z ]+: )?(?:[A-Z][a-z]+, |In addition, |As a result, )?(?:[Tt]he|[Tt]his|[Tt]hat|Under the|Under this) (?:(?:new|same|final|interim|presidential|temporary|latest) )*{_DOCUMENT}\b")
# In this rule, BIS amends the Export Administration Regulations to …: what a rule is a rule of.
_AMENDS = re.compile(r"\b(?:amend|revis|modif)(?:s|es|ed|ing|y|ying|ies|ied)? (?:the |its )(?:[A-Z][\w’'-]* |of |on |in |and |for |\([A-Z]+\) ){1,8}(?:by|to)\b")
# Specifically, this rule expands …; it also revises …; BIS is also suspending …: the same rule.
_SAME_RULE = re.compile(r"^\W*(?:[A-Z][a-z]+, |In addition, |As a result, )?(?:(?:[Tt]he|[Tt]his) (?:final |interim final |interim )?(?:rule|notice)|[Ii]t|[A-Z]{2,6})(?: (?:is|are|will))?(?: also| further)? [a-z]")


def read_document(scope: Scope, made: Sequence[Statement]) -> dict[str, tuple[Filler, ...]] | None:
    """Return basis and day of the document that a sentence says came about, or the rules that it amends and the one country that its acts (`made`) hit; None where it tells of none."""
    words = scope.clause.sentence.of(scope.ctx.text)
    amended = _AMENDS.search(words)
    if amended is not None and not _GOES_ON.match(words):
        return {"instrument": find_instruments(scope)[:1], "target_jurisdictions": _one_target(made), "authority": next((s.slots["authority"] for s in made if s.slots.get("authority")), ())}
    if not _MADE.search(words):
        return None
    dates = find_dates(scope)
    return {"instrument": find_instruments(scope), "date": dates.get("date", ())}


def of_document(statement: Statement, scope: Scope, topic: Topic) -> Statement:
    """Return an act whose sentence goes on with the document told before with that one's basis and day."""
    words = scope.clause.sentence.of(scope.ctx.text)
    amends = any(slot == "target_jurisdictions" for slot, _ in topic.document)
    if not (_SAME_RULE.match(words) if amends else _GOES_ON.match(words)):
        return statement
    for slot, fillers in topic.document:
        if not amends or statement.type == "export_control" or slot == "authority":
            statement = statement.inheriting(slot, fillers)
    return statement


def _one_target(made: Sequence[Statement]) -> tuple[Filler, ...]:
    found = {f.value: f for s in made for f in s.slots.get("target_jurisdictions", ())}
    return tuple(found.values()) if len(found) == 1 else ()
