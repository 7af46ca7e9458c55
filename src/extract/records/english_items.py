"""What an English act concerns: the noun phrases after its measure noun or verb, or before its measure noun."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extract.records.actors import Names
from extract.records.compose import Act
from extract.records.english_clauses import EnglishClause
from extract.records.english_no_goods import names_no_goods
from extract.records.english_nouns import has_no_object, object_of, undergoes
from extract.records.english_words import NATIONS, NO_GOODS, STUFF, TRADE
from extract.records.statements import Context, Term
from extract.spans import Span

_LEADING = re.compile(
    rf"^(?:(?:the|a|an|all|any|certain|some|its|their|his|new|additional|initial|approximately|about|around|nearly|almost|more than|at least|up to|over|well over|longstanding|existing|expired|other|incremental|and|or|stable|long-term|various|specific|selected|"
    rf"subject(?! to)|affected|eligible|most|virtually|substantially|several|both|further|so-called|current|remaining|imported|originating|key|as much as|no less than|not less than|increased|the sale of|sale of|sales of|imports? of|exports? of|exports? and (?:re-?)?exports? of|(?:re-?)?(?:exports?|imports?|transfers?)(?: \(in-country\))? of|leases? of|purchases? of|importation of|shipments of|value of|addition of|(?:wide |broad |full |large )?(?:range|variety|number|list) of|types? of|"
    rf"categories of|thousands of|hundreds of|billions of dollars (?:of|in|worth of)|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+|(?-i:[A-Z][\w.-]*(?: [A-Z][\w.-]*){{0,2}}['’]s) (?!of\b)|(?-i:United (?:States|Kingdom)) (?=(?-i:[a-z]))|{NATIONS}(?:-made|-origin|-built|-originating|-assembled|-manufactured|-produced|-grown)?\s+|"
    r"\$?[\d.,]+(?:\s?(?:million|billion|trillion|percent|%|metric tons?|tons?|tonnes|barrels|kg|[MG]Wh?|megawatts?|gigawatts?|units?|head|pieces|doses|lit(?:er|re)s?|gallons|bushels|cubic (?:feet|met(?:er|re)s)))*(?:\s(?:per|a|each) year)?\s+(?:of\s+|in\s+|worth of\s+)?|(?:per|a|each) year\s+|(?:annually|worth)\s+|(?:of|in)\s+)+",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"[;:](?:\s|$)|\.$|(?<![Dd]esigned)(?<!used) to (?!and|order)|\s[–—-]\s|,? (?:which|that|who|while|with (?!disab)|by|from|From|under|pursuant|effective|until|till|through|within|via|at|against|into|onto|between|during|over|without|because|amid|despite|"
    r"in (?:20\d\d|addition|this|the|response|accordance|exchange|order|connection|Annex|purchases|Chapter|heading|effect|line|return|its|their|full|order|excess|retaliation|[A-Z][\w.]*)|"
    r"as (?:part|well|of|specified|(?:originally |previously |first )?(?:planned|scheduled|announced|promised|threatened|agreed|expected)|a|it|an|it)|for (?:Chinese|the|national|an|a|at|discussing|use|another|further|several|some|up to|about|one|two|three|four|five|six|seven|eight|nine|ten|twelve|\d+|failing|their|its|purposes|export|sale|[A-Z][\w.]*)|"
    r"on (?:the|a|an|hold|ice|January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|[A-Z][\w.]*|\d+)|"
    r"depending|totaling|totalling|according|based|unless|if|since|after|before|following|starting|beginning|than|(?:per|each|every|a) (?:year|month|quarter|decade)|yearly|annually|creating|determined|entering|imposed|(?:owned|operated)(?! (?:or [a-z]+ )?(?:vessels|ships|compan|entit|firms|facilit|banks))|caught|exported|imported (?:from|into|under)|shipped|located|based|linked|flying|applicable|related to the|has|have|had|will|would|may|can|is|are|was|were|"
    r"and [a-z]+s(?= (?:the|an?|its) )|and (?:add(?:ing)?|remov\w+|impos\w+|lift\w*|is|are|was|were|will|has|have|charging|accepting|to|on|the (?:U|E)\w* will)|destined|when|where|subject to|covered|set out|made (?:in|by|from)|produced (?:in|by)|originating|manufactured|used (?:in|by|to|for)|worth|valued|due|last|this|next|again|today|yesterday|later|once|only if)\b"
)
_INCLUDING = re.compile(r", (?:covering|comprising|ranging from|consisting of) |,? (?:including|such as|namely|among them|notably)(?: (?:(?:the |its |all )?(?:tariffs?|duties|restrictions|controls|bans) )?on)? ")
_COMMA = re.compile(r", and (?:other |certain )?|, or |, (?:as well as )?|; (?:and )?| as well as ")
_AND = re.compile(r"(?<!-) (?:and|or|&) (?:other |certain )?(?=\w)")
_EMPTY = re.compile(
    r"^(?:it|them|this|that|these|those|the|a|an|both|rules?|actions?|measures?|tariffs?|dut(?:y|ies)|rates?|restrictions?|controls?|exports?|imports?|re-?exports?|transfers?|[A-E]:\d|lists?|entr(?:y|ies)|entit(?:y|ies)|determinations?|notices?|orders?|agreements?|investigations?|commitments?|implementation|purchases?|country|countries|"
    r"companies|persons?|individuals?|parties|goods|products?|items?|sides?|talks|period|force|effect|place|response|addition|sanctions?|trade|year|years|percent|billion|million|dollars|deadline|pause|suspension|extension|action|plan|plans|process|program|part|way|level|levels|use|end|force|respect|licen[cs]es?|requests?|applications?|comments?|"
    r"amendments?|changes?|conforming amendments|entry|same|same amount|(?:direct |new )?investments?|others?|more|one|two|three|four|five|six|seven|eight|nine|ten|days?|weeks?|months?|\W*)?$",
    re.IGNORECASE,
)
# The export, transit and sale of: what else is done with the same goods.
_MORE_TRADE = rf"(?:(?:,|,? and|,? or|/) ?(?:in-country )?{TRADE}(?: \(in-country\))?)*"
_LINK = re.compile(rf"^{_MORE_TRADE}(?: (?:\([^()]*\)|rates?|levels?|volumes?|orders?|measures?|requirements?|barriers?|imposed|levied|applied|currently|in place|placed|treatment|restrictions?|commitments?|investigations?|policies|increases?|\(\w+\)|(?:of|at) (?:USD |US|Rs\.? ?)?[$€£]?\d[\d.,]*(?:[-–]\d[\d.,]*)?(?: ?(?:/|per |an? )(?:net |gross |metric )?\w+)|(?:of|to|at) (?:up to |at least |about |as much as |between |from )?\d+(?:\.\d+)?(?: ?(?:%|per ?cent))?(?:(?: to | and |-|–)\d+(?:\.\d+)?)? ?(?:%|per ?cent)|ad valorem|(?:in)?to (?:the )?(?-i:[A-Z][\w.]*)(?: (?-i:[A-Z][\w.]*)){0,2}(?= of )|into|ranging from [\d.]+ ?(?:%|percent) to [\d.]+ ?(?:%|percent)))* (?:on|of|for|over|to(?= (?:[A-Z]|control |cover |the |all |certain |these |those |its ))|in|into|across|regarding|covering|applicable to|governing|concerning)(?: all| nearly all| certain)? ")
# What brings goods out of a measure: exempted phones from the duty, phones were spared.
_TAKES_OUT = re.compile(r"(?:exempt|exclud|spar|carv)(?:e|es|ed|ing|s)?(?: out)?$|(?:free|exempt|excused|spared) (?:of|from)$", re.IGNORECASE)
_EXEMPTION = re.compile(r"\b(?:exemptions?|exclusions?|waivers?|carve-outs?)(?: from [^.;,]{1,60}?)? (?:to|for) ")
# For whose goods a market is opened: opens its market to, grants duty-free entry for.
_GIVEN_TO = re.compile(r"(?: [\w-]+){0,4}? (?:to|for) (?!(?:enter|be|the|its|use)\b)")
# What is said of a measure before its goods: tariffs imposed under Section 232, as amended, on automobiles.
_IMPOSED_ON = re.compile(r"^ (?:imposed|levied|applied|assessed|announced|collected|in effect|in force) (?:under|pursuant to|in accordance with|by) [^.;]{3,120}?,? on (?!(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|the basis|or (?:after|about)|\d|certain dates?|behalf)\b)")
# A licence and what it is for: a presumption of denial for licences to export firearms.
_LICENCE_TO = re.compile(r"(?:(?:the|all|any) )?(?:licen[cs]es?|permits?|authori[sz]ations?)?(?: ?applications?)? ?(?:to|for) (?:the )?(?:re-?)?(?:export|import|transfer|ship|sell|sale|supply)(?:s|ation)?(?: of)? ")
# Whoever is sanctioned is no goods.
_ON_PARTIES = re.compile(r"(?:also )?target|sanction", re.IGNORECASE)
_NAMELESS = {"entity_listing", "cooperation", "guidance"}


def _end(text: str, start: int, limit: int) -> int:
    stop = _STOP.search(text, start, limit)
    return stop.start() if stop else limit


def _trim(text: str, span: Span) -> Span | None:
    piece = span.of(text)
    lead = _LEADING.match(piece + " ")
    start = span.start + (min(lead.end(), len(piece)) if lead else 0)
    body = re.sub(r"\s*\([^()]*$", "", text[start : span.end])  # (whether or not assembled
    body = re.sub(r"(?:\s*\([^()]*\)|[\s,.;:–-]|['’]s?|\b(?:and|or|of|the|on|in|to|from|within|with)|(?<=\w) (?:related|relating|pertaining|concerning|regarding|specially|specifically|primarily|mainly|principally|classified|described|identified|enumerated|controlled|listed|covered|currently|already|also|procurements?|purchases))+$", "", body)
    return Span(start, start + len(body)) if body and not _EMPTY.match(body) else None


def _halves(text: str, span: Span, in_list: bool) -> Iterator[Span]:
    """Split "A and B" where both are phrases of their own: automobiles and auto parts; not car and truck imports."""
    brackets = list(re.finditer(r"\([^()]*\)", span.of(text)))
    found = [m for m in _AND.finditer(text, span.start, span.end) if not any(b.start() < m.start() - span.start < b.end() for b in brackets)]
    if len(found) == 1:
        left, right = text[span.start : found[0].start()], text[found[0].end() : span.end]
        stuff = " " in left and left.lower().split()[-1] in STUFF
        if in_list or re.sub(r"\s*\([^()]*\)$", "", left).endswith("s") or stuff or len(right.split()) == 1:
            yield from (Span(span.start, found[0].start()), Span(found[0].end(), span.end))
            return
    yield span


def _pieces(text: str, span: Span) -> list[Span]:
    """Split a coordinated phrase; the members of "including a, b and c" come after their class."""
    parts: list[Span] = []
    including = _INCLUDING.search(text, span.start, span.end)
    regions = [Span(span.start, including.start()), Span(including.end(), span.end)] if including else [span]
    for region in regions:
        cuts = [m for m in _COMMA.finditer(text, region.start, region.end) if not any(b.start() < m.start() < b.end() for b in re.finditer(r"\([^()]*\)", text))]
        at = region.start
        rows = []
        for m in cuts:
            rows.append(Span(at, m.start()))
            at = m.end()
        rows.append(Span(at, region.end))
        parts += [h for row in rows if len(row) for h in _halves(text, row, len(rows) > 1 and row is rows[-1])]
    return [p for p in (_trim(text, s) for s in parts if len(s)) if p is not None]


def _skip_amount(ctx: Context, start: int, limit: int) -> int:
    """Return where the goods begin after a sum or amount: $17 billion a year of farm goods."""
    lead = _LEADING.match(ctx.text[start:limit])
    reach = start + (lead.end() if lead else 0)
    money = [m for m in ctx.mentions if m.kind in {"money", "percentage"} and start <= m.span.start <= reach + 2 and m.span.end <= limit]
    if not money:
        return start
    at = money[0].span.end
    link = re.match(r"(?: (?:per|a|each) (?:year|annum)| annually| worth| ad valorem)*(?: increase)?(?: (?:of|in)(?: purchases of)?)? ?", ctx.text[at:limit])
    return at + (link.end() if link else 0)


def _read(ctx: Context, clause: EnglishClause, start: int, limit: int) -> list[Span]:
    """Return the goods of the noun phrase that begins at `start`."""
    if any(m.kind == "date" and m.span.start <= start < m.span.end for m in ctx.mentions):
        return []
    stops = [h.start for h in clause.hidden if start < h.start < limit]
    limit = min([limit, *stops])
    start = min(_skip_amount(ctx, start, limit), limit)
    lead = _LEADING.match(ctx.text[start:limit])
    end = max(start, _end(ctx.text, start + (lead.end() if lead else 0), limit))
    found = _pieces(ctx.text, Span(start, end))
    members = _INCLUDING.search(ctx.text, end, min(limit, end + 80))
    if members and not re.search(r"[;.]\s", ctx.text[end : members.start()]):
        found += _pieces(ctx.text, Span(members.end(), max(members.end(), _end(ctx.text, members.end(), limit))))
    return found


def _after_noun(ctx: Context, clause: EnglishClause, noun: Term, limit: int) -> list[Span]:
    """Return the goods after a measure noun: tariffs on steel, exports of chips."""
    text = ctx.text
    if noun.span.of(text).rstrip().endswith((" of", " on")):
        return _read(ctx, clause, min(noun.span.end + 1, limit), limit)
    link = _IMPOSED_ON.match(text[noun.span.end : limit]) or _LINK.match(text[noun.span.end : limit])
    if link is None:
        return []
    start = noun.span.end + link.end()
    licence = _LICENCE_TO.match(text, start, limit)
    return _read(ctx, clause, licence.end() if licence else start, limit)


def _words_before(text: str, end: int, floor: int) -> Span | None:
    """Return the goods of one or a few words that end at `end`, None where other words stand there."""
    words = list(re.finditer(r"[^\s,;:()]+", text[floor:end]))
    kept: list[re.Match[str]] = []
    for word in reversed(words):
        between = text[floor + word.end() : floor + kept[-1].start() if kept else end]
        if between != " " * bool(kept) or word[0].lower() in NO_GOODS or not word[0][0].isalpha() or re.match(NATIONS, word[0]) or word[0].lower().endswith(("ed", "ly", "ing")) or word[0].endswith(("’s", "'s", "s’")) or len(kept) > 3:
            break
        kept.append(word)
    if not kept or (kept[-1][0][0].isupper() and floor + kept[-1].start() != floor):
        return None
    span = Span(floor + kept[-1].start(), end)
    return span if not _EMPTY.match(span.of(text)) else None


_JOINT = re.compile(r"(?:,? and|,? or|,| &) $")


def _before_noun(ctx: Context, noun: Term, floor: int) -> list[Span]:
    """Return the goods named right before a measure noun: steel tariffs, rare earth export controls, cattle and beef imports."""
    text = ctx.text
    last = _words_before(text, noun.span.start - 1, floor) if text[noun.span.start - 1 : noun.span.start] == " " and noun.span.start > floor else None
    out = [last] if last is not None else []
    while out and (joint := _JOINT.search(text, floor, out[0].start)) is not None:
        before = _words_before(text, joint.start(), floor)
        if before is None or any(t.span.overlaps(before) for t in ctx.terms):
            break
        out.insert(0, before)
    return out


def _around_noun(ctx: Context, clause: EnglishClause, act: Act, noun: Term) -> Iterator[list[Span]]:
    """Yield the goods after and before an act's measure noun."""
    in_subject = noun.span.end <= clause.verb.group.start
    end = clause.span.end
    if in_subject:
        end = (clause.first if noun.span.end <= clause.first.group.start else clause.verb).group.start
    if act.type == "other":
        yield [noun.span]
    yield _after_noun(ctx, clause, noun, end)
    if in_subject and clause.verb.form == "passive":
        put = re.match(r" (?:up)?on (?!January|February|March|April|May |June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|\d)", ctx.text[clause.verb.term.span.end : clause.span.end])
        yield _read(ctx, clause, clause.verb.term.span.end + put.end(), clause.span.end) if put else []
    floor = clause.undergoer.start if in_subject else clause.verb.term.span.end
    yield _before_noun(ctx, noun, min(floor, noun.span.start))


