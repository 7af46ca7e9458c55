// Correcting one slot: what it holds, a field for a new value, what was understood, and where it stands.

import { understand } from "./api.js";
import { Combobox, optionFiller } from "./combobox.js";
import { button, make } from "./dom.js";
import { dropDraft, keepDraft } from "./drafts.js";
import { locateText } from "./locate.js";
import { editText, isChange, isCompleted, isFilledAtOnce, isSingle, labelOf, showFiller, showSlot, showUnderstood, toInput } from "./slots.js";
import { joinLines } from "./textlayer.js";
import { messageOf, t } from "./words.js";

const WAIT = 150;
const ALL = "all";
const EXAMPLES = { date: "date", effective_from: "date", effective_until: "date", rates: "rates", duration: "duration" };

export class Editor {
  /**
   * `host`: {document, run, key, record(), save(slot, fillers, why) → Promise, close(slot), pick(slot), light(slot)}.
   * `draft` is what was typed before a reload: {text, index, place, why}. A place lies in the text of its run.
   */
  constructor(host, slot, draft = null) {
    Object.assign(this, { host, slot });
    this.index = draft?.index ?? this.firstIndex();
    this.place = draft?.place ?? null;
    this.field = new Combobox({
      slot, label: "", suggests: isCompleted(slot), text: draft?.text ?? this.startText(),
      placeholder: EXAMPLES[slot] ? t(`record.edit.expected.${EXAMPLES[slot]}`) : "", oninput: () => this.typed(),
    });
    this.why = make("input", { type: "text", class: "why", "aria-label": t("record.edit.why"), placeholder: t("record.edit.why"), maxlength: "500" });
    this.why.value = draft?.why ?? "";
    this.why.addEventListener("input", () => this.keep());
    this.chips = make("span", { class: "chips" });
    this.understood = make("p", { class: "understood", role: "status" });
    this.placeLine = make("span", { class: "place" });
    this.error = make("p", { class: "field-error", role: "alert", hidden: true });
    this.conflict = make("div", {});
    this.element = this.build();
    this.render();
    if (draft?.text) this.ask();
  }

  build() {
    const element = make("div", { class: "editor" },
      make("div", { class: "editor-values" }, this.chips, this.field.element), this.understood, this.error, this.conflict,
      make("div", { class: "editor-place" }, this.placeLine, button(t("record.edit.pick"), () => this.host.pick(this.slot), { link: true })),
      make("div", { class: "editor-end" }, this.why, button(t("record.edit.save"), () => this.save(), { primary: true }), button(t("record.edit.cancel"), () => this.leave())));
    element.addEventListener("keydown", (event) => this.press(event));
    return element;
  }

  get fillers() {
    return this.host.record()[this.slot];
  }

  firstIndex() {
    if (isChange(this.fillers)) return ALL;
    return isSingle(this.slot) && this.fillers.length === 1 ? 0 : null;
  }

  startText() {
    if (this.index === ALL) return showSlot(this.slot, this.fillers);
    return this.index === null ? "" : editText(this.slot, this.fillers[this.index]);
  }

  focus() {
    this.field.input.focus();
    this.field.input.select();
  }

  // --- what is shown

  render() {
    if (this.place && this.place.run !== this.host.run) this.place = null;
    const label = labelOf(this.slot);
    const changed = this.index === null && this.fillers.length ? t("record.edit.add", { slot: label }) : t("record.edit.value", { slot: label });
    this.field.input.setAttribute("aria-label", changed);
    const shown = this.index === ALL ? [] : this.fillers.map((filler, i) => (i === this.index ? null : this.chip(filler, i)));
    this.chips.replaceChildren(...shown.filter(Boolean));
    this.renderPlace();
  }

  chip(filler, i) {
    const value = showFiller(this.slot, filler).main;
    return make("span", { class: "chip" },
      make("button", { type: "button", class: "chip-edit", "aria-label": t("record.edit.change", { value }), onclick: () => this.turnTo(i) }, value),
      make("button", { type: "button", class: "chip-drop", "aria-label": t("record.edit.remove", { value }), onclick: () => this.remove(i) }, "×"));
  }

  renderPlace() {
    const place = this.placeOf(0);
    const quote = place.map((piece) => piece.quote ?? "").join(" … ");
    const text = place.length ? t("record.edit.place", { quote: shorten(joinLines(quote)) }) : t("record.edit.no_place");
    const drop = this.place ? button(t("record.edit.drop_place"), () => this.takePlace(null), { link: true }) : null;
    this.placeLine.replaceChildren(...[text, drop].filter(Boolean));
  }

  /** Return the evidence a new filler gets: what was picked, what its forerunner had, or where its text stands. */
  placeOf(i) {
    if (this.place) return [this.place];
    const before = this.index === ALL ? this.fillers[i] : this.fillers[this.index];
    if (before) return before.evidence;
    const found = locateText(this.field.text, this.host.record().evidence);
    return found ? [found] : [];
  }

