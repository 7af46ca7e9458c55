// The brief as page images, one at a time: marks under the glyphs, selectable text over them.

import { readPage } from "./api.js";
import { draw, find, make } from "./dom.js";
import { readSelection, selectSpan } from "./offsets.js";
import { drawMarks, hitMark } from "./marks.js";
import { caretAt, drawText, findCharacter, nearest, readLines } from "./textlayer.js";
import { t } from "./words.js";

const ZOOMS = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3];
const SHARPEST = 4;
// Fitted to width, a page shows its text with this margin (points), and at least this share of its width.
const MARGIN = 22;
const LEAST = 0.6;
// More pixels a point than this only make the eye travel.
const LARGEST = 1.7;

export class PageView {
  /** `scroll` is the element that scrolls; `onturn(page)` is told of every page shown. */
  constructor(scroll, onturn) {
    this.scroll = scroll;
    this.onturn = onturn;
    this.image = make("img", { class: "leaf-image", alt: "", draggable: "false" });
    this.marksLayer = draw("svg", { class: "layer-marks", "aria-hidden": "true" });
    this.caret = draw("line", { class: "caret", visibility: "hidden" });
    this.textLayer = draw("svg", { class: "layer-text" });
    this.root = this.textLayer;
    this.sheet = make("div", { class: "leaf" }, this.image, this.marksLayer, this.textLayer);
    this.marks = [];
    this.page = null;
    this.zoom = 1;
    new ResizeObserver(() => this.fit()).observe(scroll);
  }

  /** Show a document as its newest run read it; the page is turned later. */
  open(document) {
    this.document = document;
    this.run = document.run;
    this.page = null;
    this.scroll.replaceChildren(this.sheet);
  }

  /** Show page `number`; the marks come with it. */
  async turn(number) {
    const target = Math.max(1, Math.min(number, this.document.pages));
    if (this.page?.page === target) return;
    const { run } = this;
    this.wanted = target;
    const page = await readPage(run, target);
    if (this.wanted !== target || this.run !== run) return;
    this.page = page;
    this.scroll.scrollTop = 0;
    this.image.alt = t("record.page_image", { page: target });
    this.image.removeAttribute("src");
    const box = `0 0 ${page.width} ${page.height}`;
    this.marksLayer.setAttribute("viewBox", box);
    this.textLayer.setAttribute("viewBox", box);
    this.textLayer.replaceChildren(...drawText(this.page.lines), this.caret);
    this.showCaret(null);
    this.paint();
    this.fit();
    this.onturn(target);
  }

  turnBy(step) {
    return this.page ? this.turn(this.page.page + step) : null;
  }

  setMarks(marks) {
    this.marks = marks;
    this.paint();
  }

  paint() {
    if (!this.page) return;
    this.marksLayer.replaceChildren(...drawMarks(this.marks, this.page.page));
    this.light(this.lit ?? null);
  }

  /** Light up the marks of a slot (null: none) on the page that is shown. */
  light(slot) {
    this.lit = slot;
    for (const mark of this.marksLayer.children) mark.classList.toggle("hot", Boolean(slot) && mark.dataset.slot === slot);
    this.marksLayer.classList.toggle("lit", Boolean(slot));
  }

  /** Turn to the first evidence of a slot ("" for the statement) and scroll it into sight. */
  async reveal(slot) {
    const own = this.marks.filter((mark) => mark.slot === slot && mark.page);
    if (!own.length) return;
    const here = own.find((mark) => mark.page === this.page?.page) ?? own[0];
    await this.turn(here.page);
    this.scrollTo(here.rects[0]);
  }

  scrollTo([, y0, , y1]) {
    if (!this.page) return;
    const scale = this.sheet.clientHeight / this.page.height;
    const top = this.sheet.offsetTop + y0 * scale;
    const bottom = this.sheet.offsetTop + y1 * scale;
    const { scrollTop, clientHeight } = this.scroll;
    if (top < scrollTop + 40 || bottom > scrollTop + clientHeight - 40) this.scroll.scrollTop = top - clientHeight / 3;
  }

  /** Return the mark under a pointer event. */
  hit(event) {
    if (!this.page) return null;
    const box = this.sheet.getBoundingClientRect();
    const scale = this.page.width / box.width;
    return hitMark(this.marks, this.page.page, (event.clientX - box.left) * scale, (event.clientY - box.top) * scale);
  }

