"""English function words and tokens: what a rule-based reader knows of a sentence without a tagger."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from extract.spans import Span

BE = frozenset("is are was were be been being am".split())
HAVE = frozenset("has have had having".split())
DO = frozenset("do does did".split())
FUTURE = frozenset("will shall".split())
PROPOSING = frozenset("may might could would".split())
# What somebody ought to do or is able to do is nobody's act.
IDLE = frozenset("should can cannot ought need".split())
MODALS = FUTURE | PROPOSING | IDLE | {"must"}
NEGATIONS = frozenset("not never nor n't cannot neither".split())
DETERMINERS = frozenset(
    "the a an this that these those its their his her our your my any some such each every both no all another other certain "
    "several many most few more further whose what which".split()
)
PREPOSITIONS = frozenset(
    "of in on at by to for from with under over against into onto upon through until till across between among within without toward "
    "towards during since per via as about beyond including regarding concerning covering despite amid pursuant throughout than "
    "like following effective".split()
)
CONJUNCTIONS = frozenset("and or but while".split())
PRONOUNS = frozenset("it they he she we who which that".split())
_ADVERBS = frozenset(
    "also now then first hereby already again soon still thereby therefore yesterday today jointly once later both further even just "
    "nevertheless instead thus never not today’s longer recently no so far hence ultimately".split()
)
_NOT_ADVERBS = frozenset("supply apply family july italy levy rely reply ally assembly only anomaly monopoly imply comply".split())
# Names of days stand between subject and verb: the Commission on Tuesday imposed …
_TOKEN = re.compile(r"(?:[A-Z]\.){2,}|[A-Za-z]+(?:[’'-][A-Za-z]+)*(?:[’']s?)?|\d[\d.,]*\d|\d|\S")


class Token(NamedTuple):
    """A word or a sign: its span and its lower-case form."""

    span: Span
    lower: str

    @property
    def is_word(self) -> bool:
        """Say whether the token has letters."""
        return self.lower[0].isalpha()


def read_tokens(text: str, sentence: Span) -> tuple[Token, ...]:
    """Return the words, numbers and signs of a sentence."""
    return tuple(Token(Span(m.start(), m.end()), m[0].lower()) for m in _TOKEN.finditer(text, sentence.start, sentence.end))


def is_adverb(word: str) -> bool:
    """Say whether a word may stand inside a verb group: "also", "temporarily"; not "supply"."""
    return word in _ADVERBS or (word.endswith("ly") and len(word) > 4 and word not in _NOT_ADVERBS)


def is_capital(token: Token, text: str) -> bool:
    """Say whether a token starts with a capital letter, as names do."""
    return text[token.span.start].isupper()


def token_at(tokens: Sequence[Token], offset: int) -> int:
    """Return the index of the first token that ends after `offset` (the number of tokens where none does)."""
    return next((i for i, t in enumerate(tokens) if t.span.end > offset), len(tokens))
