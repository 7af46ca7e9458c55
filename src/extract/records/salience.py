"""A second look at sentences whose grammar gave no act: what their wording as a whole makes likely.

Words and grammar of the next issuer are never all known; that a sentence states an act, and which, can still be told from
all its words together (`likely.py`). What is so read is marked in `rule` and has a lower confidence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from extract.records.compose import Act, compose
from extract.records.licence import THOUGHT
from extract.records.likely import Likely
from extract.records.statements import Context, Statement, Term
from extract.spans import Span

RULE: Final = "second-look"
# The probability from which a sentence is taken to state an act: at home in prose, and under the head of a list, which says
# itself what its items are.
NEEDED: Final = {"ja": 0.5, "en": 0.5}
UNDER_HEAD: Final = 0.6
_FRAME: Final = re.compile(r"[。.\s()号]")
# Where a report comes from: 北京発; ワシントン=….
_DATELINE: Final = re.compile(r"[^。、]{2,10}(?:発|=.{2,12})")
# The probability from which it is taken to tell again what was told before; that under which a type is a guess.
REPEATED: Final = 0.5
VAGUE: Final = {"ja": 0.7, "en": 0.5}
# Titles, sources, labels and cells name measures without stating them.
_UNSTATED: Final = {"heading", "note", "caption", "table"}
# A sentence that says neither when nor how much states an act only where its wording leaves hardly a doubt.
_SPECIFIC: Final = {"date", "percentage", "money", "quantity", "eccn", "hs"}
UNSPECIFIC: Final = 0.9
# What denies an act, asks others for it or leaves it open takes it back, however likely its words make it.
_TAKEN_BACK = {
    "ja": re.compile(
        r"(?:ない|ません|なかった|ず|ぬ)(?:[。)）」]|$)|(?:求め|要請し|促し|要求し|申し入れ|申し出|迫っ|迫り|呼び?かけ)(?:た|て|る|、|。|$)|"
        r"(?:でき|し得|しう)る(?:旨|こと|もの|と(?:定|規定|され))|(?:協議|交渉|検討)を(?:継続|続け)|遺憾|予定はな|(?:会|会議|会合|会談|協議|本部|集会)を(?:開[いきく催]|持)|聴取|意見交換|話題に|(?:国|地域|所在地|企業|業種|品目)別(?:で|に)?(?:み|見)(?:ると|れば)|初出荷|見積も|位置付け|位置づけ|(?:理由|根拠|例)(?:に|として|と)(?:挙げ|あげ|説明)"
    ),
    "en": re.compile(
        r"\b(?:not|never|no|cannot|neither|without|unless|whether|should|must|if|could|might|would)\b|n[’']t\b|"
        r"\b(?:urg|ask|press|lobb)\w*|\bcall(?:s|ed|ing)? (?:on|for)\b|\b(?:allows?|permits?|empowers?|enables?) (?:the|its|a)\b|\bconsider(?:s|ed|ing)?\b|"
        # Market prose, effects, and what only a relative clause tells.
        r"\b(?:avert|forestall|sidestep|dodg)\w*|\b(?:tariff|trade) (?:threats|tensions|uncertaint(?:y|ies)|worries|fears)\b|\b(?:stav|head)\w* off\b|"
        r"\b(?:rose|fell|grew|climbed|dropped|surged|slumped|declined)\b|"
        r"\b(?:tariffs|duties|controls|restrictions|sanctions|measures) have (?:\w+ly )?\w+ed\b|^[A-Z][\w. ]{1,30}, (?:which|who|whose)\b",
        re.IGNORECASE,
    ),
}
# How much was traded and who trades most: a statistic, where nothing but trade itself is named.
_STATISTIC = {
    "ja": re.compile(r"前[年月期](?:同[月期])?比|(?:ドル|円|元|ユーロ|トン|台|[%％])(?:に|を|と)(?:達|上回|下回|超え|占め|なっ|な[りる])|首位|第?[\d一二三四五]位|シェア|伸[ばびっ]|増[やえ]|減[らっ]|実績|目標|計画|貿易(?:額|量|収支|赤字|黒字)|輸[出入](?:額|量|高)"),
    "en": re.compile(
        r"\b(?:total(?:s|l?ed|l?ing)?|amount(?:s|ed|ing) to|account(?:s|ed|ing) for|averag(?:es?|ed|ing)|rank(?:s|ed|ing)?|surpass(?:es|ed|ing)?|overtook|outpac(?:es?|ed|ing)"
        r"|exceed(?:s|ed|ing)?|doubl(?:es?|ed|ing)|tripl(?:es?|ed|ing)|year[- ]on[- ]year|year[- ]over[- ]year|trading partners?|trade (?:deficit|surplus|balance)|suppliers? of)\b"
        r"|\b(?:increased|decreased|expanded|shrank|grew|rose|fell) (?:[\w-]+ ){0,3}?(?:from|by|to) (?:[A-Z]{0,3}[$€£¥])?\d|\bincluded [^;.]{2,60}\((?:[A-Z]{0,3}[$€£¥]|\d)",
        re.IGNORECASE,
    ),
}
_TRADE = re.compile(r"\btrad(?:e|ing)\b|貿易|取引|売上|生産", re.IGNORECASE)
# What the words of the lexicon put together say counts for this much beside what the wording makes likely.
_COMPOSED_TYPE, _COMPOSED_ACTION = 0.4, 0.3


@dataclass(frozen=True, slots=True)
class Salient:
    """The act that a sentence most likely states; `again` if it was likely told before, `vague` where the type is open."""

    act: Act
    again: bool
    vague: bool

    def mark(self, statement: Statement) -> list[Statement]:
        """Return the statement of the act as one that was read so.

        What was told before belongs to the act before it; an act of a type left open is none.
        """
        if self.vague:
            return []
        action = (replace(statement.slots["action"][0], rule=RULE),)
        return [replace(statement.filled(action=action), recalls="adds" if self.again else "")]


def find_salient_act(ctx: Context, sentence: Span, likely: Likely | None, spoken: str = "") -> Salient | None:
    """Return the act that a sentence most likely states, None where it more likely states none.

    `spoken` is the type of the measure spoken of before: a sentence that names none itself goes on about that one.

    Accepted: "China answered on 4 March with a 15% tariff on chicken". Rejected: "Steel prices rose 4% after the tariff of
    4 March".
    """
    if likely is None or ctx.kind in _UNSTATED or not _tells(ctx, sentence):
        return None
    if likely.stated < _needed(ctx, sentence) or _takes_back(sentence.of(ctx.text), ctx.passage.language):
        return None
    terms = [t for t in ctx.terms if sentence.covers(t.span)]
    if _counts_trade(sentence.of(ctx.text), terms, ctx.passage.language):
        return None
    composed = _compose(terms, ctx.passage.language)
    type_ = _best(likely.types, composed.type if composed is not None else "", _COMPOSED_TYPE)
    action = _best(likely.actions, composed.action if composed is not None else "", _COMPOSED_ACTION)
    named = any(t.word.type == type_ for t in terms if t.word.kind != "support")
    goes_on = bool(spoken) and not named and likely.types[type_] < VAGUE[ctx.passage.language] and _only_operates(terms)
    type_, named = (spoken, True) if goes_on else (type_, named)
    noun = next((t for t in terms if t.word.kind == "noun" and t.word.type == type_ and t.word.noun != "flow"), None)
    act = Act(type_, action, composed.operator if composed is not None else None, noun)
    return Salient(act, goes_on or likely.again > REPEATED, not named and likely.types[type_] < VAGUE[ctx.passage.language])


def _tells(ctx: Context, sentence: Span) -> bool:
    """Say whether a sentence has more than a date or a place line: 令和7年11月14日; 北京発."""
    words = sentence.of(ctx.text)
    dated = sum(len(m.span) for m in ctx.mentions if m.kind == "date" and sentence.covers(m.span))
    return len(_FRAME.sub("", words)) > dated + 1 and not _DATELINE.fullmatch(words.strip())


def _only_operates(terms: list[Term]) -> bool:
    """Say whether a sentence says what is done, not to which measure: 12月26日から適用する."""
    return not any(t.word.type for t in terms)


def _needed(ctx: Context, sentence: Span) -> float:
    """Return how likely a sentence must be: more so where it says neither when nor how much, unless it is a line of a list."""
    if ctx.list_head is not None:
        return UNDER_HEAD
    specific = ctx.kind == "list" or any(m.kind in _SPECIFIC for m in ctx.mentions if sentence.covers(m.span))
    return NEEDED[ctx.passage.language] if specific else UNSPECIFIC


def _takes_back(text: str, language: str) -> bool:
    return bool(_TAKEN_BACK[language].search(text) or (language == "ja" and THOUGHT.search(text)))


def _counts_trade(text: str, terms: list[Term], language: str) -> bool:
    """Say whether a sentence tells how much is traded: it has a statistic's words and names no measure but trade itself."""
    nouns = [t for t in terms if t.word.kind == "noun"]
    trade = all(t.word.noun == "flow" for t in nouns) if nouns else _TRADE.search(text) is not None
    return trade and bool(_STATISTIC[language].search(text))


def _compose(terms: list[Term], language: str) -> Act | None:
    """Return the act that the lexicon's words of a sentence make, whatever stands between them; plans as such."""
    nouns = [t for t in terms if t.word.kind == "noun" and t.word.type and t.word.noun != "frame"]
    operators = [t for t in terms if t.word.kind == "operator"]
    act = compose(nouns, operators if language != "en" else operators[::-1])
    planned = any(t.word.kind == "support" and t.word.modality == "proposed" for t in terms)
    return Act(act.type, "propose", act.operator, act.noun) if act is not None and planned else act


def _best(shares: Mapping[str, float], composed: str, weight: float) -> str:
    """Return the likeliest value, where what was composed has some weight of its own."""
    return max(sorted(shares), key=lambda name: shares[name] + (weight if name == composed else 0.0))


def is_guessed(statement: Statement) -> bool:
    """Say whether a statement rests on the second look alone."""
    return any(f.rule == RULE or f.rule.endswith(f":{RULE}") for f in statement.slots.get("action", ()))
