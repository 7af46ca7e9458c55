"""Whether a Japanese clause states an act, and which: its chain of nouns and operators, put together and licensed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.model import Mention
from extract.records.clauses import Clause
from extract.records.compose import PROMISES, Act, compose, outermost
from extract.records.elision import goes_on
from extract.records.implied import imply_operator, rate_operator
from extract.records.licence import (
    DEMANDS,
    THOUGHT,
    Surroundings,
    find_licence,
    is_aside,
    is_background,
    is_demand,
    is_denied,
    is_fact,
    is_manner,
    is_request,
    is_threat,
    read_modality,
)
from extract.records.objects import (
    acts_on_measure,
    amends,
    as_measure,
    direct_embargoes,
    find_fallback,
    find_governed,
    guess_noun,
    is_leave,
    retype_nouns,
    thaw,
)
from extract.records.statements import Context, Modality, Term
from extract.spans import Span


@dataclass(frozen=True, slots=True)
class ClauseAct:
    """The act of a clause with its modality and the rule that licensed it."""

    act: Act
    modality: Modality
    rule: str
    support: Term | None = None
    others: tuple[Act, ...] = ()


# The quoted title of a law, whose words say what it is about and not what is done.
_QUOTED_LAW = re.compile(r"[「『][^「」『』\n]{4,80}(?:法|規則|規定|弁法|条例|指令|政令|省令|決議)[」』]")


def visible_terms(clause: Clause, ctx: Context, brackets: Sequence[Span]) -> list[Term]:
    """Return the clause's own terms: outside relative clauses and round brackets, and not a part of a name.

    Rejected: 拡大 in 通商拡大法, 投資 in 対米外国投資委員会, 阻止 in 「…を阻止する規則」, 加え in に加え.
    """
    grammar = [Span(c.content.end, c.span.end) for c in clause.chunks if c.particle.startswith("に加え")]
    names = [m.span for m in ctx.mentions if m.kind == "entity"]
    names += [Span(clause.span.start + m.start(), clause.span.start + m.end()) for m in _QUOTED_LAW.finditer(clause.span.of(ctx.text))]
    shown = [t for t in ctx.terms if clause.shows(t.span) and not any(b.covers(t.span) for b in (*brackets, *grammar))]
    named = [t for t in shown if any(n.covers(t.span) and len(n) > len(t.span) for n in names)]
    return [t for t in shown if t not in named or (t.word.kind == "noun" and t.word.noun in {"measure", "permission"})]


# A headline that ends in も or か says what may come: 医薬品に200%関税も, 輸出規制を強化か.
_MAYBE = re.compile(r"^(?:関税|規制|制限|措置)?[もか][」』]?\s*$")


def _chain(operators: Sequence[Term], text: str) -> list[Term]:
    """Leave out the first of two operators that are alternatives (停止又は解除), which do not act on each other."""
    out: list[Term] = []
    for operator in operators:
        if out and re.fullmatch(r"(?:する|し)?(?:又は|または|若しくは|もしくは|・|あるいは|や|及び|および)", text[out[-1].span.end : operator.span.start]):
            out.pop()
        out.append(operator)
    return out


def read_act(clause: Clause, ctx: Context, brackets: Sequence[Span], rates: Sequence[Mention], around: Surroundings) -> ClauseAct | None:
    """Return the act that a clause states, None for background, thoughts, conditions and denials.

    `rates` are the clause's percentages.
    """
    if clause.predicate.form == "conditional" or is_background(clause, ctx.text):
        return None
    terms = visible_terms(clause, ctx, brackets)
    found = _compose_clause(clause, ctx, terms, rates, around)
    if found is None and rates:
        # The operators belong to something else (…と関係の維持が不可能な水準に達した); the rate may still be the act.
        found = _compose_clause(clause, ctx, [t for t in terms if t.word.kind != "operator"], rates, around)
    return found


def as_threat(found: ClauseAct | None, before: Clause | None, clause: Clause, ctx: Context) -> ClauseAct | None:
    """Return an act as one that is only proposed where it hangs on what another side does (licence.is_threat)."""
    threatens = found is not None and before is not None and is_threat(before, clause, ctx)
    return replace(found, modality="proposed") if found is not None and threatens else found


def _compose_clause(clause: Clause, ctx: Context, terms: Sequence[Term], rates: Sequence[Mention], around: Surroundings) -> ClauseAct | None:
    operators = direct_embargoes([t for t in terms if t.word.kind == "operator"], clause, ctx)
    supports = [t for t in terms if t.word.kind == "support" and not is_aside(t, clause)]
    nouns = retype_nouns(find_governed(clause, [t for t in terms if t.word.kind == "noun"], operators), clause, ctx)
    operators = thaw(operators, nouns, ctx)
    fallback = find_fallback(clause, ctx, rates, around, nouns)
    if not operators or (all(t.word.light for t in operators) and rate_operator(rates) is not None):
        implied = imply_operator(clause, ctx, nouns, fallback, (*supports, *around.supports), rates, around.acting)
        operators = [*operators, implied] if implied is not None else operators
    operators = _chain(operators, ctx.text)
    continued = (around.told and around.fallback is not None and goes_on(clause, ctx, around.fallback)) or (around.control is not None and amends(clause, operators, ctx))
    if not operators or (operators[-1] in terms and not continued and not acts_on_measure(clause, operators[-1], terms, ctx)):
        return None
    act = _act_of(clause, ctx, nouns, operators, rates, around, fallback)
    if act is None or act.operator is None or around.forecast:
        return None
    end = min(act.operator.span.end, clause.span.end)
    thought = THOUGHT.search(ctx.text[end : clause.span.end]) is not None and not is_fact(act.operator, clause, ctx.text)
    if thought or is_request(act, clause, ctx.text) or is_denied(clause, act.operator, ctx.text) or is_manner(clause, act, around.last, ctx.text):
        return None
    modality, support = read_modality((*supports, *(around.supports if clause.nominal else ())), end, clause.predicate.span.end if clause.shared is None else clause.shared.end, ctx.text)
    modality = "proposed" if clause.nominal and modality == "done" and _MAYBE.search(ctx.text[end:]) else modality
    if support is not None and is_demand(support, act, clause, ctx.text):
        return None
    ordered = support is not None and modality == "proposed" and DEMANDS.match(support.span.of(ctx.text)) is not None
    modality = "done" if ordered else modality  # what only asks was dropped: firms that are asked are told
    act = replace(act, action="approve") if is_leave(act, clause, ctx) else _by_object(act, clause, ctx.text)
    rule = find_licence(clause, operators[-1], ctx, support, around)
    return ClauseAct(act, modality, rule, support, _also(act, nouns, operators, ctx.text, clause.hidden)) if rule else None


# Who is put out of a favour bears the burden: 包括許可の対象から外し, グループAからの韓国の除外; a country that leaves a list by name leaves it.
_OUT_OF_FAVOUR = re.compile(
    r"(?:(?:包括(?:輸出)?|一般)許可|免除|免税|減免|特恵(?:関税)?|最恵国待遇|特例|無税枠|(?P<group>ホワイト国|グループA|優遇(?:対象)?国))(?:制度|措置|待遇|枠)?(?:の)?(?:適用)?(?:対象)?(?:国|品目)?[」』]?から(?:の)?[^、。]{0,16}?(?:除|外|削)"
)
# What is forbidden of a deal is refused: 買収を禁止した; what is forbidden of a review is not.
_DEAL = re.compile(r"(?:買収|取得|合併|売却|統合|譲渡|出資|資本参加)(?:案|計画|提案|案件)?$")
_FORBIDS = re.compile(r"禁止|禁[じず]|阻止|差し?止め")


def _by_object(act: Act, clause: Clause, text: str) -> Act:
    """Return the act with the action that its object makes of the verb."""
    if act.operator is None:
        return act
    out = _OUT_OF_FAVOUR.search(text[clause.span.start : act.operator.span.end]) if act.action in {"ease", "lift"} and act.type != "subsidy" else None
    if out is not None and not (out["group"] and act.action == "lift"):
        return replace(act, action="increase")
    forbids = act.type == "transaction_review" and act.noun is not None and _DEAL.search(act.noun.span.of(text)) and _FORBIDS.match(act.operator.span.of(text))
    return replace(act, action="deny") if forbids and act.action == "impose" else act


def _act_of(
    clause: Clause, ctx: Context, nouns: Sequence[Term], operators: Sequence[Term], rates: Sequence[Mention], around: Surroundings, fallback: Term | None
) -> Act | None:
    """Compose the clause's own nouns, or the one it points back to; the latter lends only its type."""
    outer = outermost(operators)
    governed = [t for t in nouns if outer is None or t.span.start < outer.span.end]
    if any(t.word.type for t in governed):
        return compose(governed, operators)
    if any(t.word.type for t in nouns):
        return compose(nouns, operators)
    promised = outer is not None and outer.word.type in PROMISES  # the money of a promise is not put into the measure spoken of before
    lent = [as_measure(fallback)] if fallback is not None and not promised else guess_noun(clause, ctx, operators, nouns, rates, around)
    act = compose([*lent, *nouns], operators)
    return replace(act, noun=None) if act is not None and act.noun in lent else act


def _also(act: Act, nouns: Sequence[Term], operators: Sequence[Term], text: str, hidden: Sequence[Span]) -> tuple[Act, ...]:
    """Return the same act on the other measures of a row: 輸出規制・入港料を停止 is two; `hidden` words do not part them."""
    out: list[Act] = []
    for noun in nouns:
        if act.noun is None or noun is act.noun or noun.word.type in {"", act.type}:
            continue
        first, second = sorted((noun.span, act.noun.span))
        between = "".join(c for i, c in enumerate(text[first.end : second.start], first.end) if not any(h.start <= i < h.end for h in hidden))
        if re.fullmatch(r"(?:措置|等|の)?(?:\([^()]*\))?(?:・|、|や|及び|および|並びに|と)+[^をがはにへで、。]{0,16}", between):
            other = compose([noun], operators)
            out += [other] if other is not None else []
    return tuple(out)
