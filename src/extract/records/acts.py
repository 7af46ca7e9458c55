"""Whether a Japanese clause states an act, and which: its chain of terms, what licenses it, and its modality."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from extract.lexicon.measures import Word, read_words
from extract.lexicon.names import name_of
from extract.model import Mention
from extract.records.chunks import Chunk
from extract.records.clauses import CONTENT_NOUNS, Clause
from extract.records.compose import Act, compose, outermost
from extract.records.statements import Context, Modality, Term
from extract.spans import Span

# After an operator, these make the clause a thought about the act instead of the act.
_THOUGHT = re.compile(
    r"趣旨の発言|との認識|可能性(?!を(?:示|警告|表明|ほのめ)|に(?:言及|触れ))|おそれ|恐れ|懸念(?!国|企業|が(?:ない|なければ))|リスク|予想|予測|期待|観測|影響|効果|背景|べき|必要(?:性|がある|であろう)|余地|かどうか|か否か|議論|論点|課題|圧力|シナリオ|とみられる動き|コスト|批判|反発|求め(?:る声|られ)|"
    r"(?:見方|声|指摘|発言|意見)(?:が|も|は)|とは(?:限ら|言え|考え)|わけでは|目的|ため(?:に|の)|状況|仮に|もし|検証|評価|分析|推計|試算|見直しを求|回復|期待|と(?:み(?:る|られ|てい)|思|考え)|に違いない|かもしれ|(?:なけれ|ね)ばならないと|だろう|であろう|でしょう|はず(?:だ|で)|のでは(?:ない)?か|(?:ます|です|する|した|のだろう|せん)か$"
)
# Predicates that say no more than that the act in their object happens.
_LIGHT = re.compile(r"(?:こと|もの|の|旨|方針|対応|措置|形)?(?:と|に|で|である)?(?:し[たてて、。]|す[るで]|なっ|なる|なり|ある|あっ)|事態|行[いわうえっ]|おこな|実施|進め|図[りるっ]|決[めま]|決定|講[じず]|続け|なっ|なる|なり|踏み切|始め|開始|乗り出|入[るっり]|し(?:た|て|、|$)|す(?:る|$)|され|でき|可能とす|含[むめ]|受け入れ|完了|対抗|応酬|応[じず]|表明|盛り込|記載|求め|受け|至っ|至る|なされ|あっ(?:た|て)|ある|強め|加え|用い|命[じず]|打ち出|めざ|目指|変更|改[めたてる]|改定|改訂|修正|見直|設定|定め|与え|付与|供与|発給|交付|発[しす]|出[しすさ]|下[りろがげ]|上[がげ]|得|取得|認[めま]|敷[いか]|計上|提出|切り替え|移行|縮め|維持|適用|引き続|述べ|語[っり]|示[しさ]|明らか|盛り込|まと|固め|伝え|と(?:ら|っ)|採[らっ]|取[らっ]")
_NEGATABLE = {"deny", "forgo"}
# Kinds of blocks in which a verbal noun at the end of a line is a full statement.
TERSE = {"list", "table", "heading", "box", "caption"}
_LEVEL_WORDS = re.compile(r"(?:と(?:なっ|な[るり]|し(?:た|て|、|$)|す(?:る|$)|定め|.{0,8}(?:発表|公表|表明|公告)|.{0,24}水準)|に(?:達し|上[るっ]|のぼ|なっ|な[るり]|引き上げ|設定|据え)|累積|合計|発動|課|適用|へ|、|。|$)")


# Particles of what an operator does not act on: cause, means, occasion, comparison.
_OBLIQUE = re.compile(r"^(?:により|による|によって|を受けて?|に伴い|に伴う|に加え|として|をめぐり|を巡り|に対し|に対して|に対する|に基づき|に基づく|で|から|に反する|に沿って|に応じ|を理由に|を背景に|をもって|では|よりも|に従い|に関し)")
# Operators whose means is the measure itself: インフォームにより要許可とする.
_BY_MEANS = {"impose", "restrict", "list", "inform"}
# Words that point back to a measure named before.
_ANAPHOR = re.compile(r"これ(?:ら)?|それ|同(?:措置|規制|関税|制度|ルール|税率|期限|制裁)|本(?:措置|規制|制度)|当該|期限|期間|上乗せ分|引き下げ幅|上乗せ|税率|部分|分を|分は|残り")
_IMPLIES_AGREE = {"transaction_review", "cooperation", "investment_commitment", "purchase_commitment", "subsidy", "import_control"}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What read_act knows of the sentence around a clause.

    `fallback` is the measure noun of the clauses before, for those that only name an operator; `control` is the control of
    trade last spoken of in the brief, for a bare 規制; `last` says that the clause
    closes its sentence, `followed` that another act or a verb of saying comes after it, `coordinated` that the clause
    before it was an act of the same row; `supports` are the supports of the closing predicate of the sentence, and
    `forecast` says that this predicate only expects or fears what the clause says; `agentive` that the
    clause names its agent by による, which makes a verbal noun tell of something done.
    """

    fallback: Term | None
    last: bool
    followed: bool
    coordinated: bool
    supports: tuple[Term, ...]
    forecast: bool = False
    agentive: bool = False
    control: Term | None = None
    acting: bool = False


