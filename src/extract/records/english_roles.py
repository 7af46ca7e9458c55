"""The roles around an English act: whom it hits, when, how much, on what basis, in which deal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.lexicon.names import name_of
from extract.model import Filler, Mention, Place
from extract.records.actors import Actor, Names
from extract.records.english_acts import ClauseAct
from extract.records.english_clauses import EnglishClause
from extract.records.english_nouns import has_no_object
from extract.records.english_words import GOODS
from extract.records.statements import Context
from extract.spans import Span

_UNTIL = re.compile(
    r"\b(?:until|through|by|up to|till|ending|all by|expir(?:e|es|ed|ing)|ends?|ended|lapses?|not later than|no later than|at the latest|valid (?:until|through|to))(?: on| in| at)?(?: the end of| no later than| at least| midnight on)? ?$", re.IGNORECASE
)
_FROM = re.compile(
    r"\b(?:effective|effective (?:on|as of|from)|from|beginning|starting|as of|as from|on or after|tak(?:e|es|ing) effect|took effect|bec(?:a|o)mes? effective|(?:goes|go|went|comes?|came|enter(?:s|ed)?|entry|put) into (?:force|effect)|in (?:force|effect|place)(?: since)?|"
    r"commenc(?:es|ing)|appl(?:y|ies|ied|icable)|retroactive(?:ly)? to|(?:force|effect|place|standing) since|start(?:s|ed)?|begin(?:s|ning)?|effect|force)(?: on| in| from| as of| at)?(?: 12:01 a\.m\.)?(?: \([^()]*\))? ?$",
    re.IGNORECASE,
)
# A participle before a date dates the noun it describes: countermeasures taken since April.
_DESCRIBED = re.compile(r"(?<!be )(?<!was )(?<!were )(?<!been )\b(?:taken|imposed|announced|issued|published|adopted|introduced|levied|signed|enacted|launched|opened|initiated|agreed|reached|made(?! in )|concluded|established|proposed|granted|dated|placed|filed|loaded|shipped|entered)\b(?= (?:on|in|by|since|before|after|against|under|last|earlier|at|from|to|for|between|during|between)\b)[^,;]*$")
# Any participle right before the day: entities added to the List on May 16, a rule finalized in June; not: to be listed on May 16, as planned on May 16, rapeseed on May 16.
_DONE_ON = re.compile(r"(?<!\bbe)(?<!\bbeing)(?<!\bwas)(?<!\bwere)(?<!\bhas)(?<!\bhave)(?<!\bhad)(?<!\bas)(?<!\bas originally)(?<!\bas previously)(?<!\bas first) (?!(?:expect|suppos|slat|schedul|bas|need)ed\b|[a-z]{0,12}(?:seed|weed|feed|speed)\b|(?:need|bed|shed|deed|reed|breed|creed|indeed|hundred)\b)[a-z]{3,30}ed(?: to the [A-Z][\w ]{2,30}| by [A-Z][\w. ]{1,30})? (?:on|in|since)(?: or (?:after|before))?(?: the)? $")
# A paper still to come: in a plan to be adopted before the end of the year.
_TO_COME = re.compile(r"\b(?:to be|is|are) (?:formally |jointly )?(?:adopted|signed|concluded|finali[sz]ed|agreed|ratified|completed|negotiated)\b[^,;]*$")
# What a proceeding looks at: the period of review, July 1, 2023, through June 30, 2024.
_PERIOD_OF = re.compile(r"\b(?:period|periods|POR|POI|fiscal year|calendar year)(?: of (?:investigation|review|inquiry))?(?: \([^()]{2,12}\))?,?(?: (?:is|was|of|covers|covering|from|between))*,? $")
_BEFORE_PROMISE = re.compile(r"\b(?:within|preceding|past|previous|last|every|any|each|per|after|first|prior|nearly|almost)(?: the)?(?: next| first| past| last)? ?$", re.IGNORECASE)
_AGREEMENT = re.compile(
    r"\b(?:(?:[A-Z][\w.’'-]*|of|and|for|on|the|framework|trade|historic|massive|interim|joint|bilateral|reciprocal|economic|security|landmark|truce) )*"
    r"(?:[Aa]greement|[Aa]ccord|[Dd]eal|[Jj]oint [Ss]tatement|[Ss]ummit|[Tt]ruce|package of commitments|[Mm]emorandum of [Uu]nderstanding|[Cc]ommuniqu[eé])(?: with (?:the )?[A-Z]\w+(?: [A-Z]\w+)*)?\b"
)
_AGREEMENT_LEAD = re.compile(r"^(?:(?:the|a|an|and|of|on|for|in|under|with|to|this|that|as|its)\s+)*", re.IGNORECASE)
_AGREEMENT_CONTEXT = re.compile(r"\b(?:under|in|as part of|part of|pursuant to|at|following|during|as a result of|with|through|implementing|implement|terms of|of|by)(?: the| a| an| this| their)?(?: \w+){0,2} ?$", re.IGNORECASE)
_HARDLY_A_DEAL = re.compile(r"^(?:(?:agreement|deal|accord)s?|trade (?:agreement|deal)|free trade agreement)$", re.IGNORECASE)
_OF_PLACE = re.compile(rf"^(?:['’]s?)?(?:\s+|-)(?:[\w-]+[- ]){{0,3}}?{GOODS}\b", re.IGNORECASE)
_TARGET_BEFORE = re.compile(
    r"\b(?:on|against|to|from|of|for|in|into|regarding|concerning|towards?|vis-[aà]-vis|among them|targeting|hitting|under the destinations? of|destined for|bound for|with|originating in|exported from|located in|involving|manufactured in|made in|produced in|built in|eligib\w+ of)"
    r"(?: (?:the|a|an|goods?|products?|imports?|exports?|entit(?:y|ies)|all|certain|nearly|compan(?:y|ies)|items?|shipments?|sales?|People['’]?s|destinations? of|originating|originated|from|in|of|companies|based|(?:\w+ )?(?:countries|country|nations|destinations?|markets),?|such|as|including|other|persons?|located|vessels|to|into|for)){0,5} ?$",
    re.IGNORECASE,
)
_LIST_LINK = re.compile(r"^(?:\s*\([^()]*\))*\s*(?:,|and|, and|;|; and|as well as|/|or|, or|,? including)\s*(?:the )?$")
# After an adjective of nation: what is no object of trade policy.
_NOT_GOODS = re.compile(
    r"^ (?:government|president|premier|prime|minister|ministry|officials?\b|authorities|leaders?|side|econom|tariff|dut(?:y|ies)|sanction|export|import|law|court|parliament|market|concern|trade|customs|commerce|policy|embassy|delegation|"
    r"counterpart|administration|regulator|commission|soil|people|dollar|yuan|(?:and|or|on|to|in|for|from|by|with|at|of|as|is|are|was|were|has|have|had|will|would)\b|restriction|control|list|retaliat|additional|subsid|jobs|workers|national security)", re.IGNORECASE
)
_NO_COUNT = re.compile(r"^(?:countr|side|part(?:y|ies)$|leader|government|round|time|day|week|month|year|nation|hour|phase|step|page|section|paragraph|econom|meeting|job|people|member|sector|area|reason|point|comment|question)", re.IGNORECASE)
_MONEY_TYPES = {"purchase_commitment", "investment_commitment", "subsidy", "port_fee"}


@dataclass(frozen=True, slots=True)
class Scope:
    """A clause being read with its passage and names."""

    ctx: Context
    clause: EnglishClause
    names: Names

    def mentions(self, *kinds: str) -> list[Mention]:
        """Return the clause's own mentions of the given kinds."""
        return [m for m in self.ctx.mentions if m.kind in kinds and self.clause.shows(m.span)]


