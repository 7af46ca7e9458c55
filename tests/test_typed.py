from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.labels import JURISDICTION_SLOTS, NAMED_SLOTS, VOCABULARIES, choices, label, slot_name
from extract.lexicon.loader import read_lexicon
from extract.model import SLOTS
from extract.schema import EvidencePart, FillerPart, Value
from extract.typed import NotUnderstoodError, read_typed, revise_typed, say_fillers, show_typed


def filler(value: Value, text: str = "", **more: object) -> FillerPart:
    return FillerPart.model_validate({"text": text or str(value), "value": value, "rule": "made-up", "evidence": [], **more})


def meaning(fillers: list[FillerPart]) -> list[tuple[object, ...]]:
    return [(f.value, f.role, f.comparator, f.unit or None) for f in fillers]


@pytest.mark.parametrize(
    ("slot", "text", "values"),
    [
        ("measure_type", "関税", ["tariff"]),
        ("measure_type", "Export Control", ["export_control"]),
        ("measure_type", "entity_listing", ["entity_listing"]),
        ("action", "引き上げ", ["increase"]),
        ("action", "強化・引き上げ", ["increase"]),
        ("imposing", "米国、日本", ["US", "JP"]),
        ("imposing", "us, japan; EU", ["US", "JP", "EU"]),
        ("imposing", "日米", ["JP", "US"]),
        ("target_jurisdictions", "中国;ベトナム\nTürkiye", ["CN", "VN", "TR"]),
        ("authority", "BIS", ["us-bis"]),
        ("authority", "商務局の窓口", ["商務局の窓口"]),
        ("entities", "ファーウェイ; Some Unknown Co., Ltd.", ["huawei", "Some Unknown Co., Ltd."]),
        ("instrument", "通商法301条", ["us-s301"]),
        ("items", "鉄鋼、アルミニウム; 銅", ["鉄鋼、アルミニウム", "銅"]),
        ("eccn", "3a090、５Ｄ９９２．ｃ", ["3A090", "5D992.c"]),
        ("hs", "8542.31、29011010", ["854231", "29011010"]),
        ("date", "2025年4月2日、5月下旬", ["2025-04-02", "2025-05-21/2025-05-31"]),
        ("date", "4月2日から", ["2025-04-02/.."]),
        ("effective_from", "4月2日から", ["2025-04-02"]),
        ("effective_from", "2025-04-02/..", ["2025-04-02/.."]),
        ("effective_until", "8月12日まで", ["2025-08-12"]),
        ("duration", "90日間", ["P90D"]),
        ("duration", "1年, P6M", ["P1Y", "P6M"]),
        ("footnotes", "８、[注 1]", ["8", "注1"]),
        ("quantities", "28社; 12 million metric tons", [28, 12_000_000]),
        ("rates", "34→10; 最大145%", [34, 10, 145]),
        ("rates", "", []),
    ],
)
def test_reads_what_is_typed(slot: str, text: str, values: list[Value]) -> None:
    found = read_typed(slot, text, "2025-08-01")
    assert [f.value for f in found] == values
    assert all(f.rule == "reviewer" and f.evidence == [] and f.text for f in found)


@pytest.mark.parametrize(
    ("slot", "text"),
    [
        ("measure_type", "tarif"),
        ("action", "する"),
        ("imposing", "中東"),
        ("imposing", "XQ"),
        ("date", "soon"),
        ("date", "2025年2月30日"),
        ("duration", "long"),
        ("hs", "12"),
        ("hs", "2022"),
        ("eccn", "H20"),
        ("rates", "10社"),
        ("quantities", "many"),
        ("no_slot", "x"),
    ],
)
def test_says_in_both_languages_what_is_not_understood(slot: str, text: str) -> None:
    with pytest.raises(NotUnderstoodError) as caught:
        read_typed(slot, text)
    assert text in caught.value.message_en or slot in caught.value.message_en
    assert text in caught.value.message_ja or slot in caught.value.message_ja


def test_a_near_miss_is_named() -> None:
    with pytest.raises(NotUnderstoodError, match="Did you mean tariff"):
        read_typed("measure_type", "tarif")