@dataclass(frozen=True, slots=True)
class ClauseAct:
    """The act of a clause with its modality and the rule that licensed it."""

    act: Act
    modality: Modality
    rule: str
    support: Term | None = None
    others: tuple[Act, ...] = ()


def visible_terms(clause: Clause, ctx: Context, brackets: Sequence[Span]) -> list[Term]:
    """Return the clause's own terms: outside relative clauses and round brackets, and not a part of a name.

    Rejected: 拡大 in 通商拡大法, 投資 in 対米外国投資委員会.
    """
    names = [m.span for m in ctx.mentions if m.kind == "entity"]
    shown = [t for t in ctx.terms if clause.shows(t.span) and not any(b.covers(t.span) for b in brackets)]
    named = [t for t in shown if any(n.covers(t.span) and len(n) > len(t.span) for n in names)]
    return [t for t in shown if t not in named or (t.word.kind == "noun" and t.word.noun in {"measure", "permission"})]


def _rate_operator(rates: Sequence[Mention]) -> Term | None:
    """Return the operator of a stated change from one rate to another, whatever verb carries it."""
    pair = {m.role: float(m.value) for m in rates if m.role}
    if set(pair) != {"from", "to"}:
        return None
    name = "reduce" if pair["to"] < pair["from"] else "increase"
    word = next(w for w in read_words("ja") if w.kind == "operator" and w.name == name)
    return Term(word, next(m.span for m in rates if m.role == "to"))


def _synthetic(name: str, span: Span) -> Term:
    word: Word = next(w for w in read_words("ja") if w.kind == "operator" and w.name == name)
    return Term(word, span)


def _is_level(clause: Clause, rates: Sequence[Mention], text: str) -> bool:
    """Say whether a rate is the level set, not a summand (20%と併せて30%とし) or one of several."""
    closing = clause.predicate.content.covers(rates[-1].span)
    return not (closing and re.search(r"(?:併せ|合わせ|加え|含め)て?", text[clause.span.start : rates[-1].span.start]))


# 輸入割当数量は27億枚とする, 枠を年1,830万トンに定める.
_QUOTA = re.compile(r"割当|数量|枠$|上限$|クォ?ータ")


def _quota_level(clause: Clause, ctx: Context, nouns: Sequence[Term]) -> Term | None:
    """Return the act of setting a quota at a quantity."""
    quotas = [t for t in nouns if t.word.type in {"import_control", "export_control", "tariff"} and _QUOTA.search(t.span.of(ctx.text))]
    content = clause.predicate.content
    amount = re.search(r"\d", content.of(ctx.text)) is not None and clause.predicate.tail.startswith(("とし", "とす", "に設定", "に定め"))
    return _synthetic("impose", content) if quotas and amount and quotas[0].span.end <= content.start else None


def _funding(clause: Clause, ctx: Context, nouns: Sequence[Term], supports: Sequence[Term]) -> Term | None:
    """Return the act of deciding on an aid or an investment of a stated amount: 3479億円の助成を決定, 総額360億ドルの案件を公表."""
    if not ctx.within(clause.span, "money", "quantity"):
        return None
    said = [s for s in supports if s.word.modality == "done"]
    aid = [t for t in nouns if t.word.type == "subsidy" and said and said[-1].span.start >= t.span.end]
    if aid:
        return _synthetic("impose", aid[-1].span)
    pledged = [t for t in nouns if t.word.type == "investment_commitment" and said and re.search(r"案件|事業|計画|プロジェクト", ctx.text[t.span.start : said[-1].span.start])]
    return _synthetic("agree", pledged[-1].span) if pledged else None


