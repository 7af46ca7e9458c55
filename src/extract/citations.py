"""Notes → cited sources: publisher, title, date, addresses and language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.model import Citation, Language
from extract.spans import Span
from extract.values.dates import read_date
from extract.values.sentences import guess_language
from extract.values.urls import UrlHit, find_urls

_OPENERS = {"「": "」", "『": "』", "｢": "｣", "“": "”", "《": "》"}
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec|January|February|March|April|August|September|October|November|December)"
_DATE = re.compile(
    r"(?:令和|平成|昭和)\s*(?:元|[0-9]{1,2})\s*年\s*(?:[0-9]{1,2}\s*月\s*(?:[0-9]{1,2}\s*日)?)?"
    r"|(?<![0-9])(?:19|20)[0-9]{2}\s*年\s*(?:[0-9]{1,2}\s*月\s*(?:[0-9]{1,2}\s*日)?)?(?!度)"
    r"|(?<![0-9])(?:19|20)[0-9]{2}\s?[./-]\s?[0-9]{1,2}(?:\s?[./-]\s?[0-9]{1,2})?(?![0-9])"
    rf"|\b{_MONTH}\.?\s*[0-9]{{1,2}}(?:st|nd|rd|th)?\s*,?\s*(?:19|20)[0-9]{{2}}\b|\b[0-9]{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}\.?,?\s+(?:19|20)[0-9]{{2}}\b"
    rf"|\b{_MONTH}\.?,?\s+(?:19|20)[0-9]{{2}}\b|[(\[]\s*(?:19|20)[0-9]{{2}}\s*[)\]]"
)
_ACCESSED = re.compile(r"閲覧|アクセス|最終確認|確認日|参照日|取得日|accessed|retrieved|visited|viewed", re.IGNORECASE)
_URL_DATE = re.compile(r"(?<![0-9])(20[0-9]{2})([-/])(0?[1-9]|1[0-2])\2(0?[1-9]|[12][0-9]|3[01])(?![0-9])")
_LEAD_IN = re.compile(
    r"^[\s、,。.;；:：・)\]）>＞」/／(]*(?:(?:出典|出所|資料|参考|参照|引用|詳細|原文|URL|source|see also|see|cf\.?|available at)\s*(?:は|[:：])?\s*)?[\s(（]*", re.IGNORECASE
)
_GENRE = re.compile(r"[\s、,]*(?:解説|(?:プレス|ニュース)・?リリース|報道(?:発表)?(?:資料)?|発表資料|ホームページ|ウェブサイト|HP|オンライン版|電子版|記事|press release)[\s、,]*$", re.IGNORECASE)
_PROSE = re.compile(r"(?:した|する|いる|ある|れる|なる|ない|った|です|ます|により|について|によれば|によると|においても?|に対し|ために|とは|では|には|[^ァ-ヶー]は[、､]|が[、､])")
_PROSE_AFTER = re.compile(r"^[\s]*(?:と(?!も)|の|を|に(?!て)|は|が|で(?:は|あ|、)|も|や|など|等(?:の|を|が|は)|という|への|からの|として)")
_ABBREVIATED = re.compile(r"(?:\b[A-Z]\.){2,}$|\b(?:Inc|Ltd|Co|Corp|Bros)\.$")
# What names itself and has no publisher: statutes, orders, gazettes.
_LEGAL = re.compile(r"(?:Exec(?:\.|utive) Order|E\.O\.|Pub(?:\.|lic) L(?:\.|aw)|Proclamation|[0-9]+\s+(?:Fed\.|U\.S\.C|C\.F\.R|Stat\.|F\.R\.))|.{1,24}法(?:律)?第?[0-9]+条")
# No reference is longer than this; what is, is text that only stands where a note would.
_LONGEST = 1000
_MARKDOWN_LINK = re.compile(r"\[(?P<text>[^\[\]]{1,120})\]\($")


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of a note that states at most one source; `urls` stand at its end."""

    span: Span
    urls: tuple[UrlHit, ...]


def parse_citations(note_text: str, offset: int = 0) -> tuple[Citation, ...]:
    """Return the sources that a note cites, in order; () for a note that only explains.

    `note_text` is the note without its marker, line ends as printed; `offset` is where it begins in the document text,
    so that each `Citation.span` lies there. A source needs an address, or a title in quotation marks with a publisher.
    Accepted: `JETRO（2020）「…」 https://…`, `Reuters, “…”, 5 June 2025`. Rejected: `「50%ルール」とは、…をいう。`
    """
    # One code point for one: NFKC may lengthen, so only its one-to-one part is used for looking.
    plain = "".join(n if len(n := unicodedata.normalize("NFKC", char)) == 1 else char for char in note_text)
    citations = [_read_part(plain, note_text, part, offset) for part in _split(plain, find_urls(note_text))]
    return tuple(citation for citation in citations if citation is not None)


