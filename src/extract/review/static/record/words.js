// The words of the record view, the names of codes, and how moments are written.

import { lang, names } from "../base.js";

export { lang, messageOf, reviewer, t } from "../base.js";

const NAMES = {
  measure_type: names.types,
  action: names.actions,
  imposing: names.jurisdictions,
  target_jurisdictions: names.jurisdictions,
};

/** Return the name of a code of a slot, "" where the slot has no codes or not this one. */
export const nameCode = (slot, code) => NAMES[slot]?.[code] ?? "";

const CLOCK = new Intl.DateTimeFormat(lang, { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat(lang, { dateStyle: "medium", timeStyle: "short" });

/** Return a moment as people write it; the year only where it is not this one. */
export function showTime(iso) {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  return (at.getFullYear() === new Date().getFullYear() ? CLOCK : DAY).format(at);
}