def _implied_operator(
    clause: Clause, ctx: Context, nouns: Sequence[Term], fallback: Term | None, supports: Sequence[Term], rates: Sequence[Mention]
) -> Term | None:
    """Return the operator of a clause that names a measure and says only that it was announced, or how high it is."""
    changed = _rate_operator(rates) or _quota_level(clause, ctx, nouns) or _funding(clause, ctx, nouns, supports)
    if changed is not None:
        return changed
    text = ctx.text
    strong = [t for t in nouns if t.word.noun == "measure" and t.word.type not in {"", "sanction", "guidance", "investigation", "cooperation", "transaction_review", "subsidy", "procurement"}]
    probes = [t for t in nouns if t.word.type == "investigation"]
    if probes and any(re.fullmatch(r"(?:の)?(?:開始|実施)?を?", text[probes[-1].span.end : s.span.start]) for s in supports if s.span.start >= probes[-1].span.end):
        return _synthetic("impose", probes[-1].span)
    issued = [t for t in nouns if t.word.type == "guidance" and any(s.word.modality == "done" and s.span.start >= t.span.end for s in supports)]
    if issued:
        return _synthetic("impose", issued[-1].span)
    said = [s for s in supports if strong and s.span.start >= strong[-1].span.end and s.word.modality != "proposed"]
    if strong and said:
        between = text[strong[-1].span.end : said[0].span.start]
        if re.match(r"^[」』)]*(?:を|について|の|で|措置を|を含む)?(?:[^はが。]{0,12})$", between):
            return _synthetic("impose", strong[-1].span)
    deals = [t for t in nouns if t.word.type in _IMPLIES_AGREE]
    if deals and any(s.word.modality == "agreed" and s.span.start >= deals[-1].span.end for s in supports) and "ず" not in text[deals[-1].span.end : clause.span.end]:
        return _synthetic("agree", deals[-1].span)
    joint = [t for t in nouns if t.word.type == "cooperation" and t.span.end >= clause.predicate.content.end - 1]
    if joint and clause.nominal:
        return _synthetic("agree", joint[-1].span)
    tariffs = [t for t in nouns if t.word.type == "tariff"]
    own = bool(tariffs and rates and rates[-1].span.start >= tariffs[0].span.end)
    lent = not tariffs and fallback is not None and fallback.word.type == "tariff" and bool(rates) and len(clause.chunks) <= 8
    if (own or lent) and _LEVEL_WORDS.match(text[rates[-1].span.end : clause.span.end]) and _is_level(clause, rates, text):
        return _synthetic("impose" if float(rates[-1].value) else "reduce", rates[-1].span)
    return None


def _modality(supports: Sequence[Term], operator_end: int, text: str) -> tuple[Modality, Term | None]:
    """Return what the outermost support makes of an act: a decided policy (認める方針を表明した) is done, a bare plan proposed."""
    after = [s for s in supports if s.span.start >= operator_end]
    if not after:
        return "done", None
    names = [s.word.modality for s in after]
    if names[-1] == "done" and "proposed" in names[:-1] and _settles(after, text):
        return "done", after[-1]
    order: tuple[Modality, ...] = ("proposed", "agreed", "done")
    return next(m for m in order if m in names), after[-1]


# To announce a policy is to have decided it; to announce a plan or a draft is not. To decide either is.
_POLICY = re.compile(r"方針")
_DECIDES = re.compile(r"決定|決め|可決|採択|閣議決定|承認|公布|署名")


def _settles(supports: Sequence[Term], text: str) -> bool:
    """Say whether the closing verb makes an act of what was planned: 認める方針を表明, 引き上げる法案を可決."""
    planned = [s for s in supports if s.word.modality == "proposed"]
    return bool(_DECIDES.search(supports[-1].span.of(text))) or all(_POLICY.search(s.span.of(text)) for s in planned)


# A line that begins with a number and is no sentence is a heading, whatever the layout made of it.
_NUMBERED = re.compile(r"^[(（第]?(?:[0-9]{1,2}|[①-⑳]|[IVX]{1,4})[)）.．、章節]?\s*[^0-9.%年月日\s][^。]*$")


