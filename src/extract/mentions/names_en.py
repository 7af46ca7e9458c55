"""Names in English text that the lexicon does not hold: capitalised phrases with a head, a legal form or a title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.lexicon.loader import read_lexicon
from extract.lexicon.names import cue_pattern, read_cues
from extract.mentions.names_known import title_before_en
from extract.mentions.names_link import Candidate
from extract.model import EntityType
from extract.spans import Span
from extract.values.jurisdictions import is_adjective, parse_jurisdiction

_WORD = r"(?:[A-Z][a-zé]+(?:[-’'][A-Z]?[a-z]+)*|[A-Z]{2,6}|U\.S\.(?:-[A-Z][a-z]+)?|[A-Z]\.)"
_LINK = r"(?:\s(?:of|for|on|in|to|de|with)(?:\sthe)?|\sand|\s&)"
_PHRASE = re.compile(rf"(?<![\w.])(?:{_WORD})(?:(?:{_LINK})?\s(?:{_WORD})(?![a-z]))*")
_LEGAL = re.compile(
    # One way only to read each word, and no endless row of them: alternatives that overlap take exponential time.
    r"(?<![\w.&-])(?P<name>[A-Z](?:[\wé]|[-’'.&](?=\w))*(?:\s(?:&|[A-Z0-9](?:[\wé]|[-’'.&](?=\w))*)){0,7}),?\s(?:Inc|Corp|Co|Ltd|LLC|L\.L\.C|L\.P|LP|PLC|plc|GmbH|AG|S\.A|N\.V|B\.V|K\.K|Pte|Pty|Pvt|LLP|Limited|Sdn\.?\sBhd|Berhad|Bhd|S\.p\.A|SpA|Oyj|PJSC|OJSC|JSC|OAO|PAO|OOO|DMCC|FZE|FZCO|FZC|FZ-LLC|AD(?=[).,;]|$)|EOOD|Zrt|Crt|Kft|d\.o\.o|s\.r\.o|Sp\. z o\.o|A/S|ASA|ApS|AB|Oy|S\.r\.l|Srl|W\.L\.L|WLL|K\.G|S\.L|Ltda|S\.A\.S|SARL|Tbk)\b\.?"
    r"(?:,?\s(?:Ltd|Inc|Limited)\b\.?)?"
)
_PERSON = re.compile(r"[A-Z][a-zéö]+(?:\s[A-Z]\.)?(?:\s(?:[A-Z][a-zéö]+(?:-[A-Z][a-z]+)?|van|von|der|de|bin)){0,3}")
_TITLED = r"[A-Z][\w’'-]*(?:\s(?:[A-Z][\w’'-]*|\([A-Z][\w .’'-]*\)|and|of|on|for|the|with|in|to)){0,9}?"
_ORDER = re.compile(
    # Acts of state by number: Executive Order 14257, General License 128, Presidential Decree No. 100, Announcement No. 61 of 2025.
    r"\b(?:Executive Order|E\.O\.|EO|(?:Presidential )?Proclamation|General Licen[cs]e|GL|Public Law|(?:Presidential |Government |Royal |Supreme )?Decree|Ministerial (?:Order|Decision)|(?:Cabinet )?(?:Resolution|Order)|Announcement|Notification|Circular|(?:MOFCOM )?Notice|Statutory Instrument|SI|Law|Bill)"
    r"\s(?:(?:No\.|Nos\.|number|Number)\s?\d[\d-]*(?:/\d{2,4})*[A-Z]?(?:\s(?:of|\()\s?\d{4}\)?)?|(?<=Order )\d{5}|(?<=Proclamation )\d[\d-]*|(?<=License )\d[\d-]*[A-Z]?|(?<=Licence )\d[\d-]*[A-Z]?|(?<=GL )\d[\d-]*[A-Z]?|(?<=Public Law )\d[\d-]*|(?<=SI )\d{4}/\d+|(?<=E\.O\. )\d{5}|(?<=EO )\d{5})\b|"
    # Acts of the European Union: Council Regulation (EU) No 833/2014, Decision 2014/512/CFSP.
    r"\b(?:(?:Council|Commission|Implementing|Delegated|Framework)\s)*(?:Regulation|Directive|Decision)\s(?:\((?:EU|EC|EEC|CFSP)(?:, Euratom)?\)\s)?(?:No\.?\s)?\d{2,4}/\d{1,4}(?:/(?:EU|EC|CFSP))?\b|"
    # Laws with a year: Russia (Sanctions) (EU Exit) Regulations 2019, Trade Act of 1974.
    rf"(?<![\w-])(?!(?:The|This|Under|In|Section)\b){_TITLED}\s(?:Act|Regulations?|Order|Rules|Law|Code|Ordinance)(?:\s(?:of\s)?|,\s)(?:19|20)\d{{2}}\b(?!-\d)|"
    # Exceptions of the export rules, resolutions of the Security Council.
    r"\b[Ll]icen[cs]e [Ee]xceptions?\s(?:[A-Z]{2,4}\b|(?:[A-Z][\w-]*,?\s(?:(?:and|or|for|of|to|the|in)\s){0,2}){1,8}\([“\"]?[A-Z]{2,4}[”\"]?\))|\bUNSCR\s\d{3,4}\b|\b(?:UN|U\.N\.|United Nations)\sSecurity\sCouncil\s[Rr]esolution\s\d{3,4}\b|"
    # Articles of a law named without its year; where the year stands the law is a name of its own (Section 232 of the Trade Expansion Act of 1962).
    rf"\b(?:[Ss]ections?|[Aa]rticles?|[Cc]hapters?)\s\d+[A-Z]?(?:\(\w+\))*\sof\sthe\s{_TITLED}\s?(?<=\s)(?:Act|Law|Code|Tariff|Regulations?|Order|Treaty|Agreement)\b(?!(?:\sof)?,?\s(?:19|20)\d\d)|"
    # A paragraph of an article is a name even without its law: section 889(a)(1)(B).
    r"\b[Ss]ections?\s\d+[A-Z]?(?:\(\w{1,4}\)){1,5}(?!\w)"
)
_GROUP = re.compile(r"\bCountry Groups?\s[A-E](?::\d)?\b|\bList\s\d[AB]?\b|\bAnnex\s[IVX]+\b(?=\s(?:of|to)\s(?:Council\s)?Regulation)")
_STATE_BODY = re.compile(r"\b(?:the\s)?(?P<body>Government|Ministry of [A-Z][\w’',]*(?:(?:,? and|,| of| for)?\s[A-Z]\w+)*?)\sof\s(?:the\s)?(?P<state>[A-Z][\w.’']*(?:\s(?:of\s)?[A-Z][\w.’']*){0,4})")
_ADJECTIVE_BODY = re.compile(r"\b(?P<state>[A-Z][\w.’']*(?:\s[A-Z][a-z]+)?)\s(?:G|g)overnment\b")


# What every state has one of.
_STATE_HEADS = {"Ministry", "Department", "Government", "Parliament", "Congress", "Senate", "Customs", "Treasury", "Cabinet", "Court", "Commission", "Bureau", "Agency"}
_DAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December")

SHORT_FORM = "short_form"


def find_unknown_en(number: int, text: str) -> Iterator[Candidate]:
    """Yield candidates of an English passage from capitals, heads, legal forms, numbers and titles."""
    yield from _find_phrases(number, text)
    yield from find_legal_forms(number, text)
    yield from find_firms(number, text, 1)
    for match in _ORDER.finditer(text):
        licence = re.fullmatch(r"GL\s(\d[\d-]*[A-Z]?)", match[0])
        yield Candidate(number, Span(*match.span()), "LIST", "numbered_order", weight=1, name_en=f"General License {licence[1]}" if licence else "")
    for match in _GROUP.finditer(text):
        yield Candidate(number, Span(*match.span()), "LIST", "numbered_list", weight=1)
    yield from _find_state_bodies(number, text)
    yield from _find_persons(number, text)


def find_legal_forms(number: int, text: str) -> Iterator[Candidate]:
    """Yield firms told by Inc., Corp., GmbH and the like, in text of any language."""
    for match in _LEGAL.finditer(text):
        yield Candidate(number, Span(*match.span()), "ORG", "legal_form", weight=3)


def find_firms(number: int, text: str, weight: int, *more: str) -> Iterator[Candidate]:
    """Yield Latin names that end with a firm's word: Huntington Ingalls Industries; `more` names further lists of words."""
    pattern = rf"(?<![\w.&-])(?:(?:[A-Z][A-Za-z&.-]+|[A-Z]{{2,}})\s){{1,4}}(?:{cue_pattern('firm_words', *more)})\b(?:\s\([A-Z][a-z]+\))?"
    for match in re.finditer(pattern, text):
        first = match[0].split()[0]
        if not is_adjective(first) and first not in read_cues("lead_words") and first not in read_cues("generic_words"):
            yield Candidate(number, Span(*match.span()), "ORG", "firm_word", weight=weight)


