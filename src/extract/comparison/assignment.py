"""The best one-to-one pairing of rows and columns (Hungarian method with potentials, O(n³))."""

from __future__ import annotations

from collections.abc import Sequence

INFINITY = float("inf")


def pair_best(gain: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Return the (row, column) pairs whose gains sum to the most, in the order of rows; pairs without gain are left out.

    `[[1, 5], [0, 4]]` gives `[(0, 0), (1, 1)]`: 1 + 4 is more than 5 alone.
    """
    rows, columns = len(gain), max((len(row) for row in gain), default=0)
    if not rows or not columns:
        return []
    size = max(rows, columns)
    cost = [[-gain[i][j] if i < rows and j < len(gain[i]) else 0.0 for j in range(size)] for i in range(size)]
    pairs = enumerate(_assign(cost))
    return [(i, j) for i, j in pairs if i < rows and j < len(gain[i]) and gain[i][j] > 0]


def _assign(cost: list[list[float]]) -> list[int]:
    """Return the column of each row of a square matrix at least total cost.

    Rows join one by one. Index `size` of the columns is the free column from which each row's search starts.
    """
    size = len(cost)
    row_of = [-1] * (size + 1)
    of_rows, of_columns = [0.0] * size, [0.0] * (size + 1)
    for row in range(size):
        row_of[size] = row
        came_from, at = _search(cost, row_of, of_rows, of_columns)
        while at != size:
            before = came_from[at]
            row_of[at] = row_of[before]
            at = before
    column_of = [0] * size
    for column in range(size):
        column_of[row_of[column]] = column
    return column_of


def _search(
    cost: list[list[float]], row_of: list[int], of_rows: list[float], of_columns: list[float]
) -> tuple[list[int], int]:
    """Find the cheapest way from the new row to a free column, keeping the potentials; -> (way back, that column)."""
    size = len(cost)
    slack, came_from, seen = [INFINITY] * size, [size] * size, [False] * (size + 1)
    at = size
    while True:
        seen[at] = True
        row, step, nearest = row_of[at], INFINITY, at
        for column in range(size):
            if seen[column]:
                continue
            reduced = cost[row][column] - of_rows[row] - of_columns[column]
            if reduced < slack[column]:
                slack[column], came_from[column] = reduced, at
            if slack[column] < step:
                step, nearest = slack[column], column
        for column in range(size + 1):
            if seen[column]:
                of_rows[row_of[column]] += step
                of_columns[column] -= step
            elif column < size:
                slack[column] -= step
        at = nearest
        if row_of[at] == -1:
            return came_from, at
