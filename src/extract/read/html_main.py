"""Which part of a web page is its content: trafilatura decides, and its verdict is carried back to the page's own elements.

trafilatura's output has lost table spans, anchors and note links, so only its text is used: an element belongs to the
content if what it says is in that text, and the content is the smallest element that holds nearly all of these.
"""

from __future__ import annotations

import copy
import logging
import re
from collections.abc import Iterable

import trafilatura
from lxml import etree
from lxml.etree import _Element as Element

from extract.model import Issue
from extract.read.html_events import is_data_table
from extract.read.html_notes import BLOCKS, HEADINGS, Notes, all_text, order_of_descendants, text_of, words_of

logging.getLogger("trafilatura").addHandler(logging.NullHandler())

# The content is the smallest element with this share of what trafilatura kept; the rest are strays.
_MOST = 0.9
# Less than this of a <main> or <article> is too little: trafilatura was misled.
_TOO_LITTLE = 0.3
_FEWEST_CHARACTERS = 40
# trafilatura takes seconds for a megabyte.
_LARGEST = 2_000_000
_GRAM = 12
_NEVER: tuple[str, ...] = (
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "canvas",
    "iframe",
    "object",
    "embed",
    "audio",
    "video",
    "map",
)
_NEVER += ("button", "select", "input", "textarea", "option", "datalist", "meta", "link", "head", "dialog", "math")
_FURNITURE_TAGS = frozenset(("nav", "footer", "aside", "header", "menu"))
_FURNITURE_ROLES = frozenset(("navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar"))
_FURNITURE = re.compile(
    r"(?:^|[-_])(?:g?nav|navi|navigation|breadcrumbs?|topicpath|topic-path|pankuzu|share|sharing|sns|social|pagetop|page-top|"
    r"related|recommend|ranking|sidebar|side|banner|cookie|consent|ads?|advert|advertisement|newsletter|subscribe|skip|"
    r"pager|pagination|toc|footer|copyright|toolbar|utility|login|search)(?:$|[-_])"
)
# Words for screen readers and editors, not printed: "[編集]", "¶", "別ウィンドウで開く".
_UNSEEN = frozenset(
    ("mw-editsection", "headerlink", "anchorjs-link", "sr-only", "visually-hidden", "screen-reader-text", "noprint")
)
_HIDDEN_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


class Verdict:
    """trafilatura's text as a set of short strings, to ask of any text whether it was kept."""

    def __init__(self, text: str) -> None:
        plain = _squash(text)
        self.length = len(plain)
        self._grams = frozenset(plain[i : i + _GRAM] for i in range(max(1, len(plain) - _GRAM + 1)))
        self._lines = frozenset(_squash(line) for line in text.splitlines())

    def keeps(self, text: str) -> bool:
        """Say whether `text` (without white space) stands in what was kept: as a line, or by its start, middle and end."""
        if len(text) < _GRAM:
            return text in self._lines
        middle = (len(text) - _GRAM) // 2
        return all(text[i : i + _GRAM] in self._grams for i in (0, middle, len(text) - _GRAM))


def _squash(text: str) -> str:
    return "".join(text.split())


def strip_never(tree: Element) -> None:
    """Take out what is never text for a reader: scripts, styles, controls, hidden elements, comments."""
    etree.strip_elements(tree, etree.Comment, etree.ProcessingInstruction, *_NEVER, with_tail=False)
    hidden = [e for e in tree.iter() if _is_hidden(e)]
    for element in hidden:
        _remove(element)


def _is_hidden(element: Element) -> bool:
    if element.tag in ("html", "body"):
        return False
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or bool(words_of(element) & _UNSEEN)
        or bool(_HIDDEN_STYLE.search(element.get("style") or ""))
    )


def _remove(element: Element) -> None:
    """Empty an element, tag and all, and leave the text that follows it.

    Taking it out would move that text, which lxml refuses to do where it holds a control character.
    """
    del element[:]
    element.text = None
    element.attrib.clear()
    element.tag = "span"


def find_main(body: Element, notes: Notes) -> tuple[Element, tuple[Issue, ...]]:
    """Return the content element of `body` with navigation and the like taken out of it (the tree is changed).

    An issue says where trafilatura kept too little and the page's own <main>, <article> or <body> was taken.
    """
    verdict, issues = _ask(body)
    main = _smallest(body, verdict)
    semantic = _semantic(body)
    kept = len(_squash(text_of(main))) if main is not None else 0
    if (
        main is None
        or kept < min(_FEWEST_CHARACTERS, len(_squash(text_of(body))))
        or kept < _TOO_LITTLE * _weight(semantic)
    ):
        main = semantic
        if not issues:
            message = f"trafilatura kept {kept} characters; taken is the whole <{main.tag}>"
            issues = (Issue("main_content_fallback", message),)
        verdict = Verdict("")
    main = _with_notes(_with_title(main, body), notes)
    _strip_furniture(main, verdict, notes)
    return main, issues


