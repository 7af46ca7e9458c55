// Decisions about a document: complete or not, and who reviews it independently.

import { ask, complaint } from "./base.js";

const document_ = document.getElementById("document").dataset.document;
const error = document.getElementById("decision-error");

async function decide(kind, others = []) {
  error.textContent = "";
  const answer = await ask(`/api/documents/${document_}/events`, { kind, others });
  if (answer.ok) location.reload();
  else error.textContent = complaint(answer);
}

for (const button of document.querySelectorAll("[data-decide]")) {
  button.addEventListener("click", () => decide(button.dataset.decide));
}
document.getElementById("assign")?.addEventListener("submit", (event) => {
  event.preventDefault();
  const { first, second } = event.target.elements;
  decide("assign", [first.value, second.value]);
});