def _around_verb(ctx: Context, clause: EnglishClause, act: Act) -> Iterator[list[Span]]:
    """Yield the goods that the words of some verbs lead to: goods face a duty, address concerns about, add goods to a list, N tons of."""
    text, limit = ctx.text, clause.span.end
    name = act.operator.word.name if act.operator is not None else ""
    if undergoes(clause, text):
        yield _read_subject(ctx, clause)
    if name == "address" and act.operator is not None:
        about = re.search(r"^ (?:regarding|about|over|on|with|relating to|related to) (?:[\w ]{0,40}?related to )?", text[act.operator.span.end : limit])
        yield _read(ctx, clause, act.operator.span.end + about.end(), limit) if about else []
    if act.operator is not None and act.operator.word.own and act.action == "ease":
        given = _GIVEN_TO.match(text, act.operator.span.end, limit)
        yield _read(ctx, clause, given.end(), limit) if given else []
    if name == "list" and act.type != "entity_listing" and clause.verb.form != "passive":
        yield _read_object(ctx, clause)
    for m in ctx.mentions:
        if m.kind == "quantity" and clause.shows(m.span) and text.startswith(" of ", m.span.end):
            yield _read(ctx, clause, m.span.end + 4, limit)


# Whose trade or subsidies a proceeding looks at: to determine whether imports of film, subsidies are provided to producers and exporters of cells.
_EXAMINED = re.compile(r"\b(?:(?:determine|examine|assess)\b[^.;,]{0,80}? (?:of|whether) (?:imports?|importation|sales|exports?) of|(?:provided|granted|given|made available) to (?:\w+ )?(?:producers?|exporters?|manufacturers?)(?:(?: and|,|/| or) ?(?:producers?|exporters?))? of|\b(?:practices|policies|conduct|subsidies|programs?|behaviou?r)\b[^.;,]{0,40}? (?:relat(?:ed|ing) to|concerning|regarding|with respect to|involving|in)) ")