# --- parting the sources of a note -----------------------------------------------------------------------------------


def _split(text: str, urls: list[UrlHit]) -> list[_Part]:
    parts: list[_Part] = []
    at = 0
    while urls:
        group = [urls.pop(0)]
        while urls and not re.search(r"\w", text[group[-1].span.end : urls[0].span.start]):
            group.append(urls.pop(0))
        end = _with_access_date(text, group[-1].span.end)
        stretches = _sentences(text, Span(at, group[0].span.start))
        if len(stretches) > 1 and not re.search(r"\w", stretches[-1].of(text)):
            stretches[-2:] = [Span(stretches[-2].start, stretches[-1].end)]
        parts += [part for stretch in stretches[:-1] for part in _titled(text, stretch)]
        parts += _titled(text, stretches[-1])[:-1]
        last = _titled(text, stretches[-1])[-1].span
        parts.append(_Part(Span(last.start, end), tuple(group)))
        at = end
    return parts + [part for stretch in _sentences(text, Span(at, len(text))) for part in _titled(text, stretch)]


def _with_access_date(text: str, end: int) -> int:
    """Return the end of a source with the note of when its address was visited, `（2024年4月26日閲覧）`."""
    found = re.compile(r"[>)\]]?[\s、,]*[(\[][^()\[\]]{0,40}[)\]]|[>)\]]?[\s、,]*[^。()]{0,24}?(?:閲覧|アクセス|参照)[)\]]?").match(text, end)
    return found.end() if found and _ACCESSED.search(found.group()) else end


def _sentences(text: str, span: Span) -> list[Span]:
    """Cut at 。 outside quotation marks, and behind `(May 3, 2025).`; the last stretch may be empty."""
    cuts = [span.start]
    depth = 0
    for at in range(span.start, span.end):
        depth += (text[at] in "「『“《") - (text[at] in "」』”》")
        dated = text[at] == "." and _DATED_BRACKET.search(text, max(0, at - 8), at) and text[at + 1 : at + 2].isspace()
        if (text[at] in "。｡;；" or dated) and depth <= 0:
            cuts.append(at + 1)
    return [Span(a, b) for a, b in zip(cuts, [*cuts[1:], span.end], strict=True)]


def _titled(text: str, span: Span) -> list[_Part]:
    """Cut a stretch where a second source begins: after a title and its date or brackets, before the next publisher."""
    titles = _titles(text, span)
    cuts = [span.start]
    for first, second in pairwise(titles):
        between = text[first.end : second.start]
        done = [m.end() for m in re.finditer(r"日\)?|[0-9]\)|\)", between) if re.search(r"[0-9]", between[: m.end()])]
        if done:
            cuts.append(first.end + done[0])
    return [_Part(Span(a, b), ()) for a, b in zip(cuts, [*cuts[1:], span.end], strict=True)]


def _titles(text: str, span: Span) -> list[Span]:
    """Return the outermost quotations in a stretch, quotation marks included; a closing mark that is missing ends it at the stretch's end."""
    found: list[Span] = []
    at = span.start
    while at < span.end:
        closer = _OPENERS.get(text[at])
        if closer is None and text[at] == '"':
            closer = '"'
        if closer is None:
            at += 1
            continue
        end = _closing(text, at, closer, span.end)
        found.append(Span(at, end))
        at = end
    return found


def _closing(text: str, at: int, closer: str, limit: int) -> int:
    depth = 0
    for i in range(at + 1, limit):
        if text[i] == closer and depth == 0:
            return i + 1
        depth += (text[i] == text[at] and text[at] != closer) - (text[i] == closer)
    return limit


# --- reading one source ----------------------------------------------------------------------------------------------


def _read_part(plain: str, raw: str, part: _Part, offset: int) -> Citation | None:
    lead = Span(part.span.start, part.urls[0].span.start if part.urls else part.span.end)
    titles = _titles(plain, lead)
    head = Span(lead.start, titles[0].start if titles else lead.end)
    head = Span(max(head.start, head.end - _LONGEST), head.end)
    tail = Span(titles[0].end if titles else lead.end, lead.end)
    if _is_prose(plain, head, tail, bool(titles)):
        if not part.urls:
            return None
        publisher, title = "", _clean(raw, Span(titles[-1].start + 1, titles[-1].end - 1)) if titles else ""
        date = _url_date(part.urls)
    else:
        publisher, title = _name(plain, raw, head, tail, titles, part.urls)
        date = _date(plain, part, titles) or _url_date(part.urls)
        if not part.urls and not (titles and title and publisher):
            return _read_unquoted(plain, raw, part, offset) if not titles else None
    span = _trim(plain, part.span).shift(offset)
    return Citation(publisher, title, date, tuple(url.url for url in part.urls), _language(title, publisher, part.span.of(raw)[:_LONGEST]), span)


