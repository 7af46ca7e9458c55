"""Text files: encodings, line ends, and what is no text."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.encodings import decode_text, judge
from extract.errors import EmptyInputError, LimitError, UndecodableError
from extract.read import read_bytes
from extract.settings import Settings

JAPANESE = "第一条　経済産業大臣は、輸出の許可を取り消すことができる。税率は二五％とし、①を除く。\n半角ｶﾅも混じる。\n"
ENGLISH = "The Secretary “shall” impose a duty – 25% – on Müller’s café goods.\n"


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
        ("cp932", "cp932"),
        ("euc_jisx0213", "euc_jp"),
        ("iso2022_jp_ext", "iso2022_jp"),
    ],
)
def test_japanese_encodings(encoding: str, named: str) -> None:
    # ① and half-width katakana are not in every set.
    text = JAPANESE if named.startswith(("utf", "cp932")) else JAPANESE.replace("①", "一").replace("ｶﾅ", "カナ")
    source = read_bytes(text.encode(encoding), "a.txt")
    assert source.text == text
    assert source.encoding == named
    assert source.reader == "text"
    assert source.pages == ()


def test_utf_16_be_with_a_mark() -> None:
    source = read_bytes(b"\xfe\xff" + JAPANESE.encode("utf-16-be"), "a.txt")
    assert (source.text, source.encoding) == (JAPANESE, "utf-16-be")


@pytest.mark.parametrize("text", ["税率", "注１）関税", "あ", "2025年8月1日", "(1)輸出管理", "ＥＡＲ", "―「」、。"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "euc_jp"])
def test_short_japanese(text: str, encoding: str) -> None:
    assert decode_text(text.encode(encoding), "a")[0] == text


def test_half_width_katakana() -> None:
    assert decode_text("ｶﾝｾﾞｲ".encode("cp932"), "a") == ("ｶﾝｾﾞｲ", "cp932")


@pytest.mark.parametrize("text", [ENGLISH, "“We”", "naïve", "€500 million", "§ 232", "plain"])
def test_windows_english(text: str) -> None:
    assert decode_text(text.encode("cp1252"), "a")[0] == text


def test_ascii_is_utf_8() -> None:
    assert decode_text(b"Section 301", "a") == ("Section 301", "utf-8")


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"a\r\nb\rc\n\nd", "a\nb\nc\n\nd"),
        ("a\u2028b\u0085c".encode(), "a\nb\nc"),
        (b"page one\fpage two", "page one\fpage two"),
        (b"page\r\n\f\r\npage", "page\n\f\npage"),
        (b"a\tb  c\n", "a\tb  c\n"),
        (b"Word's\vline break", "Word's\nline break"),
        (b"a stray \x01" + b" among good ones" * 20, "a stray \ufffd" + " among good ones" * 20),
    ],
)
def test_line_ends(data: bytes, text: str) -> None:
    assert read_bytes(data, "a.txt").text == text


def test_markdown_is_text() -> None:
    assert read_bytes("# 見出し\n\n- 項目\n".encode(), "a.md").text == "# 見出し\n\n- 項目\n"


@pytest.mark.parametrize(
    "data",
    [
        b"\x00\x01\x02\x03" * 50,
        bytes(range(256)) * 4,
        b"\x7fELF\x02\x01\x01\x00" * 30,
        b"\xff\xfe\x00\xd8\x00",
        b"\xef\xbb\xbf\xff\xff",
    ],
)
def test_binary_data(data: bytes) -> None:
    with pytest.raises(UndecodableError, match=r"a\.txt"):
        read_bytes(data, "a.txt")


def test_random_bytes_are_no_text() -> None:
    generator = random.Random(7)
    for size in (200, 1000, 5000):
        with pytest.raises(UndecodableError):
            decode_text(generator.randbytes(size), "a")


def test_one_broken_byte_says_where() -> None:
    data = JAPANESE.encode() * 5
    broken = data[:300] + b"\xff" + data[300:]
    with pytest.raises(UndecodableError, match=r"breaks at byte (29\d|300)"):
        read_bytes(broken, "a.txt")


@pytest.mark.parametrize("data", [b"", b"\n\n  \r\n", b"\xef\xbb\xbf", "　\n".encode()])
def test_empty(data: bytes) -> None:
    with pytest.raises(EmptyInputError):
        read_bytes(data, "a.txt")


def test_text_limit() -> None:
    with pytest.raises(LimitError, match="EXTRACT_MAX_TEXT_BYTES"):
        read_bytes(b"long text", "a.txt", settings=Settings(max_text_bytes=4))


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("関税の引上げについて", "関税の引上げについて".encode("euc_jp").decode("cp932", "replace")),
        ("“Tariff” of 25%", "“Tariff” of 25%".encode("cp1252").decode("cp932", "replace")),
        ("輸出管理", "輸出管理".encode("cp932").decode("cp1252", "replace")),
    ],
)
def test_misreadings_are_judged_worse(good: str, bad: str) -> None:
    assert judge(good) > judge(bad)


KANA = st.text(st.characters(min_codepoint=0x3041, max_codepoint=0x3093), min_size=4, max_size=80)
KANJI = st.text(st.sampled_from("関税輸出管理規制対象措置発動撤廃経済安全保障許可品目国米中日欧"), max_size=30)


@settings(max_examples=150, deadline=None)
@given(kana=KANA, kanji=KANJI, encoding=st.sampled_from(["utf-8", "cp932", "euc_jp", "utf-16"]))
def test_kana_and_kanji_come_back(kana: str, kanji: str, encoding: str) -> None:
    text = kanji + kana + "。\n" + kanji
    assert decode_text(text.encode(encoding), "a")[0] == text
