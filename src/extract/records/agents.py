"""Who acts in a Japanese clause: its own subject or agent, the owner of the measure, the body applied to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.lexicon.names import name_of
from extract.records.actors import Actor, Names, is_pair, read_actor
from extract.records.agreements import MEETING, find_treaty
from extract.records.anaphora import read_government, read_office, resolve_actor
from extract.records.carrying import of_speaker
from extract.records.chunks import Chunk
from extract.records.clauses import Clause
from extract.records.passives import find_affected, find_agent
from extract.records.statements import Context, Term
from extract.records.targets import find_targets
from extract.records.topics import Topic, both_sides
from extract.spans import Span
from extract.values.jurisdictions import find_jurisdictions

_AND = {"及び", "および", "並びに", "ならびに", "そして"}
_ACTOR_PARTICLES = re.compile(r"^(?:は|が|も|では|側は|による|により|によって|からは|として|においても?|でも|においては|におき(?:は|も)?|とも|ともに|は同|の側は)$")


# 中国でございますけれども、…: of whom an answer in parliament goes on to speak.
_SPOKEN_TOPIC = re.compile(r"(?:でござい(?:ます|まして)|です|でありま(?:す|して))(?:けれども?|けども?|が)")
# Subjects that are private whatever their name.
_PRIVATE = re.compile(r"(?:[^本]社|企業|メーカー|業者|事業者|銀行|グループ|業界|団体|投資家|消費者|輸入者|輸出者|商社)(?:側|など|等|各社)?$")


def _chunk_actor(chunk: Chunk, clause: Clause, ctx: Context, names: Names, topic: Topic) -> Actor | None:
    if not clause.shows(chunk.content):
        return None
    actor = read_actor(ctx.text, chunk.content, names)
    if actor is not None and actor.codes:
        return of_speaker(actor, chunk, ctx, names, topic)
    if actor is not None:
        return _of_owner(actor, chunk, clause, names) or _placed(actor, topic)
    if is_pair(chunk.content.of(ctx.text)) and (both := both_sides(topic, ctx.passage.state, chunk.content)) is not None:
        return both
    back = resolve_actor(ctx.text, chunk.content, names, topic.spoken) or read_office(ctx.text, chunk.content, names)
    return back or read_government(ctx.text, chunk.content, names, topic.spoken, topic.actor, ctx.passage.state)


def _of_owner(actor: Actor, chunk: Chunk, clause: Clause, names: Names) -> Actor | None:
    """中国の税関当局, 韓国の貿易委員会: the country before の is a body's that the lexicon does not know."""
    at = clause.chunks.index(chunk)
    before = clause.chunks[at - 1] if at else None
    if before is None or before.particle != "の" or actor.authority is None or name_of(actor.authority.entity_id) is not None:
        return None
    code = next((c for s, c, _ in names.jurisdictions if s == before.content), "")
    return replace(actor, codes=(code,)) if code else None


# Bodies of many states, which are none's whatever state the text speaks of.
_OF_MANY = re.compile(r"国連|国際連合|制裁委|安保理|安全保障理事会|専門家パネル|紛争解決|上級委員会|パネル$|加盟国|事務局|国際")


def _placed(actor: Actor, topic: Topic) -> Actor:
    """Give a body that no lexicon knows (貿易委員会) the country of which the text speaks; G7, a sanctions committee and the like have none."""
    if actor.authority is None or name_of(actor.authority.entity_id) is not None or _OF_MANY.search(actor.authority.text):
        return actor
    speaking = topic.actor.codes if topic.actor is not None and len(topic.actor.codes) == 1 else ()
    return replace(actor, codes=speaking)


def _is_headline_topic(clause: Clause, k: int, ctx: Context) -> bool:
    """米商務省、…: a name and a comma at the head of a line stands for a topic."""
    chunk = clause.chunks[k]
    heads = k <= 1 or ctx.text[: chunk.content.start].rstrip().endswith(":")  # 輸出規制: 中国、日本向けの…を禁止
    return chunk.particle == "" and chunk.comma and heads and not chunk.verb and not _opens_row(clause, k, ctx)


# Of two names with a comma the first may well be a headline's subject (メキシコ、米国産豚肉に…); of three it is not.
_ROW = 3


_TOGETHER = re.compile(r"^(?:各国|両国|双方|など|等|の?(?:\d|[二三四五六七八九十])(?:か|カ|ヵ|ヶ|ケ|箇)国)$")


