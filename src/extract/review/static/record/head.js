// Above and below the form: what the record is and how it stands, and what can be done with it.

import { button, find, make } from "./dom.js";
import { explain } from "./form.js";
import { labelOf } from "./slots.js";
import { lang, t } from "./words.js";

/** Return the record's head: title, state, confidence, and what a reviewer has to know. `track`: whose review it is. */
export function recordHead(view, track) {
  const { body } = view;
  const facts = [
    make("span", { class: `state ${view.state}` }, t(`state.${view.state}`)),
    view.origin === "added" ? make("span", { class: "fact" }, t("record.added")) : make("span", { class: "fact" }, t("record.confidence", { value: body.confidence.toFixed(2) })),
    track ? make("span", { class: "fact" }, t("record.track", { name: track })) : "",
    make("span", { class: "fact key" }, view.key),
  ];
  return [make("h1", {}, titleOf(view)), make("p", { class: "facts" }, facts), ...notices(view)];
}

export const titleOf = (view) => view.body[`title_${lang}`] || view.body.title_en || view.body.title_ja || t("record.untitled");

function notices(view) {
  const told = [];
  if (view.recheck) told.push(t("record.recheck"));
  if (view.missing) told.push(t("record.missing"));
  // Only what somebody changed is called a correction: places of an extraction that was accepted, or is gone, are lost too.
  for (const lost of view.lost) told.push(t(view.changed[lost.slot]?.event === lost.event ? "record.lost" : "record.lost_quote", { slot: lost.slot ? labelOf(lost.slot) : "", quote: lost.quote }));
  const issues = view.body.issues.filter((issue) => !issue.slot || issue.slot === "evidence").map((issue) => explain(issue, view.body.confidence));
  return [...told.map((text) => make("p", { class: "told" }, text)), ...issues.map((text) => make("p", { class: "slot-issue" }, text))];
}

/** Show what can be done in the record's state; `acts` are the functions. */
export function showActions(view, acts) {
  const label = view.recheck ? t("record.act.accept_again") : t("record.act.accept");
  const isOpen = view.state === "open" || view.recheck;
  const main = isOpen ? button(label, acts.accept, { key: "a", primary: true }) : button(t("record.act.reopen"), acts.reopen, {});
  const isHere = view.state === "open" || view.state === "accepted";
  const others = isHere ? [button(t("record.act.delete"), acts.remove, { key: "x" }), button(t("record.act.merge"), acts.merge, { key: "m" }), button(t("record.act.split"), acts.split, { key: "s" })] : [];
  const why = find("why")?.value ?? "";
  const field = make("input", { id: "why", type: "text", class: "why", "aria-label": t("record.edit.why"), placeholder: t("record.edit.why"), maxlength: "500" });
  field.value = why;
  find("actions").replaceChildren(
    make("div", { class: "act-row" }, field, button(t("record.act.undo"), acts.undo, { key: "u" }), button(t("record.act.new"), acts.fresh, { key: "n" })),
    make("div", { class: "act-row" }, main, ...others));
}
