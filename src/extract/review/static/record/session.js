// The record that is open, and every change to it: sent at once with the revision it was made on.

import { addRecord, Conflict, readRecord, sendEvent } from "./api.js";
import { resolveConflict } from "./conflict.js";
import { find } from "./dom.js";
import { newestToUndo } from "./history.js";
import { isSame, labelOf, learnDates } from "./slots.js";
import { say, tell, warn, whisper } from "./say.js";
import { t } from "./words.js";

const DONE = { accept: "accepted", reopen: "reopened", delete: "deleted", merge: "merged", split: "split", undo: "undone" };

export class Session {
  /**
   * `changed({fresh})` is called whenever the record that is shown changed; `fresh`: it was read anew, with all records of
   * its brief.
   * `asking()` is called when a conflict waits for the reviewer to choose.
   */
  constructor(changed, asking) {
    Object.assign(this, { changed, asking });
    this.last = null;
  }

  /** Read a record; returns false where another was asked for meanwhile. */
  async open(documentId, key) {
    this.asked = `${documentId}/${key}`;
    const answer = await readRecord(documentId, key);
    if (this.asked !== `${documentId}/${key}`) return false;
    Object.assign(this, { track: answer.track, document: answer.document, previous: answer.previous, next: answer.next });
    learnDates(answer.record.dates);
    Object.assign(this, { view: answer.record, footnotes: answer.footnotes, history: answer.history, records: answer.records });
    return true;
  }

  /** Read the record anew. The reviewer is told where its document was extracted meanwhile. */
  async refresh() {
    const { run } = this.document;
    if (!(await this.open(this.document.id, this.view.key))) return;
    if (this.document.run !== run) tell(t("record.said.renewed"));
    await this.changed({ fresh: true });
  }

  /** Show the record as it was answered. Its places lie in the text of its run: where that is not the one shown, all is read anew. */
  async take({ record, event }) {
    if (record.run !== this.document.run) return this.refresh().catch((error) => warn(error.message));
    learnDates(record.dates);
    this.view = record;
    if (event) this.history = [event, ...this.history];
    this.changed();
  }

  /** Save a slot. On a conflict the reviewer chooses in `place`; returns whether the slot is settled. */
  async saveSlot(slot, fillers, why, place) {
    if (isSame(this.view.body[slot], fillers)) return say(t("record.said.unchanged")), true;
    const event = { kind: "change", slot, new: fillers, why };
    return this.send(event, place, { slot, mine: fillers, told: t("record.said.saved", { slot: labelOf(slot) }) });
  }

  /** Add a place to the statements that the record rests on. */
  async addStatement(place) {
    const places = [...this.view.body.evidence, place].map(({ start, end }) => ({ start, end }));
    const event = { kind: "change", slot: "evidence", new: [{ evidence: places }] };
    return this.send(event, find("record-conflict"), { told: t("record.said.saved", { slot: labelOf("evidence") }) });
  }

  /** Make a change of the whole record; on a conflict the reviewer chooses below the form. */
  async act(kind, more = {}) {
    try {
      return await this.send({ kind, ...more }, find("record-conflict"), { told: t(`record.said.${DONE[kind]}`) });
    } catch (error) {
      warn(error.message);
      return false;
    }
  }

  async send(event, place, { slot = "", mine = [], told }) {
    const [documentId, key] = [this.document.id, this.view.key];
    // Places are sent with the run in whose text they lie; all else means the record as it stands.
    const hasPlaces = Boolean(event.new ?? event.parts);
    let [seen, others, run] = [this.view.revision, event.seen_others, this.document.run];
    for (;;) {
      try {
        const answer = await sendEvent(documentId, key, { ...event, seen, seen_others: others, run });
        this.last = { document: documentId, key, event: answer.event.id };
        this.made = answer.urls ?? [];
        say(told, { undo: event.kind === "undo" ? null : () => this.undo() });
        if (this.view.key === key && this.document.id === documentId) await this.take(answer);
        return true;
      } catch (error) {
        if (!(error instanceof Conflict)) throw error;
        seen = error.record.revision;
        others = others && seeAll(others, error.theirs);
        if (!hasPlaces) run = error.record.run;
        this.asking();
        learnDates(error.record.dates);
        const own = await resolveConflict(place, error.theirs, slot, mine);
        if (!own) return this.yield(slot);
      }
    }
  }

  /** Leave the other's change standing. */
  async yield(slot) {
    whisper(t("record.said.theirs_kept"));
    await this.refresh();
    return Boolean(slot);
  }

  /** Take back the newest change of this session, else the newest one of the record. */
  async undo() {
    const last = this.last && this.last.document === this.document.id && this.last.key === this.view.key ? this.last.event : null;
    const event = last ?? newestToUndo(this.history)?.id;
    if (this.last && !last) return this.undoElsewhere();
    this.last = null;
    if (!event) return say(t("record.said.nothing_to_undo"));
    await this.act("undo", { undoes: event });
    this.last = null;
    await this.refresh();
  }

  /** Go back to the record that was changed last, then take the change back. */
  async undoElsewhere() {
    const { document: documentId, key } = this.last;
    await this.goto(documentId, key);
    await this.undo();
  }

  async add(body) {
    const answer = await addRecord(this.document.id, { ...body, run: this.document.run });
    say(t("record.said.added"));
    return answer.record.key;
  }
}

/** Return the revisions that one has seen who was shown `theirs` too. */
function seeAll(revisions, theirs) {
  const newest = Math.max(0, ...theirs.map((event) => event.event));
  return Object.fromEntries(Object.entries(revisions).map(([key, revision]) => [key, Math.max(revision, newest)]));
}
