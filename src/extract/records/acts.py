"""Whether a Japanese clause states an act, and which: its chain of terms, what licenses it, and its modality."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.lexicon.measures import Word, read_words
from extract.model import Mention
from extract.records.clauses import Clause
from extract.records.compose import Act, compose
from extract.records.statements import Context, Modality, Term
from extract.spans import Span

# After an operator, these make the clause a thought about the act instead of the act.
_THOUGHT = re.compile(
    r"可能性|おそれ|恐れ|懸念(?!国|企業|が(?:ない|なければ))|リスク|予想|予測|期待|観測|影響|効果|背景|べき|必要(?:性|がある|であろう)|余地|かどうか|か否か|議論|論点|課題|圧力|シナリオ|とみられる動き|コスト|批判|反発|求め(?:る声|られ)|"
    r"(?:見方|声|指摘|発言|意見)(?:が|も|は)|とは(?:限ら|言え|考え)|わけでは|目的|ため(?:に|の)|状況|事態|仮に|もし|検証|評価|分析|推計|試算|見直しを求|回復|期待"
)
# Predicates that say no more than that the act in their object happens.
_LIGHT = re.compile(r"行[いわうえっ]|おこな|実施|進め|図[りるっ]|決[めま]|決定|講[じず]|続け|なっ|なる|なり|踏み切|始め|開始|乗り出|入[るっり]|し(?:た|て|、|$)|す(?:る|$)|され|でき|可能とす|含[むめ]|受け入れ|完了|対抗|応酬|応[じず]|表明|盛り込|記載|求め|受け|至っ|至る|なされ|あっ(?:た|て)|ある|強め|加え|用い|命[じず]|打ち出|めざ|目指")
_NEGATABLE = {"deny", "forgo"}
# Kinds of blocks in which a verbal noun at the end of a line is a full statement.
TERSE = {"list", "table", "heading", "box", "caption"}
_LEVEL_WORDS = re.compile(r"(?:と(?:なっ|な[るり]|発表|公表)|に(?:達し|上[るっ]|のぼ|なっ|な[るり]|引き上げ|設定|据え)|累積|合計|発動|課|適用|へ|、|。|$)")


@dataclass(frozen=True, slots=True)
class ClauseAct:
    """The act of a clause with its modality and the rule that licensed it."""

    act: Act
    modality: Modality
    rule: str
    support: Term | None = None


def visible_terms(clause: Clause, ctx: Context, brackets: Sequence[Span]) -> list[Term]:
    """Return the clause's own terms: outside relative clauses and round brackets."""
    return [t for t in ctx.terms if clause.shows(t.span) and not any(b.covers(t.span) for b in brackets)]


def _rate_operator(rates: Sequence[Mention]) -> Term | None:
    """A stated change from one rate to another raises or lowers, whatever verb carries it."""
    pair = {m.role: float(m.value) for m in rates if m.role}
    if set(pair) != {"from", "to"}:
        return None
    name = "reduce" if pair["to"] < pair["from"] else "increase"
    word = next(w for w in read_words("ja") if w.kind == "operator" and w.name == name)
    return Term(word, next(m.span for m in rates if m.role == "to"))


def _synthetic(name: str, span: Span) -> Term:
    word: Word = next(w for w in read_words("ja") if w.kind == "operator" and w.name == name)
    return Term(word, span)


def _implied_operator(clause: Clause, nouns: Sequence[Term], supports: Sequence[Term], rates: Sequence[Mention], text: str) -> Term | None:
    """The operator of a clause that names a measure and says only that it was announced, or how high it is."""
    changed = _rate_operator(rates)
    if changed is not None:
        return changed
    strong = [t for t in nouns if t.word.noun == "measure" and t.word.type not in {"", "sanction", "guidance", "investigation", "cooperation", "transaction_review", "subsidy", "procurement"}]
    said = [s for s in supports if strong and s.span.start >= strong[-1].span.end and s.word.modality != "proposed"]
    if strong and said:
        between = text[strong[-1].span.end : said[0].span.start]
        if re.match(r"^[」』)]*(?:を|について|の|で|措置を|を含む)?(?:[^はが。]{0,12})$", between):
            return _synthetic("impose", strong[-1].span)
    tariffs = [t for t in nouns if t.word.type == "tariff"]
    if tariffs and rates and rates[-1].span.start >= tariffs[0].span.end:
        after = text[rates[-1].span.end : clause.span.end]
        if _LEVEL_WORDS.match(after):
            return _synthetic("impose", tariffs[0].span)
    return None


