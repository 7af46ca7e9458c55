"""A second look at sentences whose grammar gave no act: one that names a measure, who, when and how much still states one.

Each kind of thing named is worth points; how many are needed was measured on annotated texts, where of the sentences so
chosen a good half stated an act that was else missed. What is so read is marked in `rule` and has a lower confidence.
"""

from __future__ import annotations

import re
from typing import Final

from extract.records.compose import Act, compose
from extract.records.licence import THOUGHT
from extract.records.statements import Context, Modality, Term
from extract.spans import Span

RULE: Final = "second-look"
NEEDED: Final = {"ja": 4.0, "en": 3.5}
_NOUNS: Final = {"measure": 2.0, "permission": 2.0, "flow": 1.5}
_ROW: Final = 1.5
_SPECIFIC: Final = {"date", "percentage", "money", "eccn", "hs"}
# Titles, sources and labels name measures without stating them.
_UNSTATED: Final = {"heading", "note", "caption", "table"}
_LIST_HEAD = re.compile(r"[:：]\s*$|(?:以下|次)の(?:とおり|通り)")
# Market prose and statistics name tariffs and exports too.
_FIGURES = re.compile(
    r"前年(?:同月|同期|度)?比|(?:増加|減少|上昇|下落|拡大傾向|低下)し|シェア|ポイント(?:上昇|低下)|件数|"
    r"\b(?:year on year|rose|fell|grew|climbed|index|forecasts?|estimates?|analysts?|economists?|survey|average|respondents|costs?|highest|lowest|reported|billions?)\b|\b(?:has|have) (?:\w+ly )?\w+ed\b|,? (?:which|who|whose)\b"
)
# What sums up or explains what was told before.
_RECAP = re.compile(r"上記|前述|先述|上述|この間|以上の|今回の(?:合意|協議|措置|改正|規制)|これら(?:の|に|を|は)|このように|こうした|とは、|にあたる|となっている。?$|\b(?:these|such|above|previously|so far)\b", re.IGNORECASE)
_DENIED = re.compile(r"(?:ない|ません|なかった|ず)(?:[。)）」]|$)|\b(?:not|never|no|cannot|without|unless|whether|should|must|if|had urged|calls? (?:on|for))\b|n[’']t\b", re.IGNORECASE)
_THOUGHT_EN = re.compile(
    r"\b(?:expects?|fears?|concerns?|risks?|impact|effects?|argues?|believes?|likely|unlikely|because|despite|how|why|what|decades|criti\w+|urged?|calls?|debate|question|strategy|understanding)\b", re.IGNORECASE
)


def _points(ctx: Context, sentence: Span, powers: bool) -> float:
    terms = [t for t in ctx.terms if sentence.covers(t.span)]
    nouns = [_NOUNS.get(t.word.noun, 0.0) for t in terms if t.word.kind == "noun" and t.word.type]
    kinds = {m.kind for m in ctx.mentions if sentence.covers(m.span)}
    found = [max(nouns, default=0.0), float(any(t.word.kind == "operator" for t in terms)), float(powers)]
    return sum(found) + float("date" in kinds) + float("percentage" in kinds) + (_ROW if ctx.kind == "list" else 0.0)


def _is_specific(ctx: Context, sentence: Span) -> bool:
    """Say whether a sentence says when or how much; a line of a list or table need not."""
    return ctx.kind == "list" or any(m.kind in _SPECIFIC for m in ctx.mentions if sentence.covers(m.span))


def _denies(text: str, language: str) -> bool:
    thought = _THOUGHT_EN if language == "en" else THOUGHT
    return bool(_LIST_HEAD.search(text) or _FIGURES.search(text) or _RECAP.search(text) or _DENIED.search(text) or thought.search(text))


def find_salient_act(ctx: Context, sentence: Span, powers: bool) -> tuple[Act, Modality] | None:
    """Return the act that a sentence most likely states, None where too little is named or it is a thought about one.

    `powers` says that the sentence names a state or its agency. Accepted: "China answered on 4 March with a 15% tariff on
    chicken". Rejected: "Steel prices rose 4% after the tariff of 4 March".
    """
    text, language = sentence.of(ctx.text), ctx.passage.language
    if ctx.list_head is not None:
        return None  # the head says what its items are
    if language not in NEEDED or ctx.kind in _UNSTATED or _points(ctx, sentence, powers) < NEEDED[language]:
        return None
    if not _is_specific(ctx, sentence) or _denies(text, language):
        return None
    terms = [t for t in ctx.terms if sentence.covers(t.span)]
    nouns = [t for t in terms if t.word.kind == "noun" and t.word.type and t.word.noun in _NOUNS]
    if not any(t.word.noun != "flow" for t in nouns) and language == "en":
        return None
    operators = [t for t in terms if t.word.kind == "operator"]
    act = compose(nouns, operators if language == "ja" else operators[::-1]) or _introduced(nouns)
    planned = any(t.word.kind == "support" and t.word.modality == "proposed" for t in terms)
    return (act, "proposed" if planned else "done") if act is not None else None


def _introduced(nouns: list[Term]) -> Act | None:
    """Return the imposition of the measure named, for want of a verb that the lexicon knows."""
    noun = next((t for t in nouns if t.word.noun == "measure"), None)
    return Act(noun.word.type, "impose", None, noun) if noun is not None else None
