"""Rows of tables: which cell stands under which name of a column, and what governs the table."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extract.lexicon.columns import role_of_column
from extract.model import Block, Document, Passage

# A row says when or how much, so that a measure named in it is one in force: contents and glossaries do not.
_TIMED = frozenset({"rate", "rate_to", "date", "effective_from", "effective_until", "period"})


# A cell that says what the one above it says.
_DITTO = re.compile(r"′′|''|[〃″\"]|同(?:上|前|左)?|ditto|do\.|idem", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its passages by the role of their column, and the names of the columns (passages of header cells)."""

    cells: Mapping[str, tuple[int, ...]]
    names: Mapping[int, tuple[int, ...]]
    first: int

    def get(self, role: str) -> tuple[int, ...]:
        """Return the cells under a name, from left to right."""
        return self.cells.get(role, ())

    def heads(self, *roles: str) -> list[int]:
        """Return the names of the columns that hold something of these roles, of all columns where none is given."""
        return [h for role in roles or self.cells for i in self.get(role) for h in self.names[i]]


def read_rows(document: Document, passages: Sequence[Passage]) -> tuple[Row, ...]:
    """Return the rows of all tables whose columns are named, in order."""
    of_block = {p.block: i for i, p in enumerate(passages)}
    tables: dict[int, list[tuple[int, Block]]] = {}
    for k, block in enumerate(document.blocks):
        if block.cell is not None and k in of_block:
            tables.setdefault(block.cell.table, []).append((of_block[k], block))
    return tuple(row for cells in tables.values() for row in _rows_of(cells, document, passages))


def columns_of(rows: Sequence[Row]) -> dict[int, str]:
    """Return what each cell holds by the name of its column; a table with page numbers is a table of contents.

    The names themselves, where known, are "name": 適用期間 tells no application.
    """
    out: dict[int, str] = {}
    for row in rows:
        for role, cells in row.cells.items():
            for i in cells:
                out.setdefault(i, "page" if row.get("page") else role)
                out |= {h: "name" for h in row.names[i] if role != "other"}
    return out


def _rows_of(cells: Sequence[tuple[int, Block]], document: Document, passages: Sequence[Passage]) -> list[Row]:
    grid = _grid(cells)
    tops = _top_rows(cells)
    columns = sorted({c for _, c in grid})
    names = {c: [grid[r, c] for r in tops if (r, c) in grid] for c in columns}
    roles = {c: _role(names[c], passages) for c in columns}
    if not any(roles.values()):
        return []
    if not _TIMED.intersection(roles.values()):
        roles = {c: "content" if role == "measure" else role for c, role in roles.items()}
    out: list[Row] = []
    carried: dict[int, int] = {}
    for r in sorted({r for r, _ in grid} - set(tops)):
        found = {c: grid[r, c] for c in columns if (r, c) in grid}
        first = next((c for c in columns if c in found), 0)
        # A cell that is empty at the left of its row repeats the one above it, as one that says so does: text files cannot show spanning cells.
        found |= {c: i for c, i in carried.items() if c < first or (c in found and _DITTO.fullmatch(passages[found[c]].text.strip()))}
        carried = found
        by_role: dict[str, tuple[int, ...]] = {}
        for c in sorted(found):
            role = roles[c] or "other"
            by_role[role] = (*by_role.get(role, ()), found[c])
        out.append(Row(by_role, {found[c]: tuple(names[c]) for c in found}, min(found.values())))
    return out


def _grid(cells: Sequence[tuple[int, Block]]) -> dict[tuple[int, int], int]:
    """Return the passage at each place; a spanning cell stands at all of its places."""
    grid: dict[tuple[int, int], int] = {}
    for i, block in cells:
        cell = block.cell
        if cell is not None:
            grid |= {(r, c): i for r in range(cell.row, cell.row + cell.row_span) for c in range(cell.column, cell.column + cell.column_span)}
    return grid


def _top_rows(cells: Sequence[tuple[int, Block]]) -> list[int]:
    """Return the rows at the top that hold nothing but header cells."""
    rows: dict[int, list[bool]] = {}
    for _, block in cells:
        if block.cell is not None:
            rows.setdefault(block.cell.row, []).append(block.cell.header)
    out: list[int] = []
    for r in sorted(rows):
        if len(rows[r]) < 2 or not all(rows[r]):
            break
        out.append(r)
    return out


def _role(names: Sequence[int], passages: Sequence[Passage]) -> str:
    """Return what a column holds: the lowest of its names that is known says so."""
    return next((role for i in reversed(names) if (role := role_of_column(passages[i].text))), "")
