// Dialogs for what concerns whole records: start one, merge, split.

import { understand } from "./api.js";
import { Combobox, optionFiller } from "./combobox.js";
import { button, make } from "./dom.js";
import { familyOf, initialOf, isCompleted, labelOf, showFiller, SLOTS, toInput } from "./slots.js";
import { joinLines } from "./textlayer.js";
import { lang, messageOf, t } from "./words.js";

/** Open a dialog. `act()` throws what keeps it open; it may return what is to be done once it is closed. */
function ask({ title, help, body, label, act, first }) {
  const error = make("p", { class: "field-error", role: "alert", hidden: true });
  let isSending = false;
  const send = async () => {
    if (isSending) return;
    isSending = true;
    error.hidden = true;
    try {
      const after = await act();
      dialog.close();
      after?.();
    } catch (problem) {
      error.textContent = problem.message;
      error.hidden = false;
      problem.field?.focus();
    }
    isSending = false;
  };
  const form = make("form", { method: "dialog", onsubmit: (event) => (event.preventDefault(), send()) },
    make("h2", { id: "dialog-title" }, title), help ? make("p", { class: "quiet" }, help) : null, body, error,
    make("footer", {}, button(t("record.edit.cancel"), () => dialog.close(), { key: "Esc" }), make("button", { type: "submit", class: "button primary" }, label)));
  const dialog = make("dialog", { class: "ask", "aria-labelledby": "dialog-title" }, form);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  (first ?? dialog.querySelector("input, button"))?.focus();
}

const STARTERS = ["measure_type", "action", "imposing"];
const REQUIRED = new Set(["measure_type", "action"]);

/** Ask for the little a new record begins with; `create(body)` stores it. */
export function askNew({ text, place, document, create }) {
  const fields = STARTERS.map((slot) => new Combobox({ slot, label: labelOf(slot), suggests: isCompleted(slot) }));
  const rows = fields.map((field) => make("div", { class: `ask-row family-${familyOf(field.slot)}` }, make("span", { class: "initial", "aria-hidden": "true" }, initialOf(field.slot)), make("span", { class: "slot-label", "aria-hidden": "true" }, labelOf(field.slot)), field.element));
  const body = make("div", { class: "ask-new" }, make("blockquote", { "aria-label": t("record.new.statement") }, text), rows);
  for (const { slot, input } of fields) if (REQUIRED.has(slot)) input.setAttribute("aria-required", "true");
  body.addEventListener("keydown", (event) => advance(event, fields));
  const act = async () => {
    const missing = fields.filter((field) => REQUIRED.has(field.slot) && !field.text);
    for (const field of fields) mark(field, missing.includes(field));
    if (missing.length) throw fault(missing[0], t("record.new.missing", { slots: missing.map((field) => labelOf(field.slot)).join(lang === "ja" ? "、" : ", ") }));
    const slots = {};
    for (const field of fields) if (field.text) slots[field.slot] = await readField(field, document);
    await create({ slots, evidence: [{ start: place.start, end: place.end }] });
  };
  ask({ title: t("record.new.title"), body, label: t("record.new.create"), act, first: fields[0].input });
}

/** Enter takes the only suggestion and leads to the next field; in the last one it creates, as the form does. */
function advance(event, fields) {
  const at = fields.findIndex(({ input }) => input === event.target);
  if (event.key !== "Enter" || event.isComposing || at < 0) return;
  fields[at].takeShown();
  if (at === fields.length - 1) return;
  event.preventDefault();
  fields[at + 1].input.focus();
}

const mark = ({ input }, isWrong) => (isWrong ? input.setAttribute("aria-invalid", "true") : input.removeAttribute("aria-invalid"));

/** Return an error that leads to the field it concerns. */
function fault(field, text) {
  mark(field, true);
  return Object.assign(new Error(text), { field: field.input });
}

async function readField(field, document) {
  if (field.taken) return [optionFiller(field.taken)];
  const answer = await understand(field.slot, field.text, document);
  if (!answer.fillers?.length) throw fault(field, `${labelOf(field.slot)}: ${messageOf(answer)}`);
  return answer.fillers.map((filler) => toInput({ ...filler, rule: undefined }));
}

/** Ask which records of the brief (`rows`) state the same act; `merge(keys)` does it. */
export function askMerge({ rows, merge }) {
  const boxes = rows.map((row) => make("label", { class: "ask-choice" }, make("input", { type: "checkbox", value: row.key }), make("span", {}, row[`title_${lang}`] || row.title_en || t("record.untitled")), make("small", {}, row.date ?? "")));
  const body = make("div", { class: "ask-list", role: "group", "aria-label": t("record.merge.title") }, boxes.length ? boxes : make("p", { class: "quiet" }, t("record.merge.none")));
  const act = () => {
    const keys = [...body.querySelectorAll("input:checked")].map((box) => box.value);
    if (!keys.length) throw new Error(t("record.merge.choose"));
    return () => merge(keys);
  };
  ask({ title: t("record.merge.title"), help: t("record.merge.help"), body, label: t("record.merge.do"), act });
}

/** Ask to which of two records each value belongs; `split(parts)` does it. */
export function askSplit({ record, split }) {
  const choices = SLOTS.flatMap((slot) => record[slot].map((filler, i) => choice(slot, filler, `${slot}-${i}`)));
  const statements = record.evidence.map((place, i) => statementChoice(place, `evidence-${i}`));
  const body = make("div", { class: "ask-list" }, [...statements, ...choices].map(({ element }) => element));
  const act = () => {
    const parts = ["1", "2"].map((side) => part(side, choices, statements));
    const own = (side) => [...choices, ...statements].some(({ read }) => read() === side);
    if (!own("1") || !own("2")) throw new Error(t("record.split.uneven"));
    return () => split(parts);
  };
  ask({ title: t("record.split.title"), help: t("record.split.help"), body, label: t("record.split.do"), act });
}

function part(side, choices, statements) {
  const isHere = ({ read }) => read() === side || read() === "both";
  const slots = {};
  for (const { slot, filler } of choices.filter(isHere)) (slots[slot] ??= []).push(toInput(filler));
  const chosen = statements.filter(isHere);
  const evidence = (chosen.length ? chosen : statements).map(({ place }) => ({ start: place.start, end: place.end }));
  return { slots, evidence };
}

function choice(slot, filler, name) {
  const { element, read } = radios(`${labelOf(slot)}: ${showFiller(slot, filler).main}`, name);
  element.classList.add(`family-${familyOf(slot)}`);
  element.prepend(make("span", { class: "initial", "aria-hidden": "true" }, initialOf(slot)), make("span", { class: "slot-label" }, labelOf(slot)), make("span", { class: "ask-value" }, showFiller(slot, filler).main));
  return { element, read, slot, filler };
}

function statementChoice(place, name) {
  const { element, read } = radios(`${t("record.split.statement")}: ${joinLines(place.quote)}`, name);
  element.classList.add("family-note");
  element.prepend(make("span", { class: "ask-quote" }, joinLines(place.quote)));
  return { element, read, place };
}

function radios(label, name) {
  const options = ["1", "both", "2"].map((side) => make("label", {}, make("input", { type: "radio", name, value: side, checked: side === "both" }), t(`record.split.${{ 1: "first", 2: "second", both: "both" }[side]}`)));
  const group = make("span", { class: "ask-sides", role: "radiogroup", "aria-label": label }, options);
  return { element: make("div", { class: "ask-row" }, group), read: () => group.querySelector("input:checked").value };
}
