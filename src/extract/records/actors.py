"""Who acts and whom it hits: jurisdictions and authorities, and the words around them that say which."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from extract.lexicon.names import name_of
from extract.model import Filler, Mention, Place
from extract.records.statements import Context
from extract.spans import Span
from extract.values.jurisdictions import find_jurisdictions

# What may stand between a jurisdiction's or agency's name and the particle: the name still means the public power.
_OFFICE = re.compile(
    r"^(?:政府|側|当局|政権|議会|両国|両政府|両首脳|双方|各国|大統領|国家主席|主席|首相|総理(?:大臣)?|長官|大臣|外相|財務相|商務相|商務長官|財務長官|代表|委員長|報道官|局長|氏|など|等|\d+(?:か|カ|ヵ|ヶ|ケ|箇)?国|"
    r"(?:の)?(?:政府|当局|行政府|司法|裁判所|捜査当局|規制当局|独禁当局|税関|議会|上院|下院|最高裁|第[一二三1-3]次政権)|\s)*$"
)
# Bodies that the lexicon does not know are public when their name says so.
_PUBLIC_NAME = re.compile(
    r"(?:省|庁|局|委員会|裁判所|総署|国会|議会|税関|最高裁|財政部|商務部|[^本幹]部|国務院|理事会|当局|政府)$|"
    r"^(?:the )?(?:[A-Z][\w.]+ ){0,2}(?:Government of|Ministry|Department|Bureau|Office of|Court of|Customs|European (?:Commission|Council|Parliament|Union)|Council of|General Administration|Supreme Court)|"
    r"(?:Ministry|Department|Commission|Bureau|Agency|Court|Administration|Authority|Parliament|Congress|Customs|Government|Representative)$"
)
_PAIR_WORDS = re.compile(r"^(?:両国|双方|両者|両政府|両首脳|両国政府)(?:は|が|とも)?$")


# The rule of an actor taken over from the text before.
CARRIED_OVER: Final = "actor-carried-over"


@dataclass(frozen=True, slots=True)
class Actor:
    """A public power as named: ISO codes, the agency's mention where one is named, and where the name stands."""

    span: Span
    codes: tuple[str, ...]
    authority: Mention | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """The jurisdictions (span, code, form) and public bodies of one passage, and its companies."""

    jurisdictions: tuple[tuple[Span, str, str], ...]
    bodies: tuple[Mention, ...]
    companies: tuple[Mention, ...]
    people: tuple[Mention, ...]

    def narrowed(self, span: Span) -> Names:
        """Return the names that stand in `span`."""

        def inside(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
            return tuple(m for m in mentions if m.span.overlaps(span))

        places = tuple(j for j in self.jurisdictions if j[0].overlaps(span))
        return Names(places, inside(self.bodies), inside(self.companies), inside(self.people))


def is_office(mention: Mention) -> bool:
    """Say whether a name is that of an office that can act by itself; institutes and agencies for promotion are not."""
    return any(_PUBLIC_NAME.search(name) for name in (mention.text, mention.name_ja, re.sub(r" \([^()]*\)$", "", mention.name_en)) if name) or mention.name_en == "White House"


def is_public_body(mention: Mention) -> bool:
    """Say whether an organisation wields public power: listed as such, or named like an office."""
    known = name_of(mention.entity_id)
    return known.kind in {"agencies", "jurisdictions"} if known is not None else bool(_PUBLIC_NAME.search(mention.text))


def read_names(ctx: Context) -> Names:
    """Return the names of a passage that can act, be hit or be listed."""
    entities = [m for m in ctx.mentions if m.kind == "entity"]
    bodies = tuple(m for m in entities if m.type == "ORG" and is_public_body(m))
    return Names(
        jurisdictions=tuple((f.span, f.code, f.form) for f in find_jurisdictions(ctx.text)),
        bodies=bodies,
        companies=tuple(m for m in entities if m.type in {"ORG", "PRODUCT"} and m not in bodies and not _names_case(ctx.text, m.span)),
        people=tuple(m for m in entities if m.type == "PERSON" and m.jurisdiction),
    )


# Smith & Co. v. Jones, A社対B国事件: the name of a case, whose parties no measure is aimed at by that.
_AGAINST = re.compile(r",?(?: Inc\.?| Ltd\.?| LLC| Co\.?| Corp\.?)? vs?\.? [A-Z]")


def _names_case(text: str, span: Span) -> bool:
    return _AGAINST.match(text, span.end) is not None or text.endswith((" v. ", " vs. ", " v "), 0, span.start)


def _unique(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes))


