from __future__ import annotations

import unicodedata

import pytest

from extract.values.characters import is_mark, plain_character


@pytest.mark.parametrize(
    ("char", "plain"),
    [
        ("Ａ", "A"),
        ("ｶ", "カ"),
        ("⽇", "日"),
        ("⻑", "長"),
        ("㋿", "令和"),
        ("㌫", "パーセント"),
        ("～", "〜"),
        ("〜", "〜"),
        ("~", "~"),
        ("\u2011", "-"),
        ("−", "-"),
        ("\u200b", ""),
        ("\u00ad", ""),
        ("\uf0b7", "・"),
        ("①", "①"),
        ("²", "²"),
        ("½", "½"),
        ("…", "…"),
        ("\t", " "),
        ("漢", "漢"),
    ],
)
def test_says_what_a_character_stands_for(char: str, plain: str) -> None:
    assert plain_character(char) == plain


def test_every_radical_stands_for_an_ideograph() -> None:
    for code in range(0x2E80, 0x2FD6):
        char = chr(code)
        if plain_character(char) != char:
            assert unicodedata.name(plain_character(char)).startswith("CJK UNIFIED IDEOGRAPH"), char


def test_knows_what_melts_into_the_character_before() -> None:
    assert all(is_mark(char) for char in "ﾞﾟ\u3099\u0301")
    assert not any(is_mark(char) for char in "aカ゛。")
