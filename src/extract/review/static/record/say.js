// Telling the reviewer what happened: to the eye in a corner, to a screen reader in a live region.

import { notify } from "../base.js";
import { find } from "./dom.js";
import { t } from "./words.js";

let last = null;

/** Tell of a success; `undo` puts a button beside it. What was told before goes. */
export function say(text, { undo = null } = {}) {
  last?.remove();
  last = notify(text, undo ? { undo: { label: t("record.act.undo"), run: undo } } : {});
}

/** Tell of what others did, beside what was told of one's own. */
export const tell = (text) => notify(text);

/** Tell of a failure; stays until closed or something succeeds. */
export function warn(text) {
  last?.remove();
  last = notify(text, { bad: true });
}

/** Speak to screen readers only. */
export function whisper(text) {
  find("whisper").textContent = text;
}
