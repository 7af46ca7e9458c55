// A brief without pages: its text, line by line, with the same marks.

import { readText } from "./api.js";
import { make } from "./dom.js";
import { findPlace, overlaps, readSelection, selectSpan, toPoints } from "./offsets.js";
import { joinLines } from "./textlayer.js";

export class TextView {
  constructor(scroll) {
    this.scroll = scroll;
    this.root = make("div", { class: "text-sheet" });
    this.caret = make("span", { class: "text-caret", hidden: true, "aria-hidden": "true" });
    this.marks = [];
    this.marked = [];
    this.lit = null;
    this.size = 1;
  }

  /** Show a document as its newest run read it. */
  async open(document) {
    this.scroll.replaceChildren(this.root);
    if (this.run === document.run) return;
    this.run = document.run;
    const { points, blocks } = await readText(document.run);
    if (this.run !== document.run) return;
    this.points = points;
    this.lines = cutLines(this.points, blocks);
    for (const line of this.lines) line.element = make("div", { class: `text-line ${line.kind}` }, plain(line));
    this.root.replaceChildren(...this.lines.map((line) => line.element), this.caret);
    this.marked = [];
    this.paint();
  }

  turn() {}
  turnBy() {}

  setMarks(marks) {
    this.marks = marks;
    this.paint();
  }

  paint() {
    if (!this.lines) return;
    for (const line of this.marked) line.element.replaceChildren(plain(line));
    this.marked = this.lines.filter((line) => this.marks.some((mark) => overlaps(mark, line)));
    for (const line of this.marked) line.element.replaceChildren(...this.segments(line));
    this.light(this.lit);
  }

  segments(line) {
    const here = this.marks.filter((mark) => overlaps(mark, line));
    const cuts = new Set([line.start, line.end, ...here.flatMap((m) => [m.start, m.end])].filter((c) => c >= line.start && c <= line.end));
    const sorted = [...cuts].sort((a, b) => a - b);
    return sorted.slice(0, -1).flatMap((start, i) => this.segment(start, sorted[i + 1], here));
  }

  segment(start, end, marks) {
    const over = marks.filter((mark) => mark.start <= start && mark.end >= end);
    const tags = over.filter((mark) => mark.start === start && mark.initial)
      .map((mark) => make("i", { class: `letter family-${mark.family}`, "data-initial": mark.initial, "aria-hidden": "true" }));
    const text = this.points.slice(start, end).join("");
    if (!over.length) return [make("span", { "data-start": start }, text)];
    const slots = over.map((mark) => mark.slot).filter(Boolean);
    const segment = make("span", { "data-start": start, "data-slots": slots.join(" "), class: "segment" }, text);
    segment.own = over;
    return [...tags, segment];
  }

  /** Light up the marks of a slot; else each stretch has the colour of the narrowest mark over it. */
  light(slot) {
    this.lit = slot;
    for (const segment of this.root.querySelectorAll(".segment")) {
      const hot = segment.own.find((mark) => slot && mark.slot === slot);
      const top = hot ?? segment.own.at(-1);
      segment.className = `segment family-${top.family}${top.broad ? " broad" : ""}${hot ? " hot" : ""}`;
    }
  }

  async reveal(slot) {
    const mark = this.marks.find((m) => m.slot === slot);
    const place = mark && this.lines && findPlace(this.root, mark.start);
    place?.node.parentElement.scrollIntoView({ block: "nearest" });
  }

  hit(event) {
    const segment = event.target.closest?.(".segment");
    return segment ? (segment.own.filter((mark) => mark.slot).at(-1) ?? null) : null;
  }

  zoomBy(step) {
    this.size = step === 0 ? 1 : Math.max(0.7, Math.min(this.size * (step > 0 ? 1.15 : 1 / 1.15), 2.5));
    this.root.style.fontSize = `${this.size}em`;
  }

  // What the text cursor needs: see caret.js.

  selection = () => readSelection(this.root);
  select = (span) => selectSpan(this.root, span);
  read = ({ start, end }) => joinLines(this.points.slice(start, end).join(""));
  firstOffset = () => (this.marks.find((m) => m.slot === (this.lit || m.slot)) ?? this.marks[0])?.start ?? 0;
  caretBox = () => this.caret.getBoundingClientRect();

  lineAt(offset) {
    const line = this.lines[this.numberOf(offset)];
    return { text: this.points.slice(line.start, line.end).join(""), start: line.start };
  }

  numberOf(offset) {
    return Math.max(0, this.lines.findLastIndex((line) => line.start <= offset));
  }

  showCaret(offset) {
    this.caret.hidden = offset === null;
    if (offset === null) return;
    const box = this.boxAt(offset);
    const sheet = this.root.getBoundingClientRect();
    Object.assign(this.caret.style, { left: `${box.left - sheet.left}px`, top: `${box.top - sheet.top}px`, height: `${box.height}px` });
    this.caret.scrollIntoView({ block: "nearest" });
  }

  boxAt(offset) {
    const place = findPlace(this.root, offset);
    const range = document.createRange();
    const atEnd = place.unit >= place.node.length && place.unit > 0;
    range.setStart(place.node, atEnd ? place.unit - 1 : place.unit);
    range.setEnd(place.node, Math.min(place.node.length, range.startOffset + 1));
    const box = [...range.getClientRects()].at(-1) ?? place.node.parentElement.getBoundingClientRect();
    return { left: atEnd ? box.right : box.left, top: box.top, height: box.height };
  }

  async step(offset, unit, direction, goal) {
    const line = this.lines[this.numberOf(offset)];
    if (unit === "edge") return { offset: direction > 0 ? line.end : line.start };
    if (unit === "character") return { offset: Math.max(0, Math.min(offset + direction, this.points.length)) };
    const box = this.boxAt(offset);
    const left = goal ?? box.left;
    const y = box.top + box.height / 2 + direction * box.height * 1.7;
    return { offset: this.offsetAt(left, y) ?? this.nextLine(offset, direction), goal: left };
  }

  nextLine(offset, direction) {
    const next = this.lines[this.numberOf(offset) + direction];
    return next ? next.start : offset;
  }

  offsetAt(x, y) {
    const spot = document.caretPositionFromPoint?.(x, y);
    const range = spot ? null : document.caretRangeFromPoint?.(x, y);
    const node = spot?.offsetNode ?? range?.startContainer;
    const base = node?.parentElement?.dataset?.start;
    if (base === undefined || !this.root.contains(node)) return null;
    return Number(base) + toPoints(node.data, spot?.offset ?? range.startOffset);
  }
}

const plain = (line) => make("span", { "data-start": line.start }, line.points.join(""));

/** Return the lines of a text: {start, end, kind, points}; the kind is that of the innermost block they begin in. */
function cutLines(points, blocks) {
  const lines = [];
  for (let start = 0; start <= points.length; ) {
    const found = points.indexOf("\n", start);
    const end = found < 0 ? points.length : found;
    lines.push({ start, end, kind: kindAt(blocks, start), points: points.slice(start, end) });
    start = end + 1;
  }
  return lines;
}

function kindAt(blocks, offset) {
  const own = blocks.filter((block) => block.start <= offset && offset < block.end);
  return own.sort((a, b) => a.end - a.start - (b.end - b.start))[0]?.kind ?? "paragraph";
}
