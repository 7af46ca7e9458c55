"""What must hold for the layout of every PDF of the corpus."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from pathlib import Path

import pytest

from extract.layout.glyphs import visible_glyphs
from extract.layout.pdf import analyse_pdf
from extract.layout.types import PdfLayout
from extract.model import Source
from extract.read.pdf import read_pdf
from extract.settings import Settings

FILES = sorted((Path(__file__).parents[2] / "corpus").glob("*.pdf"))


@lru_cache(maxsize=1)
def laid_out(path: Path) -> tuple[Source, PdfLayout]:
    source = read_pdf(path.read_bytes(), path.name, Settings())
    return source, analyse_pdf(source)


def test_there_is_a_corpus() -> None:
    assert FILES


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_every_visible_character_is_in_the_text_or_in_a_running_line_once(path: Path) -> None:
    source, layout = laid_out(path)
    seen = Counter((p.number, p.text[k]) for p in source.pages for k in visible_glyphs(p).tolist())
    kept = Counter((int(n), c) for n, c in zip(layout.pages, layout.text, strict=True) if n and not c.isspace())
    kept.update((r.page, c) for r in layout.running for c in r.text if not c.isspace())
    assert kept == seen


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_blocks_are_in_order_and_hold_all_text(path: Path) -> None:
    _, layout = laid_out(path)
    at = 0
    for block in layout.blocks:
        assert not layout.text[at : block.span.start].strip()
        assert block.span.start >= at
        assert len(block.span)
        at = block.span.end
    assert not layout.text[at:].strip()


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_every_box_is_on_its_page(path: Path) -> None:
    source, layout = laid_out(path)
    assert layout.boxes.shape == (len(layout.text), 4)
    for number, (x0, top, x1, bottom) in zip(layout.pages.tolist(), layout.boxes.tolist(), strict=True):
        if number:
            page = source.pages[number - 1]
            assert 0 <= x0 <= x1 <= page.width + 0.01
            assert 0 <= top <= bottom <= page.height + 0.01


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_references_between_blocks_point_to_what_they_say(path: Path) -> None:
    _, layout = laid_out(path)
    for k, block in enumerate(layout.blocks):
        assert block.heading is None or (block.heading < k and layout.blocks[block.heading].kind == "heading")
        assert block.list_head is None or block.list_head < k
        if block.cell and block.cell.caption is not None:
            assert layout.blocks[block.cell.caption].kind == "caption"
