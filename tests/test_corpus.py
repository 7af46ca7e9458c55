"""The corpus written for this project is whole: briefs, texts and gold agree with each other and with the guidelines."""

import importlib.util
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pypdfium2
import pytest
import yaml

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
MAX_PDF_BYTES = 150_000
TYPES = {
    "tariff", "export_control", "import_control", "entity_listing", "sanction", "port_fee", "investment_commitment", "investigation",
    "purchase_commitment", "transaction_review", "procurement", "subsidy", "guidance", "cooperation", "other",
}  # fmt: skip
ACTIONS = {
    "impose", "increase", "reduce", "ease", "suspend", "extend", "lift", "resume", "maintain", "approve", "deny", "agree", "propose",
    "forgo", "warn",
}  # fmt: skip
COMPARATORS = {"gt", "ge", "lt", "le", "approx", "cumulative"}
SLOTS = {
    "authority", "items", "entities", "instrument", "agreement", "id", "optional", "measure_type", "action", "imposing", "target_jurisdictions", "eccn", "hs", "rates", "rates_optional",
    "quantities", "date", "effective_from", "effective_until", "duration", "footnotes", "evidence",
}  # fmt: skip
DAY = r"\d{4}(?:-(?:(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?|2[1-4]|W\d\d))?"
EDTF = re.compile(rf"{DAY}|(?:{DAY}|\.\.)/(?:{DAY}|\.\.)")
DURATION = re.compile(r"P(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?")
ADDRESS = re.compile(r"https?://[!-~]+")
WRITTEN_DATE = re.compile(r"(?<!\d)\d{4}年(?!度)|(?<!\d)\d{1,2}月(?:\d{1,2}日)?|(?:令和|平成|昭和)[\d元]+年")

Gold = dict[str, Any]


