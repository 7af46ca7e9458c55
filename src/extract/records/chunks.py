"""Japanese bunsetsu from Sudachi's tokens: a content part, what follows it, and what kind of clause it closes.

The tags are UniDic's: content words start a chunk, particles and auxiliaries end it. Round brackets are taken out of
the sentence (they comment on the word before them and the particle follows them) and are read apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from extract.spans import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Form = Literal["", "adnominal", "complement", "quote", "connective", "conditional", "final"]

_CONTENT = ("名詞", "代名詞", "動詞", "形容詞", "形状詞", "副詞", "連体詞", "接続詞", "感動詞", "接頭辞", "接尾辞", "記号")
# Verbs that only carry grammar after a particle, an auxiliary or a verbal noun.
_BOUND_VERB = "動詞-非自立可能"
# に対する, に基づき …: case particle and a verb that has become one with it.
_POSTPOSITIONS = {
    "に": (
        "沿った", "沿う", "沿い", "則り", "則って", "即し", "即して", "照らし", "鑑み", "対する", "対し", "対して", "基づく", "基づき", "基づいて", "基づいた", "より", "よる", "よって", "よると", "よれば", "関する", "関し", "関して", "ついて", "つき", "おいて", "おける",
        "伴い", "伴う", "向け", "向けた", "向けて", "従い", "従って", "沿って", "とって", "加え", "加えて", "わたり", "わたって", "当たり", "あたり", "応じ", "応じて", "係る", "先立ち",
        "代わり", "代わって", "ともない", "限り", "合わせ", "合わせて", "して", "おき", "かかる", "関わる", "当たっ", "わたる", "際し", "際して", "続き", "続いて",
    ),
    "を": ("めぐり", "めぐって", "めぐる", "巡り", "巡って", "巡る", "受け", "受けて", "含め", "含む", "通じ", "通じて", "もって", "除き", "除く", "踏まえ", "踏まえて", "根拠に", "背景に", "理由に", "対象に", "経て", "経た", "理由とする", "理由とした", "目的とする", "目的とした", "名目とする", "根拠とする", "念頭に"),
    "と": ("して", "いった", "いう", "いたし", "ともに", "併せて", "あわせて", "合わせて", "並んで", "並び"),
    "の": ("ほか", "ほかに", "ほかにも"),
}  # fmt: skip
# Polite and humble forms of a postposition (につきましては, に対しましても, におきまして), and the plain ones they stand for.
_POLITE = re.compile(r"^(.+?)まして(は|も|)$")
_PLAIN = {"つき": "ついて", "おき": "おいて", "より": "よって", "基づき": "基づいて", "続き": "続いて", "あたり": "あたり", "当たり": "当たり", "沿い": "沿って", "とり": "とって", "従い": "従って"}
_GRAMMAR_VERBS = {"する", "いる", "ある", "なる", "おる", "くる", "いく", "ゆく", "しまう", "みる", "おく", "もらう", "くれる", "あげる", "できる", "いただく", "頂く", "参る", "まいる", "ござる", "致す", "いたす"}
# What a supposition predicates: a verb, an adjective, a verbal noun.
_PREDICATES = ("動詞", "形容詞", "名詞-普通名詞-サ変可能")
# Tails that look like verbs and are particles.
_GRAMMAR = {"として", "としては", "としても", "という", "といった", "とともに", "について", "に対して", "によって", "にして"}
# Nouns that make a clause of the adnominal verb before them.
_COMPLEMENT = ("こと", "まま", "旨", "の", "方針", "意向", "計画", "予定", "見込み", "見通し", "考え", "姿勢", "構え", "決定", "可能性", "よう", "もの", "協定", "枠", "案", "大統領令", "用意", "意思", "公算")
_CONNECTIVE = ("ため", "ほか", "一方", "上", "うえ", "結果", "ところ", "後", "のち", "なか", "反面", "ものの", "以上", "もと")
_CONDITIONAL = ("場合", "とき", "時", "限り", "なら", "ならば")
# 発動したとして, 課したとしても, 許可が出ても: what is supposed, or granted for argument's sake.
_SUPPOSED = re.compile(r"(?:たとして|たとしても|とすれば|としたら|とすると|たところで|(?<![によっとし])(?:て|んで|いで)も|しても)$")
# …してくる、そういう場合には: the case that the clause before supposes.
_SUCH_CASE = re.compile(r"\s?(?:そう(?:いう|いった|した)|そのような|こういう|こうした)(?:場合|とき|時|ケース|事態)")


@dataclass(frozen=True, slots=True)
class Chunk:
    """One bunsetsu: `span` with its particles and punctuation, `content` without.

    `particle` is the case or topic particle, with a postposition spelled out (に対する, による). `verb` says that it
    predicates; `form` how it goes on. `manner` says that it is an adverb (緩やかに). `negative`, `conditional` and `passive` are read off the auxiliaries.
    """

    span: Span
    content: Span
    tail: str
    particle: str
    comma: bool
    verb: bool
    form: Form = ""
    negative: bool = False
    conditional: bool = False
    passive: bool = False
    manner: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as chunks, and the round brackets that were taken out of it (spans without the brackets)."""

    span: Span
    chunks: tuple[Chunk, ...]
    brackets: tuple[Span, ...]