def _examined(ctx: Context, clause: EnglishClause, act: Act, names: Names) -> list[Span]:
    """Return the goods that a proceeding looks at, even where a clause of its own tells them."""
    found = _EXAMINED.search(ctx.text, clause.verb.term.span.end, clause.sentence.end) if act.type in {"investigation", "tariff"} else None
    if found is None:
        return []
    told = replace(clause, hidden=tuple(h for h in clause.hidden if not h.covers(Span(found.end(), found.end() + 1))))
    return read_goods(ctx, told, found.end(), clause.sentence.end, names)


def _around_exemption(ctx: Context, clause: EnglishClause) -> Iterator[list[Span]]:
    """Yield the goods that are taken out of a measure: phones were exempted, exempts phones from the duty, exemptions from the duty for phones."""
    text, verb = ctx.text, clause.verb
    words = verb.term.span.of(text)
    if _TAKES_OUT.match(words):
        passive = verb.form == "passive" or " " in words
        yield _read_subject(ctx, clause) if passive else _read_object(ctx, clause)
    given = _EXEMPTION.search(text, verb.term.span.start, clause.span.end)
    if given is not None and not re.search(r"[,;]|\bwith\b", text[verb.term.span.end : given.start()]):
        yield _read(ctx, clause, given.end(), clause.span.end)


