"""When: which of a clause's dates is the act's, which starts or ends its application, and how long it lasts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.model import Filler, Mention, Place
from extract.records.quantities import quantity_fillers
from extract.records.scope import Scope
from extract.records.statements import Context
from extract.values.edtf import read_edtf

_UNTIL = re.compile(r"^(?:\([^)]*\))?(?:まで(?!に(?:回答|提出|意見))|を?期限|限り|(?:に|で|をもって|を以て|付け?で|には|限りで)(?:失効|終了|終わ|期限切れ|期限を迎え|期限が[切来]|満了|切れ|打ち切))")
# から and 以降 give the start of what the clause says; からの前年比 and から…にかけて do not.
_FROM = re.compile(r"^(?:\([^)]*\))?(?:から(?!の(?!新|適用|実施|発効|徴収|開始)|.{0,12}にかけて)|より(?!も)|に遡|にさかのぼ|付け?(?:で|から)(?:施行|発効|適用)|(?:に|付け?で|から|より)?(?:施行|発効|適用(?!対象|範囲)(?:開始)?|運用開始|効力(?:を(?:生|発|有)|発生)))")
# 施行を停止, 適用の延期, 発効前: what the act is done to, not when it starts.
_NOT_STARTED = r"(?!(?:日)?(?:を(?!開始|始め|予定)|の(?!開始|予定)|前|しない|せず|すれば|停止|延期|猶予|除外|免除|対象|範囲))"
# 課税を開始した, 徴収を始めた, 課し始めた: duties and fees that begin to be paid.
_LEVY_BEGINS = r"(?:(?:課税|徴収|賦課|適用|運用|納付|課徴)(?:を|が)?(?:正式に|新たに)?(?:開始(?=[しさ、。]|$)(?!する)|始ま|始め(?=[たて、。ま]|$))|(?:課し|徴収し|適用し)始め(?=[たて、。ま]|$))"
_IN_FORCE = re.compile(rf"(?:(?:発効|施行(?!令|規則|細則|法)){_NOT_STARTED}|適用され|適用する|効力を(?:生|発|有)|効力発生|から実施|より実施|{_LEVY_BEGINS})")
_ENDS_IN_FORCE = re.compile(rf"(?:(?:発効|施行|適用開始|適用){_NOT_STARTED}(?:と|し|さ|に|。|、|$|す|予定|へ)|{_LEVY_BEGINS}(?:[たるて]|し|さ|す|ま|、|。|$)[^、。]{{0,4}}[、。]?$)")
_SAID = re.compile(r"(?:発表|公表|公告|公布|決定|告示|表明|明らか|投稿|通知|合意|署名|採択|閣議)")
# (9月29日発表) tells when the thing spoken of was announced, not when this act was done.
_OF_OTHER = re.compile(r"^(?:に)?(?:発表|公表|公布|合意|導入|発動|付|施行|署名|締結|決定|分)?(?=\)|の|分)")
# (同28日施行), (15日から有効), (4月1日公布、6月1日施行): the start of the act whose word or rule the bracket explains.
_STARTS_BRACKET = re.compile(r"^(?:から|より|に|付で|付けで)?(?:施行|発効|適用(?:開始)?|実施|効力発生|運用開始|有効|徴収開始)(?:予定|の予定|済み?|見込み|された|される|した|する)?(?=[)、,;])")
# …法(2020年12月1日施行)に基づき: the law was there before.
_RESTS_ON = re.compile(r"^[^()]*\)[」』]?(?:に(?:基づ|従|違反|沿|よって定|係|関|規定|定め)|の(?!改正)|を(?:根拠|踏まえ|受け)|上の)")
# 以降 starts a rule (10月1日以降、許可を義務付ける) but only dates a row of acts (2月以降、相次いで発表).
_LATER = re.compile(r"^(?:以降|以後)(?!の)")
_OBLIGES = re.compile(r"義務|適用|施行|発効|課[しすさせ]|徴収|要する|必要と|禁止する|認めない")
_BEFORE_START = re.compile(r"(?:施行日|発効日|適用開始日|施行期日|適用日|発効|適用開始|効力発生日)(?:は|:|：|、)?$")
# A year that belongs to a law's name (昭和24年法律, 2018年輸出管理改革法), a base year, or a year's crop and budget.
_OF_NAME = re.compile(
    r"^(?:\)?(?:[一-龥ァ-ヶー]{0,14}(?:法(?![人務外学的定案])|条約|協定(?!税)|規則|政令|省令|勅令|議定書|ガイドライン|白書|報告書|記事|ビジネス短信|プレスリリース|報道|計画(?!を|し|す)|予算|税制改正|税制|国勢調査))|法律|政令|省令|勅令|告示第|条約|(?:の)?(?:実績|時点|比|水準|度予算|産の|版|末時点|モデル|現在)|(?:の|における|に)(?:[一-龥ァ-ヶー]{0,8})(?:実績|水準|輸入[額量]|輸出[額量]|取引額|貿易額|生産量|販売台数)(?:の|は|を|比|に比べ|から|と))"
)
# 2026年1月1日の税率引き上げは…延期: the date of what is put off, lifted or extended.
_OF_OBJECT = re.compile(r"^(?:に(?:予定|発動|公表|発表|導入|実施|開始|署名|課)[^、。]{0,16}?(?:た|だ|る)[^、。はがを]{0,10}?|(?:の|分の?|付の|付けの|発表の?|導入の?|発動の?)[^、。]{0,24}?)(?:関税|税率|措置|規制|許可|制裁|ルール|枠組み|大統領令|布告|公告|発動|引き[上下]げ|導入|実施|適用|発効|施行|期限)[^、。]{0,12}?(?:は|を|の(?:停止|延長|撤回|延期|適用|実施|解除|発動)|について|も)")
# 10月17日の布告は…と定めた: the document is what acts.
_OF_DECREE = re.compile(r"^(?:付けの?|付の?|の)(?:[一-龥]{0,6})(?:布告|大統領令|公告|通達|告示|決定|政令|省令|判決|命令|通知)(?:は|が|で|により|に基づき)")
_UNDONE = re.compile(r"停止|延期|延長|撤回|失効|無効|取り消|廃止|猶予")
_ANNOUNCED = re.compile(r"^(?:の|に)(?:記者会見|会見|会合|会談|首脳|声明|発表|公告|閣議|官報|演説|講演|投稿|共同|協議|電話|官報|閣僚|G7|G20)")


def _filler(ctx: Context, mention: Mention, rule: str) -> Filler:
    return Filler(mention.text, mention.value, rule, (Place(ctx.index, mention.span),))


def _closed(value: str | float) -> str:
    """2025-04-02/.. stands for the day it starts with."""
    return str(value).removesuffix("/..").removeprefix("../")


_RANGE = re.compile(r".(?:から|より|~|〜|-|–)(?:同|翌)?[^~]+$")
# 4月1日から9月30日まで: a period; …に開催された tells of an event.
_HELD = re.compile(r"^(?:まで)?(?:の日程で|(?:の)?(?:意見|パブリック|公聴|募集|交渉|協議|会談|訪)|に(?:開催|開か|行われ|実施された|かけて|わたり|わたって|東京|訪|会談|協議))")


def _period(ctx: Context, mention: Mention) -> dict[str, tuple[Filler, ...]]:
    """Return start and end of application where a date names both (4月1日から9月30日まで), {} elsewhere."""
    start, slash, end = str(mention.value).partition("/")
    after = ctx.text[mention.span.end : mention.span.end + 12]
    if not slash or ".." in {start, end} or not _RANGE.search(mention.text) or _HELD.match(after):
        return {}
    place = (Place(ctx.index, mention.span),)
    return {slot: (Filler(mention.text, value, "period-in-clause", place),) for slot, value in (("effective_from", start), ("effective_until", end))}


_OPENS_BRACKET = re.compile(r"\($")
# (18年は5400億ドル): a comparison, not a time of the act.
_ASIDE = ("は", "には", "時点", "現在", "末", "比", "実績")


def _is_foreign(ctx: Context, mention: Mention, in_bracket: bool) -> bool:
    """Say whether a date belongs to something else that the clause names: a law, a base year, the measure acted on."""
    after = ctx.text[mention.span.end : mention.span.end + 48]
    if in_bracket and _STARTS_BRACKET.match(after):
        return bool(_RESTS_ON.match(after))
    if in_bracket and (_OF_OTHER.match(after) or (_OPENS_BRACKET.search(ctx.text[: mention.span.start]) and after.startswith(_ASIDE))) and not _dates_act(ctx, mention) and not mention.text.endswith("まで") and not _UNTIL.match(after):
        return True
    return bool(_OF_NAME.match(after))


def _dates_act(ctx: Context, mention: Mention) -> bool:
    """Say whether a date alone in a bracket is the act's: it closes the line (…を供与(2025年8月)) or follows the act's word (輸出禁止(5月13日))."""
    before = ctx.text[: mention.span.start].rstrip("*_ ")
    if not before.endswith("(") or not re.match(r"^[*_ ]*\)", ctx.text[mention.span.end :]):
        return False
    acted = any(t.span.end == len(before) - 1 and t.word.kind == "operator" for t in ctx.terms)
    return acted or bool(re.match(r"^[*_ ]*\)[*_。 ]*$", ctx.text[mention.span.end :]))


_TERM = re.compile(r"(?:期限|終了日|満了日|失効日|終期)(?:は|を|が|:)$")


def _ends(ctx: Context, mention: Mention) -> bool:
    after = ctx.text[mention.span.end : mention.span.end + 14]
    before = ctx.text[max(0, mention.span.start - 8) : mention.span.start]
    return mention.text.endswith(("まで", "限り")) or bool(_UNTIL.match(after) or (_TERM.search(before) and not _DEADLINE.search(ctx.text[: mention.span.start]))) or str(mention.value).startswith("../")


# 1月15日に公布、同月23日に施行: the day on which it was only made.
_MADE = re.compile(r"^(?:に|付けで|付で|の)?(?:官報で|閣議で)?(?:公布|公示|閣議決定|署名|可決|成立|官報掲載)(?!と同時|後|の日)")


def _starts(ctx: Context, mention: Mention, after: str) -> bool:
    """Say whether the words around a date make it the start of application. `after` is the rest of the clause."""
    near = ctx.text[mention.span.end : mention.span.end + 20]
    if _MADE.match(near):
        return False
    if _BEFORE_START.search(ctx.text[max(0, mention.span.start - 8) : mention.span.start]):
        return True
    if mention.text.endswith(("から", "より")) or _FROM.match(near):
        return not re.match(r"^(?:から|より)?(?:の)?(?:[^、。]{0,12})(?:始まった|続く|続いて|協議|交渉)", near)
    if _LATER.match(near) and _OBLIGES.search(after):
        return True
    said = re.match(rf"^(?:に|、|は|には)?.{{0,20}}{_SAID.pattern}", near)
    if _ENDS_IN_FORCE.search(after[-14:]) and not _SAID.search(after[-10:]):
        return True
    return bool(_IN_FORCE.search(after[:24])) and not said


# 10月29日付け地元紙によると: the day of the report.
_SOURCE = re.compile(r"^(?:付け?)?の?[^、。はがを\d]{0,16}(?:紙|メディア|報道|通信|テレビ|新聞|記事|プレスリリース|ブログ|レポート)(?:に|が|は|で|の電子版)")
# 7月5日からの暫定措置を経て, 1月の発足以降: a time that runs up to the act.
_SPAN_OF = re.compile(r"^(?:からの|の[^、。はがを]{1,8}(?:以降|以来|後|前))")
# 3週間後の5月23日: the day itself follows.
_APPOSED = re.compile(r"^の(?:同)?(?:\d{4}年)?\d{1,2}(?:月|日)")
# 遵守期限は5月15日に設定されていた: a day by which others must do something.
_DEADLINE = re.compile(r"(?:遵守|提出|申請|回答|交渉|募集|応募|受付|届出|登録|報告|協議|意見)(?:の)?期限(?:は|を|が)$")


# 2024年の政権崩壊を受け: the day of what an act answers is not its own; that of a deal or decision is where the act has no other.
_OCCASION = re.compile(r"の(?P<of>[^、。はがを]{1,14})を(?:受け|踏まえ|契機|機に|背景)")
_DECIDES = re.compile(r"(?:合意|協議|会談|発表|決定|判決|会合|会議|声明|協定|公告)$")


def classify_date(ctx: Context, mention: Mention, clause_text_after: str, in_bracket: bool) -> str:
    """Return the slot of a date: date, effective_from, effective_until, or "" where it belongs to something else."""
    if _is_foreign(ctx, mention, in_bracket):
        return ""
    if _ends(ctx, mention):
        return "effective_until"
    if (in_bracket and _STARTS_BRACKET.match(ctx.text[mention.span.end :])) or _starts(ctx, mention, clause_text_after):
        return "effective_from"
    after = ctx.text[mention.span.end : mention.span.end + 48]
    if _SOURCE.match(after) or _SPAN_OF.match(after) or _APPOSED.match(after) or _DEADLINE.search(ctx.text[max(0, mention.span.start - 10) : mention.span.start]):
        return ""
    occasion = _OCCASION.match(after)
    if occasion is not None and not _DECIDES.search(occasion["of"]):
        return ""
    decrees = _OF_DECREE.match(clause_text_after) and not _UNDONE.search(clause_text_after[-12:])
    return "" if _OF_OBJECT.match(after) and not _ANNOUNCED.match(after) and not decrees else "date"


def _says_closer(ctx: Context, told: Filler, mention: Mention) -> bool:
    """Say whether a date stands in apposition to the one before it and is more exact: 昨年、2021年の3月に."""
    between = ctx.text[told.places[0].span.end : mention.span.start]
    return between in {"、", "の", "の、", "("} and str(mention.value).startswith(f"{told.value}-")


def date_fillers(ctx: Context, mentions: Sequence[tuple[Mention, bool]], end: int) -> dict[str, tuple[Filler, ...]]:
    """Sort a clause's dates (mention, stands in a bracket) into slots; the first of each slot counts, that of its occasion last."""
    out: dict[str, tuple[Filler, ...]] = {}
    for mention, in_bracket in sorted(mentions, key=lambda m: _OCCASION.match(ctx.text, m[0].span.end) is not None):
        slot = classify_date(ctx, mention, ctx.text[mention.span.end : end], in_bracket)
        period = _period(ctx, mention) if slot else {}
        if period:
            out = {**period, **out}
            continue
        filler = _filler(ctx, mention, f"{slot}-in-clause")
        value = filler.value if slot == "date" else _closed(filler.value)
        if not slot or (slot in out and not _says_closer(ctx, out[slot][0], mention)):
            continue
        out[slot] = (Filler(filler.text, value, filler.rule, filler.places),)
    return out


