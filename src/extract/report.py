"""The table of measures: one row a record, as a frame, csv, xlsx, jsonl, tab-separated text or a table for the terminal."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from extract.schema import BriefPart, FillerPart, RecordPart
from extract.values.amounts import SIGNS
from extract.values.edtf import SEASONS

if TYPE_CHECKING:
    import pandas as pd
    from openpyxl.worksheet.worksheet import Worksheet
    from rich.table import Table

# A spreadsheet takes a cell that begins with one of these for a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
# The most that one cell of a spreadsheet holds.
CELL_LIMIT = 32_767
# Control characters that XML 1.0, and so xlsx, cannot hold, or that would steer a terminal.
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
WIDEST, NARROWEST = 60, 6
# From this many columns on, the terminal table spares an interval of dates from being broken.
ROOMY = 150
# From this many on confidence has a column of its own; in fewer it stands under the measure.
AMPLE = 100
# What the marks of the terminal table mean.
LEGEND = "%: how likely type, action and actor are right; ! there is a doubt, told in “issues” of csv, xlsx and json"
# A season where EDTF has a month: 2026-21 is the spring of 2026.
SEASON_NAMES = {str(code): name for name, code in SEASONS.items()}
SEASON = re.compile(r"(?<![\d-])(\d{4})-(2[1-4])(?![\d-])")
# Zip members carry a time; a fixed one keeps the same table the same bytes.
EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One measure as a person reads it in a table; several values in a cell stand apart by "; ".

    `page` is where the act is first stated (1-based), None for files without pages. `date`, `from_date` and
    `until_date` are EDTF, `duration` ISO 8601, `confidence` 0 to 1.
    """

    brief: str
    page: int | None
    id: str
    type: str
    action: str
    imposing: str
    authority: str
    target: str
    items: str
    entities: str
    codes: str
    instrument: str
    rates: str
    quantities: str
    date: str
    from_date: str
    until_date: str
    duration: str
    agreement: str
    notes: str
    confidence: float
    issues: str
    title_ja: str
    title_en: str
    quote: str


# Field names that are no column names ("from" is a word of Python).
HEADINGS = {"from_date": "from", "until_date": "until"}
COLUMNS = tuple(HEADINGS.get(f.name, f.name) for f in fields(MeasureRow))


def build_rows(brief: BriefPart, label: str = "") -> tuple[MeasureRow, ...]:
    """Return the rows of one brief in the order of its records; `label` replaces the document's id in column brief."""
    return tuple(_row(record, label or brief.document.id) for record in brief.records)


def _row(record: RecordPart, label: str) -> MeasureRow:
    return MeasureRow(
        brief=label,
        page=next((e.page for e in record.evidence if e.page), None),
        id=record.id,
        type=_values(record.measure_type),
        action=_values(record.action),
        imposing=_values(record.imposing),
        authority=_texts(record.authority),
        target=_values(record.target_jurisdictions),
        items=_texts(record.items),
        entities=_texts(record.entities),
        codes=_values([*record.eccn, *record.hs]),
        instrument=_texts(record.instrument),
        rates=format_rates(record.rates),
        quantities=_join(_amount(f) for f in record.quantities),
        date=_values(record.date),
        from_date=_values(record.effective_from),
        until_date=_values(record.effective_until),
        duration=_values(record.duration),
        agreement=_texts(record.agreement),
        notes=_values(record.footnotes),
        confidence=record.confidence,
        issues=_join(f"{i.slot}: {i.message}" if i.slot else i.message for i in record.issues),
        title_ja=record.title_ja,
        title_en=record.title_en,
        quote=" … ".join(dict.fromkeys(join_lines(e.quote) for e in record.evidence)),
    )


def join_lines(quote: str) -> str:
    """Return a quote on one line; a line end inside Japanese is no space; any other is one."""
    return " ".join(re.sub(r"(?<=[^\x00-\x7f])[ \t]*\n[ \t]*(?=[^\x00-\x7f])", "", quote).split())


def format_rates(rates: Sequence[FillerPart]) -> str:
    """Return rates for reading: "34%→10%" for a stated change, "100%" or ">100%" for one alone.

    A change whose one side is missing shows the side that is there ("→10%", "145%→").
    """
    old = [_amount(f) for f in rates if f.role == "from"]
    new = [_amount(f) for f in rates if f.role == "to"]
    plain = [_amount(f) for f in rates if f.role is None]
    change = [f"{'/'.join(old)}→{'/'.join(new)}"] if old or new else []
    return _join([*change, *plain])


