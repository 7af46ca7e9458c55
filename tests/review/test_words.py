from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from extract import review
from extract.model import SLOTS
from extract.review.words import FAMILY_OF, TONGUES, Words, pick_tongue, read_words, script_words

ROOM = Path(review.__file__).parent
CALLS = {
    ".html": re.compile(r"""\bt(?:\.count)?\(\s*["']([a-z_.]+)["']\s*[,)]"""),
    ".js": re.compile(r"""(?<![\w.])t\(\s*["']([a-z_.]+)["']|label: ["']((?:js|record)\.[a-z_.]+)["']"""),
    ".py": re.compile(r"""(?:Refusal\(\d+, |refuse\([\w.]+, \d+, |both\(|words\()"([a-z_.]+)\""""),
}
# Keys that are put together from a part and a value.
BUILT = [
    *(f"nav.{page}" for page in ("queue", "documents", "history", "evaluate")),
    *(f"state.{state}" for state in ("open", "recheck", "accepted", "deleted", "merged", "split")),
    *(f"queue.sort.{sort}" for sort in ("doubt", "document", "confidence", "date")),
    *(f"queue.filter.{name}" for name in ("from", "to")),
    *(f"event.{kind}" for kind in ("add", "delete", "merge", "split", "accept", "reopen", "undo", "complete", "incomplete")),
    *(f"initial.{slot}" for slot in (*SLOTS, "evidence")),
    *(f"slot.{name}" for name in ("evidence", "title_ja", "title_en")),
]


def used() -> list[tuple[str, str]]:
    found = []
    for path in sorted(ROOM.rglob("*")):
        if path.suffix in CALLS:
            for match in CALLS[path.suffix].finditer(path.read_text(encoding="utf-8")):
                found.append((path.name, next(g for g in match.groups() if g)))
    return found


def test_the_search_for_keys_finds_them() -> None:
    assert len(used()) > 100


def test_every_key_that_is_used_has_words() -> None:
    words = read_words()
    assert sorted({(file, key) for file, key in [*used(), *(("built", key) for key in BUILT)] if key not in words}) == []


def test_every_key_says_the_same_in_both_languages() -> None:
    for key, said in read_words().items():
        assert set(said) == set(TONGUES), key
        fields = [sorted(name for _, name, _, _ in Formatter().parse(said[tongue]) if name) for tongue in TONGUES]
        assert fields[0] == fields[1], key
        assert all(text.strip() for text in said.values()), key


def test_every_slot_has_a_family_and_an_initial_of_its_own() -> None:
    assert set(FAMILY_OF) == set(SLOTS)
    for tongue in TONGUES:
        initials = [Words(tongue)(f"initial.{slot}") for slot in (*SLOTS, "evidence")]
        assert len(set(initials)) == len(initials)


def test_what_scripts_get_is_in_one_language() -> None:
    assert "承認済み" in script_words("ja")
    assert "承認済み" not in script_words("en")


@pytest.mark.parametrize(
    ("asked", "kept", "accepted", "tongue"),
    [
        ("", "", "ja,en;q=0.8", "ja"),
        ("", "", "en-GB,en;q=0.9,ja;q=0.8", "en"),
        ("", "", "fr;q=0.9, ja-JP;q=0.5", "ja"),
        ("", "", "ja;q=0, de", "en"),
        ("", "", "", "en"),
        ("", "", "ja;q=much", "en"),
        ("", "ja", "en", "ja"),
        ("en", "ja", "ja", "en"),
        ("xx", "yy", "ja", "ja"),
    ],
)
def test_the_language_of_the_browser(asked: str, kept: str, accepted: str, tongue: str) -> None:
    assert pick_tongue(asked, kept, accepted) == tongue