def _opens_row(clause: Clause, k: int, ctx: Context) -> bool:
    """Say whether a name is only the first of a row that does not act: チリ、ペルー、タイに対する調査, 豪州、インド、タイ産の鋼管."""
    n = 0
    while k and clause.chunks[k - 1].comma and not clause.chunks[k - 1].particle and _is_place(clause.chunks[k - 1], ctx):
        k -= 1
    for at, chunk in enumerate(clause.chunks[k:], start=k):
        words = chunk.content.of(ctx.text)
        if words in _AND:
            continue
        n += 1
        place = next((j for j in find_jurisdictions(words) if j.span.start == 0), None)
        if place is None:
            return False
        coordinated = at + 1 < len(clause.chunks) and clause.chunks[at + 1].content.of(ctx.text) in _AND
        if place.span.end < len(words) or chunk.particle or not (chunk.comma or coordinated):
            together = n > 1 and _TOGETHER.match(words[place.span.end :]) is not None
            return (n >= _ROW or together) and not _ACTOR_PARTICLES.match(chunk.particle)
    return False


def _is_place(chunk: Chunk, ctx: Context) -> bool:
    words = chunk.content.of(ctx.text)
    return any(j.span.start == 0 and j.span.end == len(words) for j in find_jurisdictions(words))


_NOTICE = re.compile(r"(?:通告|通知|通達|連絡|通報|回答|発表|表明|説明|伝達|宣言|確約|保証|約束|許可証?|承認|認可|ライセンス|免許|指示|命令|指令|書簡|警告)$")


def _is_sender(clause: Clause, k: int, ctx: Context) -> bool:
    """中国側から輸入を停止するという通告があった: whose notice tells of the act."""
    if clause.chunks[k].particle not in {"から", "より"}:
        return False
    return any(c.particle in {"が", "を", "も"} and _NOTICE.search(c.content.of(ctx.text)) for c in clause.chunks[max(k, len(clause.chunks) - 5) :])


def _side(k: int, clause: Clause, ctx: Context) -> Chunk:
    """Return the chunk that names who is meant: 中国 in 中国の方は."""
    spoken = clause.chunks[k].content.of(ctx.text) in {"方", "ほう", "側"} and k > 0 and clause.chunks[k - 1].particle == "の"
    return clause.chunks[k - 1] if spoken else clause.chunks[k]


def find_actor(clause: Clause, ctx: Context, names: Names, topic: Topic, terms: Sequence[Term]) -> tuple[Actor | None, bool]:
    """Return the clause's own actor, and whether a private party stands in the actor's place."""
    agent_of_passive = find_agent(clause, ctx, names)
    if agent_of_passive is not None:
        return agent_of_passive, False
    affected = find_affected(clause, ctx, names)
    company = agent = False
    best: Actor | None = None
    group: Actor | None = None
    for k, chunk in enumerate(clause.chunks):
        role = bool(_ACTOR_PARTICLES.match(chunk.particle) or (chunk.verb and _SPOKEN_TOPIC.fullmatch(chunk.tail))) or _is_headline_topic(clause, k, ctx) or _is_sender(clause, k, ctx)
        if not role or _does_what_is_acted_on(k, clause, terms) or _of_occasion(k, clause):
            continue
        actor = _chunk_actor(_side(k, clause, ctx), clause, ctx, names, topic)
        if actor is not None and affected is not None and actor.span.overlaps(affected.span):
            continue
        row = _with_others(actor, clause, ctx, names) if actor is not None and actor.codes else None
        if row is not None and (best is None or set(row.codes) > set(best.codes) or (agent and chunk.particle in {"は", "が"})):
            best = row  # フランス、ドイツ、イタリアの3カ国は: the last of the row takes in those named before it
            agent = chunk.particle == "による"  # ロシアによる侵略を受け、日本は: who does something else than the act
        elif actor is not None:
            group = group or (actor if actor.authority is not None and chunk.particle in {"は", "が", "も", "で", "では"} else None)
        elif clause.shows(chunk.content) and chunk.particle in {"は", "が", "も", "では"}:
            company = company or (_is_private(chunk, ctx, names) and not clause.predicate.passive)
    if best is not None:
        return best, False
    # G7, the Security Council: a group acts as itself, whoever its members are.
    treaty = find_treaty(clause, ctx)
    parties = _parties(clause, ctx, names, treaty)
    owner = _owner(clause, ctx, names, topic, terms) if treaty is None or parties is None else None
    return group or owner or parties, company


