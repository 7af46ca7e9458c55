from __future__ import annotations

import time
import unicodedata

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.model import Block, BlockKind, Document, Note, NoteReference, Passage, Source
from extract.normalize import normalise_document
from extract.spans import Span
from extract.values.characters import is_mark, plain_character


def document(text: str, blocks: tuple[Block, ...] = (), notes: tuple[Note, ...] = ()) -> Document:
    size = len(text)
    return Document(
        source=Source("brief.txt", "", "text", text=text),
        text=text,
        pages=np.zeros(size, np.int32),
        boxes=np.zeros((size, 4), np.float32),
        blocks=blocks or (Block("paragraph", Span(0, size)),),
        notes=notes,
    )


def normalise(text: str, kind: BlockKind = "paragraph", marker: str = "") -> Passage:
    (passage,) = normalise_document(document(text, (Block(kind, Span(0, len(text)), marker=marker),)))
    return passage


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        # characters
        ("ﾘｽﾄ規制とｶﾞｽﾀｰﾋﾞﾝ､ﾊﾟﾅﾏ｡", "リスト規制とガスタービン、パナマ。"),
        ("ＥＡＲ９９は２５％", "EAR99は25%"),
        ("㋿7年、㈱東西、㌫、№", "令和7年、(株)東西、パーセント、No"),
        ("⽇⽶の⾞", "日米の車"),
        ("⻑官と⻄側", "長官と西側"),
        ("｢鍵｣は､必要｡", "「鍵」は、必要。"),
        ("5月～6月、5月〜6月", "5月〜6月、5月〜6月"),
        ("規\u200b制\ufeff品\u00ad目", "規制品目"),
        ("\uf0a7\uf09e 品目", "・・品目"),
        ("か\u3099い", "がい"),
        ("①関税②規制", "①関税②規制"),
        ("½、10²、Chip™ と…", "½、10²、Chip™と…"),
        # look-alikes
        ("ｺﾝﾋﾟｭ―ﾀ、サ－バ、ユ—ザ", "コンピュータ、サーバ、ユーザ"),
        ("サ－バ", "サーバ"),
        ("ﾕ-ｻﾞ、ﾃﾞ-ﾀ", "ユーザ、データ"),
        ("トランプ-バイデン、メーカー—ユーザー", "トランプ-バイデン、メーカー—ユーザー"),
        ("二○二四年、一○○％、二○日", "二〇二四年、一〇〇%、二〇日"),
        ("○田中君　次の一○を", "○田中君 次の一○を"),
        ("バイデン―トランプ", "バイデン―トランプ"),
        ("規制――サービス", "規制――サービス"),
        ("4月―6月、2025－05", "4月―6月、2025-05"),
        ("米国―中国", "米国―中国"),
        ("ブルー·スカイ", "ブルー・スカイ"),
        # letter-spacing and spaces
        ("2 0 2 4 . 1 2 . 5", "2024.12.5"),
        ("2 0 2 4 年 3 月", "2024年3月"),
        ("年 間 停 止 で", "年間停止で"),
        ("C I S T E C 事務局", "CISTEC事務局"),
        ("欄 1 2 3 4 5", "欄1 2 3 4 5"),
        ("U N e n v o y h a i l s", "U N e n v o y h a i l s"),
        ("高性能 AI 半導体 を 34 社 に", "高性能AI半導体を34社に"),
        ("Entity List への追加", "Entity Listへの追加"),
        ("関税 を 5 % 以内", "関税を5%以内"),
        ("田中大臣　お答えします。", "田中大臣 お答えします。"),
        ("目　次", "目次"),
        ("米国     中国", "米国 中国"),
        ("( SAFTA ) が", "(SAFTA)が"),
        # lines
        ("輸出規\n制を強化", "輸出規制を強化"),
        ("対象は AI\n半導体", "対象はAI半導体"),
        ("the Bureau \n of Industry", "the Bureau of Industry"),
        ("licence appli-\ncations were", "licence applications were"),
        ("licence appli\x02\ncations were", "licence applications were"),
        ("licence appli\x02cations were", "licence applications were"),
        ("a high-\nskilled job", "a high-skilled job"),
        ("re-export, then re-\nexport", "re-export, then re-export"),
        ("the U.S.-\nChina deal", "the U.S.-China deal"),
        ("a tranche -\nthe first", "a tranche - the first"),
        ("see https://www.example.org/a-\nb/c.html today", "see https://www.example.org/a-b/c.html today"),
        ("see https://www.example.org/a\x02\nb/c.html", "see https://www.example.org/a-b/c.html"),
        ("https://www.example.org/docs/\n20250407.pdf", "https://www.example.org/docs/20250407.pdf"),
        ("https://www.example.org/docs\nThe end", "https://www.example.org/docs The end"),
        ("https://www.example.org/docs/\n米国商務省", "https://www.example.org/docs/米国商務省"),
        # Markdown
        ("**2023-12-21**: 輸出を禁止", "2023-12-21:輸出を禁止"),
        ("## 経緯", "経緯"),
        ("追加された。[出典](https://www.example.org/a_(b).html)", "追加された。出典"),
        ("![図](https://www.example.org/a.png)次", "次"),
        ("番号は `5D992.c` である", "番号は5D992.cである"),
        ("これは *強調* です", "これは強調です"),
        ("注 *1 と *2", "注*1と*2"),
        ("[参考] (1)", "[参考] (1)"),
        ("a\n<!-- -->\nb", "a b"),
    ],
)
def test_writes_plain_text(raw: str, plain: str) -> None:
    assert normalise(raw).text == plain