def _find_phrases(number: int, text: str) -> Iterator[Candidate]:
    for match in _PHRASE.finditer(text):
        words = [(m[0], match.start() + m.start(), match.start() + m.end()) for m in re.finditer(r"\S+", match[0])]
        for part in _split_coordinated(words):
            yield from _read_phrase(number, part)


_Words = list[tuple[str, int, int]]


def _is_head(word: str) -> bool:
    return word in read_cues("org_heads") or word in read_cues("list_heads")


def _split_coordinated(words: _Words) -> Iterator[_Words]:
    """Yield the parts of a phrase whose `and` joins two names, each with its head: Department of State and Bureau of X."""
    for i, word in enumerate(words):
        if word[0] in ("and", "&") and any(_is_head(w[0]) for w in words[:i]) and any(_is_head(w[0]) for w in words[i:]):
            yield words[:i]
            yield from _split_coordinated(words[i + 1 :])
            return
    yield words


def _read_phrase(number: int, words: _Words) -> Iterator[Candidate]:
    while words and (words[0][0] in read_cues("lead_words") or not words[0][0][0].isupper()):
        words = words[1:]
    owners = [i for i, w in enumerate(words) if re.search(r"[’']s$", w[0])]
    words = words[owners[-1] + 1 :] if owners else words
    heads = [i for i, w in enumerate(words) if _is_head(w[0])]
    if not heads:
        return
    linked = [i for i in range(heads[0]) if words[i][0] in ("of", "for", "in", "on", "to", "with")]
    if linked:  # "Officials of the Bureau of …" is about the Bureau
        yield from _read_phrase(number, words[linked[-1] + 1 :])
        return
    # "Office of Foreign Assets Control" goes on after its head; a list or law ends with it.
    last = len(words) - 1 if words[heads[-1]][0] in read_cues("org_heads") and _goes_on(words, heads[-1]) else heads[-1]
    chosen = words[: last + 1]
    kind: EntityType = "ORG" if words[heads[-1]][0] in read_cues("org_heads") else "LIST"
    span = Span(chosen[0][1], chosen[-1][2])
    if _says_something([w[0] for w in chosen]):
        yield Candidate(number, span, kind, "capitalised", weight=1, jurisdiction=_state_before([w[0] for w in chosen]) if kind == "ORG" else "")
    elif len(chosen) > 1:
        yield Candidate(number, span, kind, SHORT_FORM, weight=0)