@cache
def typesetter() -> ModuleType:
    """The module corpus/typeset.py, which is a script and in no package."""
    spec = importlib.util.spec_from_file_location("corpus_typeset", CORPUS / "typeset.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text.replace("\ufffe", "-")))


def read_yaml(path: Path) -> Gold:
    loaded: Gold = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


BRIEFS: list[dict[str, str]] = [
    {k: str(v) for k, v in b.items()} for b in read_yaml(CORPUS / "manifest.yaml")["briefs"]
]
IDS = [b["id"] for b in BRIEFS]


@cache
def text_of(brief: str) -> str:
    return squeeze((CORPUS / f"{brief}.txt").read_text(encoding="utf-8"))


@cache
def pdf_pages(brief: str) -> tuple[str, ...]:
    pdf = pypdfium2.PdfDocument(CORPUS / f"{brief}.pdf")
    pages = tuple(page.get_textpage().get_text_range() for page in pdf)
    pdf.close()
    return pages


@cache
def records_of(brief: str) -> list[Gold]:
    records: list[Gold] = read_yaml(CORPUS / "gold" / f"{brief}.records.yaml")["records"]
    return records


@cache
def mentions_of(brief: str) -> Gold:
    return read_yaml(CORPUS / "gold" / f"{brief}.mentions.yaml")


def stands_in(quote: str, text: str) -> bool:
    """Whole, or broken once by a page's end, a box or a row of notes: then both parts, in order and near each other."""
    quote = squeeze(quote)
    if quote in text:
        return True
    cut = max(k for k in range(len(quote)) if quote[:k] in text)
    end = text.find(quote[:cut]) + cut
    return len(quote) > 16 and cut >= 8 and quote[cut:] in text[end : end + 1500]


def leaves(value: object) -> Iterator[object]:
    """Plain values under `any`, `required`, `optional` and lists; a rate or a count stays whole."""
    if isinstance(value, dict) and "value" not in value:
        assert set(value) <= {"any", "required", "optional"}, value
        for part in value.values():
            yield from leaves(part)
    elif isinstance(value, list):
        for part in value:
            yield from leaves(part)
    elif value is not None:
        yield value


def test_manifest_names_every_file_and_no_other() -> None:
    assert len(IDS) == len(set(IDS))
    assert {p.stem for p in CORPUS.glob("*.pdf")} == {p.stem for p in CORPUS.glob("*.txt")} == set(IDS)
    assert {p.stem for p in (CORPUS / "src").glob("*.html")} == set(IDS)
    assert {p.name for p in (CORPUS / "gold").iterdir()} == {
        f"{i}.{kind}.yaml" for i in IDS for kind in ("records", "mentions")
    }


@pytest.mark.parametrize("brief", BRIEFS, ids=IDS)
def test_manifest_entry_is_complete_and_true(brief: dict[str, str]) -> None:
    assert set(brief) == {"id", "title", "issuer", "publisher", "language", "published", "pages", "text", "tests"}
    assert EDTF.fullmatch(brief["published"])
    assert int(brief["pages"]) == len(pdf_pages(brief["id"]))
    assert squeeze(brief["title"]) in text_of(brief["id"])
    assert (CORPUS / f"{brief['id']}.pdf").stat().st_size < MAX_PDF_BYTES
    document = read_yaml(CORPUS / "gold" / f"{brief['id']}.records.yaml")["document"]
    assert document == {k: brief[k] for k in ("id", "publisher", "published", "language")}


@pytest.mark.parametrize("brief", IDS)
def test_evidence_stands_in_text_and_pdf(brief: str) -> None:
    pdf = squeeze("".join(pdf_pages(brief)))
    for record in records_of(brief):
        quotes = [str(q) for q in leaves(record["evidence"])]
        assert quotes, record["id"]
        for quote in quotes:
            assert stands_in(quote, text_of(brief)), f"{record['id']} not in text: {quote}"
            assert stands_in(quote, pdf), f"{record['id']} not in PDF: {quote}"


@pytest.mark.parametrize("brief", IDS)
def test_records_use_the_vocabulary(brief: str) -> None:
    seen = set()
    for record in records_of(brief):
        assert set(record) <= SLOTS, record["id"]
        assert record["id"] not in seen
        seen.add(record["id"])
        assert list(leaves(record["measure_type"]))
        assert set(leaves(record["measure_type"])) <= TYPES, record["id"]
        assert list(leaves(record["action"]))
        assert set(leaves(record["action"])) <= ACTIONS, record["id"]
        for slot in ("imposing", "target_jurisdictions"):
            assert all(re.fullmatch(r"[A-Z]{2}", str(v)) for v in leaves(record.get(slot))), record["id"]
        for slot in ("date", "effective_from", "effective_until"):
            assert all(EDTF.fullmatch(str(v)) for v in leaves(record.get(slot))), f"{record['id']} {slot}"
        assert all(DURATION.fullmatch(str(v)) for v in leaves(record.get("duration"))), record["id"]


@pytest.mark.parametrize("brief", IDS)
def test_numbers_of_records_have_value_role_and_unit(brief: str) -> None:
    for record in records_of(brief):
        for rate in [*leaves(record.get("rates")), *leaves(record.get("rates_optional"))]:
            assert isinstance(rate, dict), record["id"]
            assert set(rate) <= {"value", "role", "comparator"}, record["id"]
            assert rate.get("role", "from") in ("from", "to"), record["id"]
            assert rate.get("comparator", "ge") in COMPARATORS, record["id"]
        for count in leaves(record.get("quantities")):
            assert isinstance(count, dict), record["id"]
            assert set(count) == {"value", "unit"}, record["id"]


@pytest.mark.parametrize("brief", IDS)
def test_notes_of_records_are_notes_of_the_brief(brief: str) -> None:
    notes = set(mentions_of(brief)["footnotes"])
    for record in records_of(brief):
        assert {str(v) for v in leaves(record.get("footnotes"))} <= notes, record["id"]


@pytest.mark.parametrize("brief", IDS)
def test_codes_of_records_are_codes_of_the_brief(brief: str) -> None:
    for slot in ("eccn", "hs"):
        listed = {str(v) for v in mentions_of(brief)[slot]}
        digits = re.sub(r"(?<=\d)\.(?=\d)", "", text_of(brief))
        assert all(code in text_of(brief) or code in digits for code in listed), slot
        for record in records_of(brief):
            assert {str(v) for v in leaves(record.get(slot))} <= listed, record["id"]


@pytest.mark.parametrize("brief", IDS)
def test_mentions_stand_in_text_and_pdf(brief: str) -> None:
    mentions, pdf = mentions_of(brief), squeeze("".join(pdf_pages(brief)))
    names = {squeeze(n): v for n, v in mentions["entities"].items()}
    assert {v[0] for v in names.values()} <= {"ORG", "GPE", "PERSON", "LIST", "PRODUCT"}
    texts = [*names, *(str(m["text"]) for kind in ("dates", "percentages", "quantities") for m in mentions[kind])]
    for text in texts:
        assert stands_in(text, text_of(brief)), f"not in text: {text}"
        assert stands_in(text, pdf), f"not in PDF: {text}"


@pytest.mark.parametrize("brief", IDS)
def test_values_of_mentions_are_well_formed(brief: str) -> None:
    for date in mentions_of(brief)["dates"]:
        for value in [date["value"], *leaves(date.get("accept")), *leaves(date.get("parts"))]:
            assert EDTF.fullmatch(str(value)) or DURATION.fullmatch(str(value)), date
    for number in mentions_of(brief)["percentages"]:
        assert isinstance(number["value"], int | float), number
        assert number.get("comparator", "ge") in COMPARATORS, number


@pytest.mark.parametrize("brief", IDS)
def test_no_written_date_or_percentage_is_left_out(brief: str) -> None:
    text = squeeze(ADDRESS.sub(" ", (CORPUS / f"{brief}.txt").read_text(encoding="utf-8")))
    listed = [str(d["text"]) for d in mentions_of(brief)["dates"]]
    for found in WRITTEN_DATE.finditer(text):
        assert any(found[0] in date for date in listed), found[0]
    marks = sum(str(p["text"]).count("%") + str(p["text"]).count("percent") for p in mentions_of(brief)["percentages"])
    assert marks == text.count("%") + text.count("percent"), "percentages"


@pytest.mark.parametrize("brief", IDS)
def test_notes_are_referred_to_where_gold_says(brief: str) -> None:
    pdf = squeeze("".join(pdf_pages(brief)))
    for marker, note in mentions_of(brief)["footnotes"].items():
        reference = squeeze(str(note["after"]))
        assert reference in text_of(brief), f"{marker}: {reference}"
        assert reference in pdf, f"{marker}: {reference}"
        assert marker == squeeze(marker)
        if note.get("date"):
            assert EDTF.fullmatch(str(note["date"]))


@pytest.mark.parametrize("brief", IDS)
def test_text_and_pdf_hold_the_same_wording(brief: str) -> None:
    """Character by character; the PDF has its running heads besides."""
    text, pdf = Counter(text_of(brief)), Counter(squeeze("".join(pdf_pages(brief))))
    assert not text - pdf
    assert (pdf - text).total() <= 60 * len(pdf_pages(brief))


@pytest.mark.parametrize("brief", IDS)
def test_counted_mentions_are_what_the_source_says(brief: str, tmp_path: Path) -> None:
    gold = CORPUS / "gold" / f"{brief}.mentions.yaml"
    fresh = tmp_path / gold.name
    fresh.write_text(gold.read_text(encoding="utf-8"), encoding="utf-8")
    typesetter().write_counted((CORPUS / "src" / f"{brief}.html").read_text(encoding="utf-8"), fresh)
    assert fresh.read_text(encoding="utf-8") == gold.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("inner", "kind", "fields"),
    [
        ("10月 9日|2025-10-09", "dates", {"value": "2025-10-09"}),
        ("9日～10日|2025-06-09/2025-06-10|p:2025-06-09;2025-06-10|?", "dates", {"value": "2025-06-09/2025-06-10", "parts": ["2025-06-09", "2025-06-10"], "optional": True}),
        ("1,200社|q:1,200 社", "quantities", {"value": 1200, "unit": "社"}),
        ("50％以上|%:50 ge", "percentages", {"value": 50, "comparator": "ge"}),
    ],
)  # fmt: skip
def test_annotations_are_read(inner: str, kind: str, fields: Gold) -> None:
    annotation = typesetter().read_annotation(inner)
    assert (annotation.kind, dict(annotation.fields)) == (kind, fields)


def test_unknown_annotation_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown field"):
        typesetter().read_annotation("10月9日|2025-10-09|x:1")


def test_percentages_in_addresses_and_tags_do_not_count() -> None:
    found = typesetter().find_percentages('▲7.5％ <td width="50%">https://example.com/a%20b%E3 10 per cent')
    assert [dict(a.fields)["value"] for a in found] == [-7.5, 10]
