"""The companies, persons and bodies that an act names, and the agencies that do it."""

from __future__ import annotations

import re

from extract.model import Filler, Mention
from extract.records.actors import Actor, Names
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


def entity_fillers(scope: Scope, names: Names) -> tuple[Filler, ...]:
    """Return the companies and bodies that a clause names; those of its relative clauses where it names none itself.

    Accepted: listed, addressed or sold parties (ファーウェイをリストに追加, SMIC向け). Rejected: media, agencies, the speaker.
    """
    shown = {m.span for m, _ in scope.mentions("entity")}
    told = {m.span for m in scope.told("entity")}
    parties = [m for m in names.companies if m.type == "ORG" and not _is_outlet(scope, m)]
    own = [m for m in parties if m.span in shown]
    rule = "named-party" if own else "party-in-relative-clause"
    return unique([scope.named(m, rule) for m in own or [m for m in parties if m.span in told]])


def spoken_of_fillers(scope: Scope, names: Names) -> tuple[Filler, ...]:
    """Return the companies of a clause without an act: whom a listing, sanction or investigation after it concerns."""
    found = entity_fillers(scope, names)
    return tuple(Filler(f.text, f.value, "party-spoken-of", f.places, name_ja=f.name_ja, name_en=f.name_en) for f in found)


def takes_parties(type_: str) -> bool:
    """Say whether measures of a type are taken against somebody by name."""
    return type_ in _AGAINST_PARTIES


def authority_fillers(scope: Scope, actor: Actor | None, names: Names) -> tuple[Filler, ...]:
    """Return the agencies that act, in order; a government as a whole is no agency.

    Accepted: 財務省は, 商務部と税関総署は (both). Rejected: 米国政府は, 当局は.
    """
    if actor is None or actor.authority is None:
        return ()
    bodies = [m for m in (*_beside(scope, actor.authority, names), actor.authority) if not _GOVERNMENT.search(m.text)]
    return unique([scope.named(m, "acting-body") for m in bodies])


def _beside(scope: Scope, body: Mention, names: Names) -> list[Mention]:
    """Return the bodies coordinated before a body: 商務部と科学技術部, 財務省・経済産業省."""
    out: list[Mention] = []
    start = body.span.start
    for before in sorted(names.bodies, key=lambda m: -m.span.end):
        between = scope.ctx.text[before.span.end : start] if before.span.end <= start else "-"
        if re.fullmatch(r"(?:\([^()]*\))?(?:と|・|、|や|及び|および|並びに|ならびに|/)", between):
            out.insert(0, before)
            start = before.span.start
    return out
