"""Who acts and whom it hits: jurisdictions and authorities, and the words around them that say which."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.lexicon.names import name_of
from extract.model import Filler, Mention, Place
from extract.records.scope import Scope, unique
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
    r"^(?:the )?(?:Ministry|Department|Bureau|Office of|Court of|Customs|European (?:Commission|Council|Parliament|Union)|Council of|General Administration|Supreme Court)|"
    r"(?:Ministry|Department|Commission|Bureau|Agency|Court|Administration|Authority|Parliament|Congress|Customs|Government|Representative)$"
)
_PAIR_WORDS = re.compile(r"^(?:両国|双方|両者|両政府|両首脳|両国政府)(?:は|が|とも)?$")


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
        companies=tuple(m for m in entities if m.type in {"ORG", "PRODUCT"} and m not in bodies),
        people=tuple(m for m in entities if m.type == "PERSON" and m.jurisdiction),
    )


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
            return Actor(body.span, codes or tuple(named[-1:]), agency)
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


def is_pair(text: str) -> bool:
    """Say whether a noun phrase means the two sides spoken of."""
    return bool(_PAIR_WORDS.match(text))


_TARGET_FORMS = {"against", "bound"}
_TARGET_AFTER = re.compile(
    r"^(?:国内)?(?:向け|への|へ(?!の訪)|に対し|に対する|からの(?:輸入|製品|全輸入|調達|投資)|から(?:の)?輸入|(?:を)?(?:原産|原産地)|産|製|(?:の)?(?:軍事関連|軍事|民間|半導体)?(?:企業|事業体|事業者|団体|個人|船|船舶|船籍|製品|産品|商品|品|車|機関|軍|ユーザー|法人|子会社|エンティティ|国籍|国民|組織|IT企業|大手)(?=[をにへの、がは等「(・\d約]|から|など|による|$)|などへの|等への|など(?:\d|から)|を(?:対象|仕向|仕向け|除外)|系|人(?:\d|個人)|仕向け)"
)


def find_targets(text: str, within: Sequence[Span], names: Names, acting: Sequence[str]) -> list[tuple[Span, str]]:
    """Return (span, code) of the jurisdictions that an act hits, as its words say (対中, 中国向け, 米国企業)."""
    out: list[tuple[Span, str]] = []
    for span, code, form in names.jurisdictions:
        if not any(w.covers(span) for w in within) or code in acting:
            continue
        if form in _TARGET_FORMS or _TARGET_AFTER.match(text[span.end : span.end + 12]):
            out.append((span, code))
    return out


def target_fillers(scope: Scope, names: Names, acting: Sequence[str], type_: str) -> tuple[Filler, ...]:
    """Return the jurisdictions that an act hits, each once, in order.

    Those of relative clauses on the goods count only where nothing else tells: 中国企業5社が製造する通信機器.
    """
    found = find_targets(scope.ctx.text, [scope.clause.span, *scope.own_brackets], names, acting)
    found = [t for t in found if not any(h.overlaps(t[0]) for h in scope.clause.hidden)] or found
    fillers = [Filler(s.of(scope.ctx.text), c, "target-in-clause", (Place(scope.ctx.index, s),)) for s, c in found]
    return unique(fillers)


def jurisdiction_fillers(ctx: Context, actor_span: Span, codes: Sequence[str], rule: str) -> tuple[Filler, ...]:
    """Return one filler a code, all with the place of the name."""
    place = (Place(ctx.index, actor_span),)
    return tuple(Filler(actor_span.of(ctx.text), code, rule, place) for code in codes)