def _is_punct(token: Token) -> bool:
    return token.tag_.startswith("補助記号") or token.tag_ == "空白" or token.is_space


def _is_function(token: Token, before: Token | None) -> bool:
    if token.tag_.startswith(("助詞", "助動詞", "形状詞-助動詞語幹")):
        return True
    # 米中とも, 両国ともに: of both alike, whatever the tagger makes of it.
    if token.text == "とも" and before is not None and before.tag_.startswith("名詞"):
        return True
    if token.tag_ != _BOUND_VERB or before is None or _is_punct(before):
        return False
    # し after 発表, いる after て, する after と: grammar; 続け or 行く after は or が is a word of its own.
    if before.tag_.startswith("助詞"):
        return before.text in {"て", "で", "と", "に"} and token.lemma_ in _GRAMMAR_VERBS
    return True


def _split_brackets(tokens: Sequence[Token]) -> tuple[list[Token], list[Span]]:
    """Return the tokens outside round brackets, and the spans of what stands inside them."""
    outside: list[Token] = []
    brackets: list[Span] = []
    depth = start = 0
    for token in tokens:
        if token.text in {"(", "（"}:
            depth += 1
            start = token.idx + 1 if depth == 1 else start
        elif token.text in {")", "）"} and depth:
            depth -= 1
            if not depth:
                brackets.append(Span(start, token.idx))
        elif not depth:
            outside.append(token)
    if depth:  # never closed: the bracket is no comment
        return list(tokens), brackets
    return outside, brackets


def _groups(tokens: Sequence[Token], names: Sequence[Span]) -> Iterator[list[Token]]:
    """Cut tokens into bunsetsu; the tokens of a name stay together."""
    group: list[Token] = []
    before: Token | None = None
    for token in tokens:
        if before is not None and any(n.start <= before.idx and token.idx < n.end for n in names):
            group.append(token)
            before = token
            continue
        opening = token.text in {"「", "『", "“"}
        starts = opening or (not _is_punct(token) and not _is_function(token, before) and token.tag_.startswith(_CONTENT))
        if group and starts and before is not None and _closes(before, token):
            yield group
            group = []
        group.append(token)
        before = token
    if group:
        yield group


def _closes(before: Token, token: Token) -> bool:
    """Say whether a content word after `before` begins a new bunsetsu."""
    if _is_punct(before):
        return before.text not in {"「", "『", "・", "【", "“", "~", "〜", "→", "/", "-"} and not (before.text in {"」", "』"} and token.tag_.startswith("接尾辞"))
    if before.text == "とも" or before.tag_.startswith(("助詞", "助動詞", "形状詞-助動詞語幹", "副詞", "連体詞", "接続詞", "感動詞")) or token.tag_.startswith("接続詞"):
        return True
    if before.tag_.startswith("動詞"):
        return token.tag_.startswith(("名詞", "接頭辞", "代名詞", "形状詞-一般", "連体詞", "補助記号-括弧開"))
    inflected = "".join(before.morph.get("Inflection", []))
    return before.tag_.startswith("形容詞") and ("連体形" in inflected or "終止形" in inflected)


def _content_end(group: Sequence[Token], names: Sequence[Span]) -> int:
    """Return the number of leading tokens that are content (brackets and quotes of a name included)."""
    end = 0
    before: Token | None = None
    for i, token in enumerate(group):
        if any(n.start <= token.idx < n.end for n in names):
            end, before = i + 1, None
            continue
        if not _is_punct(token) and _is_function(token, before):
            break
        if not _is_punct(token) or token.text in {"」", "』", "・", "→", "/"}:
            end = i + 1
        elif token.text in {"、", "。", ","}:
            break
        before = token
    return max(end, 1)