@pytest.mark.parametrize(
    ("raw", "marker", "plain"),
    [
        ("⚫ 関税を課す", "⚫", "関税を課す"),
        ("（１）関税", "(1)", "関税"),
        ("1. 概要", "1.", "概要"),
        ("1. 概要", "2.", "1.概要"),
        ("概要", "", "概要"),
    ],
)
def test_leaves_out_the_marker_of_an_item(raw: str, marker: str, plain: str) -> None:
    assert normalise(raw, "list", marker).text == plain


def test_leaves_out_note_references_and_says_where_they_stood() -> None:
    text = "発表した 1。6社12を追加\n注の文"
    one, two = text.index("1"), text.index("12")
    two = text.index("12", one + 1)
    notes = (
        Note("12", None, None, (NoteReference("12", Span(two, two + 2)),)),
        Note("1", None, None, (NoteReference("1", Span(one, one + 1)),)),
    )
    blocks = (Block("paragraph", Span(0, 14)), Block("note", Span(15, 18)))
    first, second = normalise_document(document(text, blocks, notes))
    assert first.text == "発表した。6社を追加"
    assert first.references == ((4, "1"), (7, "12"))
    assert second.references == ()


def test_a_composed_character_stands_for_both_its_sources() -> None:
    passage = normalise("中国のﾚｱﾒﾀﾙとｶﾞﾘｳﾑ")
    at = passage.text.index("ガ")
    assert passage.map.to_source(Span(at, at + 1)).of("中国のﾚｱﾒﾀﾙとｶﾞﾘｳﾑ") == "ｶﾞ"


def test_offsets_lead_back_through_every_layer() -> None:
    raw = "米国は､**ﾚｱｱｰｽ**関\n連の 2 8 社 を appli-\ncations に"
    passage = normalise(raw)
    assert passage.text == "米国は、レアアース関連の28社をapplicationsに"
    for word, source in (("レアアース", "ﾚｱｱｰｽ"), ("関連", "関\n連"), ("28社", "2 8 社"), ("applications", "appli-\ncations")):
        at = passage.text.index(word)
        assert passage.map.to_source(Span(at, at + len(word))).of(raw) == source


def test_empty_blocks_give_no_passage_and_the_index_stays_that_of_the_block() -> None:
    text = " \n\n関税\n"
    passages = normalise_document(document(text, (Block("paragraph", Span(0, 2)), Block("paragraph", Span(3, 6)))))
    assert [(p.block, p.text) for p in passages] == [(1, "関税")]
    assert passages[0].map.to_source(Span(0, 2)) == Span(3, 5)


