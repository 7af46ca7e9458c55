"""Notes of web pages: which links are note references, which elements are notes, and which links only lead back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml.etree import _Element as Element

# fmt: off
BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup",
    "hr", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td",
    "tfoot", "th", "thead", "tr", "ul",
))
# fmt: on
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# "1", "[1]", "注1", "(注釈 2)", "※3", "*", "a" after NFKC.
_NUMBER = r"(?:\d{1,3}|[a-z]|[ivx]{1,5})"
_SIGN = r"(?:注釈|脚注|原注|訳注|注|註|※|\*)"
MARKER = re.compile(rf"[\[(〔【<]?\s*(?:{_SIGN}?\s*{_NUMBER}|{_SIGN}|[*†‡]{{1,3}})\s*[\])〕】>.:]?", re.IGNORECASE)
_BRACKETS = re.compile(r"[\[\]()〔〕【】<>.:\s]")
# What a link from a note back to the text says.
_BACK = re.compile(
    r"[\^↑↩⏎⤴↵⮌⬆\ufe0e\ufe0f]+|[a-z]{1,2}|\d+\.\d+|(?:本文[にへ])?(?:戻る|もどる)|back|return|top", re.IGNORECASE
)
_REFERENCE_WORDS = frozenset(("doc-noteref", "noteref", "footnote-ref", "footnote-reference", "fnref"))
_BACK_WORDS = frozenset(("doc-backlink", "mw-cite-backlink", "footnote-backref", "footnote-back", "reversefootnote"))


@dataclass(frozen=True, slots=True)
class Notes:
    """By element: `references` and `notes` give the marker (as `read_marker` says), `dropped` are links back."""

    references: Mapping[Element, str] = field(default_factory=dict)
    notes: Mapping[Element, str] = field(default_factory=dict)
    dropped: frozenset[Element] = frozenset()


def read_marker(text: str) -> str:
    """Return a printed marker in NFKC without brackets, dots and space: "[注釈 1]" → "注釈1"; "" for what is none."""
    plain = unicodedata.normalize("NFKC", text).strip()
    return _BRACKETS.sub("", plain) if MARKER.fullmatch(plain) else ""


def find_notes(tree: Element) -> Notes:
    """Return the notes of a page that are linked with their references by anchors."""
    elements = [e for e in tree.iter() if isinstance(e.tag, str)]
    order = {e: i for i, e in enumerate(elements)}
    targets = _read_ids(elements)
    references: dict[Element, str] = {}
    notes: dict[Element, str] = {}
    for link, target in _links(elements, targets):
        label = _read_reference(link, target, order)
        note = _note_of(target, label) if label else None
        if note is not None and link not in order_of_descendants(note):
            references[link] = label
            notes.setdefault(note, label)
    sources = {e for link in references for e in (link, *_inline_ancestors(link))}
    dropped = {
        link
        for link, target in _links(elements, targets)
        if link not in references and _leads_back(link, target, sources)
    }
    dropped |= {e for e in elements if words_of(e) & _BACK_WORDS and e not in references}
    return Notes(references, notes, frozenset(dropped))


def order_of_descendants(element: Element) -> frozenset[Element]:
    """Return an element's descendants, itself included."""
    return frozenset(element.iter())


def words_of(element: Element) -> frozenset[str]:
    """Return the words of an element's role, type and class attributes, in lower case."""
    keys = ("role", "class", "epub:type", "{http://www.idpf.org/2007/ops}type", "rel")
    return frozenset(word for key in keys for word in (element.get(key) or "").lower().split())


def all_text(element: Element) -> str:
    """Return an element's text as it stands in the source."""
    return "".join(str(text) for text in element.itertext())


def text_of(element: Element) -> str:
    """Return an element's text with white space collapsed."""
    return " ".join(all_text(element).split())


def _read_ids(elements: list[Element]) -> dict[str, Element]:
    found: dict[str, Element] = {}
    for element in elements:
        for key in ("id", "name") if element.tag == "a" else ("id",):
            if name := element.get(key):
                found.setdefault(name, element)
    return found


def _links(elements: list[Element], targets: Mapping[str, Element]) -> Iterator[tuple[Element, Element]]:
    """Yield (link, target) for links within the page; saved pages often have the whole address before the #."""
    for element in elements:
        address, hash_sign, name = (element.get("href") or "").partition("#")
        target = targets.get(name) if hash_sign else None
        if target is None and hash_sign:
            target = targets.get(unquote(name))
        if element.tag == "a" and target is not None and (not address or _is_raised(element)):
            yield element, target


def _is_raised(link: Element) -> bool:
    inline = (link, *_inline_ancestors(link))
    return (
        any(e.tag == "sup" for e in inline)
        or link.find(".//sup") is not None
        or bool(words_of(link) & _REFERENCE_WORDS)
    )


def _inline_ancestors(element: Element) -> list[Element]:
    found = []
    for ancestor in element.iterancestors():
        if ancestor.tag in BLOCKS:
            break
        found.append(ancestor)
    return found


def _read_reference(link: Element, target: Element, order: Mapping[Element, int]) -> str:
    """Return the marker of a link that is a note reference, "" for any other link."""
    label = read_marker(text_of(link))
    if not label or words_of(link) & _BACK_WORDS:
        return ""
    if words_of(link) & _REFERENCE_WORDS:
        return label
    # A note stands after its reference; a number that is all of its line or leads to a heading is an entry of a contents list.
    block = next((a for a in link.iterancestors() if a.tag in BLOCKS), link)
    heads = target.tag in HEADINGS or any(e.tag in HEADINGS for e in target.iter())
    if order[target] <= order[link] or heads or read_marker(text_of(block)):
        return ""
    return label


def _note_of(target: Element, label: str) -> Element | None:
    """Return the element at which the note's text begins, None for a target that is no single note."""
    block = target if target.tag in BLOCKS else next((a for a in target.iterancestors() if a.tag in BLOCKS), None)
    if block is None or block.tag in ("body", "article", "main", "table", "ul", "ol", "dl"):
        return None
    if read_marker(text_of(block)) == label or not text_of(block):
        # <dt>1</dt><dd>text</dd>, and the like in table cells.
        follower = block.getnext()
        return follower if follower is not None and text_of(follower) else None
    # Several notes in one paragraph: each begins at its own anchor.
    return target if len(block.findall(".//a[@id]")) + len(block.findall(".//a[@name]")) > 1 else block


def _leads_back(link: Element, target: Element, sources: set[Element]) -> bool:
    if target not in sources and not any(e in sources for e in target.iter()):
        return False
    return bool(_BACK.fullmatch(unicodedata.normalize("NFKC", text_of(link)))) or not text_of(link)
