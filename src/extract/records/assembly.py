"""Passages to records: statements in context, lists spread over their items, restatements merged."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extract.lexicon.suppressed import is_suppressed
from extract.model import Document, Filler, Issue, MeasureRecord, Mention, Passage, Place
from extract.records import english, japanese
from extract.records.actors import is_office
from extract.records.cells import TIMES, complete_rows, says_nothing
from extract.records.chronology import is_day_line
from extract.records.confidence import with_confidence
from extract.records.context import (
    HANDS_OVER,
    build_contexts,
    is_dated_head,
    is_link,
    lent_actor,
    lent_agreement,
    lent_date,
    lent_targets,
)
from extract.records.english_headings import Matter, lend_matter, read_matter
from extract.records.generic import fold_announcements
from extract.records.grounding import keep_grounded, name_main_actor
from extract.records.headlines import join_headlines
from extract.records.lending import lend_from_before
from extract.records.merge import merge_statements
from extract.records.recalls import join_recalls
from extract.records.rows import Row, columns_of, read_rows
from extract.records.salience import is_guessed
from extract.records.standing import Standing
from extract.records.statements import Context, Statement
from extract.records.topics import Topic
from extract.spans import Span
from extract.titles import write_titles

if TYPE_CHECKING:
    from spacy.tokens import Doc

_INHERITED_BY_ITEMS = ("imposing", "target_jurisdictions", "date", "effective_from", "effective_until", "instrument", "authority", "agreement", "duration")
_COMMENT = re.compile(r"\([^()]*\)")
# A numbered source set as plain text: 1 省「題」、2031年5月1日、https://….
_CITES = re.compile(r"\s*[\[(]?(?:注\s?)?\d{1,3}[\])]?[\s.:]*[^\s「」。]{1,40}「[^「」]{2,80}」[^「」。]{0,40}https?://")
_NEEDED = ("measure_type", "action")


@dataclass(frozen=True, slots=True)
class _Found:
    """The statements of one passage and the topic it leaves."""

    statements: tuple[Statement, ...]
    topic: Topic


def _starting_topic(ctx: Context, contexts: Sequence[Context], found: dict[int, _Found], before: Topic) -> Topic:
    """Return what stands when a passage begins: the actor and noun of its header cells, list head or the paragraph before."""
    topic = found[ctx.list_head].topic if ctx.list_head in found else (Topic(pair=before.pair, pair_passage=before.pair_passage, pair_state=before.pair_state) if ctx.kind in {"table", "heading", "caption"} else before)
    for i in ctx.above:
        actor = lent_actor(contexts[i])
        if actor is not None and (ctx.kind == "table" or topic.actor is None):
            topic = replace(topic, actor=actor, passage=i)
            break
    if ctx.kind == "list" and topic.actor is None:
        # Items of a chronology go on with the actor of the one before.
        sibling = next((i for i in range(ctx.index - 1, -1, -1) if i in found), None)
        if sibling is not None and contexts[sibling].kind == "list" and contexts[sibling].list_head == ctx.list_head:
            topic = replace(topic, actor=found[sibling].topic.actor, passage=found[sibling].topic.passage)
    topic = replace(topic, control=before.control, spoken=before.spoken, document=before.document or topic.document)
    if topic.noun is None or ctx.kind == "table":
        nouns = [t for i in ctx.above for t in contexts[i].terms if t.word.kind == "noun" and t.word.noun == "measure" and t.word.type]
        topic = replace(topic, noun=nouns[0] if nouns else topic.noun)
    return topic


def _by_issuer(statement: Statement, issuer: Mention | None) -> Statement:
    """Give the acts without a subject in a notice of a public body to that body."""
    if issuer is None or not issuer.jurisdiction or not is_office(issuer):
        return statement
    place = (Place(issuer.passage, issuer.span),)
    return statement.inheriting("imposing", (Filler(issuer.text, issuer.jurisdiction, "publisher-of-brief", place),))


def _reaches(heading: Context, ctx: Context, contexts: Sequence[Context]) -> bool:
    """Say whether a heading still governs a passage: one in brackets, which has no number, ends with the list under it."""
    if not heading.text.startswith(("【", "(", "[", "〈", "<")):
        return True
    between = [c for c in contexts[heading.index + 1 : ctx.index] if heading.index in c.above]
    return ctx.kind == "list" or not any(c.kind == "list" for c in between)


def _lend(statement: Statement, ctx: Context, contexts: Sequence[Context], found: dict[int, _Found]) -> Statement:
    """Fill empty slots from what governs the passage."""
    for i in ctx.above:
        above = contexts[i]
        if above.kind == "heading" and not _reaches(above, ctx, contexts):
            continue
        agreement = lent_agreement(above)
        applies = [*statement.values("effective_from"), *statement.values("effective_until")]
        dated = is_day_line(above)
        hands_over = i == ctx.list_head and above.kind == "paragraph" and ctx.kind == "list" and is_dated_head(above)
        row = dated or (ctx.kind == "table" and above.kind == "table" and not any(f.value in applies for f in lent_date(above)))
        if not (statement.slots.get("date") or (applies and not row)) or (agreement and not statement.slots.get("date")):
            statement = statement.inheriting("date", lent_date(above) if (agreement or dated or hands_over or above.kind in {"heading", "table", "list"}) and above.column not in TIMES else ())
        statement = statement.inheriting("agreement", agreement)
        statement = statement.inheriting("target_jurisdictions", lent_targets(above, statement.type, statement.values("imposing")))
    if ctx.list_head in found:
        for head in found[ctx.list_head].statements:
            for slot in _INHERITED_BY_ITEMS:
                statement = statement.inheriting(slot, head.slots.get(slot, ()) if head.head else ())
    return statement


def _under_head(statement: Statement, ctx: Context, found: dict[int, _Found]) -> Statement:
    """Add as evidence the sentence that opens the English list in which the statement is an item: the following rates apply."""
    heads = found[ctx.list_head].statements if ctx.list_head in found else ()
    opening = next((h for h in heads if h.head and ctx.passage.language == "en" and (h.type == statement.type or not h.slots.get("measure_type"))), None)
    return replace(statement, more=(*statement.more, opening.place)) if opening is not None else statement


def _noun_phrase(ctx: Context) -> Span | None:
    """Return the goods that a bare list item names, None where it is a sentence."""
    text = ctx.text
    bracket = text.find("(")
    end = bracket if bracket > 0 else len(text.rstrip("。、 ;."))
    if not 1 < end <= 60 or re.search(r"[。はがを]|(?:する|した|される)$", text[:end]):
        return None
    return Span(0, end)


def _spread(head: Statement, ctx: Context) -> Statement | None:
    """Return the list head's act for one item, None where the item is no noun phrase."""
    if ctx.passage.language == "en":
        return _spread_english(head, ctx)
    phrase = _noun_phrase(ctx)
    if phrase is None:
        return None
    place = (Place(ctx.index, phrase),)
    slots = {k: v for k, v in head.slots.items() if k not in {"items", "entities", "eccn", "hs", "footnotes", "rates", "quantities"}}
    slots["items"] = (Filler(phrase.of(ctx.text), phrase.of(ctx.text), "list-item", place),)
    for slot in ("eccn", "hs"):
        codes = tuple(Filler(m.text, m.value, "code-in-item", (Place(ctx.index, m.span),)) for m in ctx.mentions if m.kind == slot)
        slots |= {slot: codes} if codes else {}
    parties = tuple(
        Filler(m.text, m.entity_id or m.text, "party-in-item", (Place(ctx.index, m.span),), name_ja=m.name_ja, name_en=m.name_en)
        for m in ctx.mentions
        if m.kind == "entity" and m.type == "ORG"
    )
    slots |= {"entities": parties} if parties else {}
    whole = Span(0, len(ctx.text))
    notes = tuple(Filler(marker, marker, "note-at-item", (Place(ctx.index, whole),)) for _, marker in ctx.passage.references)
    slots |= {"footnotes": notes} if notes else {}
    return replace(head, passage=ctx.index, span=whole, slots=slots, head=False, more=(head.place,))