# Printed sources without quotation marks or address: gazettes, codes and reporters by volume and page, and English
# references that end with their day.
_GAZETTE = re.compile(
    r"(?:[^.。;]{0,160}?,\s*)?(?P<name>[0-9]+\s+(?:Fed\.\s?Reg\.|F\.R\.|FR|U\.S\.C\.|C\.F\.R\.|CFR|Stat\.|U\.S\.|F\.\s?(?:2d|3d|4th)|F\.\s?Supp\.(?:\s?[23]d)?|S\.\s?Ct\.)\s*(?:§+\s*)?[0-9](?:[0-9,.]*[0-9])?(?:,\s?[0-9]{3,6}(?:[-–][0-9]+)?)*)"
)
_DATED_BRACKET = re.compile(r"(?:19|20)[0-9]{2}\)$")
_STATED_DAY = re.compile(rf"(?:\b[0-9]{{1,2}}\s+{_MONTH}\.?,?\s+|\b{_MONTH}\.?\s*[0-9]{{1,2}}\s*,\s*)(?:19|20)[0-9]{{2}}\)?\s*(?:\.(?=\s|$)|$|;)")
_STATES = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|may|might|should|could|must|that|which|who|said|says|took|takes|announced|entered|began|came)\b|[ぁ-ん]"
)


def _read_unquoted(plain: str, raw: str, part: _Part, offset: int) -> Citation | None:
    """Read a source that has neither address nor quoted title: `90 Fed. Reg. 123 (Jan. 2, 2025)`, `Agency, statement of 3 May 2025.`."""
    words = part.span.of(plain)
    lead = len(words) - len(words.lstrip())
    gazette = _GAZETTE.match(words, lead)
    if gazette:
        end = part.span.start + gazette.end()
        bracket = re.compile(r"\s*\([^()]{4,40}\)").match(plain, end)
        whole = Span(part.span.start, min(part.span.end, bracket.end() if bracket else end))
        return _unquoted("", Span(part.span.start + lead, end), whole, raw, plain, offset)
    stated = _STATED_DAY.search(words)
    head = words[lead : stated.start()] if stated else ""
    if stated is None or not 3 < len(head) <= 160 or "," not in head or _STATES.search(head) or not head[0].isupper():
        return None
    whole = Span(part.span.start, part.span.start + stated.end())
    publisher, title = _fields(re.sub(r"\s*\b(?:of|on|dated)\s*$", "", _undated(_clean(raw, Span(whole.start, part.span.start + stated.start())))), ())
    date = _date(plain, _Part(whole, ()), ())
    return Citation(publisher, title, date, (), _language(title, publisher, whole.of(raw)), _trim(plain, whole).shift(offset)) if publisher and title else None


def _unquoted(publisher: str, name: Span, whole: Span, raw: str, plain: str, offset: int) -> Citation:
    title = _clean(raw, name)
    date = _date(plain, _Part(whole, ()), ())
    return Citation(publisher, title, date, (), _language(title, publisher, whole.of(raw)), _trim(plain, whole).shift(offset))


def _is_prose(text: str, head: Span, tail: Span, titled: bool) -> bool:
    """Say whether the words around a title make a sentence rather than a reference."""
    before = _LEAD_IN.sub("", head.of(text))
    if titled:
        return bool(_PROSE.search(before) or _PROSE_AFTER.match(tail.of(text)) or _PROSE.search(tail.of(text)) or len(before) > 80)
    return bool(_PROSE.search(before)) and bool(re.search(r"[ぁ-ん]", before))


def _name(
    plain: str, raw: str, head: Span, tail: Span, titles: Sequence[Span], urls: Sequence[UrlHit]
) -> tuple[str, str]:
    """Return (publisher, title)."""
    if not titles:
        return _fields(_undated(_clean(raw, head)), urls)
    title = _clean(raw, Span(titles[0].start + 1, max(titles[0].start + 1, titles[0].end - 1))).rstrip(",")
    publisher = _publisher(_clean(raw, head))
    if not publisher:
        rest = _undated(_clean(raw, tail))
        publisher = next((name for field in re.split(r"[,、()（）\[\]<>「」『』]", rest) if (name := _publisher(field)) and not re.fullmatch(r"[\W\d]*(?:p{1,2}\.?|号|頁|巻|第)?[\W\d]*", name)), "")
    return publisher, title


