// Scripts only improve: every page works without this file.
import { createAll, ErrorSummary, ExitThisPage, PasswordInput, SkipLink } from "./govuk-frontend.js";

createAll(ErrorSummary);
createAll(ExitThisPage);
createAll(PasswordInput);
createAll(SkipLink);

// Things that only a script can do are in the page as hidden, and are shown here.
for (const button of document.querySelectorAll("[data-copy]")) {
  const box = document.getElementById(button.dataset.copy);
  const said = document.getElementById(button.getAttribute("aria-describedby"));
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    box.select();
    await navigator.clipboard.writeText(box.value);
    said.textContent = button.dataset.done;
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// A form sent without a connection would lose what was typed: say so, and leave it on the page.
for (const form of document.querySelectorAll("form[data-offline]")) {
  form.addEventListener("submit", (event) => {
    if (navigator.onLine) return;
    event.preventDefault();
    form.querySelector("[role=alert]").textContent = form.dataset.offline;
  });
}