_DOCUMENT_MADE = re.compile(r"^(?:に|付けで|付で|、)?(?:署名|採択|公布|公表|発表|公告|告示|発出|発布|可決|承認|決定)(?:した|された|し、|の)")


_ADNOMINAL = {"の", "に関する", "に対する", "に係る", "による", "に基づく", "についての", "での", "への", "からの"}


def made_date(scope: Scope) -> dict[str, tuple[Filler, ...]]:
    """Return the date of the document or meeting by which an act is done: 前日に署名された布告により, 5月に行われた協議で.

    The dates of relative clauses count only where the clause has none of its own, and not where the document is what the
    act is done to (3月に公表した指針を更新).
    """
    ctx, clause = scope.ctx, scope.clause
    for mention in scope.told("date"):
        after = ctx.text[mention.span.end : mention.span.end + 48]
        rule = "date-of-its-document" if _DOCUMENT_MADE.match(after) else "date-of-its-meeting" if _MEETING_HELD.match(after) else ""
        hidden = next(h for h in clause.hidden if h.covers(mention.span))
        head = next((c for c in clause.chunks if c.content.start >= hidden.end and c.particle not in _ADNOMINAL), None)
        if rule and (head is None or head.particle not in {"を", "は", "が", "も"}):
            return {"date": (Filler(mention.text, _closed(mention.value), rule, (Place(ctx.index, mention.span),)),)}
    return {}


