// The menu at a selection: set a slot from it, or start a record. Arrow keys, letters, Enter, Escape.

import { find, make } from "./dom.js";
import { familyOf, initialOf, labelOf, SLOTS } from "./slots.js";
import { t } from "./words.js";

let open = null;

/** Open the menu near `box`; `choose(slot)` gets the slot, "evidence" for the statement, "" for a new record; `left()` is
 * called on Escape. */
export function openMenu({ box, text, first, choose, left }) {
  closeMenu();
  const menu = make("div", { class: "pick-menu", role: "menu", "aria-label": t("record.pick.menu") });
  const pick = (slot) => (closeMenu(), choose(slot));
  const items = SLOTS.map((slot) => item(slot, () => pick(slot)));
  const statement = make("button", { type: "button", role: "menuitem", class: "pick-new", tabindex: "-1", onclick: () => pick("evidence") }, t("record.pick.statement"));
  const fresh = make("button", { type: "button", role: "menuitem", class: "pick-new", tabindex: "-1", onclick: () => pick("") }, t("record.pick.new"), make("kbd", {}, "n"));
  menu.append(make("p", { class: "pick-text", role: "none" }, text), make("div", { class: "pick-slots", role: "none" }, items), statement, fresh);
  menu.addEventListener("keydown", (event) => press(event, [...items, statement, fresh], () => pick(""), () => (closeMenu(), left())));
  find("main").append(menu);
  placeBy(menu, box);
  open = menu;
  (items[SLOTS.indexOf(first)] ?? items[0]).focus({ preventScroll: true });
  setTimeout(() => document.addEventListener("pointerdown", outside), 0);
}

export function closeMenu() {
  open?.remove();
  open = null;
  document.removeEventListener("pointerdown", outside);
}

function outside(event) {
  if (open && !open.contains(event.target)) closeMenu();
}

function item(slot, act) {
  return make("button", { type: "button", role: "menuitem", class: `family-${familyOf(slot)}`, tabindex: "-1", "aria-label": t("record.pick.set", { slot: labelOf(slot) }), onclick: act },
    make("span", { class: "initial", "aria-hidden": "true" }, initialOf(slot)), labelOf(slot));
}

const COLUMNS = 2;

function press(event, items, fresh, leave) {
  const at = items.indexOf(document.activeElement);
  const steps = { ArrowDown: COLUMNS, ArrowUp: -COLUMNS, ArrowRight: 1, ArrowLeft: -1, Home: -at, End: items.length - 1 - at };
  if (event.key in steps) items[Math.max(0, Math.min(at + steps[event.key], items.length - 1))].focus();
  else if (event.key === "Escape" || event.key === "Tab") leave();
  else if (event.key === "n") fresh();
  else if (event.key === "Enter" || event.key === " ") return event.stopPropagation();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function placeBy(menu, box) {
  const { width, height } = menu.getBoundingClientRect();
  const below = box.bottom + 8 + height < innerHeight;
  menu.style.left = `${Math.max(8, Math.min(box.left, innerWidth - width - 8))}px`;
  menu.style.top = `${Math.max(8, below ? box.bottom + 8 : box.top - height - 8)}px`;
}
