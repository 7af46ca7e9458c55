"""The frozen types that pass between stages.

Coordinates are PDF points from the page's top left corner: x to the right, y downwards; a rectangle is
(x0, y0, x1, y1) with x0 <= x1 and y0 <= y1. Offsets count code points and spans are half-open.
Three texts occur: a page's text (as the reader gave it), the document text (reading order, un-normalised; `raw_`),
and a passage's text (normalised; `norm_`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

from extract.spans import OffsetMap, Span

Rect = tuple[float, float, float, float]
FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.int32]
BoolArray = npt.NDArray[np.bool_]

Language = Literal["ja", "en", "zh"]
BlockKind = Literal["paragraph", "heading", "list", "table", "box", "caption", "note"]
MentionKind = Literal["date", "duration", "percentage", "multiple", "quantity", "money", "eccn", "hs", "jp_item", "entity"]
MeasureType = Literal[
    "tariff",
    "export_control",
    "import_control",
    "entity_listing",
    "sanction",
    "port_fee",
    "investment_commitment",
    "investigation",
    "purchase_commitment",
    "transaction_review",
    "procurement",
    "subsidy",
    "guidance",
    "cooperation",
    "other",
]
Action = Literal[
    "impose",
    "increase",
    "reduce",
    "ease",
    "suspend",
    "extend",
    "lift",
    "resume",
    "maintain",
    "approve",
    "deny",
    "agree",
    "propose",
    "forgo",
    "warn",
]
EntityType = Literal["ORG", "GPE", "PERSON", "LIST", "PRODUCT"]
Comparator = Literal["gt", "ge", "lt", "le", "approx", "cumulative"]


@dataclass(frozen=True, slots=True)
class Issue:
    """A doubt or a defect, kept with what it is about.

    `code` is a stable name (`anchor_inferred`, `orphan_reference` …), `slot` the record slot it concerns ("" for a
    document), `candidates` the readings between which there was no ground to choose.
    """

    code: str
    message: str
    slot: str = ""
    candidates: tuple[str, ...] = ()
    page: int | None = None
    span: Span | None = None


# The issue of a brief that states another date of itself than the one given by hand.
OTHER_DATE = "other_date_given"


# --- reading -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TableGrid:
    """A table found by its ruling: the rectangle of the whole and of each cell (spanning cells are larger)."""

    rect: Rect
    cells: tuple[Rect, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """One page of a PDF: characters with geometry, in the reader's order.

    `text` has n code points; `boxes` is (n, 4) float32 of (x0, top, x1, bottom), `sizes` (n,) the font size in points
    after the text matrix, `fonts` (n,) an index into `font_names`. Characters that the reader made up (spaces and
    line ends between glyphs) have a box without area. `upright` (n,) is False for glyphs turned by 90° or more.
    `visible` (n,) is False for glyphs not painted, painted in the paper's colour, or off the page.
    `rules` are painted lines and rectangles; a line is a rectangle at most 1.5 pt thick.
    """

    number: int
    width: float
    height: float
    text: str
    boxes: FloatArray
    sizes: FloatArray
    fonts: IntArray
    font_names: tuple[str, ...]
    upright: npt.NDArray[np.bool_]
    visible: npt.NDArray[np.bool_]
    rules: tuple[Rect, ...] = ()
    grids: tuple[TableGrid, ...] = ()
    issues: tuple[Issue, ...] = ()


MarkKind = Literal["heading", "list", "cell", "caption", "note_reference", "note", "paragraph", "box"]


@dataclass(frozen=True, slots=True)
class Mark:
    """What a reader knows about a stretch of `Source.text` from the file's own structure (HTML elements).

    `level` is the heading's or list's depth, `label` the note's marker or anchor id; for a cell `row`, `column`,
    `row_span`, `column_span`, `table` and `header` say where it stands.
    """

    kind: MarkKind
    span: Span
    level: int = 0
    label: str = ""
    table: int = -1
    row: int = -1
    column: int = -1
    row_span: int = 1
    column_span: int = 1
    header: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    r"""A file as read. PDF: `pages`, and `text` is empty. Text and HTML: `text` (line ends as \\n), and `pages` is empty."""

    name: str
    sha256: str
    reader: Literal["pdf", "text", "html"]
    pages: tuple[Page, ...] = ()
    text: str = ""
    marks: tuple[Mark, ...] = ()
    encoding: str = ""
    title: str = ""
    published: str = ""
    issues: tuple[Issue, ...] = ()


# --- layout --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a table block stands: indices from 0, `row_headers` and `column_headers` are indices of header blocks, outermost first."""

    table: int
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    header: bool = False
    row_headers: tuple[int, ...] = ()
    column_headers: tuple[int, ...] = ()
    caption: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the document text that a person sees as one thing; a table has one block a cell.

    `span` lies in `Document.text` (line ends inside are kept as printed). `level` is the depth of a heading (1 …) or of
    a list item (1 …), `marker` the printed bullet or number of a list item or heading ("(1)", "⚫", "1."), which is part
    of `span`. `heading` is the index of the nearest heading that governs the block, `list_head` the index of the block
    that introduces the list it belongs to (for a nested item the parent item). `cell` is given for tables only.
    """

    kind: BlockKind
    span: Span
    level: int = 0
    marker: str = ""
    heading: int | None = None
    list_head: int | None = None
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class NoteReference:
    """A place that points to a note: the marker's own characters in the document text."""

    marker: str
    span: Span


