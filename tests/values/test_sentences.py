from __future__ import annotations

import pytest

from extract.model import Language
from extract.values.sentences import guess_language, has_kanji, split_sentences


def split(text: str, language: Language, breaks: tuple[int, ...] = ()) -> list[str]:
    return [text[a:b] for a, b in split_sentences(text, language, breaks)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["関税を課した。", "規制も強めた。"],
        ["中国は「撤廃する。直ちに行う。」と述べた。", "米国も応じた。"],
        ["品目(AIを含む。以下同じ。)を追加した。", "許可が要る。"],
        ["追加した。", "(注:7品目に限る。)", "次に述べる。"],
        ["本当か?", "そうだ!", "始まる。"],
        ["Yahoo!ニュースによる。", "別の記事。"],
        ["税率は2.5%である。", "以上"],
        ["規定を改める.", "次の表のとおりとする."],
        ["第一・五%とする。"],
        ["閉じない「括弧がある。", "次の文。"],
        ["句点のない見出し"],
    ],
)
def test_splits_japanese(sentences: list[str]) -> None:
    assert split("".join(sentences), "ja") == sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["The U.S. raised duties.", "China responded."],
        ["NVIDIA Corp. said so.", "It filed a report."],
        ["Enterprise Products Partners L.P. filed it.", "The BIS replied."],
        ["See No. 5 and Art. 3 of the act.", "They apply."],
        ["It starts on Sept. 6, 2025.", "That is a Saturday."],
        ["The rate is 7.5 percent.", "20 firms are listed."],
        ["President Donald J. Trump signed it.", "In the U.S.", "The rule applies."],
        ["Items (e.g. Chips) count.", '"Yes."', "He agreed."],
        ["Is it so?", "No."],
        ["1. Overview of the rule"],
    ],
)
def test_splits_english(sentences: list[str]) -> None:
    assert split(" ".join(sentences), "en") == sentences


def test_begins_sentences_where_told() -> None:
    assert split("・停止・延長", "ja", (3,)) == ["・停止", "・延長"]
    assert split("停止", "ja", (0, 2, 9)) == ["停止"]
    assert split("  ", "ja") == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("関税を課す", "ja"),
        ("AIチップ", "ja"),
        ("Entity List", "en"),
        ("商务部新闻发言人就有关情况答记者问", "zh"),
        ("經濟部國際貿易署發布對於出口管制之說明", "zh"),
        ("経済安全保障推進会議", None),
        ("商務部", None),
        ("2025.8.1", None),
        ("", None),
    ],
)
def test_guesses_the_language(text: str, language: Language | None) -> None:
    assert guess_language(text) == language


def test_knows_kanji() -> None:
    assert has_kanji("第5条")
    assert not has_kanji("AIチップ")