def _amount(filler: FillerPart) -> str:
    value = f"{filler.value:,}" if isinstance(filler.value, int) else str(filler.value)
    unit = filler.unit or ""
    space = " " if unit and unit.isascii() and unit != "%" else ""
    return f"{SIGNS.get(filler.comparator or '', '')}{value}{space}{unit}"


def _values(fillers: Iterable[FillerPart]) -> str:
    return _join(str(f.value) for f in fillers)


def _texts(fillers: Iterable[FillerPart]) -> str:
    return _join(f.text for f in fillers)


def _join(parts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(p for p in parts if p))


# --- files -----------------------------------------------------------------------------------------------------------


def build_frame(rows: Sequence[MeasureRow]) -> pd.DataFrame:
    """Return the rows as a frame with the columns of COLUMNS; page is a nullable integer."""
    import pandas as pd

    frame = pd.DataFrame([asdict(row) for row in rows], columns=[f.name for f in fields(MeasureRow)])
    return frame.rename(columns=HEADINGS).astype({"page": "Int64", "confidence": "float64"})


def dump_csv(rows: Sequence[MeasureRow]) -> bytes:
    """Return the table as csv in UTF-8 with a byte order mark, so that Excel reads the Japanese.

    A cell that a spreadsheet would take for a formula is preceded by an apostrophe: "=1+1" becomes "'=1+1".
    """
    text: str = _neutralised(build_frame(rows)).to_csv(index=False, lineterminator="\r\n")
    return text.encode("utf-8-sig", errors="replace")


def dump_jsonl(rows: Sequence[MeasureRow]) -> bytes:
    """Return the table as JSON lines, one object a record, with the columns of the csv and nothing neutralised."""
    import json

    lines = (dict(zip(COLUMNS, asdict(row).values(), strict=True)) for row in rows)
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode("utf-8", errors="replace")


def dump_xlsx(rows: Sequence[MeasureRow]) -> bytes:
    """Return the table as a workbook with one sheet: header row frozen and filtered, columns as wide as their words."""
    import pandas as pd

    buffer = io.BytesIO()
    with pd.ExcelWriter(buffer, engine="openpyxl") as writer:
        _neutralised(build_frame(rows)).to_excel(writer, sheet_name="measures", index=False)
        _dress(writer.sheets["measures"])
    return fix_times(buffer.getvalue())


def _neutralised(frame: pd.DataFrame) -> pd.DataFrame:
    words = [c for c in frame.columns if c not in ("page", "confidence")]
    return frame.assign(**{c: frame[c].map(neutralise) for c in words})


def neutralise(cell: str) -> str:
    """Return the cell as a spreadsheet may hold it: no formula, no control characters, no more than it can take."""
    clean = CONTROLS.sub("", cell)
    return ("'" + clean if _is_dangerous(clean) else clean)[:CELL_LIMIT]


def restore(cell: str) -> str:
    """Return what `neutralise` was given: "'=1+1" is "=1+1" again; other cells stay as they are."""
    return cell[1:] if cell.startswith("'") and _is_dangerous(cell[1:]) else cell


def _is_dangerous(cell: str) -> bool:
    # Apostrophes before it count in, so that one that was there from the start is not taken for the one put there.
    return cell.lstrip("'").startswith(FORMULA_STARTS)


def _dress(sheet: Worksheet) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    for number, column in enumerate(sheet.iter_cols(), 1):
        widest = max(measure_width(str(cell.value)) if cell.value is not None else 0 for cell in column)
        sheet.column_dimensions[get_column_letter(number)].width = min(WIDEST, max(NARROWEST, widest + 2))
        for cell in column:
            cell.alignment = Alignment(vertical="top", wrap_text=widest > WIDEST)
            cell.font = Font(bold=cell.row == 1)


def measure_width(text: str) -> int:
    """Return how many columns of a fixed-width font the text takes; wide East Asian characters take two."""
    return sum(2 if east_asian_width(ch) in "WF" else 1 for ch in text)


