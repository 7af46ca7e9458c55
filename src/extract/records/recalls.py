"""Statements that speak of an act told before: back-references, states of affairs, results, and sentences that only add to it.

これらの措置の多くは解除され, 要許可のままである, この結果…できなくなった, 発効は4月1日の見通し: each is further evidence of the act
before it, and may give it a date, a rate or a length; none is an act of its own while there is such an act.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.records.likeness import actions_agree, conflict, get, share
from extract.records.statements import Recall, Statement

_MEASURES = r"(?:措置|規制|関税|税率|制度|ルール|規則|禁止|停止|制裁|指定|掲載|インフォーム|許可|免許|調査|命令|省令|政令|布告|決定|割当|料金|入港料|制限|引き[上下]げ|延長|取り?消し|追加|改正|変更|枠)"
# これらの措置は, 同規則の多くは, 今回の延長措置は: the measure told before is what the clause is about.
_BACK = re.compile(rf"(?:これらの?|この|同|当該|上記の?|前記の?|こうした|右の|両|いずれの|今回の|今次の?)[^はもがをに、。]{{0,12}}{_MEASURES}(?:[^はもがを、。]{{0,8}})?(?:は|も|については|に関しては|につきましては)")
# 売上の25%を政府に納める: at which price a licence is had.
_SHARE = re.compile(r"\W*(?:ただし|その代わり(?:に)?|代わりに|見返りに|その見返りとして|条件として|(?:米)?政府は|(?:米)?政府に|両社は|同社は|、)*(?:対中|中国(?:向け|での?)?|販売)?[^。、]{0,8}(?:売上(?:高|金|げ)?|売り上げ|収益)[^。、]{0,8}\d+(?:\.\d+)?%[^。、]{0,12}(?:徴収|納付|納め|支払|上納|受け取|分配|取り分)")
# 約2年ぶりの輸入再開となる, 初の禁止命令であり: what kind of an act the one told before is.
_CLASS = re.compile(r"(?:初(?:めて)?の|[年月日度]ぶりの?|第?\d+(?:回|度|例|件|社|弾)目の|最後の|最大(?:規模)?の|異例の|史上[^、。]{1,6}の|過去最[大高多]の)[^、。はがを]{0,24}?(?:と(?:なる|なった|なります|なりました|なり|いう)|で(?:ある|あり|す|した)|だ(?:った)?)、?。?$")
_STATE = re.compile(r"(?:の|た)まま(?:であ|だ|で、|で。|とな|と[しさ]|に(?:し|な)|。|$)")
# これらの措置により、…する事態となった.
_RESULT_HEAD = re.compile(rf"^(?:また|なお|そして)?、?(?:(?:これらの?|こうした|この|以上の|上記の?|一連の)(?:[^はがを、。]{{0,10}}(?:{_MEASURES}|対応|動き|応酬|結果))?|これ)(?:により|によって|によりまして|の結果|で)、?")
_RESULT_END = re.compile(r"(?:事態|状況|状態|構図|展開|局面|形|格好|かたち)(?:と|に)(?:な|至|陥)|こと(?:と|に)な(?:った|る|ります|りました)|(?:が|も)(?:可能|不可能|必要)と?(?:な|に)")


def recall_of(sentence: str, clause: str, own_actor: bool) -> Recall:
    """Return how a clause speaks of an act told before, "" where it does not.

    `own_actor` says that the clause names who acts: 米国はこれにより…した is an act of its own.
    """
    if _STATE.search(clause):
        return "state"
    if _SHARE.match(clause) and not own_actor:
        return "adds"
    if _RESULT_HEAD.match(sentence) and _RESULT_END.search(clause[-16:]) and not own_actor:
        return "result"
    if _CLASS.search(clause) and not own_actor:
        return "same"
    return "same" if _BACK.search(clause) else ""


# What is told of as a state may have been told before as any of these.
_STANDING = {"impose", "increase", "maintain", "ease", "approve", "deny", "extend", "suspend"}
# Who is on a list may not be traded with: the consequence of a listing is told as a control or a sanction.
_CONSEQUENCES = {"entity_listing": {"export_control", "sanction", "import_control", "entity_listing"}}


def _about(a: Statement, b: Statement) -> bool:
    return any(share(get(a, slot), get(b, slot)) for slot in ("items", "entities", "eccn", "instrument"))


# What an act is about is said no further from it than this, in passages.
_REACH = 2
_ABOUT = ("items", "entities")


def _speaks_of(recall: Statement, told: Statement) -> bool:
    """Say whether a statement that looks back can be about the act told before."""
    if recall.recalls == "adds":
        if any(get(recall, slot) for slot in _ABOUT) and recall.passage - told.passage > _REACH:
            return False
        if recall.type and recall.type != told.type:
            return False
        said = replace(recall, slots={k: v for k, v in recall.slots.items() if k not in _ABOUT})
        return not any(get(told, slot) for slot in recall.slots) or not conflict(told, said)
    types = _CONSEQUENCES.get(told.type, {told.type}) if recall.recalls == "result" else {told.type}
    named = recall.recalls == "state" and share(get(recall, "entities"), get(told, "entities"))
    said = replace(recall, slots={k: v for k, v in recall.slots.items() if k not in recall.inherited and not (named and k == "items")})
    if recall.type not in types or conflict(told, said):
        return False
    if recall.recalls == "state":
        return told.action in _STANDING and _about(said, told)
    alike = recall.action == told.action or (actions_agree(recall.action, told.action) and "extend" not in {recall.action, told.action})
    return alike and "propose" not in {recall.action, told.action} - ({recall.action} & {told.action})


# What a sentence on an act told before adds to it; its words for the measure itself are only a reference.
_ADDED = ("date", "effective_from", "effective_until", "duration", "rates", "quantities", "authority", "target_jurisdictions", "footnotes")


def _adds_to(told: Statement, recall: Statement) -> Statement:
    slots = {k: v for k, v in recall.slots.items() if k in _ADDED and k not in recall.inherited and not told.slots.get(k)}
    if recall.recalls == "adds":  # 対象は鉄鋼だ says of the act what it is about
        slots |= {k: recall.slots[k] for k in _ABOUT if k in recall.slots and not told.slots.get(k)}
        slots |= {k: recall.slots[k] for k in ("target_jurisdictions",) if k in recall.slots and k in told.inherited}
    kept = {} if recall.recalls == "result" else slots
    return replace(told, slots={**told.slots, **kept}, more=(*told.more, recall.place, *recall.more))


# これらの措置は, ア及びイの措置は: more than one act is spoken of.
_SEVERAL = re.compile(r"^(?:なお、|また、)?(?:これらの|いずれの|上記の?|前記の?|以上の|両|いずれも|どちらも|ともに|これら[はも]|[ア-ン](?:、|及び|並びに|・|から))|^\W*(?:These|Both|All|They)\b")
# This rule is effective May 1, DATES: Effective May 1: whatever the document told of does.
_OF_DOCUMENT = re.compile(r"^\W*(?:DATES?:\s*)?(?:(?:The|This) (?:[a-z]+ ){0,3}?(?:rule|notice|order|proclamation|determination|regulation|decree|amendment|directive)s?\b|(?:[Ee]ffective|[Aa]pplicable)\b)")


def _told_with(at: int, out: Sequence[Statement]) -> list[int]:
    """Return the acts told right before one, by the same side in passages without a gap: the members of a row or list."""
    run = [at]
    while run[-1] > 0 and out[run[-1]].passage - out[run[-1] - 1].passage <= 1 and out[run[-1] - 1].values("imposing") == out[at].values("imposing"):
        run.append(run[-1] - 1)
    return run


def _has_own_day(told: Statement) -> bool:
    """Say whether an act is dated by its own sentence, and so is another document's than the one that goes on being told of."""
    return "date" in told.slots and "date" not in told.inherited


def join_recalls(statements: Sequence[Statement]) -> list[Statement]:
    """Make each statement that looks back part of the nearest act before it that it can be about; keep it where there is none.

    A sentence that only adds a date to several acts belongs to each of them; where there is no act it says nothing.
    """
    out: list[Statement] = []
    for statement in statements:
        at = None
        if statement.recalls:
            told = [i for i in range(len(out) - 1, -1, -1) if _speaks_of(statement, out[i])]
            # これらの措置は既に解除され: what is said to be lifted is what was told to be lifted, before what was only eased.
            at = next((i for i in told if statement.recalls == "same" and out[i].action == statement.action), next(iter(told), None))
        if at is None:
            out += [] if statement.recalls == "adds" and not statement.action else [replace(statement, recalls="")]
            continue
        of_document = statement.recalls == "adds" and _OF_DOCUMENT.match(statement.wording)
        several = of_document or (statement.recalls == "adds" and _SEVERAL.match(statement.wording))
        for i in _told_with(at, out) if several else [at]:
            if of_document and i != at and _has_own_day(out[i]):
                continue
            if _speaks_of(statement, out[i]):
                out[i] = _adds_to(out[i], statement)
    return out
