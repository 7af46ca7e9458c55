"""The second reader: counts as pdfplumber would, and the fuller text wins with an issue."""

from __future__ import annotations

import io

import numpy as np
import pdfplumber
import pytest

from extract.read import read_bytes
from extract.read.glyphs import no_glyphs
from extract.read.opinion import choose_text, glyphs_from
from extract.read.witness import Failure, PlainCharacter, Witness
from read.minipdf import PagePlan, Writer, encrypt, make_pdf, show, show_japanese

CONTENTS = [
    show("Tariff of 25 % (as of May)", 50, 200),
    show("brackets ) and \\ and (", 50, 200),
    show_japanese("輸出管理の強化", 50, 200) + show("ECCN 3A001", 50, 100),
    "BT /F1 10 Tf 50 200 Td [(Ta) -20 (ri) 5 (ff)] TJ T* (next) ' 1 2 (third) \" ET",
    "/F1 10 Tf BT 50 200 Td (font set before) Tj ET",
    "BT /F1 10 Tf 50 200 Td (oct\\101l \\(x\\) con\\\ntinued) Tj ET",
    "BT /F1 10 Tf 50 200 Td <48656c6c6f> Tj ET",
    "/Span <</ActualText (not shown)>> BDC BT /F1 10 Tf 50 200 Td (shown) Tj ET EMC",
    "BT /F1 10 Tf 50 200 Td /Span <</ActualText (not shown)>> BDC (shown) Tj EMC ET",
    "BT /F1 10 Tf 50 200 Td (nested (brackets) here) Tj ET",
    "0 0 m 10 10 l S",
]


@pytest.mark.parametrize("content", CONTENTS)
def test_quick_count_is_pdfplumbers(content: str) -> None:
    data = make_pdf(content)
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        expected = sum(
            len(c["text"]) for c in pdf.pages[0].chars if c["text"].strip() and not c["text"].startswith("(cid:")
        )
    assert Witness(data, None).count(1) == expected


def test_quick_count_follows_forms() -> None:
    data = make_pdf("/Fm1 Do /Fm2 Do /Fm1 Do", forms={"Fm1": show("inner", 5, 5), "Fm2": "0 0 m"})
    assert Witness(data, None).count(1) == 10


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7 nothing", b"", encrypt("x", b"apples"), b"%PDF-1.5 /Type/ObjStm /N 70000 " + make_pdf("")],
    ids=["damaged", "empty", "encrypted", "huge object stream"],
)
def test_failures_are_values(data: bytes) -> None:
    witness = Witness(data, None)
    assert isinstance(witness.count(1), Failure)
    assert isinstance(witness.characters(1), Failure)


def test_page_out_of_range_is_a_failure_of_that_page_only() -> None:
    witness = Witness(make_pdf(show("one", 5, 5)), None)
    assert isinstance(witness.count(9), Failure)
    assert witness.count(1) == 3


def test_characters_lie_on_the_cropped_page() -> None:
    data = make_pdf(PagePlan(show("Tariff", 150, 200), crop="100 50 350 250"))
    characters = Witness(data, None).characters(1)
    assert isinstance(characters, list)
    assert characters[0].x0 == pytest.approx(50, abs=0.1)
    mine = read_bytes(data, "a.pdf").pages[0]
    assert characters[0].bottom == pytest.approx(float(mine.boxes[0, 3]), abs=1)