def _read_object(ctx: Context, clause: EnglishClause) -> list[Span]:
    stretch = object_of(clause, ctx.text)
    words = stretch.of(ctx.text)
    return _read(ctx, clause, stretch.start + len(words) - len(words.lstrip()), stretch.end)


def _is_measure_itself(clause: EnglishClause, act: Act, noun: Term | None, text: str) -> bool:
    """Say whether the verb's object or subject is the measure and not the goods: lifted the ban, the ban was lifted."""
    if act.type in {"tariff", "subsidy"} and not (noun is None and has_no_object(clause, text)):
        return True
    measure = noun is not None and (noun.word.noun == "measure" or (noun.word.noun == "permission" and act.type == "sanction"))
    return measure and noun is not None and (clause.undergoer.covers(noun.span) or clause.verb.form != "passive")


def _candidates(ctx: Context, clause: EnglishClause, act: Act) -> Iterator[list[Span]]:
    """Yield the readings of an act's goods, the surest first."""
    inside = act.noun is not None and (clause.span.covers(act.noun.span) or clause.undergoer.covers(act.noun.span))
    noun = act.noun if inside else None
    yield from _around_exemption(ctx, clause)
    if noun is not None:
        yield from _around_noun(ctx, clause, act, noun)
    yield from _around_verb(ctx, clause, act)
    if _is_measure_itself(clause, act, noun, ctx.text):
        return
    if has_no_object(clause, ctx.text):
        yield _read_subject(ctx, clause)
    else:
        yield _read_object(ctx, clause)


