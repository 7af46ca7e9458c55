// Input that was typed and not saved, kept over a reload: one entry a reviewer, record and slot.

import { reviewer } from "./words.js";

const name = (document, key, slot) => `extract/draft/${reviewer}/${document}/${key}/${slot}`;

/** Keep a draft ({text, index, place, why}); without a text and a place it is dropped. */
export function keepDraft(document, key, slot, draft) {
  if (!draft || (!draft.text && !draft.place && !draft.why)) return dropDraft(document, key, slot);
  try {
    localStorage.setItem(name(document, key, slot), JSON.stringify(draft));
  } catch {
    // Storage is full or forbidden: the input still stands in its field.
  }
}

/** Return the draft of a slot, null where there is none. */
export function readDraft(document, key, slot) {
  try {
    return JSON.parse(localStorage.getItem(name(document, key, slot)));
  } catch {
    return null;
  }
}

export function dropDraft(document, key, slot) {
  try {
    localStorage.removeItem(name(document, key, slot));
  } catch {
    // Nothing was kept either.
  }
}
