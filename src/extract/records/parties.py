"""The companies, persons and bodies that an act names, and the agencies that do it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.lexicon.names import name_of
from extract.model import Filler, Mention
from extract.records.actors import Actor, Names, is_office
from extract.records.passives import find_affected
from extract.records.scope import Scope, unique

# Where a statement appeared is no party to it.
_OUTLET_AFTER = re.compile(r"^」?(?:など|電子版|紙)?(?:に|へ|で|が|は|によると|によれば)?(?:、)?(?:投稿|報じ|伝え|掲載した(?:記事|論)|よる(?:と|報道)|報道)")
_OUTLET_NAME = re.compile(r"(?:新聞|通信社|タイムズ|ニュース|放送|テレビ|ジャーナル|ポスト|日報|時報|新報|ロイター|ブルームバーグ|Reuters|Bloomberg|Times|News|Journal|SNS|トゥルース・?ソーシャル)$")
_MEDIA_IDS = frozenset({"kyodo", "reuters", "bloomberg", "nikkei", "truth-social", "wsj", "ft", "nyt", "xinhua", "jiji"})
# A government as a whole is the jurisdiction, not an agency.
_GOVERNMENT = re.compile(r"(?:政府|当局|政権|Government|Administration)$", re.IGNORECASE)
# Measures that are taken against somebody: who was named before in the sentence is whom they concern.
_AGAINST_PARTIES = {"entity_listing", "sanction", "investigation", "transaction_review"}


def _is_outlet(scope: Scope, mention: Mention) -> bool:
    if mention.entity_id in _MEDIA_IDS or _OUTLET_NAME.search(mention.text):
        return True
    after = scope.ctx.text[mention.span.end : mention.span.end + 14]
    return bool(_OUTLET_AFTER.match(after))


def _is_short_for_goods(scope: Scope, mention: Mention, names: Names) -> bool:
    """自動車船(PCTC): capitals in brackets behind a word that is no organisation are short for that word."""
    text, span = scope.ctx.text, mention.span
    bracketed = text[span.start - 1 : span.start] == "(" and text[span.end : span.end + 1] == ")" and re.fullmatch(r"[A-Z]{2,8}", mention.text)
    return bool(bracketed) and name_of(mention.entity_id) is None and not any(m.span.end == span.start - 1 for m in (*names.companies, *names.bodies))


def entity_fillers(scope: Scope, names: Names) -> tuple[Filler, ...]:
    """Return the companies and bodies that a clause names; those of its relative clauses where it names none itself.

    Accepted: listed, addressed or sold parties (ファーウェイをリストに追加, SMIC向け). Rejected: media, agencies, the speaker.
    """
    shown = {m.span for m, _ in scope.mentions("entity")}
    told = {m.span for m in scope.told("entity")}
    parties = [m for m in names.companies if m.type == "ORG" and not _is_outlet(scope, m) and not _is_short_for_goods(scope, m, names)]
    affected = find_affected(scope.clause, scope.ctx, names)
    listed = affected.authority if affected is not None else None
    own = [*([listed] if listed is not None else []), *(m for m in parties if m.span in shown)]
    rule = "named-party" if own else "party-in-relative-clause"
    return unique([scope.named(m, rule) for m in own or [m for m in parties if m.span in told]])


def spoken_of_fillers(scope: Scope, names: Names) -> tuple[Filler, ...]:
    """Return the companies of a clause without an act: whom a listing, sanction or investigation after it concerns."""
    found = entity_fillers(scope, names)
    return tuple(Filler(f.text, f.value, "party-spoken-of", f.places, name_ja=f.name_ja, name_en=f.name_en) for f in found)


def takes_parties(type_: str) -> bool:
    """Say whether measures of a type are taken against somebody by name."""
    return type_ in _AGAINST_PARTIES


# Offices that stand for their holders: 商務長官, 豪財務相. A person's name before them makes it that person.
_OFFICE_HOLDER = re.compile(
    r"^(?P<of>[米英仏独伊豪加印韓中日露]|米国|英国|豪州|[ァ-ヶー]{2,8}(?:の)?)?(?P<office>(?:商務|財務|国務|国防|内務|農務|エネルギー|運輸|労働|司法|国土安全保障|通商|貿易|経済産業|経産|外務|農林水産|農水|国土交通|国交|防衛|産業|経済|工業|商工|投資|外国貿易|開発|・)+(?:長官|大臣|相))$"
)


def subject_bodies(scope: Scope, names: Names, codes: Sequence[str]) -> tuple[Filler, ...]:
    """Return the agency or office that is the subject of a clause though its country is told elsewhere; `codes` are who acts.

    Accepted: 貿易委員会は…課すよう建議 under a heading 【韓国】, 商務長官は…. Rejected: 政府は, 首相は, another country's ministry.
    """
    text = scope.ctx.text
    if find_affected(scope.clause, scope.ctx, names) is not None:
        return ()
    for k, chunk in enumerate(scope.clause.chunks):
        first = chunk.particle == "" and chunk.comma and k <= 2 and not chunk.verb
        if not (first or chunk.particle in {"は", "が"}) or not scope.clause.shows(chunk.content):
            continue
        body = next((m for m in names.bodies if m.span.end == chunk.content.end and chunk.content.covers(m.span)), None)
        if body is not None and is_office(body) and (not body.jurisdiction or not codes or body.jurisdiction in codes):
            return authority_fillers(scope, Actor(body.span, tuple(codes), body), names)
        if _OFFICE_HOLDER.match(chunk.content.of(text)):
            return (scope.words(chunk.content, "acting-office"),)
        if chunk.particle in {"は", "が"}:
            return ()
    return ()


def authority_fillers(scope: Scope, actor: Actor | None, names: Names) -> tuple[Filler, ...]:
    """Return the agencies that act, in order; a government as a whole is no agency.

    Accepted: 財務省は, 商務部と税関総署は (both). Rejected: 米国政府は, 当局は.
    """
    if actor is None or actor.authority is None:
        return ()
    bodies = sorted((*_beside(scope, actor.authority, names), actor.authority), key=lambda m: m.span.start)
    return unique([scope.named(m, "acting-body") for m in bodies if not _GOVERNMENT.search(m.text) and not scope.ctx.text.startswith("当局", m.span.end)])


_ROW = re.compile(r"(?:\([^()]*\))?(?:と|・|、|,|や|及び|および|並びに|ならびに|/)(?:、)?")


def _beside(scope: Scope, body: Mention, names: Names) -> list[Mention]:
    """Return the bodies coordinated with a body: 商務部と科学技術部, 外務省、財務省及び経済産業省."""
    left: list[Mention] = []
    right: list[Mention] = []
    start, end = body.span.start, body.span.end
    for before in sorted(names.bodies, key=lambda m: -m.span.end):
        if before.span.end <= start and _ROW.fullmatch(scope.ctx.text[before.span.end : start]):
            left.insert(0, before)
            start = before.span.start
    for after in sorted(names.bodies, key=lambda m: m.span.start):
        if after.span.start >= end and _ROW.fullmatch(scope.ctx.text[end : after.span.start]):
            right.append(after)
            end = after.span.end
    acting = re.match(r"(?:\([^()]*\))?(?:は|が|も|による|により|、)", scope.ctx.text[end : end + 30])
    return [*left, *right] if acting else left
