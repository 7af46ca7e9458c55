"""What the operators of a Japanese clause act on: the nouns they govern, those lent by the text before, those implied."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from extract.lexicon.measures import read_words
from extract.lexicon.names import name_of
from extract.model import Mention
from extract.records.actors import read_names
from extract.records.chunks import Chunk
from extract.records.clauses import CONTENT_NOUNS, Clause, spells_out
from extract.records.compose import Act, outermost
from extract.records.elision import MANNER, PARTIES, goes_on
from extract.records.licence import Surroundings
from extract.records.statements import Context, Term
from extract.spans import Span

# Particles of what an operator does not act on: cause, means, occasion, comparison.
_OBLIQUE = re.compile(r"^(?:により|による|によって|を受けて?|に伴い|に伴う|に加え|として|をめぐり|を巡り|に対し|に対して|に対する|に基づき|に基づく|で|から|に反する|に沿って|に応じ|を理由に|を背景に|をもって|では|よりも|に従い|に関し)")

# Operators whose means is the measure itself: インフォームにより要許可とする.
_BY_MEANS = {"impose", "restrict", "list", "inform"}

# Operators that take out of something, and the fields of state action that stand where it acts: 政府調達から除外, 調査で仮決定.
_TAKES_OUT = {"exclude", "lift", "restrict"}
_FIELDS = {"procurement", "investigation", "transaction_review"}

# Words that point back to a measure named before.
_ANAPHOR = re.compile(r"これ(?:ら)?|それ|同(?:措置|規制|関税|制度|ルール|税率|期限|制裁)|本(?:措置|規制|制度)|当該|期限|期間|上乗せ分|引き下げ幅|上乗せ|税率|部分|分(?:のみ|だけ)?[をは]|残り")


def find_governed(clause: Clause, terms: Sequence[Term], operators: Sequence[Term]) -> list[Term]:
    """Return the measure nouns an operator can act on: those in an oblique phrase only where they are its means."""
    direct: list[Term] = []
    means: list[Term] = []
    for term in terms:
        chunk = next((c for c in clause.chunks if c.span.start < term.span.end <= c.span.end), None)
        oblique = chunk is not None and bool(_OBLIQUE.match(chunk.particle)) and chunk.content.end - term.span.end <= 3
        left = chunk is not None and chunk.particle == "から" and any(o.word.name in _TAKES_OUT for o in operators)
        (means if oblique and not left else direct).append(term)
    if any(t.word.type for t in direct):
        return direct
    if all(o.word.name in _BY_MEANS for o in operators):
        return [*direct, *means]
    return [*direct, *(t for t in means if t.word.type in _FIELDS)]


def find_fallback(clause: Clause, ctx: Context, rates: Sequence[Mention], around: Surroundings, nouns: Sequence[Term]) -> Term | None:
    """Return the noun of the clauses before where this clause points back to it."""
    if around.fallback is None:
        return None
    licence = any(t.word.name in {"approve", "deny"} and "許可" in t.span.of(ctx.text) for t in ctx.terms if clause.shows(t.span))
    bare = any(
        t.word.kind == "operator" and any(not c.verb and c.content.start == t.span.start and c.particle in {"を", "は", "が", "も"} for c in clause.chunks)
        for t in ctx.terms
        if clause.shows(t.span)
    )
    pointing = licence or bare or bool(rates) or (around.told and goes_on(clause, ctx, around.fallback)) or any(t.word.noun == "frame" for t in nouns) or bool(_ANAPHOR.search(clause.span.of(ctx.text)))
    return around.fallback if pointing else None


# Operators that act on a measure that is there already; what they act on must be one.
_ON_MEASURES = {"increase", "reduce", "ease", "suspend", "extend", "lift", "resume", "maintain", "forgo"}
_MEASURE_LIKE = re.compile(r"期限|期間|税率|引き下げ幅|上乗せ|措置|規制|制限|禁止|関税|リスト|ルール|許可|対象|要件|適用|措置|水準|(?<!大)枠|制度|割当|数量|手数料|税$|基準|上限|停止|猶予|凍結|それ|これ|同|方針|範囲|取引|義務|実施|発動|分$|%$|権限|指定|承認|審査|命令|条項|優遇|特例|除外|支払い?|納付|徴収|受け入れ|輸入|輸出|通関")

# Verbs whose subject is what changes.
_INTRANSITIVE = re.compile(r"上が|下が|始ま|終わ|加わ|失効|満了|発効|引き上が|引き下が|延び")


_HELD = re.compile(r"行|実施|開始|始|実行|展開")
# 協力に関する協議を行う, 規制について説明を行う: talk about a measure.
_TALKS = re.compile(r"(?:協議|交渉|議論|会談|意見交換|対話|会合|説明|答弁|質疑|視察|訪問|懇談|調整|検討)$")


def acts_on_measure(clause: Clause, operator: Term, terms: Sequence[Term], ctx: Context) -> bool:
    """Say whether the nearest object of a predicate is something such an operator can act on.

    Accepted: 輸出規制を緩和, 期限を延長. Rejected: 貿易が縮小, 合意が見送られ, 交渉を実施.
    """
    if (operator.word.name not in _ON_MEASURES and not operator.word.light) or operator.word.type:
        return True
    at = next((k for k, c in enumerate(clause.chunks) if c.span.start <= operator.span.start < c.span.end), None)
    if at is None:
        return True
    if operator.word.light and at and _HELD.match(ctx.text, operator.span.start) and _TALKS.search(clause.chunks[at - 1].content.of(ctx.text)):
        return False
    prefix = Span(clause.chunks[at].content.start, operator.span.start)
    if len(prefix) > 1 and not MANNER.match(prefix.of(ctx.text)):
        return _heads_compound(prefix, operator, terms, ctx)
    if _signs_promise(clause, at, terms, ctx):
        return True
    before = [c for c in reversed(clause.chunks[:at]) if clause.shows(c.content)]
    if _says_or_takes_out(operator, before, terms):
        return True
    owners = list(takewhile(lambda c: c.particle in {"の", "への", "からの", "に対する", "についての", "に関する", "に係る"}, before))
    adjacent = [c for c in before[:1] if any((t.word.kind == "noun" or t.word.type) and c.content.overlaps(t.span) for t in terms)]
    if adjacent or any(_is_measure(c, terms, ctx) or (not operator.word.light and _is_rule(c, ctx)) for c in owners):
        return True
    named = [m.span for m in ctx.mentions if m.kind == "entity" and m.type in {"GPE", "ORG", "PERSON"}]
    subjects = [c for c in before if c.particle in {"が", "は", "も"} and not any(n.end >= c.content.end - 1 and c.content.covers(n) for n in named)]
    direct = [] if _INTRANSITIVE.match(operator.span.of(ctx.text)) else [c for c in before if c.particle in {"を", "をも"}]
    objects = direct or subjects or [c for c in before if c.particle.startswith("について")]
    if not objects:
        return True
    at = clause.chunks.index(objects[0])
    told = at - 1
    while told > 0 and clause.chunks[told].particle == "の":  # 盛り込んだ外為法の改正案
        told -= 1
    if told >= 0 and clause.chunks[told].verb and spells_out(clause.chunks[told], objects[0], ctx.text) and any(t.word.kind == "operator" and t.span.start < objects[0].span.start for t in terms):
        return True  # 補助する事業を創設: what is set up is what the clause before it says
    owner = clause.chunks[at - 1] if at and _PART.search(objects[0].content.of(ctx.text)) else objects[0]
    # A rule can be withdrawn or put off by name (AI拡散規則を撤回); that it is put into force says nothing of what it does.
    return (not operator.word.light and _is_rule(objects[0], ctx)) or _is_measure(objects[0], terms, ctx) or _is_measure(owner, terms, ctx)


def _is_rule(chunk: Chunk, ctx: Context) -> bool:
    """Say whether a chunk is a law or rule by name: AI拡散規則の撤回."""
    return any(m.type == "LIST" and chunk.content.overlaps(m.span) for m in ctx.mentions)


def _signs_promise(clause: Clause, at: int, terms: Sequence[Term], ctx: Context) -> bool:
    """Say whether the object of a verb is a paper that says what is done: 購入する契約に署名."""
    if at < 2 or not clause.chunks[at - 2].verb or clause.chunks[at - 1].particle not in {"に", "を"}:
        return False
    paper = CONTENT_NOUNS.match(clause.chunks[at - 1].content.of(ctx.text))
    return paper is not None and any(t.word.kind == "operator" and clause.chunks[at - 2].content.overlaps(t.span) for t in terms)


def _says_or_takes_out(operator: Term, before: Sequence[Chunk], terms: Sequence[Term]) -> bool:
    """Say whether an operator only tells of the act in its quotation (除外すると通知), or its measure stands before から (別表から削除)."""
    quoted = before[:1] if before and before[0].form == "quote" else []
    proposed = [t for t in terms if t.word.kind == "support" and t.word.modality == "proposed" and before and before[0].content.overlaps(t.span)]
    if operator.word.light and proposed and any(t.word.kind == "operator" and not t.word.light and t.span.end <= proposed[0].span.start for t in terms):
        return True  # 削除する改正案の意見募集を開始: what is begun is the proposal
    if operator.word.light and any(t.word.kind == "operator" and c.content.overlaps(t.span) for c in quoted for t in terms):
        return True
    left = [c for c in before if c.particle == "から"] if operator.word.name in _TAKES_OUT else []
    return any(t.word.kind == "noun" and c.content.overlaps(t.span) for c in left for t in terms)


# 許可の一部を取り消す: what is done to a part is done to the measure.
_PART = re.compile(r"^(?:一部|全部|全て|すべて|大半|多く|大部分|部分|残り|いくつか|対象|範囲|適用|取扱い?|扱い|運用|全体|\d+.*)$")

# Operators that things other than measures undergo too: 関係強化, 生産縮小.
_COMMON = {"increase", "reduce", "maintain"}


def _heads_compound(before: Span, operator: Term, terms: Sequence[Term], ctx: Context) -> bool:
    """Say whether the words compounded with an operator let it act on a measure: 規制強化; not 関係強化."""
    if operator.word.name not in _COMMON:
        return True
    return any(t.word.kind != "support" and before.overlaps(t.span) for t in terms) or bool(_MEASURE_LIKE.search(before.of(ctx.text)))


def _is_measure(chunk: Chunk, terms: Sequence[Term], ctx: Context) -> bool:
    """Say whether a chunk names a measure, or one of the things measures consist of (期限, 税率, 上乗せ分)."""
    return any(t.word.kind != "support" and chunk.content.overlaps(t.span) for t in terms) or bool(_MEASURE_LIKE.search(chunk.content.of(ctx.text)))


# 規制 of goods without a word for what is regulated.
_BARE_CONTROL = re.compile(r"規制|許可|管理|制限措置|審査|禁輸")

# Whose licences lift sanctions.
_SANCTIONERS = re.compile(r"OFAC|外国資産管理|(?:米)?財務省|財務長官|Treasury")


# 特定類型は2022年5月の運用見直しで導入された: what an amendment brings belongs to the control spoken of.
_AMENDS = re.compile(r"(?:見直し|改正|改定|改訂)(?:により|によって|で|を通じて|に(?:伴|合わせ)[^、。]{1,3})")


def amends(clause: Clause, operators: Sequence[Term], ctx: Context) -> bool:
    """Say whether a clause only says that an amendment brings or adds something."""
    return bool(operators) and all(o.word.light or o.word.name == "list" for o in operators) and _AMENDS.search(clause.span.of(ctx.text)) is not None


def guess_noun(
    clause: Clause, ctx: Context, operators: Sequence[Term], nouns: Sequence[Term], rates: Sequence[Mention], around: Surroundings
) -> list[Term]:
    """Return the noun that a clause without a typed one must mean, [] where its words leave it open."""
    name = operators[-1].word.name
    amended = any(o.word.name == "revise" for o in operators)
    for m in ctx.mentions:
        known = name_of(m.entity_id) if m.kind == "entity" and m.type == "LIST" and clause.shows(m.span) and not amended else None
        if known is not None and known.measure:
            return [_noun_of(known.measure, m.span)]
    if around.control is not None and amends(clause, operators, ctx):
        return [as_measure(around.control)]
    if _joined(clause, ctx, operators):
        return [_noun_of("cooperation", operators[-1].span)]
    if rates and name in _ON_MEASURES and not any(o.word.type for o in operators):
        return [_tariff(rates[-1].span)]
    if name == "list" and not _names_parties(clause, ctx):
        lent = around.control or around.fallback
        return [as_measure(lent)] if lent is not None and lent.word.type != "entity_listing" else [_noun_of("export_control", operators[-1].span)]
    if operators[-1].span.of(ctx.text).startswith("対象") and (around.fallback or around.control) is not None:
        return [as_measure(t) for t in (around.fallback, around.control) if t is not None][:1]
    licences = [t for t in nouns if t.word.noun == "permission"]
    if licences:
        type_ = around.control.word.type if around.control is not None else "export_control"
        return [Term(replace(licences[-1].word, type=type_), licences[-1].span)]
    bare = any(t.word.noun == "frame" and _BARE_CONTROL.search(t.span.of(ctx.text)) for t in nouns)
    if bare or (name == "restrict" and operators[-1].span.of(ctx.text).startswith("規制")):
        return [as_measure(around.control)] if around.control is not None else [_noun_of("export_control", operators[-1].span)]
    outer = outermost(operators) or operators[-1]
    if outer.word.name == "restrict" and any(c.particle in {"から", "からの"} and c.content.of(ctx.text).endswith("市場") for c in clause.chunks):
        return [_noun_of("import_control", outer.span)]  # 米国市場から締め出した
    if outer.word.name == "restrict" and not outer.word.type and (around.acting or ctx.kind == "table"):
        return [_noun_of("other", outer.span)]
    return []


_JOINS = re.compile(r"加入|加盟|署名|調印|批准|締結|妥結|発効")


def _joined(clause: Clause, ctx: Context, operators: Sequence[Term]) -> bool:
    """Say whether a clause tells of a known agreement that it is signed, joined or comes into force."""
    if not _JOINS.match(operators[-1].span.of(ctx.text)):
        return False
    known = [name_of(m.entity_id) for m in ctx.mentions if m.kind == "entity" and clause.shows(m.span) and m.span.end <= operators[-1].span.start]
    return any(k is not None and k.kind == "deals" for k in known)


# Units in which parties are counted.
_HEADS = {*PARTIES, "entities", "companies"}


def _names_parties(clause: Clause, ctx: Context) -> bool:
    """Say whether the clause names or counts parties, as against goods."""
    counted = any(m.unit in _HEADS for m in ctx.within(clause.span, "quantity"))
    named = any(m.kind == "entity" and m.type in {"ORG", "PERSON"} and clause.shows(m.span) for m in ctx.mentions if not _is_public(m))
    return counted or named or bool(_PARTY.search(clause.span.of(ctx.text)))


def is_leave(act: Act, clause: Clause, ctx: Context) -> bool:
    """Say whether trade is allowed to a party by name or number (A社に対し輸出を認めた), or dealings are that sanctions forbid: that grants leave."""
    if act.operator is None or act.operator.word.name != "approve" or act.action != "ease":
        return False
    if act.type == "sanction":
        return True
    parties = [m.span for m in (*read_names(ctx).companies, *ctx.within(clause.span, "quantity")) if m.kind == "entity" or m.unit in PARTIES]
    return any(c.particle in {"に", "には", "に対し", "に対して", "への", "へ"} and any(c.content.overlaps(p) for p in parties) for c in clause.chunks)


_PARTY = re.compile(r"企業|事業体|大手|団体|個人|法人|船舶|大学|研究所|子会社|同社|各社|[0-9数]社")


def _is_public(mention: Mention) -> bool:
    """Say whether an organisation is an agency: those act, they are not listed."""
    known = name_of(mention.entity_id)
    return known is not None and known.kind != "companies" and bool(known.jurisdiction)


def retype_nouns(nouns: Sequence[Term], clause: Clause, ctx: Context) -> list[Term]:
    """Return the nouns with those typed that the clause decides on.

    企業を輸出管理リストに掲載 lists parties, 品目を… goods; a general licence of the treasury frees from sanctions.
    """
    if _SANCTIONERS.search(clause.span.of(ctx.text)):
        nouns = [Term(replace(t.word, type="sanction"), t.span) if t.word.noun == "permission" else t for t in nouns]
    nouns = direct_embargoes(nouns, clause, ctx)
    parties = _names_parties(clause, ctx)
    into = _flows_in(nouns, clause, ctx)
    nouns = [Term(replace(t.word, type="import_control"), t.span) if into and t.word.noun == "measure" and _OPEN_CONTROL.fullmatch(t.span.of(ctx.text)) else t for t in nouns]
    nouns = [t for t in nouns if parties or t.span.of(ctx.text) != "リスト"]  # a bare list is of parties where the clause names some
    return [_noun_of("entity_listing", t.span) if parties and _OPEN_LIST.match(ctx.text[t.span.start : t.span.end + 8]) else t for t in nouns]


# Whose goods are kept out, as against whom none are sent to: ロシア産石油の禁輸; 対ロ禁輸, ベラルーシ向けの…を禁輸とする.
_SENT = re.compile(r"(?:向けの?|への)[^、。をはが]{0,12}[をは]?$")
_GROWN = re.compile(r"(?:産|[都道府県]の)[^、。をはが産]{1,16}[のをはも]?[^、。をはが]{0,8}$")


def direct_embargoes(terms: Sequence[Term], clause: Clause, ctx: Context) -> list[Term]:
    """Return the terms with every embargo (禁輸) typed by the side that it stops: goods of somewhere come in no more, goods for somewhere go out no more."""
    out: list[Term] = []
    for term in terms:
        before = ctx.text[clause.span.start : term.span.end].rpartition("禁輸")[0]
        sent = bool(_SENT.search(before)) or _stands_against(clause.span.start + len(before), ctx)
        if "禁輸" not in term.span.of(ctx.text) or term.word.kind == "support" or not (sent or _GROWN.search(before)):
            out.append(term)
            continue
        type_ = "export_control" if sent else "import_control"
        out.append(Term(replace(term.word, type=type_), term.span))
    return out


def _stands_against(at: int, ctx: Context) -> bool:
    """Say whether the word at an offset follows the state that it is against: 対ロ禁輸, 対イランの禁輸."""
    return any(form == "against" and ctx.text[span.end : at] in {"", "の"} for span, _, form in read_names(ctx).jurisdictions)


def thaw(operators: Sequence[Term], nouns: Sequence[Term], ctx: Context) -> list[Term]:
    """Return the operators; what is done to a measure that is frozen (禁輸を1年間凍結した) suspends it, as against assets."""
    suspends = next(w for w in read_words("ja") if w.kind == "operator" and w.name == "suspend")
    measures = [n for n in nouns if n.word.noun in {"measure", "frame", "permission"} and n.word.type != "sanction"]
    out: list[Term] = []
    for term in operators:
        object_ = next((n for n in reversed(measures) if n.span.end <= term.span.start and _FROZEN.fullmatch(ctx.text[n.span.end : term.span.start])), None)
        frozen = object_ is not None and ctx.text.startswith("凍結", term.span.start)
        out.append(Term(suspends, term.span) if frozen else term)
    return out


_FROZEN = re.compile(r"(?:措置|など|等|の(?:一部|適用|発動|実施))?(?:[をがもは]、?[^。、をはが]{0,16}|の)")


_OPEN_LIST = re.compile(r"(?:輸出)?(?:管理|規制|管制)(?:規制|管理|(?:の)?対象|コントロール)*リスト(?![ァ-ヶー])")
# What both directions of trade know.
_OPEN_CONTROL = re.compile(r"(?:ライセンス|許可|承認|免許)(?:要件|規制|制度?|義務)?|要許可|許可(?:取得)?(?:の)?(?:対象|要件|義務|制)")


def _flows_in(nouns: Sequence[Term], clause: Clause, ctx: Context) -> bool:
    """Say whether the trade that a clause speaks of is import alone."""
    words = clause.span.of(ctx.text)
    return "輸入" in words and "輸出" not in words and any(t.word.type == "import_control" for t in nouns)


def _noun_of(type_: str, span: Span) -> Term:
    word = next(w for w in read_words("ja") if w.kind == "noun" and w.noun == "measure")
    return Term(replace(word, type=type_, name=type_), span)


def _tariff(span: Span) -> Term:
    """Return what a rate that is raised, cut, suspended or extended without a noun belongs to: in this genre, a tariff."""
    return _noun_of("tariff", span)


def as_measure(term: Term) -> Term:
    """Return a noun lent by another clause as the measure spoken of, even where it names trade."""
    return Term(replace(term.word, noun="measure"), term.span)
