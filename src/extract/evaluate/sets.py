"""Where the briefs of a gold folder are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def find_brief(gold: Path, name: str, endings: Sequence[str], briefs: Path | None = None) -> Path | None:
    """Return the file that the gold of `name` describes, None where there is none.

    It is looked for in `briefs`; where none is given in the gold folder, in the folder above it, and in those beside
    it (gold/ beside texts/). The first of `endings` that exists is taken.
    """
    folders = [briefs] if briefs is not None else [gold, gold.resolve().parent, *_beside(gold)]
    for ending in endings:
        for folder in folders:
            path = folder / f"{name}.{ending}"
            if path.is_file():
                return path
    return None


def _beside(folder: Path) -> list[Path]:
    own = folder.resolve()
    return sorted(path for path in own.parent.iterdir() if path.is_dir() and path != own)
