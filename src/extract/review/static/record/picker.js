// Taking text from the brief, by mouse or by the text cursor: for the slot being edited, else by the menu.

import { understand } from "./api.js";
import { Caret } from "./caret.js";
import { find } from "./dom.js";
import { openMenu } from "./menu.js";
import { warn } from "./say.js";
import { isSingle, labelOf, toInput } from "./slots.js";

// A press that moves less is a click.
const STILL = 4;

export class Picker {
  /** `fresh(span, text)` starts a record. */
  constructor({ session, form, view, fresh }) {
    Object.assign(this, { session, form, view, fresh, forRecord: false });
    this.caret = new Caret(view, (span, box) => this.take(span, box), () => this.left());
    const scroll = find("page-scroll");
    scroll.addEventListener("pointerdown", (event) => (this.from = [event.clientX, event.clientY]));
    scroll.addEventListener("pointerup", (event) => setTimeout(() => this.released(event), 0));
    scroll.addEventListener("pointermove", (event) => this.hover(event));
    scroll.addEventListener("pointerleave", () => this.hover(null));
    find("caret-toggle").addEventListener("click", () => (this.caret.on ? this.caret.stop() : this.start("")));
  }

  /** Put the text cursor into the brief, for a slot ("" for anything) or for a new record. */
  start(slot, forRecord = false) {
    this.forRecord = forRecord;
    this.caret.start(slot ? labelOf(slot) : "");
  }

  left() {
    if (this.form.editor) this.form.editor.focus();
    else this.form.focus();
  }

  released(event) {
    const [x, y] = this.from ?? [event.clientX, event.clientY];
    const moved = Math.hypot(event.clientX - x, event.clientY - y) > STILL;
    const span = this.view().selection();
    if (span && moved) return this.take(span, lastBox());
    const mark = moved ? null : this.view().hit(event);
    if (mark && !this.caret.on) this.form.focus(mark.slot);
  }

  hover(event) {
    if (event?.buttons) return;
    const mark = event && this.view().hit(event);
    const slot = mark?.slot ?? null;
    if (slot === this.over) return;
    this.over = slot;
    for (const row of find("slots").children) row.classList.toggle("pointed", row.dataset.slot === slot);
    this.view().light(slot ?? (find("slots").contains(document.activeElement) ? this.form.current : null));
    find("page-scroll").title = mark?.name ?? "";
  }

  take(span, box) {
    const text = this.view().read(span).normalize("NFKC");
    const place = { start: span.start, end: span.end, quote: text, run: this.session.document.run };
    const { editor } = this.form;
    if (this.forRecord) return this.end(() => this.fresh(place, text));
    if (editor) return this.end(() => editor.takePlace(place, editor.field.text && editor.field.text !== editor.startText() ? "" : text));
    openMenu({
      box, text, first: this.form.current, left: () => (this.caret.on ? find("page-scroll").focus() : this.form.focus()),
      choose: (slot) => this.end(() => (slot ? this.set(slot, place, text) : this.fresh(place, text))),
    });
  }

  end(act) {
    const wasOn = this.caret.on;
    this.forRecord = false;
    this.caret.on && this.caret.stop();
    if (!wasOn) document.getSelection().removeAllRanges();
    act();
  }

  /** Set a slot from the text; what is not understood opens the editor with it. */
  async set(slot, place, text) {
    const { session, form } = this;
    try {
      if (slot === "evidence") return void (await session.addStatement(place));
      const { fillers = [] } = await understand(slot, text, session.document.id, session.view.body);
      if (!fillers.length) return form.edit(slot, { text, index: null, place, why: "" });
      const fresh = fillers.map((filler) => toInput({ ...filler, rule: undefined, evidence: [place] }));
      const kept = isSingle(slot) ? [] : session.view.body[slot].filter((old) => !fresh.some((f) => f.value === old.value && f.role === old.role)).map(toInput);
      if (await session.saveSlot(slot, [...kept, ...fresh], "", find("record-conflict"))) form.focus(slot);
    } catch (error) {
      warn(error.message);
    }
  }
}

function lastBox() {
  const boxes = document.getSelection().getRangeAt(0).getClientRects();
  return boxes[boxes.length - 1] ?? document.getSelection().getRangeAt(0).getBoundingClientRect();
}
