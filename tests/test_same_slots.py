"""PDF and text of one brief give the same records: the same ids, and the same values in every slot."""

from __future__ import annotations

import pytest

from corpus_runs import CORPUS, brief
from extract.model import SLOTS

BRIEFS = sorted(path.stem for path in CORPUS.glob("*.pdf"))
Slots = dict[str, list[tuple[object, ...]]]


def read_slots(name: str) -> dict[str, Slots]:
    """Return by record id what stands in its slots; evidence and places differ between PDF and text and are left out."""
    found: dict[str, Slots] = {}
    for record in brief(name).records:
        slots = {slot: getattr(record, slot) for slot in SLOTS}
        found[record.id] = {
            slot: sorted(((f.value, f.role, f.comparator, f.unit) for f in fillers), key=repr) for slot, fillers in slots.items() if fillers
        }
    return found


def test_there_are_briefs() -> None:
    assert len(BRIEFS) >= 15
    assert all((CORPUS / f"{name}.txt").exists() for name in BRIEFS)


@pytest.mark.parametrize("name", BRIEFS)
def test_pdf_and_text_give_the_same_slots(name: str) -> None:
    pdf, text = read_slots(f"{name}.pdf"), read_slots(f"{name}.txt")
    assert pdf
    assert list(pdf) == list(text)
    assert pdf == text
