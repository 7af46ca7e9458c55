"""Who acts and whom it hits in a Japanese passive: 日本は米国から15%の関税を課された, 輸出を中国に止められた."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from extract.records.actors import Actor, Names, read_actor
from extract.records.clauses import Clause
from extract.records.statements import Context

# What is done to somebody rather than to goods; of other verbs the same form is a courtesy (総理が表明された).
_BURDENS = re.compile(r"課|科|賦課|掛け|かけ|突き付け|突きつけ|適用|制限|規制|禁止|禁じ|止め|停止|凍結|指定|発動")
# 韓国はホワイト国から除外された: whose standing is changed.
_MOVES = re.compile(r"除外|外さ|削除|追加|加え|指定|格[上下]げ|移さ|降格|昇格|取り消|戻さ")
_GROUPS = re.compile(r"(?:グループ[A-Z]|リスト|ホワイト国|優遇国|対象国|対象|待遇|指定国|適用国|加盟国|名簿|一覧)[」』]?$")
# 資産凍結の対象となった, 制裁対象とされた: who comes under a measure.
_COMES_UNDER = re.compile(r"^(?:と(?:な(?:った|り|る)|され)|に(?:な(?:った|り)|含まれ(?:た|、)|入った))")
_UNDER = re.compile(r"(?:凍結|制裁|禁止|制限|調査|規制|関税|課税|監視|検査)[^、。はがを]{0,8}対象[」』]?$")
_AGENTS = {"から", "より", "によって", "により", "からは"}
_SUBJECTS = {"は", "が", "も", "では", "側は", "側が", "側も"}


def is_affected(clause: Clause, ctx: Context) -> bool:
    """Say whether the subject of a clause is whom the act hits: a passive with an object of its own (関税を課される), or out of a group.

    Accepted: 日本は15%の関税を課された, 韓国はホワイト国から除外された. Rejected: 関税は米国によって課された (the measure is the
    subject), 大臣が方針を示された.
    """
    if is_moved(clause, ctx):
        return True
    for k, chunk in enumerate(clause.chunks):
        quoted = chunk.particle.endswith("という") and chunk.tail.startswith(("れる", "られる", "れた", "られた"))  # 課されるということ
        if not (quoted or (chunk.verb and chunk.passive)) or not clause.shows(chunk.content):
            continue
        near = clause.chunks[max(0, k - 3) : k]
        if _BURDENS.match(chunk.content.of(ctx.text)) and any(c.particle == "を" for c in near):
            return True
    return False


def is_moved(clause: Clause, ctx: Context) -> bool:
    """Say whether the subject of a clause is put into a group or list, out of it, or under a measure: 資産凍結の対象に追加された."""
    for k, chunk in enumerate(clause.chunks):
        if not chunk.verb or not clause.shows(chunk.content):
            continue
        near = clause.chunks[max(0, k - 3) : k]
        if chunk.passive and _MOVES.match(chunk.content.of(ctx.text)) and any(c.particle in {"から", "に", "へ"} and _GROUPS.search(c.content.of(ctx.text)) for c in near):
            return True
        if _COMES_UNDER.match(chunk.tail) and _UNDER.search(ctx.text[clause.span.start : chunk.content.end]):
            return True
    return False


def find_agent(clause: Clause, ctx: Context, names: Names) -> Actor | None:
    """Return the power by which something is done to somebody: 米国から関税を課され. None where nobody is named so."""
    return next(_named_with(_AGENTS, clause, ctx, names), None)


def find_affected(clause: Clause, ctx: Context, names: Names) -> Actor | None:
    """Return the power whom an act hits as subject of such a passive: 日本は…を課された; a body of its where that is put on a list."""
    moved = is_moved(clause, ctx)
    return next((actor for actor in _named_with(_SUBJECTS, clause, ctx, names) if moved or actor.authority is None), None)


def _named_with(particles: Set[str], clause: Clause, ctx: Context, names: Names) -> Iterator[Actor]:
    for chunk in clause.chunks if is_affected(clause, ctx) else ():
        actor = read_actor(ctx.text, chunk.content, names) if chunk.particle in particles and clause.shows(chunk.content) else None
        if actor is not None and actor.codes:
            yield actor