def plain(ctx: Context, m: Mention, rule: str) -> Filler:
    """Return a filler with a mention's value."""
    return Filler(m.text, m.value, rule, (Place(ctx.index, m.span),), m.role, m.comparator, m.unit, m.name_ja, m.name_en)


def named(ctx: Context, m: Mention, rule: str) -> Filler:
    """Return a filler with a name's identity."""
    return Filler(m.text, m.entity_id or m.text, rule, (Place(ctx.index, m.span),), name_ja=m.name_ja, name_en=m.name_en)


def distinct(fillers: Sequence[Filler]) -> tuple[Filler, ...]:
    """Return the fillers without those that repeat a value, in order."""
    return tuple({f.value: f for f in reversed(fillers)}.values())[::-1]


def _region(clause: EnglishClause) -> Span:
    """Return the stretch in which targets stand: object and, for a row, what the row shares."""
    return clause.span


# Powers whose name before "sanctions" says whose they are; any other's says whom they hit.
_SANCTIONERS = {"US", "EU", "GB", "JP", "CA", "AU", "CH", "NO", "NZ", "UA", "KR", "TW"}


def find_targets(scope: Scope, actor: Actor | None) -> tuple[Filler, ...]:
    """Return the jurisdictions that an act hits: on goods of China, Chinese goods, to Sudan, under the destination China."""
    ctx, clause = scope.ctx, scope.clause
    acting = set(actor.codes) if actor is not None else set()
    out: dict[str, Filler] = {}
    last = -1
    for span, code, form in scope.names.jurisdictions:
        if code in acting or not _region(clause).covers(span) or any(h.overlaps(span) for h in clause.hidden) or (actor is not None and actor.span.overlaps(span)):
            continue
        if any(m.span.covers(span) and m.span != span for m in (*scope.names.bodies, *scope.names.companies)) or (_in_bracket(clause, span) and not _of_listed_party(scope, span)):
            continue
        before, after = ctx.text[max(0, span.start - 70) : span.start], ctx.text[span.end : span.end + 48]
        listed = last >= 0 and _LIST_LINK.match(ctx.text[last : span.start])
        goods = form == "adjective" and re.match(r"^ [a-z]", after) and not _NOT_GOODS.match(after)
        taken = not ctx.text[clause.verb.term.span.end : span.start].strip() or re.fullmatch(r"\s+(?:the\s+)?", ctx.text[clause.verb.term.span.end : span.start])
        object_ = bool(taken) and clause.verb.term.word.name in {"list", "lift", "ease", "sanction", "restrict"} and re.match(r"^ (?:from|to|in|on|as|under)\b", after)
        sanctions = form == "full" and code not in _SANCTIONERS and re.match(r"^(?:-related)? sanctions?\b", after)
        hit = _in_bracket(clause, span) or sanctions or object_ or form in {"origin", "against", "bound"} or _OF_PLACE.match(after) or listed or goods or (form != "adjective" and _TARGET_BEFORE.search(before))
        # A tariff on exports to a country is that country's.
        own = scope.clause.verb.term.word.type in {"", "tariff"} and re.search(r"\b(?:tariffs?|duties|duty|lev(?:y|ies)|surcharges?) on [^.;]{0,50}exports to (?:the )?$", before)
        if hit and not own and not _is_place_only(before, after):
            out.setdefault(code, Filler(span.of(ctx.text), code, "target-in-clause", (Place(ctx.index, span),)))
            last = span.end
    return tuple(out.values()) or _told_targets(scope, acting) or _payers(scope, acting)


