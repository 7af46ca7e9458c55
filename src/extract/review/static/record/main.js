// The record view: puts its rooms together.

import { filterQuery } from "./api.js";
import { button, find, make } from "./dom.js";
import { askMerge, askNew, askSplit } from "./dialogs.js";
import { Form } from "./form.js";
import { recordHead, showActions, titleOf } from "./head.js";
import { listHistory, listNotes } from "./history.js";
import { listen } from "./keys.js";
import { listMarks, pagesOf } from "./marks.js";
import { closeMenu, openMenu } from "./menu.js";
import { PageView, showPageNumber } from "./pages.js";
import { Picker } from "./picker.js";
import { Queue } from "./queue.js";
import { say, warn, whisper } from "./say.js";
import { Session } from "./session.js";
import { TextView } from "./textview.js";
import { t } from "./words.js";

const scroll = find("page-scroll");
const pageView = new PageView(scroll, (page) => (showPageNumber(page, session.document.pages), showEvidencePages()));
const textView = new TextView(scroll);
let view = pageView;
let showsHistory = false;
// What is under way with the record that is shown; one thing at a time.
let busy = null;

const session = new Session(({ fresh = false } = {}) => (fresh ? showAnew() : show()), release);
session.goto = go;
const queue = new Queue(go);
const host = {
  get document() { return session.document.id; },
  get run() { return session.document.run; },
  get key() { return session.view.key; },
  record: () => session.view.body,
  save: (slot, fillers, why, place) => session.saveSlot(slot, fillers, why, place),
  below: () => find("record-conflict"),
  close: (slot) => form.close(slot),
  pick: (slot) => picker.start(slot),
  focused: (slot) => (view.light(slot), view.reveal(slot)),
  hovered: (slot) => view.light(slot ?? (find("slots").contains(document.activeElement) ? form.current : null)),
};
const form = new Form(find("slots"), host);
const picker = new Picker({ session, form, view: () => view, fresh: startRecord });

// --- showing

/** Open a record; the address follows. */
async function go(documentId, key, { push = true } = {}) {
  closeMenu();
  picker.caret.stop();
  try {
    if (!(await session.open(documentId, key))) return;
  } catch (error) {
    if (!session.view) find("record-head").replaceChildren(make("p", { class: "told", role: "alert" }, error.message), button(t("record.act.retry"), () => location.reload()));
    return warn(error.message);
  }
  const query = filterQuery();
  const url = `/records/${encodeURIComponent(documentId)}/${encodeURIComponent(key)}${query ? `?${query}` : ""}`;
  if (push && url !== location.pathname + location.search) history.pushState(null, "", url);
  await openRecord();
}

async function openRecord() {
  release();
  chooseView();
  view.lit = null;
  form.current = "measure_type";
  find("record-conflict").replaceChildren();
  find("why")?.remove();
  form.reset(session.view);
  show({ fresh: true });
  queue.mark(session.document.id, session.view.key);
  document.title = titleOf(session.view);
  await openBrief();
  if (document.activeElement === document.body) form.focus(form.current, { quiet: true });
  whisper(t("record.said.record", { title: titleOf(session.view) }));
}

/** Show what was read anew, the brief too where it was extracted meanwhile. */
async function showAnew() {
  const isNew = view.run !== session.document.run;
  if (isNew) chooseView();
  show({ fresh: true });
  if (isNew) await openBrief();
}

function chooseView() {
  const isPaged = session.document.pages !== null;
  view = isPaged ? pageView : textView;
  document.body.classList.toggle("paged", isPaged);
  find("brief-title").textContent = session.document.title || session.document.name;
  find("brief-title").title = `${session.document.title ?? ""} · ${session.document.name}`;
}

async function openBrief() {
  try {
    await showBrief();
  } catch (error) {
    scroll.replaceChildren(make("p", { class: "told" }, t("record.page_failed"), " ", error.message));
  }
}

async function showBrief() {
  if (view === textView) {
    await textView.open(session.document);
    return textView.reveal("");
  }
  if (pageView.run !== session.document.run || !scroll.contains(pageView.sheet)) pageView.open(session.document);
  const [first = 1] = pagesOf(view.marks, "");
  await pageView.turn(first);
  showEvidencePages();
  await pageView.reveal("");
}

/** Show the record as it stands; `fresh`: the others of its brief were read too. */
function show({ fresh = false } = {}) {
  find("record-head").replaceChildren(...recordHead(session.view, session.track));
  if (form.view?.key === session.view.key) form.render(session.view);
  view.setMarks(listMarks(session.view.body));
  if (fresh) queue.refresh(session.document.id, session.records);
  else queue.update(session.document.id, session.view);
  showEvidencePages();
  showBelow();
  showActions(session.view, acts);
  showBusy();
}

function showBelow() {
  const tab = (label, history) => make("button", { type: "button", class: "tab", "aria-pressed": String(showsHistory === history), onclick: () => ((showsHistory = history), showBelow(), find("below").querySelectorAll(".tab")[Number(history)].focus()) }, label);
  const count = session.history.length;
  find("below").replaceChildren(
    make("div", { class: "tabs" }, tab(t("record.notes"), false), tab(count ? `${t("record.history")} ${count}` : t("record.history"), true)),
    make("div", { class: "below-body", tabindex: "0", role: "group", "aria-label": showsHistory ? t("record.history") : t("record.notes") }, showsHistory ? listHistory(session.history) : listNotes(session.footnotes)));
}