def read_actor(text: str, content: Span, names: Names) -> Actor | None:
    """Return the public power that a noun phrase names, None where its head is something else.

    Accepted: 中国商務部, 米国側, トランプ大統領, 米中両国. Rejected: 中国企業, 米国産大豆, 米国市場.
    """
    bodies = [m for m in (*names.bodies, *names.people) if content.covers(m.span) or m.span.covers(content)]
    if bodies:
        body = max(bodies, key=lambda m: (m.span.end, len(m.span)))
        if _OFFICE.match(text[body.span.end : content.end]):
            codes = (body.jurisdiction,) if body.jurisdiction else ()
            named = [c for s, c, _ in names.jurisdictions if content.covers(s) and s.end <= body.span.start]
            agency = body if body.type == "ORG" else None
            beside = _governments_beside(text, body, names) if body.text.endswith("政府") else ()
            return Actor(body.span, (*beside, *codes) if beside else codes or tuple(named[-1:]), agency)
    inside = [(s, c) for s, c, _ in names.jurisdictions if content.covers(s)]
    if not inside or not _OFFICE.match(text[max(s.end for s, _ in inside) : content.end]):
        return None
    run = [inside[-1]]
    for span, code in reversed(inside[:-1]):
        between = text[span.end : run[0][0].start]
        if between not in {"", "・", "、", "と", "及び", "および", "-", "/"}:
            break
        run.insert(0, (span, code))
    return Actor(Span(run[0][0].start, run[-1][0].end), _unique(c for _, c in run))


def _governments_beside(text: str, body: Mention, names: Names) -> tuple[str, ...]:
    """Return the powers that share the word 政府 with the one named last: 日・英政府, 米国、カナダ両政府."""
    codes: list[str] = []
    start = body.span.start
    for span, code, _ in reversed(names.jurisdictions):
        if span.end <= start and text[span.end : start] in {"・", "、", "と", "及び", "および", "/"}:
            codes.insert(0, code)
            start = span.start
    return _unique(c for c in codes if c != body.jurisdiction)


def is_pair(text: str) -> bool:
    """Say whether a noun phrase means the two sides spoken of."""
    return bool(_PAIR_WORDS.match(text))


def read_row_actor(ctx: Context, names: Names) -> Actor | None:
    """Return the power in the second column of a chronology's row that was set as plain text: 3月31日 中国 報復関税を….

    None where no date stands first or a particle follows the name.
    """
    date = next((m for m in ctx.mentions if m.kind == "date" and m.span.start <= 1), None)
    start = date.span.end if date is not None else (1 if ctx.text.startswith("〃") else -1)
    found = next(((s, c) for s, c, f in names.jurisdictions if s.start == start and f == "full"), None)
    if found is None or re.match(r"[ぁ-ん、。・側産製系人]|政府|当局", ctx.text[found[0].end : found[0].end + 2]):
        return None
    body = next((m for m in names.bodies if m.span.start in {found[0].start, found[0].end}), None)
    return Actor(found[0], (found[1],), body)


def jurisdiction_fillers(ctx: Context, actor_span: Span, codes: Sequence[str], rule: str) -> tuple[Filler, ...]:
    """Return one filler a code, all with the place of the name."""
    place = (Place(ctx.index, actor_span),)
    return tuple(Filler(actor_span.of(ctx.text), code, rule, place) for code in codes)
