"""Briefs for the tests of the store: versions of one text, and how they are stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.corrections.events import Draft, Kind
from extract.corrections.views import RecordView
from extract.export import build_brief
from extract.model import Extraction, Filler, MeasureRecord, Place
from extract.schema import EvidencePart, FillerPart
from extract.spans import Span
from extract.store.corrections import write
from extract.store.engine import Store
from extract.store.ingest import Filed, store_extraction
from samples import make_document, make_filler, plain_passages

SOURCE = "file:///briefs/notice.txt"
TITLE = "通商の動き"
FIRST = "米国は2031年4月2日、輸入ロボットの関税を34%に引き上げた。"
SECOND = "中国は2031年5月1日、希土類の輸出を制限した。"
THIRD = "EUは2031年6月3日、鋼材の関税を10%に引き下げた。"
ACTS = (FIRST, SECOND, THIRD)


def make_act(passage: int, text: str, **slots: tuple[Filler, ...]) -> MeasureRecord:
    """Return a record of one sentence: who, what, when, as far as its words are among those above."""
    found: dict[str, tuple[Filler, ...]] = {}
    words = {
        "measure_type": (("関税", "tariff"), ("輸出を制限", "export_control")),
        "action": (("引き上げ", "increase"), ("引き下げ", "reduce"), ("制限", "impose")),
        "imposing": (("米国", "US"), ("中国", "CN"), ("EU", "EU")),
        "items": (("輸入ロボット", "輸入ロボット"), ("希土類", "希土類"), ("鋼材", "鋼材")),
        "date": (("2031年4月2日", "2031-04-02"), ("2031年の4月2日", "2031-04-02"), ("2031年5月1日", "2031-05-01"), ("2031年6月3日", "2031-06-03")),
    }
    for slot, pairs in words.items():
        found[slot] = tuple(make_filler(passage, text, part, value) for part, value in pairs if part in text)
    found["rates"] = tuple(make_filler(passage, text, f"{n}%", float(n), unit="%") for n in (34, 10) if f"{n}%" in text)
    ident = "m-" + str(abs(hash_text(text)))
    statement = (Place(passage, Span(0, len(text))),)
    return MeasureRecord(ident, {**found, **slots}, statement, title_ja=text[:8], title_en=text[:4], confidence=0.8)


def hash_text(text: str) -> int:
    """Return a number of the text that is the same in every process."""
    return sum(ord(c) * (i + 1) for i, c in enumerate(text)) % 99991


def make_brief(acts: Sequence[str] = ACTS, *, before: str = TITLE, without: Sequence[int] = ()) -> Extraction:
    """Return a brief of a heading and sentences, a record of each but those `without`."""
    document = make_document([("heading", before), *(("paragraph", act) for act in acts)], name="notice.txt", title=before)
    made = [make_act(i, act) for i, act in enumerate(acts, 1) if i not in without]
    return Extraction(document, plain_passages(document), (), records=tuple(made), published="2031-06-05")


def file_brief(store: Store, extraction: Extraction, fingerprint: str = "1.0", source: str = SOURCE) -> Filed:
    """Store a brief whose file is its text."""
    text = extraction.document.text
    return store_extraction(store, extraction, text.encode(), source, fingerprint)


def change_slot(extraction: Extraction, number: int, slot: str, fillers: tuple[Filler, ...]) -> Extraction:
    """Return an extraction in which a record says something else in a slot (or nothing)."""
    records = list(extraction.records)
    records[number] = replace(records[number], slots={**records[number].slots, slot: fillers})
    return replace(extraction, records=tuple(records))


def mark(store: Store, document: int, quote: str) -> list[EvidencePart]:
    """Return the evidence of the first place where a quote stands in the newest text of a document."""
    from extract.store.documents import get_document, read_geometry

    geometry = read_geometry(store, get_document(store, document).version)
    start = geometry.text.index(quote)
    return geometry.locate(start, start + len(quote))


def filler(value: str | float, evidence: Sequence[EvidencePart] = (), text: str = "", **more: str) -> FillerPart:
    """Return what a reviewer gave."""
    return FillerPart(text=text or str(value), value=value, rule="reviewer", evidence=list(evidence), **more)  # type: ignore[arg-type]


def do(store: Store, kind: Kind, view: RecordView | None = None, document: int = 1, by: str = "sato", **fields: object) -> RecordView:
    """Write an event on a record as it was seen, and return its view."""
    given: dict[str, object] = {"record": view.key, "seen": view.revision, "run": view.run} if view is not None else {}
    written = write(store, Draft.model_validate({"document": document, "kind": kind, "by": by, **given, **fields}))
    return written if written is not None else build_nothing()


def build_nothing() -> RecordView:
    """Return a view that says nothing, for events that concern no record."""
    body = build_brief(make_brief()).records[0]
    return RecordView(key="", body=body, state="open", origin="extracted", revision=0, run=0)
