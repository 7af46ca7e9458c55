// What the record view asks of the server; one error class for each way to fail.

import { ask, complaint } from "../base.js";
import { t } from "./words.js";

/** Somebody changed the same thing first; `theirs` are their events, `record` the record as it stands. */
export class Conflict extends Error {
  constructor({ theirs, record }) {
    super(t("record.conflict.title"));
    this.theirs = theirs;
    this.record = record;
  }
}

async function call(url, body) {
  const answer = await ask(url, body);
  if (answer.ok) return answer.data;
  if (answer.status === 409 && answer.data.conflict) throw new Conflict(answer.data.conflict);
  throw new Error(complaint(answer));
}

const path = (document, key) => `/api/records/${encodeURIComponent(document)}/${encodeURIComponent(key)}`;
// A reviewer's own track, where two review a brief without seeing each other's work.
const track = () => new URLSearchParams(location.search).get("track");
const withTrack = (body) => (track() ? { ...body, track: track() } : body);

/** Return the page's filter (what the queue was narrowed to) with `more` set. */
export function filterQuery(more = {}) {
  const query = new URLSearchParams(location.search);
  for (const name of ["lang", "token"]) query.delete(name);
  for (const [name, value] of Object.entries(more)) query.set(name, value);
  return query.toString();
}

const kept = new Map();

/** Return what never changes: asked for once. */
async function keep(url, shape = (answer) => answer) {
  if (!kept.has(url)) kept.set(url, shape(await call(url)));
  return kept.get(url);
}

/** Return the text that a run read as code points, and its blocks. */
export const readText = (run) =>
  keep(`/api/runs/${run}/text`, ({ text, blocks }) => ({ points: [...text], blocks }));

/** Return a page as a run read it: its size and its lines, each with its text, in reading order. */
export async function readPage(run, number) {
  const { points } = await readText(run);
  return keep(`/api/runs/${run}/pages/${number}`, (page) => ({ ...page, lines: page.lines.map((line) => withText(line, points)).sort((a, b) => a.start - b.start) }));
}

const withText = (line, points) => ({ ...line, text: points.slice(line.start, line.start + line.x.length - 1).join("") });
export const readRecord = (document, key) => call(`${path(document, key)}?${filterQuery()}`);
export const readQueue = (more) => call(`/api/queue?${filterQuery(more)}`);
/** Return what a text means in a slot; of a record with its action: the date of a plan may lie ahead. */
export const understand = (slot, text, document, record = null) =>
  call("/api/understand", { slot, text, document, action: String(record?.action[0]?.value ?? "") });
export const complete = (slot, q) => call(`/api/complete?${new URLSearchParams({ slot, q })}`);
export const addRecord = (document, body) => call(`/api/documents/${encodeURIComponent(document)}/records`, withTrack(body));
export const sendEvent = (document, key, event) => call(`${path(document, key)}/events`, withTrack(event));