def _read_subject(ctx: Context, clause: EnglishClause) -> list[Span]:
    return _read(ctx, clause, _core_start(ctx.text, clause), clause.undergoer.end)


def _core_start(text: str, clause: EnglishClause) -> int:
    """Return where the undergoer begins after "said that" and adverbials: however, in this rule."""
    subject = clause.undergoer
    said = [m.end() for m in re.compile(r"\bthat ").finditer(text, subject.start, subject.end) if not any(h.start <= m.start() < h.end for h in clause.hidden)]
    at = said[-1] if said else subject.start
    lead = re.compile(r"\W*(?:[A-Z][a-z]+ly|First|Second|Third|Fourth|Next|Then|However|Accordingly|Also|Further|In|On|As|Under|For|Pursuant|By|With|At|From|After|Following|To|Today|Yesterday|Meanwhile|Moreover|pursuant|in|as|under|on)\b[^,]*, ")
    while (match := lead.match(text, at, subject.end)) is not None:
        at = match.end()
    return at


def find_goods(ctx: Context, clause: EnglishClause, act: Act, names: Names) -> list[Span]:
    """Return the spans of the goods of an act, [] where the clause names none."""
    if act.type == "sanction" and act.operator is not None and _ON_PARTIES.match(act.operator.span.of(ctx.text)):
        return []
    if act.type in _NAMELESS and not (act.operator is not None and act.operator.word.name == "address"):
        return []
    for found in _candidates(ctx, clause, act):
        kept = [_without_origin(ctx, s, names) for s in found if _is_goods(ctx, clause, s, names)]
        if kept:
            return kept
    return _examined(ctx, clause, act, names) or _of_label(ctx, clause, act, names)


