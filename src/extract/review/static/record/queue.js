// The left pane: the records of the queue, narrowed as the page's address says, each with its state.

import { readQueue } from "./api.js";
import { find, make } from "./dom.js";
import { lang, nameCode, t } from "./words.js";

const SHOWN = 200;
const FOLDED = "extract/queue-folded";
const SIGNS = { open: "", accepted: "✓", deleted: "×", merged: "⊂", split: "⑂" };

export class Queue {
  /** `open(document, key)` is called for a row. */
  constructor(open) {
    this.open = open;
    this.rows = [];
    this.list = find("queue-list");
    find("fold").addEventListener("click", () => this.fold());
    if (localStorage.getItem(FOLDED) === "1") this.fold(true);
  }

  async load() {
    try {
      const { rows, total, progress } = await readQueue({ limit: SHOWN });
      Object.assign(this, { rows, left: total - rows.length });
      this.render();
      this.showProgress(progress);
    } catch (error) {
      this.list.replaceChildren(make("p", { class: "quiet" }, error.message));
    }
  }

  /** Ask how far the review is. */
  async count() {
    const answer = await readQueue({ limit: 1 }).catch(() => null);
    if (answer) this.showProgress(answer.progress);
  }

  showProgress(progress) {
    find("queue-progress").max = Math.max(1, progress.total);
    find("queue-progress").value = progress.done;
    find("queue-count").textContent = t("record.progress", progress);
  }

  render() {
    if (!this.rows.length) return this.list.replaceChildren(make("p", { class: "quiet" }, t("record.queue_empty")));
    const more = this.left > 0 ? make("p", { class: "quiet" }, make("a", { href: `/${location.search}` }, t("record.queue_more", { n: this.left }))) : null;
    this.list.replaceChildren(...this.grouped(), ...(more ? [more] : []));
    this.mark();
  }

  /** Return the rows, each brief's under its name where the queue goes by briefs. */
  grouped() {
    const names = this.rows.map((row) => row.document);
    const changes = names.filter((name, i) => name !== names[i - 1]).length;
    const byBrief = changes === new Set(names).size;
    return this.rows.flatMap((row, i) => {
      const head = byBrief && row.document !== names[i - 1] ? [make("h3", { title: row.source_name }, row.source_name)] : [];
      return [...head, this.row(row, byBrief)];
    });
  }

  row(row, byBrief) {
    const doubts = row.issues + row.lost + (row.recheck ? 1 : 0);
    const facts = [row[`date_${lang}`] || row.date, byBrief ? nameCode("measure_type", row.type) : row.source_name].filter(Boolean).join(" · ");
    const link = make("a", { href: `/records/${row.document}/${encodeURIComponent(row.key)}${location.search}`, class: `q-row ${row.state}`, "data-document": row.document, "data-key": row.key },
      make("span", { class: "q-title" }, row[`title_${lang}`] || row.title_en || t("record.untitled")), make("span", { class: "q-facts" }, facts),
      make("span", { class: "q-sign" }, doubts ? make("span", { class: "q-doubt", title: t("record.issues", { n: doubts }) }, `!${doubts}`) : null, this.sign(row.state)));
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.open(row.document, row.key);
    });
    return link;
  }

  sign(state) {
    return state === "open" ? null : make("span", { title: t(`state.${state}`) }, make("span", { "aria-hidden": "true" }, SIGNS[state] ?? ""), make("span", { class: "sr" }, t(`state.${state}`)));
  }

  /** Mark the record that is shown. */
  mark(document = this.document, key = this.key) {
    Object.assign(this, { document, key });
    for (const row of this.list.querySelectorAll(".q-row")) {
      const isHere = row.dataset.document === String(document) && row.dataset.key === key;
      if (!isHere) row.removeAttribute("aria-current");
      else (row.setAttribute("aria-current", "true"), row.scrollIntoView({ block: "nearest" }));
    }
  }

  /** Return the next row, a step away from the record that is shown, that `fits`. */
  neighbour(step, fits = () => true) {
    const at = this.rows.findIndex((row) => this.isAt(row, this.document, this.key));
    if (at < 0) return null;
    for (let i = at + step; i >= 0 && i < this.rows.length; i += step) if (fits(this.rows[i])) return this.rows[i];
    return null;
  }

  isAt = (row, document, key) => String(row.document) === String(document) && row.key === key;

  /** Show how a record stands now; rows keep their places until the page is opened anew. */
  update(document, view) {
    const row = this.rows.find((other) => this.isAt(other, document, view.key));
    if (!row || (row.revision === view.revision && row.state === view.state)) return;
    Object.assign(row, summary(view));
    this.render();
    this.count();
  }

  /** Show how all records of a brief stand now. */
  refresh(document, records) {
    const fresh = new Map(records.map((record) => [record.key, record]));
    for (const row of this.rows) if (String(row.document) === String(document)) Object.assign(row, fresh.get(row.key));
    this.render();
    this.count();
  }

  /** Put records that are new (added, split off) below that of `key`. */
  insert(document, key, records) {
    const at = this.rows.findIndex((row) => this.isAt(row, document, key));
    const source_name = this.rows[at]?.source_name ?? "";
    this.rows.splice(at + 1, 0, ...records.map((record) => ({ ...record, document, source_name })));
    this.render();
  }

  fold(folded = !document.body.classList.contains("queue-folded")) {
    document.body.classList.toggle("queue-folded", folded);
    find("fold").setAttribute("aria-expanded", String(!folded));
    localStorage.setItem(FOLDED, folded ? "1" : "0");
  }
}

/** Return what a row shows of a record. */
function summary(view) {
  const { body = null, state, revision, recheck, lost } = view;
  if (!body) return { state };
  const first = (...slots) => slots.flatMap((slot) => body[slot])[0]?.value ?? null;
  const date = first("date", "effective_from");
  const said = view.dates?.[date];
  return {
    state, revision, recheck, lost: lost.length, issues: body.issues.length, title_ja: body.title_ja, title_en: body.title_en,
    type: first("measure_type"), date, date_ja: said?.ja ?? null, date_en: said?.en ?? null,
  };
}