  // --- what is typed

  typed() {
    this.fail("");
    this.keep();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), WAIT);
  }

  /** Say whether the editor holds what is not saved. */
  get isTouched() {
    return Boolean(this.field.text !== this.startText() || this.place || this.why.value);
  }

  keep() {
    const draft = { text: this.field.text, index: this.index, place: this.place, why: this.why.value };
    keepDraft(this.host.document, this.host.key, this.slot, this.isTouched ? draft : null);
  }

  /** Ask what the text means and show it; the newest question wins. */
  async ask() {
    clearTimeout(this.timer);
    const text = this.field.text;
    this.renderPlace();
    if (!text) return (this.understood.textContent = ""), [];
    const answer = this.field.taken ? { fillers: [optionFiller(this.field.taken)] } : await understand(this.slot, text, this.host.document, this.host.record());
    if (text !== this.field.text) return this.ask();
    const fillers = answer.fillers ?? [];
    this.understood.classList.toggle("not", !fillers.length);
    this.understood.textContent = fillers.length ? t("record.edit.understood", { shown: showUnderstood(this.slot, answer) }) : messageOf(answer);
    return fillers;
  }

  turnTo(i) {
    this.index = i;
    this.place = null;
    this.field.text = this.startText();
    this.render();
    this.focus();
    this.ask().catch((error) => this.fail(error.message));
  }

  /** Take a place of the brief ({start, end, quote, run}); an untouched field also takes its text. */
  takePlace(place, text = "") {
    this.place = place;
    if (text) this.field.text = text;
    this.keep();
    this.ask().catch((error) => this.fail(error.message));
    this.focus();
  }

  // --- saving

  /** Save what was typed; returns whether nothing is left to save. A save under way is not begun again. */
  save() {
    if (this.saving && !this.conflict.hasChildNodes()) return this.saving;
    const saving = this.trySave().finally(() => this.saving === saving && (this.saving = null));
    return (this.saving = saving);
  }

  async trySave() {
    this.fail("");
    if (!this.field.text && !this.place) return this.saveEmpty();
    try {
      let fillers = await this.ask();
      if (!fillers.length && this.field.takeOnly()) fillers = await this.ask();
      if (!fillers.length) throw new Error(this.understood.textContent);
      return await this.send(this.merge(fillers));
    } catch (error) {
      this.fail(error.message);
      return false;
    }
  }

  async saveEmpty() {
    if (this.index === null) return this.leave(), true;
    return this.remove(this.index);
  }

  merge(fillers) {
    const fresh = fillers.map((filler, i) => toInput({ ...filler, evidence: this.placeOf(i), rule: undefined }));
    const old = this.fillers.map(toInput);
    if (this.index === ALL) return fresh;
    if (this.index !== null) return old.toSpliced(this.index, 1, ...fresh);
    return [...old.filter((filler) => !fresh.some((f) => f.value === filler.value && (f.role ?? null) === (filler.role ?? null))), ...fresh];
  }

  async remove(i) {
    const rest = i === ALL ? [] : this.fillers.toSpliced(i, 1).map(toInput);
    return this.send(rest).catch((error) => (this.fail(error.message), false));
  }

  async send(fillers) {
    this.element.classList.add("saving");
    try {
      const saved = await this.host.save(this.slot, fillers, this.why.value.trim(), this.conflict);
      if (saved) this.done();
      return saved;
    } finally {
      this.element.classList.remove("saving");
    }
  }

  /** A list stays open for the next value, a single value is done. */
  done() {
    dropDraft(this.host.document, this.host.key, this.slot);
    if (isFilledAtOnce(this.slot) || this.index !== null) return this.host.close(this.slot);
    Object.assign(this, { index: null, place: null });
    this.field.text = "";
    this.understood.textContent = "";
    this.render();
    this.field.input.focus();
  }

  leave() {
    dropDraft(this.host.document, this.host.key, this.slot);
    this.host.close(this.slot);
  }

  fail(text) {
    this.error.textContent = text;
    this.error.hidden = !text;
    if (text) this.field.input.setAttribute("aria-invalid", "true");
    else this.field.input.removeAttribute("aria-invalid");
  }

  press(event) {
    if (event.isComposing) return;
    const isField = event.target === this.field.input || event.target === this.why;
    if (event.key === "Escape") this.claim(event, () => this.leave());
    else if (event.key === "Enter" && isField) this.claim(event, () => this.save());
    else if (event.altKey && event.code === "KeyP") this.claim(event, () => this.host.pick(this.slot));
    else if (event.key === "Backspace" && event.target === this.field.input && !this.field.input.value) this.chips.lastElementChild?.firstElementChild.focus();
    else if (["Delete", "Backspace"].includes(event.key) && event.target.matches(".chip-edit")) this.claim(event, () => event.target.nextElementSibling.click());
  }

  claim(event, act) {
    if (event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }
}

const shorten = (text) => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
