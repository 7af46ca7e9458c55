from __future__ import annotations

import json
from dataclasses import replace
from typing import get_args

import pytest
from pydantic import ValidationError

from extract.evidence import Locator, merge_boxes
from extract.export import document_json, dump_json, find_before, find_unused
from extract.model import SLOTS, Action, Block, Citation, Issue, MeasureType, Note, NoteReference, Passage, Place
from extract.schema import BriefPart, schema_json
from extract.spans import OffsetMap, Span
from extract.titles import ACTION_NAMES, TYPE_NAMES
from samples import ACT, make_document, make_extraction, plain_passages, span_of


def test_the_document_holds_the_contract_keys_in_order() -> None:
    data = document_json(make_extraction())
    assert list(data) == [
        "schema_version",
        "pipeline_version",
        "document",
        "records",
        "mentions",
        "footnotes",
        "unused",
        "issues",
    ]
    assert list(data["document"]) == [
        "id",
        "source",
        "sha256",
        "title",
        "publisher",
        "published",
        "language",
        "pages",
        "reader",
        "text",
    ]
    assert data["document"]["id"] == "brief"
    assert data["document"]["pages"] is None


def test_every_slot_is_a_list_of_fillers() -> None:
    record = document_json(make_extraction())["records"][0]
    assert [k for k in record if k in SLOTS] == list(SLOTS)
    assert record["agreement"] == []
    filler = record["rates"][0]
    assert (filler["value"], filler["role"], filler["text"], filler["unit"]) == (34, "from", "34%", "%")
    assert isinstance(filler["value"], int)
    assert "comparator" not in filler
    assert "name_en" not in filler
    assert record["imposing"][0]["name_en"] == "United States"
    assert (record["status"], record["review"]) == ("decided", {"state": "open", "by": None, "at": None})


def all_evidence(data: object) -> list[dict[str, object]]:
    if isinstance(data, dict):
        own = [data] if "quote" in data else []
        return own + [e for v in data.values() for e in all_evidence(v)]
    return [e for v in data for e in all_evidence(v)] if isinstance(data, list) else []


def test_quotes_are_slices_of_the_text_and_text_files_have_no_pages() -> None:
    data = document_json(make_extraction())
    found = all_evidence(data)
    assert len(found) > 10
    text = data["document"]["text"]
    for e in found:
        assert e["quote"] == text[e["start"] : e["end"]] != ""
        assert e["page"] is None
        assert e["rects"] == []
    statement = data["records"][0]["evidence"][0]
    assert statement["quote"] == ACT[: ACT.index("税番")]
    assert statement["block"] == "paragraph"


def test_footnotes_carry_text_citations_and_the_text_before_the_reference() -> None:
    (note,) = document_json(make_extraction())["footnotes"]
    assert note["marker"] == "1"
    assert note["text"].startswith("試験通信「新関税」")
    assert note["citations"] == [
        {
            "publisher": "試験通信",
            "title": "新関税",
            "date": "2031-04-03",
            "urls": ["https://example.org/a"],
            "language": "ja",
        }
    ]
    (reference,) = note["references"]
    assert reference["before"] == "ロボットの関税を34%から10%に引き下げた"[-20:]
    assert reference["evidence"][0]["quote"] == "1"


def test_citations_of_another_note_of_the_same_number_are_not_taken() -> None:
    extraction = make_extraction()
    (citation,) = extraction.citations["1"]
    elsewhere: dict[str, tuple[Citation, ...]] = {"1": (replace(citation, span=Span(0, 5)),)}
    assert document_json(replace(extraction, citations=elsewhere))["footnotes"][0]["citations"] == []


