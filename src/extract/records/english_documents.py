"""The document by which an English text says an act was done, for the sentences that go on with it: The Proclamation also exempts …."""

from __future__ import annotations

import re

from extract.model import Filler
from extract.records.english_roles import Scope, find_dates, find_instruments
from extract.records.statements import Statement
from extract.records.topics import Topic

_DOCUMENT = r"(?:[Pp]roclamation|(?:[Ee]xecutive )?[Oo]rder|(?:[Ff]inal |[Ii]nterim )*[Rr]ule|[Mm]emorandum|[Dd]ecree|[Rr]egulations?|[Nn]otice|[Nn]otification|[Dd]irective|[Pp]ackage|[Aa]nnouncement|[Dd]etermination|[Ll]aw|[Aa]ct)"
# signed a Proclamation, issued two orders, adopted its 18th package
_MADE = re.compile(rf"\b(?:sign|issu|releas|publish|adopt|enact|promulgat|approv|announc)(?:e[sd]?|ed|s|es|ing)? (?:(?:an?|the|its|his|two|new|final|interim|presidential|separate|\d+th|[A-Z][a-z]+) ){{0,4}}{_DOCUMENT}")
_GOES_ON = re.compile(rf"^\W*(?:[A-Z][A-Z ]+: )?(?:The|This|That|Under the|Under this) (?:(?:new|same|final|interim|presidential|temporary|latest) )*{_DOCUMENT}\b")


def read_document(scope: Scope) -> dict[str, tuple[Filler, ...]] | None:
    """Return basis and day of the document that a sentence says came about, None where it tells of none."""
    words = scope.clause.sentence.of(scope.ctx.text)
    if not _MADE.search(words):
        return None
    dates = find_dates(scope)
    return {"instrument": find_instruments(scope), "date": dates.get("date", ())}


def of_document(statement: Statement, scope: Scope, topic: Topic) -> Statement:
    """Return an act whose sentence goes on with the document told before with that one's basis and day."""
    if _GOES_ON.match(scope.clause.sentence.of(scope.ctx.text)):
        for slot, fillers in topic.document:
            statement = statement.inheriting(slot, fillers)
    return statement
