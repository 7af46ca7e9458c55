"""Names of columns that tables of measures use: 国, 税率, 発効日; Country, Rate, Effective date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extract.lexicon.loader import read_lexicon

# What a name carries besides: a unit in brackets, a note's marker.
_EXTRA = re.compile(r"[（(\[［].*|[\s\u3000]|[:：*＊※†‡]|(?<=\D)[0-9]/?$")


def is_heading_row(cells: Sequence[str]) -> bool:
    """Say whether most cells of a row, two or more, are names of columns: `国 | 措置 | 税率（%）` is, `米国 | 相互関税 | 10%` is not."""
    known = sum(_EXTRA.sub("", cell).lower() in _names() for cell in cells)
    return len(cells) > 1 and known >= 0.6 * len(cells)


@cache
def _names() -> frozenset[str]:
    return frozenset(re.sub(r"\s", "", str(name)).lower() for name in read_lexicon("columns")["names"])
