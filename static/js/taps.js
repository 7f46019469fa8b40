// Each tap is kept on the device first, then sent: once, in order, by one tab at a time. Without this
// file the same forms are sent by the browser.
"use strict";

(() => {
  const code = document.body.dataset.patient;
  const queue = window.tapQueue;
  if (!code || !queue.possible || !document.getElementById("queued")) return;

  const SAME_TAP_MS = 1000;
  const ANSWER_MS = 15000;
  const AGAIN_MS = 20000;
  const find = (id) => document.getElementById(id);
  const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value || "";
  const say = (words) => { find("announce").textContent = words; };

  // --- A tap is made ---

  let last = { key: "", at: 0 };

  const words = (form, button) => {
    const group = (button || form).closest("[role=group]");
    const name = group?.getAttribute("aria-label") || find(group?.getAttribute("aria-labelledby"))?.textContent;
    const field = form.querySelector("label")?.textContent;
    return [name || field, button?.textContent].filter(Boolean).map((part) => part.trim()).join(": ");
  };

  const band = (pain) => pain && (pain < 4 ? "1" : pain < 7 ? "2" : "3");
  const set = (form, button, value) => {
    const { facet } = form.dataset;
    form.querySelector("[name=was]").value = value;
    for (const each of form.querySelectorAll("button[name=value]")) {
      each.dataset.says ||= each.value;
      const pressed = each === button ? value !== "" : (facet === "kind" || !button) && value !== "" && each.dataset.says === value;
      if (each.hasAttribute("aria-pressed")) each.setAttribute("aria-pressed", pressed);
      // A pressed answer tapped again is taken back; what the day was is not.
      if (facet !== "kind" && each.dataset.says) each.value = pressed ? "" : each.dataset.says;
    }
  };

  // What the page will say once the tap is saved: the next one is about that.
  const press = (form, button, value) => {
    const facet = form.dataset.facet;
    if (!facet) return;
    // A day without a headache keeps only its note and its medicine; how bad it was has two scales.
    const gone = facet === "kind" && value === "clear" ? ":not([data-facet=kind], [data-facet=note], [data-facet=medicine])"
      : { severity: "[data-facet=pain]", pain: "[data-facet=severity]" }[facet];
    for (const other of gone ? document.querySelectorAll(`form[data-tap][data-facet]${gone}`) : []) {
      if (other.getAttribute("action") === form.getAttribute("action")) set(other, null, facet === "pain" ? band(value) : "");
    }
    for (const other of document.querySelectorAll(`form[data-tap][data-facet="${facet}"]`)) {
      if (other.getAttribute("action") !== form.getAttribute("action")) continue;
      set(other, button, value.trim());
    }
  };

  const make = async (form, button) => {
    const fields = new FormData(form);
    if (button?.name) fields.append(button.name, button.value);
    fields.delete("csrfmiddlewaretoken");
    const url = form.getAttribute("action");
    const body = [...fields];
    // A hand that trembles taps twice: the same again at once is the same tap.
    const key = url + JSON.stringify(body.filter(([name]) => name !== "was")) + (button?.id || "");
    const now = Date.now();
    if (last.key === key && now - last.at < SAME_TAP_MS) return;
    last = { key, at: now };
    const tap = { id: crypto.randomUUID(), code, url, body, facet: form.dataset.facet || "", words: words(form, button), made_at: new Date(now).toISOString() };
    const unsettled = form.closest("[data-unsettled]");
    // It takes the place of the one that it settles, before those that were tapped after that one.
    if (unsettled) tap.n = Number(unsettled.dataset.unsettled);
    unsettled?.removeAttribute("data-unsettled");
    press(form, button, fields.get("value") ?? "");
    say(find("queued").dataset.saving);
    try {
      await queue.add(tap);
    } catch {
      const was = form.querySelector("[name=was]");
      if (was) was.value = fields.get("was");
      const field = Object.assign(document.createElement("input"), { type: "hidden", name: button?.name || "", value: fields.get(button?.name) ?? "" });
      if (field.name) form.append(field);
      form.submit();
      return;
    }
    document.dispatchEvent(new CustomEvent("taps:kept", { detail: tap }));
    flush();
  };

  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-tap]")) return;
    event.preventDefault();
    event.stopPropagation();
    make(event.target, event.submitter);
  }, true);
  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (form?.dataset.tapOn === "change") make(form, null);
  });

  // --- It is sent ---

  const GONE = "gone", KEPT = "kept", DONE = "done", SHOWN = "shown";

  const post = (tap, csrf) => {
    const body = new URLSearchParams(tap.body);
    body.set("tap", tap.id);
    body.set("made_at", tap.made_at);
    body.set("csrfmiddlewaretoken", csrf);
    return fetch(tap.url, { method: "POST", body, headers: { "X-Tap": "1" }, redirect: "manual", signal: AbortSignal.timeout(ANSWER_MS) });
  };

  // This page anew, if it is still this person's: else null.
  const page = async () => {
    const answer = await fetch(location.pathname, { signal: AbortSignal.timeout(ANSWER_MS) });
    const found = new DOMParser().parseFromString(await answer.text(), "text/html");
    return answer.ok && found.body.dataset.patient === code ? found : null;
  };

  const send = async (tap) => {
    let answer = await post(tap, token());
    if (answer.status === 403) {
      const fresh = await page();
      if (!fresh) return out();
      answer = await post(tap, fresh.querySelector("[name=csrfmiddlewaretoken]")?.value || "");
    }
    if (answer.type === "opaqueredirect") return out();
    if (answer.status === 204) return DONE;
    if (answer.status === 409 || answer.status === 422) return show(tap, await answer.text());
    if (answer.status >= 500 || answer.status === 403 || answer.status === 429) return wait();
    // Not found: another person may be logged in by now, and then it is not for them.
    return (await page()) ? GONE : out();
  };

  // Other forms of the page, in which something is being written.
  const typing = () => [...document.querySelectorAll("main form:not([data-tap]) :is(input, textarea)")].some((e) => e.type !== "hidden" && e.value !== e.defaultValue);
  const show = (tap, html) => {
    if (typing()) return KEPT;
    htmx.swap("#main", html, { swapStyle: "outerHTML" }, { select: "#main" });
    find("main").dataset.unsettled = tap.n;
    return SHOWN;
  };
  const wait = () => tell("offline");
  const out = () => tell("login");
  const tell = (why) => {
    find("queued").dataset.why = why;
    return KEPT;
  };

  const list = async () => {
    const waiting = await queue.of(code);
    const box = find("queued");
    box.hidden = !waiting.length || !box.dataset.why;
    box.querySelector("ul").replaceChildren(...waiting.map((tap) => Object.assign(document.createElement("li"), { textContent: tap.words })));
    return waiting;
  };

  // Made by one tab at a time: others wait, and find nothing left to do.
  const flush = () => navigator.locks.request("taps", async () => {
    let result = "", sent = 0;
    if (find("main").dataset.unsettled) return;
    for (let [tap] = await queue.of(code); tap; [tap] = await queue.of(code)) {
      try {
        result = await send(tap);
      } catch {
        result = wait();
      }
      if (result === KEPT) break;
      await queue.remove(tap);
      sent += 1;
      if (result === GONE) lose(tap);
      if (result === SHOWN) break;
    }
    if (result !== KEPT) delete find("queued").dataset.why;
    await list();
    if (sent && result !== SHOWN) await refresh();
    if (result !== KEPT) return;
    navigator.storage?.persist?.().catch(() => {});
    document.dispatchEvent(new CustomEvent("taps:waiting"));
  });

  const lose = (tap) => {
    const note = find("lost");
    note.hidden = false;
    note.querySelector("ul").append(Object.assign(document.createElement("li"), { textContent: tap.words }));
  };

  // What came of it: the page as it is now, with what is being typed. Other pages have nothing of it.
  const refresh = async () => document.querySelector("main form[data-tap]") && htmx.ajax("GET", location.pathname, { target: "#main", select: "#main", swap: "outerHTML show:none" }).catch(() => {});

  window.taps = { flush, list, press, refresh };
  addEventListener("online", flush);
  document.addEventListener("htmx:afterSettle", flush);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) flush(); });
  const again = async () => { if ((await queue.of(code)).length) await flush(); };
  setInterval(() => again().catch(() => {}), AGAIN_MS);
  list().then(again).catch(() => {});
})();