def _ask(body: Element) -> tuple[Verdict, tuple[Issue, ...]]:
    size = sum(len(str(text)) for text in body.itertext()) + 20 * sum(1 for _ in body.iter())
    if size > _LARGEST:
        return Verdict(""), (
            Issue("main_content_fallback", f"a page of some {size} characters is too much for trafilatura"),
        )
    tree = copy.deepcopy(body.getroottree().getroot())
    # trafilatura fills spanned places with empty cells; "colspan=1000" in a few rows takes it minutes.
    etree.strip_attributes(tree, "colspan", "rowspan")
    try:
        found = trafilatura.bare_extraction(tree, include_comments=False, include_tables=True, with_metadata=False)
    except (ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError, etree.LxmlError) as error:
        # What trafilatura is known to raise on odd trees; the page is still read, by its own elements.
        return Verdict(""), (Issue("main_content_fallback", f"trafilatura failed: {type(error).__name__}"),)
    return Verdict(str(getattr(found, "text", None) or "")), ()


def _leaves(element: Element) -> Iterable[tuple[Element, str]]:
    """Yield the innermost blocks with their text without white space."""
    for block in element.iter():
        if block.tag in BLOCKS and not any(child.tag in BLOCKS for child in block.iterdescendants()):
            text = _squash(all_text(block))
            if text:
                yield block, text


def _smallest(body: Element, verdict: Verdict) -> Element | None:
    weights: dict[Element, int] = {}
    total = 0
    for leaf, text in _leaves(body):
        if verdict.keeps(text):
            total += len(text)
            for element in (leaf, *leaf.iterancestors()):
                weights[element] = weights.get(element, 0) + len(text)
    if not total:
        return None
    best = body
    while True:
        inner = next((child for child in best if weights.get(child, 0) >= _MOST * total), None)
        if inner is None or inner.tag not in BLOCKS or inner.tag in ("table", "tbody", "ul", "ol", "dl", "p", "tr"):
            return best
        best = inner


def _semantic(body: Element) -> Element:
    """Return the page's own <main> or, with more than half of its text, <article>; else the body."""
    mains = [e for e in body.iter() if e.tag == "main" or e.get("role") == "main"]
    articles = list(body.iter("article"))
    article = max(articles, key=_weight, default=None)
    main = max(mains, key=_weight, default=None)
    around = main if main is not None else body
    if article is not None and _weight(article) > _weight(around) / 2:
        return article
    return around


def _weight(element: Element) -> int:
    return len(_squash(all_text(element)))


def _with_title(main: Element, body: Element) -> Element:
    """Widen the content to the page's title: between the two stand the date and the author."""
    inside = order_of_descendants(main)
    for title in body.iter("h1"):
        if title in inside:
            return main
        around = next((a for a in title.iterancestors() if main in order_of_descendants(a)), None)
        if around is not None and _weight(around) <= 1.5 * _weight(main) + 300:
            return around
    return main


def _with_notes(main: Element, notes: Notes) -> Element:
    """Widen the content to the notes that it refers to, which often stand below it."""
    inside = order_of_descendants(main)
    wanted = {label for link, label in notes.references.items() if link in inside}
    for note, label in notes.notes.items():
        if label in wanted and note not in inside:
            around = next((a for a in note.iterancestors() if main in order_of_descendants(a)), None)
            if around is not None:
                main, inside = around, order_of_descendants(around)
    return main


def _strip_furniture(main: Element, verdict: Verdict, notes: Notes) -> None:
    """Remove navigation, sharing buttons, lists of links and the like, unless trafilatura kept them or notes stand there."""
    held = {e for note in (*notes.notes, *notes.references) for e in (note, *note.iterancestors())}
    # A cell that holds only links is data in a table of data, and navigation where a table lays out the page.
    data = {cell for table in main.iter("table") if is_data_table(table) for cell in table.iter("td")}
    for element in [e for e in main.iterdescendants() if isinstance(e.tag, str)]:
        candidate = _is_furniture(element) or (element not in data and _is_link_list(element))
        if candidate and element not in held and element.tag not in HEADINGS and not _is_kept(element, verdict):
            _remove(element)


def _is_furniture(element: Element) -> bool:
    if element.tag in _FURNITURE_TAGS and not (element.tag == "header" and element.find(".//h1") is not None):
        return True
    if (element.get("role") or "") in _FURNITURE_ROLES:
        return True
    names = words_of(element) | {(element.get("id") or "").lower()}
    return element.tag in BLOCKS and element.find(".//h1") is None and any(_FURNITURE.search(name) for name in names)


def _is_link_list(element: Element) -> bool:
    if element.tag not in ("ul", "ol", "div", "table", "dl", "p", "td"):
        return False
    links = element.findall(".//a")
    if len(links) < 3:
        return False
    return sum(_weight(link) for link in links) > 0.8 * max(1, _weight(element))


def _is_kept(element: Element, verdict: Verdict) -> bool:
    total = kept = 0
    for _, text in _leaves(element):
        total += len(text)
        kept += len(text) if verdict.keeps(text) else 0
    return kept > total / 2