# 5月にジュネーブで行われた閣僚級協議で: what is agreed at a meeting is agreed when it is held.
_MEETING_HELD = re.compile(r"^(?:に|、)?[^、。はが]{0,20}(?:行われた|行なわれた|開かれた|開いた|開催された|開催した|実施された|持たれた)[^、。はが]{0,16}(?:協議|会談|会議|会合|サミット|交渉|対話)(?:で(?!は?なく)|において|にて|の場で)")

# その後, 以後: what follows happened on a later day than what came before.
_ON_LATER = re.compile(r"^(?:また|なお|そして)?、?(?:その後|以後|以降|その後に|後に|後日|やがて|のちに|その数日後|その翌)")
# この合意に基づき, これを受けて: what an earlier act leads to has a day of its own.
_LED_TO = re.compile(r"^(?:また|なお|そして)?、?(?:こう?した|この|その|同|当該|これら?の?|それら?の?|上記の?)[^はもが、。]{0,14}?(?:に基づ|に従|に沿|を受け|を踏まえ|の後)")

# 約2年ぶりの輸入再開となる: years after what the clause before tells of.
_AFTER_YEARS = re.compile(r"^、?(?:実に|およそ|約)?[〇一二三四五六七八九十\d]+(?:年|か月|カ月|ヶ月|ヵ月)(?:余り?|以上|半)?ぶり")


