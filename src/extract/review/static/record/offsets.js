// Offsets count code points of the document text; JavaScript strings count UTF-16 units.

const isLow = (unit) => unit >= 0xdc00 && unit <= 0xdfff;

/** Return how many code points the first `units` UTF-16 units of `text` hold. */
export function toPoints(text, units) {
  let points = 0;
  for (let i = 0; i < Math.min(units, text.length); i++) if (!isLow(text.charCodeAt(i))) points++;
  return points;
}

/** Return how many UTF-16 units the first `points` code points of `text` take. */
export function toUnits(text, points) {
  let units = 0;
  for (let seen = 0; seen < points && units < text.length; seen++) units += text.codePointAt(units) > 0xffff ? 2 : 1;
  return units;
}

/** Say whether two half-open spans share a code point. */
export const overlaps = (a, b) => a.start < b.end && b.start < a.end;

/** Return the selected span of the document text inside `root`, null where nothing is selected.
 *
 * The text nodes stand in elements with data-start, the offset of their first code point.
 */
export function readSelection(root) {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  if (!root.contains(range.commonAncestorContainer)) return null;
  const spans = [...textNodes(root)].filter((node) => range.intersectsNode(node)).map((node) => selectedPart(node, range));
  const kept = spans.filter((span) => span.end > span.start);
  return kept.length ? { start: Math.min(...kept.map((s) => s.start)), end: Math.max(...kept.map((s) => s.end)) } : null;
}

function selectedPart(node, range) {
  const base = Number(node.parentElement.dataset.start);
  const from = node === range.startContainer ? range.startOffset : 0;
  const to = node === range.endContainer ? range.endOffset : node.length;
  return { start: base + toPoints(node.data, from), end: base + toPoints(node.data, to) };
}

function* textNodes(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) if (walker.currentNode.parentElement.dataset.start !== undefined) yield walker.currentNode;
}

/** Return the text node and the unit in it at an offset; at the border of two nodes the later one. */
export function findPlace(root, offset) {
  let best = null;
  for (const node of textNodes(root)) {
    const start = Number(node.parentElement.dataset.start);
    if (start > offset) break;
    best = { node, unit: toUnits(node.data, offset - start) };
  }
  return best;
}

/** Select a span of the document text inside `root` (an empty one selects nothing). */
export function selectSpan(root, { start, end }) {
  const selection = document.getSelection();
  const from = findPlace(root, start);
  const to = findPlace(root, end > start ? end - 1 : end);
  if (!from || !to || start === end) return selection.removeAllRanges();
  const last = toUnits(to.node.data, toPoints(to.node.data, to.unit) + 1);
  selection.setBaseAndExtent(from.node, from.unit, to.node, last);
}