def _is_title(clause: Clause, operator: Term, ctx: Context) -> bool:
    """Say whether a heading only names its topic: a genitive and a verbal noun, or anything with について.

    Accepted: AI拡散規則の撤回; 措置の追加等について. Rejected: 米、AI拡散規則を撤回; 対中関税の停止を延長; 中国、規制の停止で合意.
    """
    if re.search(r"(?:について|に関して|お知らせ|概要|経緯|背景|論点|影響|動向|状況|課題|見通し)\W*(?:\(お知らせ\))?\W*$", ctx.text[clause.span.start : clause.span.end]):
        return True
    if ctx.kind != "heading" and not (_NUMBERED.match(ctx.text) and clause.span.end >= len(ctx.text.rstrip())):
        return False
    before = [c for c in clause.chunks if c.span.start < operator.span.start]
    stated = any(c.particle in {"を", "が", "は", "へ", "で", "に", "も"} or c.comma for c in before)
    return not stated and bool(before) and (before[-1].particle == "の" or len(before) == 1)


def _licence(clause: Clause, operator: Term, ctx: Context, support: Term | None, around: Surroundings) -> str:
    """Return the name of what lets the clause count as a statement, "" where nothing does."""
    predicate = clause.predicate
    if operator.span.end > predicate.span.start:
        if not clause.nominal:
            return "predicate"
        if _is_title(clause, operator, ctx):
            return ""
        if ctx.kind in TERSE or not ctx.text[clause.span.end : clause.span.end + 1].strip():
            return "verbal-noun-ends-line"
        if around.last:
            return "verbal-noun-ends-sentence"
        return "coordinated" if around.followed or around.coordinated else ("agentive" if around.agentive else "")
    if support is not None:
        return "supported"
    if not clause.nominal and _LIGHT.match(predicate.span.of(ctx.text)):
        return "light-verb"
    tail = ctx.text[operator.span.end : clause.span.end]
    if clause.nominal and (ctx.kind in TERSE or around.followed or around.last or around.coordinated or around.agentive) and len(tail) <= 8:
        return "verbal-noun"
    return ""


# Operators that are worded as a denial: 輸出できない, 執行しない, 引き続き…再開していない.
_NEGATIVE = re.compile(r"ない|なく|ず$|ませ?ん|ならな|まま")


def _denied(clause: Clause, operator: Term, text: str) -> bool:
    if operator.word.name in _NEGATABLE or _NEGATIVE.search(operator.span.of(text)):
        return False
    negative = any(c.negative and c.span.end > operator.span.start and "なけれ" not in c.tail for c in clause.chunks)
    return negative and "しないよう" not in clause.span.of(text)


def _is_background(clause: Clause, text: str) -> bool:
    """Say whether the clause recalls how things had been (認められていたもの) or how a rule works (関税が課される。)."""
    words = clause.span.of(text)
    rule = clause.predicate.passive and clause.predicate.form == "final" and clause.predicate.tail in {"される", "れる", "られる"}
    return bool(re.search(r"ていた(?:もの|わけ|ところ)", words)) or (rule and not re.search(r"\d[日月年]", words))


def _governed(clause: Clause, terms: Sequence[Term], operators: Sequence[Term]) -> list[Term]:
    """Return the measure nouns an operator can act on: those in an oblique phrase only where they are its means."""
    direct: list[Term] = []
    means: list[Term] = []
    for term in terms:
        chunk = next((c for c in clause.chunks if c.span.start <= term.span.start < c.span.end), None)
        oblique = chunk is not None and bool(_OBLIQUE.match(chunk.particle)) and chunk.content.end - term.span.end <= 3
        (means if oblique else direct).append(term)
    if any(t.word.type for t in direct) or not all(o.word.name in _BY_MEANS for o in operators):
        return direct
    return [*direct, *means]


def _fallback(clause: Clause, ctx: Context, rates: Sequence[Mention], around: Surroundings, nouns: Sequence[Term]) -> Term | None:
    """Return the noun of the clauses before where this clause points back to it."""
    if around.fallback is None:
        return None
    licence = any(t.word.name in {"approve", "deny"} and "許可" in t.span.of(ctx.text) for t in ctx.terms if clause.shows(t.span))
    bare = any(
        t.word.kind == "operator" and any(not c.verb and c.content.start == t.span.start and c.particle in {"を", "は", "が", "も"} for c in clause.chunks)
        for t in ctx.terms
        if clause.shows(t.span)
    )
    pointing = licence or bare or bool(rates) or any(t.word.noun == "frame" for t in nouns) or bool(_ANAPHOR.search(clause.span.of(ctx.text)))
    return around.fallback if pointing else None