# 核実験の発表を踏まえまして, 関税引き上げを受け: the occasion of an act, whoever made it.
_OCCASION = re.compile(r"^(?:を(?:受け|踏まえ)て?|に(?:鑑み|対抗し|備え|対し)て?|を(?:契機|背景|理由|口実)に)$")


def _of_occasion(k: int, clause: Clause) -> bool:
    """Say whether an agent in による is that of the occasion on which somebody else acts: 北朝鮮による核実験を受け、輸入を禁止した."""
    if clause.chunks[k].particle != "による":
        return False
    occasion = next((j for j, c in enumerate(clause.chunks[k + 1 :], k + 1) if _OCCASION.match(c.particle)), None)
    return occasion is not None and not any(c.comma and c.particle for c in clause.chunks[k + 1 : occasion])


def _does_what_is_acted_on(k: int, clause: Clause, terms: Sequence[Term]) -> bool:
    """Say whether an agent in による does what the closing verb is done to: A国による繊維製品の輸出を禁止する.

    Rejected: 米国による関税を撤廃した, whose measure is done away with; 米国による輸入が禁止された.
    """
    last = clause.predicate
    if clause.chunks[k].particle != "による" or not last.verb or last.passive:
        return False
    object_ = next((c for c in clause.chunks[k + 1 :] if c.particle == "を"), None)
    kept = any(t.word.name in {"restrict", "deny"} and last.content.overlaps(t.span) for t in terms)
    return kept and object_ is not None and not any(t.word.kind == "noun" and t.word.noun != "flow" and object_.content.overlaps(t.span) for t in terms)


def _is_private(chunk: Chunk, ctx: Context, names: Names) -> bool:
    """Say whether a chunk names somebody without public power: 同社, 輸入業者, a company by name."""
    named = any(m.type == "ORG" and chunk.content.covers(m.span) and m.span.end >= chunk.content.end - 1 for m in names.companies)
    return named or bool(_PRIVATE.search(chunk.content.of(ctx.text)))


def find_quoted_actor(clause: Clause, ctx: Context, names: Names, topic: Topic, terms: Sequence[Term]) -> Actor | None:
    """Return who acts in what somebody else says: 韓国は、米国が関税を引き下げたと明らかにした. None where nothing is quoted.

    The quoted act's subject stands in が after the speaker; a speaker who only reports what he did himself has none.
    """
    quoted = [k for k, c in enumerate(clause.chunks[:-1]) if c.verb and c.form in {"quote", "complement"} and clause.shows(c.content)]
    for i, chunk in enumerate(clause.chunks):
        closes = next((k for k in quoted if k > i), None)
        if closes is None or chunk.particle not in {"が", "側が"} or not clause.shows(chunk.content):
            continue
        between = Span(chunk.span.end, clause.chunks[closes].span.end)
        actor = _chunk_actor(chunk, clause, ctx, names, topic)
        if actor is not None and actor.codes and any(t.word.kind != "noun" and between.covers(t.span) for t in terms):
            return _with_others(actor, clause, ctx, names)
    return None


def _with_others(actor: Actor, clause: Clause, ctx: Context, names: Names) -> Actor:
    """インド、パキスタン、スリランカ3国は: the powers named before in the same row act too."""
    at = next((k for k, c in enumerate(clause.chunks) if c.content.covers(actor.span)), 0)
    for chunk in reversed(clause.chunks[:at]):
        if chunk.content.of(ctx.text) in _AND:
            continue
        bare = [(s, c) for s, c, _ in names.jurisdictions if chunk.content.start == s.start and (chunk.content.end - s.end <= 1 or ctx.text[s.end : chunk.content.end] == "政府")]
        if not bare or chunk.particle not in {"", "と", "や", "及び"} or chunk.verb:
            break
        actor = Actor(Span(bare[0][0].start, actor.span.end), tuple(dict.fromkeys((bare[0][1], *actor.codes))), actor.authority)
    return actor


