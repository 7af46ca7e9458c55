"""Japanese clauses: where one act ends and the next begins, and which words of a clause are hidden in a relative clause.

A predicate that neither modifies a noun nor is quoted closes a clause; so does a verbal noun that is coordinated with
another (…の延長および…の引き下げ). A relative clause tells about something already known, so the dates and operators
in it are not the act's; it reaches back to the last topic or comma, since topics stand outside relative clauses. Where
the noun it modifies is itself a word for a measure (…掲載した措置, …とする対抗措置) the clause is its content and counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.records.chunks import Chunk, Sentence
from extract.records.gaps import DAY, adds_act, gaps, lists_measure, share_verbs
from extract.records.statements import Term
from extract.spans import Span

_COORDINATORS = ("及び", "および", "並びに", "ならびに", "また", "かつ", "又は", "または", "あるいは", "そして")
# Nouns that the relative clause before them spells out.
CONTENT_NOUNS = re.compile(
    r"^(?:同|当該|一連の|新|対抗|報復|制限|規制|緊急|追加|暫定|最終|行政|大統領)?"
    r"(?:措置|規制|ルール|制度|仕組み|方式|規則|決定|方針|命令|大統領令|布告|政令|省令|通知|インフォーム|計画|対応|取組|取り組み|政策|処分|義務|要件|告示|公告|枠組み|改正|改定|"
    r"(?:規則|改正|修正|法|法律|指令|政令|省令|勧告|決議|関税法|予算|改定)?案|法律$|事業$|判決|判断|覚書|契約|意向書|趣意書|協定|合意|声明|投稿|考え|意向|姿勢|構え|際|旨|こと|事態|状態|形|よう|経緯|運び|格好|次第|の$)"
)

# Legal texts and undertakings under names of their own, whose content a plain present clause before them tells.
_ENDS_IN_CONTENT = re.compile(
    r"(?:規則|法|法律|法案|指令|政省?令|省令|命令|布告|令|制度|措置|契約|覚書|協定|議定書|プログラム|プラン|手続き?|書簡|文書|通達|通知|告示|公告|政策|決議|勧告|条項|仕組み|パッケージ|判決|決定|合意|誓約|方針|計画|緩和|特例|例外|猶予|免除)$"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """Consecutive chunks of a sentence with one closing predicate or verbal noun.

    `hidden` are spans inside relative clauses; `predicate` is the last chunk; `nominal` says that it closes without a verb.
    `shared` are the words of the next clause that were left out here (鉄鋼に25%、アルミニウムに10%の関税を課す: 関税を課す);
    they show as if they stood in this one.
    """

    chunks: tuple[Chunk, ...]
    hidden: tuple[Span, ...]
    nominal: bool
    number: int
    shared: Span | None = None

    @property
    def predicate(self) -> Chunk:
        """The chunk that closes the clause."""
        return self.chunks[-1]

    @property
    def span(self) -> Span:
        """From the first chunk to the last."""
        return Span(self.chunks[0].span.start, self.chunks[-1].span.end)

    def shows(self, span: Span) -> bool:
        """Say whether a span lies in the clause and not in one of its relative clauses."""
        own = self.span.covers(span) or (self.shared is not None and self.shared.covers(span))
        return own and not any(h.overlaps(span) for h in self.hidden)


def _ends_in_operator(chunk: Chunk, terms: Sequence[Term]) -> bool:
    """Say whether the chunk's content ends in a verbal noun, perhaps with 等 or こと after it."""
    inside = [t for t in terms if t.word.kind != "noun" and chunk.content.covers(t.span)]
    return bool(inside) and chunk.content.end - inside[-1].span.end <= 2


def _closes_nominally(i: int, chunks: Sequence[Chunk], terms: Sequence[Term], text: str) -> bool:
    chunk = chunks[i]
    following = chunks[i + 1] if i + 1 < len(chunks) else None
    if chunk.verb or following is None:
        return following is None
    coordinated = following.content.of(text).startswith(_COORDINATORS)
    if chunk.content.of(text) in {"こと", "旨"} and (chunk.comma or coordinated) and chunk.particle in {"", "と", "、"}:
        return True
    if not _ends_in_operator(chunk, terms):
        return False
    if chunk.particle == "と" and following.content.of(text).startswith(("並行", "同時", "一体", "連動", "引き換え", "セット")):
        return False
    later = any(t.word.kind in {"operator", "support"} and t.span.start >= chunk.span.end for t in terms)
    if chunk.particle == "など" and chunk.comma:
        return True
    return later and ((chunk.particle in {"", "や", "と"} and (chunk.comma or coordinated)) or chunk.particle in {"と", "や", "とともに"})


def _closes(i: int, chunks: Sequence[Chunk], terms: Sequence[Term], text: str, actors: Sequence[Span]) -> bool:
    chunk = chunks[i]
    if chunk.verb:
        return chunk.form in {"connective", "conditional", "final"} and not _is_adverb(chunk, text)
    return _closes_nominally(i, chunks, terms, text) or _is_answered(i, chunks, text, actors) or adds_act(i, chunks, terms) or lists_measure(i, chunks, terms, text) or gaps(i, chunks, text, actors)


