"""What lets a Japanese clause count as a statement of an act, what takes it back, and how real it is.

A verbal noun alone is not a statement (関税引き上げによる影響): it counts as predicate, as object of a support or light verb, at
the end of a line in lists, tables and headlines, coordinated with such, or with an agent named by による. What follows it
can take the act back: negation, conditions, expectation, fear, opinion, a demand on somebody else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.records.clauses import Clause
from extract.records.compose import Act
from extract.records.statements import Context, Modality, Term
from extract.values.jurisdictions import find_jurisdictions

# After an operator, these make the clause a thought about the act instead of the act.
THOUGHT = re.compile(
    r"趣旨の発言|との認識|可能性(?!を(?:示|警告|表明|ほのめ)|に(?:も)?(?:言及|触れ)|"
    r"がある(?:と|こと[をも])[^。、]{0,8}?(?:警告|表明|示唆|述べ|予告|通告|けん制|牽制|明言|語[っり]|発言)|[もを](?:示唆|排除しな|否定しな))|おそれ|恐れ|懸念(?!国|企業|が(?:ない|なければ))|リスク|予想|予測|期待|観測|影響|効果|背景|べき|必要(?:性|がある|であろう)|余地|かどうか|か否か|議論|論点|課題|圧力|シナリオ|とみられる動き|コスト|批判|反発|求め(?:る声|られ)|"
    r"(?:見方|声|指摘|発言|意見)(?:が|も|は)|(?:する|した|される|された|なる|なった|れる|せる|いる|く|す|つ|む)か(?:は|が|を|について|も)|見積も|(?:牽制|けん制|非難)し|とは(?:限ら|言え|考え)|わけでは|目的|ため(?:に|の)|状況(?!で(?:ござい|ある|あり|す|、))|仮に|もし|検証|評価|分析|推計|試算|見直しを求|回復|期待|と(?:み(?:る|られ|てい)|思|考え)|に違いない|かもしれ|(?:なけれ|ね)ばならないと|だろう|であろう|でしょう|はず(?:だ|で)|のでは(?:ない)?か|(?:ます|です|する|した|だろう|でしょう|せん|の|る|た)か[。?]*$|"
    r"(?:考え|方針|予定|計画|意向|意図|つもり|用意|動き)(?:は|も|が|では)(?:全く|まったく|一切)?(?:な(?:い|く|かっ)|ありませ|ございませ)"
)

# Predicates that say no more than that the act in their object happens.
_LIGHT = re.compile(
    r"(?:こと|もの|の|旨|方針|対応|措置|形)?(?:と|に|で|である)?(?:し[たてて、。]|す[るで]|なっ|なる|なり|ある|あっ|いたし|致し)|事態|達[しす]|上[るっ]|及[びん]|行[いわうえっ]|おこな|実施|進め|図[りるっ]|決[めま]|決定|講[じず]|"
    r"続け|なっ|なる|なり|踏み切|始め|開始|乗り出|入[るっり]|し(?:た|て|、|$)|す(?:る|$)|され|でき|可能とす|含[むめ]|受け入れ|完了|対抗|応酬|応[じず]|表明|盛り込|記載|求め|受け|至っ|至る|なされ|"
    r"あっ(?:た|て)|ある|強め|加え|用い|命[じず]|打ち出|めざ|目指|変更|改[めたてる]|改定|改訂|修正|見直|設定|定め|与え|付与|供与|発給|交付|発[しす]|出[しすさ]|下[りろがげ]|上[がげ]|得|取得|認[めま]|"
    r"状[況態]で(?:ござい|す|ある|あり)|敷[いか]|計上|提出|切り替え|移行|縮め|維持|適用|引き続|述べ|語[っり]|示[しさ]|明らか|まと|固め|伝え|と(?:ら|っ)|採[らっ]|取[らっ]"
)
_NEGATABLE = {"deny", "forgo"}
# 発動されましたことは遺憾, 廃止したことを歓迎, 課したことについて抗議: who feels or speaks about what was done takes it for done.
_FACT = re.compile(
    r"(?:[をが](?:行[いわなっ]*|実施し?|決[めまり]+|発表し?)?|も)?(?:さ|し|いた|致)?(?:し|れ|られ|せ|させ)?(?:て(?:い|おり|しま[いっ]|き|こられ)?)?(?:まし)?た(?:という)?"
    r"(?:こと(?:自体)?(?:は|が|を|も|に|について(?:は|の)?|につきまして(?:は)?|に対し(?:て|まして)?(?:は)?|に関し(?:て|まして)?(?:は)?)|のは)、?(?!より|よっ|よる|伴|なる|なり|なっ|受け|もか|なら)"
    r"[^。]{0,24}?(?:遺憾|残念|歓迎|評価し|承知|認識し|受け止め|抗議|非難し|批判し|論評|声明|談話|憂慮|深刻|重大|許し|容認し|懸念を(?:示|表明|伝|抱)|不満|失望|反発|支持|賛同|警戒|問題視|感謝|提訴|撤回|事実|明らかに|報告|存じ)(?![^。]{0,8}(?:ない|なかった|なく|ありません|否定))"
)

# 導入したことを受けて、: what another answers was done.
_ANSWERED = re.compile(r"(?:さ|し|いた|致)?(?:し|れ|られ|せ)?(?:まし)?た(?:という)?(?:こと|の)(?:を(?:受け|踏まえ)て?|に(?:対抗し|対し|反発し)て?)、?$")

# Kinds of blocks in which a verbal noun at the end of a line is a full statement.
TERSE = {"list", "table", "heading", "box", "caption"}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What read_act knows of the sentence around a clause.

    `fallback` is the measure noun of the clauses before, for those that only name an operator; `control` is the control of
    trade last spoken of in the brief, for a bare 規制; `last` says that the clause
    closes its sentence, `followed` that another act or a verb of saying comes after it, `coordinated` that the clause
    before it was an act of the same row; `supports` are the supports of the closing predicate of the sentence, and
    `forecast` says that this predicate only expects or fears what the clause says; `agentive` that the
    clause names its agent by による, which makes a verbal noun tell of something done; `told` that a clause before it in its
    sentence stated an act.
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
    told: bool = False


def read_modality(supports: Sequence[Term], operator_end: int, end: int, text: str) -> tuple[Modality, Term | None]:
    """Return what the outermost support makes of an act: a decided policy (認める方針を表明した) is done, a bare plan proposed."""
    after = [s for s in supports if s.span.start >= operator_end]
    if not after:
        return "done", None
    told = _TOLD.match(text[operator_end : after[0].span.start]) is not None
    names: list[Modality] = ["done" if told and _SPEECH.match(s.span.of(text)) else s.word.modality for s in after]
    if "proposed" in names and _settles(after, text, end):
        return "done", after[-1]
    order: tuple[Modality, ...] = ("proposed", "agreed", "done")
    return next(m for m in order if m in names), after[-1]


# What is said to have been done was done: 引き下げたと述べた. What is said to be done is a plan: 引き下げると述べた.
_TOLD = re.compile(r"^(?:し|さ|ら|り)?(?:れ)?(?:た|ている|ていた|ました|ています)(?:と|こと)")
_SPEECH = re.compile(r"述べ|語|発言|強調|言及|投稿|主張")

# To announce a policy is to have decided it; to announce a plan or a draft is not. To decide any of them is.
_POLICY = re.compile(r"方針")
_DRAFT = re.compile(r"方針|案$|計画|予定|草案|骨子")
_TOLD_TO = re.compile(r"(?:を|と)[^。、]{0,16}?(?:通知|通達|伝達|伝え|指示|発令)(?=[したすさ])")
_DECIDES = re.compile(r"決定|決め|可決|採択|承認|公布|署名|成立")


def _settles(supports: Sequence[Term], text: str, end: int) -> bool:
    """Say whether the closing verb makes an act of what was planned: 認める方針を表明, 引き上げる法案を可決."""
    planned = [s for s in supports if s.word.modality == "proposed"]
    decided = _DECIDES.search(text[planned[-1].span.end : end]) is not None and all(_DRAFT.search(s.span.of(text)) for s in planned)
    stated = (supports[-1].word.modality == "done" or _TOLD_TO.match(text, planned[-1].span.end, end) is not None) and all(_POLICY.search(s.span.of(text)) for s in planned)
    return decided or stated


# A line that begins with a number and is no sentence is a heading, whatever the layout made of it.
_NUMBERED = re.compile(r"^[(（第]?(?:[0-9]{1,2}|[①-⑳]|[IVX]{1,4})[)）.．、章節]?\s*[^0-9.%年月日\s][^。]*$")


def _is_title(clause: Clause, operator: Term, ctx: Context) -> bool:
    """Say whether a heading only names its topic: a genitive and a verbal noun, or anything with について.

    Accepted: AI拡散規則の撤回; 措置の追加等について. Rejected: 米、AI拡散規則を撤回; 対中関税の停止を延長; 中国、規制の停止で合意.
    """
    if clause.shared is None and re.search(r"(?:について|に関して|お知らせ|概要|経緯|背景|論点|影響|動向|状況|課題|見通し)\W*(?:\(お知らせ\))?\W*$", ctx.text[clause.span.start : clause.span.end]):
        return True
    if ctx.kind != "heading" and not (_NUMBERED.match(ctx.text) and clause.span.end >= len(ctx.text.rstrip())):
        return False
    before = [c for c in clause.chunks if c.span.start < operator.span.start]
    stated = any(c.particle in {"を", "が", "は", "へ", "で", "に", "も"} or c.comma for c in before)
    return not stated and bool(before) and (before[-1].particle == "の" or len(before) == 1)


# 維持が不可能な水準, 輸出が困難: how hard an act would be is no act.
_JUDGED = re.compile(r"^(?:の?(?:維持|継続|実施|実現|達成))?(?:は|が|も)(?:極めて|事実上|なお|依然)?(?:不可能|困難|難し|容易|焦点|課題|争点|鍵|カギ|急務|不可欠|欠かせ|遅れ|進ま|滞)")


def is_fact(operator: Term, clause: Clause, text: str) -> bool:
    """Say whether the act of an operator is taken for done by what is felt or said about it: 発動されたことは遺憾である."""
    return any(p.match(text, operator.span.end, clause.span.end) is not None for p in (_FACT, _ANSWERED))


# 各国と協調し、輸出を禁止した: in whose company it is done.
_COMPANY = re.compile(r"^(?:連携|協調|協力|歩調|足並み|一致(?:団結|結束)|連帯|結束|団結|取り組)")


def is_manner(clause: Clause, act: Act, last: bool, text: str) -> bool:
    """Say whether a clause only tells in whose company the act after it is done: G7と連携し、…を禁止した."""
    alone = act.operator is not None and act.type == "cooperation" and act.noun is None and _COMPANY.match(act.operator.span.of(text)) is not None
    return alone and not last and clause.predicate.form == "connective" and not clause.predicate.particle.endswith(("が", "は"))


def find_licence(clause: Clause, operator: Term, ctx: Context, support: Term | None, around: Surroundings) -> str:
    """Return the name of what lets the clause count as a statement, "" where nothing does."""
    predicate = clause.predicate
    if _JUDGED.match(ctx.text[operator.span.end : clause.span.end]):
        return ""
    if operator.span.end > predicate.span.start:
        if not clause.nominal:
            return "predicate"
        if _is_title(clause, operator, ctx):
            return ""
        if ctx.kind in TERSE or not ctx.text[clause.span.end : clause.span.end + 1].strip():
            return "verbal-noun-ends-line"
        if around.last:
            return "verbal-noun-ends-sentence"
        if around.followed or around.coordinated:
            return "coordinated"
        if clause.shared is not None:
            # 日本は50%から20%、米国は40%から10%とした: the verb stands in the next clause.
            return "verb-left-out"
        return "agentive" if around.agentive else ""
    if is_fact(operator, clause, ctx.text):
        return "fact"
    if support is not None:
        return "" if _says_else(clause, operator, support, ctx) else "supported"
    if not clause.nominal and _LIGHT.match(predicate.span.of(ctx.text)):
        return "light-verb"
    tail = ctx.text[operator.span.end : clause.span.end]
    if clause.nominal and _is_title(clause, operator, ctx):
        return ""
    if clause.nominal and (ctx.kind in TERSE or around.followed or around.last or around.coordinated or around.agentive) and len(tail) <= 8:
        return "verbal-noun"
    return ""


def _says_else(clause: Clause, operator: Term, support: Term, ctx: Context) -> bool:
    """Say whether what is quoted only speaks of the act: 引き上げは遺憾だと述べた, 撤廃が必要だと発表した."""
    for chunk in clause.chunks:
        if chunk.form != "quote" or not operator.span.end <= chunk.span.start < support.span.start:
            continue
        acts = any(t.word.kind != "noun" and chunk.content.overlaps(t.span) for t in ctx.terms)
        if not acts and not _LIGHT.match(chunk.span.of(ctx.text)):
            return True
    return False


# Operators that are worded as a denial: 輸出できない, 執行しない, 引き続き…再開していない.
# 禁止することができる旨を定める: a power that is laid down, not its use.
_POWER = re.compile(r"こと(?:が|も)できる(?:もの)?(?:旨|と(?:定め|規定))|(?:う|得)る旨")
_NEGATIVE = re.compile(r"ない|なく|ず$|ませ?ん|ならな|まま")


def is_denied(clause: Clause, operator: Term, text: str) -> bool:
    """Say whether the clause denies the act of its operator; operators that are denials themselves (認めない) are not denied."""
    if operator.word.name in _NEGATABLE or _NEGATIVE.search(operator.span.of(text)):
        return False
    if _POWER.search(text[operator.span.start : clause.span.end]):
        return True
    negative = any(c.negative and c.span.end > operator.span.start and "なけれ" not in c.tail for c in clause.chunks)
    return negative and "しないよう" not in clause.span.of(text)


# What is undergone once, and so tells of something to come (税率は据え置かれる), as against what a rule does always (課される).
_CHANGES = re.compile(r"引き?[上下]げ|撤廃|解除|停止|延長|据え?置|再開|拡大|縮小|緩和|免除|終了|廃止|除外|凍結|猶予|復活|強化|維持|打ち切|延期|再発動|見直|半減|撤回")


# 従来、…にのみ適用され: how things had been before what is told.
_FORMERLY = re.compile(r"^\W*(?:従来(?:は|、|から|、?は)|元来|もともと|元々|以前は|かつては|本来は?)(?!どおり|通り)(?![^。]*?(?:より(?:も)?|から(?:更に|さらに)?)[^。]{0,12}(?:引き[上下]げ|拡大|強化|厳し))")


# 禁輸となる予定だったが: what was planned and then was not done.
_UNDONE = re.compile(r"(?:予定|見込み|見通し|方針|計画|はず)(?:だっ|であっ|でし)た(?:が|ものの|ところ|にもかかわらず|けれど)")
# …予定だったが、4月1日に延期した: the plan is what is put off.
_PUT_OFF = re.compile(r"延期|先送り|見送|断念|撤回|取りやめ|中止|凍結")
# 詳細は数日以内に発表される, 名称は…に改められた: no part of what is done.
_ASIDE = re.compile(r"(?:詳細|細目|具体策|具体的な内容|内訳)(?:は|が|を|については?)[^。]{0,16}?(?:発表|公表|公開|明らか|詰め|説明)|(?:名称|呼称|呼び名|通称)[はをが]")
# リストに記載されていないアイテムはEAR99として指定され, キューバのユーザーは利用できません: how a thing is classed, what nobody can do.
_CLASSED = re.compile(r"として(?:指定|分類|定義|区分)され(?:、|る|ます|てい(?:る|ます)|ており)?、?。?$|[はも][^。]{0,40}(?:利用|提供|購入|輸出|販売|入手|アクセス|使用|出荷)(?:する?こと[はが])?でき(?:ません|ない)(?:もの)?(?:と(?:する|します))?。?$")
_PURPOSE = re.compile(r"(?:ため(?!の)|観点|目的で|べく|狙いで|ねらいで)")


def is_background(clause: Clause, text: str) -> bool:
    """Say whether the clause recalls how things had been (認められていたもの) or how a rule works (関税が課される。)."""
    words = clause.span.of(text)
    if _PURPOSE.match(text, clause.span.end) and not clause.predicate.tail.endswith(("た", "だ")):
        return True  # 平和の維持を図るため: what for
    after = text[clause.span.end : clause.span.end + 40]
    if (_UNDONE.search(words) and not _PUT_OFF.search(after)) or _ASIDE.search(words) or (_CLASSED.search(words) and not re.search(r"\d[日月年]", words)):
        return True
    if clause.predicate.tail.endswith(("てから", "てからは", "てからも")) and not re.search(r"\d[日月年]", words):
        return True  # 輸入が再開されてから2カ月で: since when something else is done
    if clause.predicate.particle.endswith("のは"):
        return True  # 課税に踏み切ったのは、…のためだ: told to explain it
    rule = clause.predicate.passive and clause.predicate.form == "final" and clause.predicate.tail in {"される", "れる", "られる"} and not _CHANGES.search(clause.predicate.content.of(text))
    standing = re.search(r"(?:対象|必要|義務|要件)と(?:なっ|され)ている。?$", words)
    if standing and not re.search(r"\d[日月年]", words):
        return True
    stock = re.search(r"には.*(?:掲載|指定|登録|規定|記載)されて(?:い|お)|(?:で|に|から)(?:公開|閲覧|入手|参照|確認|掲載)(?:でき|されてい|されてお|可能)", words) or (_FORMERLY.search(words) and not _CHANGES.search(after))
    return bool(stock or re.search(r"ていた(?:もの|わけ|ところ)", words)) or (rule and not re.search(r"\d[日月年]", words))


# 約束について, 発表を受け: what is only spoken of does not say or promise anything.
_ABOUT = re.compile(r"^(?:について|に関|をめぐ|を巡|に対|による|によ[りるっ]|に基づ|を受け|に伴|に沿|を踏まえ|とは|後|以降)")


def is_aside(support: Term, clause: Clause) -> bool:
    """Say whether a support is only spoken of: 約束についても, 発表を受けて."""
    chunk = next((c for c in clause.chunks if c.content.overlaps(support.span)), None)
    return chunk is not None and not chunk.verb and bool(_ABOUT.match(chunk.particle))


# What one asks of another is that other's to do, unless it is a firm that is told.
DEMANDS = re.compile(r"求め|要求|要請|申し入れ|要望|迫|促|働きか|訴え")
_FAVOURS = {"lift", "suspend", "resume", "ease", "reduce", "forgo", "approve"}
_TOLD_FIRMS = re.compile(r"(?:企業|業者|事業者|メーカー|各社|\d+社|大手|銀行|商社|業界|輸入者|輸出者|会社|テック|国民|船主)(?:など|等|側|ら)?$")


def tells_firms(clause: Clause, text: str) -> bool:
    """Say whether what a clause asks is asked of firms, for whom it is an order: 国内企業に購入の停止を求めた."""
    return any(c.particle in {"に", "へ", "に対し", "に対して", "には"} and _TOLD_FIRMS.search(c.content.of(text)) for c in clause.chunks)


# 30カ月以下に緩和する要請を続ける, 撤廃を求める書簡を送った: what another is asked to do.
_ASKED_FOR = re.compile(r"(?:の|(?:さ|し)?(?:する|せる|れる)(?:よう|こと)?(?:との|という|の|を求める)?)(?:要請|要求|要望|申し入れ|働きかけ|陳情|請願)(?:を|が|に|は|も)(?!拒|退|断)")


def is_request(act: Act, clause: Clause, text: str) -> bool:
    """Say whether the act is only what somebody is asked for by a request that stands as a noun."""
    return act.operator is not None and _ASKED_FOR.match(text, act.operator.span.end, clause.span.end) is not None


def is_demand(support: Term, act: Act, clause: Clause, text: str) -> bool:
    """Say whether the act is only asked for: 撤回を申し入れた, 追加の規制を求めた."""
    return bool(DEMANDS.match(support.span.of(text))) and (act.action in _FAVOURS or not tells_firms(clause, text))


# On what another side does, or on what is talked over, hangs a threat; on how goods are, a rule.
_TALKED_OVER = re.compile(r"(?:協議|交渉|合意|会談|要求|停戦|和平|対話)$")


def is_threat(before: Clause, clause: Clause, ctx: Context) -> bool:
    """Say whether a clause only threatens: EUが合意を守らないなら、35%の関税を課すと表明した. `before` is the clause before it.

    Rejected: 製品が基準を満たさない場合、輸入を禁止すると発表した, which is what the rule says.
    """
    if before.predicate.form != "conditional" or not any(c.verb and c.form == "quote" and not c.tail.startswith(("た", "した", "れた")) for c in clause.chunks):
        return False
    for chunk in before.chunks:
        words = chunk.content.of(ctx.text)
        power = any(j.span.end >= len(words) - 2 for j in find_jurisdictions(words))
        if chunk.particle in {"が", "側が", "も"} and (power or _TALKED_OVER.search(words)):
            return True
    return False
