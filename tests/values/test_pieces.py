from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.values.pieces import Piece, quote, read_piece, split_pieces


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("a; b；c", ["a", "b", "c"]),
        ("", []),
        (" ; ;", []),
        ('a; "b; c"; d', ["a", '"b; c"', "d"]),
        ('5" pipes; tubes', ['5" pipes', "tubes"]),
        ('say "x; y" now; z', ['say "x; y" now', "z"]),
        ('"open; end', ['"open', "end"]),
        ('a ["b;c"]; d', ['a ["b;c"]', "d"]),
        ('"a ""b; c"" d"; e', ['"a ""b; c"" d"', "e"]),
    ],
)
def test_splits_outside_quotations(text: str, pieces: list[str]) -> None:
    assert split_pieces(text, ";；") == pieces


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("BIS", Piece("BIS")),
        ("BIS [us-bis]", Piece("BIS", "us-bis")),
        ('"a; b"', Piece("a; b", None, True)),
        ('"a ""b"""', Piece('a "b"', None, True)),
        ('"a" ["b]"]', Piece("a", "b]", True)),
        ("[注1]", Piece("[注1]")),
        ("a []", Piece("a []")),
    ],
)
def test_reads_a_piece(text: str, piece: Piece) -> None:
    assert read_piece(text) == piece


@settings(deadline=None)
@given(st.lists(st.text(min_size=1), max_size=4))
def test_quotations_are_split_and_read_back(texts: list[str]) -> None:
    pieces = split_pieces("; ".join(quote(t) for t in texts), ";")
    assert [read_piece(p).text for p in pieces] == texts
