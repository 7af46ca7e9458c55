"""Whom an act hits: the jurisdictions that the particles and nouns after their names say it is aimed at."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.model import Filler, Place
from extract.records.actors import Names
from extract.records.chunks import Chunk
from extract.records.items import is_case_of_trade
from extract.records.passives import find_affected
from extract.records.scope import Scope, unique
from extract.records.topics import Topic
from extract.spans import Span

_TARGET_FORMS = {"against", "bound"}
_HIT_PARTY = (
    r"企業|事業体|事業者|団体|個人|船|船舶|船籍|製品|産品|商品|品|車|機関|軍|ユーザー|法人|子会社|エンティティ|国籍|国民|組織|IT企業|大手|銀行|金融機関|大学|研究所|メーカー|航空会社|海運会社|人"
)
_TARGET_AFTER = re.compile(
    r"^(?:国内|本土|連邦|共和国)?(?:向け|への|へ(?!の訪)|に対し|に対する|からの(?!要請|要求|圧力|反発|批判|報告|指摘|申し入れ|離脱|脱却|撤退|移転|支援|訪|留学)|から(?:の)?(?:輸入|購入|調達)|(?:を)?(?:原産|原産地|仕向)|産|製|"
    rf"(?:の)?(?:(?!政府|当局|規制|税関|捜査|行政|司法)[一-龥ァ-ヶーA-Z・]){{0,8}}?(?:{_HIT_PARTY})(?=[をにへの、がはもや等「(・\d約]|から|など|による|ほか|及び|と|$)|(?:の(?:計|約|合計)?)?[\d〇一二三四五六七八九十百]+(?:の)?(?:{_HIT_PARTY}|社|者|品目|種類|隻|件|名|港|工場)|(?:の(?:所有|支配|管轄))|"
    r"などへの|等への|など(?:\d|から|[ァ-ヶー一-龥]{0,6}(?:製品|産品|企業|諸国|各国|製|産))|を(?:(?:新たに|同リスト(?:から|に)|リスト(?:から|に)|グループ[A-Z](?:から|に)|対象(?:国)?(?:から|に|として))?(?:外す|外し|除外|削除|加え|追加|指定)|対象|仕向|仕向け|除外|原産|輸出先|船積)|系|人(?:\d|個人)|仕向け|籍|に(?:本社|本拠|拠点|所在|住所|居住|主たる事務所)|に関係する)"
)
# Whom a duty, a promise of investment or trade is for, by the particle: 日本には15%, 米国に700億ドルを投資.
_DATIVE = re.compile(r"^(?:連邦)?(?:のみ|だけ)(?!で)|^(?:連邦)?に(?:は|も|限り|のみ|だけ)?(?!おい|おけ|おき|よる|よれ|より|よっ|とっ|つい|基づ|関す|進出|所在|本社|本拠|拠点|ある|向け|続|先立|加え|対|伝|求め|働|要請|抗議|訪|到着|派遣)")
_DATIVE_ACT = {
    "tariff": re.compile(r"課[しすさせ税]|賦課|適用|据え置|[%％]|引き?[上下]げ|免除|割当|優遇"),
    "investment_commitment": re.compile(r"投資|拠出|出資"),
    "export_control": re.compile(r"輸出|供給|販売|出荷|提供|移転|許可"),
    "purchase_commitment": re.compile(r"約束|購入"),
    "sanction": re.compile(r"制裁|禁[止じ]|凍結"),
}
_COORDINATED = re.compile(r"(?:、|・|と|や|及び|および|並びに|または|又は|/|,|など)?(?:、)?")
# 中国については145%となった, 我が国につきまして24%の関税: whose treatment is told.
_ABOUT = re.compile(r"^(?:連邦)?に(?:ついて|つきまして|関して)(?:は|も|、|[\d〇一二三四五六七八九十])")
# 加盟国のうちネパールについては、引き下げを緩やかにする: members do so themselves.
_OF_MEMBERS = re.compile(r"(?:加盟|締約|参加)(?:\s?国)")
_ABOUT_ACT = {"tariff", "import_control", "export_control", "port_fee"}
# Duties, quotas and probes are aimed at the goods' origin; a control of exports is not.
_BY_ORIGIN = {"tariff", "import_control", "investigation", "purchase_commitment"}


def find_targets(text: str, within: Sequence[Span], names: Names, acting: Sequence[str], type_: str = "") -> list[tuple[Span, str]]:
    """Return (span, code) of the jurisdictions that an act hits, as its words say, in order.

    Accepted: 対中, 中国向け, 米国企業, ロシアの14個人, 韓国、日本からの鋼材 (both), 日本には15% (of a tariff). Rejected:
    中国に進出, 米国からの要請, and whoever acts.
    """
    inside = [(s, c, f) for s, c, f in names.jurisdictions if any(w.covers(s) for w in within) and c not in acting and not text.startswith(("への輸入", "向け輸入"), s.end)]
    hit = [f in _TARGET_FORMS or bool(_TARGET_AFTER.match(text[s.end : s.end + 16])) or _is_placed(text, s, within) or _is_dative(text, s, type_, within) for s, _, f in inside]
    for k in range(len(inside) - 2, -1, -1):
        between = text[inside[k][0].end : inside[k + 1][0].start]
        hit[k] = hit[k] or (hit[k + 1] and bool(between) and _COORDINATED.fullmatch(between) is not None)
    return [(s, c) for (s, c, _), h in zip(inside, hit, strict=True) if h]


# 韓国を「グループA」から除外, 日本を優遇対象国に戻す: whose standing is changed.
_PLACED = re.compile(r"^(?:[^はがを、。]{0,40}?)(?:除外|外[しすさせ]|削除|追加|加え|指定|復帰|戻[しすさ]|格[上下]げ|移[しすさ]|降格|昇格|対象)")


def _is_placed(text: str, span: Span, within: Sequence[Span]) -> bool:
    """Say whether a power is the object of a verb that moves it from one group of countries to another."""
    end = next(w.end for w in within if w.covers(span))
    return text.startswith("を", span.end) and bool(_PLACED.match(text[span.end + 1 : end]))


def _is_dative(text: str, span: Span, type_: str, within: Sequence[Span]) -> bool:
    if type_ in _ABOUT_ACT and _ABOUT.match(text[span.end : span.end + 9]) and not _OF_MEMBERS.search(text[: span.start]):
        return True
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
_AT_PARTIES = {"entity_listing", "sanction", "investigation", "transaction_review", "procurement", "export_control"}
_PARTY_END = re.compile(rf"(?:{_HIT_PARTY}|労働者|政治家|高官|幹部|議員|社長|研究者|兵士|工作員|関係者|ハッカー|財閥|社|者|隻)(?:(?:計|約)?\d+(?:社|人|者|名|隻|団体|機関|個人|組織|校|件|大学))?(?:など|等)?$")


def _owners_of_parties(scope: Scope, names: Names, acting: Sequence[str]) -> list[tuple[Span, str]]:
    """Return whose the parties are: 北朝鮮のIT労働者4人, ロシアの石油大手ルクオイル. Rejected: 中国の規制, 米国の港."""
    out: list[tuple[Span, str]] = []
    chunks = scope.clause.chunks
    for k, chunk in enumerate(chunks[:-1]):
        whose = [(s, c) for s, c, _ in names.jurisdictions if chunk.content.covers(s) and s.end == chunk.content.end and c not in acting]
        if chunk.particle == "の" and whose and scope.clause.shows(chunk.content) and any(_is_party(c, scope, names) for c in _row(chunks, k + 1, scope.ctx.text)):
            out += whose
    return _with_row(scope, names, acting, out)


def _with_row(scope: Scope, names: Names, acting: Sequence[str], found: list[tuple[Span, str]]) -> list[tuple[Span, str]]:
    """Return the powers with those coordinated before the first: ロシア及びベラルーシの特定団体."""
    inside = [(s, c) for s, c, _ in names.jurisdictions if scope.clause.span.covers(s) and c not in acting]
    while found and (before := next((j for j in inside if j[0].end < found[0][0].start and _COORDINATED.fullmatch(scope.ctx.text[j[0].end : found[0][0].start])), None)) is not None:
        found = [before, *found]
    return found


def _row(chunks: Sequence[Chunk], k: int, text: str) -> Sequence[Chunk]:
    """Return the members of a row that begins with chunk `k`: 造船所や研究施設など71の軍事関連団体."""
    first = k
    while k + 1 < len(chunks) and chunks[k].particle in {"や", "と", "など", "などの", "", "・"} and not chunks[k].verb:
        k += 1
    numbered = k + 1 < len(chunks) and chunks[k].particle == "の" and re.fullmatch(r"(?:計|約)?\d+", chunks[k].content.of(text))
    return chunks[first : k + 1 + bool(numbered)]


def _is_party(chunk: Chunk, scope: Scope, names: Names) -> bool:
    named = any(chunk.content.covers(m.span) and m.span.end == chunk.content.end for m in (*names.companies, *names.people))
    return named or bool(_PARTY_END.search(chunk.content.of(scope.ctx.text)))


def spoken_of_targets(scope: Scope, names: Names) -> tuple[Filler, ...]:
    """Return the powers at which goods or trade are aimed that a clause without an act only speaks of: 韓国向け輸出については, イランへ輸出する場合."""
    topic = next((c for c in reversed(scope.clause.chunks) if _TOPIC.match(c.particle) and scope.clause.shows(c.content)), None)
    if topic is None and not is_case_of_trade(scope.clause, scope.ctx):
        return ()
    within = Span(scope.clause.span.start, topic.span.end if topic is not None else scope.clause.span.end)
    found = find_targets(scope.ctx.text, [within], names, ())
    return unique([Filler(s.of(scope.ctx.text), c, "target-spoken-of", (Place(scope.ctx.index, s),)) for s, c in found])


_TOPIC = re.compile(r"^(?:について|に関し|に関する|につき|に対し)")


def _answered(scope: Scope, names: Names, acting: Sequence[str]) -> list[tuple[Span, str]]:
    """Return whose doing the act answers or strikes: 英国、インドのデジタル税に対し…課す. Rejected: 中国の措置に対する反発."""
    chunks = scope.clause.chunks
    for k, chunk in enumerate(chunks):
        if chunk.particle not in {"に対し", "に対して", "に対しての"} or not scope.clause.shows(chunk.content):
            continue
        first = k
        while first and chunks[first - 1].particle in {"の", "", "と", "や"} and not chunks[first - 1].verb:
            first -= 1
        row = Span(chunks[first].content.start, chunk.content.end)
        return [(s, c) for s, c, _ in names.jurisdictions if row.covers(s) and c not in acting]
    return []


# イランの核活動に関与する者, ロシアの産業基盤の強化に資する物品: whose doing or good the act is against. Rejected: 米国の要請, 中国の規制.
_NOT_HIT = re.compile(
    r"^(?:政府|当局|側|規制|関税|措置|制裁|法|要求|要請|批判|反発|圧力|動き|港|市場|首都|大統領|首相|発表|報道|反対|懸念|対応|同意|承認|基準|許可|ルール|経済|通商|貿易|立場|例|場合|ほか|間|国内|安全保障|国益|利益|政策|方針|判断|裁判所|議会|決定|合意|協定|交渉|首脳|閣僚|外相|通知|追加|相互|対抗|報復|輸出規制|輸出管理|輸入規制|求め|影響|復興|支援|人道|協力|仲介|参加|加盟|呼び?かけ|意向|主張|提案|[^、。]{0,6}(?:省|庁|局|委員会|大臣|長官)(?:は|が|に|と|、))"
)


def _only_power(scope: Scope, names: Names, acting: Sequence[str]) -> list[tuple[Span, str]]:
    """Return the one power besides those acting whose (の) something a clause names, [] where there are more or none."""
    text, bodies = scope.ctx.text, [m.span for m in scope.ctx.mentions if m.kind == "entity" and m.type in {"ORG", "LIST"}]
    inside = [(s, c) for s, c, _ in names.jurisdictions if scope.clause.span.covers(s) and c not in acting and not any(b.covers(s) and len(b) > len(s) for b in bodies)]
    if len({c for _, c in inside}) != 1:
        return []
    return [(s, c) for s, c in inside if text.startswith("の", s.end) and not _NOT_HIT.match(text[s.end + 1 :])][:1]


def _is_means(scope: Scope, span: Span) -> bool:
    """Say whether a power's make is only what goods are made with: 米国製ソフトで設計された半導体."""
    chunk = next((c for c in scope.clause.chunks if c.content.covers(span)), None)
    return chunk is not None and chunk.particle == "で" and scope.ctx.text.startswith(("製", "産"), span.end)