@pytest.mark.parametrize(
    ("texts", "languages"),
    [
        (("関税を課す", "BIS Entity List", "商務部"), ["ja", "en", "ja"]),
        (("The rule adds entries to the list.", "2025", "It takes effect today."), ["en", "en", "en"]),
        (("経済安全保障推進会議", "対象国内区分", "関税を課す"), ["ja", "ja", "ja"]),
        (("米国の措置について", "經濟部國際貿易署發布對於出口管制"), ["ja", "zh"]),
        (("米国の措置について", "商务部新闻发言人就中美经贸有关情况答记者问"), ["ja", "zh"]),
        (("The Ministry of Commerce (レアアース) announced new export controls on rare earths and related items "
          "today, and said that the export controls take effect immediately.",), ["en"]),
    ],
)
def test_tells_the_language_of_each_block(texts: tuple[str, ...], languages: list[str]) -> None:
    blocks: list[Block] = []
    at = 0
    for text in texts:
        blocks.append(Block("paragraph", Span(at, at + len(text))))
        at += len(text) + 1
    assert [p.language for p in normalise_document(document("\n".join(texts), tuple(blocks)))] == languages


def test_bullets_at_line_starts_in_a_cell_begin_sentences() -> None:
    passage = normalise("・停止を延長\nする\n・税率を下げる", "table")
    assert [s.of(passage.text) for s in passage.sentences] == ["・停止を延長する", "・税率を下げる"]
    passage = normalise("規制の対象は次\n・のとおり", "paragraph")
    assert len(passage.sentences) == 1


ALPHABET = st.characters(exclude_categories=["Cs"]) | st.sampled_from("ｶﾞﾊﾟ゙゚か\u3099㋿①～〜－ー―\x02\u00ad\u200b \n\u3000-.%()「」。ab1２")


@given(st.text(ALPHABET, max_size=60))
@settings(max_examples=400, deadline=None)
def test_the_map_is_total_ordered_and_nothing_is_made_up(raw: str) -> None:
    for passage in normalise_document(document(raw)):
        assert len(passage.map) == len(passage.text)
        for at in range(len(passage.text)):
            assert len(passage.map.to_source(Span(at, at + 1)))
        for sentence in passage.sentences:
            assert 0 <= sentence.start < sentence.end <= len(passage.text)


def skeleton(text: str) -> str:
    """A text in NFKC without what normalising takes out or interchanges: white space, dashes, invisible characters, markup."""
    plain = unicodedata.normalize("NFKC", "".join(c for c in text if plain_character(c) or is_mark(c)))
    return "".join(c for c in plain if not c.isspace() and c not in "-~〜ー―—–─━・·‧∙⋅*_`#[]()!<>○◯〇\x02")


MARKUP = st.characters(exclude_categories=["Cs", "Co"], exclude_characters="*_`#[]()<>\x02⁓∼‐\u2011−︲﹣－﹘")


@given(st.text(MARKUP.filter(lambda c: plain_character(c) in (unicodedata.normalize("NFKC", c), c)), min_size=1, max_size=40))
@settings(max_examples=400, deadline=None)
def test_the_text_is_the_source_in_nfkc(raw: str) -> None:
    found = "".join(p.text for p in normalise_document(document(raw)))
    assert skeleton(found) == skeleton(raw)


def test_is_fast_enough_for_a_page_in_milliseconds() -> None:
    line = "米国は､ﾚｱｱｰｽ関連 7 品目の輸出規制を 2025 年 4 月 2 日に AI 半導体へ\n"
    text = line * 250
    normalise_document(document(text))
    began = time.process_time()
    normalise_document(document(text))
    assert (time.process_time() - began) / len(text) * 1000 < 0.02


@pytest.mark.parametrize("unit", ["<!--", "**a", "「", "「)", " ", "\u3000", "a\n", "-\n", "`", "[a](", "1 ", "ﾞ", "\x02", "https://a/\n", "。", "A. "])
def test_endless_repetition_takes_no_endless_time(unit: str) -> None:
    text = unit * (30_000 // len(unit))
    began = time.process_time()
    normalise_document(document(text))
    assert time.process_time() - began < 5