def _spread_english(head: Statement, ctx: Context) -> Statement | None:
    item = english.spread_item(head, ctx)
    if item is None:
        return None
    for slot in ("imposing", "authority", "target_jurisdictions", "date", "effective_from", "effective_until", "duration", "instrument", "agreement"):
        item = item.inheriting(slot, head.slots.get(slot, ()))
    return replace(item, span=Span(0, len(ctx.text)), head=False, more=(head.place,))


def _spread_lists(contexts: Sequence[Context], found: dict[int, _Found]) -> list[Statement]:
    """Return all statements in order, with the act of each list head spread over its bare items."""
    taken: set[int] = set()
    out: list[Statement] = []
    for ctx in contexts:
        own = found[ctx.index].statements if ctx.index in found else ()
        head = next((s for s in found[ctx.list_head].statements if s.head), None) if ctx.list_head in found else None
        if head is not None and all(is_guessed(s) for s in own) and _spread(head, ctx) is not None:
            own = ()  # the head says what its items are
        out += [s for s in own if not s.head]
        if head is None or own:
            taken |= {ctx.list_head} if head is not None and own and ctx.list_head is not None else set()
            continue
        spread = _spread(head, ctx)
        if spread is not None and ctx.list_head is not None:
            taken.add(ctx.list_head)
            out.append(spread)
    heads = [s for i, f in found.items() if i not in taken for s in f.statements if s.head]
    return sorted([*out, *heads], key=lambda s: (s.passage, s.span.start))