def is_later(words: str) -> bool:
    """Say whether a clause or sentence tells of a later day than the text before it, so that it takes no date from there."""
    return bool(_ON_LATER.match(words) or _LED_TO.match(words) or _AFTER_YEARS.match(words))


_APPLIES = re.compile(
    rf"(?<=[でに])(?:開始(?=し(?:た|て|、|ま))|始め(?=た|て|ま))|(?:施行|発効|適用|実施|(?<=から)発動|徴収|課税|運用|効力|受け?付け)(?:を|が)?{_NOT_STARTED}(?:開始|始め|始ま|し(?:た|て|ます|ました|、|。|$)|いたし|致し|さ(?:れ|せ)|する|生じ|発し|発生|予定|となる|された|。|$|、)"
)


# …し、12月13日までとする; 11月21日を期限とした: the end of the act before.
_LIMITS = re.compile(r"(?:まで|を?(?:期限|限度|終期))と(?:し|する|され|なる|なっ|定め)[^、。]{0,3}[。、]?$")
_ROUND = re.compile(r"\([^()]*\)")


def start_of_application(scope: Scope, words: str) -> dict[str, tuple[Filler, ...]]:
    """Return the start, end or length that a clause gives to the act before it: 同日施行した, 4月1日から120日間課税した, 12月1日までとした.

    `words` is the clause. Empty where the clause does more than say when.
    """
    words = _ROUND.sub("", words)
    if len(words) > 48 or not (_APPLIES.search(words[-20:]) or _LIMITS.search(words)):
        return {}
    out: dict[str, tuple[Filler, ...]] = {}
    for mention, in_bracket in scope.mentions("date"):
        if in_bracket or _is_foreign(scope.ctx, mention, in_bracket) or _MADE.match(scope.ctx.text[mention.span.end : mention.span.end + 20]):
            continue
        out = {**_period(scope.ctx, mention), **out}
        slot = "effective_until" if _ends(scope.ctx, mention) else "effective_from"
        point = read_edtf(_closed(mention.value))
        if point is not None and slot not in out:
            out[slot] = (Filler(mention.text, _closed(mention.value), f"{slot}-of-act-before", (Place(scope.ctx.index, mention.span),)),)
    length = duration_fillers(scope.ctx, [m for m, in_bracket in scope.mentions("duration") if not in_bracket]) if out else ()
    amounts = quantity_fillers(scope) if out else ()
    return {**out, **{k: v for k, v in (("duration", length), ("quantities", amounts)) if v}}


def duration_fillers(ctx: Context, mentions: Sequence[Mention]) -> tuple[Filler, ...]:
    """Return the stated length; 約6年ぶり, 10年以上にわたって and 公告から2日後 are no length of a measure."""
    kept = [m for m in mentions if not m.text.endswith(("後", "のち", "前")) and not re.match(r"^(?:ぶり|前|後|連続|以上|にわた|目|来|近く|ごと|おき|以内)", ctx.text[m.span.end : m.span.end + 4])]
    return tuple(_filler(ctx, m, "duration-in-clause") for m in kept[:1])
