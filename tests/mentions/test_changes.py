"""Roles of rates in a change, ranges included."""

from __future__ import annotations

import re

import pytest

from extract.mentions.changes import find_roles

CASES = [
    ("税率を8%から12~16%に引き上げた。", ["from", "to", "to"]),
    ("税率を8%から12%〜16%へ引き上げる。", ["from", "to", "to"]),
    ("手数料を20~30%から5%に引き下げた。", ["from", "from", "to"]),
    ("税率は8~10%→12~16%となる。", ["from", "from", "to", "to"]),
    ("raise the royalty from 8% to 12-16%", ["from", "to", "to"]),
    ("税率は12~16%である。", ["", ""]),
    ("税率は品目により12~16%、平均14%である。", ["", "", ""]),
    ("税率を8%から12%に、手数料を3%から5%に引き上げた。", ["from", "to", "from", "to"]),
    ("鉄鋼に25%、銅に10~15%の関税を課す。", ["", "", ""]),
    ("12%~16%の幅で上昇した。", ["", ""]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_roles_of_ranges(text: str, expected: list[str]) -> None:
    rates = [m.span() for m in re.finditer(r"\d+%?", text)]
    roles = find_roles(text, rates)
    assert [roles.get(i, "") for i in range(len(rates))] == expected
