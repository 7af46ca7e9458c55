// Somebody was faster: both values with who and when, and the choice.

import { button, make } from "./dom.js";
import { labelOf, showSlot } from "./slots.js";
import { showTime, t } from "./words.js";

/** Show a conflict in `place`; resolves to true where the reviewer's own change shall be made all the same.
 *
 * `theirs` are the events in the way, none where it is a new extraction; `slot` and `mine` are given for a changed slot.
 */
export function resolveConflict(place, theirs, slot = "", mine = []) {
  return new Promise((resolve) => {
    const end = (own) => (place.replaceChildren(), resolve(own));
    const keep = button(slot ? t("record.conflict.keep") : t("record.conflict.look"), () => end(false));
    const take = button(slot ? t("record.conflict.take") : t("record.conflict.anyway"), () => end(true));
    const rows = theirs.map((event) => side(t("record.conflict.theirs", { by: event.by, at: showTime(event.at) }), describe(event, slot)));
    if (slot) rows.push(side(t("record.conflict.mine"), showSlot(slot, mine) || t("record.conflict.removed")));
    const title = t(theirs.length ? "record.conflict.title" : "record.conflict.extracted");
    const box = make("div", { class: "conflict", role: "group", "aria-label": title },
      make("p", { class: "conflict-title", role: "alert" }, title), make("dl", {}, rows.flat()), make("p", { class: "conflict-choice" }, keep, take));
    box.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") event.stopPropagation();
      if (event.key === "Escape") (event.preventDefault(), event.stopPropagation(), end(false));
    });
    place.replaceChildren(box);
    keep.focus();
    box.scrollIntoView({ block: "nearest" });
  });
}

const side = (who, what) => [make("dt", {}, who), make("dd", {}, what)];

function describe(event, slot) {
  const kind = event.kind ?? "change";
  if (kind !== "change") return t(`record.event.${kind}`, { slot: "", what: "" });
  const fillers = Array.isArray(event.value) ? event.value : [];
  const value = showSlot(event.slot || slot, fillers) || t("record.conflict.removed");
  return event.slot && event.slot !== slot ? `${labelOf(event.slot)}: ${value}` : value;
}