def _payers(scope: Scope, acting: set[str]) -> tuple[Filler, ...]:
    """Return the country that bears a measure: Vietnam will pay a 20% tariff."""
    ctx, clause = scope.ctx, scope.clause
    if not re.match(r"(?:continu\w+ to )?(?:fac|pa(?:y|id)|bear|accept|enjoy)", clause.verb.term.span.of(ctx.text), re.IGNORECASE):
        return ()
    found = [(s, c) for s, c, form in scope.names.jurisdictions if clause.undergoer.covers(s) and form in {"full", "short"} and c not in acting and s.end + 1 >= clause.verb.group.start]
    return tuple(Filler(s.of(ctx.text), c, "bearer-of-measure", (Place(ctx.index, s),)) for s, c in found)


# How relative clauses say whose the goods or parties are.
_WHOSE = re.compile(r"\b(?:(?:linked|tied|affiliated|connected|associated) (?:to|with)|(?:owned|controlled|produced|made|manufactured|built|supplied|designed) (?:or \w+ )?(?:by|in)|(?:produce|product|growth|manufacture)s?(?: or \w+)? of|(?:located|based|headquartered|domiciled|incorporated|registered|originat\w+) in|originate from|ties to|under the laws of|nationals? of)(?: (?:the|a|an|entities|persons|companies|parties|firms|government|in|of|from|with|by|linked|to|tied))* $", re.IGNORECASE)


