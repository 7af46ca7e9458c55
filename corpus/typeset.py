#!/usr/bin/env python3
r"""Typesets the briefs written for this project: src/ID.html -> ID.pdf, ID.txt and the counted half of gold/ID.mentions.yaml.

Development only; needs the extra `corpus` (pip install -e '.[corpus]') and, on Debian or Ubuntu,
    apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
        fonts-ipaexfont fonts-takao fonts-morisawa-bizud-gothic fonts-morisawa-bizud-mincho fonts-mplus fonts-vlgothic fonts-liberation

A source is HTML with its own style. Temporal expressions and counts are annotated where they stand:
    {{10月9日|2025-10-09}}            a date or duration and its value (EDTF, ISO 8601)
    {{月末|2025-10-21/2025-10-31|a:2025-10-31;../2025-10-31}}   other values that are right as well
    {{9日～10日|2025-06-09/2025-06-10|p:2025-06-09;2025-06-10}}  the parts, where given one by one
    {{23社|q:23 社}}  {{50%以上|%:50 ge}}  {{同時期|2025-09|?}}   a count, a percentage, an optional one
Percentages in plain digits need no annotation. The same source gives the same bytes on the same fonts.
"""

import argparse
import html
import os
import re
import sys
import tempfile
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import yaml
from lxml import etree
from lxml import html as lxml_html

HERE = Path(__file__).resolve().parent
MARK = re.compile(r"\{\{(.+?)\}\}", re.DOTALL)
PERCENT = re.compile(r"([▲△−-]?)(\d[\d,]*(?:\.\d+)?)\s?(?:%|％|パーセント|per ?cent\b)(?:ポイント)?")
COUNTED = "# --- counted from the annotations in the source by typeset.py; do not edit below\n"
BLOCKS = {
    "h1",
    "h2",
    "h3",
    "h4",
    "p",
    "li",
    "tr",
    "div",
    "figcaption",
    "aside",
    "table",
    "ul",
    "ol",
    "section",
    "caption",
}
HALF_WIDTH = {
    ord(wide): narrow for narrow in map(chr, range(0xFF65, 0xFF9E)) for wide in [unicodedata.normalize("NFKC", narrow)]
}
HALF_WIDTH |= {
    ord(wide): narrow + mark
    for narrow in map(chr, range(0xFF65, 0xFF9E))
    for mark in "ﾞﾟ"
    for wide in [unicodedata.normalize("NFKC", narrow + mark)]
    if len(wide) == 1
}
NO_HEADS = "@page { @top-left{content:none !important} @top-center{content:none !important} @top-right{content:none !important} @bottom-left{content:none !important} @bottom-center{content:none !important} @bottom-right{content:none !important} } @page :first { @top-left{content:none !important} @top-center{content:none !important} @top-right{content:none !important} @bottom-left{content:none !important} @bottom-center{content:none !important} @bottom-right{content:none !important} }"


@dataclass(frozen=True)
class Annotation:
    """One {{...}} of a source, or a percentage in plain digits."""

    kind: str
    text: str
    fields: tuple[tuple[str, object], ...]


def read_annotation(inner: str) -> Annotation:
    """`10月9日|2025-10-09|a:..` -> what it says. Raises ValueError on an unknown field."""
    text, value, *rest = (part.strip() for part in inner.split("|"))
    fields: list[tuple[str, object]] = []
    if value.startswith("q:"):
        number, unit = value[2:].split(" ", 1)
        kind, fields = "quantities", [("value", plain_number(number)), ("unit", unit)]
    elif value.startswith("%:"):
        number, _, comparator = value[2:].partition(" ")
        kind, fields = "percentages", [("value", plain_number(number))]
        fields += [("comparator", comparator)] if comparator else []
    else:
        kind, fields = "dates", [("value", value)]
    names = {"a": "accept", "p": "parts"}
    for part in rest:
        if part == "?":
            fields.append(("optional", True))
        elif part[:2] in ("a:", "p:"):
            fields.append((names[part[0]], part[2:].split(";")))
        else:
            raise ValueError(f"unknown field {part!r} in {inner!r}")
    return Annotation(kind, squeeze(text), tuple(fields))


