// Makes saving smoother and says aloud what happened. Every page works without this file.
"use strict";

const say = (id, shown) => { document.getElementById(id).hidden = !shown; };

document.addEventListener("htmx:beforeRequest", () => say("offline", false));
for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(failure, () => say("offline", true));
}
document.addEventListener("htmx:afterSettle", (event) => {
  const words = [...document.querySelectorAll("[data-announce]")].map((e) => e.textContent.trim());
  document.getElementById("announce").textContent = words.join(" ");
  // What had the focus may be folded away now: go on from where it is, or from the next question.
  if (document.activeElement === document.body) {
    const next = event.detail.requestConfig?.elt.dataset.next || "details";
    (document.getElementById(next) || document.getElementById("main")).focus();
  }
});

// The browser knows the time zone; the person can still choose another one.
const zone = document.querySelector("select[data-browser-zone]");
if (zone && !zone.value) {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if ([...zone.options].some((option) => option.value === here)) zone.value = here;
}

// A second tap while the first is on its way would ask for a second e-mail, and be refused.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-once]")) return;
  if (Date.now() - Number(form.dataset.sent || 0) < 3000) event.preventDefault();
  else form.dataset.sent = Date.now();
});