def _told_targets(scope: Scope, acting: set[str]) -> tuple[Filler, ...]:
    """Return the jurisdictions that only a relative clause of the sentence tells: cars supplied by persons linked to China or Russia."""
    ctx, last = scope.ctx, -1
    out: dict[str, Filler] = {}
    for span, code, _ in scope.names.jurisdictions:
        told = any(h.covers(span) and h.end <= scope.clause.sentence.end and re.match(r"(?:where|that|which|who|whose)\b", h.of(ctx.text)) for h in scope.clause.hidden)
        if not told or code in acting or span.start < scope.clause.span.start:
            continue
        if _WHOSE.search(ctx.text[max(0, span.start - 80) : span.start]) or (last >= 0 and _LIST_LINK.match(ctx.text[last : span.start])):
            out.setdefault(code, Filler(span.of(ctx.text), code, "target-of-relative-clause", (Place(ctx.index, span),)))
            last = span.end
    return tuple(out.values())


def _of_listed_party(scope: Scope, span: Span) -> bool:
    """Say whether a country stands in a bracket of its own right behind a party that is listed or taken off: removes Orion Ltd. (Chile) from the List."""
    alone = scope.ctx.text[span.start - 1 : span.start] == "(" and scope.ctx.text[span.end : span.end + 1] == ")"
    return alone and scope.clause.shows(Span(span.start - 2, span.start - 1)) and any(0 < span.start - m.span.end <= 3 for m in scope.names.companies)


def _in_bracket(clause: EnglishClause, span: Span) -> bool:
    return any(b.covers(span) for b in clause.brackets)


# Wars, meetings and dealings with a country say nothing of whom a measure hits.
_EVENT_IN = re.compile(
    r"\b(?:wars?|warfare|invasion|aggression|attacks?|fighting|conflict|crisis|unrest|actions|genocide|occupation|meetings?|summits?|gathering|visits?|trips?|leaders|ministers|partners|arms sales|weapons|aid|assistance|support|cooperation|ties|alliance|friendship)(?: (?:meeting|held|gathered|fought))? "
    r"(?:in|on|against|with|to|for|of|from) (?:the |neighbou?ring )?$"
)


def _is_place_only(before: str, after: str) -> bool:
    """Say whether a country is only a party of talks or an origin: talks with China, the President of the United States, exports of U.S. chips."""
    if re.search(r"\b(?:re-?)?(?:exports?|sales?|shipments?|supply|supplies|deliveries) of (?:[\w-]+ ){0,2}$", before) and not re.search(r"\b(?:to|in|from|into) (?:the )?$", before) and not re.match(r"^['’]", after):
        return True
    if _EVENT_IN.search(before):
        return True
    if re.search(r"\btargeting [^.;]{0,60}$", before):
        return False
    return bool(re.search(r"\b(?:President|Government|government|people|interests?|security|policy|law|laws|economy|Ambassador|talks|negotiations|relations|agreement|deal|framework|statement|consultations|between) (?:of|with|to)(?: the)? $", before))


def _starts_later(clause: EnglishClause, mention: Mention, text: str) -> bool:
    """Say whether a date after the verb is when the act will begin: will rise on November 1; not announced on … that it will."""
    group = text[clause.verb.group.start : clause.verb.term.span.start]
    future = re.search(r"\b(?:will|shall|to be|would)\b", group) or any(re.match(r"(?:set|due|scheduled|slated)\b", v.term.span.of(text), re.IGNORECASE) for v in clause.supports)
    stepped = clause.shared and clause.verb.form == "gerund" and has_no_object(clause, text)  # 10%, rising to 30% on May 1
    opens = re.search(r"(?:^|[.!?;:•–—-])\W*(?:On|From|As of|Beginning|Starting|In) $", text[clause.sentence.start - 2 if clause.sentence.start > 1 else 0 : mention.span.start])
    if future and opens and not clause.supports and clause.lead.covers(mention.span):
        return True  # On January 1, the tariffs will rise
    return bool(future or stepped) and mention.span.start >= clause.verb.term.span.end


# An hour and its zone between the word and the date: expires at 12:01 a.m. eastern daylight time, November 21.
_HOUR = re.compile(r"(?:at )?(?:\d{1,2}(?::\d\d)? ?[ap]\.?m\.?|\d{1,2}:\d\d|midnight|noon)(?:,? \(?(?:E[DS]?T|UTC|GMT|CET|BST|(?:U\.?S\.? )?(?:eastern|pacific|central|local)(?: (?:daylight|standard))? time)\)?)?,?\s*(?:on |of )?$", re.IGNORECASE)