@dataclass(frozen=True, slots=True)
class Note:
    """A note: `marker` in NFKC without brackets, `span` of its text without the marker, and every place that points to it.

    `span` is None for references whose note is not in the document. `block` is the index of the note's block.
    """

    marker: str
    span: Span | None
    block: int | None
    references: tuple[NoteReference, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """A brief in reading order. `pages` (n,) holds each code point's page (0: none), `boxes` (n, 4) its rectangle."""

    source: Source
    text: str
    pages: IntArray
    boxes: FloatArray
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()
    issues: tuple[Issue, ...] = ()
    title: str = ""


# --- normalised text and what is found in it ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Passage:
    """A block's text made plain for analysis: NFKC, lines joined, markers of notes and list items taken out.

    `map` leads from `text` to `Document.text`. `references` are (norm offset, marker): the note marker stood just
    before that offset. `sentences` are spans of `text`, in order. `block` is the index of the block. `state` is the
    jurisdiction under whose heading it stands ("" for none).
    """

    block: int
    text: str
    map: OffsetMap
    language: Language
    references: tuple[tuple[int, str], ...] = ()
    sentences: tuple[Span, ...] = ()
    state: str = ""

    def sentence_at(self, offset: int) -> Span:
        """Return the sentence that an offset of `text` lies in, the whole text where none does."""
        return next((s for s in self.sentences if s.start <= offset < s.end), Span(0, len(self.text)))


@dataclass(frozen=True, slots=True)
class Mention:
    """Something found in a passage: `span` is in the normalised text of passage number `passage`, `text` is what stands there.

    `value` is EDTF for dates, ISO 8601 for durations, a number for percentages, multiples, quantities and money, the
    code for eccn, hs and jp_item, and the canonical English name (or the text) for entities. `comparator`, `unit`:
    see DESIGN. `role` is from / to where a change is stated. `anchor` says what a relative date was resolved against
    (EDTF). `rule` names the rule that made it.
    """

    kind: MentionKind
    passage: int
    span: Span
    text: str
    value: str | float
    rule: str
    unit: str = ""
    comparator: Comparator | None = None
    role: Literal["from", "to"] | None = None
    type: EntityType | None = None
    name_en: str = ""
    name_ja: str = ""
    entity_id: str = ""
    jurisdiction: str = ""
    scheme: str = ""
    anchor: str = ""
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """One cited source in a note. `date` is EDTF or ""; `urls` as printed with line breaks undone; `span` in `Document.text`."""

    publisher: str
    title: str
    date: str
    urls: tuple[str, ...]
    language: Language
    span: Span | None = None


# --- records -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a span of one passage's normalised text."""

    passage: int
    span: Span


@dataclass(frozen=True, slots=True)
class Filler:
    """One value of one slot: as written (NFKC), its value, the rule that filled it, and where it stands."""

    text: str
    value: str | float
    rule: str
    places: tuple[Place, ...]
    role: Literal["from", "to"] | None = None
    comparator: Comparator | None = None
    unit: str = ""
    name_ja: str = ""
    name_en: str = ""


SLOTS = (
    "measure_type",
    "action",
    "imposing",
    "authority",
    "target_jurisdictions",
    "items",
    "entities",
    "eccn",
    "hs",
    "instrument",
    "rates",
    "quantities",
    "date",
    "effective_from",
    "effective_until",
    "duration",
    "agreement",
    "footnotes",
)


@dataclass(frozen=True, slots=True)
class MeasureRecord:
    """One act. `slots` maps a name of SLOTS to its fillers; `statements` are the places that state the act."""

    id: str
    slots: dict[str, tuple[Filler, ...]]
    statements: tuple[Place, ...]
    title_ja: str = ""
    title_en: str = ""
    confidence: float = 1.0
    issues: tuple[Issue, ...] = ()

    def values(self, slot: str) -> tuple[str | float, ...]:
        """Return the values of a slot, in order."""
        return tuple(f.value for f in self.slots.get(slot, ()))


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything that one run found in one brief."""

    document: Document
    passages: tuple[Passage, ...]
    mentions: tuple[Mention, ...]
    citations: dict[str, tuple[Citation, ...]] = field(default_factory=dict)
    records: tuple[MeasureRecord, ...] = ()
    issues: tuple[Issue, ...] = ()
    language: Language = "ja"
    publisher: str = ""
    published: str = ""