def _publisher(text: str) -> str:
    """Return a publisher's name from the words before a title: dates, lead-ins and genre words taken off."""
    name = _LEAD_IN.sub("", _undated(text)).strip(" 、,:：・-–—'\"()（）[]<>")
    name = name if _ABBREVIATED.search(name) else name.rstrip(".。 ")
    while (shorter := _GENRE.sub("", name)) != name:
        name = shorter
    return "" if len(name) > 80 or name.lower() in ("and", "および", "及び", "また", "同") else name


def _fields(text: str, urls: Sequence[UrlHit]) -> tuple[str, str]:
    """Return (publisher, title) of a reference without quotation marks: fields between commas, the publisher first.

    A first field that is a sentence is the title itself; the publisher is then the word in it that the address names.
    """
    text = re.sub(r"[\s,]*(?:available at|at)[:\s]*$", "", text, flags=re.IGNORECASE)
    fields = [field.strip() for field in re.split(r"[,、]\s*", _LEAD_IN.sub("", text)) if field.strip(" .()<>")]
    while len(fields) > 1 and re.fullmatch(r"(?:INC|Inc|Ltd|LLC|L\.?P|Co|Corp|S\.?A|PLC|GmbH)\.?", fields[1]):
        fields[:2] = [f"{fields[0]}, {fields[1]}"]
    if not fields:
        return "", ""
    if _LEGAL.match(fields[0]):
        return "", ", ".join(fields).rstrip(". ")
    words = fields[0].split()
    sentence = len(words) > 6 or (len(words) > 3 and any(word.islower() and word not in ("of", "and", "for", "the", "de") for word in words))
    if sentence or len(fields) == 1:
        labels = {label for url in urls for label in re.split(r"[./]", url.url.lower())}
        named = next((word.strip("'’s,") for word in words if word.lower().strip("'’s,") in labels), "")
        return (named, ", ".join(fields).rstrip(". ")) if sentence else (_publisher(fields[0]), "")
    return _publisher(fields[0]), ", ".join(fields[1:]).rstrip(". ")


def _undated(text: str) -> str:
    return re.sub(r"[(（\[]\s*[)）\]]", " ", _DATE.sub(" ", text))


def _date(plain: str, part: _Part, titles: Sequence[Span]) -> str:
    """Return the stated date of publication (EDTF): the most precise one outside title and addresses, of equals the first; "" for none."""
    best = ""
    for found in _DATE.finditer(plain, part.span.start, part.span.end):
        inside = any(span.start <= found.start() < span.end for span in [*titles[:1], *(url.span for url in part.urls)])
        # 閲覧 follows its date, "accessed" leads it, and neither reaches over another date or a bracket.
        after = re.split(r"[)\]、,。]", plain[found.end() : found.end() + 12], maxsplit=1)[0]
        before = re.split(r"[(\[。]", plain[max(0, found.start() - 16) : found.start()])[-1]
        if inside or _ACCESSED.search(after) or _ACCESSED.search(before):
            continue
        words = found.group().strip("()[] \n")
        value = read_date(re.sub(r"\s+", "", words) if not re.search(r"[A-Za-z]", words) else re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", words))
        if value and len(value) > len(best) and "/" not in value:
            best = value
    return best


def _url_date(urls: Sequence[UrlHit]) -> str:
    """Return the date that an address spells with separators (`/2025-05-29-…`, `/2025/05/29/`), "" for none."""
    for url in urls:
        found = _URL_DATE.search(url.url)
        if found:
            return read_date(f"{found[1]}-{int(found[3]):02}-{int(found[4]):02}")
    return ""


def _clean(raw: str, span: Span) -> str:
    """Return words in NFKC with line ends undone: nothing between Japanese characters, a space between Latin words."""
    text = unicodedata.normalize("NFKC", _MARKDOWN_LINK.sub(r"\g<text>", span.of(raw)))
    text = re.sub(r"\s*\n\s*", "\n", text)
    text = re.sub(r"(?<=[^\x00-\x7f])\n|\n(?=[^\x00-\x7f])", "", text).replace("\n", " ")
    return re.sub(r"\s+", " ", text).strip()


def _trim(text: str, span: Span) -> Span:
    words = span.of(text)
    lead = len(words) - len(words.lstrip(" \n\t　、,。;"))
    return Span(span.start + lead, max(span.start + lead, span.start + len(words.rstrip())))


def _language(title: str, publisher: str, note: str) -> Language:
    """Return the language of the source: of its title, else of its publisher, else of the note."""
    for words in (title, publisher, note):
        found = guess_language(words) if words else None
        if found == "zh" and _is_japanese_script(words):
            return "ja"
        if found:
            return found
    return "ja" if re.search(r"[一-龥]", note) else "en"


def _is_japanese_script(text: str) -> bool:
    """Say whether all characters are in the Japanese standard set: a Chinese title without one simplified form cannot be told."""
    try:
        text.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True
