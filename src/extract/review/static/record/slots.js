// The slots of a record: their family, their order in the form, and how their values are written.

import { slotOf, slots } from "../base.js";
import { joinLines } from "./textlayer.js";
import { lang, nameCode, t } from "./words.js";

const SINGLE = new Set(["measure_type", "action", "date", "effective_from", "effective_until", "duration"]);
const DATES = new Set(["date", "effective_from", "effective_until"]);
const COMPLETED = new Set([
  "measure_type", "action", "imposing", "target_jurisdictions", "entities", "authority", "instrument",
]);
const COMPARATORS = { gt: ">", ge: "≥", lt: "<", le: "≤", approx: "≈", cumulative: "Σ" };

/** The slots in the order of the form: what is done, by and to whom, to which goods, when, on what ground. */
const ORDER = ["act", "who", "goods", "rate", "time", "basis", "note"];
export const SLOTS = ORDER.flatMap((family) => slots.filter((slot) => slot.family === family).map((slot) => slot.name));
export const familyOf = (slot) => slotOf[slot]?.family ?? "note";
export const labelOf = (slot) => capital(slotOf[slot]?.label ?? t(`slot.${slot}`));
const capital = (label) => label.charAt(0).toUpperCase() + label.slice(1);
export const initialOf = (slot) => slotOf[slot]?.initial ?? "";
/** Say whether a new value takes the place of the one that is there (a date), or joins it (an item). */
export const isSingle = (slot) => SINGLE.has(slot);
/** Say whether one input fills the slot: a date, the rates of a change. Others stay open for the next value. */
export const isFilledAtOnce = (slot) => SINGLE.has(slot) || slot === "rates";
export const isCompleted = (slot) => COMPLETED.has(slot);

const said = new Map();

/** Learn how dates are said: EDTF → {ja, en}, as the server tells it. */
export function learnDates(dates) {
  for (const [value, names] of Object.entries(dates ?? {})) said.set(value, names[lang]);
}

/** Return what a text was understood as, for people; a date with its EDTF, and learn how it is said. */
export function showUnderstood(slot, answer) {
  const told = answer[`shown_${lang}`] || answer.shown || showSlot(slot, answer.fillers);
  if (!DATES.has(slot) || !answer.shown) return told;
  if (answer.fillers.length === 1) learnDates({ [answer.shown]: { ja: answer.shown_ja, en: answer.shown_en } });
  return told === answer.shown ? told : `${told} · ${answer.shown}`;
}

/** Return a date as people say it, where that is known. */
export const sayDate = (value) => said.get(value) ?? value;

/** Return how a filler reads: `main`, and `sub` (the EDTF of a date, a name in the other language). */
export function showFiller(slot, filler) {
  if (slot === "evidence") return { main: filler.evidence.map((place) => joinLines(place.quote)).join(" … "), sub: "" };
  const value = String(filler.value);
  const name = nameCode(slot, value);
  if (slot === "measure_type" || slot === "action") return { main: name || value, sub: "" };
  if (name) return { main: `${value} ${name}`, sub: "" };
  if (slot === "rates" || slot === "quantities") return { main: showNumber(slot, filler), sub: "" };
  if (DATES.has(slot)) return { main: sayDate(value), sub: isWorthTelling(value, sayDate(value)) ? value : "" };
  if (slot === "duration") return { main: value, sub: isWorthTelling(filler.text, value) ? filler.text : "" };
  const other = filler[`name_${lang}`] || "";
  return { main: filler.text || value, sub: isWorthTelling(other, filler.text) ? other : "" };
}

const isWorthTelling = (text, shown) => Boolean(text) && text !== shown;

function showNumber(slot, filler) {
  const unit = filler.unit || (slot === "rates" ? "%" : "");
  const number = typeof filler.value === "number" ? filler.value.toLocaleString("en") : filler.value;
  const spaced = /^[A-Za-z%]/.test(unit) ? " " : "";
  return `${COMPARATORS[filler.comparator] ?? ""}${number}${spaced}${unit}`;
}

/** Return a whole slot in one line: rates of a change as 34 % → 10 %. */
export function showSlot(slot, fillers) {
  const parts = fillers.map((filler) => showFiller(slot, filler).main);
  return isChange(fillers) ? parts.join(" → ") : parts.join(lang === "ja" ? "、" : ", ");
}

/** Say whether the fillers are the two sides of a change. */
export const isChange = (fillers) => fillers.length === 2 && fillers[0].role === "from" && fillers[1].role === "to";

/** Return what is typed to get the filler again. */
export function editText(slot, filler) {
  const shown = showFiller(slot, filler);
  if (slot === "rates" || slot === "quantities") return shown.main.replace(/,(?=\d{3})/g, "");
  if (DATES.has(slot)) return String(filler.value);
  return nameCode(slot, String(filler.value)) || shown.main;
}

/** Return a filler as the server takes it back: its evidence only as spans. */
export function toInput(filler) {
  const { evidence = [], ...rest } = filler;
  return { ...rest, evidence: evidence.map(({ start, end }) => ({ start, end })) };
}

/** Say whether fillers to be sent are those that are there: the same values at the same places. */
export function isSame(fillers, inputs) {
  const plain = (filler) => JSON.stringify([filler.value, filler.role ?? null, filler.unit ?? null, filler.comparator ?? null, (filler.evidence ?? []).map((e) => [e.start, e.end])]);
  return fillers.length === inputs.length && fillers.every((filler, i) => plain(filler) === plain(inputs[i]));
}