def date_slot(ctx: Context, mention: Mention, after_verb: bool = True) -> str:
    """Return what the words before a date say it is: the start, the end, the day of the act; "" where it is another thing's."""
    before = _HOUR.sub("", ctx.text[max(0, mention.span.start - 90) : mention.span.start])[-42:]
    value = str(mention.value)
    if after_verb and re.search(r"\bbefore (?:the )?(?:end of )?$", before):
        return ""  # what must come before it is no day of the act
    if "/" in value and ".." not in value and _PERIOD_OF.search(before):
        return ""
    if after_verb and re.search(r"\b(?:dated|since it|of|notice|'s|’s)(?: the)? $", before) and not re.search(r"\bas of $", before):
        return ""
    if value.startswith("../") or _UNTIL.search(before):
        return "effective_until"
    if value.endswith("/..") or _FROM.search(before) or re.match(r"^(?:effective|from|starting|beginning|as of|since)\b", mention.text, re.IGNORECASE):
        return "effective_from"
    return "date"


def _of_document_day(clause: EnglishClause, mention: Mention, text: str) -> bool:
    """Say whether a date tells when the document came about whose acts stand in a row: issued a rule on May 2 that adds … and removes …."""
    made = clause.supports[-1].term.span.end if clause.shared and clause.supports else -1
    return 0 <= made <= mention.span.start and not re.search(r"\b(?:that|which|to|by)\b|;", text[made : mention.span.start]) and mention.span.end < clause.verb.group.start


def as_times(slot: str, filler: Filler) -> list[tuple[str, Filler]]:
    """Return start and end apart where the date of an act's application is a stretch of time: effective May 20 through August 19."""
    first, slash, last = str(filler.value).partition("/")
    if slot not in {"effective_from", "effective_until"} or not slash or ".." in {first, last}:
        return [(slot, filler)]
    return [("effective_from", replace(filler, value=first)), ("effective_until", replace(filler, value=last))]


def find_dates(scope: Scope) -> dict[str, tuple[Filler, ...]]:
    """Return date, effective_from and effective_until as the words before the dates say; the sentence's lead dates all its acts."""
    ctx, clause = scope.ctx, scope.clause
    dates = [m for m in ctx.mentions if m.kind == "date" and not any(h.overlaps(m.span) for h in (*clause.hidden, *clause.brackets))]
    joint = [m for m in dates if re.search(r"\b(?:all|both|each) (?:by|until|from|effective)? ?$", ctx.text[: m.span.start]) or re.match(r"^(?:all|both) ", m.text)]
    own = [m for m in dates if clause.span.covers(m.span) or (clause.shared and clause.subject.covers(m.span))]
    shared = [m for m in dates if (clause.lead.covers(m.span) or (m in joint and clause.sentence.covers(m.span)) or _of_document_day(clause, m, ctx.text)) and m not in own]
    out: dict[str, tuple[Filler, ...]] = {}
    for m in (*own, *shared):
        slot = date_slot(ctx, m, m.span.start >= clause.verb.term.span.start)
        between = ctx.text[clause.verb.term.span.end : m.span.start]
        if (_DESCRIBED.search(between) or _DONE_ON.search(between) or _TO_COME.search(between)) and slot in {"date", "effective_from"} and m in own:
            continue
        slot = "effective_from" if slot == "date" and _starts_later(clause, m, ctx.text) else slot
        value = str(m.value).removesuffix("/..").removeprefix("../")
        for name, filler in as_times(slot, Filler(m.text, value, f"{slot}-in-clause", (Place(ctx.index, m.span),))) if slot else ():
            out.setdefault(name, (filler,))
    return _years_of_promise(out, own, ctx)


def _years_of_promise(out: dict[str, tuple[Filler, ...]], own: Sequence[Mention], ctx: Context) -> dict[str, tuple[Filler, ...]]:
    """In 2026, 2027 and 2028: a promise for a row of years runs from the first to the last."""
    years = [m for m in own if re.fullmatch(r"\d{4}", str(m.value))]
    if len(years) < 2 or any(len(re.sub(r"\([^()]*\)|[\s,]|and", "", ctx.text[a.span.end : b.span.start])) > 0 for a, b in pairwise(years)):
        return out
    first, last = years[0], years[-1]
    kept = {k: v for k, v in out.items() if k != "date" or v[0].places[0].span not in [y.span for y in years]}
    return {
        **kept,
        "effective_from": (Filler(first.text, first.value, "years-of-promise", (Place(ctx.index, first.span),)),),
        "effective_until": (Filler(last.text, last.value, "years-of-promise", (Place(ctx.index, last.span),)),),
    }


