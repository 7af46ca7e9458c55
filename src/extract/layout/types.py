"""What the layout of a PDF hands on: the text in reading order with geometry, blocks, and characters set as superscripts."""

from __future__ import annotations

from dataclasses import dataclass

from extract.model import Block, FloatArray, IntArray, Issue
from extract.spans import Span


@dataclass(frozen=True, slots=True)
class RunningLine:
    """A running head, foot or page number that was kept out of the text: its page (from 1) and its characters."""

    page: int
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class PdfLayout:
    r"""A PDF's text in reading order, un-normalised.

    `pages` (n,) holds each code point's page from 1 (0 for line ends that the layout put in), `boxes` (n, 4) its
    rectangle in points from the page's top left corner; a space that the layout put in has a box without area.
    Lines and blocks are parted by "\n". Spans of `blocks` are in order and disjoint. `superscripts` are runs of
    characters of `text` that stand smaller and higher than their line. `title` is the largest heading of the first
    page ("" for none). `running` is what repeats over the pages and is not in `text`.
    """

    text: str
    pages: IntArray
    boxes: FloatArray
    blocks: tuple[Block, ...]
    superscripts: tuple[Span, ...] = ()
    issues: tuple[Issue, ...] = ()
    title: str = ""
    running: tuple[RunningLine, ...] = ()