@pytest.mark.parametrize(
    ("text", "marker_at", "others", "expected"),
    [
        ("税率を 下げた2。", 7, (), "税率を下げた"),
        ("ＡＢＣ１が下げた2。", 8, (3,), "ABCが下げた"),
        ("一二三四五六七八九十一二三四五六七八九十末2", 21, (), "二三四五六七八九十一二三四五六七八九十末"),
    ],
)
def test_before_leaves_out_white_space_and_other_markers(
    text: str, marker_at: int, others: tuple[int, ...], expected: str
) -> None:
    marks = [*others, marker_at]
    notes = tuple(Note(text[m], None, None, (NoteReference(text[m], Span(m, m + 1)),)) for m in marks)
    document = make_document([("paragraph", text)], notes=notes)
    kept = [i for i in range(len(text)) if i not in marks]
    passage = Passage(
        0,
        "".join(text[i] for i in kept),
        OffsetMap(tuple(kept), tuple(i + 1 for i in kept), len(text)),
        "ja",
    )
    base = make_extraction()
    with_passage = replace(base, document=document, passages=(passage,), mentions=(), records=())
    assert find_before(Span(marker_at, marker_at + 1), with_passage) == expected
    without = replace(with_passage, passages=())
    assert find_before(Span(marker_at, marker_at + 1), without) == expected


def test_a_marker_that_opens_its_block_takes_the_text_before_it() -> None:
    document = make_document([("heading", "関税"), ("paragraph", "1 本文")])
    extraction = replace(make_extraction(), document=document, passages=plain_passages(document), mentions=(), records=())
    assert find_before(Span(3, 4), extraction) == "関税"


def test_unused_lists_dates_rates_and_codes_without_a_record() -> None:
    extraction = make_extraction()
    assert [extraction.mentions[i].text for i in find_unused(extraction)] == ["847950", "2031年4月3日"]
    assert find_unused(replace(extraction, records=())) == [0, 1, 2, 4]


def test_issues_of_all_stages_are_listed_once() -> None:
    extraction = make_extraction()
    doubt = Issue("orphan_reference", "no note 9", span=Span(0, 2))
    with_issue = replace(extraction, issues=(doubt,), document=replace(extraction.document, issues=(doubt,)))
    (issue,) = document_json(with_issue)["issues"]
    assert issue["code"] == "orphan_reference"
    assert issue["evidence"][0]["quote"] == "関税"
    assert "page" not in issue


def test_same_extraction_same_bytes_and_japanese_as_itself() -> None:
    first, second = (dump_json(document_json(make_extraction())) for _ in range(2))
    assert first == second
    assert "米国" in first
    assert BriefPart.model_validate_json(first).document.id == "brief"


def test_a_file_name_that_is_no_text_is_shown_as_far_as_it_is() -> None:
    assert document_json(make_extraction("a\udc81.txt"))["document"]["source"] == "a?.txt"


def test_a_value_that_is_no_number_is_refused() -> None:
    extraction = make_extraction()
    (record,) = extraction.records
    bad = replace(record.slots["rates"][0], value=float("nan"))
    broken = replace(extraction, records=(replace(record, slots={**record.slots, "rates": (bad,)}),))
    with pytest.raises(ValidationError):
        document_json(broken)


def test_the_schema_names_every_slot_and_requires_the_contract() -> None:
    schema = schema_json()
    record = schema["$defs"]["RecordPart"]
    assert set(SLOTS) <= set(record["required"])
    assert "role" not in schema["$defs"]["FillerPart"]["required"]
    for slot, codes, names in (("measure_type", MeasureType, TYPE_NAMES), ("action", Action, ACTION_NAMES)):
        listed = record["properties"][slot]["items"]["properties"]["value"]["enum"]
        assert listed == list(get_args(codes)) == list(names)
    json.dumps(schema)


# --- evidence ------------------------------------------------------------------------------------------------------


def char_boxes(text: str, x: float, y: float, size: float = 10) -> list[tuple[float, float, float, float]]:
    return [(x + i * size, y, x + (i + 1) * size, y + size) for i in range(len(text))]


