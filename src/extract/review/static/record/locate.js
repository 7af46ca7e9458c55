// Finding what a reviewer typed in the statements of the record, so that a value gets its place by itself.

const fold = (text) => text.normalize("NFKC").toLowerCase();

/** Return the one place ({start, end, quote}) where `text` stands in `evidence`, null where it is not there or twice. */
export function locateText(text, evidence) {
  const wanted = [...fold(text)].filter((c) => c.trim()).join("");
  if (wanted.length < 2) return null;
  const found = evidence.flatMap((place) => locateIn(wanted, place));
  return found.length === 1 ? found[0] : null;
}

function locateIn(wanted, place) {
  const points = [...place.quote];
  let plain = "";
  const from = [];
  for (const [i, point] of points.entries()) {
    for (const c of fold(point)) {
      if (!c.trim()) continue;
      for (let unit = 0; unit < c.length; unit++) from.push(i);
      plain += c;
    }
  }
  const places = [];
  for (let at = plain.indexOf(wanted); at >= 0; at = plain.indexOf(wanted, at + 1)) {
    const [start, end] = [from[at], from[at + wanted.length - 1] + 1];
    places.push({ start: place.start + start, end: place.start + end, quote: points.slice(start, end).join("") });
  }
  return places;
}
