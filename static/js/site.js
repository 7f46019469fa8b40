// Makes saving smoother and says aloud what happened. Every page works without this file.
"use strict";

const say = (id, shown) => { document.getElementById(id).hidden = !shown; };

document.addEventListener("htmx:beforeRequest", () => say("offline", false));
for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  // A look at the page as it is now loses nothing where it fails.
  document.addEventListener(failure, (event) => say("offline", event.detail.requestConfig?.verb !== "get"));
}
// What was open stays open, what was typed meanwhile stays typed, and the button that was tapped
// keeps the focus, also in a fold.
let kept = { open: [], typed: [], focus: "", inside: true, form: null };
document.addEventListener("htmx:beforeSwap", (event) => {
  const sent = event.detail.requestConfig?.elt;
  const fields = [...document.querySelectorAll("[data-tap] :is(input, textarea)[id]")];
  const now = document.activeElement;
  // A space at the end of what is saved is nothing that was typed since, unless it is being written.
  const differs = (e) => e === now ? e.value !== e.defaultValue : e.value.trim() !== e.defaultValue.trim();
  const typed = fields.filter((e) => differs(e) && e.form !== sent);
  const open = [...document.querySelectorAll("details[id][open]")];
  kept = {
    open: open.map((fold) => fold.id),
    typed: typed.map((e) => [e.id, e.form.action, e.value, e === now ? e.selectionEnd : null, e.form.dataset.sent]),
    focus: now.id,
    inside: document.getElementById("main").contains(now) || now === document.body,
    form: now.closest("form[data-next]"),
  };
});
document.addEventListener("htmx:afterSwap", () => {
  for (const id of kept.open) document.getElementById(id)?.setAttribute("open", "");
  for (const [id, action, value, end, queued] of kept.typed) {
    const field = document.getElementById(id);
    if (field?.form?.action !== action) continue;
    field.value = value;
    // What waits to be saved of it is what the next is about.
    if (queued !== undefined) {
      field.form.dataset.sent = queued;
      field.form.querySelector("[name=was]").value = queued.trim();
    }
    if (end === null) continue;
    field.focus({ preventScroll: true });
    field.setSelectionRange(end, end);
  }
  if (document.activeElement === document.body && kept.focus) {
    document.getElementById(kept.focus)?.focus({ preventScroll: true });
  }
});
document.addEventListener("htmx:afterSettle", (event) => {
  const words = [...document.querySelectorAll("[data-announce]")].map((e) => e.textContent.trim());
  document.getElementById("announce").textContent = words.join(" ");
  // What had the focus may be folded away now: go on from where it is, or from the next question.
  if (document.activeElement === document.body && kept.inside) {
    const sent = event.detail.requestConfig?.elt;
    const from = sent?.dataset.next ? sent : kept.form;
    const next = document.getElementById(from?.dataset.next || "details");
    // A row that was answered stays under the finger.
    if (next) next.focus({ preventScroll: Boolean(from?.hasAttribute("data-in-place")) });
    else document.getElementById("main").focus({ preventScroll: true });
  }
});

// The browser knows the time zone; the person can still choose another one.
const zone = document.querySelector("select[data-browser-zone]");
if (zone && !zone.value) {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if ([...zone.options].some((option) => option.value === here)) zone.value = here;
}

// A form that was refused goes on from the first field to mend.
document.querySelector("main form [aria-invalid=true]")?.focus();

// A second tap while the first is on its way would ask for a second e-mail, and be refused.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-once]")) return;
  if (Date.now() - Number(form.dataset.sent || 0) < 3000) event.preventDefault();
  else form.dataset.sent = Date.now();
});