def _modality(supports: Sequence[Term], operator_end: int) -> tuple[Modality, Term | None]:
    """The support that stands outermost decides; a decided policy (認める方針を表明した) is done, a bare plan is proposed."""
    after = [s for s in supports if s.span.start >= operator_end]
    if not after:
        return "done", None
    names = [s.word.modality for s in after]
    if names[-1] == "done" and "proposed" in names[:-1]:
        return "done", after[-1]
    order: tuple[Modality, ...] = ("proposed", "agreed", "done")
    return next(m for m in order if m in names), after[-1]


def _licence(clause: Clause, operator: Term, ctx: Context, support: Term | None, last: bool, followed: bool) -> str:
    """Return the name of what lets the clause count as a statement, "" where nothing does."""
    predicate = clause.predicate
    if predicate.span.covers(Span(operator.span.start, operator.span.start)) and operator.span.start < predicate.span.end:
        if not clause.nominal:
            return "predicate"
        if ctx.kind in TERSE or not ctx.text[clause.span.end : clause.span.end + 1].strip():
            return "verbal-noun-ends-line"
        return "verbal-noun-ends-sentence" if last else ("coordinated" if followed else "")
    if support is not None:
        return "supported"
    if not clause.nominal and _LIGHT.search(predicate.span.of(ctx.text)):
        return "light-verb"
    tail = ctx.text[operator.span.end : clause.span.end]
    if clause.nominal and (ctx.kind in TERSE or followed or last) and len(tail) <= 8:
        return "verbal-noun"
    return ""


def _denied(clause: Clause, act: Act, text: str) -> bool:
    operator = act.operator
    if operator is None or operator.word.name in _NEGATABLE:
        return False
    return any(c.negative and c.span.end > operator.span.start and "なけれ" not in c.tail for c in clause.chunks) and not re.search(
        r"しないよう", clause.span.of(text)
    )


def read_act(
    clause: Clause, ctx: Context, brackets: Sequence[Span], rates: Sequence[Mention], fallback: Term | None, last: bool, followed: bool
) -> ClauseAct | None:
    """Return the act that a clause states, None for background, thoughts, conditions and denials.

    `rates` are the clause's percentages; `fallback` is the measure noun of the clauses before, for those that only
    name an operator; `last` says that the clause closes its sentence, `followed` that a coordinated one with a verb of
    agreeing or announcing comes after it.
    """
    if clause.predicate.form == "conditional":
        return None
    terms = visible_terms(clause, ctx, brackets)
    nouns = [t for t in terms if t.word.kind == "noun"]
    operators = [t for t in terms if t.word.kind == "operator"]
    supports = [t for t in terms if t.word.kind == "support"]
    typed = [t for t in nouns if t.word.type]
    if not operators or (all(t.word.light for t in operators) and _rate_operator(rates) is not None):
        implied = _implied_operator(clause, nouns or ([fallback] if fallback else []), supports, rates, ctx.text)
        operators = [*operators, implied] if implied is not None else operators
    if not typed and fallback is not None:
        nouns = [fallback, *nouns]
    act = compose(nouns, operators)
    if act is None or act.operator is None:
        return None
    act = _borrow(act, fallback, typed)
    operator = operators[-1] if act.operator is None else act.operator
    end = min(operator.span.end, clause.span.end)
    if _THOUGHT.search(ctx.text[end : clause.span.end]) or _denied(clause, act, ctx.text):
        return None
    modality, support = _modality(supports, end)
    rule = _licence(clause, operators[-1], ctx, support, last, followed)
    return ClauseAct(act, modality, rule, support) if rule else None


def _borrow(act: Act, fallback: Term | None, typed: Sequence[Term]) -> Act:
    """A noun of the clauses before lends its type only; the goods it governs stand elsewhere."""
    return replace(act, noun=None) if fallback is not None and not typed and act.noun is fallback else act
