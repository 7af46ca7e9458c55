from __future__ import annotations

import pytest

from extract.values.codes import is_date_like, parse_eccn, parse_hs, parse_jp_item


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("3A090", "3A090"),
        ("５Ｄ９９２．ｃ", "5D992.c"),
        ("3A001.b.2.b", "3A001.b.2.b"),
        ("9A610.x", "9A610.x"),
        ("0Y521", "0Y521"),
        ("0D521", "0D521"),
        ("EAR99", "EAR99"),
        ("EAR 99", "EAR99"),
        ("3D", None),
        ("5G", None),
        ("H20", None),
        ("3F001", None),
        ("3Y001", None),
        ("3A09", None),
        ("3A0901", None),
        ("13A090", None),
        ("", None),
    ],
)
def test_reads_control_codes(text: str, code: str | None) -> None:
    assert parse_eccn(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("8541", "8541"),
        ("8542.31", "854231"),
        ("8542.31.00", "85423100"),
        ("9903.01.24", "99030124"),
        ("8471.50.0150", "8471500150"),
        ("8542.31.00.01", "8542310001"),
        ("29011010", "29011010"),
        ("2804619011", "2804619011"),
        ("8541.10-000", "854110000"),
        ("０１０１", "0101"),
        ("2022", None),
        ("7701", None),
        ("0001", None),
        ("123", None),
        ("85423", None),
        ("2025-12345", None),
        ("8542.3", None),
    ],
)
def test_reads_tariff_codes(text: str, code: str | None) -> None:
    assert parse_hs(text) == code


def test_knows_a_code_that_reads_as_a_date() -> None:
    assert is_date_like("2025.04.24")
    assert not is_date_like("2009.11.00")
    assert not is_date_like("8542.31.00")


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("三の二の項", "3の2の項"),
        ("7の項(10)", "7の項(10)"),
        ("７項（１０）", "7の項(10)"),
        ("十六の項", "16の項"),
        ("9の項の(7)", "9の項(7)"),
        ("17の項", None),
        ("第1項", None),
        ("項", None),
        ("7の目", None),
    ],
)
def test_reads_items_of_the_japanese_lists(text: str, item: str | None) -> None:
    assert parse_jp_item(text) == item