_OF_ORIGIN = re.compile(rf" of {NATIONS} (?:origin|manufacture|production|make)$")


def _without_origin(ctx: Context, span: Span, names: Names) -> Span:
    """Return a goods phrase without whose goods they are: automobiles of South Korea; goods of Japan stay whole, for they have no other name."""
    last = next((s for s, _, form in names.jurisdictions if form != "adjective" and s.end == span.end and s.start > span.start), None)
    cut = re.search(r" of (?:the )?$", ctx.text[span.start : last.start]) if last is not None else _OF_ORIGIN.search(span.of(ctx.text))
    kept = Span(span.start, span.start + cut.start()) if cut is not None else span
    return kept if not _EMPTY.match(kept.of(ctx.text)) else span


# Goods that stand before a colon where the sentence speaks of their duty or trade only: Solar cells: The tariff rate will rise.
_LABEL = re.compile(r"\W*(?P<goods>[A-Z][\w ,/&’'-]{2,80}?)(?: \([^()]*\))?: ")
# Goods that open the sentence: For automobiles, the order sets ….
_LEAD = re.compile(
    r"\W{0,8}(?:For|On|As for|As to|In the case of|Regarding|With (?:respect|regard) to) (?P<goods>(?!(?:the|its|their|this|that|these|more|all|now|today|once|example|instance|average|balance|paper|top|starters|comparison|years?|months?|weeks?|days?|decades?)(?=[ ,]))"
    r"[\w’'-]{1,40}(?: (?!(?:to|who|which|that|not|in|of) )[\w’'-]{1,40}){0,6}(?: \([^()]{1,30}\))?(?:, including [^,;.]{3,120})?), "
)
_OF_GOODS = {"tariff", "import_control", "export_control"}
_SPEAKS_OF = re.compile(r"(?:the |their |all )?(?:\w+ )?(?:tariffs?|dut(?:y|ies)|rates?|lev(?:y|ies)|tariff rates?|exports?|imports?|shipments|quotas?|exemptions?|exclusions?)\b", re.IGNORECASE)


