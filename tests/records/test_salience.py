"""The second look: sentences whose wording as a whole states an act, in words that the grammar does not know."""

from __future__ import annotations

import pytest

from extract.records.salience import RULE
from records.sentences import core, read_records

STATED = [
    ("Canada came forward on 13 March 2031 with a 25% tariff on steel from the United States.", ("tariff", "CA")),
    ("On 2 May 2031 the United States followed suit with a 10% duty on copper.", ("tariff", "US")),
    ("India answered on 4 June 2031 with import restrictions on lithium batteries.", ("import_control", "IN")),
    ("The European Union came forward on 7 July 2031 with economic sanctions against Belarus.", ("sanction", "EU")),
    ("Brazil joined in on 1 August 2031 with an export tax surcharge of 15%.", ("tariff", "BR")),
]
SILENT = [
    "Steel prices rose 4% on 5 May 2031 after the United States tariff of 4 March.",
    "Analysts put the cost of the 25% tariff of the United States at 3 billion dollars in 2031.",
    "China’s exports of gallium fell 60% on year in May 2031.",
    "Why the United States wants a 15% tariff on chips in 2031 is another question.",
    "In 2030, Mexico surpassed Canada as the top U.S. trading partner in goods, with $976.1 billion in trade (exports plus imports).",
    "U.S. goods exports to Mexico increased from $134.2 billion in 2026 to $337.9 billion in 2030, a 150% increase.",
    "Korean imports included computers ($90.8 billion), motor vehicles ($84.4 billion) and medical instruments ($14.7 billion).",
    "Japan ranked second among suppliers of U.S. machinery imports in 2030, followed by Germany.",
    "The United States is Mexico’s largest trading partner, accounting for 60% of its trade in goods in 2030.",
    "韓国は2030年に日本を抜き、米国への鉄鋼輸出で第4位となった。",
    "中国からの輸入は2030年に4,200億ドルに達し、全体の14%を占めた。",
    "These tariffs of 2031 had an effect on China.",
    "2031年5月の中国のガリウム輸出は前年同月比60%減少した。",
    "米国の25%の関税が2031年の景気に及ぼす影響は大きい。",
    "上記の2031年の輸出規制をめぐる米国の姿勢は読みにくい。",
    "米国が2031年に関税をどうするかは誰にも分からない。",
    "このように米国の2031年の輸出規制は企業の重荷である。",
]


@pytest.mark.parametrize(("text", "wanted"), STATED)
def test_what_is_named_states_an_act(text: str, wanted: tuple[str, str]) -> None:
    found = read_records(text + "\n")
    assert [(core(r)[0], core(r)[2]) for r in found] == [(wanted[0], (wanted[1],))]


@pytest.mark.parametrize("text", SILENT)
def test_figures_opinions_and_summaries_state_none(text: str) -> None:
    assert read_records(text + "\n") == ()


def test_what_the_second_look_found_says_so_and_is_less_sure() -> None:
    looked = read_records("Canada came forward on 13 March 2031 with a 25% tariff on steel from the United States.\n")[0]
    plain = read_records("Canada imposed a 25% tariff on steel from the United States on 13 March 2031.\n")[0]
    assert RULE in looked.slots["action"][0].rule
    assert RULE not in plain.slots["action"][0].rule
    assert looked.confidence < plain.confidence
