"""Which statements stand that name nobody, and who acts where the brief as a whole leaves no doubt."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.model import Filler, Mention, Place
from extract.records.actors import CARRIED_OVER
from extract.records.grounding import is_grounded, name_main_actor
from extract.records.statements import Statement
from extract.spans import Span
from records.sentences import core, read_records

# Nobody is named, nor any goods; the sentence as a whole leaves no doubt.
STATED = [
    ("特恵税率は2026年1月1日に廃止されました。", ("tariff", "lift")),
    ("従来の輸出許可制は2025年7月から届出制に改められた。", ("export_control", "impose")),
    ("追加関税は2025年8月7日に発効した。", ("tariff", "impose")),
    ("同年4月から暫定税率が適用されている。", ("tariff", "impose")),
    ("The additional duty took effect on August 7, 2025.", ("tariff", "impose")),
]
SILENT = [
    "関税を課すことは容易ではない。",
    "輸出の際には個別許可の申請が義務付けられる。",
    "追加関税を負担するのは輸入業者である。",
    "なぜ関税が引き上げられるのかを次に見ていく。",
    "Higher tariffs would raise prices.",
]


@pytest.mark.parametrize(("text", "wanted"), STATED)
def test_an_act_that_names_nobody_stands_where_its_sentence_leaves_no_doubt(text: str, wanted: tuple[str, str]) -> None:
    assert [core(r) for r in read_records(text + "\n")] == [(*wanted, ())]


@pytest.mark.parametrize("text", SILENT)
def test_what_is_only_spoken_of_stays_silent(text: str) -> None:
    assert read_records(text + "\n") == ()


def make_statement(*codes: str) -> Statement:
    slots = {"imposing": tuple(Filler(c, c, "actor", (Place(0, Span(0, 2)),)) for c in codes)} if codes else {}
    return Statement(0, Span(0, 10), "tariff", "impose", slots)


def test_the_main_actor_is_taken_over_and_marked() -> None:
    filled = name_main_actor([make_statement("US"), make_statement("US"), make_statement()], ())[2]
    assert filled.values("imposing") == ("US",)
    assert "imposing" in filled.inherited
    assert filled.slots["imposing"][0].rule == "main-actor-of-brief"


def make_body(code: str) -> Mention:
    return Mention("entity", 0, Span(0, 2), f"Ministry of {code}", f"Ministry of {code}", "name", type="ORG", jurisdiction=code)


def test_the_offices_that_a_brief_names_speak_for_their_power() -> None:
    filled = name_main_actor([make_statement("IN"), make_statement()], [make_body("GB")] * 4)[1]
    assert filled.values("imposing") == ("GB",)


@pytest.mark.parametrize("sides", [(), ("US",), ("US", "CN"), ("US", "CN", "EU"), ("US", "US", "CN", "CN")])
def test_nobody_is_guessed_among_several(sides: tuple[str, ...]) -> None:
    assert not name_main_actor([*map(make_statement, sides), make_statement()], ())[-1].slots.get("imposing")


def test_nobody_is_made_to_act_on_himself() -> None:
    hit = make_statement().filled(target_jurisdictions=make_statement("US").slots["imposing"])
    assert not name_main_actor([make_statement("US"), make_statement("US"), hit], ())[-1].slots.get("imposing")


def test_goods_with_a_date_are_ground_enough() -> None:
    place = (Place(0, Span(0, 2)),)
    bare = Statement(0, Span(0, 10), "tariff", "impose", {"items": (Filler("鉄鋼", "鉄鋼", "goods", place),)})
    assert not is_grounded(bare)
    assert is_grounded(bare.filled(date=(Filler("4月2日", "2025-04-02", "date", place),)))


def test_of_two_sides_taken_over_the_main_one_acts() -> None:
    lent = make_statement("CA", "US").filled(imposing=tuple(replace(f, rule=CARRIED_OVER) for f in make_statement("CA", "US").slots["imposing"]))
    told = [make_statement("CA"), make_statement("CA"), make_statement("CA", "US"), lent]
    assert [s.values("imposing") for s in name_main_actor(told, ())] == [("CA",), ("CA",), ("CA", "US"), ("CA",)]


def test_a_passage_without_a_clause_says_nothing() -> None:
    assert read_records("(追加関税の停止)\n\n(関税)(停止)(1)\n") == ()