def find_agreement(scope: Scope) -> tuple[Filler, ...]:
    """Return the deal that an act belongs to: named in the clause or in the lead of its row."""
    ctx, clause = scope.ctx, scope.clause
    for m in ctx.mentions:
        known = name_of(m.entity_id) if m.kind == "entity" else None
        if known is not None and known.kind == "deals" and clause.shows(m.span):
            return (named(ctx, m, "deal-in-clause"),)
    for region in (clause.subject, clause.lead, clause.span):
        for match in _AGREEMENT.finditer(ctx.text, region.start, region.end):
            start = match.start() + len(_AGREEMENT_LEAD.match(match[0])[0])  # type: ignore[index]
            span = Span(min(start, match.end() - 1), match.end())
            before = ctx.text[max(0, span.start - 40) : span.start]
            if any(h.overlaps(span) for h in clause.hidden) or not (_AGREEMENT_CONTEXT.search(before) or span.start == region.start or re.match(r"(?:The|the|This) $", before[-4:])):
                continue
            if not (_HARDLY_A_DEAL.match(span.of(ctx.text)) and not re.search(r"\b(?:the|this) $", before, re.IGNORECASE)):
                return (Filler(span.of(ctx.text), span.of(ctx.text), "deal-in-clause", (Place(ctx.index, span),)),)
    return ()


# Eliminated tariffs on 99% of U.S. products: how many goods, no rate of duty. Rejected: 10% of the value of the goods.
_SHARE = re.compile(r" of (?:(?!value\b|price\b|worth\b|cost\b|proceeds\b|revenue\b)[\w.’'&-]+ ){0,5}?(?:tariffs?|dut(?:y|ies)|lines|goods|products|imports|exports|trade|shipments|items|categories)\b", re.IGNORECASE)
# Duties on $34 billion (worth) of Chinese goods: how much trade an act concerns.
_TRADE = re.compile(r"(?: worth)? (?:of|in) (?:[\w.’'&-]+ ){0,5}?(?:goods|products|imports|exports|trade|shipments|merchandise)\b", re.IGNORECASE)


def find_rates(scope: Scope) -> tuple[Filler, ...]:
    """Return the clause's percentages; where a change is stated, only its two rates."""
    rules = [t.span for t in scope.ctx.terms if t.word.kind == "noun" and t.word.type == "entity_listing"]
    found = [m for m in scope.mentions("percentage") if not any(r.covers(m.span) for r in rules) and not _SHARE.match(scope.ctx.text, m.span.end)]
    changed = [m for m in found if m.role]
    kept = changed or found
    fillers = [plain(scope.ctx, m, "rate-in-clause") for m in kept]
    text = scope.ctx.text
    if len(kept) == 2 and not changed and re.search(r"\bfrom (?:the current )?$", text[: kept[0].span.start]) and re.fullmatch(r",? to (?:an? |the )?(?:[a-z]+ ){0,3}", text[kept[0].span.end : kept[1].span.start]):
        fillers = [replace(fillers[0], role="from"), replace(fillers[1], role="to")]
    if len(kept) == 1 and not changed:
        fillers = [_of_zero(fillers[0], text, kept[0].span)]
    if re.search(r"not exceed", scope.clause.verb.term.span.of(text)):
        fillers = [replace(f, comparator="le") for f in fillers]
    return distinct(fillers)


_NOTHING = r"(?:zero|nil|free|duty[- ]free|nothing)"


def _of_zero(filler: Filler, text: str, span: Span) -> Filler:
    """Return the rate of a change that begins or ends at nothing with its role: from zero to 25%."""
    if re.search(rf"\bfrom {_NOTHING} to $", text[: span.start]):
        return replace(filler, role="to")
    after = re.match(rf",? to {_NOTHING}\b", text[span.end :])
    return replace(filler, role="from") if after and re.search(r"\bfrom (?:the current |an? )?$", text[: span.start]) else filler