def plain_number(text: str) -> int | float:
    """1,200 -> 1200; 7.5 -> 7.5."""
    number = float(text.replace(",", ""))
    return int(number) if number.is_integer() else number


def squeeze(text: str) -> str:
    """Markup and white space taken out, NFKC: the form in which quotes are compared."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", html.unescape(re.sub(r"<[^>]+>", "", text))))


def find_annotations(source: str) -> Iterator[Annotation]:
    """Annotations of the body, in order; percentages outside {{...}} count by themselves, those in addresses do not."""
    body = source[source.index("<body") :]
    at = 0
    for mark in MARK.finditer(body):
        yield from find_percentages(body[at : mark.start()])
        yield read_annotation(mark[1])
        at = mark.end()
    yield from find_percentages(body[at:])


def find_percentages(part: str) -> Iterator[Annotation]:
    """Percentages in plain digits; ▲10.2% is -10.2."""
    part = re.sub(r"https?://[^\s<]+|<[^>]+>", " ", part)
    for found in PERCENT.finditer(unicodedata.normalize("NFKC", part)):
        value = plain_number(found[2])
        yield Annotation("percentages", squeeze(found[0]), (("value", -value if found[1] else value),))


def write_counted(source: str, path: Path) -> None:
    """Replace the lower half of the gold mentions by what the source's annotations say."""
    hand = (
        path.read_text(encoding="utf-8").split(COUNTED)[0]
        if path.exists()
        else "entities: {}\neccn: []\nhs: []\nfootnotes: {}\n"
    )
    found = list(find_annotations(source))
    lines = [COUNTED]
    for kind in ("dates", "percentages", "quantities"):
        rows = [{"text": a.text, **dict(a.fields)} for a in found if a.kind == kind]
        lines.append(f"{kind}:\n" if rows else f"{kind}: []\n")
        for row in rows:
            dumped = yaml.safe_dump(row, allow_unicode=True, default_flow_style=True, sort_keys=False, width=10_000)
            lines.append(f"- {dumped}")
    path.write_text(hand + "".join(lines), encoding="utf-8")


def strip_annotations(source: str) -> str:
    """Give the page as readers see it; `<body class="hankaku">` has its katakana half-width, as some institutes print it."""
    page = MARK.sub(lambda m: m[1].split("|")[0], source)
    # A note's digit never begins a line.
    page = re.sub(r"([^\s>]\s?)(<sup>[^<]*</sup>)", r'<span style="white-space:nowrap">\1\2</span>', page)
    if '<body class="hankaku"' not in page:
        return page
    head, body = page.split("<body", 1)
    return head + "<body" + re.sub(r"[ァ-ヴー・]+", lambda m: m[0].translate(HALF_WIDTH), body)


def write_pdf(page: str, target: Path, extra_style: str = "") -> None:
    """Typeset one page; the import is here because `--help` does not need WeasyPrint."""
    import weasyprint

    sheets = [weasyprint.CSS(string=extra_style)] if extra_style else []
    document = weasyprint.HTML(string=page, base_url=str(HERE / "src"))
    document.write_pdf(target, stylesheets=sheets, presentational_hints=False)


def read_pdf_text(path: Path) -> str:
    """Text as a PDF viewer's "select all" gives it: hard lines, note digits no longer raised."""
    pdf = pypdfium2.PdfDocument(path)
    pages = []
    for page in pdf:
        lines = page.get_textpage().get_text_range().replace("\r\n", "\n").replace("\ufffe", "-").split("\n")
        pages.append(join_raised("\n".join(line.rstrip() for line in lines).strip("\n")))
    pdf.close()
    return "\n\n".join(pages) + "\n"