def _particle(tail: Sequence[Token]) -> str:
    """Return the case or topic particles at the end of a chunk, joined: に, では, にも, からの."""
    out = ""
    for token in reversed(tail):
        if _is_punct(token):
            continue
        if not token.tag_.startswith("助詞") and token.text != "とも":
            break
        out = token.text + out
    return out


def _has_comma(tail: Sequence[Token]) -> bool:
    return any(t.text in {"、", ",", "；", ";"} for t in tail)


# 又は, 若しくは: conjunctions that end like a topic.
_CONJUNCTIONS = {("又", "は"), ("また", "は"), ("若しく", "は"), ("もしく", "は"), ("或い", "は"), ("あるい", "は")}


def _chunk(group: Sequence[Token], names: Sequence[Span]) -> Chunk:
    end = _content_end(group, names)
    tail = list(group[end:])
    first, last = group[0], group[end - 1]
    words = [t for t in tail if not _is_punct(t)]
    text = "".join(t.text for t in words)
    verb = last.tag_.startswith(("動詞", "形容詞")) or any(t.tag_.startswith(("動詞", "助動詞", "形容詞")) for t in words)
    if (first.text, text) in _CONJUNCTIONS and len(tail) <= 2:
        text, tail = "", []
    if text in {"といたしまして", "といたしましては", "といたしましても", "としまして", "としましては", "としましても"}:
        text = "として"
    if text in _GRAMMAR or (text in {"な", "に"} and not last.tag_.startswith("動詞")):
        return Chunk(Span(first.idx, group[-1].idx + len(group[-1].text)), Span(first.idx, last.idx + len(last.text)), text, text, _has_comma(tail), False, manner=text == "に" and words[0].tag_ == "助動詞")
    return Chunk(
        span=Span(first.idx, group[-1].idx + len(group[-1].text)),
        content=Span(first.idx, last.idx + len(last.text)),
        tail=text,
        particle=_particle(tail) if words else "",
        comma=_has_comma(tail),
        verb=verb,
        negative=any(t.lemma_ in {"ない", "ず", "ぬ", "まい"} or t.text in {"ず", "ぬ", "ん"} for t in words if t.tag_.startswith(("助動詞", "形容詞"))),
        conditional=bool(words) and (words[-1].text in {"ば", "たら", "なら"} or text.endswith(("れば", "たら", "ならば")) or (_SUPPOSED.search(text) is not None and last.tag_.startswith(_PREDICATES))),
        passive=any(t.lemma_ in {"れる", "られる"} and t.tag_.startswith("助動詞") for t in words) or (last.tag_.startswith("動詞") and "れ" in text[:2]),
        form="connective" if last.tag_.startswith("動詞") and last.text.endswith("い") and not words else "",
    )


# リストに加え、…: what one adds to is no company of the next thing.
_REGISTER = re.compile(r"(?:リスト|名簿|一覧|対象|別表|目録|名単)[」』]?$")


def _merge_postposition(left: Chunk, right: Chunk, text: str) -> Chunk | None:
    """Return に + 対する as one chunk, None where the two are apart."""
    if not left.particle or left.comma or left.particle[-1] not in _POSTPOSITIONS:
        return None
    word = text[right.content.start : right.content.end] + right.tail
    polite = _POLITE.match(word)
    word = _PLAIN.get(polite[1], f"{polite[1]}て") + polite[2] if polite else word
    if word in {"加え", "加えて"} and _REGISTER.search(left.content.of(text)):
        return None
    if left.verb and word == "ともに":
        return Chunk(Span(left.span.start, right.span.end), left.content, left.tail + word, "とともに", right.comma, True, passive=left.passive, negative=left.negative)
    known = next((p for p in _POSTPOSITIONS[left.particle[-1]] if word in {p, p + "は", p + "も", p + "の"}), None)
    if known is None:
        return None
    span, particle = Span(left.span.start, right.span.end), left.particle + word
    # …したのに対し goes on from one clause to the next; …に対し hangs from a noun.
    return Chunk(span, left.content, left.tail + word, particle, right.comma, left.verb and left.particle.startswith("の"))


# したわけです, したところであります, されたままである: a noun without a meaning of its own, and the copula, close the verb.
_FORMAL = re.compile(r"^(?:わけ|ところ|もの|まま|次第|運び|の)$")
_COPULA = re.compile(r"^(?:で(?:ある|す|した|あり|ござい|ございます|ありま|は(?:ない|あり|ござ))|だ(?:$|っ|が|と)|となっ|では$)")


