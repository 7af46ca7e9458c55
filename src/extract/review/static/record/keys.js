// The keys of the record view; base.js listens, and shows them in the `?` sheet.

import { addKey } from "../base.js";
import { find } from "./dom.js";

const never = () => false;
// While the menu at a selection is open its letters are its own; where something scrolls, arrows scroll it.
const free = () => !document.querySelector(".pick-menu");
const inForm = () => free() && !["page-scroll", "queue-list", "below"].some((id) => find(id).contains(document.activeElement));

/** Register the keys; `acts` are what main.js does. */
export function listen(acts) {
  const add = (key, label, run, when = free) => addKey({ key, label: `record.key.${label}`, run, when });
  add("j", "next", () => acts.move(1));
  add("k", "previous", () => acts.move(-1));
  add("J", "next_document", () => acts.moveBrief(1));
  add("K", "previous_document", () => acts.moveBrief(-1));
  add("ArrowDown", "slot_next", () => acts.slots(1), inForm);
  add("ArrowUp", "slot_previous", () => acts.slots(-1), inForm);
  add("Enter", "edit", null, never);
  add("Escape", "leave", null, never);
  add("Delete", "clear", acts.emptySlot, inForm);
  add("a", "accept", () => acts.acts.accept());
  add("x", "delete", () => acts.acts.remove());
  add("n", "new", acts.fresh);
  add("m", "merge", () => acts.acts.merge());
  add("s", "split", () => acts.acts.split());
  add("u", "undo", () => acts.acts.undo());
  add("y", "why", () => find("why")?.focus());
  add("c", "caret", () => acts.picker.start(""));
  add("[", "page_previous", () => acts.view().turnBy(-1));
  add("]", "page_next", () => acts.view().turnBy(1));
  add("+", "zoom_in", () => acts.view().zoomBy(1));
  add("-", "zoom_out", () => acts.view().zoomBy(-1));
  add("0", "zoom_fit", () => acts.view().zoomBy(0));
  add("h", "history", acts.history);
  add("\\", "fold", acts.fold);
}