def join_raised(page: str) -> str:
    """Put a raised digit that stands in a line of its own back behind its word, and what follows it behind the digit."""
    return re.sub(r"\n(\d{1,2})(?=\n)(?:\n(?= ))?", r"\1", page)


def read_plain_text(page: str) -> str:
    """Text as somebody saves it from an editor or a web page: a line a paragraph, cells with tabs, notes at the end."""
    body = lxml_html.document_fromstring(page).find("body")
    etree.strip_elements(body, "style", with_tail=False)
    notes = [n for n in body.iter() if "fn" in (n.get("class") or "").split()]
    note_lines = [re.sub(r"\s*\n\s*", " ", n.text_content()).strip() for n in notes]
    for note in notes:
        note.drop_tree()
    for doubled in list(body.iter("span")):
        if "again" in (doubled.get("class") or "").split():
            doubled.drop_tree()
    text = "".join(read_blocks(body))
    text = re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", text)).strip("\n") + "\n"
    return text + ("\n" + "\n".join(note_lines) + "\n" if note_lines else "")


def read_blocks(node: lxml_html.HtmlElement) -> Iterator[str]:
    """Lines of the blocks below `node`; source line breaks inside a block are no line breaks."""
    block = node.tag in BLOCKS
    tight = node.tag in ("li", "tr") or "tight" in (node.get("class") or "").split()
    if block:
        yield "\n" + "  " * (sum(1 for a in node.iterancestors("li")) if node.tag == "li" else 0)
    yield inline(node.text)
    for child in node:
        if child.tag == "br":
            yield "\n"
        elif child.tag in ("td", "th"):
            yield "".join(read_blocks(child)).strip().replace("\n", " ") + "\t"
        elif child.tag is not etree.Comment:
            yield from read_blocks(child)
        yield inline(child.tail)
    if block and not tight:
        yield "\n\n"


def inline(text: str | None) -> str:
    """Text within a block: a line break of the source is a space, and between Japanese characters nothing."""
    if not (text or "").strip():
        return "" if "\n" in (text or "") else text or ""
    return re.sub(r"\s*\n\s*", "" if re.search(r"[ぁ-んァ-ヶ一-龠]", text or "") else " ", text or "")


def typeset(entry: dict[str, str]) -> None:
    """Make everything of one brief of the manifest; `text: pdf` takes the text from the PDF, `text: plain` from the source."""
    source = (HERE / "src" / f"{entry['id']}.html").read_text(encoding="utf-8")
    page = strip_annotations(source)
    target = HERE / f"{entry['id']}.pdf"
    write_pdf(page, target)
    if entry["text"] == "pdf":
        with tempfile.TemporaryDirectory() as folder:
            bare = Path(folder) / "without-heads.pdf"
            write_pdf(page, bare, NO_HEADS)
            text = read_pdf_text(bare)
    else:
        text = read_plain_text(page)
    (HERE / f"{entry['id']}.txt").write_text(text, encoding="utf-8")
    write_counted(source, HERE / "gold" / f"{entry['id']}.mentions.yaml")


def main() -> int:
    """Typeset the briefs named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "ids",
        nargs="*",
        metavar="ID",
        help="briefs of manifest.yaml, or the beginning of an id; all when none is given",
    )
    args = parser.parse_args()
    os.environ.setdefault("SOURCE_DATE_EPOCH", "1767225600")
    entries = yaml.safe_load((HERE / "manifest.yaml").read_text(encoding="utf-8"))["briefs"]
    chosen = [e for e in entries if not args.ids or any(e["id"].startswith(i) for i in args.ids)]
    if not chosen:
        print(f"no brief of manifest.yaml is called {args.ids}", file=sys.stderr)
        return 2
    for entry in chosen:
        typeset(entry)
        print(f"{entry['id']}: {(HERE / (entry['id'] + '.pdf')).stat().st_size // 1024} KiB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
