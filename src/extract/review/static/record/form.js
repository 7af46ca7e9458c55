// The form: every slot in its place, one row each; the row is a button that opens the slot's editor.

import { button, make } from "./dom.js";
import { readDraft } from "./drafts.js";
import { Editor } from "./editor.js";
import { familyOf, initialOf, isChange, labelOf, showFiller, showSlot, SLOTS, toInput } from "./slots.js";
import { showTime, t } from "./words.js";

export class Form {
  /** `host` is what editors need (editor.js) with `focused(slot)` and `hovered(slot)`. */
  constructor(element, host) {
    Object.assign(this, { element, host, editor: null, current: SLOTS[0] });
    element.addEventListener("focusin", (event) => this.entered(event.target));
    element.addEventListener("pointerover", (event) => host.hovered(slotOf(event.target)));
    element.addEventListener("pointerleave", () => host.hovered(null));
  }

  /** Show a record; an editor that is open goes on with what was typed. */
  render(view) {
    this.view = view;
    const open = this.editor?.slot;
    for (const slot of SLOTS) if (slot !== open || !this.row(slot)) this.renderRow(slot);
    if (this.editor) this.editor.render();
  }

  /** Show another record: no editor is open but one with unsaved input. */
  reset(view) {
    this.editor = null;
    this.view = view;
    this.element.replaceChildren();
    for (const slot of SLOTS) this.renderRow(slot);
    this.openDraft();
  }

  /** Return the editor that holds what is not saved, null where nothing is left to save; a draft is opened in one. */
  openDraft() {
    if (this.editor?.isTouched) return this.editor;
    const drafted = SLOTS.find((slot) => this.draft(slot));
    if (!drafted) return null;
    this.edit(drafted);
    return this.editor;
  }

  get hasDraft() {
    return Boolean(this.editor?.isTouched) || SLOTS.some((slot) => this.draft(slot));
  }

  draft = (slot) => readDraft(this.host.document, this.host.key, slot);
  row = (slot) => this.element.querySelector(`[data-slot="${slot}"]`);

  renderRow(slot) {
    const fresh = this.buildRow(slot);
    const old = this.row(slot);
    const hadFocus = old?.contains(document.activeElement);
    if (old) old.replaceWith(fresh);
    else this.element.append(fresh);
    if (hadFocus) fresh.querySelector(".slot-main").focus({ preventScroll: true });
  }

  buildRow(slot) {
    const fillers = this.view.body[slot];
    const issues = this.view.body.issues.filter((issue) => issue.slot === slot);
    const main = make("button", { type: "button", class: "slot-main", tabindex: slot === this.current ? 0 : -1, onclick: () => this.edit(slot) },
      make("span", { class: "initial", "aria-hidden": "true" }, initialOf(slot)), make("span", { class: "slot-label" }, labelOf(slot)),
      values(slot, fillers), this.flags(slot));
    return make("div", { class: `slot family-${familyOf(slot)}${fillers.length ? "" : " vacant"}`, "data-slot": slot }, main,
      issues.map((issue) => make("p", { class: "slot-issue" }, explain(issue, this.view.body.confidence))), this.newer(slot));
  }

  /** Return what the newest extraction says otherwise of an accepted record that is to be looked at again. */
  newer(slot) {
    const newer = this.view.recheck ? this.view.extracted?.[slot] : null;
    if (!newer || showSlot(slot, newer) === showSlot(slot, this.view.body[slot])) return null;
    const take = () => this.host.save(slot, newer.map(toInput), "", this.host.below());
    return make("p", { class: "slot-newer" }, t("record.newer", { value: showSlot(slot, newer) || t("record.empty_slot") }), " ", button(t("record.newer_take"), take, { link: true }));
  }

  flags(slot) {
    const changed = this.view.changed?.[slot];
    const flags = make("span", { class: "flags" });
    if (this.draft(slot)) flags.append(make("span", { class: "flag draft" }, t("record.draft")));
    if (changed) {
      const who = t("record.changed_by", { by: changed.by ?? "", at: showTime(changed.at ?? "") });
      flags.append(make("span", { class: "flag changed", title: who }, make("span", { "aria-hidden": "true" }, "✎"), make("span", { class: "sr" }, who)));
    }
    return flags;
  }

  // --- moving and editing

  entered(target) {
    const slot = slotOf(target);
    if (!slot) return;
    this.current = slot;
    for (const row of this.element.querySelectorAll(".slot-main")) row.tabIndex = slotOf(row) === slot ? 0 : -1;
    if (!this.quiet) this.host.focused(slot);
  }

  /** Put the focus on a slot's row; `quiet` leaves the brief as it is. */
  focus(slot = this.current, { quiet = false } = {}) {
    this.quiet = quiet;
    const row = this.row(slot);
    (row?.querySelector(".slot-main") ?? row?.querySelector("input"))?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: "nearest" });
    this.quiet = false;
  }

  move(step) {
    const isInside = this.element.contains(document.activeElement);
    const at = SLOTS.indexOf(this.current) + (isInside ? step : 0);
    this.focus(SLOTS[Math.max(0, Math.min(at, SLOTS.length - 1))]);
  }

  /** Open the editor of a slot; `draft` is what was typed before. One editor is open at a time. */
  edit(slot, draft = this.draft(slot)) {
    if (this.editor?.slot === slot) return this.editor.focus();
    if (this.editor) this.close(this.editor.slot, false);
    this.editor = new Editor(this.host, slot, draft);
    const row = this.row(slot);
    row.classList.add("editing");
    row.replaceChildren(make("div", { class: "slot-head" }, make("span", { class: "initial", "aria-hidden": "true" }, initialOf(slot)), make("span", { class: "slot-label" }, labelOf(slot))), this.editor.element);
    this.editor.focus();
    row.scrollIntoView({ block: "nearest" });
  }

  /** Close the editor; unsaved input that was not dropped stays as a draft. */
  close(slot, focus = true) {
    if (this.editor?.slot !== slot) return;
    this.editor = null;
    this.renderRow(slot);
    if (focus) this.focus(slot);
  }
}

const slotOf = (target) => target.closest?.("[data-slot]")?.dataset.slot ?? null;

function values(slot, fillers) {
  if (!fillers.length) return make("span", { class: "values none" }, make("span", { "aria-hidden": "true" }, "–"), make("span", { class: "sr" }, t("record.empty_slot")));
  const shown = fillers.map((filler) => value(slot, filler));
  return make("span", { class: "values" }, isChange(fillers) ? [shown[0], make("span", { class: "arrow" }, "→"), shown[1]] : shown);
}

function value(slot, filler) {
  const { main, sub } = showFiller(slot, filler);
  const where = filler.evidence.length ? null : make("span", { class: "no-place", title: t("record.no_place") }, make("span", { class: "sr" }, t("record.no_place")));
  return make("span", { class: "value" }, main, sub ? make("small", {}, sub) : null, where);
}

/** Return an issue in words, with the readings between which there was no ground to choose. */
export function explain(issue, confidence) {
  const key = `record.issue.${issue.code}`;
  const known = t(key, { percent: Math.round(100 * confidence) });
  const told = known === key ? issue.message : known;
  return issue.candidates.length ? `${told} ${t("record.candidates", { list: issue.candidates.join(" · ") })}` : told;
}
