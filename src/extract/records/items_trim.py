"""Raw noun phrases to goods: split at coordinations, freed of origin, counts and measure words, and thrown out where no goods are left."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.records.actors import Names
from extract.records.statements import Context
from extract.spans import Span

# Words before a noun that say how, not what.
_LEADING = re.compile(
    r"^(?:(?:図表|図|表|別表|別紙)\d+(?:[-.‐]\d+)?|○?[一-龥々ぁ-んァ-ヶー]{1,8}(?:君|さん|氏) |(?:次|以下|[下上前別左]記|別[紙添]|[前後]述|これまで|従来|例年|当初|予定|計画|公約|宣言)?の?(?:[とど]おり|通り)(?!の)、?|[一-龥]{2,12}(?:大臣|副大臣|政務官|委員長?|議員|参考人|総裁|局長|部長) |もっとも|ただし|なお|うち(?=「)|(?:以降|以前|以後|以外)の|このほか|そのほか|加えて|同時に|その後|その際|これに伴い|他方|[〜~\-―ー:)]|この|その(?!他)|これら(?:の)?|それら(?:の)?|上記(?:の)?|下記(?:の)?|前記(?:の)?|同|当該|各|全て(?:の)?|すべて(?:の)?|一部(?:の)?|直近(?:の)?|主要(?:な)?|新た(?:な|に)|あらゆる|特定(?:の)?|残り(?:の)?|今回(?:の)?|"
    r"既存(?:の)?|従来(?:の)?|追加(?:の|的な)|一連(?:の)?|事実上(?:の)?|段階的(?:な|に)|相互(?:の|に)|関連(?:の)?|重要(?:な)?(?=[ァ-ヶA-Z])|約|合計|それぞれ|各々|最大|最低|主に|特に|また|さらに|一方|および|及び|並びに|又は|または|とともに|など|等|の|・|、|:|"
    r"国内(?:の|向け)?|海外(?:の|向け)?|外国(?:の)?(?=製|産)|自国(?:の|産|製)?|域内(?:の)?|相手国(?:の)?|"
    r"\d+(?:\.\d+)?(?:種類|種|品目|元素|分野|件|社|物質|項目|製品|つ)(?:の)?|年(?=\d))+"
)
_ORIGIN = re.compile(r"^(?:国内|本土)?(?:域外|域内|国外|を原産地とする|原産|産|製|向け|からの|から|への|へ|側|政府)?(?:の|・)?")
# 345億ドル相当の, 3年間の, 25%の: what a number at the head of a phrase hangs by.
_AFTER_NUMBER = re.compile(r"^(?:相当|規模|分|以下|以上|未満|超|程度|当たり|あたり|につき|ごと)?(?:の|に|を|から|まで|以降|付け?|、|は)*")
_TRAILING = re.compile(
    r"(?:の(?:一部(?:輸入|輸出)?|大部分|大半|多く|すべて|全て|全品目|輸出入|輸出|輸入|再輸出|販売|出荷|調達|利用|使用|購入|提供|取得|対象)|(?:を含む)?(?:全般|全て|すべて)|相当|規模|など|等|について(?:も)?|に関する|関連の?|に係る|向け|用の|の|及び|および|、|・|(?<![部成養水糖塩ち])分|合計|ほか|他|をはじめ(?:とする)?|といった|の[^の、]{1,10}向け(?:の?(?:供給|輸出|出荷|販売))?|「|\s|最大|最低|少なくとも|およそ|(?<![条契予規集節公誓解制倹要婚特盟旧新協])約|→|⇒|〜|の計?\d+(?:分類|品目|種類|業種|分野|機種)(?:の(?:技術|製品|貨物|品目))?)+$"
)
# The trade that a direction is of: 対米輸出, 中国向け販売.
_DIRECTED = re.compile(r"(?:向け)?(?:輸出|輸入|販売|出荷|供給)?$")
_HEADS = "技術|装置|設備|機器|材料|データ|サービス|システム|製品|部品|用品|ソフト(?:ウエア|ウェア)?"
# 抽出・分離技術: two doings of one head noun are one phrase.
_SHARED_HEAD = re.compile(rf"・[^・、]{{1,8}}(?:{_HEADS})[」』]?(?=$|の一部|など|等|の\d)|・[^・、]{{1,6}}[「』]技術[」』]$")
_CUT = re.compile(r"、|のために?、?(?=[一-龥ァ-ヶ])|及び|および|並びに|ならびに|又は|または|若しくは|もしくは|・(?=[一-龥])|(?<=[一-龥])・|(?<=等)の(?=[一-龥ァ-ヶ])|(?:(?<=等)|(?<=など))(?=約?\d[\d,.]*[万億兆]?[^の、\d]{1,8}(?:相当|規模|分)の)|(?<=など)の?(?=[一-龥ァ-ヶA-Z\d])|(?<=をはじめとする)|(?<=を中心とする)|(?<=を中心とした)|(?<=といった)")
# Words that qualify a duty or control and are no goods: 暫定(税), 報復(関税), ダンピング(関税).
_QUALIFIERS = re.compile(
    r"^(?:AD|CVD|追加|報復|対抗|制裁|暫定|確定|反差別|反|アンチ・?|ダンピング|防止|不当廉売|補助金|相殺|セーフガード|緊急|特別|一般|一律|段階的?|国別|年間|数量|基本|基準|最恵国|特恵|新規|新たな?|新|現行|全面的?|包括的?|個別|原則|臨時|一時的?|"
    r"恒久|無期限|自主|上乗せ|代替|代償|.{2,5}ごとの?|個別|相互|自由|外国|直接|間接|再|過剰|高率|高い|低い|厳しい|厳格な|幅広い|広範な|大規模な?|大型|部分的?|事実上|時限|期限付き|単独|独自|共同|二国間|多国間|的|の|・)+$"
)
# Heads that are parties, which are entities and not goods.
_PARTIES = re.compile(
    r"(?:企業|事業体|事業者|関係者|会社|\d[社行者名人隻]|団体|機関|個人|エンティティ|組織|法人|大学|研究所|メーカー|子会社|大手|当局|政府|銀行|実業家|投資家|政治家|専門家|議員|参考人|政務官|幹部|財閥|グループ会社|工場|造船所|研究施設|製油所|製鉄所|軍|ユーザー|船団|[^経営作]者|国民|市民|各国|か国|カ国|諸国|加盟国|地域)"
    r"ら?(?:[〇一二三四五六七八九十\d]+(?:社|団体|者|件|人|名|行|国|隻))?[」』]?$"
)
# Heads that are no goods.
_EMPTY = re.compile(
    r"^(?:要約|要点|タイトル|見出し|題名|詳細|本文|結論|サマリー|まとめ|解説|出典|関連|ポイント|シナリオ|(?:特定|特別一般|一般)?包括(?:輸出|輸入)?|個別(?:輸出|輸入)|.{0,3}ぶり|(?:.*の)?(?:[とど]おり|通り)|以[上下]|[下上前]記|次|[^、の]{0,8}(?:[上中下]旬|月末|月初め?|年末|年始|年初|年明け(?:早々)?|年度末|週末)|[翌来同今先]?[〇一二三四五六七八九十\d]{0,4}[年月日週](?:頃|ごろ|末|初め|半ば|早々)?|(?:自身|自ら|自社|自国)の.*|SNS|X|仮訳|初めて?|ライセンス|免許|許可証|受領|受け?取り|売上高?|売り上げ|収益|徴収済み|(?:こうした|そうした|このような|同様の?|該当|対象).*|[^の、]*(?:域外|域内|国外|優遇|優遇対象|区分|待遇|一律|地位|扱い|取り?扱い|最上位|上位|資格)(?:国|地域)?|アクセス|控除|(?:合|総)?計約?|延べ|[^の、]*(?:全?株式|株)|[^、]{1,6}な(?:物品|貨物|品目|物資|産品)|.*以内|ベースライン|.*結果|上限(?:額|量)?|下限|複数|最初|最後|グローバル|国産|行為|契約|設計|開発|製造|生産|流通|平和|安全|時刻|認証取得|許可申請|輸入手続き|輸出手続き|.*の(?:要否|可否|有無|是非)|.{1,8}自身|.*会議|.*自粛|より|.*期間中?|.*期限|.{0,12}第?[〇一二三四五六七八九十\d]+(?:弾|段|陣|波|次|フェーズ|ラウンド|段階)|.*\d+回目?|中心|柱|主体|軸|別個|直[前後]|例外|総額(?:最大)?|最大|.*改[正定]|足並み|運用|経過|案件|わたり|取り?組み?|うち|決定|.*政権|対象外|.*条件|(?:安全保障|事実|形式|法律|実務|運用|制度|手続き?)上|.*命令|.*年度|国際|[\d.]+|"
    r"\d[\d.,]*[万億兆]?.{0,8}(?:ドル|ユーロ|円|元|ウォン|ルピー|バーツ|ペソ|レアル|ポンド|フラン|ルーブル|リラ|リンギ(?:ット)?|ルピア|ドン)(?:相当)?|\d+の.*(?:分類|品目)|更新|入札|[^0-9]{0,8}企業の入札|"
    r".*(?:経緯|見通し|概要|展望|背景|ポイント|課題|論点|現状|狙い|位置付け|位置づけ)|初年度?|[翌同次前来今本]年度?|いま|今|現在|累次|先般|先頃|このたび|一定|はじめ|.*(?:的|範囲|群別|品目別|業種別|企業別|国別)|現時点|従来|近年|昨今|最近|対する|対応|緩和|論評|貿易関係|経済関係|事業|業種|以下の(?:業種|品目|貨物|製品|措置|もの)|次の(?:業種|品目|貨物|製品|措置|もの)|それ|これ|これら|過去|累積|.*違反|.*発表した|大幅(?:に)?|一律|初|再度|即時|対[日米中韓欧].{0,2}|MFN|MFN税率|多く|相次いで|原則として|こと|もの|互い|管理|規制自体|自体|.*品目リスト|.*リスト|ため(?:の)?|連携|後|その後|当初|今後|以後|措置|規制|"
    r"制限|関税|輸出|輸入|対象|許可|協議|交渉|合意|発表|内容|期限|期間|期限付き|時限|全て|一部|場合|際|旨|問題|状況|動き|相互|双方|両国|自国|相手国|追加|報復|対抗|対策|手続き?|取引|税率|引き下げ幅|上乗せ分|それぞれ|見返り|枠外|枠内|枠|別|段階的|一時的|"
    r"当局|政府|企業|\d+社|\d+%|\d+品目|品目|貨物|物品|物資|.*以[降後来前]|.*(?:の発生|ため)|同期間|当面|引き続き|継続|原則|政策|方針|経済安全保障|安全保障|国家安全保障|技術覇権|理由|懸念|影響|大統領令|法律|上|一方|実施|発動|適用|全面|事実上|輸出入|全世界|世界|全て?の国|"
    r"各国|対象国|国|域内|域外|国内|海外|外国|.*価格|.*実績|.*基準|.*水準|.*要件|.*権限|.*制度|.*税|.*調査|.*条項|.*条|.*章|.*号|.*項|\d.*次|.*審査|.*監視|.*義務|.*発効|.*施行|.*執行|.*交渉|.*協定|.*合意|.*の経済|.*会談|.*声明|.*首脳|.*大統領|.*首相|.*長官|.*大臣|暫定|新規|同日|翌日|即日|"
    r"予定|計画|見通し|姿勢|判断|結果|目的|背景|必要|可能|十分|[〇一二三四五六七八九十百千\d]+|別の[〇一二三四五六七八九十百千\d]+|.*当たり|.{0,3}トン.{0,3}|代わり|.*(?:必要|可能|重要)性|改正|方式|.*手順|効力|.*許可|事前|市場アクセス|.*以外の国|.*の国|慣行|産品|輸入品|ための.*|.*枠組み[」』]?|.*時|.*資産|資産凍結|渡航|入国|参入|投資|自身|我が国|わが国|閣議|議会|市場|動向|両者|者|的|分野|幅|.*(?:法案|規則案|改正案|修正案|草案|省令|政令|通達|告示|布告|条例|議定書|覚書|決議|勧告|報告書|白書|指針|ガイドライン|ガイダンス|官報))?$"
)
_SHORT_GOODS = frozenset("車船牛豚鶏米油銅金銀鉄綿塩肉魚茶酒糖紙靴服布糸絹毛革皮卵花豆芋麦薬銃鋼錫鉛木羊馬炭")


def split_goods(ctx: Context, span: Span, names: Names, joints: Sequence[Span] = (), told: Sequence[Span] = ()) -> list[Span]:
    """Return the goods in a raw noun phrase, in order; [] where it holds none.

    `joints` are coordinating particles inside the phrase (A<と>B) and `told` the relative clauses in it. Accepted:
    米国産の大豆及び豚肉 → 大豆, 豚肉. Rejected: 3年間の暫定, 中国企業, 25%の, これらの貨物.
    """
    text = span.of(ctx.text)
    masked = _mask_brackets(text)
    shared = [m.start() for m in _SHARED_HEAD.finditer(text)]
    cuts = [(m.start(), m.end()) for m in _CUT.finditer(masked) if m[0] != "・" or not (m.start() in shared or _is_half(masked, m.start()))]
    cuts += [(j.start - span.start, j.end - span.start) for j in joints if span.covers(j)]
    out: list[Span] = []
    at = 0
    for start, end in [*sorted(cuts), (len(text), len(text))]:
        if start < at:
            continue
        piece = trim_goods(ctx, Span(span.start + at, span.start + start), names, told)
        at = end
        if piece is not None:
            out.append(piece)
    return out


def _is_half(text: str, at: int) -> bool:
    """Say whether one character before the ・ at `at` is half of a pair and no goods: 中・大型トラック, 前・後輪; not 鉄・銅."""
    left = re.split(r"[、・]|及び|および|又は|または", text[:at])[-1]
    return len(left) == 1 and left not in _SHORT_GOODS


def _mask_brackets(text: str) -> str:
    return re.sub(r"\([^()]*\)|「[^「」]*」", lambda m: "_" * len(m[0]), text)


def trim_goods(ctx: Context, span: Span, names: Names, told: Sequence[Span] = ()) -> Span | None:
    """Return the part of one conjunct that names goods, None where none is left."""
    start, end = span.start, span.end
    start = max([start, *(h.end for h in told if h.start <= start < h.end <= end)])
    while True:
        before = (start, end)
        start = _skip_head(ctx, start, end, names)
        end = _skip_tail(ctx, start, end)
        if (start, end) == before:
            break
    piece = Span(start, end) if start < end else None
    return piece if piece is not None and _is_goods(ctx, piece, names) else None


def _skip_head(ctx: Context, start: int, end: int, names: Names) -> int:
    """Return where the phrase goes on after adverbs, numbers, dates, origin and maker."""
    text = ctx.text
    lead = _LEADING.match(text[start:end])
    start += lead.end() if lead else 0
    for m in ctx.mentions:
        if m.span.start != start or m.span.end > end:
            continue
        if m.kind in {"percentage", "duration", "date", "money", "quantity"}:
            after = _AFTER_NUMBER.match(text[m.span.end : end])
            return m.span.end + (after.end() if after else 0)
    if text.startswith("対", start) and any(s.start == start + 1 for s, _, _ in names.jurisdictions):
        start += 1
    for s, _, form in names.jurisdictions:
        if s.start == start and s.end < end:
            after = _ORIGIN.match(text[s.end : end])
            tied = after is not None and after.end() > 0
            bare = any(o.start == s.end for o, _, _ in names.jurisdictions) or any(b.span.start == s.end for b in names.bodies)
            bare = bare or any(m.kind == "quantity" and m.span.start == s.end for m in ctx.mentions)
            if tied or bare or form == "against" or _follows_date(ctx, start):
                return s.end + (after.end() if after else 0)
    owner = next((m for m in (*names.companies, *names.bodies) if m.span.start == start and m.span.end < end), None)
    if owner is not None:
        rest = re.match(r"^(?:社|製|の|社の|社製の|製の|向け|向けの|、)+", text[owner.span.end : end])
        return owner.span.end + rest.end() if rest else start
    return start


def _follows_date(ctx: Context, at: int) -> bool:
    """Say whether a date ends right before: rows of a chronology read 3月31日 中国 …."""
    return any(m.kind == "date" and m.span.end == at for m in ctx.mentions)


def _skip_tail(ctx: Context, start: int, end: int) -> int:
    """Return where the phrase ends without brackets, 等, counts, and the trade that the measure is on (の輸入)."""
    text = ctx.text
    bracket = re.search(r"\([^()]*\)?$", text[start:end])
    if bracket is not None and bracket.start() > 0:
        return start + bracket.start()
    rate = next((m.span.start for m in ctx.mentions if m.kind == "percentage" and start + 1 < m.span.start < end), None)
    if rate is not None:
        return rate  # 乗用車 20% → 50%: goods have no rate in their name
    for m in reversed(ctx.mentions):
        if m.kind in {"percentage", "duration", "date", "quantity", "money"} and m.span.end == end and m.span.start > start:
            return m.span.start
    tail = _TRAILING.search(text[start:end])
    if tail is not None:
        return start + tail.start()
    return _without_direction(ctx, start, end)


def _without_direction(ctx: Context, start: int, end: int) -> int:
    """エタンの中国(向け輸出), ガリウムの対米(輸出), 石炭の対外(輸出): a place after の or 対 is where the goods go."""
    text = ctx.text
    close = start + _DIRECTED.search(text[start:end]).start()  # type: ignore[union-attr]
    place = next((m for m in ctx.mentions if m.type == "GPE" and m.span.end == close and m.span.start > start + 1), None)
    if place is None:
        return close - 2 if text.endswith("対外", start + 1, close) else end
    against = text.endswith("対", start + 1, place.span.start)
    return place.span.start - against if against or text[place.span.start - 1] in {"の", ")"} else end


def _is_goods(ctx: Context, piece: Span, names: Names) -> bool:
    text = piece.of(ctx.text)
    if len(text) < 2 and text not in _SHORT_GOODS:
        return False
    if ctx.text.startswith(("のため", "を目的", "の目的"), piece.end) or _EMPTY.match(text) or _QUALIFIERS.match(text) or _PARTIES.search(text) or text.startswith((")", "」")):
        return False
    if text.count("「") != text.count("」") or text.count("『") != text.count("』"):
        return False
    if any(s.end == piece.end and re.fullmatch(r"[\d.\s/-]+", ctx.text[piece.start : s.start]) for s, _, _ in names.jurisdictions if piece.covers(s)):
        return False  # 2031.05.01 中国、…: the tail of a date before a name
    if any(m.span.covers(piece) for m in ctx.mentions if m.kind != "entity" or m.type in {"PERSON", "GPE", "LIST"}):
        return False
    if any(m.span.overlaps(piece) and not piece.covers(m.span) for m in ctx.mentions if m.type == "LIST"):
        return False
    if any(m.span.covers(piece) or m.span.end == piece.end for m in (*names.bodies, *(c for c in names.companies if c.type == "ORG"))):
        return False
    return not any(s.covers(piece) for s, _, _ in names.jurisdictions) and not _is_measure(ctx, piece)


def _is_measure(ctx: Context, piece: Span) -> bool:
    """Say whether the phrase is a word for a measure or ends in one: 追加関税, 許可要件の緩和."""
    for t in ctx.terms:
        heads = t.span.end in {piece.end, piece.end - 1} and t.span.start < piece.end and t.span.overlaps(piece)
        if heads and t.word.kind != "support" and (t.word.kind == "operator" or t.word.noun in {"measure", "frame"}):
            return True
        bound = ctx.text.startswith("付き", t.span.end)  # 補助金付き肥料
        if t.word.kind == "noun" and t.word.noun == "measure" and piece.covers(t.span) and not bound:
            return True
    return False