# Operators that act on a measure that is there already; what they act on must be one.
_ON_MEASURES = {"increase", "reduce", "ease", "suspend", "extend", "lift", "resume", "maintain", "forgo"}
_MEASURE_LIKE = re.compile(r"期限|期間|税率|引き下げ幅|上乗せ|措置|規制|制限|禁止|関税|リスト|ルール|許可|対象|要件|適用|措置|水準|(?<!大)枠|制度|割当|数量|手数料|税$|基準|上限|停止|猶予|凍結|それ|これ|同|方針|範囲|取引|義務|実施|発動|分$|%$|権限|指定|承認|審査|命令|条項|優遇|特例|除外")


# Verbs whose subject is what changes.
_INTRANSITIVE = re.compile(r"上が|下が|始ま|終わ|加わ|失効|満了|発効|引き上が|引き下が|延び")


def _acts_on_measure(clause: Clause, operator: Term, terms: Sequence[Term], ctx: Context) -> bool:
    """Say whether the nearest object of a predicate is something such an operator can act on.

    Accepted: 輸出規制を緩和, 期限を延長. Rejected: 貿易が縮小, 合意が見送られ, 交渉を実施.
    """
    if operator.word.name not in _ON_MEASURES and not operator.word.light:
        return True
    at = next((k for k, c in enumerate(clause.chunks) if c.span.start <= operator.span.start < c.span.end), None)
    if at is None:
        return True
    prefix = Span(clause.chunks[at].content.start, operator.span.start)
    if len(prefix) > 1 and not _DEGREE.match(prefix.of(ctx.text)):
        return _heads_compound(prefix, operator, terms, ctx)
    before = [c for c in reversed(clause.chunks[:at]) if clause.shows(c.content)]
    owners = list(takewhile(lambda c: c.particle in {"の", "への", "からの", "に対する", "についての", "に関する", "に係る"}, before))
    adjacent = [c for c in before[:1] if any(t.word.kind == "noun" and c.content.overlaps(t.span) for t in terms)]
    if adjacent or any(_is_measure(c, terms, ctx) for c in owners):
        return True
    named = [m.span for m in ctx.mentions if m.kind == "entity" and m.type in {"GPE", "ORG", "PERSON"}]
    subjects = [c for c in before if c.particle in {"が", "は", "も"} and not any(n.end >= c.content.end - 1 and c.content.covers(n) for n in named)]
    direct = [] if _INTRANSITIVE.match(operator.span.of(ctx.text)) else [c for c in before if c.particle in {"を", "をも"}]
    objects = direct or subjects or [c for c in before if c.particle.startswith("について")]
    if not objects:
        return True
    at = clause.chunks.index(objects[0])
    if at and clause.chunks[at - 1].verb and CONTENT_NOUNS.match(objects[0].content.of(ctx.text)) and any(t.word.kind == "operator" and t.span.start < objects[0].span.start for t in terms):
        return True  # 補助する事業を創設: what is set up is what the clause before it says
    owner = clause.chunks[at - 1] if at and _PART.search(objects[0].content.of(ctx.text)) else objects[0]
    return _is_measure(objects[0], terms, ctx) or _is_measure(owner, terms, ctx)


# 許可の一部を取り消す: what is done to a part is done to the measure.
_PART = re.compile(r"^(?:一部|全部|全て|すべて|大半|多く|大部分|部分|残り|いくつか|対象|範囲|適用|取扱い?|扱い|運用|全体|\d+.*)$")


# Operators that things other than measures undergo too: 関係強化, 生産縮小.
_COMMON = {"increase", "reduce", "maintain"}
_DEGREE = re.compile(r"^(?:[約計最同]?[\d〇一二三四五六七八九十百]+.*|(?:一部|大幅|段階|全面|相互|一層|順次|同時|追加|一律|期限付き?|即時|当面|事実上|再|さらなる|再度|自動|原則|引き続き|継続|個別|全て|全|更)(?:的に?|に)?|最大.*|.*(?:年間?|月間?|日間?|%|倍|カ月|か月))$")


def _heads_compound(before: Span, operator: Term, terms: Sequence[Term], ctx: Context) -> bool:
    """Say whether the words compounded with an operator let it act on a measure: 規制強化; not 関係強化."""
    if operator.word.name not in _COMMON:
        return True
    return any(t.word.kind != "support" and before.overlaps(t.span) for t in terms) or bool(_MEASURE_LIKE.search(before.of(ctx.text)))


