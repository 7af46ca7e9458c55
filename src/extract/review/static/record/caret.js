// A text cursor in the brief: evidence picked by the keyboard alone.

import { find } from "./dom.js";
import { whisper } from "./say.js";
import { t } from "./words.js";

const WORDS = new Intl.Segmenter(undefined, { granularity: "word" });
const KEYS = {
  ArrowLeft: ["character", -1], ArrowRight: ["character", 1], ArrowUp: ["line", -1], ArrowDown: ["line", 1],
  Home: ["edge", -1], End: ["edge", 1],
};

export class Caret {
  /** `view()` gives the surface; `take(span)` gets what was picked; `left()` is called when the cursor goes away. */
  constructor(view, take, left) {
    Object.assign(this, { view, take, left, on: false });
    find("page-scroll").addEventListener("keydown", (event) => this.on && this.press(event));
  }

  /** Put the cursor into the text; `slot` is what is being picked for ("" for anything). */
  start(slot = "") {
    const span = this.view().selection();
    this.on = true;
    this.anchor = span?.start ?? this.view().firstOffset();
    this.offset = span?.end ?? this.anchor;
    this.goal = null;
    find("caret-toggle").setAttribute("aria-pressed", "true");
    const hint = slot ? t("record.pick.caret_for", { slot }) : t("record.pick.caret_on");
    find("caret-hint").textContent = hint;
    find("caret-hint").hidden = false;
    find("page-scroll").focus({ preventScroll: true });
    whisper(hint);
    this.show();
  }

  stop() {
    if (!this.on) return;
    this.on = false;
    find("caret-toggle").setAttribute("aria-pressed", "false");
    find("caret-hint").hidden = true;
    this.view().showCaret(null);
    this.left();
  }

  async press(event) {
    if (event.key === "Escape") return this.claim(event, () => this.stop());
    if (event.key === "Enter") return this.claim(event, () => this.finish());
    const move = KEYS[event.key];
    if (!move || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    await this.move(...move, event.ctrlKey, event.shiftKey);
  }

  claim(event, act) {
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  async move(unit, direction, byWord, extend) {
    const step = unit === "character" && byWord ? this.wordStep(direction) : await this.view().step(this.offset, unit, direction, this.goal);
    this.offset = step.offset;
    this.goal = step.goal ?? null;
    if (!extend) this.anchor = this.offset;
    this.show();
    this.tell();
  }

  wordStep(direction) {
    const { text, start } = this.view().lineAt(this.offset);
    const edges = [...WORDS.segment(text)].map((word) => start + [...text.slice(0, word.index)].length);
    edges.push(start + [...text].length);
    const next = direction > 0 ? edges.find((edge) => edge > this.offset) : edges.findLast((edge) => edge < this.offset);
    return { offset: next ?? Math.max(0, this.offset + direction) };
  }

  span() {
    return { start: Math.min(this.anchor, this.offset), end: Math.max(this.anchor, this.offset) };
  }

  show() {
    this.view().showCaret(this.offset);
    this.view().select(this.span());
  }

  tell() {
    const span = this.span();
    if (span.end > span.start) return whisper(t("record.pick.selected", { text: this.view().read(span) }));
    const { text, start } = this.view().lineAt(this.offset);
    whisper([...text].slice(this.offset - start, this.offset - start + 12).join("") || " ");
  }

  /** Hand over what is selected; without a selection the word at the cursor. */
  finish() {
    let span = this.span();
    if (span.start === span.end) span = this.wordAt() ?? span;
    if (span.start === span.end) return whisper(t("record.pick.nothing"));
    this.view().select(span);
    this.take(span, this.view().caretBox());
  }

  wordAt() {
    const { text, start } = this.view().lineAt(this.offset);
    const at = [...text].slice(0, this.offset - start).join("").length;
    const word = WORDS.segment(text).containing(at);
    if (!word?.isWordLike) return null;
    const from = start + [...text.slice(0, word.index)].length;
    return { start: from, end: from + [...word.segment].length };
  }
}
