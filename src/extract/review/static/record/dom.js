// Making elements. Text is only ever set as text: nothing from a brief or a reviewer becomes markup.

import { make as makePlain } from "../base.js";

const SVG = "http://www.w3.org/2000/svg";

/** Return an element, made like that of base.js; `on…` are listeners, children may be lists, false is no child. */
export function make(name, attributes = {}, ...children) {
  const { listeners, plain } = sort(attributes);
  return listen(makePlain(name, plain, ...present(children)), listeners);
}

/** Return an SVG element, made like `make`. */
export function draw(name, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...present(children));
  return element;
}

const present = (children) => children.flat(2).filter((child) => child !== null && child !== undefined && child !== false);

function sort(attributes) {
  const entries = Object.entries(attributes);
  const isListener = ([name]) => name.startsWith("on");
  return { listeners: entries.filter(isListener), plain: Object.fromEntries(entries.filter((entry) => !isListener(entry))) };
}

function listen(element, listeners) {
  for (const [name, act] of listeners) element.addEventListener(name.slice(2), act);
  return element;
}

export const find = (id) => document.getElementById(id);

/** Return a button that does `act`; `key` is shown beside its label. */
export function button(label, act, { key = "", primary = false, link = false, ...attributes } = {}) {
  const kind = link ? "link" : `button${primary ? " primary" : ""}`;
  return make("button", { type: "button", class: kind, onclick: act, ...attributes }, label, key ? make("kbd", { "aria-hidden": "true" }, key) : null);
}