def _mark_heads(statements: Sequence[Statement], ctx: Context, is_head: bool) -> tuple[Statement, ...]:
    if not is_head or not statements or not HANDS_OVER.search(ctx.text):
        return tuple(statements)
    return (*statements[:-1], replace(statements[-1], head=True))


def _prose(ctx: Context) -> tuple[Span, ...]:
    """Return the sentences of a note that tell something, without its citations (titles with address or date)."""
    kept = []
    for span in ctx.passage.sentences:
        text = span.of(ctx.text).rstrip()
        if text.endswith(("。", ".")) and "://" not in text and re.search(r"[ぁ-ん]{2}。$|[a-z]{3}\.$", text):
            kept.append(span)
    return tuple(kept)


def _find_all(contexts: Sequence[Context], docs: Sequence[Doc], issuer: Mention | None) -> dict[int, _Found]:
    heads = {c.list_head for c in contexts if c.list_head is not None}
    found: dict[int, _Found] = {}
    topic = Topic()
    matter: Matter | None = None
    for given, doc in zip(contexts, docs, strict=True):
        ctx = given
        if ctx.kind == "heading":
            topic = Topic(control=topic.control, pair=topic.pair, pair_passage=topic.pair_passage, pair_state=topic.pair_state, spoken=topic.spoken, document=topic.document)
        if ctx.kind == "note" or _CITES.match(ctx.text):
            ctx = replace(ctx, passage=replace(ctx.passage, sentences=_prose(ctx)))
        start = replace(_starting_topic(ctx, contexts, found, topic), date=())
        analyser = english if ctx.passage.language == "en" else japanese
        statements, end = analyser.find_statements(ctx, doc, start)
        if (ctx is not given and not ctx.passage.sentences) or says_nothing(ctx) or is_link(ctx, contexts):
            statements = []
        matter = read_matter(ctx) or matter
        statements = [lend_matter(_under_head(_by_issuer(_lend(s, ctx, contexts, found), issuer), ctx, found), matter) for s in statements]
        found[ctx.index] = _Found(_mark_heads(statements, ctx, ctx.index in heads), end)
        if ctx.kind in {"paragraph", "box", "list"}:
            topic = replace(end, noun=None) if ctx.kind == "paragraph" else topic
        topic = replace(topic, control=end.control or topic.control, spoken=end.spoken, document=end.document, pair=end.pair or topic.pair, pair_passage=end.pair_passage if end.pair else topic.pair_passage, pair_state=end.pair_state if end.pair else topic.pair_state)
    return found