def _is_measure(chunk: Chunk, terms: Sequence[Term], ctx: Context) -> bool:
    """Say whether a chunk names a measure, or one of the things measures consist of (期限, 税率, 上乗せ分)."""
    return any(t.word.kind != "support" and chunk.content.overlaps(t.span) for t in terms) or bool(_MEASURE_LIKE.search(chunk.content.of(ctx.text)))


def _chain(operators: Sequence[Term], text: str) -> list[Term]:
    """Leave out the first of two operators that are alternatives (停止又は解除), which do not act on each other."""
    out: list[Term] = []
    for operator in operators:
        if out and re.fullmatch(r"(?:する|し)?(?:又は|または|若しくは|もしくは|・|あるいは|や|及び|および)", text[out[-1].span.end : operator.span.start]):
            out.pop()
        out.append(operator)
    return out


# 規制 of goods without a word for what is regulated.
_BARE_CONTROL = re.compile(r"規制|許可|管理|制限措置|審査|禁輸")
# Whose licences lift sanctions.
_SANCTIONERS = re.compile(r"OFAC|外国資産管理|(?:米)?財務省|財務長官|Treasury")


def _guess_noun(
    clause: Clause, ctx: Context, operators: Sequence[Term], nouns: Sequence[Term], rates: Sequence[Mention], around: Surroundings
) -> list[Term]:
    """Return the noun that a clause without a typed one must mean, [] where its words leave it open."""
    name = operators[-1].word.name
    for m in ctx.mentions:
        known = name_of(m.entity_id) if m.kind == "entity" and m.type == "LIST" and clause.shows(m.span) else None
        if known is not None and known.measure:
            return [_noun_of(known.measure, m.span)]
    if rates and name in _ON_MEASURES:
        return [_tariff(rates[-1].span)]
    if name == "list" and not _names_parties(clause, ctx):
        lent = around.control or around.fallback
        return [_as_measure(lent)] if lent is not None and lent.word.type != "entity_listing" else [_noun_of("export_control", operators[-1].span)]
    if operators[-1].span.of(ctx.text).startswith("対象") and (around.fallback or around.control) is not None:
        return [_as_measure(t) for t in (around.fallback, around.control) if t is not None][:1]
    licences = [t for t in nouns if t.word.noun == "permission"]
    if licences:
        type_ = around.control.word.type if around.control is not None else "export_control"
        return [Term(replace(licences[-1].word, type=type_), licences[-1].span)]
    bare = any(t.word.noun == "frame" and _BARE_CONTROL.search(t.span.of(ctx.text)) for t in nouns)
    if bare or (name == "restrict" and operators[-1].span.of(ctx.text).startswith("規制")):
        return [_as_measure(around.control)] if around.control is not None else [_noun_of("export_control", operators[-1].span)]
    if name == "restrict" and around.acting:
        return [_noun_of("other", operators[-1].span)]
    return []


# Units in which parties are counted.
_HEADS = {"社", "者", "団体", "企業", "人", "名", "機関", "個人", "組織", "事業体", "主体", "法人", "隻", "大学", "entities", "companies"}


def _names_parties(clause: Clause, ctx: Context) -> bool:
    """Say whether the clause names or counts parties, as against goods."""
    counted = any(m.unit in _HEADS for m in ctx.within(clause.span, "quantity"))
    named = any(m.kind == "entity" and m.type in {"ORG", "PERSON"} and clause.shows(m.span) for m in ctx.mentions if not _is_public(m))
    return counted or named or bool(_PARTY.search(clause.span.of(ctx.text)))


_PARTY = re.compile(r"企業|大手|団体|個人|法人|船舶|大学|研究所|子会社|同社|各社|[0-9数]社")


def _is_public(mention: Mention) -> bool:
    """Say whether an organisation is an agency: those act, they are not listed."""
    known = name_of(mention.entity_id)
    return known is not None and bool(known.jurisdiction)


def _retype(nouns: Sequence[Term], clause: Clause, ctx: Context) -> list[Term]:
    """Return the nouns with those typed that the clause decides on.

    企業を輸出管理リストに掲載 lists parties, 品目を… goods; a general licence of the treasury frees from sanctions.
    """
    if _SANCTIONERS.search(clause.span.of(ctx.text)):
        nouns = [Term(replace(t.word, type="sanction"), t.span) if t.word.noun == "permission" else t for t in nouns]
    parties = _names_parties(clause, ctx)
    return [_noun_of("entity_listing", t.span) if parties and _OPEN_LIST.match(t.span.of(ctx.text)) else t for t in nouns]


