from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.corrections.anchors import Anchors
from extract.spans import Span


def anchor(old: str, new: str, quote: str, number: int = 0) -> str | None:
    """Return where occurrence `number` of a quote in `old` is found in `new`, with what stands around it."""
    at = -1
    for _ in range(number + 1):
        at = old.index(quote, at + 1)
    found = Anchors(old, new).find(Span(at, at + len(quote)))
    return f"{new[max(0, found.start - 2) : found.start]}[{found.of(new)}]{new[found.end : found.end + 2]}" if found else None


OLD = "米国は4月2日、中国に34%の関税を課した。日本は4月2日、協議を申し入れた。"


@pytest.mark.parametrize(
    ("new", "quote", "number", "expected"),
    [
        # Text that was put before or after does not matter.
        ("序文。" + OLD, "34%", 0, "国に[34%]の関"),
        # Of two occurrences the one with the same surroundings.
        (OLD, "4月2日", 1, "本は[4月2日]、協"),
        ("日本は4月2日、協議を申し入れた。米国は4月2日、中国に34%の関税を課した。", "4月2日", 1, "本は[4月2日]、協"),
        ("日本は4月2日、協議を申し入れた。", "4月2日", 1, "本は[4月2日]、協"),
        # Lines broken otherwise, full-width characters.
        (OLD.replace("34%", "３４\n％"), "34%", 0, "国に[３４\n％]の関"),
        (OLD.replace("中国に", "中国 に\n"), "中国に34%", 0, "日、[中国 に\n34%]の関"),
        # A short quote in other surroundings is not the same.
        ("別の話だが、割合は34%だという。", "34%", 0, None),
        ("EUは鋼材に34%を課す。", "34%", 0, None),
        # Nor one that is gone.
        (OLD.replace("34%", "54%"), "34%", 0, None),
        ("", "34%", 0, None),
        # A long quote is the same wherever it stands.
        ("前。日本は4月2日、協議を申し入れた。後。", "日本は4月2日、協議を申し入れた", 0, "前。[日本は4月2日、協議を申し入れた]。後"),
    ],
)
def test_quotes_find_their_place(new: str, quote: str, number: int, expected: str | None) -> None:
    assert anchor(OLD, new, quote, number) == expected


def test_equal_surroundings_are_told_apart_by_their_order_or_not_at_all() -> None:
    text = "関税は34%とする。" * 30
    assert Anchors(text, text + "以上").find(Span(133, 136)) == Span(133, 136)
    assert Anchors(text, text[10:]).find(Span(133, 136)) is None


def test_half_width_katakana_are_the_same_letters() -> None:
    assert anchor("対象はガリウムである。", "対象はｶﾞﾘｳﾑである。", "ガリウム") == "象は[ｶﾞﾘｳﾑ]であ"


@given(st.text("関税率は34%、\n 米国Ａ", max_size=60), st.integers(0, 59), st.integers(1, 12), st.text("前置", max_size=5))
def test_what_is_found_is_the_quote(text: str, start: int, length: int, before: str) -> None:
    span = Span(min(start, len(text)), min(start + length, len(text)))
    found = Anchors(text, before + text).find(span)
    if found is not None:
        assert "".join(found.of(before + text).split()) == "".join(span.of(text).split())
    assert Anchors(text, text).find(span) == span