def _complete_rows(rows: Sequence[Row], contexts: Sequence[Context], found: dict[int, _Found], issuer: Mention | None) -> dict[int, _Found]:
    """Let the rows of tables whose columns are named complete and add to what their cells state."""
    before = {i: f.statements for i, f in found.items()}
    after = complete_rows(rows, contexts, before)
    return {
        i: replace(f, statements=tuple(s if s in before[i] else _by_issuer(_lend(s, contexts[i], contexts, found), issuer) for s in after.get(i, ())))
        for i, f in found.items()
    }


def _without_suppressed(statement: Statement) -> Statement:
    """Return the statement without the names and phrases that the lexicon says are never taken."""
    slots = {slot: tuple(f for f in fillers if not is_suppressed(slot, f.text)) for slot, fillers in statement.slots.items()}
    return statement if slots == statement.slots else replace(statement, slots=slots)


def _number_sentences(contexts: Sequence[Context]) -> Callable[[Place], tuple[int, int]]:
    """Return a function from a place to its passage and the number of the sentence in which it begins."""
    starts = [[s.start for s in ctx.passage.sentences] for ctx in contexts]
    return lambda place: (place.passage, bisect_right(starts[place.passage], place.span.start))


def _identify(statement: Statement, contexts: Sequence[Context], used: dict[str, int]) -> str:
    """Return a stable id: what is stated by whom, and the sentence that states it first."""
    ctx = contexts[statement.passage]
    sentence = ctx.passage.sentence_at(statement.span.start)
    by = ",".join(sorted(str(f.value) for f in statement.slots.get("imposing", ())))
    words = re.sub(r"\s+", "", unicodedata.normalize("NFKC", sentence.of(ctx.text)))
    key = hashlib.sha256(f"{statement.type}|{by}|{words}".encode()).hexdigest()[:8]
    used[key] = used.get(key, 0) + 1
    return f"m-{key}" if used[key] == 1 else f"m-{key}-{used[key]}"


def _issues(statement: Statement) -> tuple[Issue, ...]:
    out = list(statement.issues)
    if "imposing" in statement.inherited:
        out.append(Issue("actor_inherited", "who acts is taken from the text before", "imposing"))
    if not statement.slots.get("imposing"):
        out.append(Issue("actor_missing", "the statement does not say who acts", "imposing"))
    if "date" in statement.inherited:
        out.append(Issue("date_inherited", "the date is taken from the heading or the clause before", "date"))
    return tuple(out)


def _record(statement: Statement, contexts: Sequence[Context], used: dict[str, int]) -> MeasureRecord:
    ja, en = write_titles(statement.slots)
    record = MeasureRecord(
        id=_identify(statement, contexts, used),
        slots=statement.slots,
        statements=(statement.place, *statement.more),
        title_ja=ja,
        title_en=en,
        issues=_issues(statement),
    )
    return with_confidence(record, contexts[statement.passage].kind)


def assemble_records(
    document: Document, passages: Sequence[Passage], docs: Sequence[Doc], mentions: Sequence[Mention], issuer: Mention | None = None
) -> tuple[MeasureRecord, ...]:
    """Return the records of a brief in order of first mention.

    `docs` are the analyses of the passages, one each; `mentions` everything found in them; `issuer` is the publisher's
    mention: a public body acts where its notice names nobody.
    """
    rows = read_rows(document, passages)
    contexts = build_contexts(document, passages, mentions, columns_of(rows))
    found = _complete_rows(rows, contexts, _find_all(contexts, docs, issuer), issuer)
    told = map(_without_suppressed, join_recalls(_spread_lists(contexts, found)))
    statements = name_main_actor(keep_grounded([s for s in told if all(s.slots.get(k) for k in _NEEDED)], contexts, docs), mentions)
    statements = fold_announcements(statements, contexts)
    used: dict[str, int] = {}
    merged = join_headlines(merge_statements(statements, _number_sentences(contexts), Standing(statements, contexts)), contexts)
    acts = lend_from_before(merged, contexts)
    return tuple(_record(s, contexts, used) for s in acts)