# 報復関税, 対抗措置, これに対し…: an act that answers another hits whoever did that.
_ANSWERS = re.compile(r"報復|対抗(?:し|する|措置|関税|策)|相手国")
_IN_ANSWER = re.compile(r"^(?:一方、)?これ(?:に対(?:し|抗)|を受け)")


def answered_power(words: str, sentence: str, topic: Topic, acting: Sequence[str | float], too: bool) -> tuple[Filler, ...]:
    """Return the power that acted before where a clause (`words`) of a `sentence` answers it: これに対しカナダは報復関税を課した.

    Whoever does so `too` (メキシコも) answers the one whom the power before him answered.
    """
    if not (_ANSWERS.search(words) or _IN_ANSWER.match(sentence)):
        return ()
    before = ((topic.actor, topic.passage), (topic.former, topic.former_passage))
    for actor, passage in before[too:]:
        if actor is not None and len(actor.codes) == 1 and acting and passage >= 0 and actor.codes[0] not in acting:
            return (Filler(actor.codes[0], actor.codes[0], "power-answered", (Place(passage, actor.span),)),)
    return ()


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
    found = [t for t in found if not (t in hidden and _is_means(scope, t[0]))]
    # 中国、韓国を原産地とする: a row of which a part stands before the relative clause belongs to it as a whole.
    found = found if _in_one_row(text, found) else [t for t in found if t not in hidden] or found
    rule = "target-in-clause"
    affected = find_affected(scope.clause, scope.ctx, names)
    if affected is not None and not set(affected.codes) & set(acting):
        found, rule = [(affected.span, c) for c in affected.codes], "affected-by-passive"
    if not found and type_ in _AT_PARTIES:
        found, rule = _owners_of_parties(scope, names, acting), "owner-of-party"
    if not found and type_ in _BY_ORIGIN:
        found, rule = _origins(text, goods, names, acting, scope.clause.span), "origin-of-goods"
    if not found:
        found, rule = _answered(scope, names, acting), "side-addressed"
    if not found and acting and type_ in {*_BY_ORIGIN, *_AT_PARTIES}:
        found, rule = _only_power(scope, names, acting), "only-power-named"
    if not found and len(acting) == 2:
        mutual = _EACH_OTHER.search(scope.clause.span.of(text))
        at = scope.clause.span.start + mutual.start() if mutual else 0
        found, rule = [(Span(at, at + len(mutual[0])), c) for c in acting] if mutual else [], "each-other"
    return unique([Filler(s.of(text), c, rule, (Place(scope.ctx.index, s),)) for s, c in found])
