"""How two statements stand to each other on the page: a headline and what is told under it, items of one list, a sentence and the next.

Where a thing is said tells much of whether it is said again: a headline is told again by the first words under it that speak of
such an act; the items of a list are each something else; a sentence without a subject or object of its own goes on with the one
before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.records.likeness import Kin, get, tell_one_kind
from extract.records.salience import is_guessed
from extract.records.statements import Context, Statement

# また, さらに, in addition: what follows is another act.
_MORE = re.compile(
    r"^(?:また|さらに|更に|加えて|くわえて|(?:この|その)ほか|(?:この|その)他|併せて|あわせて|一方|他方|同時に|次に|(?:この|その)?うち|ならびに|並びに|および|及び|別途|別に)|"
    r"^\W*(?:also|in addition|additionally|separately|meanwhile|similarly|likewise|further(?:more)?|moreover|besides|another|other|second(?:ly)?|third(?:ly)?|finally)\b",
    re.IGNORECASE,
)
# Who does one thing more: This rule also modifies …, BIS is also suspending ….
_ALSO = re.compile(r"^\W*(?:[A-Z]{4,}: )?(?:(?:This|The|That) (?:[\w-]+ ){0,3}?(?:rule|notice|order|update|action|regulation|amendment|proclamation|determination|package|decree|law|act)|[A-Z]{2,8}|It|They|(?:The )?(?:Commerce|[Dd]epartment|[Cc]ommission|[Bb]ureau|[Mm]inistry|[Mm]inister|[Pp]resident|[Gg]overnment|[Cc]ouncil|[Aa]gency|[Aa]dministration)) (?:(?:is|are|has|have|will|was|were) )?also\b")
# What an act is about; a statement without any of these of its own goes on with the act before it.
_OWN = ("items", "entities", "eccn", "hs", "rates", "target_jurisdictions", "instrument", "agreement")

# タイトル: …, 要約: …: the parts of a digest, each of which tells the same again.
_LABEL = re.compile(r"^[\W_]{0,6}(?:タイトル|見出し|題名|title|headline|要約|概要|要点|サマリー|まとめ|ポイント|scenario)[*_\"」』】]{0,4}\s?[::]", re.IGNORECASE)

_Key = tuple[int, int, str, str]


def _key(statement: Statement) -> _Key:
    return (statement.passage, statement.span.start, statement.type, statement.action)


def _keys(statement: Statement) -> list[_Key]:
    """Return the keys of every place where an act is told."""
    return [(p.passage, p.span.start, statement.type, statement.action) for p in (statement.place, *statement.more)]


def _sentence(statement: Statement, ctx: Context) -> tuple[int, str]:
    """Return where the sentence of a statement begins, and its words."""
    found = ctx.passage.sentence_at(statement.span.start)
    return found.start, found.of(ctx.text)


class Standing:
    """How the statements of one brief stand to each other."""

    def __init__(self, statements: Sequence[Statement], contexts: Sequence[Context]) -> None:
        """Read which statement is told under which headline, and which goes on with which."""
        told = sorted(statements, key=lambda s: (s.passage, s.span.start, s.span.end))
        self._contexts = contexts
        self._under = {(_key(s), _key(t)) for i, s in enumerate(told) if (t := self._first_under(s, told[i + 1 :])) is not None}
        self._goes_on = {(_key(a), _key(b)) for a, b in pairwise(told) if self._continues(a, b)}

    def __call__(self, a: Statement, b: Statement) -> Kin:
        """Return how two statements stand to each other, "" where that tells nothing."""
        pairs = {pair for one in _keys(a) for other in _keys(b) for pair in ((one, other), (other, one))}
        if pairs & self._under:
            return "headline"
        if pairs & self._goes_on:
            return "next"
        if self._is_one_more(a, b) or self._is_one_more(b, a):
            return "more"
        return "items" if self._are_items(a, b) else ""

    def _kind(self, statement: Statement) -> str:
        return self._contexts[statement.passage].kind

    def _labelled(self, statement: Statement) -> bool:
        """Say whether a statement stands in a part of a digest that bears its label."""
        return _LABEL.match(self._contexts[statement.passage].text) is not None

    def _first_under(self, headline: Statement, later: Sequence[Statement]) -> Statement | None:
        """Return the first statement after a headline that can tell its act again; one that is only likely does not."""
        if self._kind(headline) != "heading" and not self._labelled(headline):
            return None
        alike = (s for s in later if self._kind(s) != "heading" and s.passage > headline.passage and tell_one_kind(s, headline))
        sides = set(headline.values("imposing"))
        first = next((s for s in alike if not sides or not get(s, "imposing") or sides & set(s.values("imposing"))), None)
        return None if first is None or is_guessed(first) else first

    def _continues(self, a: Statement, b: Statement) -> bool:
        """Say whether a statement goes on, in the next sentence with an act, with the one before: 制度は6週間適用する."""
        if a.passage != b.passage or (get(b, "imposing") and "imposing" not in b.inherited):
            return False
        ctx = self._contexts[b.passage]
        (before, _), (start, words) = _sentence(a, ctx), _sentence(b, ctx)
        own = any(get(b, slot) and slot not in b.inherited for slot in _OWN)
        return start != before and not own and not _MORE.match(words)

    def _is_one_more(self, a: Statement, b: Statement) -> bool:
        """Say whether a sentence tells that the document before it does one thing more: This rule also adds …."""
        if a.passage != b.passage or a.span.start >= b.span.start:
            return False
        ctx = self._contexts[b.passage]
        (before, _), (start, words) = _sentence(a, ctx), _sentence(b, ctx)
        return start != before and bool(_ALSO.match(words))

    def _are_items(self, a: Statement, b: Statement) -> bool:
        one, other = self._contexts[a.passage], self._contexts[b.passage]
        if self._labelled(a) or self._labelled(b):
            return False
        return one.kind == other.kind == "list" and one.index != other.index and one.list_head == other.list_head and one.above[:1] == other.above[:1]
