"""Names in English text that the lexicon does not hold: capitalised phrases with a head, a legal form or a title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.lexicon.loader import read_lexicon
from extract.mentions.names_known import title_before_en
from extract.mentions.names_link import Candidate
from extract.spans import Span
from extract.values.jurisdictions import parse_jurisdiction

_WORD = r"(?:[A-Z][a-zé]+(?:[-’'][A-Z]?[a-z]+)*|[A-Z]{2,6}|U\.S\.(?:-[A-Z][a-z]+)?|[A-Z]\.)"
_LINK = r"(?:\s(?:of|and|for|on|the|in|to|de|with|&)){1,2}"
_PHRASE = re.compile(rf"(?<![\w.])(?:{_WORD})(?:(?:{_LINK})?\s(?:{_WORD})(?![a-z]))*")
_ORG_HEAD = frozenset(
    "Bureau Ministry Department Commission Board Office Agency Council Committee Court Administration Authority Association "
    "Federation Organization Organisation Institute Institution University Corporation Company Bank Center Centre Foundation "
    "Chamber Directorate Secretariat Service Tribunal Parliament Senate Assembly Alliance Fund Exchange Command Government "
    "Congress Customs Treasury Union Institutes Laboratory Laboratories Partners Holdings Industries Technologies Systems".split()
)
_LIST_HEAD = frozenset(
    "Act Regulations Regulation List Program Programme Initiative Treaty Convention Protocol Directive Subsidies Accord "
    "Agreement Code Rule Arrangement Regime Statute Scheme Schedule".split()
)
_GENERIC = frozenset(
    "Final Interim Proposed Executive New Joint Framework Trade Free The This These Those Such That A An In On At For By With "
    "Under From Each Any All No Our Their Its Both Final".split()
)
_LEADS = frozenset("The This These Those In On At For By With Under From Since While As If When After Before Additional Yesterday Today".split())
_LEGAL = re.compile(
    rf"(?P<name>(?:{_WORD})(?:\s(?:{_WORD}|&|[A-Z0-9]\w*))*),?\s(?:Inc|Corp|Co|Ltd|LLC|L\.L\.C|L\.P|LP|PLC|plc|GmbH|AG|S\.A|N\.V|B\.V|K\.K|Pte|Pty)\b\.?"
    r"(?:,?\s(?:Ltd|Inc)\b\.?)?"
)
_PERSON = re.compile(r"[A-Z][a-zéö]+(?:\s[A-Z]\.)?(?:\s(?:[A-Z][a-zéö]+(?:-[A-Z][a-z]+)?|van|von|der|de|bin)){0,3}")
_ORDER = re.compile(r"\b(?:Executive Order|Proclamation|Presidential Proclamation|General License|Public Law)\s(?:No\.\s?)?\d[\d-]*\b")
_GROUP = re.compile(r"\bCountry Groups?\s[A-E](?::\d)?\b|\bList\s\d[AB]?\b|\bAnnex\s[IVX]+\b(?=\s(?:of|to)\s(?:Council\s)?Regulation)")
_STATE_BODY = re.compile(r"\b(?:the\s)?(?P<body>Government|Ministry of [A-Z][\w’',]*(?:(?:,? and|,| of| for)?\s[A-Z]\w+)*?)\sof\s(?:the\s)?(?P<state>[A-Z][\w.’']*(?:\s(?:of\s)?[A-Z][\w.’']*){0,4})")
_ADJECTIVE_BODY = re.compile(r"\b(?P<state>[A-Z][\w.’']*(?:\s[A-Z][a-z]+)?)\s(?:G|g)overnment\b")


def find_unknown_en(number: int, text: str) -> Iterator[Candidate]:
    """Yield candidates of an English passage from capitals, heads, legal forms, numbers and titles."""
    yield from _find_phrases(number, text)
    for match in _LEGAL.finditer(text):
        yield Candidate(number, Span(*match.span()), "ORG", "legal_form", weight=1)
    for match in _ORDER.finditer(text):
        yield Candidate(number, Span(*match.span()), "LIST", "numbered_order", weight=1)
    for match in _GROUP.finditer(text):
        yield Candidate(number, Span(*match.span()), "LIST", "numbered_list", weight=1)
    yield from _find_state_bodies(number, text)
    yield from _find_persons(number, text)


def _find_phrases(number: int, text: str) -> Iterator[Candidate]:
    for match in _PHRASE.finditer(text):
        words = [(m[0], match.start() + m.start(), match.start() + m.end()) for m in re.finditer(r"\S+", match[0])]
        while words and (words[0][0] in _LEADS or not words[0][0][0].isupper()):
            words = words[1:]
        heads = [i for i, w in enumerate(words) if w[0] in _ORG_HEAD or w[0] in _LIST_HEAD]
        if not heads:
            continue
        # "Office of Foreign Assets Control" goes on after its head; a list or law ends with it.
        last = len(words) - 1 if words[heads[-1]][0] in _ORG_HEAD and _goes_on(words, heads[-1]) else heads[-1]
        chosen = words[: last + 1]
        if _says_something([w[0] for w in chosen]):
            kind = "ORG" if chosen[heads[-1]][0] in _ORG_HEAD else "LIST"
            span = Span(chosen[0][1], chosen[-1][2])
            yield Candidate(number, span, "ORG" if kind == "ORG" else "LIST", "capitalised", weight=1)


def _goes_on(words: list[tuple[str, int, int]], head: int) -> bool:
    return head + 1 < len(words) and words[head + 1][0] in ("of", "for", "on")


def _says_something(words: list[str]) -> bool:
    """Say whether a phrase is more than its head: "Clean Energy Program" is, "Final Rule" and "Trade Agreement" are not."""
    telling = [
        w for w in words if w[0].isupper() and w not in _GENERIC and w not in _ORG_HEAD and w not in _LIST_HEAD and not w.isupper()
    ]
    if len(words) < 2 or not telling:
        return False
    rule = words[-1] in ("Rule", "Agreement", "List", "Schedule", "Code", "Scheme", "Regulation", "Regulations")
    return len(telling) > 1 or not rule


def _find_state_bodies(number: int, text: str) -> Iterator[Candidate]:
    for match in _STATE_BODY.finditer(text):
        words = match["state"].split()
        for size in range(len(words), 0, -1):
            state = " ".join(words[:size]).rstrip(".,'’")
            if code := parse_jurisdiction(state):
                end = match.start("state") + len(state)
                yield _state_body(number, Span(match.start("body"), end), match["body"], code)
                break
    for match in _ADJECTIVE_BODY.finditer(text):
        if code := parse_jurisdiction(match["state"]):
            yield _state_body(number, Span(*match.span()), "Government", code)


def _state_body(number: int, span: Span, body: str, code: str) -> Candidate:
    row = read_lexicon("jurisdictions")["jurisdictions"][code]
    adjective = (row.get("adjectives") or [row["en"]])[0]
    if body != "Government":
        return Candidate(number, span, "ORG", "institution", jurisdiction=code, name_en=f"{body} ({row['en']})")
    own = {"US": "US", "GB": "UK"}.get(code, adjective)
    return Candidate(number, span, "ORG", "institution", alias=f"{code.casefold()}-government", jurisdiction=code, name_en=f"{own} Government")


def _find_persons(number: int, text: str) -> Iterator[Candidate]:
    for match in _PERSON.finditer(text):
        words = match[0].split()
        if not title_before_en().search(text[: match.start()]) or words[0] in _ORG_HEAD | _LIST_HEAD | _GENERIC:
            continue
        if len(words) > 1 and parse_jurisdiction(match[0]) is None:
            yield Candidate(number, Span(*match.span()), "PERSON", "titled", weight=1)
