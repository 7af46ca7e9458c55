"""Who acts and whom it hits: jurisdictions and authorities, and the words around them that say which."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

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
    r"^(?:the )?(?:[A-Z][\w.]+ ){0,2}(?:Government of|Ministry|Department|Bureau|Office of|Court of|Customs|European (?:Commission|Council|Parliament|Union)|Council of|General Administration|Supreme Court)|"
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
_HIT_PARTY = (
    r"企業|事業体|事業者|団体|個人|船|船舶|船籍|製品|産品|商品|品|車|機関|軍|ユーザー|法人|子会社|エンティティ|国籍|国民|組織|IT企業|大手|銀行|金融機関|大学|研究所|メーカー|航空会社|海運会社|人"
)
_TARGET_AFTER = re.compile(
    r"^(?:国内|本土|連邦|共和国)?(?:向け|への|へ(?!の訪)|に対し|に対する|からの(?!要請|要求|圧力|反発|批判|報告|指摘|申し入れ|離脱|脱却|撤退|移転|支援|訪|留学)|から(?:の)?(?:輸入|購入|調達)|(?:を)?(?:原産|原産地|仕向)|産|製|"
    rf"(?:の)?(?:軍事関連|軍事|民間|半導体|国有|国営)?(?:{_HIT_PARTY})(?=[をにへの、がはもや等「(・\d約]|から|など|による|ほか|及び|と|$)|(?:の(?:計|約|合計)?)?\d+(?:の)?(?:{_HIT_PARTY}|社|者|品目|隻|件|名|港|工場)|"
    r"などへの|等への|など(?:\d|から|[ァ-ヶー一-龥]{0,6}(?:製品|産品|企業|諸国|各国|製|産))|を(?:(?:新たに|同リスト(?:から|に)|リスト(?:から|に)|グループ[A-Z](?:から|に)|対象(?:国)?(?:から|に|として))?(?:外す|外し|除外|削除|加え|追加|指定)|対象|仕向|仕向け|除外|原産|輸出先|船積)|系|人(?:\d|個人)|仕向け|籍|に(?:本社|本拠|拠点|所在)|に関係する)"
)
# Whom a duty, a promise of investment or trade is for, by the particle: 日本には15%, 米国に700億ドルを投資.
_DATIVE = re.compile(r"^(?:連邦)?に(?:は|も|限り|のみ|だけ)?(?!おい|おけ|よる|よれ|より|よっ|とっ|つい|基づ|関す|進出|所在|本社|本拠|拠点|ある|向け|続|先立|加え|対|伝|求め|働|要請|抗議|訪|到着|派遣)")
_DATIVE_ACT = {
    "tariff": re.compile(r"課[しすさせ税]|賦課|適用|据え置|[%％]|引き?[上下]げ|免除|割当|優遇"),
    "investment_commitment": re.compile(r"投資|拠出|出資"),
    "export_control": re.compile(r"輸出|供給|販売|出荷|提供|移転|許可"),
    "purchase_commitment": re.compile(r"約束|購入"),
    "sanction": re.compile(r"制裁|禁[止じ]|凍結"),
}
_COORDINATED = re.compile(r"(?:、|・|と|や|及び|および|並びに|または|又は|/|,|など)?(?:、)?")
# Duties, quotas and probes are aimed at the goods' origin; a control of exports is not.
_BY_ORIGIN = {"tariff", "import_control", "investigation", "purchase_commitment"}


def find_targets(text: str, within: Sequence[Span], names: Names, acting: Sequence[str], type_: str = "") -> list[tuple[Span, str]]:
    """Return (span, code) of the jurisdictions that an act hits, as its words say, in order.

    Accepted: 対中, 中国向け, 米国企業, ロシアの14個人, 韓国、日本からの鋼材 (both), 日本には15% (of a tariff). Rejected:
    中国に進出, 米国からの要請, and whoever acts.
    """
    inside = [(s, c, f) for s, c, f in names.jurisdictions if any(w.covers(s) for w in within) and c not in acting]
    hit = [f in _TARGET_FORMS or bool(_TARGET_AFTER.match(text[s.end : s.end + 16])) or _is_dative(text, s, type_, within) for s, _, f in inside]
    for k in range(len(inside) - 2, -1, -1):
        between = text[inside[k][0].end : inside[k + 1][0].start]
        hit[k] = hit[k] or (hit[k + 1] and bool(between) and _COORDINATED.fullmatch(between) is not None)
    return [(s, c) for (s, c, _), h in zip(inside, hit, strict=True) if h]


def _is_dative(text: str, span: Span, type_: str, within: Sequence[Span]) -> bool:
    act = _DATIVE_ACT.get(type_)
    if act is None or not _DATIVE.match(text[span.end : span.end + 8]):
        return False
    end = next(w.end for w in within if w.covers(span))
    return bool(act.search(text[span.end : min(end, span.end + 60)]))


def _origins(text: str, goods: Sequence[Span], names: Names, acting: Sequence[str], within: Span) -> list[tuple[Span, str]]:
    """Return whose goods they are: the jurisdiction right before them (中国の旧世代半導体, 欧州車)."""
    out: list[tuple[Span, str]] = []
    for span, code, _ in names.jurisdictions:
        if code in acting or not within.covers(span):
            continue
        if any(g.start == span.end or text[span.end : g.start] in {"の", "国内の", "側の"} or span.start == g.start for g in goods if g.start >= span.start):
            out.append((span, code))
    return out


def _in_one_row(text: str, found: Sequence[tuple[Span, str]]) -> bool:
    return all(_COORDINATED.fullmatch(text[a.end : b.start]) for (a, _), (b, _) in pairwise(found))


# Listings, sanctions and probes are aimed at somebody; whose he is, the words before him tell.
_AT_PARTIES = {"entity_listing", "sanction", "investigation", "transaction_review", "procurement"}
_PARTY_END = re.compile(rf"(?:{_HIT_PARTY}|労働者|政治家|高官|幹部|議員|社長|研究者|兵士|工作員|関係者|ハッカー|財閥|社|者|隻)(?:(?:計|約)?\d+(?:社|人|者|名|隻|団体|機関|個人|組織|校|件|大学))?(?:など|等)?$")


def _owners_of_parties(scope: Scope, names: Names, acting: Sequence[str]) -> list[tuple[Span, str]]:
    """Return whose the parties are: 北朝鮮のIT労働者4人, ロシアの石油大手ルクオイル. Rejected: 中国の規制, 米国の港."""
    out: list[tuple[Span, str]] = []
    for chunk, party in pairwise(scope.clause.chunks):
        whose = [(s, c) for s, c, _ in names.jurisdictions if chunk.content.covers(s) and s.end == chunk.content.end and c not in acting]
        if chunk.particle != "の" or not whose or not scope.clause.shows(chunk.content):
            continue
        named = any(party.content.covers(m.span) and m.span.end == party.content.end for m in (*names.companies, *names.people))
        if named or _PARTY_END.search(party.content.of(scope.ctx.text)):
            out += whose
    return out


_EACH_OTHER = re.compile(r"相互に|互いに|双方が?(?:相手)")


def target_fillers(scope: Scope, names: Names, acting: Sequence[str], type_: str, goods: Sequence[Span] = ()) -> tuple[Filler, ...]:
    """Return the jurisdictions that an act hits, each once, in order.

    Those of relative clauses on the goods count only where nothing else tells: 中国企業5社が製造する通信機器. `goods` are
    the act's items.
    """
    text = scope.ctx.text
    shared = [scope.clause.shared] if scope.clause.shared is not None else []
    found = find_targets(text, [scope.clause.span, *shared, *scope.own_brackets], names, acting, type_)
    hidden = [t for t in found if any(h.overlaps(t[0]) for h in scope.clause.hidden)]
    # 中国、韓国を原産地とする: a row of which a part stands before the relative clause belongs to it as a whole.
    found = found if _in_one_row(text, found) else [t for t in found if t not in hidden] or found
    rule = "target-in-clause"
    if not found and type_ in _AT_PARTIES:
        found, rule = _owners_of_parties(scope, names, acting), "owner-of-party"
    if not found and type_ in _BY_ORIGIN:
        found, rule = _origins(text, goods, names, acting, scope.clause.span), "origin-of-goods"
    if not found and len(acting) == 2:
        mutual = _EACH_OTHER.search(scope.clause.span.of(text))
        at = scope.clause.span.start + mutual.start() if mutual else 0
        found, rule = [(Span(at, at + len(mutual[0])), c) for c in acting] if mutual else [], "each-other"
    return unique([Filler(s.of(text), c, rule, (Place(scope.ctx.index, s),)) for s, c in found])


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
