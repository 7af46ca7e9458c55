"""PDFs that cannot be read, or not in full: each ends in a typed error or in an issue."""

from __future__ import annotations

import random
import zlib

import pytest

from extract.errors import DamagedError, EncryptedError, ExtractError, LimitError, NoTextLayerError
from extract.model import Source
from extract.read import read_bytes
from extract.settings import Settings
from read.minipdf import HELVETICA, Writer, encrypt, make_pdf, show

GOOD = make_pdf(show("Tariff", 50, 200), show("second page", 50, 200))


def test_password_is_needed() -> None:
    with pytest.raises(EncryptedError, match="needs a password"):
        read_bytes(encrypt("Secret tariff", b"apples"), "a.pdf")


def test_wrong_password() -> None:
    with pytest.raises(EncryptedError, match="wrong"):
        read_bytes(encrypt("Secret tariff", b"apples"), "a.pdf", password="pears")


@pytest.mark.parametrize("password", ["apples", "owner"])
def test_right_password(password: str) -> None:
    page = read_bytes(encrypt("Secret tariff of a state", b"apples"), "a.pdf", password=password).pages[0]
    assert page.text == "Secret tariff of a state"
    assert page.issues == ()


def test_empty_user_password_opens() -> None:
    assert read_bytes(encrypt("Open", b""), "a.pdf").pages[0].text == "Open"


def test_password_for_a_file_without_one_does_no_harm() -> None:
    assert read_bytes(GOOD, "a.pdf", password="apples").pages[0].text == "Tariff"


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7\n", b"%PDF-1.7\nnothing more", b"%PDF-1.7\n%%EOF", b"\0" * 50 + b"%PDF-1.4 garbage" * 20],
)
def test_damaged(data: bytes) -> None:
    with pytest.raises(DamagedError, match=r"a\.pdf"):
        read_bytes(data, "a.pdf")


def test_named_pdf_but_none() -> None:
    with pytest.raises(DamagedError, match="not a PDF"):
        read_bytes(b"These are plain words.", "a.pdf")


def test_scan_without_text_layer() -> None:
    with pytest.raises(NoTextLayerError, match=r"2 pages without a single character.*scan") as caught:
        read_bytes(make_pdf("q 400 0 0 300 0 0 cm /Im1 Do Q", "0 0 50 50 re f"), "a.pdf")
    assert "ocrmypdf" in caught.value.remedy


def test_white_space_is_no_text() -> None:
    with pytest.raises(NoTextLayerError):
        read_bytes(make_pdf(show("   ", 50, 200)), "a.pdf")


def test_codes_without_unicode_are_no_text() -> None:
    with pytest.raises(NoTextLayerError, match="Unicode"):
        read_bytes(make_pdf("BT /F1 10 Tf 50 200 Td (\\001\\002\\003) Tj ET"), "a.pdf")


def test_no_pages() -> None:
    writer = Writer()
    pages = writer.add("<</Type/Pages/Count 0/Kids[]>>")
    with pytest.raises(ExtractError):
        read_bytes(writer.finish(writer.add(f"<</Type/Catalog/Pages {pages} 0 R>>")), "a.pdf")


def test_page_tree_that_contains_itself() -> None:
    writer = Writer()
    pages = writer.add("<</Type/Pages/Count 3/Kids[1 0 R 1 0 R 1 0 R]>>")
    with pytest.raises(ExtractError):
        read_bytes(writer.finish(writer.add(f"<</Type/Catalog/Pages {pages} 0 R>>")), "a.pdf")


def test_form_that_draws_itself() -> None:
    content = show("Tariff", 50, 200) + "/Fm1 Do "
    page = read_bytes(make_pdf(content, forms={"Fm1": "/Fm1 Do " + show("inner", 50, 100)}), "a.pdf").pages[0]
    assert "Tariff" in page.text


def test_unreadable_page_keeps_its_number() -> None:
    writer = Writer()
    font = writer.add(HELVETICA)
    content = writer.stream("", show("Tariff", 50, 200).encode())
    head = f"/Parent 5 0 R/MediaBox[0 0 400 300]/Contents {content} 0 R/Resources<</Font<</F1 {font} 0 R>>>>"
    page = writer.add(f"<</Type/Page{head}>>")
    broken = writer.add("null")
    writer.add(f"<</Type/Pages/Count 2/Kids[{broken} 0 R {page} 0 R]>>")
    source = read_bytes(writer.finish(writer.add("<</Type/Catalog/Pages 5 0 R>>")), "a.pdf")
    texts = {p.number: p.text for p in source.pages}
    assert "Tariff" in texts.values()
    unread = [p for p in source.pages if not p.text]
    assert all(any(issue.code == "page_unreadable" for issue in p.issues) for p in unread)


def test_page_limit() -> None:
    with pytest.raises(LimitError, match="EXTRACT_MAX_PAGES=1"):
        read_bytes(GOOD, "a.pdf", settings=Settings(max_pages=1))


def test_character_limit() -> None:
    with pytest.raises(LimitError, match="EXTRACT_MAX_PAGE_CHARACTERS=5"):
        read_bytes(GOOD, "a.pdf", settings=Settings(max_page_characters=5))


def test_time_limit() -> None:
    with pytest.raises(LimitError, match="EXTRACT_MAX_READ_SECONDS"):
        read_bytes(GOOD, "a.pdf", settings=Settings(max_read_seconds=1e-9))


def test_file_limit() -> None:
    with pytest.raises(LimitError, match="EXTRACT_MAX_FILE_BYTES=10"):
        read_bytes(GOOD, "a.pdf", settings=Settings(max_file_bytes=10))


def test_every_truncation_ends_well() -> None:
    for cut in range(0, len(GOOD), 61):
        _read_or_fail(GOOD[:cut])


def test_random_damage_ends_well() -> None:
    generator = random.Random(20250801)
    for _ in range(60):
        data = bytearray(GOOD)
        for _ in range(generator.randint(1, 12)):
            data[generator.randrange(len(data))] = generator.randrange(256)
        _read_or_fail(bytes(data))


def test_inflating_content_ends_well() -> None:
    writer = Writer()
    font = writer.add(HELVETICA)
    content = writer.stream("/Filter/FlateDecode", zlib.compress(b" " * 20_000_000 + show("Tariff", 50, 200).encode()))
    page = len(writer.objects) + 1
    writer.add(
        f"<</Type/Page/Parent {page + 1} 0 R/MediaBox[0 0 400 300]/Contents {content} 0 R"
        f"/Resources<</Font<</F1 {font} 0 R>>>>>>"
    )
    writer.add(f"<</Type/Pages/Count 1/Kids[{page} 0 R]>>")
    _read_or_fail(writer.finish(writer.add(f"<</Type/Catalog/Pages {page + 1} 0 R>>")))


def _read_or_fail(data: bytes) -> None:
    """Reading must end as a Source or in an ExtractError; any other exception fails the test."""
    try:
        ended: Source | ExtractError = read_bytes(data, "a.pdf")
    except ExtractError as error:
        ended = error
    assert isinstance(ended, Source) or (ended.message and ended.remedy)
