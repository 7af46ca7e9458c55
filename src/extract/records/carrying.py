"""Whether a power that a clause names goes on acting in the clauses after it, and whose a ministry is that many countries have."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.lexicon.institutions import body_of, may_have, own_bodies
from extract.lexicon.names import name_of
from extract.records.actors import Actor, Names
from extract.records.chunks import Chunk
from extract.records.clauses import Clause
from extract.records.statements import Context
from extract.records.topics import Topic

# What happens to its subject, who does nothing: 打撃を受け, 苦境に陥り, 反発に直面し.
_UNDERGOES = re.compile(r"^(?:受け(?![付入止取継渡持つい])|被|こうむ|蒙|浴び|見舞|直面|苦し|苦境|陥|晒|さらさ|悩|困|依存|抱え)")
# What its subject is, which is no doing: 締約国であり, 輸入国だ. Rejected: 予定であり, 発表したのである.
_IS = re.compile(r"^(?:で(?:ある|あり|す|した|ござい)|だ(?:$|が|と|った))")
_PLANS = re.compile(r"(?:予定|方針|意向|構え|考え|見込み|見通し|計画|姿勢|ところ|こと|もの|の|ため|発表|決定|合意|導入|発動|実施|停止|検討|要求|主張|表明)$")


def stands(actor: Actor | None, clause: Clause, ctx: Context) -> bool:
    """Say whether a power named in a clause without an act is one that the text goes on telling of as acting.

    Rejected: whoever is the subject of a clause inside the clause (中国が自給することを阻む狙い), undergoes something (EUが
    打撃を受け), or is only said to be something (日本は締約国であり).
    """
    chunk = next((c for c in clause.chunks if actor is not None and c.content.covers(actor.span)), None)
    if chunk is None:
        return True
    after = clause.chunks[clause.chunks.index(chunk) + 1 :]
    if chunk.particle == "が" and any(c.verb and c.form in {"adnominal", "complement"} for c in after[:-1]):
        return False
    last = clause.predicate
    words = last.content.of(ctx.text)
    if not last.verb or chunk.particle not in {"は", "が", "も"}:
        return True
    return not _UNDERGOES.match(words) and (not _IS.match(last.tail) or bool(_PLANS.search(words)))


# Ministries that most countries have under one name.
_COMMON = re.compile(r"^(?:財務|商務|外務|国防|農業|貿易|経済|運輸|保健|エネルギー|工業|商工|通商)(?:省|部|相|大臣)$")


def of_speaker(actor: Actor, chunk: Chunk, ctx: Context, names: Names, topic: Topic) -> Actor:
    """Give a ministry that many countries have, named without its country, to the power of which the text speaks; the ministry is then that power's.

    Accepted: 財務省 after カナダ政府は. Rejected: 米財務省, 財務省 once 米財務省 was named, 財務省 after two powers.
    """
    body = actor.authority
    if body is None or topic.actor is None or len(topic.actor.codes) != 1 or topic.actor.codes == actor.codes or not _COMMON.match(body.text):
        return actor
    named = any(s.overlaps(chunk.content) or ctx.text[s.end : chunk.content.start] == "の" for s, _, _ in names.jurisdictions)
    if named or not body.jurisdiction or not may_have(body.text, topic.actor.codes[0]):
        return actor
    known = name_of(body.entity_id)
    if any(m.entity_id == body.entity_id and m.text != body.text for m in topic.spoken.bodies) or (known is not None and known.jurisdiction == topic.actor.codes[0]):
        return actor
    code = topic.actor.codes[0]
    own = own_bodies(body.text, code)
    id_, name_en = (own[0].id, own[0].name_en) if own else body_of(body.text, code)
    agency = replace(body, entity_id=id_, value=name_en, name_en=name_en, name_ja=own[0].name_ja if own else body.text, jurisdiction=code)
    return replace(actor, codes=topic.actor.codes, authority=agency)


def labelled(ctx: Context, names: Names) -> Actor | None:
    """Return the power with which a line is labelled, as in chronologies and headlines: アメリカ:中国製品に10%の関税を発動."""
    found = _LABEL.match(ctx.text)
    if found is None:
        return None
    span = next((j for j in names.jurisdictions if j[0].start == found.end("lead")), None)
    after = ctx.text[span[0].end :] if span is not None else ""
    return Actor(span[0], (span[1],)) if span is not None and re.match(r"(?:政府|側|当局)?\s?[::]\s?\S", after) else None


_LABEL = re.compile(r"^(?P<lead>[\s・●◆■○◇▼▽*-]*)")


# Who acts here, though no name: not the office that acted before.
_OTHER_SUBJECT = re.compile(r"(?:加盟国|各国|議会|国会|理事会|裁判所|両国|首脳|当局)(?:ら|側)?$")
# What joins an office to the one before it.
_AND = re.compile(r"[一-龥)](?:と|及び|および|並びに|・)$")


def office_goes_on(clause: Clause, actor: Actor, ctx: Context) -> bool:
    """Say whether the office that acted before acts on: it acted alone then (not 商務部及び税関総署), and no one else does here (加盟国は)."""
    if any(c.particle[:1] in {"は", "が", "も"} and _OTHER_SUBJECT.search(c.content.of(ctx.text)) for c in clause.chunks):
        return False
    return _AND.search(ctx.text[: actor.span.start]) is None
