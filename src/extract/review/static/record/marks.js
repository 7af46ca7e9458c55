// Which stretches of the brief a record rests on, and how they are drawn.

import { draw } from "./dom.js";
import { familyOf, initialOf, labelOf, showFiller, SLOTS } from "./slots.js";

// A value that was read from most of its statement is underlined, not filled: it would hide the others.
const BROAD = 0.5;
const TAG = 7.5;

/** Return the marks of a record: one a piece of evidence of a slot's filler, broad ones first.
 *
 * {slot, index, family, initial, name, page, rects, start, end, broad}. The statements themselves have slot "".
 */
export function listMarks(record) {
  const statements = record.evidence.map((place) => toMark(place, "", 0, "statement", "", true));
  const values = SLOTS.flatMap((slot) =>
    record[slot].flatMap((filler, index) =>
      filler.evidence.map((place) => {
        const name = `${labelOf(slot)}: ${showFiller(slot, filler).main}`;
        return toMark(place, slot, index, familyOf(slot), name, isBroad(place, record.evidence));
      }),
    ),
  );
  return [...statements, ...values.sort((a, b) => Number(b.broad) - Number(a.broad) || length(b) - length(a))];
}

const toMark = (place, slot, index, family, name, broad) => ({
  ...place, slot, index, family, name, broad, initial: slot ? initialOf(slot) : "",
});

const length = (mark) => mark.end - mark.start;

function isBroad(place, statements) {
  const longest = Math.max(0, ...statements.map(length));
  return length(place) > 12 && length(place) >= BROAD * longest;
}

/** Return the pages that hold evidence of the record, or of one slot, in order. */
export function pagesOf(marks, slot = null) {
  const pages = marks.filter((mark) => slot === null || mark.slot === slot).map((mark) => mark.page);
  return [...new Set(pages.filter(Boolean))].sort((a, b) => a - b);
}

/** Return the smallest mark of a slot that holds a point of a page, null where there is none. */
export function hitMark(marks, page, x, y) {
  const hit = marks.filter((mark) => mark.slot && mark.page === page && mark.rects.some((rect) => isInside(rect, x, y)));
  return hit.sort((a, b) => length(a) - length(b))[0] ?? null;
}

const isInside = ([x0, y0, x1, y1], x, y) => x >= x0 - 1 && x <= x1 + 1 && y >= y0 - 1 && y <= y1 + 1;

/** Return the drawn marks of one page; where several begin at one place their initials stand side by side. */
export function drawMarks(marks, page) {
  const taken = new Map();
  return marks.filter((mark) => mark.page === page && mark.rects.length).map((mark) => drawMark(mark, taken));
}

function drawMark(mark, taken) {
  const shape = mark.broad ? drawLine : drawBox;
  const group = draw("g", { class: `mark family-${mark.family}${mark.broad ? " broad" : ""}`, "data-slot": mark.slot });
  group.append(...mark.rects.map(shape));
  if (mark.initial) group.append(drawTag(mark, taken));
  return group;
}

const drawBox = ([x0, y0, x1, y1]) => draw("rect", { x: x0 - 1, y: y0 - 0.5, width: x1 - x0 + 2, height: y1 - y0 + 1, rx: 1.5 });
const drawLine = ([x0, y0, x1, y1]) =>
  draw("g", {}, drawBox([x0, y0, x1, y1]), draw("line", { x1: x0, x2: x1, y1: y1 + 1.2, y2: y1 + 1.2 }));

function drawTag(mark, taken) {
  const [x0, y0] = mark.rects[0];
  const spot = `${Math.round(x0 / 3)},${Math.round(y0 / 3)}`;
  const shift = taken.get(spot) ?? 0;
  taken.set(spot, shift + 1);
  const x = x0 - 1 + shift * (TAG + 0.5);
  const y = y0 - TAG;
  return draw("g", { class: "letter" },
    draw("rect", { x, y, width: TAG, height: TAG, rx: 1 }),
    draw("text", { x: x + TAG / 2, y: y + TAG - 1.7, "text-anchor": "middle", "font-size": TAG - 1.5 }, mark.initial));
}
