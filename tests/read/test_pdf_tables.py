"""Lines, rectangles and ruled tables."""

from __future__ import annotations

import pytest

from extract.model import Page, Rect
from extract.read import read_bytes
from extract.settings import Settings
from read.minipdf import make_pdf, show


def read_page(content: str, **limits: int) -> Page:
    return read_bytes(make_pdf(content), "a.pdf", settings=Settings(**limits)).pages[0]


def rules(content: str) -> list[Rect]:
    return list(read_page(show("text", 10, 280) + content).rules)


def line(x0: float, y0: float, x1: float, y1: float) -> str:
    return f"{x0} {y0} m {x1} {y1} l S "


def lattice(xs: list[int], ys: list[int]) -> str:
    return "".join(line(x, ys[0], x, ys[-1]) for x in xs) + "".join(line(xs[0], y, xs[-1], y) for y in ys)


def fill_cells(xs: list[int], ys: list[int]) -> str:
    return "".join(show("cell", x + 5, y + 5) for x in xs[:-1] for y in ys[:-1])


XS, YS = [50, 150, 250, 350], [100, 130, 160]


def test_level_line() -> None:
    (rule,) = rules("0.5 w " + line(50, 100, 200, 100))
    assert rule == pytest.approx((50, 200, 200, 200), abs=0.6)
    assert rule[3] - rule[1] <= 1.5


def test_upright_line_drawn_as_a_filled_sliver() -> None:
    (rule,) = rules("100 50 0.4 120 re f ")
    assert rule == pytest.approx((100, 130, 100.4, 250), abs=0.1)


def test_rectangle() -> None:
    (rule,) = rules("50 100 200 40 re S ")
    assert rule == pytest.approx((50, 160, 250, 200), abs=0.6)


def test_rectangle_of_single_strokes_in_one_path() -> None:
    (rule,) = rules("50 100 m 250 100 l 250 140 l 50 140 l h S ")
    assert rule == pytest.approx((50, 160, 250, 200), abs=0.6)


def test_rounded_rectangle_is_a_rectangle() -> None:
    corners = (
        "60 100 m 240 100 l 245 100 250 105 250 110 c 250 190 l 250 195 245 200 240 200 c "
        "60 200 l 55 200 50 195 50 190 c 50 110 l 50 105 55 100 60 100 c h S "
    )
    (rule,) = rules(corners)
    assert rule == pytest.approx((50, 100, 250, 200), abs=0.6)


def test_each_stroke_of_a_comb_is_a_line() -> None:
    comb = "50 100 m 200 100 l 50 100 m 50 140 l 120 100 m 120 140 l 200 100 m 200 140 l S "
    assert len(rules(comb)) == 4


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (line(50, 100, 200, 160), "a diagonal is no rule"),
        ("50 100 m 250 100 l 150 180 l h f ", "nor is a triangle"),
        ("150 100 m 200 100 200 200 150 200 c 100 200 100 100 150 100 c S ", "nor a circle"),
        ("50 100 200 40 re n ", "a path that is not painted"),
        ("1 g 50 100 200 40 re f 0 g ", "white on white"),
        ("50 400 200 40 re S ", "above the page"),
        ("q 50 100 200 40 re W n Q ", "a clipping path"),
    ],
)
def test_no_rules(content: str, why: str) -> None:
    assert rules(content) == [], why


def test_white_lines_are_seen_on_colour() -> None:
    assert len(rules("0 0 1 rg 50 100 200 40 re f 1 G 1 w " + line(150, 100, 150, 140))) == 2


def test_ruled_table() -> None:
    (grid,) = read_page(lattice(XS, YS) + fill_cells(XS, YS)).grids
    assert grid.rect == pytest.approx((50, 140, 350, 200), abs=1)
    assert len(grid.cells) == 6
    assert grid.cells[0] == pytest.approx((50, 140, 150, 170), abs=1)
    assert grid.cells == tuple(sorted(grid.cells, key=lambda c: (c[1], c[0])))


def test_table_of_filled_cells() -> None:
    cells = "".join(f"0.{8 + (i % 2)} g {x} {y} 100 30 re f " for i, x in enumerate(XS[:-1]) for y in YS[:-1])
    (grid,) = read_page(cells + "0 g " + fill_cells(XS, YS)).grids
    assert len(grid.cells) == 6


def test_spanning_cell_is_larger() -> None:
    head = line(50, 160, 350, 160) + line(50, 130, 350, 130) + line(50, 100, 350, 100)
    uprights = line(50, 100, 50, 160) + line(350, 100, 350, 160) + line(150, 100, 150, 130) + line(250, 100, 250, 130)
    (grid,) = read_page(head + uprights + fill_cells(XS, YS)).grids
    widths = sorted(round(c[2] - c[0]) for c in grid.cells)
    assert widths == [100, 100, 100, 300]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (show("under", 50, 102) + line(50, 100, 120, 100), "an underline"),
        ("50 100 200 60 re S " + show("boxed", 60, 120), "a frame round a paragraph"),
        (
            lattice([50, 350], [100, 130, 160]) + show("title", 60, 140) + show("text", 60, 110),
            "a box with a title bar",
        ),
        (lattice(XS, YS), "a grid without text"),
        (lattice(XS, YS) + show("one", 55, 105), "a grid with one word"),
        (
            lattice([*range(50, 350, 20)], [*range(50, 250, 20)]) + fill_cells([50, 70, 90, 110], [50, 70]),
            "the grid of a chart",
        ),
        (line(50, 100, 350, 100) + line(50, 130, 350, 130) + fill_cells(XS, [100, 130]), "level lines only"),
    ],
)
def test_no_tables(content: str, why: str) -> None:
    assert read_page(show("some text", 10, 280) + content).grids == (), why


def test_table_on_a_turned_page() -> None:
    from read.minipdf import PagePlan

    plan = PagePlan(lattice(XS, YS) + fill_cells(XS, YS), rotate=90)
    page = read_bytes(make_pdf(plan), "a.pdf").pages[0]
    assert len(page.grids[0].cells) == 6
    assert page.grids[0].rect == pytest.approx((100, 50, 160, 350), abs=1)


def test_too_many_lines_are_not_searched() -> None:
    page = read_page(show("map", 10, 280) + lattice(XS, YS) + fill_cells(XS, YS), max_page_rules=5)
    assert page.grids == ()
    assert len(page.rules) == 5
    assert [issue.code for issue in page.issues] == ["tables_not_searched"]


def test_object_limit_keeps_the_text() -> None:
    page = read_page(show("map", 10, 280) + lattice(XS, YS), max_page_objects=4)
    assert page.text == "map"
    assert [issue.code for issue in page.issues] == ["tables_not_searched"]