def find_quantities(scope: Scope, act: ClauseAct) -> tuple[Filler, ...]:
    """Return counts of goods or parties, sums of trade that an act concerns, and other sums of money where the act promises them."""
    text, noun = scope.ctx.text, act.act.noun
    paid = act.act.type in _MONEY_TYPES or (noun is not None and "price" in noun.span.of(text).lower())
    named_so = [o.span for o in scope.mentions("entity", "eccn") if o.type in {None, "LIST"}]
    found = [
        m
        for m in scope.mentions("quantity", "money")
        if (m.kind == "quantity" or paid or _TRADE.match(text, m.span.end)) and not _NO_COUNT.match(m.unit) and not any(s.overlaps(m.span) for s in named_so)
    ]
    return distinct([plain(scope.ctx, m, "count-in-clause") for m in found])


def find_instruments(scope: Scope) -> tuple[Filler, ...]:
    """Return the laws, rules and lists named in the clause or as its basis before the verb."""
    return distinct(_of_laws(scope.ctx, _shown_laws(scope) or (_told_lists(scope) if scope.clause.verb.term.word.name == "list" else [])))


def _told_lists(scope: Scope) -> list[Mention]:
    """Return the lists that only a relative clause names: the names of persons that have been placed on the SDN List."""
    found = [m for m in scope.ctx.mentions if m.kind == "entity" and m.type == "LIST" and scope.clause.span.covers(m.span) and m.span.start > scope.clause.verb.term.span.end]
    return [m for m in found if (known := name_of(m.entity_id)) is not None and known.measure == "entity_listing"]


def _shown_laws(scope: Scope) -> list[Mention]:
    out: list[Mention] = []
    for m in scope.ctx.mentions:
        known = name_of(m.entity_id)
        if m.kind == "entity" and m.type == "LIST" and not (known is not None and known.kind == "deals") and not any(_AGREEMENT.search(name) for name in (m.text, m.name_en)):
            inside = scope.clause.shows(m.span) or (scope.clause.shared and scope.clause.subject.covers(m.span))
            out += [m] if inside and not any(h.overlaps(m.span) for h in scope.clause.hidden) else []
    return out


def _of_laws(ctx: Context, names: Sequence[Mention]) -> list[Filler]:
    """Return the names as fillers, an article and the law it is of as one: Section 232 of the Trade Expansion Act of 1962."""
    out: list[Filler] = []
    last: Mention | None = None
    for m in names:
        filler = named(ctx, m, "named-instrument")
        if last is not None and _ARTICLE.match(last.text) and _OF_LAW.fullmatch(ctx.text[last.span.end : m.span.start]):
            whole = Span(last.span.start, m.span.end)
            out[-1] = replace(out[-1], text=whole.of(ctx.text), places=(Place(ctx.index, whole),))
        else:
            out.append(filler)
        last = m
    return out


_ARTICLE = re.compile(r"(?:Section|Article|Chapter|Part|Title)s? \w", re.IGNORECASE)
_OF_LAW = re.compile(r"(?:\([\w-]{1,4}\))* (?:of|under) (?:the )?")


def find_parties(scope: Scope) -> tuple[Filler, ...]:
    """Return the companies and persons named in the clause."""
    listed = [m for m in scope.names.companies if m.type == "ORG" and scope.clause.shows(m.span)]
    return distinct([named(scope.ctx, m, "named-party") for m in listed])


def find_duration(scope: Scope) -> tuple[Filler, ...]:
    """Return the stated length of the act; a time limit (within six months) is none."""
    for_it = [m for m in scope.mentions("duration") if re.search(r"\bfor (?:a |an |another |a further |up to |at least )?(?:period of )?(?:up to )?$", scope.ctx.text[: m.span.start])]
    found = [m for m in scope.mentions("duration") if m in for_it or (not re.match(r" (?:ago|earlier|later|before|after|on|into)\b|[ -]\(?[“\"'`‘]*(?:sunset|review|low|high|peak)", scope.ctx.text[m.span.end :]) and not _BEFORE_PROMISE.search(scope.ctx.text[: m.span.start]) and not re.search(r"^within\b|\b(?:later|earlier|ago|before|after)$", m.text))]
    return tuple(plain(scope.ctx, m, "duration-in-clause") for m in found)[:1]
