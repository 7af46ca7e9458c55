// The queue: j and k move through the rows, Enter opens one; names of entities complete.

import { addKey, ask, lang, make } from "./base.js";

const links = [...document.querySelectorAll("a[data-row]")];
let at = -1;

function choose(next) {
  if (!links.length) return;
  at = Math.max(0, Math.min(links.length - 1, next));
  for (const [i, link] of links.entries()) link.closest("tr").classList.toggle("current", i === at);
  links[at].focus({ preventScroll: true });
  links[at].scrollIntoView({ block: "nearest" });
}

for (const [i, link] of links.entries()) {
  link.addEventListener("focus", () => { if (at !== i) choose(i); });
}
addKey({ key: "j", label: "js.keys.next", run: () => choose(at + 1) });
addKey({ key: "k", label: "js.keys.previous", run: () => choose(at - 1) });
addKey({ key: "Enter", label: "js.keys.open", run: () => links[Math.max(at, 0)]?.click() });

const entity = document.getElementById("f-entity");
entity?.addEventListener("input", async () => {
  const typed = entity.value;
  const answer = typed ? await ask(`/api/complete?slot=entities&q=${encodeURIComponent(typed)}`) : { ok: false };
  if (!answer.ok || typed !== entity.value) return;
  const options = answer.data.map((choice) => make("option", { value: choice[`label_${lang}`] }));
  document.getElementById("entities").replaceChildren(...options);
});
