"""Names of columns that tables of measures use: 国, 税率, 発効日; Country, Rate, Effective date."""

from __future__ import annotations

from collections.abc import Sequence

from extract.lexicon.columns import is_column_name


def is_heading_row(cells: Sequence[str]) -> bool:
    """Say whether most cells of a row, two or more, are names of columns: `国 | 措置 | 税率（%）` is, `米国 | 相互関税 | 10%` is not."""
    return len(cells) > 1 and sum(map(is_column_name, cells)) >= 0.6 * len(cells)
