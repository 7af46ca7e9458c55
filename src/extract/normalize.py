"""Makes each block's text plain for analysis, keeping for every character the place in the document it came from.

The work is a row of small layers. Each looks at the text so far and lists edits (start, end, replacement); applying them
keeps the list of source spans in step, so no offset is ever searched for afterwards.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.model import Block, Document, Language, NoteReference, Passage
from extract.spans import OffsetMap, Span
from extract.values.characters import WIDE, is_mark, plain_character
from extract.values.sections import find_section_states
from extract.values.sentences import guess_language, has_kanji, split_sentences

Edit = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class _Draft:
    """A text on its way, with the document span of each of its characters."""

    text: str
    starts: list[int]
    ends: list[int]


def _apply(draft: _Draft, edits: Iterable[Edit]) -> _Draft:
    """Return the draft with `edits` (in order, not overlapping) done; new characters stand for all they replace."""
    texts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for start, end, new in edits:
        texts += (draft.text[at:start], new)
        starts += draft.starts[at:start]
        ends += draft.ends[at:start]
        if new:
            starts += [draft.starts[start]] * len(new)
            ends += [draft.ends[end - 1]] * len(new)
        at = end
    if not texts:
        return draft
    texts.append(draft.text[at:])
    return _Draft("".join(texts), starts + draft.starts[at:], ends + draft.ends[at:])


# --- what is printed but not said: markers and markup ----------------------------------------------------------------


def _marker_end(text: str, marker: str) -> int:
    """Return how many characters at the start of `text` print `marker` (0: it does not stand there)."""
    lead = len(text) - len(text.lstrip())
    if not marker:
        return 0
    if text.startswith(marker, lead):
        return lead + len(marker)
    wanted = "".join(unicodedata.normalize("NFKC", marker).split())
    for end in range(lead + 1, min(len(text), lead + len(marker) + 4) + 1):
        if "".join(unicodedata.normalize("NFKC", text[lead:end]).split()) == wanted:
            return end
    return 0


def _cuts(block: Block, text: str, references: list[NoteReference]) -> Iterator[Edit]:
    at = _marker_end(text, block.marker)
    if at:
        yield 0, at, ""
    for reference in references:
        start, end = reference.span.start - block.span.start, reference.span.end - block.span.start
        if start >= at:
            yield start, end, ""
            at = end


_LINK = re.compile(r"(!?)\[([^\[\]\n]*)\]\(<?(?:https?://|mailto:|[/#.])(?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"\n]*\")?\s*\)")
_MAYBE_MARKUP = re.compile(r"[*`_#>]|<!--")
_MARKUP = re.compile(
    r"<!--[\s\S]{0,2000}?-->"
    r"|\A\s*#{1,6}[ \u3000]+"
    r"|(?:(?<=\n)|\A)[ ]*>[ ]"
    r"|(?<!\*)\*\*(?=[^\s*])(?P<bold>[^\n]*?[^\s*]|[^*]{1,300}?[^\s*])\*\*(?!\*)"
    r"|(?<![\w*\\])\*(?=[^\s*\d])(?P<slant>[^*\n]{0,200}?[^\s*])\*(?![\w*])"
    r"|(?<![\w_])__(?=[^\s_])(?P<strong>[^\n]*?[^\s_])__(?![\w_])"
    r"|(?<!`)`(?P<code>[^`\n]+)`(?!`)"
)


def _link_edits(text: str) -> Iterator[Edit]:
    for match in _LINK.finditer(text):
        if match[1]:
            yield match.start(), match.end(), ""
        else:
            yield match.start(), match.start(2), ""
            yield match.end(2), match.end(), ""


def _markup_edits(text: str) -> Iterator[Edit]:
    if not _MAYBE_MARKUP.search(text):
        return
    for match in _MARKUP.finditer(text):
        inner = match.lastgroup
        if inner is None:
            yield match.start(), match.end(), ""
        else:
            yield match.start(), match.start(inner), ""
            yield match.end(inner), match.end(), ""


# --- characters ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Alphabet:
    """How to write the characters of one document plainly: one for one by `table`, all else by `odd`."""

    table: dict[int, str]
    odd: re.Pattern[str] | None


def _read_alphabet(text: str) -> _Alphabet:
    table: dict[int, str] = {}
    marks: list[str] = []
    others: list[str] = []
    for char in sorted({*text, "ｰ"}):
        plain = plain_character(char)
        if plain and is_mark(char):
            marks.append(char)
        elif len(plain) != 1:
            others.append(char)
        elif plain != char:
            table[ord(char)] = plain
    # An invisible character between a letter and its mark must not keep them apart.
    hidden = "".join(re.escape(c) for c in others if not plain_character(c))
    ways = [f"[^\\n]?[{hidden}]*[{''.join(map(re.escape, marks))}]+"] if marks else []
    if others:
        ways.append(f"[{''.join(map(re.escape, others))}]")
    return _Alphabet(table, re.compile("|".join(ways)) if ways else None)


def _write_plainly(draft: _Draft, alphabet: _Alphabet) -> _Draft:
    draft = _Draft(_HALF_WIDTH_VOWEL.sub("ｰ", draft.text), draft.starts, draft.ends)
    if alphabet.odd is not None:
        clusters = ((m.start(), m.end(), "".join(map(plain_character, m[0]))) for m in alphabet.odd.finditer(draft.text))
        draft = _apply(draft, ((a, b, unicodedata.normalize("NFC", new)) for a, b, new in clusters))
    return _Draft(draft.text.translate(alphabet.table), draft.starts, draft.ends)


# A dash between katakana is a long-vowel mark: fonts and keyboards put one for the other. Not after ン, ッ or ー, which cannot
# be lengthened, and not a doubled dash. Half-width katakana are typed with the ASCII hyphen as well.
_LONG_VOWEL = re.compile(r"(?<=[ァ-ヂツ-ヲヴ-ヺ])[―—–─━－](?=[ァ-ヺ])")
_HALF_WIDTH_VOWEL = re.compile(r"(?<=[ｦ-ｯｱ-ﾜﾞﾟ])[-‐−](?=[ｦ-ﾝ])")
_MIDDLE_DOT = re.compile(rf"(?<=[{WIDE}])[·‧∙⋅](?=[{WIDE}])")
# The decimal point of newspapers set in columns: 27・5%, 19・38〜27・83%. Rejected: 301・232条.
_COLUMN_POINT = re.compile(r"(?<=\d)・(?=\d{1,2}(?:[〜~～–-]\d{1,3}・\d{1,2})?(?:%|％|ポイント|パーセント|[万億兆倍]))")
# ○ typed for 〇 in a kanji numeral: 二○二四年, 一○%.
_ZERO = re.compile(r"(?<=[一二三四五六七八九〇])[○◯]+(?=[一二三四五六七八九〇年月日%万億条社件号・.、)]|割|ポイント|パーセント)")


def _mend_look_alikes(draft: _Draft) -> _Draft:
    text = draft.text
    if any(dash in text for dash in "―—–─━－"):
        text = _LONG_VOWEL.sub("ー", text).replace("－", "-")
    text = _COLUMN_POINT.sub(".", _MIDDLE_DOT.sub("・", text))
    if "○" in text or "◯" in text:
        text = _ZERO.sub(lambda match: "〇" * len(match[0]), text)
    return _Draft(text, draft.starts, draft.ends)


# --- lines and spaces ------------------------------------------------------------------------------------------------

_LINE_END = re.compile(r"(?<![ \u3000])[ \u3000]*(?:\x02[ \u3000]*\n?|\n)[ \u3000\n]*")
_BULLET = re.compile(r"[・●○◎◆◇■□▪▫•‣⚫◦➢➤✓✔※]")
_FIRST_BULLET = re.compile(rf"{_BULLET.pattern}|[-*–+](?= )")
_WIDE = re.compile(rf"[{WIDE}]")
_INK_BEFORE = re.compile(r"[!-~]+\Z")
_INK = re.compile(r"[!-~]*")
_FILE_END = re.compile(r"\.(?:html?|pdf|aspx?|php|jsp|xml|docx?|xlsx?)\b")
# First halves of English compounds that keep their hyphen when the line breaks behind it.
_KEEPS_HYPHEN = re.compile(
    r"all|anti|best|bi|co|cross|cyber|dual|end|ex|far|first|five|four|full|government|half|hard|high|ill|import|"
    r"export|joint|large|like|long|low|medium|mid|multi|non|off|on|one|open|over|post|pre|pro|quasi|re|second|"
    r"self|semi|short|single|small|so|soft|state|sub|sun|third|three|trade|two|well|wide|year"
)


def _url_goes_on(left: str, right: str, prose_follows: bool) -> bool:
    """Say whether `right`, the first word of the next line, continues the address at the end of `left`."""
    if ("://" not in left and not left.startswith("www.")) or not right or "://" in right:
        return False
    if left[-1] == "/":
        return not (prose_follows and right.isalnum())
    return left[-1] in "-=?&_%#~+" or right[0] in "/?&=_%#" or "/" in right or bool(_FILE_END.search(right))


def _line_glue(text: str, start: int, end: int, words: frozenset[str]) -> tuple[int, str]:
    """Return where the removal begins and what joins the line before `start` with the one at `end`."""
    if start == 0 or end == len(text):
        return start, ""
    hyphen = text[start:end].lstrip(" \u3000")[0] == "\x02"
    before = text[start - 1]
    if _WIDE.match(before) or _WIDE.match(text[end]):
        return start, "-" if hyphen else ""
    ink = _INK_BEFORE.search(text, max(0, start - 300), start)
    left = (ink[0] if ink else before) + ("-" if hyphen else "")
    right = _INK.match(text, end)
    token = right[0] if right else ""
    if _url_goes_on(left, token, text[end + len(token) : end + len(token) + 1] == " "):
        return start, "-" if hyphen else ""
    if left[-1] != "-" or len(left) < 2 or not (left[-2].isalnum() or left[-2] in ".)") or not text[end].isalnum() or text[start:end][0] == " ":
        return start, "- " if hyphen else " "
    if not left[-2].isalpha() or not text[end].islower():
        return start, "-" if hyphen else ""
    head = re.split(r"[^A-Za-z]", left[:-1])[-1].casefold()
    whole = re.match(r"[A-Za-z]*", token)
    tail = whole[0].casefold() if whole else ""
    keep = f"{head}-{tail}" in words or (_KEEPS_HYPHEN.fullmatch(head) is not None and head + tail not in words)
    return (start, "-" if hyphen else "") if keep else (start if hyphen else start - 1, "")


def _line_edits(text: str, words: frozenset[str]) -> Iterator[Edit]:
    for match in _LINE_END.finditer(text):
        start, glue = _line_glue(text, match.start(), match.end(), words)
        yield start, match.end(), glue


_SPACED_RUN = re.compile(r"(?<!\S)\S(?: {1,2}\S(?!\S)){3,}")
_DATE_SIGN = re.compile(r"[./:%年月日社件円億万兆-]")


def _letter_spacing_edits(text: str) -> Iterator[Edit]:
    """Letter-spaced dates, numbers and capitals; a row of single figures (1 2 3 4) or of mixed letters is left as it is."""
    for match in _SPACED_RUN.finditer(text):
        run = match[0].replace(" ", "")
        if (run.isalpha() and run.isupper() and run.isascii()) or (re.search(r"\d", run) and _DATE_SIGN.search(run)):
            for gap in re.finditer(" +", match[0]):
                yield match.start() + gap.start(), match.start() + gap.end(), ""


_SPACES = re.compile(rf"(?<=[{WIDE}(\[])[ \u3000]+|[ \u3000]+(?=[{WIDE})\]])|(?<=\d)[ \u3000]+(?=%)|\A[ \u3000]+|[ \u3000]+\Z|[ \u3000]{{2,}}|\u3000")
_TWO_WIDE = re.compile(rf"[{WIDE}]{{2}}")


def _space_edits(text: str) -> Iterator[Edit]:
    """No spaces beside Japanese characters; but a full-width or wide space between two words parts them, and stays as " "."""
    for match in _SPACES.finditer(text):
        start, end = match.span()
        if start == 0 or end == len(text):
            yield start, end, ""
        elif ("\u3000" in match[0] or end - start > 2) and _TWO_WIDE.match(text, max(0, start - 2)) and _TWO_WIDE.match(text, end):
            yield start, end, " "
        elif _WIDE.match(text[start - 1]) or _WIDE.match(text[end]) or text[start - 1] in "([" or text[end] in ")]%":
            yield start, end, ""
        else:
            yield start, end, " "


# What can only be the second half of an English word: a hyphen before it was a line's end, which a program then undid.
_BROKEN_WORD = re.compile(r"(?<=[a-z]{3})-(?=(?:tion|sion|ment|ing|tional|ance|ence|tive|ness|lity|bility|ity|ities|ously|ations?)s?\b)")


def _broken_word_edits(text: str) -> Iterator[Edit]:
    for match in _BROKEN_WORD.finditer(text):
        yield match.start(), match.end(), ""


# --- blocks ----------------------------------------------------------------------------------------------------------

_HYPHENATED = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")


def _read_words(text: str) -> frozenset[str]:
    """Return the English words and compounds of a document: they tell a hyphen that belongs from one that the line end made."""
    if "-\n" not in text and "\x02" not in text:
        return frozenset()
    found: set[str] = set()
    for word in _HYPHENATED.findall(text):
        parts = word.casefold().split("-")
        found.update("-".join(pair) for pair in pairwise(parts))
        found.update(parts)
    return frozenset(found)


def _bullet_starts(draft: _Draft, block: Block) -> list[int]:
    """Document offsets where a line begins with a bullet: any in a cell, elsewhere only the one the block begins with."""
    if block.kind == "table":
        bullet = _BULLET
    else:
        first = _FIRST_BULLET.match(draft.text.lstrip())
        if first is None:
            return []
        bullet = re.compile(re.escape(first[0]) + ("(?= )" if first[0].isascii() or first[0] == "–" else ""))
    ends = _LINE_END.finditer(draft.text)
    return [draft.starts[m.end()] for m in ends if m.end() < len(draft.text) and bullet.match(draft.text, m.end())]


def _normalise_block(
    text: str, block: Block, references: list[NoteReference], alphabet: _Alphabet, words: frozenset[str]
) -> tuple[_Draft, list[int]]:
    span = block.span
    draft = _Draft(span.of(text), list(range(span.start, span.end)), list(range(span.start + 1, span.end + 1)))
    draft = _apply(draft, _cuts(block, draft.text, references))
    draft = _apply(draft, _link_edits(draft.text))
    draft = _apply(draft, _markup_edits(draft.text))
    draft = _write_plainly(draft, alphabet)
    bullets = _bullet_starts(draft, block)
    draft = _apply(draft, _line_edits(draft.text, words))
    draft = _apply(draft, _broken_word_edits(draft.text))
    draft = _apply(draft, _letter_spacing_edits(draft.text))
    draft = _apply(draft, _space_edits(draft.text))
    return _mend_look_alikes(draft), bullets


def _references_of(document: Document) -> dict[int, list[NoteReference]]:
    """Return the references to notes in each block, in order of place."""
    starts = [block.span.start for block in document.blocks]
    order = sorted(range(len(starts)), key=starts.__getitem__)
    sorted_starts = [starts[i] for i in order]
    found: dict[int, list[NoteReference]] = {}
    for note in document.notes:
        for reference in note.references:
            at = bisect_left(sorted_starts, reference.span.start + 1) - 1
            if at >= 0 and document.blocks[order[at]].span.covers(reference.span):
                found.setdefault(order[at], []).append(reference)
    return {i: sorted(refs, key=lambda r: (r.span, r.marker)) for i, refs in found.items()}


def _settle_languages(drafts: list[tuple[int, _Draft, Language | None]]) -> list[Language]:
    """Return the language of each draft: where its own text does not tell, the one most of the document is in.

    A few kanji are never English: they take the stronger of Japanese and Chinese.
    """
    weight: dict[Language, int] = {"ja": 0, "zh": 0, "en": 0}
    for _, draft, language in drafts:
        if language is not None:
            weight[language] += len(draft.text)
    asian: tuple[Language, ...] = ("ja", "zh")
    of_kanji = max(asian, key=weight.__getitem__)
    of_all = max((*asian, "en"), key=weight.__getitem__)
    return [language or (of_kanji if has_kanji(draft.text) else of_all) for _, draft, language in drafts]


def normalise_document(document: Document) -> tuple[Passage, ...]:
    """Return one passage for each block with text in it, in block order.

    Characters are NFKC per cluster (ｶﾞ → ガ, one character for two), save ①, ½, ², ™ and …, which NFKC would glue to their
    neighbours; ～ and 〜 are both written 〜 (U+301C); list markers, note references and Markdown signs are left out. A passage's
    `references` hold, for each note reference left out, the offset it stood before and its marker.
    """
    alphabet, words = _read_alphabet(document.text), _read_words(document.text)
    references = _references_of(document)
    drafts: list[tuple[int, _Draft, Language | None]] = []
    bullets: dict[int, list[int]] = {}
    for index, block in enumerate(document.blocks):
        draft, bullets[index] = _normalise_block(document.text, block, references.get(index, []), alphabet, words)
        if draft.text:
            drafts.append((index, draft, guess_language(draft.text)))
    passages: list[Passage] = []
    for (index, draft, _), language in zip(drafts, _settle_languages(drafts), strict=True):
        breaks = [bisect_left(draft.starts, at) for at in bullets[index]]
        marks = tuple((bisect_left(draft.starts, r.span.start), r.marker) for r in references.get(index, []))
        passages.append(
            Passage(
                block=index,
                text=draft.text,
                map=OffsetMap(tuple(draft.starts), tuple(draft.ends), len(document.text)),
                language=language,
                references=marks,
                sentences=tuple(Span(a, b) for a, b in split_sentences(draft.text, language, breaks)),
            )
        )
    states = find_section_states(document.blocks, passages)
    return tuple(replace(p, state=state) if state else p for p, state in zip(passages, states, strict=True))
