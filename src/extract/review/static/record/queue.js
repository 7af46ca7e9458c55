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
      const { rows, total, progress } = await readQueue({ limit: SHOWN, offset: 0 });
      this.rows = rows;
      this.render(total);
      find("queue-progress").max = Math.max(1, progress.total);
      find("queue-progress").value = progress.done;
      find("queue-count").textContent = t("record.progress", progress);
    } catch (error) {
      this.list.replaceChildren(make("p", { class: "quiet" }, error.message));
    }
  }

  render(total) {
    if (!this.rows.length) return this.list.replaceChildren(make("p", { class: "quiet" }, t("record.queue_empty")));
    const more = total > this.rows.length ? make("p", { class: "quiet" }, make("a", { href: "/" }, t("record.queue_more", { n: total - this.rows.length }))) : null;
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
    const facts = [byBrief ? null : row.source_name, row.date, nameCode("measure_type", row.type)].filter(Boolean).join(" · ");
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

  /** Return the row a step away from the record that is shown; `otherBrief` passes over the rest of its brief. */
  neighbour(step, otherBrief = false) {
    const at = this.rows.findIndex((row) => String(row.document) === String(this.document) && row.key === this.key);
    if (at < 0) return null;
    for (let i = at + step; i >= 0 && i < this.rows.length; i += step) {
      if (!otherBrief || String(this.rows[i].document) !== String(this.document)) return this.rows[i];
    }
    return null;
  }

  fold(folded = !document.body.classList.contains("queue-folded")) {
    document.body.classList.toggle("queue-folded", folded);
    find("fold").setAttribute("aria-expanded", String(!folded));
    localStorage.setItem(FOLDED, folded ? "1" : "0");
  }
}
