// What all pages share: words, talking to the server, notices, and keys. Pages import from here.

const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content ?? "";
const shared = JSON.parse(meta("shared"));

export const lang = shared.lang;
export const reviewer = meta("reviewer");
/** Slots in the order of the form: [{name, family, label, initial}]. */
export const slots = shared.slots;
export const slotOf = Object.fromEntries(slots.map((slot) => [slot.name, slot]));
/** Names of codes in the page's language: {types, actions, jurisdictions}, each code → name. */
export const names = { types: shared.types, actions: shared.actions, jurisdictions: shared.jurisdictions };

/** The words of a key with {values} filled in; the key itself where there are none, so that a lack shows. */
export function t(key, values = {}) {
  const text = shared.words[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** The message of an error of the server in the page's language. */
export const messageOf = (error) => error[`message_${lang}`] ?? error.message_en ?? "";

/**
 * Ask the server. Gives {status, ok, data}; status 0 when it cannot be reached. Never throws.
 * With a body the request is a change, and carries the token that says it comes from this page.
 */
export async function ask(url, body, method = body === undefined ? "GET" : "POST") {
  const options = { method, headers: { Accept: "application/json" }, credentials: "same-origin" };
  if (body !== undefined) {
    options.headers["Content-Type"] = "application/json";
    options.headers["X-CSRF-Token"] = meta("csrf-token");
    options.body = JSON.stringify(body);
  }
  try {
    const response = await fetch(url, options);
    const data = await response.json().catch(() => ({}));
    return { status: response.status, ok: response.ok, data };
  } catch {
    return { status: 0, ok: false, data: { errors: [{ field: "", message_ja: t("js.offline"), message_en: t("js.offline") }] } };
  }
}

/** All messages of an answer that says no, as one text. */
export function complaint(answer) {
  const found = (answer.data.errors ?? []).map(messageOf).filter(Boolean);
  return found.length ? found.join(" ") : t("js.failed");
}

/** Make an element: make("a", {href: "/", class: "x"}, "text", otherElement). Text never becomes markup. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

/** Show a notice; errors stay until they are closed. `undo` is {label, run}. */
export function notify(text, { bad = false, undo = null } = {}) {
  const close = make("button", { type: "button", class: "tool", "aria-label": t("js.close") }, "×");
  const notice = make("div", { class: bad ? "notice bad" : "notice" }, make("span", {}, text));
  if (undo) {
    const button = make("button", { type: "button", class: "tool" }, undo.label);
    button.addEventListener("click", () => { notice.remove(); undo.run(); });
    notice.append(button);
  }
  notice.append(close);
  close.addEventListener("click", () => notice.remove());
  document.getElementById("notices").append(notice);
  if (!bad) setTimeout(() => notice.remove(), 5000);
  return notice;
}

// --- keys ------------------------------------------------------------------------------------------------------------

const keys = [];

/**
 * Add a key: {key: "j" | "g q" | "Enter", label: words key or text, run(event), when?()}.
 * Keys do nothing while somebody types or a dialog is open, nor with Ctrl, Alt or Meta held.
 */
export function addKey(entry) {
  keys.push(entry);
}

const typing = (target) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
let prefix = "";

function press(event) {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  if (typing(event.target) || document.querySelector("dialog[open]")) return;
  // Enter and space belong to what has the focus.
  if ((event.key === "Enter" || event.key === " ") && event.target.closest?.("a, button, summary")) return;
  const pressed = prefix ? `${prefix} ${event.key}` : event.key;
  prefix = "";
  const found = keys.filter((entry) => entry.key === pressed && (!entry.when || entry.when())).at(-1);
  if (found) {
    event.preventDefault();
    found.run(event);
  } else if (keys.some((entry) => entry.key.startsWith(`${pressed} `))) {
    prefix = pressed;
    setTimeout(() => { prefix = ""; }, 1500);
  }
}

function showKeys() {
  const dialog = document.getElementById("keys");
  const list = make("dl", { class: "keys-list" });
  for (const { key, label } of keys) {
    const caps = key.split(" ").flatMap((cap, i) => (i ? [" ", make("kbd", {}, cap)] : [make("kbd", {}, cap)]));
    list.append(make("div", {}, make("dt", {}, ...caps), make("dd", {}, t(label))));
  }
  const close = make("button", { type: "button", class: "button", autofocus: true }, t("js.close"));
  close.addEventListener("click", () => dialog.close());
  dialog.replaceChildren(make("h2", { id: "keys-title" }, t("js.keys.title")), list, close);
  dialog.showModal();
}

const go = (address) => () => location.assign(address);

document.addEventListener("keydown", press);
document.getElementById("show-keys").addEventListener("click", showKeys);
addKey({ key: "?", label: "js.keys.help", run: showKeys });
addKey({ key: "/", label: "js.keys.search", run: () => document.getElementById("search").focus() });
addKey({ key: "g q", label: "js.keys.queue", run: go("/") });
addKey({ key: "g l", label: "js.keys.documents", run: go("/documents") });
addKey({ key: "g h", label: "js.keys.history", run: go("/history") });
addKey({ key: "g e", label: "js.keys.evaluate", run: go("/evaluate") });

// Esc leaves the search field; the page's keys work again.
document.getElementById("search").addEventListener("keydown", (event) => {
  if (event.key === "Escape") event.target.blur();
});