def _state_before(words: list[str]) -> str:
    """Return the state whose adjective stands before a body's head: Thai Ministry of Commerce; "" where none does."""
    head = next((i for i, w in enumerate(words) if w in _STATE_HEADS), 0)
    return (parse_jurisdiction(" ".join(words[:head])) or "") if head else ""


def _goes_on(words: _Words, head: int) -> bool:
    if head + 2 < len(words) and words[head + 1][0] in ("on", "in") and _DAY.fullmatch(words[head + 2][0]):
        return False  # the Senate on Wednesday
    return (head + 1 < len(words) and words[head + 1][0] in ("of", "for", "on")) or (
        head + 1 < len(words) and words[head][0] in ("Institute", "Chamber", "Office") and words[head + 1][0] == "in"
    )


def _says_something(words: list[str]) -> bool:
    """Say whether a phrase is more than its head: "Clean Energy Program" is, "Final Rule" and "Trade Agreement" are not."""
    telling = [
        w for w in words if w[0].isupper() and w not in read_cues("generic_words") and not _is_head(w) and not w.isupper()
    ]
    if len(words) < 2 or not telling:
        return False
    return len(telling) > 1 or words[-1] not in read_cues("weak_list_heads")


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
        titled = title_before_en().search(text[: match.start()])
        if not titled or _is_head(words[0]) or words[0] in read_cues("generic_words"):
            continue
        if len(words) > 1 and parse_jurisdiction(match[0]) is None:
            yield Candidate(number, Span(*match.span()), "PERSON", "titled", weight=1)
    byline = rf"(?:(?:^|\n|[.;|]\s)(?:By\s)?|\bBy\s)(?P<name>[A-Z][a-z]+(?:\s[A-Z]\.)?\s[A-Z][a-z]+(?:-[A-Z][a-z]+)?),\s(?:{cue_pattern('bylines')})\b"
    for match in re.finditer(byline, text):
        if not any(_is_head(w) for w in match["name"].split()):
            yield Candidate(number, Span(*match.span("name")), "PERSON", "byline", weight=1)