_SPEAKER = re.compile(r"(?:政府|当局|我が国|わが国|当国)$")
# 米国が関税を課したことを受け、中国は…: what one power did, which another answers.
_ANSWERED = re.compile(r"^(?:を(?:受け|踏まえ)て?|に(?:対抗し|対し|反発し)て?)$")


def _is_answered(i: int, chunks: Sequence[Chunk], text: str, actors: Sequence[Span]) -> bool:
    """Say whether a deed of somebody ends here that somebody else answers: each has a clause of its own."""
    chunk = chunks[i]
    if not chunk.comma or not _ANSWERED.match(chunk.particle) or chunk.content.of(text) not in {"こと", "の"} or not i or not chunks[i - 1].verb:
        return False

    def acts(c: Chunk) -> bool:
        own = _SPEAKER.search(c.content.of(text)) is not None or any(c.content.covers(a) and a.end >= c.content.end - 2 for a in actors)
        return own and c.particle in {"は", "が", "も", "では"}

    return any(acts(c) for c in chunks[:i]) and any(acts(c) for c in chunks[i + 1 :])


# Verbs in て that say how or in what order: they stay with the verb they precede.
_ADVERBS = ("併せ", "合わせ", "続い", "相次い", "次い", "加え", "改め", "初め", "重ね", "引き続い", "先立っ", "基づい", "通じ", "挙げ", "従っ", "沿っ", "めぐっ", "巡っ", "含め", "除い", "限っ", "あわせ")


def _is_adverb(chunk: Chunk, text: str) -> bool:
    if not chunk.comma and (chunk.content.of(text).endswith(("引き続き", "遡っ", "さかのぼっ")) or (chunk.content.of(text) in _USING and chunk.tail in {"", "て"})):
        return True
    return chunk.tail in {"て", "で", "まして"} and chunk.content.of(text).endswith(_ADVERBS)


# 通商法301条を使い: by which means it is done.
_USING = {"使い", "使っ", "用い"}
# 100%を超える関税: a bound on the measure itself.
_COMPARES = re.compile(r"超え|上回|下回|満た|及[ぶん]|達[すし]|相当|越え|含[むま]")


def _hidden(chunks: Sequence[Chunk], text: str, actors: Sequence[Span], terms: Sequence[Term]) -> tuple[Span, ...]:
    out: list[Span] = []
    for j, chunk in enumerate(chunks[:-1]):
        if not chunk.verb or chunk.form != "adnominal" or chunk.tail in {"な", "の"} or chunk.particle.endswith("の") or _COMPARES.match(chunk.content.of(text)):
            continue
        if spells_out(chunk, _head_after(j, chunks, text), text):
            continue
        start = _reach(j, chunks, text, terms)
        start = _after_subject(chunks, start, j, actors, text)
        start = _after_date(chunks, start, j, text)
        if start > j:
            continue
        out.append(Span(chunks[start].span.start, chunk.span.end))
    return tuple(sorted([*out, *_reasons(chunks, text, actors, terms)], key=lambda s: s.start))


# ロシア産原油の購入を理由に: why an act is done, which says nothing of what it is done to.
_REASONS = {"を理由に", "を理由として", "を理由とし", "を背景に", "を口実に"}


def _reasons(chunks: Sequence[Chunk], text: str, actors: Sequence[Span], terms: Sequence[Term]) -> list[Span]:
    """Return the stretches that only say why or after what: …を続けていることを理由に, 武器売却を理由に, 4月の法改正に続き."""
    out: list[Span] = []
    for j, chunk in enumerate(chunks[:-1]):
        after = chunks[j + 1].content.of(text) + chunks[j + 1].particle
        apart = chunk.particle == "を" and after in {"理由に", "理由として", "背景に", "口実に"}
        earlier = chunk.particle in {"に続き", "に続いて"} and not adds_act(j, chunks, terms)
        if chunk.particle not in _REASONS and not apart and not earlier:
            continue
        start = j
        if j and chunks[j - 1].verb:
            start = _after_subject(chunks, _reach(j - 1, chunks, text, terms), j, actors, text)
        while start and chunks[start - 1].particle in {"の", "や", "と", "による", "への", "に対する"} and not chunks[start - 1].comma:
            start -= 1
        out.append(Span(chunks[start].span.start, chunk.span.end))
    return out


def spells_out(verb: Chunk, head: Chunk, text: str) -> bool:
    """Say whether a relative clause is the content of the noun after it: 輸出を制限する商業大臣規則; not 昨年停止した制度."""
    word = head.content.of(text).rstrip("」』")
    if CONTENT_NOUNS.match(word):
        return True
    present = verb.tail in {"", "する", "とする", "させる", "という"} and text[verb.span.end - 1] in "るすくぐうつぬむぶい"
    return present and head.particle in {"を", "に", "が", "で", "は", ""} and _ENDS_IN_CONTENT.search(word) is not None


