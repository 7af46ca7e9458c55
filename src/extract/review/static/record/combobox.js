// An input with suggestions, after the ARIA combobox pattern (list autocomplete).

import { complete } from "./api.js";
import { make } from "./dom.js";
import { whisper } from "./say.js";
import { lang, t } from "./words.js";

const WAIT = 120;
let number = 0;

export class Combobox {
  /** `oninput(text, option)` is told what was typed; `option` is the suggestion that was taken, else null. */
  constructor({ slot, label, text = "", placeholder = "", suggests = true, oninput = () => {} }) {
    Object.assign(this, { slot, suggests, oninput });
    this.id = `options-${++number}`;
    this.options = [];
    this.active = -1;
    this.taken = null;
    this.list = make("ul", { id: this.id, class: "options", role: "listbox", "aria-label": t("record.edit.options"), hidden: true });
    this.input = make("input", { type: "text", autocomplete: "off", spellcheck: "false", "aria-label": label, placeholder, ...this.roles() });
    this.input.value = text;
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.input.addEventListener("blur", () => this.close());
    this.element = make("span", { class: "combobox" }, this.input, this.list);
  }

  roles() {
    if (!this.suggests) return {};
    return { role: "combobox", "aria-expanded": "false", "aria-controls": this.id, "aria-autocomplete": "list" };
  }

  get text() {
    return this.input.value.trim();
  }

  set text(text) {
    this.input.value = text;
    this.taken = null;
  }

  typed() {
    this.taken = null;
    this.oninput(this.text, null);
    clearTimeout(this.timer);
    if (this.suggests) this.timer = setTimeout(() => this.suggest(), WAIT);
  }

  async suggest(all = false) {
    const asked = (this.asked = all ? "" : this.text);
    const found = await complete(this.slot, asked).catch(() => []);
    if (document.activeElement === this.input && asked === this.asked) this.open(found), (this.answered = asked);
  }

  open(options) {
    this.options = options;
    this.active = -1;
    this.list.replaceChildren(...options.map((option, i) => this.item(option, i)));
    this.toggle(options.length > 0);
    whisper(t("record.edit.options_count", { n: options.length }));
  }

  item(option, i) {
    const other = lang === "ja" ? option.label_en : option.label_ja;
    const code = String(option.value) !== option[`label_${lang}`] && String(option.value).length <= 3 ? option.value : "";
    return make("li", { id: `${this.id}-${i}`, role: "option", "aria-selected": "false",
      onpointerdown: (event) => (event.preventDefault(), this.choose(i)) },
    make("span", { class: "option-main" }, nameOf(option)), make("span", { class: "option-sub" }, code || other || ""));
  }

  toggle(open) {
    if (!this.suggests) return;
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
    if (!open) this.mark(-1);
  }

  close() {
    clearTimeout(this.timer);
    this.toggle(false);
  }

  get isOpen() {
    return !this.list.hidden;
  }

  mark(active) {
    this.active = active;
    for (const [i, item] of [...this.list.children].entries()) item.setAttribute("aria-selected", String(i === active));
    if (active < 0) return this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-activedescendant", `${this.id}-${active}`);
    this.list.children[active].scrollIntoView({ block: "nearest" });
  }

  choose(i) {
    const option = this.options[i];
    this.input.value = nameOf(option);
    this.taken = option;
    this.close();
    this.oninput(this.text, option);
  }

  /** Take the suggestion if there is but one; says whether it did. */
  takeOnly() {
    if (this.options.length !== 1 || this.taken) return false;
    this.choose(0);
    return true;
  }

  /** Take the suggestion where one is shown for what was typed and it is the only one. */
  takeShown() {
    return this.isOpen && Boolean(this.text) && this.answered === this.text && this.takeOnly();
  }

  press(event) {
    if (!this.suggests || event.isComposing) return;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) {
      event.preventDefault();
      if (!this.isOpen) return void this.suggest(true);
      const count = this.options.length;
      this.mark((this.active + steps[event.key] + count) % count);
    } else if (this.isOpen && event.key === "Enter" && this.active >= 0) {
      event.preventDefault();
      event.stopImmediatePropagation();
      this.choose(this.active);
    } else if (this.isOpen && event.key === "Escape") {
      event.preventDefault();
      event.stopImmediatePropagation();
      this.close();
    }
  }
}

const nameOf = (option) => option[`label_${lang}`] || option.label_en || option.label_ja || String(option.value);

/** Return a suggestion as a filler of its slot. */
export function optionFiller(option) {
  const filler = { text: nameOf(option), value: option.value };
  const isNamed = String(option.value) !== filler.text;
  return isNamed && option.label_ja && option.label_en && !/^[A-Z]{2}$/.test(option.value)
    ? { ...filler, name_ja: option.label_ja, name_en: option.label_en } : filler;
}