def _of_label(ctx: Context, clause: EnglishClause, act: Act, names: Names) -> list[Span]:
    label = _LABEL.match(ctx.text, clause.sentence.start, clause.sentence.end)
    lead = _LEAD.match(ctx.text, clause.sentence.start, clause.first.group.start)
    if lead is not None and act.type in _OF_GOODS:
        return [s for s in _pieces(ctx.text, Span(*lead.span("goods"))) if _is_goods(ctx, clause, s, names)]
    if label is None or label.end() > clause.first.group.start or act.type in _NAMELESS or not _SPEAKS_OF.match(ctx.text, label.end()):
        return []
    return [s for s in _pieces(ctx.text, Span(*label.span("goods"))) if _is_goods(ctx, clause, s, names)]


def read_goods(ctx: Context, clause: EnglishClause, start: int, limit: int, names: Names) -> list[Span]:
    """Return the goods of the noun phrase that begins at `start`, [] where it names none."""
    return [s for s in _read(ctx, clause, start, limit) if _is_goods(ctx, clause, s, names)]


def _is_goods(ctx: Context, clause: EnglishClause, span: Span, names: Names) -> bool:
    """Say whether a phrase names goods: no country, office, law, date or pronoun."""
    text = span.of(ctx.text)
    if any(h.overlaps(span) for h in clause.hidden) or len(text) > 160 or not re.match(r"[\w“\"'‘’]", text) or any(m.kind == "date" and span.covers(m.span) for m in ctx.mentions):
        return False
    if any(s.covers(span) or (span.start == s.start and len(s) * 2 > len(span)) for s, _, form in names.jurisdictions if form != "adjective"):
        return False
    taken = [m for m in ctx.mentions if m.kind in {"date", "duration", "percentage", "money"} or (m.kind == "entity" and m.type in {"ORG", "LIST", "PERSON", "GPE"})]
    if any(m.span.covers(span) or (m.type == "LIST" and span.covers(m.span) and span.end == m.span.end) or (span.start == m.span.start and len(m.span) * 5 >= len(span) * 4) for m in taken):
        return False
    return not names_no_goods(text)