def test_a_known_name_brings_its_names() -> None:
    (bis,) = read_typed("authority", "BIS")
    assert (bis.text, bis.value, bis.name_ja) == ("BIS", "us-bis", "産業安全保障局")


@pytest.mark.parametrize(
    ("slot", "fillers", "text"),
    [
        ("rates", [filler(34, unit="%", role="from"), filler(10, unit="%", role="to"), filler(145, unit="%", comparator="le")], "34%→10%; ≤145%"),
        ("rates", [filler(10, unit="%", role="to"), filler(34, unit="%", role="from")], "→10%; 34%→"),
        ("quantities", [filler(28, unit="社"), filler(12_000_000, unit="metric tons")], "28社; 12,000,000 metric tons"),
        ("authority", [filler("us-bis", "BIS")], "BIS"),
        ("authority", [filler("us-bis", "当局")], "当局 [us-bis]"),
        ("items", [filler("a; b"), filler("鉄鋼")], '"a; b"; 鉄鋼'),
        ("imposing", [filler("US", "米国"), filler("JP")], "US; JP"),
        ("date", [filler("2025-05-21/2025-05-31", "5月下旬")], "2025-05-21/2025-05-31"),
    ],
)
def test_shows_values_readably(slot: str, fillers: list[FillerPart], text: str) -> None:
    assert show_typed(slot, fillers) == text


def test_shows_names_in_a_language() -> None:
    assert show_typed("measure_type", [filler("tariff")], "ja") == "関税"
    assert show_typed("imposing", [filler("US"), filler("JP")], "en") == "United States; Japan"


@pytest.mark.parametrize("slot", [*VOCABULARIES, *JURISDICTION_SLOTS])
@pytest.mark.parametrize("language", ["", "ja", "en"])
def test_every_choice_is_read_back(slot: str, language: str) -> None:
    for choice in choices(slot):
        text = show_typed(slot, [filler(choice.value)], language)
        assert [f.value for f in read_typed(slot, text)] == [choice.value], text


def test_every_slot_has_names_and_its_examples_are_understood() -> None:
    assert {slot_name(slot, lang) for slot in SLOTS for lang in ("ja", "en")}
    assert label("measure_type", "tariff", "ja") == "関税"
    assert label("authority", "us-bis", "ja") == "産業安全保障局"
    assert label("items", "鉄鋼", "en") == "鉄鋼"


def test_what_is_spelt_as_before_keeps_its_place() -> None:
    place = EvidencePart(page=1, rects=[], start=3, end=5, quote="BIS", block="paragraph")
    old = [filler("us-bis", "BIS", evidence=[place]), filler("us-ustr", "USTR")]
    found = revise_typed("authority", "USTR; OFAC; BIS", old)
    assert [f.value for f in found] == ["us-ustr", "us-ofac", "us-bis"]
    assert found[2] is old[0]
    assert found[1].rule == "reviewer"


def test_an_id_made_from_a_name_is_not_shown_and_not_lost() -> None:
    old = [filler("org-mx-議会", "メキシコ議会"), filler("us-bis", "当局")]
    shown = show_typed("authority", old, ids=False)
    assert shown == "メキシコ議会; 当局 [us-bis]"
    assert revise_typed("authority", shown + "; USTR", old)[:2] == old


@pytest.mark.parametrize(
    ("slot", "one", "ja", "en"),
    [
        ("date", filler("2025-05-21/2025-05-31"), "2025年5月下旬", "late May 2025"),
        ("authority", filler("us-bis", "BIS", name_ja="産業安全保障局", name_en="Bureau"), "産業安全保障局", "Bureau"),
        ("entities", filler("org-x", "X工業"), "X工業", "X工業"),
        ("items", filler("a; b"), "a; b", "a; b"),
        ("imposing", filler("US"), "米国", "United States"),
        ("rates", filler(34, unit="%"), "34%", "34%"),
    ],
)
def test_says_values_for_reading(slot: str, one: FillerPart, ja: str, en: str) -> None:
    assert (say_fillers(slot, [one], "ja"), say_fillers(slot, [one], "en")) == (ja, en)