def _parties(clause: Clause, ctx: Context, names: Names, treaty: Span | None) -> Actor | None:
    """米中閣僚級協議において…合意, 日豪経済連携協定が発効: the sides of a meeting or treaty agree where no other subject is named."""
    for chunk in clause.chunks:
        met = chunk.particle in {"で", "では", "において", "においては"} and MEETING.search(chunk.content.of(ctx.text))
        named = treaty if treaty is not None and chunk.content.end == treaty.end else chunk.content
        if met or named == treaty:
            inside = [(s, c) for s, c, _ in names.jurisdictions if named.covers(s)]
            if len(inside) > 1:
                return Actor(Span(inside[0][0].start, inside[-1][0].end), tuple(dict.fromkeys(c for _, c in inside)))
    return None


# What one asks of another government is that government's to do.
_APPEAL = re.compile(r"求め|要求|要請|要望|申し入れ|迫|促|働きか|呼び?かけ|訴え")
_ADDRESSED = {"に", "へ", "に対し", "に対して", "にも", "には", "に対しても"}


def is_appeal(clause: Clause, ctx: Context, names: Names, own: Actor | None) -> bool:
    """Say whether a clause only asks another power to act: 米国は日本に…を強化するよう要請した, EUに撤廃を求めた."""
    if not _APPEAL.match(clause.predicate.content.of(ctx.text)):
        return False
    for chunk in clause.chunks:
        other = read_actor(ctx.text, chunk.content, names) if chunk.particle in _ADDRESSED and clause.shows(chunk.content) else None
        if other is not None and other.codes and (own is None or not set(other.codes) <= set(own.codes)):
            return True
    return False


# Of goods for export it is no sign of whom an act hits whence they are.
_WHENCE = re.compile(r"^(?:を?原産|産|製|に関係|籍|系)")
_LEVIED = {"tariff", "import_control", "investigation"}


def carried_topic(topic: Topic, clause: Clause, ctx: Context, names: Names, type_: str, sentence: Span) -> Topic:
    """Return the topic with who goes on acting in a clause that names nobody: unless the clause aims at him; then who acted before.

    豪州産ワインに関税が導入された is not Australia's act, whatever was said of Australia before. The subject of the same
    sentence goes on but where the clause is passive.
    """
    other = _other_side(topic, clause, ctx, names) if type_ in _LEVIED else None
    if other is not None:
        return replace(topic, actor=other)
    if topic.actor is None or (topic.passage == ctx.index and sentence.covers(topic.actor.span) and not clause.predicate.passive):
        return topic
    found = find_targets(ctx.text, [clause.span], names, (), type_)
    hit = {c for s, c in found if type_ in _LEVIED or not _WHENCE.match(ctx.text[s.end : s.end + 3])}
    if not hit & set(topic.actor.codes):
        return topic
    if topic.former is None or hit & set(topic.former.codes):
        return replace(topic, actor=None)
    return replace(topic, actor=topic.former, passage=topic.former_passage)


def _other_side(topic: Topic, clause: Clause, ctx: Context, names: Names) -> Actor | None:
    """Return the one power beside his own of which a minister says that something was done: 日米の合意により、関税が15%に引き下げられた."""
    if topic.actor is None or not clause.predicate.passive or not topic.spoken.debate or topic.passage != ctx.index:
        return None
    hit = {c for _, c in find_targets(ctx.text, [clause.span], names, (), "tariff")}
    others = {c: s for s, c, _ in names.jurisdictions if clause.shows(s) and c not in topic.actor.codes and c not in hit}
    return Actor(next(iter(others.values())), tuple(others)) if len(others) == 1 else None


_APPLICATION = re.compile(r"申請|届け出|届出|照会")


# 米政府の承認を得て, 商務省から許可を受け: whose leave another has.
_LEAVE = re.compile(r"^(?:輸出|販売|出荷|正式な)?(?:承認|許可|認可|ライセンス|同意|了承|了解|免許|お墨付き)$")
_NEEDED = re.compile(r"必要|要[しすさ求]|義務")
_HAS = re.compile(r"^(?:得|受け|取得|取り付け|もら|いただ|獲得)")


def find_grantor(clause: Clause, ctx: Context, names: Names) -> Actor | None:
    """Return the power by whose leave somebody does something: 米国政府の承認を得て、販売を再開する."""
    for k, chunk in enumerate(clause.chunks[:-2]):
        leave, verb = clause.chunks[k + 1 : k + 3]
        if chunk.particle not in {"の", "から", "による", "より"} or leave.particle not in {"を", "も"} or not _LEAVE.match(leave.content.of(ctx.text)):
            continue
        actor = read_actor(ctx.text, chunk.content, names) if _HAS.match(verb.content.of(ctx.text)) else None
        if actor is not None and actor.codes:
            return actor
    return None