def fix_times(workbook: bytes) -> bytes:
    """Return the workbook without the time of its making, so that the same table gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            data = old.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"1980-01-01T00:00:00Z", data)
            new.writestr(zipfile.ZipInfo(name, EPOCH), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


# --- terminal ---------------------------------------------------------------------------------------------------------


def dump_tabs(rows: Sequence[MeasureRow]) -> str:
    """Return the table for other programs: a header and one line a record, cells apart by tabs, nothing wrapped."""
    lines = [COLUMNS, *(tuple(clean_cell(v) for v in asdict(row).values()) for row in rows)]
    return "".join("\t".join(line) + "\n" for line in lines)


def clean_cell(value: object) -> str:
    """Return a value in one line without control characters, "" for None."""
    return "" if value is None else " ".join(CONTROLS.sub("", str(value)).split())


def build_tables(rows: Sequence[MeasureRow], *, width: int = 100) -> list[Table]:
    """Return one table a brief for people: what matters of each row, in `width` columns of the terminal; the last explains the marks."""
    briefs = dict.fromkeys(row.brief for row in rows)
    tables = [build_table([row for row in rows if row.brief == brief], width=width) for brief in briefs]
    if any(row.issues for row in rows):
        tables[-1].caption, tables[-1].caption_justify, tables[-1].caption_style = LEGEND, "left", "dim"
    return tables


def build_table(rows: Sequence[MeasureRow], *, width: int = 100) -> Table:
    """Return the table of one brief, its name above; the column of goods and parties takes what the others leave."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    roomy = width >= ROOMY
    table = Table(box=box.SIMPLE_HEAD, expand=True, padding=(0, 1, 0, 0), show_edge=False, header_style="bold")
    table.title, table.title_justify, table.title_style = rows[0].brief if rows else "", "left", "bold cyan"
    table.add_column("p.", justify="right", width=3)
    table.add_column("measure", width=21 if roomy else 14)
    table.add_column("who → whom", width=16 if roomy else 10)
    table.add_column("what", ratio=1, overflow="fold")
    table.add_column("rate", width=18 if roomy else 9, overflow="fold")
    table.add_column("when", width=27 if roomy else 16, overflow="fold")
    table.add_column("note", width=6 if roomy else 4, overflow="fold")
    if width >= AMPLE:
        table.add_column("conf", justify="right", width=4, overflow="fold")
    for row in rows:
        kind = f"{row.type}\n{row.action}".replace("_", " ")
        sure = format_confidence(row)
        when = format_time(row) if roomy else format_time(row).replace("/", "/\n")
        kind, rest = (kind, (row.notes, sure)) if width >= AMPLE else (f"{kind}\n{sure}", (row.notes,))
        cells = (str(row.page or ""), kind, format_parties(row), format_object(row), row.rates, when, *rest)
        table.add_row(*(Text(CONTROLS.sub("", cell)) for cell in cells))
    return table


def format_confidence(row: MeasureRow) -> str:
    """Return how likely the row is right, in hundredths, with a mark where there is a doubt about it: "83%", "41%!"."""
    return f"{row.confidence:.0%}" + ("!" if row.issues else "")


def format_parties(row: MeasureRow) -> str:
    """Return who acts on whom: "US → CN", "US" where nobody is named, "→ CN" where the actor is not."""
    return f"{row.imposing} → {row.target}".strip() if row.target else row.imposing


def format_object(row: MeasureRow) -> str:
    """Return what the measure is about: goods, parties, codes and counts, and its basis; else its title."""
    parts = _join([row.items, row.entities, row.codes, row.quantities, f"[{row.instrument}]" if row.instrument else ""])
    return parts or choose_title(row.title_ja, row.title_en, row.quote)


def choose_title(title_ja: str, title_en: str, quote: str) -> str:
    """Return the title in the language of the quote; the other where there is none."""
    is_japanese = any("\u3040" <= ch <= "\u9fff" for ch in quote)
    return (title_ja or title_en) if is_japanese else (title_en or title_ja)


def format_time(row: MeasureRow) -> str:
    """Return when: the date of the act, from when, until when and how long it applies, one a line; seasons by their names."""
    start = f"from {row.from_date}" if row.from_date else ""
    end = f"until {row.until_date}" if row.until_date else ""
    text = "\n".join(part for part in (row.date, start, end, row.duration) if part)
    return SEASON.sub(lambda found: f"{found[1]} {SEASON_NAMES[found[2]]}", text)