# --- whatever the fillers, the text they are shown as means the same --------------------------------------------------

COMPARATORS = st.sampled_from([None, "gt", "ge", "lt", "le", "approx", "cumulative"])
NUMBERS = st.one_of(st.integers(-(10**15), 10**15), st.floats(allow_nan=False, allow_infinity=False, width=32).map(lambda x: int(x) if x.is_integer() else x))
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12) | st.sampled_from(['a "b', "x [y]", "BIS", " ", "1;2", '"', "]", "[", "ﾊﾟ"])
UNITS = st.sampled_from(["社", "metric tons", "万トン", "%", "ドル", "", "million tons", "の社", '"', "以上", "超", "m"]) | TEXTS


def rates() -> st.SearchStrategy[FillerPart]:
    roles, units = st.sampled_from([None, "from", "to"]), st.sampled_from(["%", "point"])
    return st.builds(lambda v, u, c, r: filler(v, unit=u, comparator=c, role=r), NUMBERS, units, COMPARATORS, roles)


def quantities() -> st.SearchStrategy[FillerPart]:
    return st.builds(lambda v, u, c: filler(v, unit=u or None, comparator=c), NUMBERS, UNITS, COMPARATORS)


def named() -> st.SearchStrategy[FillerPart]:
    return st.builds(lambda t, v: filler(v, text=t), TEXTS, TEXTS | st.sampled_from(["us-bis", "huawei"]))


@settings(deadline=None)
@given(st.lists(rates(), max_size=4))
def test_rates_are_read_back(fillers: list[FillerPart]) -> None:
    assert meaning(read_typed("rates", show_typed("rates", fillers))) == meaning(fillers)


@settings(deadline=None)
@given(st.lists(quantities(), max_size=3))
def test_quantities_are_read_back(fillers: list[FillerPart]) -> None:
    assert meaning(read_typed("quantities", show_typed("quantities", fillers))) == meaning(fillers)


@settings(deadline=None)
@given(st.sampled_from([*NAMED_SLOTS, "items"]), st.lists(named(), max_size=4))
def test_names_and_phrases_are_read_back(slot: str, fillers: list[FillerPart]) -> None:
    back = read_typed(slot, show_typed(slot, fillers))
    assert [(f.text, f.value) for f in back] == [(f.text, f.value) for f in fillers]


@settings(deadline=None)
@given(st.lists(TEXTS, max_size=4))
def test_markers_are_read_back(markers: list[str]) -> None:
    fillers = [filler(m) for m in markers]
    assert [f.value for f in read_typed("footnotes", show_typed("footnotes", fillers))] == markers


@settings(deadline=None)
@given(st.sampled_from(SLOTS), st.text(max_size=40))
def test_any_text_is_understood_or_refused(slot: str, text: str) -> None:
    try:
        found = read_typed(slot, text, "2025-08-01")
    except NotUnderstoodError:
        return
    again = read_typed(slot, show_typed(slot, found), "2025-08-01")
    assert meaning(again) == meaning(found)


@pytest.mark.parametrize(
    ("slot", "planned", "value"),
    [
        ("date", False, "2025-05-21/2025-05-31"),
        ("date", True, "2026-05-21/2026-05-31"),
        # What was decided may begin and end to apply later.
        ("effective_from", False, "2026-05-21/2026-05-31"),
        ("effective_until", False, "2026-05-21/2026-05-31"),
    ],
)
def test_a_date_lies_before_the_brief_unless_it_is_of_a_plan(slot: str, planned: bool, value: str) -> None:
    assert [f.value for f in read_typed(slot, "5月下旬", "2025-12-10", planned=planned)] == [value]


def test_no_label_is_cut_at_a_comma() -> None:
    """In YAML a comma ends a word of {a: b, c: d} that is not quoted: what follows becomes a key of its own."""
    for section, entries in read_lexicon("labels").items():
        for key, said in entries.items():
            assert set(said) <= {"ja", "en", "hint_ja", "hint_en"}, (section, key)
            assert all(said.values()), (section, key)
