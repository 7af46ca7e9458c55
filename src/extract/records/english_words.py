"""English function words and tokens: what a rule-based reader knows of a sentence without a tagger."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from extract.lexicon.loader import read_lexicon
from extract.spans import Span

_LEXICON = read_lexicon("english")
BE, HAVE, DO = (frozenset(_LEXICON[k]) for k in ("be", "have", "do"))
FUTURE, PROPOSING, IDLE = (frozenset(_LEXICON[k]) for k in ("future", "proposing", "idle"))
MODALS = FUTURE | PROPOSING | IDLE | {"must"}
NEGATIONS = frozenset(_LEXICON["negations"])
DETERMINERS = frozenset(_LEXICON["determiners"])
PREPOSITIONS = frozenset(_LEXICON["prepositions"])
PRONOUNS = frozenset(_LEXICON["pronouns"])
CONJUNCTIONS = frozenset({"and", "or", "but", "while"})
CAPITALS: dict[str, str] = dict(_LEXICON["capitals"])
NO_GOODS = frozenset(_LEXICON["no_goods"])
STUFF = frozenset(_LEXICON["stuff"])
SANCTION_OFFICES = frozenset(_LEXICON["sanction_offices"])
INVESTMENT_OFFICES = frozenset(_LEXICON["investment_offices"])
# Regular expressions.
NATIONS = "(?:" + "|".join(map(re.escape, _LEXICON["nations"])) + ")"
GOODS = "(?:" + "|".join(_LEXICON["goods_of_country"]) + ")"
TRADE = "(?:" + "|".join(_LEXICON["trade"]) + ")"
_ADVERBS = frozenset(_LEXICON["adverbs"])
_NOT_ADVERBS = frozenset(_LEXICON["not_adverbs"])
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