def _reach(verb: int, chunks: Sequence[Chunk], text: str, terms: Sequence[Term]) -> int:
    """Return where the relative clause of a verb begins: after a topic or comma, before a second object, after a measure in a row.

    A verb has one object, so of 対象を鉄鋼を使う製品に広げる the first を belongs to the verb that follows.
    """
    start, objects = verb, 0
    while start > 0:
        before = chunks[start - 1]
        if before.comma or before.particle.endswith(("は", "も")):
            break
        objects += before.particle == "を"
        if objects > 1:
            break
        row = before.content.of(text).startswith(_COORDINATORS) and start > 1
        if row and any(t.word.kind == "noun" and t.word.noun == "measure" and chunks[start - 2].content.end == t.span.end for t in terms):
            break
        start -= 1
    return start


# 許可の対象とする現行の制度: what stands between a relative clause and its noun.
_BETWEEN = re.compile(r"^(?:現行|従来|新た|今回|一連|暫定|暫定的|同様|初|独自|次|以下|上記|[^はがを]{1,12}(?:法|令|規則|法律|条例|協定))$")


def _head_after(verb: int, chunks: Sequence[Chunk], text: str) -> Chunk:
    """Return the chunk of the noun that a relative clause modifies."""
    at = verb + 1
    while at + 1 < len(chunks) and (
        (chunks[at].particle in {"の", "な"} and _BETWEEN.match(chunks[at].content.of(text)))
        or (not chunks[at].tail and not chunks[at].comma and chunks[at].content.of(text).endswith(("」", "』")))
    ):
        at += 1
    return chunks[at]


def _after_date(chunks: Sequence[Chunk], start: int, verb: int, text: str) -> int:
    """Return where a relative clause begins that seems to begin with a date but tells of a state.

    5月13日に競合するAI半導体について…警告: one competes on no particular day, so the date is the warning's.
    """
    past = chunks[verb].tail.endswith(("た", "だ")) or _EVENT.search(chunks[verb].content.of(text))
    at = start
    while at < verb and chunks[at].particle == "の":  # 合意直後の5月13日に
        at += 1
    dated = chunks[at].particle in {"に", "には"} and DAY.search(chunks[at].content.of(text)) and at < verb
    return at + 1 if dated and not past else start


_EVENT = re.compile(r"発効|施行|開始|適用|実施|発動|導入|開催|予定|始ま|終わ|終了|失効|期限|行わ|開か|公布|発表|公表|決ま")


# OFACから…するライセンスを取得した: from whom one has it.
_RECEIVES = re.compile(r"取得|得|受け|もら|いただ|獲得|取り付け")


def _after_subject(chunks: Sequence[Chunk], start: int, verb: int, actors: Sequence[Span], text: str) -> int:
    """Return where a relative clause begins that seems to begin the clause: the closing predicate needs a subject too.

    9月29日にBISが…所有する事業体に…「50%ルール」を発表: nobody else announces, so BISが belongs to 発表.
    """
    received = _RECEIVES.match(text, chunks[-1].content.start) is not None

    def acts(chunk: Chunk) -> bool:
        return (chunk.particle in {"は", "が", "も"} or (received and chunk.particle == "から")) and any(chunk.content.covers(a) and a.end >= chunk.content.end - 2 for a in actors)

    if any(acts(c) for c in (*chunks[:start], *chunks[verb + 1 :])):
        return start
    subject = next((k for k in range(start, verb) if acts(chunks[k])), None)
    return start if subject is None or subject + 1 >= verb else subject + 1


def find_embedded(clause: Clause, term: Term | None) -> Span | None:
    """Return from subject to verb the act of which somebody else speaks: 同社は23日、韓国が19日に制裁を強めたことを非難した.

    `term` is the act's word; None where it is the speaker's own act.
    """
    for k, chunk in enumerate(clause.chunks):
        if term is None or not chunk.verb or chunk.form not in {"complement", "quote"} or not chunk.span.covers(term.span):
            continue
        subject = next((j for j in range(k - 1, 0, -1) if clause.chunks[j].particle == "が"), None)
        spoken = subject is not None and any(c.particle in {"は", "も", "では"} or c.comma for c in clause.chunks[:subject])
        return Span(clause.chunks[subject].span.start, chunk.span.end) if subject is not None and spoken else None
    return None


def split_clauses(sentence: Sentence, terms: Sequence[Term], text: str, actors: Sequence[Span] = ()) -> tuple[Clause, ...]:
    """Return the clauses of a sentence in order; together they hold all its chunks.

    `actors` are the names of public powers in the text: they begin a new clause where a verb was left out, and keep the
    subject of the closing verb out of a relative clause.
    """
    out: list[Clause] = []
    pending: list[Chunk] = []
    for i, chunk in enumerate(sentence.chunks):
        pending.append(chunk)
        if i + 1 == len(sentence.chunks) or _closes(i, sentence.chunks, terms, text, actors):
            out.append(Clause(tuple(pending), _hidden(pending, text, actors, terms), not chunk.verb, len(out)))
            pending = []
    return share_verbs(out, terms, text)
