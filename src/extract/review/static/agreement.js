// Adjudication: what one of the two reviewers has is written for everybody.

import { ask, complaint } from "./base.js";

const table = document.getElementById("differences");
const error = document.getElementById("adjudicate-error");

table?.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-take]");
  if (!button) return;
  const { difference, slot, first, second } = button.closest("tr").dataset;
  const choice = { difference: Number(difference), slot, first: first || null, second: second || null, take: button.dataset.take };
  const answer = await ask(`/api/documents/${table.dataset.document}/adjudicate`, choice);
  if (answer.ok) location.reload();
  else error.textContent = complaint(answer);
});
