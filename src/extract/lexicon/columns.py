"""What the columns of tables of measures are called, and what stands under each name."""

from __future__ import annotations

import re
from functools import cache

from extract.lexicon.loader import read_lexicon

# What a name carries besides: a unit in brackets, a note's marker.
_EXTRA = re.compile(r"[（(\[［].*|[\s\u3000]|[:：*＊※†‡]|(?<=\D)[0-9]/?$")


def role_of_column(name: str) -> str:
    """Return what stands under a name of a column, "" for a name that is not known.

    Accepted: 税率（%） → rate; 米国の相互関税率 → rate; 改定後の税率 → rate_to. Rejected: 平均関税率, 輸出額.
    """
    plain = _EXTRA.sub("", name).lower()
    known = _roles().get(plain, "") or _change(plain)
    duty = not known and plain.endswith(_duties()) and not tells_figures(name)
    return "rate" if duty else known


# 改定後の税率, 引上げ前関税率: what was before and after a change, of duties.
_OF_DUTIES = re.compile(r"の?(?:追加|相互)?(?:関?税率?|水準)$|(?:tariff|duty)?rate(?:ofduty)?$|tariff$|duty$")


def _change(plain: str) -> str:
    """Return `rate_from` or `rate_to` for a name of these that says besides what is compared, "" for any other."""
    role = _roles().get(_OF_DUTIES.sub("", plain), "")
    return role if role in {"rate_from", "rate_to"} else ""


def is_column_name(name: str) -> bool:
    """Say whether the words are listed as a name of a column."""
    return _EXTRA.sub("", name).lower() in _roles()


def tells_figures(text: str) -> bool:
    """Say whether a caption or name of a column is about figures that nobody imposes: averages, shares, effects, other taxes."""
    return bool(_figures().search(text))


def _plain(name: object) -> str:
    return re.sub(r"\s", "", str(name)).lower()


@cache
def _roles() -> dict[str, str]:
    return {_plain(name): role for role, names in read_lexicon("columns")["roles"].items() for name in names}


@cache
def _duties() -> tuple[str, ...]:
    return tuple(_plain(name) for name in read_lexicon("columns")["duties"])


@cache
def _figures() -> re.Pattern[str]:
    words = map(str, read_lexicon("columns")["figures"])
    return re.compile("|".join(rf"\b(?:{w})\b" if w.isascii() else f"(?:{w})" for w in words), re.IGNORECASE)