def embedded_cmap_pdf() -> bytes:
    """A font whose Encoding is a CMap in the file itself: pdfplumber finds no characters in it."""
    writer = Writer()
    wide = "".join(chr(0x3041 + i) for i in range(40))
    ranges = f"1 begincidrange <0001> <{len(wide):04x}> 1 endcidrange"
    cmap = (
        "/CIDInit /ProcSet findresource begin begincmap /CMapName /Own def /CMapType 1 def "
        f"1 begincodespacerange <0000> <ffff> endcodespacerange {ranges} endcmap"
    )
    encoding = writer.stream(
        "/Type/CMap/CMapName/Own/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>", cmap.encode()
    )
    pairs = "".join(f"<{i + 1:04x}> <{ord(c):04x}> " for i, c in enumerate(wide))
    unicode = writer.stream(
        "",
        f"begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange {len(wide)} beginbfchar {pairs} endbfchar endcmap".encode(),
    )
    font = writer.add(
        f"<</Type/Font/Subtype/Type0/BaseFont/Own/Encoding {encoding} 0 R/ToUnicode {unicode} 0 R/DescendantFonts["
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/Own/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        "/FontDescriptor<</Type/FontDescriptor/FontName/Own/Flags 4/FontBBox[0 -120 1000 880]/ItalicAngle 0/Ascent 880"
        "/Descent -120/CapHeight 700/StemV 80>>/DW 1000>>]>>"
    )
    codes = "".join(f"{i + 1:04x}" for i in range(len(wide)))
    content = writer.stream("", f"BT /F1 8 Tf 20 200 Td <{codes}> Tj ET".encode())
    page = len(writer.objects) + 1
    writer.add(
        f"<</Type/Page/Parent {page + 1} 0 R/MediaBox[0 0 400 300]/Contents {content} 0 R/Resources<</Font<</F1 {font} 0 R>>>>>>"
    )
    writer.add(f"<</Type/Pages/Count 1/Kids[{page} 0 R]>>")
    return writer.finish(writer.add(f"<</Type/Catalog/Pages {page + 1} 0 R>>"))


def test_fuller_pdfium_is_used_and_told() -> None:
    page = read_bytes(embedded_cmap_pdf(), "a.pdf").pages[0]
    assert len(page.text.replace("\n", "")) == 40
    (issue,) = page.issues
    assert issue.code == "reader_disagreement"
    assert "pdfium reads 40 characters, pdfplumber 0" in issue.message
    assert issue.page == 1


def test_fuller_pdfplumber_is_used_and_told() -> None:
    """As if pdfium had lost the page: its text is pdfplumber's then."""
    text = "A page that one reader lost"
    glyphs, issues = choose_text(no_glyphs(), Witness(make_pdf(show(text, 50, 200)), None), 1)
    assert "".join(map(chr, glyphs.codes)) == text
    assert [issue.code for issue in issues] == ["reader_disagreement"]
    assert "the text is pdfplumber's" in issues[0].message


def test_doubled_bold_is_no_disagreement() -> None:
    bold = "".join(show("Printed twice for weight", 50 + dx, 200) for dx in (0, 0.3, 0.6))
    assert read_bytes(make_pdf(bold), "a.pdf").pages[0].issues == ()


def test_agreement_leaves_no_issue() -> None:
    assert read_bytes(make_pdf(show("Tariff of the year", 50, 200)), "a.pdf").pages[0].issues == ()


def test_failure_of_the_second_reader_is_told() -> None:
    data = b"%PDF-1.5 /Type/ObjStm /N 70000 \n" + make_pdf(show("Tariff", 50, 200))
    page = read_bytes(data, "a.pdf").pages[0]
    assert page.text == "Tariff"
    assert [issue.code for issue in page.issues] == ["second_reader_failed"]


def test_pdfplumbers_characters_as_glyphs() -> None:
    def at(text: str, x: float, bottom: float) -> PlainCharacter:
        return PlainCharacter(text, x, bottom - 10, x + 10, bottom, 10.0, "ABCDEF+Mincho", True)

    glyphs = glyphs_from([at("関", 0, 100), at("ffi", 10, 100.5), at("税", 0, 120)])
    assert "".join(map(chr, glyphs.codes)) == "関ffi\n税"
    assert glyphs.runs[0].font == "Mincho"
    assert np.flatnonzero(glyphs.run_of < 0).tolist() == [4]
    assert len(glyphs_from([])) == 0


def test_characters_far_away_are_no_warning() -> None:
    far = PlainCharacter("税", 1e300, float("nan"), 1e300, 5.0, 1e300, "Mincho", True)
    assert np.isfinite(glyphs_from([far]).boxes).all()


def test_huge_numbers_are_no_warning() -> None:
    content = show("Tariff", 50, 200) + "BT /F1 1e30 Tf 1e20 0 0 1e20 1e30 5 Tm (far) Tj ET 1e30 0 m 1e30 9 l S"
    page = read_bytes(make_pdf(content), "a.pdf").pages[0]
    assert page.text.startswith("Tariff")
    assert np.isfinite(page.boxes).all()
    assert np.isfinite(page.sizes).all()
