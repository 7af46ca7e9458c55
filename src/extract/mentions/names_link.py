"""Candidates for names, the choice among overlapping ones, and which of several bearers of a name is meant."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extract.lexicon.institutions import body_of, is_generic, may_have, own_bodies
from extract.lexicon.names import Name, is_kana_or_kanji, normal_form, strip_legal_form
from extract.model import EntityType, Issue, Mention
from extract.spans import Span
from extract.values.jurisdictions import find_jurisdictions

URL = re.compile(r"(?:https?://|www\.)[!-~]+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of a passage that may be a name.

    `names` are the lexicon's readings, () for a name it does not know. Of two candidates that overlap the one with the
    higher `weight` wins, then the longer. `alias` is the key of the unknown name this one stands for.
    """

    passage: int
    span: Span
    type: EntityType
    rule: str
    names: tuple[Name, ...] = ()
    weight: int = 2
    alias: str = ""
    jurisdiction: str = ""
    name_en: str = ""


def mask_urls(text: str) -> str:
    """Return the text with web addresses blanked out, every offset kept: no name is read out of an address."""
    return URL.sub(lambda m: "\x00" * len(m[0]), text)


def choose(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return the best candidates that do not overlap, in the order of the text."""
    kept: list[Candidate] = []
    taken: dict[int, set[int]] = {}
    for c in sorted(candidates, key=lambda c: (c.passage, -c.weight, -len(c.span), not c.names, not c.name_en, c.span.start, c.rule)):
        letters = set(range(c.span.start, c.span.end))
        used = taken.setdefault(c.passage, set())
        if not letters & used:
            used |= letters
            kept.append(c)
    return sorted(kept, key=lambda c: (c.passage, c.span))


def key_of(text: str, type_: str) -> str:
    """Return the stable id of a name that the lexicon does not hold: "org-東京商事" for 東京商事株式会社 and 東京商事."""
    bare = strip_legal_form(text) if type_ == "ORG" else text
    return f"{type_.casefold()}-{re.sub(r'[^0-9a-zぁ-んァ-ヶー一-龥々]+', '-', normal_form(bare)).strip('-')}"


# ロシアからの輸入, 中国向け輸出, 北朝鮮に対する措置: whom an act is aimed at says nothing of whose ministry acts.
_AIMED_AT = re.compile(r"(?:連邦|共和国)?(?:側)?(?:から|向け|に対|への|産|製|を(?:仕向|原産|対象))")


def settle(candidates: Sequence[Candidate], texts: Sequence[str], language: str, states: Sequence[str] = ()) -> list[Candidate]:
    """Return the candidates with one reading each where the document gives ground to choose it.

    Ground is the jurisdiction of what else is named, but for those that an act is aimed at, the own passage counting double; without any, a Japanese text
    means the Japanese bearer. A ministry that every state has (財務省) is that of the state in whose section it stands (`states`,
    one a passage) or that the document is about, even one the lexicon has no entry for. Where two remain equal, all readings stay.
    """
    acting = [c for c in candidates if not _AIMED_AT.match(texts[c.passage], c.span.end)] if language == "ja" else candidates
    whole = Counter(code for c in acting for code in _codes(c))
    local: dict[int, Counter[str]] = {}
    for c in acting:
        local.setdefault(c.passage, Counter()).update(_codes(c))
    settled = []
    subject = find_subject(texts) if language == "ja" else ""
    for c in candidates:
        state = states[c.passage] if states else ""
        generic = _of_section(c, state, texts[c.passage], candidates) if state else _of_subject(c, subject, texts[c.passage]) if subject else None
        if generic is not None:
            c = generic
        elif len(c.names) > 1:
            scores = whole + local.get(c.passage, Counter())
            other = _other_state(c, scores, c.span.of(texts[c.passage]))
            c = other or replace(c, names=_prefer(c.names, scores, language))
        settled.append(c)
    return settled


# The title, the line under it, and the byline.
_TITLE_LINES = 4
_FIELDS = re.compile(r"[|｜:：()（）—―–]")


def find_subject(texts: Sequence[str]) -> str:
    """Return the one state that stands alone in a field of a brief's title: 月報|インド, (ベトナム); "" where none or several do.

    A line that is a state's name and nothing else heads a section.
    """
    lines = [_FIELDS.split(text) for text in texts[:_TITLE_LINES]]
    fields = [field.strip() for line in lines if len(line) > 1 for field in line]
    alone = {j.code for field in fields for j in find_jurisdictions(field) if field and len(j.span) == len(field)}
    return alone.pop() if len(alone) == 1 else ""


def _of_subject(candidate: Candidate, subject: str, text: str) -> Candidate | None:
    """Return a ministry that every state has (財務省) as that of the state a brief is on, None where it is no such or named as another's."""
    word = candidate.span.of(text)
    if len(candidate.names) < 2 or not is_generic(word) or text[: candidate.span.start].endswith("の"):
        return None
    own = tuple(n for n in candidate.names if n.jurisdiction == subject)
    return replace(candidate, names=own) if own else state_body(candidate.passage, candidate.span, word, subject)


def _of_section(candidate: Candidate, state: str, text: str, others: Sequence[Candidate]) -> Candidate | None:
    """Return a ministry that every state has as that of the state under whose heading it stands.

    None where that state has none of the name, where it is named as another's (米国の商務省), or where the passage named it
    before with its state (米商務省は…、商務省は).
    """
    word = candidate.span.of(text)
    if not is_generic(word) or text[: candidate.span.start].endswith("の") or not may_have(word, state):
        return None
    told = any(
        o.passage == candidate.passage and o.span.end < candidate.span.start and o.span.of(text).endswith(word) and len(o.span) > len(word) and state not in {n.jurisdiction for n in o.names} | {o.jurisdiction}
        for o in others
    )
    own = own_bodies(word, state)
    return None if told else replace(candidate, names=own) if own else state_body(candidate.passage, candidate.span, word, state)


def _other_state(candidate: Candidate, scores: Counter[str], word: str) -> Candidate | None:
    if not is_generic(word) or not scores:
        return None
    code = min(scores, key=lambda k: (-scores[k], k))
    own = max(scores[n.jurisdiction] for n in candidate.names)
    if code in {n.jurisdiction for n in candidate.names} or scores[code] < 2 * own + 2:
        return None
    return state_body(candidate.passage, candidate.span, word, code)


def state_body(number: int, span: Span, word: str, code: str) -> Candidate:
    """Return a body that the lexicon knows only by its kind."""
    key, name_en = body_of(word, code)
    return Candidate(number, span, "ORG", "institution", alias=key, jurisdiction=code, name_en=name_en)


def _codes(candidate: Candidate) -> list[str]:
    codes = {n.jurisdiction for n in candidate.names} - {""}
    return [codes.pop()] if len(codes) == 1 else []


def _prefer(names: tuple[Name, ...], scores: Counter[str], language: str) -> tuple[Name, ...]:
    def score(name: Name) -> tuple[int, int]:
        code = name.jurisdiction
        return scores[code], int(language == "ja" and code == "JP")

    best = max(map(score, names))
    return tuple(n for n in names if score(n) == best)


def to_mention(candidate: Candidate, text: str) -> Mention:
    """Return the mention of a settled candidate; more than one reading left is an issue with its candidates."""
    if len(candidate.names) == 1:
        name = candidate.names[0]
        return Mention(
            "entity",
            candidate.passage,
            candidate.span,
            text,
            name.name_en,
            candidate.rule,
            type=name.type,
            name_en=name.name_en,
            name_ja=name.name_ja,
            entity_id=name.id,
            jurisdiction=name.jurisdiction,
        )
    name_en = candidate.name_en or ("" if any(map(is_kana_or_kanji, text)) else text)
    issues: tuple[Issue, ...] = ()
    if candidate.names:
        issues = (Issue("ambiguous_name", f"{text} has more than one bearer", candidates=tuple(n.id for n in candidate.names)),)
    return Mention(
        "entity",
        candidate.passage,
        candidate.span,
        text,
        name_en or text,
        candidate.rule,
        type=candidate.type,
        name_en=name_en,
        name_ja=text if any(map(is_kana_or_kanji, text)) else "",
        entity_id=candidate.alias or key_of(text, candidate.type),
        jurisdiction=candidate.jurisdiction,
        issues=issues,
    )