def _is_concession(chunk: Chunk, text: str) -> bool:
    """Say whether a chunk is the conjunction ものの, which ends a clause."""
    return chunk.content.of(text) == "もの" and chunk.tail == "の" and chunk.comma


def _is_duty(verb: Chunk, chunk: Chunk, text: str) -> bool:
    """Say whether two chunks are a duty or a ban: 受けなければ|ならない, 輸出しては|ならない, したわけでは|ない."""
    word = chunk.content.of(text)
    closes = (word in {"なら", "なり", "いけ"} and chunk.tail.startswith(("な", "ま", "ぬ", "ず"))) or (word == "ない" and verb.tail.endswith("では"))
    return closes and verb.verb and not verb.comma and verb.tail.endswith(("ては", "では", "なければ", "ねば"))


def _join_formal_nouns(chunks: Sequence[Chunk], text: str) -> list[Chunk]:
    """Make one predicate of a verb and what only closes it: a formal noun with its copula, or ならない."""
    out: list[Chunk] = []
    for chunk in chunks:
        verb = out[-1] if out else None
        formal = _FORMAL.match(chunk.content.of(text)) and (_COPULA.match(chunk.tail) or _is_concession(chunk, text))
        if verb is not None and _is_duty(verb, chunk, text):
            tail = verb.tail + chunk.content.of(text) + chunk.tail
            forbids = verb.tail.endswith("は")
            out[-1] = replace(chunk, span=Span(verb.span.start, chunk.span.end), content=verb.content, tail=tail, negative=forbids, conditional=False)
            continue
        if verb is None or not formal or not verb.verb or verb.comma or verb.particle:
            out.append(chunk)
            continue
        tail = verb.tail + chunk.content.of(text) + chunk.tail
        span = Span(verb.span.start, chunk.span.end)
        out[-1] = replace(chunk, span=span, content=verb.content, tail=tail, verb=True, passive=verb.passive, negative=verb.negative or chunk.negative)
    return out


def _form(chunk: Chunk, following: Chunk | None, text: str) -> Form:
    if not chunk.verb:
        return ""
    if following is None:
        return "final"
    if chunk.form:
        return chunk.form  # 使い, 行い: no verb ends in い before a noun
    word = following.content.of(text)
    if _SUCH_CASE.match(text, chunk.span.end):
        return "conditional"
    if (chunk.particle in {"と", "とは", "とも", "か", "かを", "ように"} or chunk.tail.endswith(("よう", "ように"))) and not chunk.comma:
        return "quote"
    if chunk.particle.endswith("の") and not chunk.comma:
        return "adnominal"
    if chunk.particle or chunk.comma:
        return "conditional" if chunk.conditional else "connective"
    if chunk.conditional or word.startswith(_CONDITIONAL):
        return "conditional"
    if chunk.tail.endswith(("て", "し", "ず", "せ", "れ", "られ")) or (not chunk.tail and not _ends_adnominal(chunk, text)):
        return "connective"
    if word in _CONNECTIVE and following.particle != "の":
        return "connective"
    return "complement" if word.startswith(_COMPLEMENT) else "adnominal"


def _ends_adnominal(chunk: Chunk, text: str) -> bool:
    """Say whether a bare verb goes on to a noun: it ends in the vowel u (る, す, く …) or い."""
    return text[chunk.content.end - 1] in "るすくぐうつぬむぶい"


def read_sentence(doc: Doc, span: Span, names: Sequence[Span] = (), text: str = "") -> Sentence:
    """Return the chunks of one sentence of an analysed text; `span` counts the text's code points.

    `names` are stretches that are one word whatever they are made of (信頼できないエンティティリスト). `text` is the
    doc's text where the caller has it at hand: spaCy puts it together anew at each call.
    """
    starts = doc.to_array("IDX")
    first, last = (int(i) for i in np.searchsorted(starts, (span.start, span.end)))
    tokens = [t for t in doc[first:last] if t.idx + len(t.text) <= span.end]
    outside, brackets = _split_brackets(tokens)
    text = text or doc.text
    merged: list[Chunk] = []
    for group in _groups(outside, names):
        chunk = _chunk(group, names)
        joined = _merge_postposition(merged[-1], chunk, text) if merged else None
        if joined is not None:
            merged[-1] = joined
        else:
            merged.append(chunk)
    merged = _join_formal_nouns(merged, text)
    final: list[Chunk] = []
    for i, chunk in enumerate(merged):
        form = _form(chunk, merged[i + 1] if i + 1 < len(merged) else None, text)
        final.append(replace(chunk, form=form))
    return Sentence(span, tuple(final), tuple(brackets))
