// The form that asks for the reviewer's name.

import { ask, complaint } from "./base.js";

const form = document.getElementById("me");
form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const answer = await ask("/api/me", { name: form.elements.name.value });
  if (answer.ok) location.assign(form.dataset.onward);
  else document.getElementById("name-error").textContent = complaint(answer);
});
form?.elements.name.focus();
