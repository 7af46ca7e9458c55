"""The pipelines: text kept, limits kept, and the numpy decoder equal to spaCy's own."""

from __future__ import annotations

import itertools
import random
import subprocess
import sys

import pytest

from extract import fastner, nlp

AGENCIES = ["米商務省", "中国商務部", "欧州委員会", "経済産業省", "英国財務省", "韓国産業通商資源部", "国際貿易裁判所"]
PARTIES = ["ファーウェイ", "東京エレクトロン", "ASML", "Hanwha Ocean", "日本製鉄株式会社", "中芯国際", "ネクスペリア社"]
ACTS = [
    "{a}は{d}、{p}など{n}社をエンティティ・リストに加えると発表した。",
    "{d}に{a}が公表した規則により、{p}向けの半導体製造装置は許可が必要となる！{n}品目が対象だ。",
    "「関税は{n}％に上げる。」と{a}の報道官は{d}に述べた。{p}は反発している",
    "（注）{a}『年次報告』{d}。\n　{p}の子会社{n}社を含む。",
]
DATES = ["2024年12月2日", "昨年10月", "7月下旬", "令和6年度"]


def write_paragraphs() -> list[str]:
    chosen = itertools.product(AGENCIES, PARTIES, ACTS)
    texts = [
        act.format(a=a, p=p, d=DATES[i % len(DATES)], n=i % 90 + 3) for i, (a, p, act) in enumerate(chosen)
    ]
    joined = ["".join(texts[i : i + 5]) for i in range(0, len(texts), 5)]
    return [*texts[::2], *joined]


def test_fast_decoder_agrees_with_stock_spacy() -> None:
    texts = write_paragraphs()
    assert len(texts) >= 100
    fast = nlp.analyse(texts, "ja")
    pipeline = nlp.load_japanese()
    stock = [nlp._tokenise(pipeline, text) for text in texts]
    for _, pipe in pipeline.pipeline:
        nlp._apply(pipe, stock)
    found = [[(e.start, e.end, e.label_) for e in d.ents] for d in fast]
    assert found == [[(e.start, e.end, e.label_) for e in d.ents] for d in stock]
    assert sum(map(len, found)) > 300


def test_falls_back_to_stock_on_unverified_versions(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "米商務省は2024年12月2日、東京エレクトロンに通知した。"
    fast = [(e.text, e.label_) for e in nlp.analyse([text], "ja")[0].ents]
    monkeypatch.setattr(fastner, "VERIFIED_BELOW", (3, 8))
    nlp._build_decoder.cache_clear()
    try:
        assert nlp._build_decoder(False) is None
        assert [(e.text, e.label_) for e in nlp.analyse([text], "ja")[0].ents] == fast
    finally:
        nlp._build_decoder.cache_clear()


@pytest.mark.parametrize(
    ("version", "verified"),
    [("3.8.18", True), ("3.8.30", True), ("3.8.17", False), ("3.9.0", False), ("4.0.0.dev3", False), ("3.8", False)],
)
def test_is_verified(version: str, verified: bool) -> None:
    assert fastner.is_verified(version) is verified


def test_text_is_kept_whatever_it_holds() -> None:
    ranges = [(1, 0x300), (0x2000, 0x2100), (0x3000, 0x3200), (0x4E00, 0x9FFF), (0, 0x21), (0x1F300, 0x1F600)]
    rng = random.Random(7)
    texts = ["".join(chr(rng.randrange(*rng.choice(ranges))) for _ in range(30)) for _ in range(150)]
    texts += ["", " ", "\n", "。", "　 a  b", "\x00", "か\u3099"]
    for language in ("ja", "en", "zh"):
        assert [d.text for d in nlp.analyse(texts, language)] == texts


def test_tokens_carry_tags_lemma_and_inflection() -> None:
    doc = nlp.analyse(["輸出を停止した。"], "ja")[0]
    done = next(t for t in doc if t.text == "し")
    assert done.tag_.startswith("動詞")
    assert done.lemma_ == "する"
    assert "連用形" in str(done.morph)
    assert not doc.has_annotation("DEP")


def test_parser_on_request() -> None:
    doc = nlp.analyse(["米国が中国への輸出を停止した。次の文だ。"], "ja", with_parser=True)[0]
    assert doc.has_annotation("DEP")
    assert len(list(doc.sents)) == 2


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("関税を上げた。次に下げた！", ["関税を上げた。", "次に下げた！"]),
        ("「上げる。」と述べた。次", ["「上げる。」と述べた。", "次"]),
        ("閉じない「括弧。\n次の行", ["閉じない「括弧。\n", "次の行"]),
        ("一つの文", ["一つの文"]),
    ],
)
def test_sentence_starts(text: str, sentences: list[str]) -> None:
    assert [s.text for s in nlp.analyse([text], "ja")[0].sents] == sentences


def test_texts_beyond_the_tokenisers_limit() -> None:
    text = "輸出許可の申請が必要となる。" * 2000
    doc = nlp.analyse([text], "ja")[0]
    assert doc.text == text
    assert len(list(doc.sents)) == 2000


@pytest.mark.parametrize("text", ["あ" * 50_000, "a" * 120_000, "。" * 30_000, "漢字、" * 9000, "𠮷" * 20_000, ""])
def test_split_keeps_every_character(text: str) -> None:
    parts = nlp.split_for_sudachi(text)
    assert "".join(parts) == text
    assert all(len(p.encode()) <= nlp.SUDACHI_BYTES for p in parts)


def test_loading_is_cached_and_spacy_is_imported_late() -> None:
    assert nlp.load_japanese() is nlp.load_japanese()
    assert nlp.load_english() is nlp.load_english()
    code = "import sys, extract.nlp; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_english_model_is_named_only_if_installed() -> None:
    loaded = nlp.load_english()
    assert nlp.english_model() in ("", nlp.ENGLISH_MODEL)
    assert (loaded.meta["name"] == "core_web_sm") is bool(nlp.english_model())
    assert [s.text for s in nlp.analyse(["Duties rose. They fell."], "en")[0].sents] == ["Duties rose.", "They fell."]
