"""What a person sees: hidden text, the text layers of scans, doubled glyphs."""

from __future__ import annotations

import pytest

from extract.model import Page
from extract.read import read_bytes
from read.minipdf import make_pdf, show, show_japanese

SCAN = "q 400 0 0 300 0 0 cm /Im1 Do Q "
HIDDEN = "3 Tr"


def read_page(content: str) -> Page:
    return read_bytes(make_pdf(content), "a.pdf").pages[0]


def seen(page: Page) -> str:
    return "".join(c for c, v in zip(page.text, page.visible, strict=True) if v).strip()


def codes(page: Page) -> list[str]:
    return [issue.code for issue in page.issues]


@pytest.mark.parametrize(
    ("hidden", "why"),
    [
        (show("secret", 50, 100, before=HIDDEN) + " 0 Tr", "render mode 3 paints nothing"),
        (show("secret", 50, 100, before="7 Tr"), "render mode 7 only clips"),
        ("1 g " + show("secret", 50, 100) + "0 g ", "white on white"),
        ("0.99 g " + show("secret", 50, 100) + "0 g ", "nearly white on white"),
        ("1 1 1 rg " + show("secret", 50, 100) + "0 g ", "white in another colour space"),
        (show("secret", 50, 500), "above the page"),
        (show("secret", -200, 100), "left of the page"),
    ],
)
def test_hidden_text_is_kept_but_flagged(hidden: str, why: str) -> None:
    page = read_page(show("Open words here", 50, 200) + hidden)
    assert "secret" in page.text
    assert seen(page) == "Open words here", why
    assert codes(page) == []


@pytest.mark.parametrize(
    "shown",
    [
        "0 0 0.6 rg 40 90 200 30 re f 1 g " + show("heading", 50, 100),
        "0.2 G 30 w 1 J 40 105 m 200 105 l S 1 g " + show("heading", 50, 100),
        "q 200 0 0 50 40 90 cm /Im1 Do Q 1 g " + show("heading", 50, 100),
        "0.5 g " + show("heading", 50, 100),
        "1 g 0 G " + show("heading", 50, 100, before="1 Tr"),
    ],
    ids=["on a bar", "on a thick stroke", "on a picture", "grey", "outlined"],
)
def test_light_text_on_something_dark_is_seen(shown: str) -> None:
    assert seen(read_page(show("Open words here", 50, 200) + shown)).endswith("heading")


def test_white_text_beside_a_bar_is_hidden() -> None:
    page = read_page(show("Open", 50, 200) + "0 g 40 90 20 30 re f 1 g " + show("secret", 100, 100))
    assert seen(page) == "Open"


def test_text_layer_of_a_scan_is_seen() -> None:
    page = read_page(SCAN + show_japanese("輸出管理", 50, 200, before=HIDDEN))
    assert seen(page) == "輸出管理"
    assert codes(page) == ["ocr_layer"]


def test_text_layer_with_a_printed_stamp_is_seen() -> None:
    page = read_page(
        SCAN + show("recognised text of a page", 50, 200, before=HIDDEN) + show("p. 3", 50, 20, before="0 Tr")
    )
    assert "recognised" in seen(page)
    assert "p. 3" in seen(page)
    assert codes(page) == ["ocr_layer"]


def test_scan_in_strips() -> None:
    strips = "".join(f"q 400 0 0 50 0 {y} cm /Im1 Do Q " for y in range(0, 300, 50))
    page = read_page(strips + show("layer", 50, 200, before=HIDDEN) + show("A", 300, 20, before="0 Tr"))
    assert "layer" in seen(page)


def test_hidden_text_on_a_small_picture_is_no_text_layer() -> None:
    page = read_page(
        "q 40 0 0 40 50 190 cm /Im1 Do Q " + show("secret", 50, 200, before=HIDDEN) + show("Op", 50, 50, before="0 Tr")
    )
    assert seen(page) == "Op"
    assert codes(page) == []


def test_few_hidden_words_on_a_page_with_a_background_stay_hidden() -> None:
    page = read_page(SCAN + show("secret", 50, 200, before=HIDDEN) + show("A long open text", 50, 50, before="0 Tr"))
    assert seen(page) == "A long open text"


def test_page_with_only_hidden_text_is_usable() -> None:
    page = read_page(show("everything is hidden", 50, 200, before=HIDDEN))
    assert seen(page) == "everything is hidden"
    assert codes(page) == ["ocr_layer"]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (show("Bold", 50, 200) + show("Bold", 50.3, 200), "Bold"),
        (show("Bold", 50, 200) + show("Bold", 50, 200.3), "Bold"),
        (show("Bold", 50, 200, 20) + show("Bold", 51, 199, 20), "Bold"),
        (show_japanese("太字", 50, 200) + show_japanese("太字", 50.4, 200), "太字"),
        ("".join(show(c, 50 + 10 * i + dx, 200) for i, c in enumerate("ABC") for dx in (0, 0.4)), "A B C"),
        ("".join(show("Bold", 50 + dx, 200) for dx in (0, 0.2, 0.4, 0.6)), "Bold"),
    ],
    ids=["right", "up", "shadow", "japanese", "letter by letter", "four times"],
)
def test_doubled_glyphs_are_one(content: str, text: str) -> None:
    page = read_page(content)
    assert page.text == text
    assert len(page.boxes) == len(text)


@pytest.mark.parametrize(
    "content",
    [
        show("will fill llll iiii ....", 50, 200),
        show("11111 0000 ----x", 50, 200),
        show_japanese("人々ーー……ハハ", 50, 200),
        show("1", 50, 200) + show("1", 53, 204, 6),
        show("same", 50, 200) + show("same", 50, 188),
        "BT /F1 10 Tf 0 1 -1 0 200 50 Tm (llll) Tj ET",
        "BT /F1 10 Tf 70 Tz 1 0 0 1 50 200 Tm (llll) Tj ET",
    ],
    ids=["thin", "figures", "japanese", "superscript", "two lines", "turned", "narrowed"],
)
def test_repeated_glyphs_side_by_side_stay(content: str) -> None:
    page = read_page(content)
    shown = read_bytes(make_pdf(content), "a.pdf").pages[0].text
    assert page.text == shown
    expected = sum(c not in " \n" for c in page.text)
    assert expected == sum(c not in " \n" for c in _plain(content))


def _plain(content: str) -> str:
    """The characters in the content's strings."""
    import re

    latin = "".join(re.findall(r"\((.*?)\) Tj", content))
    wide = "".join(bytes.fromhex(h).decode("utf-16-be") for h in re.findall(r"<([0-9a-f]+)> Tj", content))
    return latin + wide


def test_hidden_copy_does_not_replace_the_seen_one() -> None:
    page = read_page(show("Words", 50, 200, before=HIDDEN) + show("Words", 50.2, 200, before="0 Tr"))
    assert seen(page) == "Words"


def test_picture_without_text_among_text_pages_is_told() -> None:
    source = read_bytes(make_pdf(show("text", 50, 50), SCAN), "a.pdf")
    assert codes(source.pages[1]) == ["no_text_layer"]
    assert source.pages[1].text == ""
    assert source.pages[1].boxes.shape == (0, 4)