_OPEN_LIST = re.compile(r"(?:輸出)?(?:管理|規制|管制)(?:規制|管理|対象|コントロール)*リスト$")


def _noun_of(type_: str, span: Span) -> Term:
    word = next(w for w in read_words("ja") if w.kind == "noun" and w.noun == "measure")
    return Term(replace(word, type=type_, name=type_), span)


def _tariff(span: Span) -> Term:
    """Return what a rate that is raised, cut, suspended or extended without a noun belongs to: in this genre, a tariff."""
    return _noun_of("tariff", span)


def _as_measure(term: Term) -> Term:
    """A noun lent by another clause stands for the measure spoken of, even where it names trade."""
    return Term(replace(term.word, noun="measure"), term.span)


def read_act(clause: Clause, ctx: Context, brackets: Sequence[Span], rates: Sequence[Mention], around: Surroundings) -> ClauseAct | None:
    """Return the act that a clause states, None for background, thoughts, conditions and denials.

    `rates` are the clause's percentages.
    """
    if clause.predicate.form == "conditional" or _is_background(clause, ctx.text):
        return None
    terms = visible_terms(clause, ctx, brackets)
    found = _compose_clause(clause, ctx, terms, rates, around)
    if found is None and rates:
        # The operators belong to something else (…と関係の維持が不可能な水準に達した); the rate may still be the act.
        found = _compose_clause(clause, ctx, [t for t in terms if t.word.kind != "operator"], rates, around)
    return found


def _compose_clause(clause: Clause, ctx: Context, terms: Sequence[Term], rates: Sequence[Mention], around: Surroundings) -> ClauseAct | None:
    operators = [t for t in terms if t.word.kind == "operator"]
    supports = [t for t in terms if t.word.kind == "support" and not _is_aside(t, clause)]
    nouns = _retype(_governed(clause, [t for t in terms if t.word.kind == "noun"], operators), clause, ctx)
    fallback = _fallback(clause, ctx, rates, around, nouns)
    if not operators or (all(t.word.light for t in operators) and _rate_operator(rates) is not None):
        implied = _implied_operator(clause, ctx, nouns, fallback, (*supports, *around.supports), rates)
        operators = [*operators, implied] if implied is not None else operators
    operators = _chain(operators, ctx.text)
    if not operators or (operators[-1] in terms and not _acts_on_measure(clause, operators[-1], terms, ctx)):
        return None
    act = _act_of(clause, ctx, nouns, operators, rates, around, fallback)
    if act is None or act.operator is None or around.forecast:
        return None
    end = min(act.operator.span.end, clause.span.end)
    if _THOUGHT.search(ctx.text[end : clause.span.end]) or _denied(clause, act.operator, ctx.text):
        return None
    modality, support = _modality((*supports, *(around.supports if clause.nominal else ())), end, ctx.text)
    if support is not None and _is_demand(support, act, ctx.text):
        return None
    rule = _licence(clause, operators[-1], ctx, support, around)
    return ClauseAct(act, modality, rule, support, _also(act, nouns, operators, ctx.text, clause.hidden)) if rule else None


# 約束について, 発表を受け: what is only spoken of does not say or promise anything.
_ABOUT = re.compile(r"^(?:について|に関|をめぐ|を巡|に対|による|によ[りるっ]|に基づ|を受け|に伴|に沿|を踏まえ|とは|後|以降)")


def _is_aside(support: Term, clause: Clause) -> bool:
    chunk = next((c for c in clause.chunks if c.content.overlaps(support.span)), None)
    return chunk is not None and not chunk.verb and bool(_ABOUT.match(chunk.particle))


# What one asks of another is that other's to do.
_DEMANDS = re.compile(r"求め|要求|要請|申し入れ|要望|迫")
_FAVOURS = {"lift", "suspend", "resume", "ease", "reduce", "forgo", "approve"}


def _is_demand(support: Term, act: Act, text: str) -> bool:
    """Say whether the act is only asked for: 撤回を申し入れた, 緩和を求めた."""
    return act.action in _FAVOURS and bool(_DEMANDS.match(support.span.of(text)))


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
    lent = [_as_measure(fallback)] if fallback is not None else _guess_noun(clause, ctx, operators, nouns, rates, around)
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
