from __future__ import annotations

import pytest

from extract.values.numbers import parse_number, parse_tenths


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("34", 34),
        ("０．１", 0.1),
        ("1,660", 1660),
        ("１，２３４，５６７．８", 1234567.8),
        ("二四", 24),
        ("一〇", 10),
        ("一〇〇", 100),
        ("十", 10),
        ("二十五", 25),
        ("百五十", 150),
        ("千二百三十四", 1234),
        ("二〇二四", 2024),
        ("七・五", 7.5),
        ("〇・一", 0.1),
        ("五兆", 5e12),
        ("十万", 100000),
        ("三億二千万", 320000000),
        ("7万5000", 75000),
        ("5500億", 550e9),
        ("2兆5,000億", 2.5e12),
        ("1.1億", 110000000),
        ("3千", 3000),
        ("▲10.2", -10.2),
        ("−3", -3),
        ("マイナス二", -2),
        ("+5", 5),
        ("two", 2),
        ("twenty-five", 25),
        ("three hundred", 300),
        ("one hundred and fifty", 150),
        ("12 million", 12e6),
        ("1.5 billion", 1.5e9),
        ("two million five hundred thousand", 2.5e6),
        ("½", 0.5),
        ("2½", 2.5),
        ("0", 0),
    ],
)
def test_reads_numbers(text: str, value: float) -> None:
    assert parse_number(text) == value


@pytest.mark.parametrize("text", ["", " ", "数十", "万", "億円", "H20", "5G", "1,23", "3.", "十百", "billion", "a few", "第3", "34%", "1-2", "2.5.1"])
def test_leaves_what_is_no_number(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("3割", 30), ("二割五分", 25), ("１割２分５厘", 12.5), ("十割", 100), ("割", None), ("3", None), ("3割引", None), ("役割", None)],
)
def test_reads_tenths_as_per_cent(text: str, value: float | None) -> None:
    assert parse_tenths(text) == value