  zoomBy(step) {
    const at = ZOOMS.indexOf(this.zoom) + step;
    this.zoom = step === 0 ? 1 : ZOOMS[Math.max(0, Math.min(at, ZOOMS.length - 1))];
    this.fit();
  }

  fit() {
    if (!this.page) return;
    const { left, share } = textExtent(this.page);
    const fitted = Math.min((this.scroll.clientWidth - 24) / share, this.page.width * LARGEST);
    const width = Math.max(200, Math.round(fitted * this.zoom));
    const scale = Math.max(1, Math.min(Math.ceil((width * devicePixelRatio) / this.page.width), SHARPEST));
    this.sheet.style.width = `${width}px`;
    this.sheet.style.height = `${Math.round((width * this.page.height) / this.page.width)}px`;
    const source = `/versions/${this.document.version}/pages/${this.page.page}.png?scale=${scale}`;
    if (this.image.getAttribute("src") !== source) this.image.setAttribute("src", source);
    this.scroll.scrollLeft = left * width;
  }

  // What the text cursor needs: see caret.js.

  selection = () => readSelection(this.root);
  select = (span) => selectSpan(this.root, span);
  read = (span) => readLines(this.page?.lines ?? [], span);

  firstOffset() {
    const page = this.page?.page;
    const mark = this.marks.find((m) => m.page === page && m.slot === (this.lit || m.slot)) ?? this.marks.find((m) => m.page === page);
    return mark?.start ?? this.page?.lines[0]?.start ?? 0;
  }

  showCaret(offset) {
    const spot = offset === null || !this.page ? null : caretAt(this.page.lines, offset);
    this.caret.setAttribute("visibility", spot ? "visible" : "hidden");
    if (!spot) return;
    const [x0, y0, x1, y1] = spot;
    for (const [name, value] of Object.entries({ x1: x0, y1: y0, x2: x1, y2: y1 })) this.caret.setAttribute(name, value);
    this.scrollTo(spot);
  }

  caretBox = () => this.caret.getBoundingClientRect();

  /** Return the text around an offset and where it begins: the line. */
  lineAt(offset) {
    const line = this.page.lines[findCharacter(this.page.lines, offset).at];
    return { text: line.text, start: line.start };
  }

  /** Return the offset a step away; `goal` is the edge that ↑ and ↓ keep to. Past the last line the page is turned. */
  async step(offset, unit, direction, goal) {
    const { lines } = this.page;
    const { at, number } = findCharacter(lines, offset);
    const line = lines[at];
    const count = line.x.length - 1;
    if (unit === "edge") return { offset: direction > 0 ? line.start + count : line.start };
    if (unit === "character") {
      const next = number + direction;
      if (next >= 0 && next <= count) return { offset: line.start + next };
    }
    const edge = unit === "line" ? (goal ?? line.x[number]) : null;
    const target = at + direction;
    if (lines[target]) return { offset: this.enter(target, direction, edge), goal: edge };
    return this.stepOver(offset, direction, edge);
  }

  enter(at, direction, edge) {
    const line = this.page.lines[at];
    if (edge !== null) return nearest(this.page.lines, at, edge);
    return direction > 0 ? line.start : line.start + line.x.length - 1;
  }

  async stepOver(offset, direction, edge) {
    const before = this.page.page;
    await this.turnBy(direction);
    if (this.page.page === before || !this.page.lines.length) return { offset, goal: edge };
    return { offset: this.enter(direction > 0 ? 0 : this.page.lines.length - 1, direction, edge), goal: edge };
  }
}

/** Return the left edge of what the page's text takes, and its width, as shares of the page's: margins need no room. */
function textExtent({ width, lines }) {
  const edges = lines.flatMap((line) => (line.vertical ? [line.y0, line.y1] : [line.x[0], line.x.at(-1)]));
  if (!edges.length) return { left: 0, share: 1 };
  const x0 = Math.max(0, Math.min(...edges) - MARGIN);
  const x1 = Math.min(width, Math.max(...edges) + MARGIN);
  return { left: x0 / width, share: Math.max(LEAST, (x1 - x0) / width) };
}

/** Show where the pages stand in the tool bar. */
export function showPageNumber(page, pages) {
  find("page-number").textContent = t("record.page_of", { page, pages });
  find("page-previous").disabled = page <= 1;
  find("page-next").disabled = page >= pages;
}