def find_addressee(clause: Clause, ctx: Context, names: Names) -> Actor | None:
    """BISに…許可を申請: the body applied to is the one that then grants or refuses; 米政府の承認を得て: the one that granted."""
    grantor = find_grantor(clause, ctx, names)
    if grantor is not None:
        return grantor
    if not _APPLICATION.search(clause.predicate.content.of(ctx.text)):
        return None
    for chunk in clause.chunks:
        actor = read_actor(ctx.text, chunk.content, names) if chunk.particle in {"に", "へ", "に対し", "に対して"} else None
        if actor is not None and actor.authority is not None:
            return actor
    return None


# 米国の関税への対抗措置: what is answered is no act of who answers.
_ANSWERED = re.compile(r"^(?:への|に対する|に対し|に対して|に対抗|を受け|を理由に|に反発|に伴い|に伴う|よりも?|とは)")


def _heads_to_measure(after: Sequence[Chunk], terms: Sequence[Term]) -> bool:
    """Say whether the words after an owner lead to a measure: 米国の50%の関税, インドの小麦の輸出禁止. Rejected: 米国の企業が関税を."""
    for chunk in after:
        if any(t.word.kind == "noun" and t.word.noun == "measure" and (chunk.content.covers(t.span) or t.span.start == chunk.content.start) for t in terms):
            return True
        banned = [t for t in terms if t.word.name == "restrict" and chunk.content.covers(t.span)]
        if banned and any(t.word.kind == "noun" and t.word.noun == "flow" and chunk.content.covers(t.span) for t in terms):
            return True
        if chunk.verb or chunk.comma or chunk.particle != "の":
            return False
    return False


# Of a measure on goods of somewhere nobody says whose it is: 中国製品関税, 米国産牛肉輸入規制, 対中関税.
_PLAIN_FORMS = {"full", "short"}


def _names_own_measure(place: tuple[Span, str, str], clause: Clause, ctx: Context, terms: Sequence[Term]) -> bool:
    """Say whether a power's name begins the name of its measure: 米国禁輸措置が解除され, 米関税の発動. Rejected: ロシア制裁, which is of others."""
    span, _, form = place
    chunk = next((c for c in clause.chunks if c.content.start == span.start), None)
    if chunk is None or form not in _PLAIN_FORMS or _ANSWERED.match(chunk.particle):
        return False
    return any(t.span.start == span.end and t.span.end <= chunk.content.end and t.word.kind == "noun" and t.word.noun == "measure" and "制裁" not in t.span.of(ctx.text) for t in terms)


def _owner(clause: Clause, ctx: Context, names: Names, topic: Topic, terms: Sequence[Term]) -> Actor | None:
    """米国の対中関税, 中国側の措置, 中国125%から10%とする: whose measure it is."""
    for k, chunk in enumerate(clause.chunks):
        actor = _chunk_actor(chunk, clause, ctx, names, topic) if chunk.particle in {"の", "側の"} else None
        if actor is None or not actor.codes:
            continue
        after = clause.chunks[k + 1] if k + 1 < len(clause.chunks) else None
        if after is None or _ANSWERED.match(after.particle):
            continue
        # 米国政府の許可が必要となる: by whose leave one trades, his is the control.
        asked = after.particle in {"が", "を", "も"} and _LEAVE.match(after.content.of(ctx.text)) and _NEEDED.match(clause.predicate.content.of(ctx.text))
        if asked or _heads_to_measure(clause.chunks[k + 1 :], terms):
            return actor
    into = next((j for j in names.jurisdictions if clause.shows(j[0]) and ctx.text.startswith(("への輸入", "向け輸入"), j[0].end)), None)
    if into is not None:  # 米国への輸入を禁止: into whose market, his is the ban
        return Actor(into[0], (into[1],))
    compound = next((j for j in names.jurisdictions if clause.shows(j[0]) and _names_own_measure(j, clause, ctx, terms)), None)
    if compound is not None:
        return Actor(compound[0], (compound[1],))
    first = clause.chunks[0].content
    head = next((c for c in names.jurisdictions if c[0].start == first.start), None)
    if head is not None and re.match(r"^\d", ctx.text[head[0].end : head[0].end + 1]):
        return Actor(head[0], (head[1],))
    return None