def test_a_sentence_over_two_pages_is_two_pieces_in_order() -> None:
    text = "米国は関税を\n引き下げた。"
    boxes = [*char_boxes("米国は関税を", 50, 700), (0.0, 0.0, 0.0, 0.0), *char_boxes("引き下げた。", 50, 80)]
    document = make_document([("paragraph", text)], pages=[1] * 6 + [0] + [2] * 6, boxes=boxes, name="a.pdf")
    locator = Locator(document, plain_passages(document))
    first, second = locator.locate([Place(0, Span(0, len(text)))])
    assert (first.page, first.quote, first.rects) == (1, "米国は関税を", ((50.0, 700.0, 110.0, 710.0),))
    assert (second.page, second.quote, second.rects) == (2, "引き下げた。", ((50.0, 80.0, 110.0, 90.0),))


def test_a_sentence_around_a_box_is_two_pieces() -> None:
    text = "政府は税率を【要約の枠】引き下げた。"
    box = span_of(text, "【要約の枠】")
    document = make_document([("paragraph", text)])
    document = replace(document, blocks=(document.blocks[0], Block("box", box)))
    kept = [i for i in range(len(text)) if not box.start <= i < box.end]
    passage = Passage(0, "政府は税率を引き下げた。", OffsetMap(tuple(kept), tuple(i + 1 for i in kept), len(text)), "ja")
    found = Locator(document, (passage,)).locate([Place(0, Span(0, len(passage.text)))])
    assert [e.quote for e in found] == ["政府は税率を", "引き下げた。"]


def test_a_note_marker_left_out_of_the_passage_does_not_break_the_quote() -> None:
    extraction = make_extraction()
    (place,) = extraction.records[0].statements
    (evidence,) = Locator(extraction.document, extraction.passages).locate([place, place])
    assert "た1。" in evidence.quote


def test_the_innermost_block_names_the_kind() -> None:
    document = make_document([("paragraph", "外側の段落")])
    document = replace(document, blocks=(*document.blocks, Block("caption", Span(2, 4))))
    locator = Locator(document)
    assert [e.block for e in locator.locate_span(Span(2, 4))] == ["caption"]
    assert [e.block for e in locator.locate_span(Span(4, 5))] == ["paragraph"]
    assert locator.find_block(99) is None


@pytest.mark.parametrize(
    ("boxes", "expected"),
    [
        (char_boxes("一行目", 50, 100), [(50, 100, 80, 110)]),
        # Two lines.
        ([*char_boxes("一行", 50, 100), *char_boxes("二行", 50, 115)], [(50, 100, 70, 110), (50, 115, 70, 125)]),
        # A space without area, and a superscript on the same line.
        ([(50, 100, 60, 110), (60, 110, 60, 110), (61, 98, 64, 104)], [(50, 98, 64, 110)]),
        # The same height, but in another column.
        ([(50, 100, 60, 110), (300, 100, 310, 110)], [(50, 100, 60, 110), (300, 100, 310, 110)]),
        # Vertical writing: two columns, from right to left.
        (
            [(200, 100, 210, 110), (200, 110, 210, 120), (180, 100, 190, 110), (180, 110, 190, 120)],
            [(200, 100, 210, 120), (180, 100, 190, 120)],
        ),
        ([(50.123, 100.129, 60.551, 110.0)], [(50.12, 100.12, 60.56, 110.0)]),
        ([], []),
    ],
)
def test_boxes_of_characters_merge_to_lines(
    boxes: list[tuple[float, float, float, float]], expected: list[tuple[float, float, float, float]]
) -> None:
    assert list(merge_boxes(boxes)) == [pytest.approx(e) for e in expected]


def test_float_noise_does_not_widen_a_rectangle() -> None:
    document = make_document([("paragraph", "税")], pages=[1], boxes=[(72.1, 100.3, 82.7, 110.9)], name="a.pdf")
    assert Locator(document).locate_span(Span(0, 1))[0].rects == ((72.1, 100.3, 82.7, 110.9),)


def test_white_space_alone_is_no_evidence() -> None:
    document = make_document([("paragraph", "a b")])
    assert Locator(document).locate_span(Span(1, 2)) == ()
