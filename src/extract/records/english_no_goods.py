"""What a noun phrase may not be if it is to name goods: a clause, a time, a body, a document, a measure, an abstraction."""

from __future__ import annotations

import re

from extract.lexicon.loader import read_lexicon
from extract.records.english_words import BE, DO, HAVE, MODALS, PREPOSITIONS, read_tokens
from extract.spans import Span

_HEADS = frozenset(read_lexicon("english")["no_goods_heads"])
_OPENERS = frozenset(read_lexicon("english")["no_goods_openers"])
# What shows that the words are a clause and no noun phrase, unless a relative clause describes the goods.
_FINITE = (BE | HAVE | DO | (MODALS - {"can"}) | {"said", "says", "announced", "told", "not"}) - {"being"}
_RELATIVE = re.compile(r"\b(?:that|which|who|whose|where)\b")


def names_no_goods(words: str) -> bool:
    """Say whether a phrase can be no goods: it opens like a clause, holds a finite verb, or its head noun names none.

    Accepted: "advanced chips", "wine in containers". Rejected: "does not authorize", "This requirement", "dumped prices".
    """
    phrase = _RELATIVE.split(words)[0]
    # The month of May and names keep their capital.
    tokens = [t for t in read_tokens(phrase, Span(0, len(phrase))) if t.is_word]
    if not tokens or tokens[0].lower in _OPENERS:
        return True
    if any(t.lower in _FINITE and phrase[t.span.start].islower() for t in tokens):
        return True
    head = tokens[0].lower
    for token in tokens[1:]:
        if token.lower in PREPOSITIONS or phrase[token.span.start - 1] in "(,":
            break
        head = token.lower
    return head in _HEADS
