"""Bodies named by their kind alone after their full name: the Department is issuing …, the Commission determines …, Commerce rescinds …."""

from __future__ import annotations

import re

from extract.model import Mention
from extract.records.actors import Actor, Names
from extract.records.statements import Context
from extract.spans import Span

_KIND = r"Department|Bureau|Commission|Ministry|Board|Administration|Agency|Office|Authority|Directorate|Secretariat|Tribunal|Committee|Service|Treasury|Commerce|Customs|State"
# The subject, or the end of one that begins with an adverbial: Based on these findings, the Department.
_SHORT = re.compile(rf"(?:^\W*|[,;:] (?:and |but |while )?|\b(?:that|and|but) )(?:[Tt]he )?(?P<kind>{_KIND})(?: (?:also|further|hereby|therefore|then|today|now))*\W*$")
# Words that are names by themselves without an article only where a text says so: the U.S. Department of Commerce (Commerce).
_BARE = frozenset(["Commerce", "State", "Treasury", "Customs"])


def named_before(ctx: Context, names: Names, subject: Span, topic: Actor | None) -> Actor | None:
    """Return the body that a subject names by its kind alone: the last one of that kind named before it, in the passage or as the one spoken of."""
    found = _SHORT.search(subject.of(ctx.text))
    if found is None:
        return None
    at, kind = subject.start + found.start("kind"), found["kind"]
    bare = "he " not in ctx.text[at - 4 : at]
    if bare and (kind not in _BARE or f"({kind})" not in ctx.text):
        return None
    told = [m for m in names.bodies if m.span.end <= at and _is_of_kind(m, kind)]
    if told:
        return _as_named(Span(at, at + len(kind)), told[-1])
    spoken = topic.authority if topic is not None else None
    return _as_named(Span(at, at + len(kind)), spoken) if spoken is not None and _is_of_kind(spoken, kind) else None


def _is_of_kind(body: Mention, kind: str) -> bool:
    return body.text != kind and bool(re.search(rf"\b{kind}\b", f"{body.text} {body.name_en}"))


def _as_named(span: Span, body: Mention) -> Actor | None:
    return Actor(span, (body.jurisdiction,), body) if body.jurisdiction else None
