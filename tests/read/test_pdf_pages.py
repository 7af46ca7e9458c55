"""Characters, boxes and coordinates of PDF pages."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.model import Page
from extract.read import read_bytes
from read.minipdf import PagePlan, make_pdf, show, show_japanese


def read_page(plan: PagePlan | str, **given_forms: str) -> Page:
    return read_bytes(make_pdf(plan, forms=given_forms), "a.pdf").pages[0]


def box_of(page: Page, part: str) -> list[float]:
    """The hull of the first place where `part` stands."""
    at = page.text.index(part)
    boxes = page.boxes[at : at + len(part)]
    return [*boxes[:, :2].min(axis=0).round(1).tolist(), *boxes[:, 2:].max(axis=0).round(1).tolist()]


def test_page_fields() -> None:
    page = read_page(show("Tariff", 50, 200) + show_japanese("関税率は", 50, 100, 12))
    assert page.text == "Tariff\n関税率は"
    n = len(page.text)
    assert page.boxes.shape == (n, 4)
    assert page.boxes.dtype == np.float32
    assert (page.width, page.height, page.number) == (400, 300, 1)
    assert page.sizes.tolist() == [10] * 6 + [0] + [12] * 4
    assert [page.font_names[i] for i in page.fonts[[0, -1]]] == ["Helvetica", "HeiseiKakuGo-W5"]
    assert page.fonts.dtype == np.int32
    assert page.upright.all()
    assert page.visible.all()


def test_boxes_are_from_the_top_left_and_one_size_tall() -> None:
    page = read_page(show("Tariff", 50, 200))
    x0, top, x1, bottom = box_of(page, "Tariff")
    assert x0 == pytest.approx(50, abs=0.1)
    assert 70 < x1 < 80
    # The baseline is 100 points from the top; the descender reaches about a fifth of the size below it.
    assert 101 < bottom < 103.5
    assert bottom - top == pytest.approx(10, abs=0.1)


def test_made_up_characters_have_no_area() -> None:
    page = read_page(show("one", 50, 200) + show("two", 90, 200) + show("three", 50, 150))
    assert page.text == "one two\nthree"
    area = (page.boxes[:, 2] - page.boxes[:, 0]) * (page.boxes[:, 3] - page.boxes[:, 1])
    assert [c for c, a in zip(page.text, area, strict=True) if a == 0] == [" ", "\n"]


@pytest.mark.parametrize(
    ("rotate", "width", "height", "corner"),
    [
        (0, 400, 300, (50, 92)),
        # Turned clockwise the point 50 from the left and 200 from the bottom comes to 200 from the left, 50 from the top.
        (90, 300, 400, (197, 50)),
        (180, 400, 300, (327, 197)),
        (270, 300, 400, (92, 327)),
    ],
)
def test_rotated_pages_are_read_as_seen(rotate: int, width: int, height: int, corner: tuple[int, int]) -> None:
    page = read_page(PagePlan(show("Tariff", 50, 200), rotate=rotate))
    assert (page.width, page.height) == (width, height)
    x0, top, *_ = box_of(page, "Tariff")
    assert (x0, top) == pytest.approx(corner, abs=3)
    assert page.upright.all() == (rotate == 0)


def test_a_rotated_page_whose_text_is_turned_back_is_upright() -> None:
    page = read_page(PagePlan("BT /F1 10 Tf 0 1 -1 0 200 50 Tm (Tariff) Tj ET", rotate=90))
    assert page.upright.all()
    x0, top, x1, bottom = box_of(page, "Tariff")
    assert x1 - x0 > bottom - top


def test_crop_box_is_the_page() -> None:
    page = read_page(PagePlan(show("Tariff", 150, 200), crop="100 50 350 250"))
    assert (page.width, page.height) == (250, 200)
    x0, _, _, bottom = box_of(page, "Tariff")
    assert x0 == pytest.approx(50, abs=0.2)
    assert bottom == pytest.approx(52, abs=1.5)


def test_forms_are_placed_by_their_matrix() -> None:
    page = read_page("q 2 0 0 2 40 60 cm /Fm1 Do Q", Fm1=show("Tariff", 10, 20, 6) + "10 10 50 40 re S")
    assert page.sizes[0] == pytest.approx(12)
    x0, _, _, bottom = box_of(page, "Tariff")
    assert x0 == pytest.approx(60, abs=0.2)
    assert bottom == pytest.approx(300 - 100 + 2.5, abs=1)
    assert page.rules[0] == pytest.approx((60, 140, 160, 220), abs=1.5)


def test_size_counts_the_text_matrix() -> None:
    page = read_page("BT /F1 1 Tf 12 0 0 12 50 200 Tm (big) Tj ET")
    assert page.sizes.tolist() == [12, 12, 12]


def test_line_end_hyphen_becomes_a_hyphen_and_a_line_end() -> None:
    page = read_page(show("semi-", 50, 200) + show("conductor", 50, 188))
    assert page.text == "semi-\nconductor"


def test_hyphen_within_a_line_stays() -> None:
    assert read_page(show("semi-conductor", 50, 200)).text == "semi-conductor"


def test_codes_without_characters_become_replacement_characters() -> None:
    page = read_page("BT /F1 10 Tf 1 0 0 1 50 200 Tm (a\\001b) Tj ET")
    assert page.text == "a\ufffdb"
    assert [issue.code for issue in page.issues] == ["unmapped_characters"]


def test_rare_kanji_is_one_code_point() -> None:
    page = read_page(show_japanese("𠮷野家", 50, 200))
    assert page.text == "𠮷野家"
    assert len(page.boxes) == 3


def test_turned_text_is_not_upright() -> None:
    page = read_page("BT /F1 10 Tf 0 1 -1 0 50 50 Tm (side) Tj ET " + show("level", 100, 200))
    flags = dict(zip(page.text, page.upright.tolist(), strict=True))
    assert not flags["s"]
    assert flags["v"]


def test_subset_tags_are_no_part_of_font_names() -> None:
    body = "<</Type/Font/Subtype/Type1/BaseFont/ABCDEF+Times-Bold>>"
    page = read_bytes(make_pdf("BT /F9 10 Tf 50 200 Td (x) Tj ET", fonts={"F9": body}), "a.pdf").pages[0]
    assert page.font_names == ("Times-Bold",)


def test_pages_are_numbered_from_one() -> None:
    source = read_bytes(make_pdf(show("a", 50, 50), show("b", 50, 50)), "a.pdf")
    assert [(page.number, page.text) for page in source.pages] == [(1, "a"), (2, "b")]
    assert source.reader == "pdf"
    assert source.text == ""


def test_reading_twice_gives_the_same() -> None:
    data = make_pdf(show("Tariff", 50, 200) + "50 50 100 20 re S " + show_japanese("関税", 50, 100))
    one, two = read_bytes(data, "a.pdf"), read_bytes(data, "a.pdf")
    assert one.sha256 == two.sha256
    assert one.pages[0].rules == two.pages[0].rules
    assert np.array_equal(one.pages[0].boxes, two.pages[0].boxes)


LETTERS = st.text(st.characters(codec="ascii", categories=["L", "N", "P"]), min_size=1, max_size=12).filter(
    lambda t: "-" not in t
)


@settings(max_examples=30, deadline=None)
@given(
    words=st.lists(LETTERS, min_size=1, max_size=6),
    rotate=st.sampled_from([0, 90, 180, 270]),
    size=st.integers(5, 20),
)
def test_everything_shown_is_read_and_lies_on_the_page(words: list[str], rotate: int, size: int) -> None:
    content = "".join(show(word, 30, 270 - 40 * i, size) for i, word in enumerate(words))
    page = read_page(PagePlan(content, media="0 0 500 300", rotate=rotate))
    assert sorted(page.text.replace("\n", "").replace(" ", "")) == sorted("".join(words))
    assert page.visible.all()
    assert (page.boxes[:, :2] >= -size).all()
    assert (page.boxes[:, 2] <= page.width + size).all()
    assert (page.boxes[:, 3] <= page.height + size).all()
    assert (page.boxes[:, 0] <= page.boxes[:, 2]).all()
    assert (page.boxes[:, 1] <= page.boxes[:, 3]).all()
