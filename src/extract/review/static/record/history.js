// Below the form: the notes of the record with their sources, or who changed what.

import { make } from "./dom.js";
import { labelOf, showSlot } from "./slots.js";
import { showTime, t } from "./words.js";

/** Return the notes: marker, what is cited, links. Only http and https become links. */
export function listNotes(footnotes) {
  if (!footnotes.length) return make("p", { class: "quiet" }, t("record.notes_none"));
  return make("ul", { class: "notes" }, footnotes.map((note) => make("li", {}, make("span", { class: "marker" }, note.marker), make("div", {}, noteBody(note)))));
}

function noteBody(note) {
  if (!note.citations.length) return make("p", {}, note.text || t("record.note_missing"));
  return note.citations.map((citation) => make("p", {}, cite(citation), " ", citation.urls.map(link)));
}

const cite = ({ publisher, title, date }) => [publisher, title && `「${title}」`, date].filter(Boolean).join(" ");

function link(url) {
  if (!/^https?:\/\//i.test(url)) return make("span", { class: "url" }, url);
  const shown = URL.canParse(url) ? new URL(url).hostname : url;
  return make("a", { href: url, target: "_blank", rel: "noopener noreferrer", title: url }, shown, make("span", { "aria-hidden": "true" }, " ↗"), make("span", { class: "sr" }, t("record.link_new")));
}

/** Return who changed what, newest first. */
export function listHistory(events) {
  if (!events.length) return make("p", { class: "quiet" }, t("record.history_none"));
  const undone = new Set(liveUndoes(events));
  return make("ol", { class: "history" }, events.map((event) => entry(event, events, undone.has(event.id))));
}

/** Return the ids of events that an undo, itself not undone, took back. */
function liveUndoes(events) {
  const taken = new Set();
  for (const event of events) if (event.kind === "undo" && event.undoes && !taken.has(event.id)) taken.add(event.undoes);
  return taken;
}

/** Return the newest event that can be undone, null where there is none. */
export function newestToUndo(events) {
  const undone = liveUndoes(events);
  return events.find((event) => event.kind !== "undo" && !undone.has(event.id)) ?? null;
}

function entry(event, events, isUndone) {
  const change = event.kind === "change" ? make("p", { class: "change" }, make("del", {}, showSlot(event.slot, event.old) || t("record.empty_slot")), " → ", make("ins", {}, showSlot(event.slot, event.new) || t("record.empty_slot"))) : null;
  return make("li", { class: isUndone ? "undone" : null },
    make("p", {}, make("b", {}, event.by), " ", tell(event, events), make("time", { datetime: event.at }, showTime(event.at)), isUndone ? make("span", { class: "flag" }, t("record.event.undone")) : null),
    change, event.why ? make("p", { class: "why-said" }, event.why) : null);
}

function tell(event, events) {
  const undone = events.find((other) => other.id === event.undoes);
  const what = undone ? t(`record.event.${undone.kind}`, { slot: undone.slot ? labelOf(undone.slot) : "", what: "" }) : "";
  return t(`record.event.${event.kind}`, { slot: event.slot ? labelOf(event.slot) : "", what });
}
