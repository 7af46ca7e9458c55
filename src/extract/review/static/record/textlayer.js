// The text of a page as transparent, selectable SVG text: every character stands where its glyph is.

import { draw } from "./dom.js";
import { toPoints } from "./offsets.js";

// Where the base line of a glyph lies in its box, from above.
const BASE = 0.86;

/** Return the SVG text elements of a page's lines, in reading order. */
export const drawText = (lines) => lines.map((line) => (line.vertical ? drawColumn(line) : drawRow(line)));

function drawRow(line) {
  const y = line.y0 + BASE * (line.y1 - line.y0);
  const size = line.y1 - line.y0;
  return draw("text", { "data-start": line.start, x: edges(line).join(" "), y, "font-size": size, "xml:space": "preserve" }, line.text);
}

function drawColumn(line) {
  const size = line.y1 - line.y0;
  const tops = edges(line);
  return draw("text", {
    "data-start": line.start, x: tops.map(() => line.y0).join(" "), y: tops.map((top) => top + BASE * size).join(" "),
    "font-size": size, "xml:space": "preserve",
  }, line.text);
}

/** Return one leading edge a UTF-16 unit, as SVG counts them. */
function edges(line) {
  return Array.from({ length: line.text.length }, (_, unit) => line.x[toPoints(line.text, unit + 1) - 1]);
}

/** Return the line that holds an offset (the last one that begins at or before it) and the character's number in it. */
export function findCharacter(lines, offset) {
  let at = 0;
  for (let i = 0; i < lines.length; i++) if (lines[i].start <= offset) at = i;
  const count = lines.length ? lines[at].x.length - 1 : 0;
  return { at, number: Math.max(0, Math.min(offset - (lines[at]?.start ?? 0), count)) };
}

/** Return the caret before an offset: x0, y0, x1, y1 in points. */
export function caretAt(lines, offset) {
  const { at, number } = findCharacter(lines, offset);
  const line = lines[at];
  if (!line) return null;
  const edge = line.x[number];
  return line.vertical ? [line.y0, edge, line.y1, edge] : [edge, line.y0, edge, line.y1];
}

/** Return the offset in line `at` nearest to an edge. */
export function nearest(lines, at, edge) {
  const { x, start } = lines[at];
  let best = 0;
  for (let i = 1; i < x.length; i++) if (Math.abs(x[i] - edge) < Math.abs(x[best] - edge)) best = i;
  return start + best;
}

/** Return the text of a span as it reads: lines joined, with a space only between words that need one. */
export function readLines(lines, { start, end }) {
  const parts = lines.map((line) => [...line.text].slice(Math.max(0, start - line.start), Math.max(0, end - line.start)).join(""));
  return join(parts);
}

/** Return a text whose lines are joined. */
export const joinLines = (text) => join(text.split(/\s*\n\s*/));

const join = (parts) => parts.filter(Boolean).reduce((text, part) => text + (needsSpace(text, part) ? " " : "") + part, "").trim();

const needsSpace = (before, after) => /[\p{Script=Latin}\d,.;:]$/u.test(before) && /^[\p{Script=Latin}\d]/u.test(after);