/** Show on which pages the record has evidence, where that is not only the one in sight. */
function showEvidencePages() {
  const pages = pagesOf(view.marks);
  const here = pageView.page?.page;
  const isNews = view === pageView && (pages.length > 1 || (pages.length === 1 && pages[0] !== here));
  find("evidence-pages").replaceChildren(...(isNews ? [t("record.evidence_pages"), ...pages.map((page) => make("button", { type: "button", class: "chip-page", "aria-current": page === here ? "page" : null, onclick: () => pageView.turn(page) }, String(page)))] : []));
}

// --- doing

const why = () => find("why")?.value.trim() ?? "";

async function act(kind, more) {
  const done = await session.act(kind, { why: why(), ...more });
  if (done && find("why")) find("why").value = "";
  if (done && kind === "merge") await session.refresh();
  return done;
}

/** Do one thing at a time: a second press is passed over, also where it meets what came in the place of the first. */
const once = (run) => async (event) => {
  if (busy || event?.detail > 1) return;
  const mine = (busy = {});
  mine.over = new Promise((end) => (mine.end = end));
  showBusy();
  try {
    await run(() => busy === mine);
  } finally {
    if (busy === mine) release();
  }
};

/** What was under way is done, or waits for the reviewer: other things may be done. */
function release() {
  busy?.end();
  busy = null;
  showBusy();
}

function showBusy() {
  for (const element of find("actions").querySelectorAll("button")) element.setAttribute("aria-disabled", String(Boolean(busy)));
}

/** Like `once`, with all that was typed into the record saved first; where that fails or meets a conflict nothing is done. */
const settled = (run) => once(async (isOn) => {
  const seen = session.document.run;
  for (let editor = form.openDraft(); editor; editor = form.openDraft()) {
    const isSaved = await editor.save();
    if (!isOn()) return;
    if (!isSaved) return form.editor === editor && editor.focus();
  }
  // What came with a new extraction is looked at first.
  if (session.document.run === seen) await run();
});

/** Open a dialog, with all that was typed into the record saved first. */
const opened = (open) => {
  const saved = settled(open);
  return (event) => (form.hasDraft ? saved(event) : open());
};

/** Take back what was done last; what is still under way is awaited. */
async function undo(event) {
  if (event?.detail > 1) return;
  await busy?.over;
  await session.undo();
}

/** Do what ends the work on a record, then go on to the next one that waits. */
async function finish(kind, more) {
  const next = queue.neighbour(1, (row) => row.state === "open" || row.recheck);
  if (await act(kind, more)) await (next ? go(next.document, next.key) : (goUrl(session.next) ?? sayEnd(1)));
}

/** Open the record of an address; null where it is no record's. */
const goUrl = (url, options) => {
  const match = url && new URL(url, location.href).pathname.match(/^\/records\/([^/]+)\/([^/]+)$/);
  return match ? go(decodeURIComponent(match[1]), decodeURIComponent(match[2]), options) : null;
};

const sayEnd = (step) => say(t(step > 0 ? "record.said.last" : "record.said.first"));

function move(step) {
  const row = queue.neighbour(step);
  if (row) return go(row.document, row.key);
  return goUrl(step > 0 ? session.next : session.previous) ?? sayEnd(step);
}

function moveBrief(step) {
  const row = queue.neighbour(step, (other) => String(other.document) !== String(session.document.id));
  return row ? go(row.document, row.key) : sayEnd(step);
}

function startRecord(span, text) {
  if (!span) return say(t("record.new.select_first")), picker.start("", true);
  const create = async (body) => {
    const before = session.view.key;
    const key = await session.add(body);
    await go(session.document.id, key);
    listNew(before, [key]);
  };
  askNew({ text, place: span, document: session.document.id, create });
}

function fresh() {
  const span = view.selection();
  startRecord(span, span ? view.read(span) : "");
}

function openMerge() {
  const rows = session.records.filter((row) => row.key !== session.view.key && ["open", "accepted"].includes(row.state));
  const revisions = (keys) => Object.fromEntries(rows.filter((row) => keys.includes(row.key)).map((row) => [row.key, row.revision]));
  askMerge({ rows, merge: (keys) => act("merge", { others: keys, seen_others: revisions(keys) }) });
}

/** Put new records into the queue, below the one they come from. */
function listNew(before, keys) {
  queue.insert(session.document.id, before, session.records.filter((record) => keys.includes(record.key)));
  queue.mark();
}

async function split(parts) {
  const before = session.view.key;
  if (!(await act("split", { parts }))) return;
  const keys = session.made.map((url) => decodeURIComponent(url.split("/").at(-1)));
  await go(session.document.id, keys[0] ?? before);
  listNew(before, keys);
}

const acts = {
  accept: settled(() => finish("accept")),
  reopen: once(() => act("reopen")),
  remove: once(() => finish("delete")),
  merge: opened(openMerge),
  split: opened(() => askSplit({ record: session.view.body, split })),
  undo,
  fresh,
};

function emptySlot() {
  const slot = form.current;
  if (find("slots").contains(document.activeElement) && session.view.body[slot].length) session.saveSlot(slot, [], why(), find("record-conflict")).catch((error) => warn(error.message));
}

find("page-previous").addEventListener("click", () => view.turnBy(-1));
find("page-next").addEventListener("click", () => view.turnBy(1));
for (const [id, step] of [["zoom-in", 1], ["zoom-out", -1], ["zoom-fit", 0]]) find(id).addEventListener("click", () => view.zoomBy(step));
addEventListener("popstate", () => goUrl(location.href, { push: false }));

find("actions").addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.id === "why") form.focus();
});
listen({
  move, moveBrief, emptySlot, fresh, acts, picker,
  view: () => view, slots: (step) => form.move(step), fold: () => queue.fold(),
  history: () => ((showsHistory = !showsHistory), showBelow()),
});
queue.load();
goUrl(location.href, { push: false });
